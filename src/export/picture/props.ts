import { Size } from 'cdk8s';

/** Options of `TopologyExporter`: the title, and the assumptions for the costs. */
export interface TopologyExportProps {
  /**
   * Title of the diagram and of the table of costs.
   * @default - the ID of the chart, or 'Dapr topology' for a whole App
   */
  readonly title?: string;
  /**
   * Number of nodes of the cluster that costs are calculated for; at least 1 (DAPR8130).
   * @default 3
   */
  readonly nodes?: number;
  /**
   * Number of replicas of every app that costs are calculated for; at least 0 (DAPR8130). Does not apply to DaemonSets, Pods and Jobs, which have no replicas.
   * @default - the replicas of each workload or its autoscaler
   */
  readonly replicas?: number;
  /**
   * Assumed CPU request of a sidecar that requests none, for a like-for-like comparison of the models: a quantity such as `100m` (DAPR8130).
   * @default - none: counted as 0
   */
  readonly sidecarCpuRequest?: string;
  /**
   * Assumed memory request of a sidecar that requests none, for a like-for-like comparison of the models.
   * @default - none: counted as 0
   */
  readonly sidecarMemoryRequest?: Size;
}
