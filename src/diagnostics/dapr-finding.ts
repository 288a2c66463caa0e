/** One error or warning, about one construct. */
export interface DaprFinding {
  /** Stable code, explained in `docs/rules.md`. */
  readonly code: string;
  /** `error` refuses the synth; `warning` refuses it only with `warningsAsErrors` of `DaprPlatform`. */
  readonly level: string;
  /** Path of the construct that it is about; `App` for the App itself. */
  readonly path: string;
  /**
   * Kind and name of the Kubernetes object that it is about, such as `Deployment checkout`.
   * @default - it is about no object
   */
  readonly object?: string;
  /** What is wrong, with the value that was given. */
  readonly message: string;
  /** What happens at run time. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
  /** Address of the page that explains the code. */
  readonly docsUrl: string;
}
