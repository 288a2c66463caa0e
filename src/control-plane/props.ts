import { Duration, Size } from 'cdk8s';
import { ControlPlaneOutput } from './output';
import { DaprToleration } from '../contract';

/** What the API server does with new pods while the sidecar injector is unavailable. */
export enum WebhookFailurePolicy {
  /** Pods start without a daprd. */
  IGNORE = 'Ignore',
  /** Pods are rejected until the injector is available. Namespaces that the cluster needs to recover are excluded. */
  FAIL = 'Fail',
}

/**
 * Props of `DaprControlPlane`.
 *
 * Namespace, trust domain, cluster domain, mTLS and Argo Rollouts come from `DaprPlatform`.
 */
export interface DaprControlPlaneProps {
  /** Form in which the chart is emitted: rendered, for Flux or for Argo CD. */
  readonly output: ControlPlaneOutput;
  /** Version of the chart, `major.minor.patch`. It must be exact (DAPR9002) and match `daprVersion` of `DaprPlatform` (DAPR9003). */
  readonly chartVersion: string;
  /**
   * URL of the Helm repository with the chart `dapr`, beginning with `https://`, `http://` or `oci://`.
   * @default 'https://dapr.github.io/helm-charts'
   */
  readonly repository?: string;
  /**
   * Name of the Helm release.
   * @default 'dapr'
   */
  readonly releaseName?: string;
  /**
   * Whether the namespace of the control plane is created.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Registry and path of the images, without a scheme. Set it to a mirror if the cluster has no internet access.
   * @default 'ghcr.io/dapr'
   */
  readonly registry?: string;
  /**
   * Tag of the images.
   * @default - the version of the chart
   */
  readonly imageTag?: string;
  /**
   * Names of the image pull Secrets, in the namespace of the control plane.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Whether operator, sidecar injector, Sentry and placement run with several replicas. The scheduler always has three.
   * @default false
   */
  readonly haEnabled?: boolean;
  /**
   * Number of replicas of operator, sidecar injector and Sentry with `haEnabled`; placement has three.
   * @default 3
   */
  readonly haReplicaCount?: number;
  /**
   * Topology key (a node label) over which the replicas are spread.
   * @default 'topology.kubernetes.io/zone'
   */
  readonly haTopologyKey?: string;
  /**
   * Lifetime of the certificate of a daprd.
   * @default Duration.hours(24)
   */
  readonly workloadCertTtl?: Duration;
  /**
   * Clock skew that is tolerated when a certificate is validated.
   * @default Duration.minutes(15)
   */
  readonly allowedClockSkew?: Duration;
  /**
   * Name of the Secret with the root and issuer certificates, in the keys `ca.crt`, `issuer.crt` and `issuer.key`.
   *
   * Flux reads it in the namespace of the HelmRelease. The other outputs support `dapr-trust-bundle` only: the Secret in
   * the namespace of the control plane that Sentry reads, together with a ConfigMap with the same name that contains `ca.crt`. You
   * provide both (DAPR9009).
   * @default - Sentry generates certificates that are valid for one year
   */
  readonly certificatesSecret?: string;
  /**
   * What happens to new pods while the sidecar injector is unavailable.
   * @default WebhookFailurePolicy.IGNORE
   */
  readonly webhookFailurePolicy?: WebhookFailurePolicy;
  /**
   * Labels that select the namespaces in which sidecars are injected.
   * @default - every namespace
   */
  readonly namespaceSelector?: { [label: string]: string };
  /**
   * Names of the namespaces in which no sidecars are injected. With `WebhookFailurePolicy.FAIL`, they always include `kube-system` and the
   * namespace of the control plane, whose pods must start without the injector.
   * @default - none
   */
  readonly excludedNamespaces?: string[];
  /**
   * Service accounts of additional controllers that may create pods with a sidecar, as `namespace:name`; `*` is a wildcard.
   * @default - the controllers of Kubernetes only
   */
  readonly allowedServiceAccounts?: string[];
  /**
   * Whether sidecars are native sidecars by default; an app can override it. Requires Dapr 1.18 and Kubernetes 1.29.
   * @default false
   */
  readonly nativeSidecar?: boolean;
  /**
   * Whether sidecars drop all capabilities, as Pod Security `restricted` requires.
   * @default false
   */
  readonly sidecarDropAllCapabilities?: boolean;
  /**
   * Storage size of each scheduler replica. It is always emitted, because a StatefulSet cannot change it: for an existing control
   * plane, set its current size, and resize the PersistentVolumeClaims in place.
   * @default Size.gibibytes(16)
   */
  readonly schedulerStorageSize?: Size;
  /**
   * Storage class of the scheduler.
   * @default - default storage class of the cluster
   */
  readonly schedulerStorageClassName?: string;
  /**
   * Whether the scheduler keeps its data in memory. For tests only (DAPR9014).
   * @default false
   */
  readonly schedulerInMemoryStorage?: boolean;
  /**
   * Whether the scheduler serves the placement of actors; the chart then deploys no placement service. Only if every daprd of the cluster runs
   * Dapr 1.19 or newer (DAPR7081); it needs no restarts. Set it to false before a downgrade below 1.19. Requires Dapr 1.19 or newer.
   * @default false
   */
  readonly schedulerPlacementEnabled?: boolean;
  /**
   * Additional command line arguments of Sentry, such as `--jwt-ttl=48h`. Requires Dapr 1.19 or newer.
   * @default - none
   */
  readonly sentryExtraArgs?: string[];
  /**
   * Whether the control plane logs in JSON. Sidecars have their own option `logAsJson`.
   * @default false
   */
  readonly logAsJson?: boolean;
  /**
   * Whether the control plane exposes Prometheus metrics.
   * @default true
   */
  readonly metricsEnabled?: boolean;
  /**
   * Port of the metrics endpoint.
   * @default 9090
   */
  readonly metricsPort?: number;
  /**
   * Labels that select the nodes on which the control plane runs.
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Tolerations of the control plane's pods.
   * @default - none
   */
  readonly tolerations?: DaprToleration[];
  /**
   * Name of the PriorityClass of the control plane's pods.
   * @default - default priority of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Additional chart values, in the structure of `values.yaml`.
   *
   * A value that contradicts a prop or `DaprPlatform` is refused (DAPR9005), as is one that the chart does not have
   * (DAPR9006). The chart has no tracing values: only apps record traces (`DaprConfiguration`).
   * @default - none
   */
  readonly values?: { [key: string]: any };
}
