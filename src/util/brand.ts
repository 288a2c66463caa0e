/** Brands of classes, which identify their instances even if another copy of this package created them. */
const symbolOf = (name: string): symbol => Symbol.for(`cdk8s-dapr.${name}`);

/** Brands all instances of a class through its prototype. */
export function brand(prototype: object, name: string): void {
  Object.defineProperty(prototype, symbolOf(name), { value: true });
}

/** Whether a value has a brand. */
export const hasBrand = (value: unknown, name: string): boolean => typeof value === 'object' && value !== null && symbolOf(name) in value;
