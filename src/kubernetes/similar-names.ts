import { nearest } from './names';

/** Up to this number of names, all are compared. */
const FEW = 64;
/** The number of names compared on each side of where a name would be in the order. */
const NEIGHBORS = 8;

/** Shorter names are similar by chance, such as `paid` and `said`. */
const SHORTEST = 5;
/** From this length on, two edits are a typo. */
const LONG = 8;

const withoutDigits = (name: string): string => name.replace(/[0-9]/g, '');
const reversed = (name: string): string => [...name].reverse().join('');

/**
 * Names among which misspelled ones are looked up. A name with a typo shares its beginning or its end with the right one, so of many names
 * only the neighbors in the order of the names and of the reversed names are compared: comparing all would take a time that grows with
 * the square of the App.
 */
export class SimilarNames {
  private readonly names: readonly string[];
  private byEnd?: readonly string[];

  constructor(names: Iterable<string>) {
    // Of names that are equally similar, the first one in the order is found.
    this.names = [...new Set(names)].sort();
  }

  /** The name most similar to another one, if it is close enough to be a typo. */
  public nearest(name: string): string | undefined {
    if (this.names.length <= FEW) {
      return nearest(name, this.names);
    }
    this.byEnd ??= this.names.map(reversed).sort();
    const near = new Set([...neighbors(this.names, name), ...neighbors(this.byEnd, reversed(name)).map(reversed)]);
    return nearest(name, [...near].sort());
  }

  /** The same for a name that may be right: short names, and names that differ in a number only, are similar by chance. */
  public typo(name: string): string | undefined {
    const similar = name.length < SHORTEST ? undefined : this.nearest(name);
    const isTypo = similar !== undefined && withoutDigits(similar) !== withoutDigits(name)
      && nearest(name, [similar], name.length < LONG ? 1 : 2) !== undefined;
    return isTypo ? similar : undefined;
  }
}

/** The sorted entries on both sides of the place of a name. */
function neighbors(sorted: readonly string[], name: string): string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return sorted.slice(Math.max(0, low - NEIGHBORS), low + NEIGHBORS);
}
