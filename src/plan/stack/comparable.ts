/** Comparison of objects: the order of maps, null and the type of a scalar make no difference to the API server. */
import { isMap, Json } from '../../util/json';

/** A value as text; equal texts mean equal values. */
export function comparable(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(comparable).join()}]`;
  }
  if (isMap(value)) {
    return `{${Object.keys(value).filter(key => isSet(value[key])).sort().map(key => `${JSON.stringify(key)}:${comparable(value[key])}`).join()}}`;
  }
  return JSON.stringify(isSet(value) ? String(value) : null);
}

export const same = (a: unknown, b: unknown): boolean => comparable(a) === comparable(b);

/** A value that differs. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The values that differ. Entries of a list are compared by their name if all have one, and otherwise the whole list. */
export function differencesOf(before: unknown, after: unknown, path = ''): Difference[] {
  if (same(before, after)) {
    return [];
  }
  const [from, to] = [asMap(before), asMap(after)];
  if (!from || !to) {
    return [{ path, before, after }];
  }
  const isList = Array.isArray(before) || Array.isArray(after);
  const at = (key: string): string => isList ? `${path}[${key}]` : /[./]/.test(key) ? `${path}['${key}']` : path ? `${path}.${key}` : key;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const changed = keys.flatMap(key => differencesOf(entry(from, key), entry(to, key), at(key)));
  // The same entries in another order.
  return changed.length ? changed : [{ path, before, after }];
}

/** Paths of the values that differ. */
export const differences = (before: unknown, after: unknown, path = ''): string[] => differencesOf(before, after, path).map(difference => difference.path);

/** The value at a path of keys. */
export const valueAt = (object: Json, path: string): unknown => path.split('.').reduce<any>((at, key) => isMap(at) ? entry(at, key) : undefined, object);

/** A map, or a list of named entries as a map. */
function asMap(value: unknown): Json | undefined {
  if (Array.isArray(value)) {
    const names = value.map(each => isMap(each) ? each.name : undefined);
    const unique = names.every(name => typeof name === 'string') && new Set(names).size === names.length;
    return unique ? Object.fromEntries(value.map(each => [each.name, each])) : undefined;
  }
  return isMap(value) ? value : undefined;
}

const entry = (map: Json, key: string): unknown => Object.hasOwn(map, key) ? map[key] : undefined;
const isSet = (value: unknown): boolean => value !== null && value !== undefined;
