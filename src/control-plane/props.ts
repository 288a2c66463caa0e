import { Duration, Size } from 'cdk8s';
import { ControlPlaneOutput } from './output';
import { DaprToleration } from '../contract';

/** What the API server does with new pods while the sidecar injector does not answer. */
export enum WebhookFailurePolicy {
  /** They start, without a daprd. */
  IGNORE = 'Ignore',
  /** They are refused until it answers. Namespaces without which the cluster cannot heal are left out. */
  FAIL = 'Fail',
}

/**
 * What defines a `DaprControlPlane`.
 *
 * What `DaprPlatform` holds is not asked for again: namespace, trust and cluster domain, mTLS, Argo Rollouts.
 */
export interface DaprControlPlaneProps {
  /** In which form the chart is emitted: rendered, for Flux or for Argo CD. */
  readonly output: ControlPlaneOutput;
  /** Version of the chart, `major.minor.patch`: the `daprVersion` of `DaprPlatform` in full (DAPR9002, DAPR9003). */
  readonly chartVersion: string;
  /**
   * Helm repository with the chart `dapr`: an address that begins with `https://`, `http://` or `oci://`.
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
   * Registry and folder of the images, without a scheme: a mirror, where the cluster has no way out.
   * @default 'ghcr.io/dapr'
   */
  readonly registry?: string;
  /**
   * Tag of the images.
   * @default - the version of the chart
   */
  readonly imageTag?: string;
  /**
   * Names of Secrets, in the namespace of the control plane, with which its images are pulled.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Whether operator, injector, Sentry and placement run in several replicas. The scheduler always has three.
   * @default false
   */
  readonly haEnabled?: boolean;
  /**
   * Replicas of operator, injector and Sentry where `haEnabled`; placement then has three.
   * @default 3
   */
  readonly haReplicaCount?: number;
  /**
   * Node label over whose values the replicas are spread.
   * @default 'topology.kubernetes.io/zone'
   */
  readonly haTopologyKey?: string;
  /**
   * How long the certificate of a daprd is valid.
   * @default Duration.hours(24)
   */
  readonly workloadCertTtl?: Duration;
  /**
   * Difference between clocks up to which a certificate is taken for valid.
   * @default Duration.minutes(15)
   */
  readonly allowedClockSkew?: Duration;
  /**
   * Name of the Secret with root and issuer certificate: keys `ca.crt`, `issuer.crt` and `issuer.key`.
   *
   * Flux reads it in the namespace of the HelmRelease. The other outputs take `dapr-trust-bundle` only: the Secret in
   * the namespace of the control plane from which Sentry reads, beside a ConfigMap of that name with `ca.crt`; they
   * leave both to you (DAPR9009).
   * @default - Sentry makes certificates of its own, valid for a year
   */
  readonly certificatesSecret?: string;
  /**
   * What happens to pods while the injector does not answer.
   * @default WebhookFailurePolicy.IGNORE
   */
  readonly webhookFailurePolicy?: WebhookFailurePolicy;
  /**
   * Labels of the namespaces in which sidecars are injected.
   * @default - every namespace
   */
  readonly namespaceSelector?: { [label: string]: string };
  /**
   * Names of namespaces in which none are. With `WebhookFailurePolicy.FAIL`, `kube-system` and the namespace of the
   * control plane are always among them: their pods must start without the injector.
   * @default - none
   */
  readonly excludedNamespaces?: string[];
  /**
   * Service accounts of further controllers whose pods are injected, as `namespace:name`; `*` stands for any text.
   * @default - the controllers of Kubernetes
   */
  readonly allowedServiceAccounts?: string[];
  /**
   * Whether every sidecar is a native one, unless an app says otherwise. Needs Dapr 1.18 and Kubernetes 1.29.
   * @default false
   */
  readonly nativeSidecar?: boolean;
  /**
   * Whether sidecars drop all capabilities, as Pod Security `restricted` asks.
   * @default false
   */
  readonly sidecarDropAllCapabilities?: boolean;
  /**
   * Storage of each scheduler. It is always written down, because a StatefulSet cannot change it: for a control plane
   * that exists give the size that it has, and grow its claims in place.
   * @default Size.gibibytes(16)
   */
  readonly schedulerStorageSize?: Size;
  /**
   * Storage class of the schedulers.
   * @default - that of the cluster
   */
  readonly schedulerStorageClassName?: string;
  /**
   * Keeps the data of the scheduler in memory, for tests only (DAPR9014).
   * @default false
   */
  readonly schedulerInMemoryStorage?: boolean;
  /**
   * Whether the control plane logs JSON. Sidecars have an option of their own, `logAsJson`.
   * @default false
   */
  readonly logAsJson?: boolean;
  /**
   * Whether the control plane has metrics for Prometheus.
   * @default true
   */
  readonly metricsEnabled?: boolean;
  /**
   * Port of the metrics.
   * @default 9090
   */
  readonly metricsPort?: number;
  /**
   * Labels of the nodes on which the control plane runs.
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Taints that those nodes may have.
   * @default - none
   */
  readonly tolerations?: DaprToleration[];
  /**
   * Priority class of the control plane's pods.
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Further values of the chart, as in its `values.yaml`.
   *
   * A value that a prop or `DaprPlatform` says otherwise is refused (DAPR9005), and so is one that the chart does not
   * have (DAPR9006). Tracing is none of them: the control plane records no traces, apps do (`DaprConfiguration`).
   * @default - none
   */
  readonly values?: { [key: string]: any };
}
