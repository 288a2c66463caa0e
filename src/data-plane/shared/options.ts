import { PinnedDaprd } from './pinned-options';
import { DaprToleration } from '../../contract';
import { DaprdOptions } from '../../daprd/options.generated';

/** When an app reaches the API of its shared daprd, on a cluster without `SharedDaprdPolicy`. */
export enum ApiReachability {
  /**
   * From the start, before the app listens: an app that calls Dapr first and listens later starts.
   *
   * The price: 1 to 3 % of new connections fail during a rollout of the shared daprd.
   */
  BEFORE_APP_LISTENS = 'BeforeAppListens',
  /**
   * Only once the app has listened: no call fails during a rollout.
   *
   * The price: an app that calls Dapr before it listens waits for ever.
   */
  AFTER_APP_LISTENS = 'AfterAppListens',
}

/** What every shared daprd can be told, wherever it runs. */
export interface SharedDaprOptions extends DaprdOptions {
  /**
   * Lets everybody who reaches the API act as the app. For experiments only.
   * @default false - without `apiTokenSecret`, here or in `DaprPlatform`, the data plane is refused (DAPR7002)
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
  /**
   * When the app reaches the API. Without effect where `DaprPlatform` says that the cluster policy is installed
   * (both at once then) and for apps without a port (nothing to wait for); refused with `pinned`, which has both at
   * once too (DAPR3015).
   * @default ApiReachability.BEFORE_APP_LISTENS
   */
  readonly apiReachability?: ApiReachability;
  /**
   * Image of the container that stands for the app in the pod and does nothing; a `pinned` daprd has none (DAPR3015).
   * @default 'registry.k8s.io/pause:3.10'
   */
  readonly placeholderImage?: string;
  /**
   * Writes daprd's container here instead of having it injected: for namespaces without the webhook or with Pod Security
   * `restricted`, and to hold its version. It needs the trust anchors of the control plane in a ConfigMap of the namespace.
   * @default - injected: version, certificates and addresses come from the control plane
   */
  readonly pinned?: PinnedDaprd;
  /**
   * Labels of the nodes on which it may run.
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Taints that it tolerates.
   * @default - none
   */
  readonly tolerations?: DaprToleration[];
  /**
   * Name of its PriorityClass.
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Annotations of the pods; an empty text removes one of ours. A `dapr.io/` key that this library does not know is
   * a warning (DAPR1022), so that a newer Dapr can be used.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
}

/** Where a shared daprd belongs. */
export interface SharedDaprIdentity {
  /**
   * The one app-id it serves; at most 54 characters, for the Services are named after it.
   * @default - the construct id
   */
  readonly appId?: string;
  /**
   * Namespace of everything it is made of.
   * @default - that of the chart
   */
  readonly namespace?: string;
}
