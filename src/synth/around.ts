/**
 * Runs something around a method of one object, whoever calls it.
 *
 * The method of its class is wrapped, once, and looks up what its object wants: jsii calls the method of the class, so a method that is
 * assigned to the object is never called from other languages (aws/jsii#5028).
 */
type Method = (...given: unknown[]) => any;
/** Gets the call that it is put around. */
export type Around = (call: () => any) => any;

interface Wrapped {
  readonly around: Around;
  /** While it runs: a method that calls that of its parent class is one call. */
  isRunning: boolean;
}

const WRAPPED = Symbol.for('cdk8s-dapr.around');
const DONE = Symbol.for('cdk8s-dapr.around.done');

/** The last one that is added is the outermost. */
export function around(object: object, method: string, add: Around): void {
  let all = wrappedOf(object);
  if (!all) {
    all = {};
    Object.defineProperty(object, WRAPPED, { value: all });
  }
  const inner = all[method]?.around;
  all[method] = { around: inner ? call => add(() => inner(call)) : add, isRunning: false };
  wrapMethod(object, method);
}

const wrappedOf = (object: object): { [method: string]: Wrapped | undefined } | undefined => (object as any)[WRAPPED];

/** Wraps the method where it is defined: at the object itself where somebody has assigned one, else at the first class that has it. */
function wrapMethod(object: object, method: string): void {
  let owner: any = object;
  while (!Object.hasOwn(owner, method)) {
    owner = Object.getPrototypeOf(owner);
  }
  const original: Method & { [DONE]?: true } = owner[method];
  if (original[DONE]) {
    return;
  }
  const replacement = function (this: object, ...given: unknown[]): any {
    const own = wrappedOf(this)?.[method];
    if (!own || own.isRunning) {
      return original.apply(this, given);
    }
    own.isRunning = true;
    try {
      return own.around(() => original.apply(this, given));
    } finally {
      own.isRunning = false;
    }
  };
  owner[method] = Object.assign(replacement, { [DONE]: true });
}
