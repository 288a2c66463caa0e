import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprPeer, IDaprResource } from '../contract';
import { newerThanDeclared } from '../dapr/version';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Registry } from '../facts/registry';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { leaveOutWhile } from '../synth/left-out';
import { describe } from '../util/values';

/**
 * What all resources of Dapr have in common.
 * @internal
 */
export abstract class DaprResource extends Construct implements IDaprResource {
  public readonly kind: string;
  public readonly resourceName: string;
  public readonly namespace?: string;

  private readonly rendered: { round: number; text: string } = { round: -1, text: '' };

  protected constructor(scope: Construct, id: string, kind: string, name: string | undefined, namespace: string | undefined) {
    super(scope, id);
    this.kind = kind;
    const given = name ?? id;
    if (typeof given !== 'string' || !isDnsSubdomain(given)) {
      Diagnostics.of(this).report(this, 'DAPR1021', `${kind} ${describe(given)}`);
    }
    if (namespace !== undefined && namespace !== null && (typeof namespace !== 'string' || !isDnsLabel(namespace))) {
      Diagnostics.of(this).report(this, 'DAPR1021', `namespace ${describe(namespace)}`);
    }
    this.resourceName = typeof given === 'string' ? given : id;
    this.namespace = typeof namespace === 'string' ? namespace : Chart.of(this).namespace;
    Registry.of(this).resources.push(this);
    leaveOutWhile(this, () => this.readElsewhereOnly());
  }

  public get unscoped(): boolean {
    return false;
  }

  public definition(): string {
    const { round } = Diagnostics.of(this);
    if (this.rendered.round !== round) {
      // Rendered, so that JSON patches count.
      const { kind, metadata, spec, auth } = ApiObject.of(this).toJson();
      this.rendered.round = round;
      this.rendered.text = JSON.stringify({ kind, name: metadata.name, spec, auth });
    }
    return this.rendered.text;
  }

  /** Whether it is for no app besides those with these ids. */
  protected isOnlyFor(_appIds: string[]): boolean {
    return true;
  }

  private readElsewhereOnly(): boolean {
    const loaders = Registry.of(this).loaders.get(this) ?? [];
    return loaders.length > 0 && loaders.every(app => app.daprElsewhere) && this.isOnlyFor(loaders.map(app => app.appId));
  }

  /** Reports what of its spec the declared Dapr does not have yet. */
  protected checkVersion(spec: { [field: string]: any }): void {
    const { daprVersion } = DaprPlatform.of(this);
    newerThanDeclared(this.kind, spec, daprVersion).forEach(what => Diagnostics.of(this).report(this, 'DAPR1106', what));
  }

  /** Metadata of the object. */
  protected objectMetadata(): { [field: string]: string } {
    return { name: this.resourceName, ...(this.namespace ? { namespace: this.namespace } : {}) };
  }
}

/**
 * A resource that exists, of which only the name is known.
 * @internal
 */
export class ExistingResource extends Construct implements IDaprResource {
  public readonly unscoped = false;
  public readonly resourceName: string;

  constructor(scope: Construct, id: string, public readonly kind: string, resourceName: string) {
    super(scope, id);
    this.resourceName = typeof resourceName === 'string' ? resourceName : id;
    if (typeof resourceName !== 'string' || !isDnsSubdomain(resourceName)) {
      Diagnostics.of(this).report(this, 'DAPR1021', `${kind} ${describe(resourceName)}`);
    }
  }

  public definition(): string {
    return JSON.stringify({ kind: this.kind, name: this.resourceName });
  }
}

/** Throws where a construct of one cdk8s App is used in another: its object would be out of reach; and what is no app. */
export function refuseOtherApp(app: IDaprPeer, resource: IDaprResource, what: string): void {
  if (typeof app?.appId !== 'string') {
    throw Diagnostics.fatal({ at: resource, code: 'DAPR3017', what: `${what} for ${describe(app)}, which is no app`, todo: 'give a DaprApp, or DaprApp.fromAppId' });
  }
  if (app.node.root !== resource.node.root) {
    throw Diagnostics.fatal({ at: app, code: 'DAPR1020', what: `${what} '${resource.node.path}' belongs to another cdk8s App` });
  }
}
