/** Plain JSON, as manifests hold it. */

export type Json = { [key: string]: any };

/** The same without what is not given, and without lists and maps that hold nothing: nothing empty is emitted. */
export function omitEmpty(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isNothing(value)));
}

/** What `given` leaves of it, or nothing. */
export function omitEmptyOrUndefined(object: Json): Json | undefined {
  const rest = omitEmpty(object);
  return Object.keys(rest).length ? rest : undefined;
}

/** A map with each value made of another, in the order of its keys. */
export const mapValues = <A, B>(map: { [key: string]: A } | undefined, make: (value: A, key: string) => B): { [key: string]: B } =>
  Object.fromEntries(Object.keys(map ?? {}).sort().map(key => [key, make(map![key], key)]));

/** A map in the order of its keys: the same, where it is so already. */
export const sorted = <T>(map: { [key: string]: T }): { [key: string]: T } =>
  Object.keys(map).every((key, i, keys) => i === 0 || keys[i - 1] < key) ? map : mapValues(map, value => value);

/** A map of cdk8s with one more entry: cdk8s has sorted the keys, and a new one would stand at the end. */
export const withEntry = (map: Json, key: string, value: unknown): Json =>
  key in map ? { ...map, [key]: value } : sorted({ ...map, [key]: value });

/** The entry of a table, never what JavaScript gives to every object: names come from outside. */
export const entryOf = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** True for what has fields: neither a list nor nothing. */
export const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for what is not emitted: nothing, and lists and maps that hold nothing. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && !value.length)
    || (Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).length);
}
