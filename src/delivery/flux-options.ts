import { Duration } from 'cdk8s';

/** Options of `DaprDelivery.flux`. */
export interface FluxDeliveryOptions {
  /**
   * Name of the delivery: the folder below `flux/` of the output, and the prefix of the names of the Kustomizations. A DNS label of
   * at most 47 characters (DAPR1130), unique in the namespace: of two deliveries with one name, also of two repositories, one replaces the
   * other, and its objects are deleted (refused in one App: DAPR1132).
   */
  readonly name: string;
  /**
   * Path of the output folder of the App in the source, relative to its root, such as `./deploy/dist` (DAPR1130).
   */
  readonly path: string;
  /**
   * Namespace of the Kustomizations.
   * @default 'flux-system'
   */
  readonly namespace?: string;
  /**
   * Kind of the source that contains the output: `GitRepository`, `OCIRepository`, `Bucket` or a kind of a newer Flux.
   * @default 'GitRepository'
   */
  readonly sourceKind?: string;
  /**
   * Name of the source.
   * @default 'flux-system'
   */
  readonly sourceName?: string;
  /**
   * Namespace of the source.
   * @default - namespace of the Kustomizations
   */
  readonly sourceNamespace?: string;
  /**
   * Interval at which Flux reconciles each stage; greater than zero (DAPR1130).
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
  /**
   * Time within which the objects of a stage must be ready, including the Jobs of the last stage; greater than zero (DAPR1130).
   * @default - Flux's default: the interval minus 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * Service account that Flux uses to apply the objects.
   * @default - service account of the kustomize-controller
   */
  readonly serviceAccountName?: string;
  /**
   * Names of Kustomizations in the same namespace that must be ready before the first stage, such as those that install Dapr.
   * @default - none
   */
  readonly dependsOn?: string[];
}
