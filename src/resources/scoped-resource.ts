import { Construct } from 'constructs';
import { DaprResource, refuseOtherApp } from './resource';
import { DaprScopes } from './scopes';
import { IDaprApp, IDaprPeer } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Registry } from '../facts/registry';
import { aList, aText, aTruth, listOf, Shape } from '../props/shape';
import { describe } from '../util/values';

/** Types of these props. */
export const SCOPES: Shape<DaprScopes> = { apps: aList, scopes: listOf(aText), availableToNamespace: aTruth };

/**
 * A resource that daprd loads where its scopes name the app.
 * @internal
 */
export abstract class ScopedResource extends DaprResource {
  private readonly attached = new Set<IDaprPeer>();
  private texts: string[] = [];
  private everyone = false;

  protected constructor(scope: Construct, id: string, kind: string, name: string | undefined, namespace: string | undefined) {
    super(scope, id, kind, name, namespace);
  }

  /** Lets an app load it. */
  public addApp(app: IDaprPeer): void {
    if (typeof app?.appId !== 'string') {
      throw Diagnostics.fatal({ at: this, code: 'DAPR3017', what: `apps: ${describe(app)} is no app`, todo: 'give a DaprApp, or DaprApp.fromAppId' });
    }
    refuseOtherApp(app, this, this.kind);
    this.attached.add(app);
    if (typeof (app as IDaprApp).addResource === 'function') {
      (app as IDaprApp).addResource(this);
    }
  }

  public get unscoped(): boolean {
    return this.scopes() === undefined;
  }

  /** Takes over who loads it; to be called when its object is defined. */
  protected scopeTo({ apps = [], scopes, availableToNamespace = false }: DaprScopes): void {
    const diagnostics = Diagnostics.of(this);
    this.everyone = availableToNamespace;
    this.texts = scopes ?? [];
    apps.forEach(app => this.addApp(app));
    if (scopes?.length === 0) {
      diagnostics.report(this, 'DAPR4007', 'scopes is []');
    }
    if (availableToNamespace && (scopes?.length || apps.length)) {
      diagnostics.report(this, 'DAPR3101', 'availableToNamespace beside apps or scopes, which it makes void', 'give one of them');
    }
    this.texts.forEach(appId => Registry.of(this).textScopes.push({ at: this, appId }));
    diagnostics.check(() => !this.everyone && this.unscoped
      ? [{ at: this, code: 'DAPR3100', what: `no app loads ${this.kind} '${this.resourceName}' by name` }] : []);
  }

  /** The scopes of the object, to be read while rendering. */
  protected scopes(): string[] | undefined {
    if (this.everyone) {
      return undefined;
    }
    const scopes = [...new Set([...this.texts, ...[...this.attached].map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
  }

  /** The apps of this App that load it, as far as they were given as constructs. */
  protected get apps(): IDaprPeer[] {
    return [...this.attached];
  }

  /** True where an app loads it. */
  protected isLoadedBy(app: IDaprPeer): boolean {
    return this.scopes()?.includes(app.appId) ?? app.namespace === this.namespace;
  }
}
