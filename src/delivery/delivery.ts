import { FluxDeliveryOptions } from './flux-options';
import { brand, hasBrand } from '../util/brand';

/**
 * The tool that applies the output to the cluster, for `delivery` of `DaprPlatform`.
 *
 * A daprd loads its components when it starts, so they must be applied first. `kubectl apply` keeps the order of the file. Other tools
 * sort by kind, and apply Deployments and Jobs before the objects of `dapr.io`: the order has to be written in the form that the tool
 * reads. docs/delivery.md lists the stages.
 * @example DaprPlatform.set(app, { delivery: DaprDelivery.argoCd() });
 */
export class DaprDelivery {
  /** No order beyond that of the objects in the file, which `kubectl apply` keeps. */
  public static none(): DaprDelivery {
    return new DaprDelivery('none');
  }

  /**
   * Argo CD. Each object gets the annotation `argocd.argoproj.io/sync-wave` of its stage, unless it has that annotation or is a hook.
   * Pod templates are not changed.
   */
  public static argoCd(): DaprDelivery {
    return new DaprDelivery('argo-cd');
  }

  /**
   * Flux. The files are written to one folder per stage, `flux/<name>/<stage>/` in the output folder, and nowhere else. The folder
   * `flux/<name>` contains a Kustomization (`kustomize.toolkit.fluxcd.io/v1`) per stage, each of which waits for the one before.
   */
  public static flux(options: FluxDeliveryOptions): DaprDelivery {
    // jsii and JavaScript may pass null for what is not set.
    const given = Object.entries(options ?? {}).filter(([, value]) => value !== null && value !== undefined);
    return new DaprDelivery('flux', Object.fromEntries(given) as unknown as FluxDeliveryOptions);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprDelivery {
    return hasBrand(value, 'DaprDelivery');
  }

  private constructor(
    /** `none`, `argo-cd` or `flux`. */
    public readonly tool: string,
    /** @internal */
    public readonly _options?: FluxDeliveryOptions,
  ) {}
}

brand(DaprDelivery.prototype, 'DaprDelivery');
