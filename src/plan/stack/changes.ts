/** What differs between two stacks. */
import { same } from './comparable';
import { Side } from './side';
import { ManifestFile, readStack } from './stack';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';

/** An object that is in both stacks. */
export interface Pair {
  readonly before: Manifest;
  readonly after: Manifest;
}

/** A check of the difference between two stacks. Its problems are the entries of the plan. */
export type PlanCheck = (changes: Changes) => ManifestProblem[];

export class Changes {
  public readonly before: Side;
  public readonly after: Side;
  public readonly added: readonly Manifest[];
  public readonly removed: readonly Manifest[];
  /** Objects of both stacks. */
  public readonly kept: readonly Pair[];
  /** Objects of both stacks that differ. */
  public readonly changed: readonly Pair[];

  constructor(before: readonly ManifestFile[], after: readonly ManifestFile[]) {
    const [from, to] = [readStack(before), readStack(after)];
    this.before = new Side(from);
    this.after = new Side(to);
    this.added = [...to].filter(([key]) => !from.has(key)).map(([, object]) => object);
    this.removed = [...from].filter(([key]) => !to.has(key)).map(([, object]) => object);
    this.kept = [...from].filter(([key]) => to.has(key)).map(([key, object]) => ({ before: object, after: to.get(key)! }));
    this.changed = this.kept.filter(pair => !same(pair.before.json, pair.after.json));
  }
}
