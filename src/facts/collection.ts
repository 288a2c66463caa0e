import { IConstruct } from 'constructs';
import { onePerApp } from '../synth/one-per-app';
import { defined } from '../synth/synths';

/**
 * Entries that the constructs of one App contribute, in the order of their definition, so that no rule has to walk the tree. Each
 * collection is declared next to the code that writes it.
 */
export class Collection<T> {
  private readonly entries: (scope: IConstruct) => T[];

  /** @param name a unique name, by which copies of this package share the collection */
  constructor(name: string) {
    this.entries = onePerApp<T[]>(name, () => []);
  }

  /** Adds an entry of a construct. */
  public add(at: IConstruct, entry: T): void {
    defined(at);
    this.entries(at).push(entry);
  }

  /** All entries in the App of a construct. */
  public of(scope: IConstruct): readonly T[] {
    return this.entries(scope);
  }
}
