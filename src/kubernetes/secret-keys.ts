import { isMap, Json } from '../util/json';

/** The keys of a Secret or ConfigMap, in order. */
export const keysOf = ({ data, stringData }: Json): string[] =>
  [...new Set([data, stringData].filter(isMap).flatMap(Object.keys))].sort();

/** Whether a Secret lacks a key. A Secret without any keys is filled outside this App, and lacks none. */
export function lacksKey(secret: Json, key: string): boolean {
  const keys = keysOf(secret);
  return keys.length > 0 && !keys.includes(key);
}
