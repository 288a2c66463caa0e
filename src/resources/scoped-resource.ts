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
  title: 'resource that no app loads by name',
  why: 'Without a scope every app of the namespace loads it',
  todo: 'give apps or scopes, or set availableToNamespace',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
const CONTRADICTING_SCOPES = error('DAPR3101', {
  title: 'scopes that contradict each other',
  why: 'One of them would have no effect',
  todo: 'give one of them',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
export const EMPTY_SCOPES = error('DAPR4007', {
  title: 'empty scopes',
  why: 'An empty list means every app of the namespace',
  todo: 'leave scopes out and let apps use the component, or set availableToNamespace',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
  manifests: true,
});

/** Types of these props. */
export const SCOPES: Schema<DaprScopes> = { apps: aList, scopes: listOf(aString), availableToNamespace: aBoolean };

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
      report(this, EMPTY_SCOPES, 'scopes is []');
    }
    if (availableToNamespace && (scopes?.length || apps.length)) {
      report(this, CONTRADICTING_SCOPES, 'availableToNamespace beside apps or scopes, which it makes void', 'give one of them');
    }
    this.texts.forEach(appId => TEXT_SCOPES.add(this, { at: this, appId }));
    diagnostics.check(() => !this.everyone && this._scopes() === undefined
      ? [{ at: this, rule: UNSCOPED_RESOURCE, what: `no app loads ${this.kind} '${this.resourceName}' by name` }] : []);
  }
}
