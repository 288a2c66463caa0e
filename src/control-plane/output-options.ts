import { Duration } from 'cdk8s';

/** Selection of the chart's objects to render. */
export enum RenderedObjects {
  /** All objects. */
  ALL = 'all',
  /** The CustomResourceDefinitions only, to be applied first. */
  CRDS = 'crds',
  /** All objects except the CustomResourceDefinitions. */
  ALL_BUT_CRDS = 'all-but-crds',
}

/** Options of `ControlPlaneOutput.rendered`. */
export interface RenderedControlPlaneOptions {
  /**
   * Folder or `.tgz` file of the chart, used instead of the repository. Its version must be `chartVersion` (DAPR9013) or
   * `0.0.0`, the version in Dapr's source tree.
   * @default - the chart from the repository
   */
  readonly chartPath?: string;
  /**
   * Helm executable, version 3 or 4.
   * @default 'helm'
   */
  readonly helmExecutable?: string;
  /**
   * Which objects are emitted. With all objects in one file, `kubectl apply` must run twice: in the first run, the Configuration CRD does
   * not exist yet.
   * @default RenderedObjects.ALL
   */
  readonly objects?: RenderedObjects;
}

/** Options of `ControlPlaneOutput.flux`. */
export interface FluxControlPlaneOptions {
  /**
   * Namespace of the HelmRepository and the HelmRelease.
   * @default 'flux-system'
   */
  readonly namespace?: string;
  /**
   * Interval at which Flux reconciles; greater than zero (DAPR9012).
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
  /**
   * Service account that Flux uses to apply the release.
   * @default - service account of the helm-controller
   */
  readonly serviceAccountName?: string;
  /**
   * Name of the Secret with the credentials of the repository.
   * @default - none
   */
  readonly repositorySecret?: string;
}

/** Options of `ControlPlaneOutput.argoCd`. */
export interface ArgoCdControlPlaneOptions {
  /**
   * Namespace of the Application.
   * @default 'argocd'
   */
  readonly namespace?: string;
  /**
   * Argo CD project of the Application.
   * @default 'default'
   */
  readonly project?: string;
  /**
   * URL of the API server of the destination cluster.
   * @default 'https://kubernetes.default.svc'
   */
  readonly destinationServer?: string;
  /**
   * Whether Argo CD syncs automatically, with pruning and self-healing.
   * @default false
   */
  readonly automated?: boolean;
}
