/** Parts of messages. */
import { describeAt } from '../../util/values';

/** At most five entries of a list, in order, and the number of the rest. */
export function few(entries: Iterable<string>, max = 5, separator = ', '): string {
  const all = [...new Set(entries)].sort();
  return all.length > max ? `${all.slice(0, max).join(separator)} and ${all.length - max} more` : all.join(separator);
}

/** A change of the value at a path. Values that may be secrets are left out. */
export const change = (path: string, before: unknown, after: unknown): string => `${path} changes from ${describeAt(path, before)} to ${describeAt(path, after)}`;
