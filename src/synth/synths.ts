import { IConstruct } from 'constructs';
import { around } from './around';
import { onePerApp } from './one-per-app';

/** The synths of one App: which it is, and what is to happen before and after. */
export class Synths {
  public static readonly of = onePerApp('synths', root => new Synths(root));

  /** Counts the synths, and what was defined between them: what was worked out in one round is stale in the next. */
  public round = 0;
  /** Whether the whole App is synthesized now, and not a chart of it by a test. */
  public running = false;

  private readonly starts: (() => void)[] = [];
  private readonly ends: (() => void)[] = [];

  private constructor(root: IConstruct) {
    for (const method of ['synth', 'synthYaml']) {
      if (method in root) {
        around(root, method, call => this.run(call));
      }
    }
  }

  /** Calls back when a synth of the whole App begins. */
  public onStart(call: () => void): void {
    this.starts.push(call);
  }

  /** Calls back when it has ended, in whatever way. */
  public onEnd(call: () => void): void {
    this.ends.push(call);
  }

  private run(call: () => unknown): unknown {
    this.running = true;
    this.starts.forEach(start => start());
    try {
      return call();
    } finally {
      this.ends.forEach(end => end());
      this.running = false;
    }
  }
}

/** What was worked out so far is stale: something was defined. */
export const defined = (at: IConstruct): void => { Synths.of(at).round++; };

/** A value that is worked out when it is first asked for in a round: all rules and objects of a synth ask for the same. */
export function onceASynth<T>(scope: IConstruct, workOut: () => T): () => T {
  const synths = Synths.of(scope);
  let known: { readonly round: number; readonly value: T } | undefined;
  return () => {
    if (known?.round !== synths.round) {
      const value = workOut();
      known = { round: synths.round, value };
    }
    return known.value;
  };
}
