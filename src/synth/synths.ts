import { IConstruct } from 'constructs';
import { around } from './around';
import { onePerApp } from './one-per-app';

/** The synths of one App, with callbacks before and after. */
export class Synths {
  public static readonly of = onePerApp('synths', root => new Synths(root));

  /** Counts synths and definitions between them: a value computed in one round is stale in the next. */
  public round = 0;
  /** Whether the whole App is being synthesized, not a single chart by a test. */
  public running = false;
  /** Whether a synth of the whole App has ended. */
  public hasEnded = false;

  private readonly starts: (() => void)[] = [];
  private readonly successes: (() => void)[] = [];

  private constructor(root: IConstruct) {
    for (const method of ['synth', 'synthYaml']) {
      if (method in root) {
        around(root, method, call => this.run(call));
      }
    }
  }

  /** Adds a callback for the start of each synth of the whole App. */
  public onStart(call: () => void): void {
    this.starts.push(call);
  }

  /** Adds a callback for the end of each synth of the whole App that did not fail. */
  public onSuccess(call: () => void): void {
    this.successes.push(call);
  }

  /** Runs a synth of the whole App, or a part of the one that is running. */
  public run(call: () => unknown): unknown {
    if (this.running) {
      return call();
    }
    this.running = true;
    this.starts.forEach(start => start());
    try {
      const result = call();
      this.successes.forEach(success => success());
      return result;
    } finally {
      this.running = false;
      this.hasEnded = true;
    }
  }
}

/** Starts a new round because something was defined: computed values are stale. */
export const defined = (at: IConstruct): void => { Synths.of(at).round++; };

/** Computes a value on first use in each round, because all rules and objects of a synth share it. */
export function oncePerSynth<T>(scope: IConstruct, compute: () => T): () => T {
  const synths = Synths.of(scope);
  let known: { readonly round: number; readonly value: T } | undefined;
  return () => {
    if (known?.round !== synths.round) {
      const value = compute();
      known = { round: synths.round, value };
    }
    return known.value;
  };
}
