/** Groups entries by key; each group keeps their order. */
export function grouped<T, K = string>(all: readonly T[], keyOf: (entry: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const entry of all) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) {
      group.push(entry);
    } else {
      groups.set(key, [entry]);
    }
  }
  return groups;
}

/** Entries that repeat the key of an earlier entry, each with the first entry that has the key. */
export function repeated<T>(all: readonly T[], keyOf: (entry: T) => string): [T, T][] {
  const first = new Map<string, T>();
  const duplicates: [T, T][] = [];
  for (const entry of all) {
    const key = keyOf(entry);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, entry);
    } else {
      duplicates.push([entry, other]);
    }
  }
  return duplicates;
}
