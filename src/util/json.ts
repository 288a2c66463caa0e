/** Plain JSON, as in manifests. */

export type Json = { [key: string]: any };

/** Removes fields that are unset, or empty lists or maps: nothing empty is emitted. */
export function omitEmpty(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}

/** Like `omitEmpty`, but undefined if no field is left. */
export function omitEmptyOrUndefined(object: Json): Json | undefined {
  const rest = omitEmpty(object);
  return Object.keys(rest).length ? rest : undefined;
}

/** Maps each value of a map, in the order of the keys. */
export const mapValues = <A, B>(map: { [key: string]: A } | undefined, convert: (value: A, key: string) => B): { [key: string]: B } =>
  Object.fromEntries(Object.keys(map ?? {}).sort().map(key => [key, convert(map![key], key)]));

/** A map in the order of its keys; the same object if it already is. */
export const sorted = <T>(map: { [key: string]: T }): { [key: string]: T } =>
  Object.keys(map).every((key, i, keys) => i === 0 || keys[i - 1] < key) ? map : mapValues(map, value => value);

/** A value with the keys of its maps sorted at every level. Lists keep their order, and instances of classes stay as they are. */
export const canonical = (value: any): any => Array.isArray(value) ? value.map(canonical) : isPlain(value) ? mapValues(value, canonical) : value;

/** JSON that does not depend on the order of keys, for hashes and comparisons. */
export const canonicalText = (value: unknown): string => JSON.stringify(canonical(value));

/** A list of named entries, whose order has no meaning, in the order of the names. */
export const byName = <T extends Json>(entries: readonly T[]): T[] => [...entries].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Adds an entry to a map that cdk8s rendered, in key order: cdk8s has already sorted the keys. */
export const withEntry = (map: Json, key: string, value: unknown): Json =>
  key in map ? { ...map, [key]: value } : sorted({ ...map, [key]: value });

/** The own entry of a table, never an inherited property: names come from users. */
export const entryOf = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Whether a value is an object with fields: neither a list nor null. */
export const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts of a list, which may be of any type. */
export const textsIn = (list: unknown): string[] => Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [];

/** The maps of a list; none for another value, as in a malformed object. */
export const mapsIn = (list: unknown): Json[] => Array.isArray(list) ? list.filter(isMap) : [];

/** Whether a value is a map and not an instance of a class, in any realm. */
function isPlain(value: unknown): value is Json {
  const prototype = isMap(value) ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (prototype !== undefined && Object.getPrototypeOf(prototype) === null);
}

/** Whether a value is unset, or an empty list or map, and so is not emitted. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && !value.length)
    || (Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).length);
}
