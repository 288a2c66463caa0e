import { IConstruct } from 'constructs';
import { RULES } from './rules.generated';
import { DaprFinding } from '../diagnostics/dapr-finding';
import { Diagnostics } from '../diagnostics/diagnostics';
import { WRONG_TYPE } from '../props/rules';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

/** A warning: it is accepted, and may fail at run time all the same. */
export interface DaprWarning extends DaprFinding {
  /**
   * The reason for which it was acknowledged.
   * @default - it is not acknowledged
   */
  readonly acknowledged?: string;
}

/**
 * The warnings about the constructs at or below a scope.
 *
 * They are printed on stderr once a `cdk8s.App` is synthesized, never by `Testing.synth`. `DaprPlatform` turns
 * those that nobody acknowledged into errors with `warningsAsErrors`.
 */
export class DaprWarnings {
  /** The warnings at or below a scope. */
  public static of(scope: IConstruct): DaprWarnings {
    return new DaprWarnings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** All of them, the acknowledged ones too, as they are at this moment. */
  public list(): DaprWarning[] {
    return Diagnostics.of(this.scope).warnings(this.scope)
      .map(({ finding, reason }) => ({ ...finding, ...(reason === undefined ? {} : { acknowledged: reason }) }));
  }

  /**
   * Accepts every warning of a code at or below the scope: it is neither printed nor turned into an error.
   *
   * The reason becomes the annotation `cdk8s-dapr/acknowledged-<code>` of each object that such a warning is about, whenever
   * a chart or an App is synthesized; never of a pod template. A warning that is about no object, such as one about the
   * platform, is found with its reason in `list` only.
   *
   * Throws where the code names no warning or the reason is empty (DAPR3017).
   *
   * @param code for example `DAPR1010`
   * @param reason why it is right here, for whoever reads the code next
   */
  public acknowledge(code: string, reason: string): void {
    const rule = typeof code === 'string' ? entryOf(RULES, code) : undefined;
    if (rule?.level !== 'warning') {
      throw this.refusal(`${describe(code)}: ${rule ? 'an error cannot be acknowledged' : 'no such warning'}`, 'take a code of docs/rules.md');
    }
    if (typeof reason !== 'string' || !reason.trim()) {
      throw this.refusal(`${code} acknowledged without a reason`, 'say why it is right here');
    }
    Diagnostics.of(this.scope).policy.acknowledge(this.scope, code, reason);
  }

  private refusal(what: string, todo: string): Error {
    return Diagnostics.fatal({ at: this.scope, rule: WRONG_TYPE, what: `acknowledge ${what}`, todo });
  }
}
