/** An entry of a plan: what a change means. */
export interface DaprPlanEntry {
  /** Stable code, documented in `docs/rules.md`. */
  readonly code: string;
  /** `danger` loses calls, events, data or protection, or is refused by the API server; `notice` is the rest. */
  readonly level: string;
  /** Title of the code. */
  readonly title: string;
  /** Kind of the object. */
  readonly kind: string;
  /**
   * Namespace of the object.
   * @default - the manifest has none
   */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
  /** What changes. */
  readonly message: string;
  /** What happens at run time. */
  readonly why: string;
  /** What to do about it. */
  readonly todo: string;
  /** Source of the rule, such as a file of dapr/dapr. */
  readonly source: string;
  /** URL of the documentation of the code. */
  readonly docsUrl: string;
}

/** Objects that are applied together. */
export interface DaprPlanStage {
  /** Name of the stage, such as `daprds`. */
  readonly name: string;
  /** Kind, namespace and name of each object, such as `Deployment shop/web`. */
  readonly objects: string[];
}
