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
  readonly arounds: { [method: string]: Around[] };
  /** Methods that run now: a method that calls that of its parent class is one call. */
  readonly running: Set<string>;
}

const WRAPPED = Symbol.for('cdk8s-dapr.around');
const DONE = Symbol.for('cdk8s-dapr.around.done');

/** The last one that is added is the outermost. */
export function around(object: object, method: string, add: Around): void {
  let wrapped = wrappedOf(object);
  if (!wrapped) {
    wrapped = { arounds: {}, running: new Set() };
    Object.defineProperty(object, WRAPPED, { value: wrapped });
  }
  (wrapped.arounds[method] ??= []).push(add);
  wrapMethod(object, method);
}

const wrappedOf = (object: object): Wrapped | undefined => (object as { [WRAPPED]?: Wrapped })[WRAPPED];

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
    const wrapped = wrappedOf(this);
    const own = wrapped?.arounds[method];
    if (!wrapped || !own || wrapped.running.has(method)) {
      return original.apply(this, given);
    }
    wrapped.running.add(method);
    try {
      return own.reduce<() => any>((call, each) => () => each(call), () => original.apply(this, given))();
    } finally {
      wrapped.running.delete(method);
    }
  };
  owner[method] = Object.assign(replacement, { [DONE]: true });
}
