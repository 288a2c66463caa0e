import { Construct } from 'constructs';
import { emitArgoCd } from './argo-cd';
import { emitFlux } from './flux';
import { ArgoCdControlPlaneOptions, FluxControlPlaneOptions, RenderedControlPlaneOptions } from './output-options';
import { Release } from './release';
import { emitRendered } from './rendered';

/**
 * The form in which Dapr's Helm chart is emitted. The chart values are the same in each form.
 * @example new DaprControlPlane(chart, 'dapr', { chartVersion: '1.18.2', output: ControlPlaneOutput.argoCd() });
 */
export class ControlPlaneOutput {
  /** The rendered objects of the chart: `helm template` runs at synth. */
  public static rendered(options: RenderedControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput('rendered', (scope, release) => emitRendered(scope, release, options));
  }

  /** A `HelmRelease` and a `HelmRepository` for Flux. */
  public static flux(options: FluxControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput('flux', (scope, release) => emitFlux(scope, release, options));
  }

  /** An `Application` for Argo CD. */
  public static argoCd(options: ArgoCdControlPlaneOptions = {}): ControlPlaneOutput {
    return new ControlPlaneOutput('argo-cd', (scope, release) => emitArgoCd(scope, release, options));
  }

  private constructor(
    /** `rendered`, `flux` or `argo-cd`. */
    public readonly format: string,
    private readonly emit: (scope: Construct, release: Release) => void,
  ) {}

  /** @internal */
  public _emit(scope: Construct, release: Release): void {
    this.emit(scope, release);
  }
}
