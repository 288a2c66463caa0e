import { PinnedDaprd } from './pinned/options';
import { DaprToleration } from '../../contract';
import { DaprdOptions } from '../../daprd/options.generated';

/** When an app can reach the API of its shared daprd, on a cluster without `SharedDaprdPolicy`. */
export enum ApiReachability {
  /**
   * From the start, before the app listens. Required for apps that call Dapr before they listen.
   *
   * The cost: 1 to 3 % of new connections fail during a rollout of the shared daprd.
   */
  BEFORE_APP_LISTENS = 'BeforeAppListens',
  /**
   * Only once the app listens. No call fails during a rollout.
   *
   * The cost: an app that calls Dapr before it listens waits indefinitely.
   */
  AFTER_APP_LISTENS = 'AfterAppListens',
}

/** Options of every shared daprd. */
export interface SharedDaprOptions extends DaprdOptions {
  /**
   * Allows an API without a token: anyone who reaches it can act as the app. For experiments only.
   * @default false - a data plane without `apiTokenSecret`, here or in `DaprPlatform`, is refused (DAPR7002)
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
  /**
   * When the app can reach the API. Has no effect with `clusterPolicyInstalled` of `DaprPlatform`, which provides the advantages of
   * both values, and for apps without a port, for which daprd does not wait. Refused with `pinned`, which also provides both
   * (DAPR3015).
   * @default ApiReachability.BEFORE_APP_LISTENS
   */
  readonly apiReachability?: ApiReachability;
  /**
   * Image of the idle placeholder container that takes the place of the app in the pod. Refused with `pinned`, which has no placeholder (DAPR3015).
   * @default 'registry.k8s.io/pause:3.10'
   */
  readonly placeholderImage?: string;
  /**
   * Emits daprd's container instead of relying on the injector: for namespaces without the webhook or with Pod Security
   * `restricted`, and to pin the version of daprd. It requires a ConfigMap with the trust anchors of the control plane in the namespace.
   * @default - daprd is injected: version, certificates and addresses come from the control plane
   */
  readonly pinned?: PinnedDaprd;
  /**
   * Labels that select the nodes on which daprd runs.
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Tolerations of the pods.
   * @default - none
   */
  readonly tolerations?: DaprToleration[];
  /**
   * Name of the PriorityClass of the pods.
   * @default - default priority of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Annotations of the pods. An empty string removes an annotation that the library sets. An unknown `dapr.io/` key is only
   * a warning (DAPR1022), because a newer Dapr may support it.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Additional labels of the pods, for example `azure.workload.identity/use`. The labels by which Services and other objects of this library
   * select the pods are refused (DAPR3015).
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };
  /**
   * Name of an existing service account of the pods. Components that sign in by a cloud identity use that of this service account, not that of
   * the app's pods. Cannot be combined with `serviceAccountAnnotations` (DAPR3015).
   * @default - an own service account if apps read Secrets or `serviceAccountAnnotations` is set, otherwise `default`
   */
  readonly serviceAccountName?: string;
  /**
   * Annotations of an own service account of the pods, named like the workload, for example `azure.workload.identity/client-id`,
   * `eks.amazonaws.com/role-arn` or `iam.gke.io/gcp-service-account`: they give the pods a cloud identity.
   * @default - no annotations
   */
  readonly serviceAccountAnnotations?: { [name: string]: string };
  /**
   * Names of the Secrets with which the kubelet pulls the images.
   * @default - those of the service account
   */
  readonly imagePullSecrets?: string[];
  /**
   * Affinity of the pods, as in a pod spec (`nodeAffinity`, `podAffinity`, `podAntiAffinity`). A `podAntiAffinity` replaces the one of a shared
   * Deployment, which prefers different zones.
   * @default - different zones for a Deployment, none for a DaemonSet
   */
  readonly affinity?: any;
  /**
   * Volumes of the pods, as in a pod spec, which `volumeMounts` and `volumeMountsRw` mount into daprd, for example CA certificates.
   * @default - none
   */
  readonly volumes?: any[];
}

/** App ID and namespace of a shared daprd. */
export interface SharedDaprIdentity {
  /**
   * The only app ID that the daprd serves. At most 54 characters, because the Services are named after it.
   * @default - the construct ID
   */
  readonly appId?: string;
  /**
   * Namespace of all its objects.
   * @default - namespace of the chart
   */
  readonly namespace?: string;
}
