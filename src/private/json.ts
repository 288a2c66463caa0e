/** Plain JSON, as manifests hold it. */

export type Json = { [key: string]: any };

/** The same without what is not given, and without lists and maps that hold nothing: nothing empty is emitted. */
export function given(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isNothing(value)));
}

/** What `given` leaves of it, or nothing. */
export function givenOrNothing(object: Json): Json | undefined {
  const rest = given(object);
  return Object.keys(rest).length ? rest : undefined;
}

/** A map with each value made of another, in the order of its keys. */
export const mapValues = <A, B>(map: { [key: string]: A } | undefined, make: (value: A, key: string) => B): { [key: string]: B } =>
  Object.fromEntries(Object.entries(map ?? {}).sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => [key, make(value, key)]));

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && !value.length)
    || (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).length);
}
