import { RULES } from './rules.generated';

/** A rule of the catalogue. */
export interface DaprRule {
  /** Code of the rule. Its meaning never changes. */
  readonly code: string;
  /** `error` fails the synth; `warning` can be acknowledged (`DaprWarnings`); `danger` and `notice` are levels of `DaprPlan`. */
  readonly level: string;
  /** Subject of the rule. */
  readonly title: string;
  /** What would happen at run time. */
  readonly why: string;
  /** How to fix it. */
  readonly todo: string;
  /** Source of the rule, such as a file of dapr/dapr. */
  readonly source: string;
}

/**
 * The catalogue of rules: all errors and warnings of a synth, and all entries of a `DaprPlan`.
 * @example const rules = DaprRules.all();
 */
export class DaprRules {
  /** All rules, ordered by code. */
  public static all(): DaprRule[] {
    return Object.values(RULES).map(({ code, level, title, why, todo, source }) => ({ code, level, title, why, todo, source }));
  }

  private constructor() {}
}
