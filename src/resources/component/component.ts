import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { noteApiServerUse } from './api-server';
import { BrokerText } from './broker-text';
import { categoryOf } from './building-blocks';
import { checkComponent, checkEntry, COMPONENT, marksActorStateStore } from './checks';
import { COMPONENTS, SECRET_STORES } from './components';
import { derivedTopicsOf, unscopableTopics, withTopicScopes } from './derived-topic-scopes';
import { derivedLimit } from './kept-events';
import { checkKnown } from './known-type';
import { DaprComponentProps } from './options';
import { noteOutbox } from './outbox';
import { noteReferences } from './references';
import { UnresolvedMetadata } from './unresolved-metadata';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { reportAll } from '../../diagnostics/report';
import { warning } from '../../diagnostics/rule';
import { EdgeKind, Edges, guardApp } from '../../facts/edges';
import { COMPONENT_CONTAINER } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { validProps } from '../../props/schema';
import { oncePerSynth } from '../../synth/synths';
import { resolved } from '../../synth/tokens';
import { byName, canonicalText, Json } from '../../util/json';
import { goDuration, isSpecialKey } from '../../util/values';
import { knownComponent, registeredType } from '../metadata/catalog';
import { spelling } from '../metadata/checks';
import { MetadataValue } from '../metadata/metadata-value';
import { DaprResource, ExistingResource } from '../resource';
import { SCOPED_APP_IDS } from '../scoped-resource';

const UNUSED_COMPONENT = warning('DAPR4016', {
  title: 'unused component',
  why: 'Without scopes, every app of the namespace loads the component, and one error in it stops them all',
  todo: 'add the component to an app, set scopes, or set availableToNamespace',
  source: 'dapr/dapr pkg/operator/api/components.go',
});

/**
 * A component: a state store, a message broker, a binding, a secret store, ...
 *
 * It is scoped to the apps that use it, because a component that fails to load stops every daprd that loads it.
 * @example new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { 'redisHost': MetadataValue.of('redis:6379') } });
 */
export class DaprComponent extends DaprResource implements IDaprComponent {
  /**
   * An existing component, referenced by name: defined by hand, by another team or in another cdk8s App. Its scopes are
   * not changed.
   */
  public static fromComponentName(scope: Construct, id: string, componentName: string): IDaprComponent {
    return new ExistingComponent(scope, id, componentName);
  }

  public readonly componentName: string;
  /** Type as registered in Dapr. */
  public readonly type: string;
  /** Whether it is the state store of actors and workflows. */
  public readonly isActorStateStore: boolean;

  /** @internal */
  public readonly _isInjected: boolean;

  private readonly props: DaprComponentProps;
  private readonly written: Json[];
  private readonly isBroker: boolean;
  private readonly version: unknown;
  private readonly unresolved = new UnresolvedMetadata(this);
  private unchecked: string[] = [];
  private found?: Finding[];
  private plain?: [string, string][];
  private readonly textForApp: BrokerText;
  private readonly topics = oncePerSynth(this, () =>
    derivedTopicsOf({ at: this, written: this.written, apps: Edges.of(this).appsOf(this), scopes: this._scopes() }));

  constructor(scope: Construct, id: string, props: DaprComponentProps) {
    super(scope, id, 'Component', props?.componentName, props?.namespace);
    props = this.props = validProps(this, props, COMPONENT);
    this.componentName = this.resourceName;
    const { initTimeout, ignoreErrors, secretStore, componentContainer, version = 'v1' } = props;
    this.version = version;
    this._isInjected = componentContainer !== undefined;
    const named = typeof props.type === 'string' && typeof version === 'string';
    this.type = named ? registeredType(props.type, version) ?? props.type : props.type;
    const known = named ? knownComponent(this.type, version) : undefined;
    const entries = this.entries();
    this.written = byName(entries.map(([name, value]) => this.unresolved.add(name, value, value._render(spelling(known, name)))));
    this.textForApp = new BrokerText(this.written, appId => this.derivedMetadata(appId));
    this.isBroker = categoryOf(this.type).toLowerCase() === 'pubsub';
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: this._metadata(componentContainer && { [COMPONENT_CONTAINER]: canonicalText(componentContainer) }),
      spec: {
        type: this.type,
        version,
        ...(initTimeout ? { initTimeout: goDuration(initTimeout.toMilliseconds()) } : {}),
        ...(ignoreErrors === undefined ? {} : { ignoreErrors }),
        metadata: this.isBroker ? Lazy.any({ produce: () => this.unresolved.rendered(this.derivedMetadata()) })
          : this.unresolved.rendered(this.written),
      },
      scopes: Lazy.any({ produce: () => this._scopes() }),
      ...(secretStore ? { auth: { secretStore: secretStore.componentName } } : {}),
    });
    this.isActorStateStore = entries.some(([name, value]) => marksActorStateStore(name, value._render(name).value));
    COMPONENTS.add(this, this);
    const names = entries.map(([name]) => name);
    noteApiServerUse(this, names);
    reportAll(this, noteOutbox(this, names, broker => this._alsoLoad(broker)));
    if (secretStore) {
      SECRET_STORES.add(this, { at: this, store: secretStore.componentName });
      // Each daprd that loads the component reads the store itself.
      this._alsoLoad(secretStore);
    }
    noteReferences(this, this.written, secretStore);
    this.check();
  }

  /**
   * The version; a token is resolved.
   *
   * @internal
   */
  public get _version(): string {
    const { version } = this;
    return typeof version === 'string' ? version : String(resolved(this.node.findChild('Resource') as ApiObject, ['spec', 'version'], version));
  }

  /** Adds an app that uses the component: an app of this cdk8s App, or an external app from `DaprApp.fromAppId`. */
  public addApp(app: IDaprPeer): void {
    if (guardApp(this, 'app', app)) {
      Edges.of(this).add({ app, kind: EdgeKind.USE, resource: this });
    }
  }

  /** @internal */
  public _scopes(): string[] | undefined {
    if (this.props.availableToNamespace) {
      return undefined;
    }
    const appIds = Array.isArray(this.props.scopes) ? this.props.scopes : [];
    const scopes = [...new Set([...appIds, ...Edges.of(this).appsOf(this).map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
  }

  /** @internal */
  protected _textFor(text: string, app: IDaprPeer | undefined): string {
    return this.isBroker && app ? this.textForApp.of(text, app.appId) : text;
  }

  // Excludes metadata names from the checks.
  /** @internal */
  public _additional(names: string[]): void {
    this.unchecked = names;
  }

  /**
   * Its metadata entries with a plain value, by name.
   * @internal
   */
  public _plainMetadata(): [string, string][] {
    return this.plain ??= this.entries().map(([name, value]): [string, unknown] => [name, value._render(name).value])
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  }

  private entries(): [string, MetadataValue][] {
    return Object.entries(this.props.metadata ?? {})
      .filter(([name, value]) => MetadataValue._is(value) && (!value._wrong() || value._unresolved(this) !== undefined) && !isSpecialKey(name));
  }

  /** Its metadata with what is derived from its apps; with `only`, from that app. */
  private derivedMetadata(only?: string): Json[] {
    const scoped = DaprPlatform.of(this).derivedAccess.topicScopes ? withTopicScopes(this.topics(), only) : this.written;
    return byName([...scoped, ...derivedLimit(this, this.written, only)]);
  }

  private check(): void {
    const diagnostics = Diagnostics.of(this);
    const { scopes, availableToNamespace } = this.props;
    reportAll(this, checkComponent(this, this.componentName, this.props));
    if (Array.isArray(scopes)) {
      scopes.filter(appId => typeof appId === 'string').forEach(appId => SCOPED_APP_IDS.add(this, { at: this, appId }));
    }
    if (this.isBroker) {
      diagnostics.check(() => DaprPlatform.of(this).derivedAccess.topicScopes ? unscopableTopics(this.topics()) : []);
    }
    diagnostics.check(() => {
      const metadata = this.unresolved.checked(this.props.metadata);
      const entries = (name: string, value: MetadataValue): Finding[] => checkEntry(this, name, value, this.type);
      return metadata ? [...this.unresolved.findings(metadata, entries), ...checkKnown(this, { ...this.props, metadata }, this.unchecked)]
        : this.found ??= checkKnown(this, this.props, this.unchecked);
    });
    diagnostics.check(() => !availableToNamespace && this._scopes() === undefined
      ? [{ at: this, rule: UNUSED_COMPONENT, what: `component '${this.componentName}' has no scopes` }] : []);
  }
}

/** A component referenced by name only. */
class ExistingComponent extends ExistingResource implements IDaprComponent {
  constructor(scope: Construct, id: string, componentName: string) {
    super(scope, id, 'Component', componentName);
  }

  public get componentName(): string {
    return this.resourceName;
  }
}
