import { Size } from 'cdk8s';

/** What a picture of a topology is to say, and for which cluster its costs are counted. */
export interface TopologyExportProps {
  /**
   * Title of the diagram and of the table of costs.
   * @default - the id of the chart, or 'Dapr topology' for a whole App
   */
  readonly title?: string;
  /**
   * Nodes of the cluster, for which the costs are counted; at least 1 (DAPR8130).
   * @default 3
   */
  readonly nodes?: number;
  /**
   * Replicas of every app, for which the costs are counted; 0 or more (DAPR8130). DaemonSets, Pods and Jobs have none and are counted as they are.
   * @default - what each workload or its autoscaler says
   */
  readonly replicas?: number;
  /**
   * CPU that a sidecar is taken to need where it requests none, so that the models are compared like for like: a quantity such as `100m` (DAPR8130).
   * @default - none: it is counted as 0
   */
  readonly sidecarCpuRequest?: string;
  /**
   * Memory that a sidecar is taken to need where it requests none.
   * @default - none: it is counted as 0
   */
  readonly sidecarMemoryRequest?: Size;
}
