import { IConstruct } from 'constructs';
import { DaprFinding } from './dapr-finding';
import { Diagnostics } from './diagnostics';
import { findingsOfError } from './synthesis-error';

/**
 * What this library has found: errors, which refuse a synth, and warnings.
 *
 * A refused synth throws an Error whose `name` is `DaprSynthesisError` and which holds its `findings`.
 */
export class DaprFindings {
  /** The findings at or below a scope, without a synth. */
  public static of(scope: IConstruct): DaprFindings {
    return new DaprFindings(() => Diagnostics.of(scope).findings(scope));
  }

  /**
   * The findings of an error that a synth, an export or a constructor has thrown; none where it is another error.
   *
   * @param error the error, or its message: in other languages than JavaScript an exception holds the message only
   */
  public static ofError(error: any): DaprFindings {
    return new DaprFindings(() => findingsOfError(error));
  }

  private constructor(private readonly find: () => readonly DaprFinding[]) {}

  /** All of them, errors first, as they are at this moment. */
  public list(): DaprFinding[] {
    return [...this.find()];
  }
}
