import { IConstruct } from 'constructs';
import { RULES } from './rules.generated';
import { DaprFinding } from '../diagnostics/dapr-finding';
import { Diagnostics } from '../diagnostics/diagnostics';
import { WRONG_TYPE } from '../props/rules';
import { grouped } from '../util/grouped';
import { entryOf } from '../util/json';
import { mustBe } from '../util/values';

/** A finding that does not fail the synth, and may fail at run time. */
export interface DaprWarning extends DaprFinding {
  /**
   * Reason of the acknowledgement.
   * @default - the warning is not acknowledged
   */
  readonly acknowledged?: string;
}

/** An acknowledgement of warnings. */
export interface DaprAcknowledgement {
  /** Code of the warnings. */
  readonly code: string;
  /** Path of the scope at and below which the warnings are acknowledged; `App` for the App. */
  readonly path: string;
  /** Why the warnings are acceptable. */
  readonly reason: string;
}

/**
 * The warnings about the constructs at or below a scope.
 *
 * They are printed on stderr after the synth of a `cdk8s.App`, or by an exporter that runs later; never by `Testing.synth`. `warningsAsErrors` of
 * `DaprPlatform` turns unacknowledged warnings into errors. The environment variable `CDK8S_DAPR_WARNINGS` is the switch for a run: `print` (default),
 * `off` (default in Jest, Vitest, `node --test` and pytest) or `error`; any other value is refused (DAPR8170).
 * @example DaprWarnings.of(chart).acknowledge('DAPR6002', 'the operators read the dead letter topic with the tools of the broker');
 */
export class DaprWarnings {
  /** Returns the warnings at or below a scope. */
  public static of(scope: IConstruct): DaprWarnings {
    return new DaprWarnings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Returns all current warnings, including acknowledged ones. */
  public list(): DaprWarning[] {
    return Diagnostics.of(this.scope).warnings(this.scope)
      .map(({ finding, reason }) => ({ ...finding, ...(reason === undefined ? {} : { acknowledged: reason }) }));
  }

  /**
   * The acknowledgements at or below the scope for which there is no warning. They are data and cause no warning, because an acknowledgement for all
   * environments is not needed in each of them.
   * @example expect(DaprWarnings.of(app).unusedAcknowledgements()).toEqual([]);
   */
  public unusedAcknowledgements(): DaprAcknowledgement[] {
    const byCode = grouped(this.list(), ({ code }) => code);
    const occurs = (code: string, scope: string): boolean => byCode.get(code)?.some(({ path }) => !scope || `${path}/`.startsWith(`${scope}/`)) ?? false;
    return Diagnostics.of(this.scope).policy.acknowledgementsIn(this.scope)
      .filter(({ scope, code }) => !occurs(code, scope.node.path))
      .map(({ scope, code, reason }) => ({ code, path: scope.node.path || 'App', reason }));
  }

  /**
   * Acknowledges all warnings of a code at or below the scope: they are neither printed nor turned into errors.
   *
   * A synth adds the reason as annotation `cdk8s-dapr/acknowledged-<code>` to each object with such a warning, never to a pod template, unless
   * `acknowledgementAnnotations` of `DaprPlatform` is false. For a warning without an object, such as one about the platform, the reason appears in
   * `list` only.
   *
   * Throws an error if the code is not that of a warning or the reason is empty (DAPR3017).
   *
   * @param code for example `DAPR1010`
   * @param reason why the warning is acceptable, for the next reader
   */
  public acknowledge(code: string, reason: string): void {
    const rule = typeof code === 'string' ? entryOf(RULES, code) : undefined;
    if (rule?.level !== 'warning') {
      throw this.refusal(mustBe('code', 'the code of a warning', code) + (rule ? `, which is ${rule.level === 'error' ? 'an error' : 'an entry of DaprPlan'}` : ''), 'use the code of a warning of docs/rules.md');
    }
    if (typeof reason !== 'string' || !reason.trim()) {
      throw this.refusal(`reason must be a non-empty string for ${code}`, 'explain why the warning is acceptable');
    }
    Diagnostics.of(this.scope).policy.acknowledge(this.scope, code, reason);
  }

  private refusal(what: string, todo: string): Error {
    return Diagnostics.fatal({ at: this.scope, rule: WRONG_TYPE, what: `acknowledge: ${what}`, todo });
  }
}
