import { SharedDaprOptions } from './options';

/** How near to the app its calls should stay. */
export enum Locality {
  /** Anywhere in the cluster, spread evenly. */
  NONE = 'None',
  /** In the app's zone, while it has a daprd; Kubernetes 1.31 or newer. */
  SAME_ZONE = 'SameZone',
  /** On the app's node, while it has a daprd; Kubernetes 1.34 or newer. */
  SAME_NODE = 'SameNode',
}

/** A number of daprds that follows their CPU use. */
export interface SharedDaprAutoscaling {
  /**
   * Daprds at the least.
   * @default 2
   */
  readonly minReplicas?: number;
  /** Daprds at the most. */
  readonly maxReplicas: number;
  /**
   * Average CPU use that is aimed at, in percent of the request of the whole pod.
   * @default 70
   */
  readonly targetCpuPercent?: number;
}

/** Options of a few daprds for the whole cluster. */
export interface SharedDaprDeploymentOptions extends SharedDaprOptions {
  /**
   * Number of daprds; 0 is refused (DAPR7006).
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Lets the number of daprds follow their load instead of `replicas`.
   * @default - a fixed number
   */
  readonly autoscaling?: SharedDaprAutoscaling;
  /**
   * How near to the app its calls should stay.
   * @default Locality.NONE
   */
  readonly locality?: Locality;
  /**
   * Prefers nodes on which pods of the app run.
   * @default false
   */
  readonly preferNodesOfApp?: boolean;
}
