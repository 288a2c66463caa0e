import { Construct } from 'constructs';
import { DaprResource } from './resource';
import { DaprScopes } from './scopes';
import { IDaprPeer, IDaprResource } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { report } from '../diagnostics/report';
import { error, warning } from '../diagnostics/rule';
import { Collection } from '../facts/collection';
import { EdgeKind, Edges, guardApp } from '../facts/edges';
import { aBoolean, aList, aString, listOf } from '../props/checks';
import { Schema } from '../props/schema';

const UNSCOPED_RESOURCE = warning('DAPR3100', {
  title: 'unscoped resource',
  why: 'Without scopes, every app of the namespace loads it',
  todo: 'set apps or scopes, or set availableToNamespace',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
const CONTRADICTING_SCOPES = error('DAPR3101', {
  title: 'conflicting scopes',
  why: 'Every app of the namespace loads the resource, and apps and scopes have no effect',
  todo: 'remove availableToNamespace, or remove apps and scopes',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
export const EMPTY_SCOPES = error('DAPR4007', {
  title: 'empty scopes',
  why: 'Dapr treats an empty list as every app of the namespace',
  todo: 'remove scopes and let apps use the component, or set availableToNamespace',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
  manifests: true,
});

/** Schema of `DaprScopes`. */
export const SCOPES: Schema<DaprScopes> = { apps: aList, scopes: listOf(aString), availableToNamespace: aBoolean };

/** Scopes set as app IDs rather than as apps. */
export const SCOPED_APP_IDS = new Collection<{ readonly at: IDaprResource; readonly appId: string }>('text-scopes');

/**
 * A resource that daprd loads if its scopes contain the app ID.
 * @internal
 */
export abstract class ScopedResource extends DaprResource {
  private appIds: string[] = [];
  private availableToNamespace = false;

  protected constructor(scope: Construct, id: string, kind: string, name: string | undefined, namespace: string | undefined) {
    super(scope, id, kind, name, namespace);
  }

  /** Makes an app load the resource. */
  public addApp(app: IDaprPeer): void {
    if (guardApp(this, 'apps', app)) {
      Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
    }
  }

  /** @internal */
  public _scopes(): string[] | undefined {
    if (this.availableToNamespace) {
      return undefined;
    }
    const scopes = [...new Set([...this.appIds, ...Edges.of(this).appsOf(this).map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
  }

  /**
   * Applies the scopes; call it after the object is defined.
   * @internal
   */
  protected _scopeTo({ apps = [], scopes, availableToNamespace = false }: DaprScopes): void {
    const diagnostics = Diagnostics.of(this);
    this.availableToNamespace = availableToNamespace;
    this.appIds = scopes ?? [];
    apps.forEach(app => this.addApp(app));
    if (scopes?.length === 0) {
      report(this, EMPTY_SCOPES, 'scopes must not be an empty list');
    }
    if (availableToNamespace && (scopes?.length || apps.length)) {
      report(this, CONTRADICTING_SCOPES, 'availableToNamespace is set together with apps or scopes', 'remove availableToNamespace, or remove apps and scopes');
    }
    this.appIds.forEach(appId => SCOPED_APP_IDS.add(this, { at: this, appId }));
    diagnostics.check(() => !this.availableToNamespace && this._scopes() === undefined
      ? [{ at: this, rule: UNSCOPED_RESOURCE, what: `${this.kind} '${this.resourceName}' has no scopes` }] : []);
  }
}
