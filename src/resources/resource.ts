import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprPeer, IDaprResource } from '../contract';
import { newerThanDeclared, NEWER_THAN_DECLARED } from '../dapr/version';
import { report } from '../diagnostics/report';
import { warning } from '../diagnostics/rule';
import { isRemote } from '../facts/apps';
import { Collection } from '../facts/collection';
import { define } from '../facts/definitions';
import { EdgeKind, Edges } from '../facts/edges';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { INVALID_OBJECT_NAME } from '../props/rules';
import { leaveOutWhile } from '../synth/left-out';
import { onceASynth } from '../synth/synths';
import { describe } from '../util/values';

export const SECRET_OVER_PLAIN_HTTP = warning('DAPR3133', {
  title: 'secret that goes over plain HTTP',
  why: 'Whoever is on the way reads it',
  todo: 'use https, or acknowledge this',
  source: 'dapr/dapr pkg/apis/httpEndpoint',
  manifests: true,
});

/** The resources that are defined in an App, in the order of their definition. */
export const RESOURCES = new Collection<IDaprResource>('resources');

/**
 * What all resources of Dapr have in common.
 * @internal
 */
export abstract class DaprResource extends Construct implements IDaprResource {
  public readonly kind: string;
  public readonly resourceName: string;
  public readonly namespace?: string;

  protected constructor(scope: Construct, id: string, kind: string, name: string | undefined, namespace: string | undefined) {
    super(scope, id);
    this.kind = kind;
    const given = name ?? id;
    if (typeof given !== 'string' || !isDnsSubdomain(given)) {
      report(this, INVALID_OBJECT_NAME, `${kind} ${describe(given)}`);
    }
    if (namespace !== undefined && namespace !== null && (typeof namespace !== 'string' || !isDnsLabel(namespace))) {
      report(this, INVALID_OBJECT_NAME, `namespace ${describe(namespace)}`);
    }
    this.resourceName = typeof given === 'string' ? given : id;
    this.namespace = typeof namespace === 'string' ? namespace : Chart.of(this).namespace;
    RESOURCES.add(this, this);
    const rendered = onceASynth(this, () => {
      // Rendered, so that JSON patches count.
      const { kind: rendering, metadata, spec, auth } = ApiObject.of(this).toJson();
      return JSON.stringify({ kind: rendering, name: metadata.name, spec, auth });
    });
    define(this, { text: app => this._textFor(rendered(), app), scopes: () => this._scopes() });
    leaveOutWhile(this, () => this.isReadElsewhereOnly());
  }

  /**
   * App-ids of those that load it; every app of the namespace where there is no list. To be read while rendering.
   * @internal
   */
  public _scopes(): string[] | undefined {
    return Edges.of(this).appsOf(this).map(({ appId }) => appId);
  }

  /**
   * What it is to one app, made of what it is to all.
   * @internal
   */
  protected _textFor(text: string, _app: IDaprPeer | undefined): string {
    return text;
  }

  /**
   * Lets whoever loads it load another resource for it.
   * @internal
   */
  protected _alsoLoad(resource: IDaprResource): void {
    const edges = Edges.of(this);
    edges.onUsed(this, ({ app }) => edges.add({ app, kind: EdgeKind.LOAD, resource, through: this }));
  }

  /**
   * Reports a kind that the declared Dapr does not have yet.
   * @internal
   */
  protected _checkVersion(): void {
    const newer = newerThanDeclared(this.kind, DaprPlatform.of(this).daprVersion);
    if (newer) {
      report(this, NEWER_THAN_DECLARED, newer);
    }
  }

  /**
   * Metadata of the object.
   * @internal
   */
  protected _metadata(): { [field: string]: string } {
    return { name: this.resourceName, ...(this.namespace ? { namespace: this.namespace } : {}) };
  }

  /** Whether all that load it do so elsewhere, and it is for nobody else. */
  private isReadElsewhereOnly(): boolean {
    if (!Edges.of(this).areAll(this, isRemote)) {
      return false;
    }
    const appIds = Edges.of(this).appsOf(this).map(({ appId }) => appId);
    return this._scopes()?.every(appId => appIds.includes(appId)) ?? false;
  }
}

/**
 * A resource that exists, of which only the name is known.
 * @internal
 */
export class ExistingResource extends Construct implements IDaprResource {
  public readonly resourceName: string;

  constructor(scope: Construct, id: string, public readonly kind: string, resourceName: string) {
    super(scope, id);
    this.resourceName = typeof resourceName === 'string' ? resourceName : id;
    if (typeof resourceName !== 'string' || !isDnsSubdomain(resourceName)) {
      report(this, INVALID_OBJECT_NAME, `${kind} ${describe(resourceName)}`);
    }
  }
}
