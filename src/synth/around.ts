/**
 * Wraps a method of one object, for all its callers.
 *
 * The method of the class is replaced once, and looks up the wrapper of its object: jsii calls the method of the class, so a method
 * assigned to the object is never called from other languages (aws/jsii#5028).
 */
type Method = (...args: unknown[]) => any;
/** A wrapper; gets the wrapped call. */
export type Around = (call: () => any) => any;

interface Wrapped {
  readonly around: Around;
  /** Whether the method runs now: a method and the parent method that it calls are one call. */
  isRunning: boolean;
}

const WRAPPED = Symbol.for('cdk8s-dapr.around');
const DONE = Symbol.for('cdk8s-dapr.around.done');

/** Adds a wrapper around a method; the last one added is the outermost. */
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

/** Wraps the method where it is defined: on the object if it was assigned there, otherwise on the first class that has it. */
function wrapMethod(object: object, method: string): void {
  let owner: any = object;
  while (!Object.hasOwn(owner, method)) {
    owner = Object.getPrototypeOf(owner);
  }
  const original: Method & { [DONE]?: true } = owner[method];
  if (original[DONE]) {
    return;
  }
  const replacement = function (this: object, ...args: unknown[]): any {
    const own = wrappedOf(this)?.[method];
    if (!own || own.isRunning) {
      return original.apply(this, args);
    }
    own.isRunning = true;
    try {
      return own.around(() => original.apply(this, args));
    } finally {
      own.isRunning = false;
    }
  };
  owner[method] = Object.assign(replacement, { [DONE]: true });
}
