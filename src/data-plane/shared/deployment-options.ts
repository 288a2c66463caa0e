import { SharedDaprOptions } from './options';

/** How close to the app its calls stay. */
export enum Locality {
  /** Calls are spread evenly over the cluster. */
  NONE = 'None',
  /** Calls prefer a daprd in the app's zone. Requires Kubernetes 1.31 or newer. */
  SAME_ZONE = 'SameZone',
  /** Calls prefer a daprd on the app's node. Requires Kubernetes 1.34 or newer. */
  SAME_NODE = 'SameNode',
}

/** Autoscaling of a shared Deployment by CPU utilization. */
export interface SharedDaprAutoscaling {
  /**
   * Minimum number of replicas.
   * @default 2
   */
  readonly minReplicas?: number;
  /** Maximum number of replicas. */
  readonly maxReplicas: number;
  /**
   * Target average CPU utilization, in percent of the pod's CPU request.
   * @default 70
   */
  readonly targetCpuPercent?: number;
}

/** Options of a shared daprd that runs as a Deployment. */
export interface SharedDaprDeploymentOptions extends SharedDaprOptions {
  /**
   * Number of replicas; 0 is refused (DAPR7006).
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Scales the number of replicas by load. Cannot be combined with `replicas` (DAPR7006).
   * @default - a fixed number of replicas
   */
  readonly autoscaling?: SharedDaprAutoscaling;
  /**
   * How close to the app its calls stay.
   * @default Locality.NONE
   */
  readonly locality?: Locality;
  /**
   * Whether the pods prefer nodes on which pods of the app run.
   * @default false
   */
  readonly preferNodesOfApp?: boolean;
}
