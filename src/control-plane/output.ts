import { Construct } from 'constructs';
import { emitArgoCd } from './argo-cd';
import { emitFlux } from './flux';
import { ArgoCdControlPlaneOptions, FluxControlPlaneOptions, RenderedControlPlaneOptions } from './output-options';
import { Release } from './release';
import { emitRendered } from './rendered';

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
