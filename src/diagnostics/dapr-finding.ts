/** An error or warning about one construct. */
export interface DaprFinding {
  /**
   * Stable code, documented in `docs/rules.md`. Empty for the error of a validation that is not of this library, such as a rule of your own
   * (`node.addValidation`): such a finding has only a message.
   */
  readonly code: string;
  /** `error` fails the synth; `warning` fails it only with `warningsAsErrors` of `DaprPlatform`. */
  readonly level: string;
  /** Path of the construct; `App` for the App itself. */
  readonly path: string;
  /**
   * Kind and name of the affected Kubernetes object, such as `Deployment checkout`.
   * @default - no object is affected
   */
  readonly object?: string;
  /** What is wrong, including the invalid value. */
  readonly message: string;
  /** What happens at run time. */
  readonly why: string;
  /** How to fix it. */
  readonly todo: string;
  /** URL of the documentation of the code. */
  readonly docsUrl: string;
}
