/** Differences of lists. */

/** The entries that are in the first list only. */
export function without<T>(all: readonly T[], others: readonly T[]): T[] {
  const known = new Set(others);
  return all.filter(each => !known.has(each));
}
