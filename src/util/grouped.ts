/** Entries by a key of theirs, each group in their order. */
export function grouped<T>(all: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
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

/** Entries whose key an earlier one has, each with the first that has it. */
export function repeated<T>(all: readonly T[], keyOf: (entry: T) => string): [T, T][] {
  const first = new Map<string, T>();
  const again: [T, T][] = [];
  for (const entry of all) {
    const key = keyOf(entry);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, entry);
    } else {
      again.push([entry, other]);
    }
  }
  return again;
}
