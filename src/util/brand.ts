/** Marks of classes, by which their objects are known where another copy of this package has made them too. */
const symbolOf = (name: string): symbol => Symbol.for(`cdk8s-dapr.${name}`);

/** Marks all objects of a class, by its prototype. */
export function brand(prototype: object, name: string): void {
  Object.defineProperty(prototype, symbolOf(name), { value: true });
}

/** Whether a value has a mark. */
export const hasBrand = (value: unknown, name: string): boolean => typeof value === 'object' && value !== null && symbolOf(name) in value;
