import { RULES } from './rules.generated';

/** One rule of the catalogue. */
export interface DaprRule {
  /** Stable code; it never changes its meaning. */
  readonly code: string;
  /** `error` refuses the synth, `warning` can be acknowledged (`DaprWarnings`). */
  readonly level: string;
  /** What the rule is about. */
  readonly title: string;
  /** What happens at run time without it. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
  /** Where it can be read up. */
  readonly source: string;
}

/** The catalogue of rules: what a synth refuses and what it warns of. */
export class DaprRules {
  /** All rules, by code. */
  public static all(): DaprRule[] {
    return Object.values(RULES).map(({ code, level, title, why, todo, source }) => ({ code, level, title, why, todo, source }));
  }

  private constructor() {}
}
