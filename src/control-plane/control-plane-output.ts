import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { emitArgoCd } from './control-plane-argo-cd';
import { emitFlux } from './control-plane-flux';
import { Release } from './control-plane-release';
import { emitRendered } from './control-plane-rendered';

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

/** The form in which Dapr's chart is emitted. The values are the same in each. */
export class ControlPlaneOutput {
  /** The objects themselves: `helm template` runs at synth. */
  public static rendered(options: RenderedControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput((scope, release) => emitRendered(scope, release, options));
  }

  /** A Flux `HelmRelease` and its `HelmRepository`. */
  public static flux(options: FluxControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput((scope, release) => emitFlux(scope, release, options));
  }

  /** An Argo CD `Application`. */
  public static argoCd(options: ArgoCdControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput((scope, release) => emitArgoCd(scope, release, options));
  }

  private constructor(private readonly emit: (scope: Construct, release: Release) => void) {}

  /** @internal */
  public _emit(scope: Construct, release: Release): void {
    this.emit(scope, release);
  }
}
