import { Duration } from 'cdk8s';

/** Which objects of the chart are rendered. */
export enum RenderedObjects {
  /** All of them. */
  ALL = 'all',
  /** The CustomResourceDefinitions only: to be applied first. */
  CRDS = 'crds',
  /** Everything else. */
  ALL_BUT_CRDS = 'all-but-crds',
}

/** Options of the rendered form. */
export interface RenderedControlPlaneOptions {
  /**
   * Folder or `.tgz` file of the chart, instead of the repository. Its version must be `chartVersion` (DAPR9013), but
   * for the `0.0.0` of Dapr's source tree.
   * @default - the chart of the repository
   */
  readonly chartPath?: string;
  /**
   * The program `helm`, 3 or 4.
   * @default 'helm'
   */
  readonly helmExecutable?: string;
  /**
   * Which objects are emitted. In one file kubectl needs two runs: the first has no Configuration yet.
   * @default RenderedObjects.ALL
   */
  readonly objects?: RenderedObjects;
}

/** Options of the form for Flux. */
export interface FluxControlPlaneOptions {
  /**
   * Namespace of HelmRepository and HelmRelease.
   * @default 'flux-system'
   */
  readonly namespace?: string;
  /**
   * How often Flux compares.
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
  /**
   * Service account by which Flux applies the release.
   * @default - that of the helm-controller
   */
  readonly serviceAccountName?: string;
  /**
   * Name of the Secret with which the repository is read.
   * @default - none
   */
  readonly repositorySecret?: string;
}

/** Options of the form for Argo CD. */
export interface ArgoCdControlPlaneOptions {
  /**
   * Namespace of the Application.
   * @default 'argocd'
   */
  readonly namespace?: string;
  /**
   * Project of the Application.
   * @default 'default'
   */
  readonly project?: string;
  /**
   * Address of the cluster's API server.
   * @default 'https://kubernetes.default.svc'
   */
  readonly destinationServer?: string;
  /**
   * Whether Argo CD applies by itself what has changed, and undoes what others change.
   * @default false
   */
  readonly automated?: boolean;
}
