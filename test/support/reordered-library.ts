/** The library, called with the keys of all maps and structs in another order, as other languages and other users would write them. */

export type Order = 'as written' | 'reversed' | 'shuffled';

const isPlain = (value: any): boolean => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A fixed order that is neither that of the names nor its reverse. */
const scrambled = (key: string): string => [...key].map((c, i) => String.fromCharCode((c.charCodeAt(0) * 31 + i * 17) % 97 + 32)).reverse().join('');
const sorts: { readonly [order in Order]: (keys: string[]) => string[] } = {
  'as written': keys => keys,
  'reversed': keys => keys.reverse(),
  'shuffled': keys => keys.sort((a, b) => scrambled(a) < scrambled(b) ? -1 : 1),
};

/** A value with the keys of its maps and structs in an order, at every level. Lists keep their order. */
export const reordered = (value: any, order: Order): any => Array.isArray(value) ? value.map(each => reordered(each, order))
  : isPlain(value) ? Object.fromEntries(sorts[order](Object.keys(value)).map(key => [key, reordered(value[key], order)])) : value;

let current: Order = 'as written';
/** Sets the order of all calls from here on. */
export const setOrder = (order: Order): void => { current = order; };

/** The exports of the library, whose constructors and static methods get their arguments in the current order. */
export function reorderedLibrary(lib: object): object {
  const args = (given: unknown[]): unknown[] => given.map(each => reordered(each, current));
  const wrapped = new Map<unknown, unknown>();
  const wrap = (value: any): any => {
    if (typeof value !== 'function' || !value.prototype) {
      return isPlain(value) && Object.values(value).some(each => typeof each === 'function') ? reorderedLibrary(value) : value;
    }
    return wrapped.get(value) ?? wrapped.set(value, new Proxy(value, {
      construct: (target, given, newTarget) => Reflect.construct(target, args(given), newTarget),
      get: (target, key, receiver) => {
        const member = Reflect.get(target, key, receiver);
        return typeof member === 'function' && Object.hasOwn(target, key) && key !== 'prototype' ? (...given: unknown[]) => member.apply(target, args(given)) : member;
      },
    })).get(value);
  };
  return Object.fromEntries(Object.entries(lib).map(([name, value]) => [name, wrap(value)]));
}
