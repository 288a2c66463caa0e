import { Construct } from 'constructs';
import { DaprResource } from './resource';
import { DaprScopes } from './scopes';
import { IDaprPeer, IDaprResource } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Collection } from '../facts/collection';
import { EdgeKind, Edges, guardApp } from '../facts/edges';
import { aList, aText, aTruth, listOf, Shape } from '../props/shape';

/** Types of these props. */
export const SCOPES: Shape<DaprScopes> = { apps: aList, scopes: listOf(aText), availableToNamespace: aTruth };

/** Scopes that a resource was given as text. */
export const TEXT_SCOPES = new Collection<{ readonly at: IDaprResource; readonly appId: string }>('text-scopes');

/**
 * A resource that daprd loads where its scopes name the app.
 * @internal
 */
export abstract class ScopedResource extends DaprResource {
  private texts: string[] = [];
  private everyone = false;

  protected constructor(scope: Construct, id: string, kind: string, name: string | undefined, namespace: string | undefined) {
    super(scope, id, kind, name, namespace);
  }

  /** Lets an app load it. */
  public addApp(app: IDaprPeer): void {
    guardApp(this, 'apps', app);
    Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
  }

  /** @internal */
  public _scopes(): string[] | undefined {
    if (this.everyone) {
      return undefined;
    }
    const scopes = [...new Set([...this.texts, ...Edges.of(this).appsOf(this).map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
  }

  /**
   * Takes over who loads it; to be called when its object is defined.
   * @internal
   */
  protected _scopeTo({ apps = [], scopes, availableToNamespace = false }: DaprScopes): void {
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
    this.texts.forEach(appId => TEXT_SCOPES.add(this, { at: this, appId }));
    diagnostics.check(() => !this.everyone && this._scopes() === undefined
      ? [{ at: this, code: 'DAPR3100', what: `no app loads ${this.kind} '${this.resourceName}' by name` }] : []);
  }
}
