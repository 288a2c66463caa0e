import { IConstruct } from 'constructs';
import { onePerApp } from '../synth/one-per-app';
import { defined } from '../synth/synths';

/**
 * What constructs of one App tell about one thing, in the order in which they were defined, so that no rule walks the tree to find it. Each
 * collection is declared beside what writes it.
 */
export class Collection<T> {
  private readonly entries: (scope: IConstruct) => T[];

  /** @param name a name of its own: copies of this package find it by that */
  constructor(name: string) {
    this.entries = onePerApp<T[]>(name, () => []);
  }

  /** Adds what a construct tells. */
  public add(at: IConstruct, entry: T): void {
    defined(at);
    this.entries(at).push(entry);
  }

  /** Everything in the App of a construct. */
  public of(scope: IConstruct): readonly T[] {
    return this.entries(scope);
  }
}
