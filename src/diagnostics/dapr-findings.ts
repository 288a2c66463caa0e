import { IConstruct } from 'constructs';
import { DaprFinding } from './dapr-finding';
import { Diagnostics } from './diagnostics';
import { findingsOfError } from './synthesis-error';

/**
 * Findings: errors, which fail a synth, and warnings of this library. Errors of other validations, such as rules of your own, are included without a code.
 *
 * A failed synth throws an Error with the name `DaprSynthesisError` and the property `findings`.
 * @example const findings = DaprFindings.of(chart).list();
 */
export class DaprFindings {
  /** Returns the findings at or below a scope, without a synth. */
  public static of(scope: IConstruct): DaprFindings {
    return new DaprFindings(() => Diagnostics.of(scope).findings(scope));
  }

  /**
   * Returns the findings of an error that a synth, an export or a constructor threw; empty for any other error.
   *
   * @param error the error, or its message: outside JavaScript, an exception carries the message only
   */
  public static ofError(error: any): DaprFindings {
    return new DaprFindings(() => findingsOfError(error));
  }

  private constructor(private readonly find: () => readonly DaprFinding[]) {}

  /** Lists all current findings, errors first. */
  public list(): DaprFinding[] {
    return [...this.find()];
  }
}
