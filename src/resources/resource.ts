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
import { COMPONENT_CONTAINER, isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { INVALID_OBJECT_NAME } from '../props/rules';
import { omitWhile } from '../synth/omitted-objects';
import { oncePerSynth } from '../synth/synths';
import { canonicalText } from '../util/json';
import { mustBe } from '../util/values';

export const SECRET_OVER_PLAIN_HTTP = warning('DAPR3133', {
  title: 'secret sent over plain HTTP',
  why: 'Anything on the network path can read it',
  todo: 'use https, or acknowledge this',
  source: 'dapr/dapr pkg/apis/httpEndpoint',
  manifests: true,
});

/** Resources defined in an App, in order of definition. */
export const RESOURCES = new Collection<IDaprResource>('resources');
/** Resources that are referenced by name only. */
export const EXISTING_RESOURCES = new Collection<IDaprResource>('existing-resources');

/**
 * Base class of all Dapr resources.
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
      report(this, INVALID_OBJECT_NAME, mustBe(`${kind} name`, 'a DNS subdomain', given),
        name === undefined ? 'use lower-case letters, digits, hyphens and dots in the construct ID, which is the name, or set another name' : undefined);
    }
    if (namespace !== undefined && namespace !== null && (typeof namespace !== 'string' || !isDnsLabel(namespace))) {
      report(this, INVALID_OBJECT_NAME, mustBe('namespace', 'a DNS label', namespace));
    }
    this.resourceName = typeof given === 'string' ? given : id;
    this.namespace = typeof namespace === 'string' ? namespace : Chart.of(this).namespace;
    RESOURCES.add(this, this);
    const rendered = oncePerSynth(this, () => {
      // Rendered, so that JSON patches are included.
      const { kind: rendering, metadata, spec, auth } = ApiObject.of(this).toJson();
      const container = metadata.annotations?.[COMPONENT_CONTAINER];
      return canonicalText({ kind: rendering, name: metadata.name, spec, auth, container });
    });
    define(this, { text: app => this._textFor(rendered(), app), scopes: oncePerSynth(this, () => this._scopes()) });
    omitWhile(this, () => this.isLoadedByRemoteAppsOnly());
  }

  /**
   * App IDs of the apps that load it; undefined means every app of the namespace. Call it only while rendering.
   * @internal
   */
  public _scopes(): string[] | undefined {
    return Edges.of(this).appsOf(this).map(({ appId }) => appId);
  }

  /**
   * The rendered text as one app sees it, derived from the text that all apps see.
   * @internal
   */
  protected _textFor(text: string, _app: IDaprPeer | undefined): string {
    return text;
  }

  /**
   * Makes every app that loads this resource load another one too.
   * @internal
   */
  protected _alsoLoad(resource: IDaprResource): void {
    const edges = Edges.of(this);
    edges.onUsed(this, ({ app }) => edges.add({ app, kind: EdgeKind.LOAD, resource, through: this }));
  }

  /**
   * Reports a kind that the declared Dapr version does not support yet.
   * @internal
   */
  protected _checkVersion(): void {
    const newer = newerThanDeclared(this.kind, DaprPlatform.of(this).daprVersion);
    if (newer) {
      report(this, NEWER_THAN_DECLARED, newer);
    }
  }

  /**
   * `metadata` of the object.
   * @internal
   */
  protected _metadata(annotations?: { [name: string]: string }): { [field: string]: any } {
    return { name: this.resourceName, ...(this.namespace ? { namespace: this.namespace } : {}), ...(annotations ? { annotations } : {}) };
  }

  /** Whether only remote apps load it, and its scopes name no other app. */
  private isLoadedByRemoteAppsOnly(): boolean {
    if (!Edges.of(this).areAll(this, isRemote)) {
      return false;
    }
    const appIds = Edges.of(this).appsOf(this).map(({ appId }) => appId);
    return this._scopes()?.every(appId => appIds.includes(appId)) ?? false;
  }
}

/**
 * An existing resource, referenced by name only.
 * @internal
 */
export class ExistingResource extends Construct implements IDaprResource {
  public readonly resourceName: string;

  constructor(scope: Construct, id: string, public readonly kind: string, resourceName: string) {
    super(scope, id);
    this.resourceName = typeof resourceName === 'string' ? resourceName : id;
    EXISTING_RESOURCES.add(this, this);
    if (typeof resourceName !== 'string' || !isDnsSubdomain(resourceName)) {
      report(this, INVALID_OBJECT_NAME, mustBe(`${kind} name`, 'a DNS subdomain', resourceName));
    }
  }
}
