import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { knownComponent, registeredType } from './catalog';
import { categoryOf, checkComponent, checkKnown, COMPONENT, marksActorStateStore } from './checks';
import { spelling } from './metadata-checks';
import { DaprComponentProps } from './options';
import { Diagnostics, Finding } from '../../diagnostics/diagnostics';
import { Registry } from '../../facts/registry';
import { wellFormed } from '../../props/shape';
import { DaprResource, ExistingResource, refuseOtherApp } from '../resource';
import { Broker, TOPIC_SCOPES, unscopableTopics, withTopicScopes } from './derived-topic-scopes';
import { MetadataValue } from './metadata-value';
import { IDaprApp, IDaprComponent, IDaprPeer } from '../../contract';
import { DaprPlatform } from '../../platform/dapr-platform';
import { Json } from '../../util/json';
import { describe, goDuration, isSpecialKey } from '../../util/values';

/**
 * A component: a state store, a message broker, a binding, a secret store, ...
 *
 * It is scoped to the apps that use it, since every daprd that loads it fails with it.
 */
export class DaprComponent extends DaprResource implements IDaprComponent {
  /**
   * A component that exists, by its name: defined by hand, by another team or in another cdk8s App. Its scopes are
   * not changed.
   */
  public static fromComponentName(scope: Construct, id: string, componentName: string): IDaprComponent {
    return new ExistingComponent(scope, id, componentName);
  }

  public readonly componentName: string;
  /** Type as Dapr registers it. */
  public readonly type: string;

  /**
   * Version of the type.
   * @internal
   */
  public readonly _version: string;
  /** Whether it keeps the state of actors and workflows. */
  public readonly isActorStateStore: boolean;

  private readonly apps = new Set<IDaprPeer>();

  private readonly props: DaprComponentProps;

  private readonly written: Json[];

  private readonly isBroker: boolean;

  private unchecked: string[] = [];
  private found?: Finding[];

  constructor(scope: Construct, id: string, given: DaprComponentProps) {
    super(scope, id, 'Component', given?.componentName, given?.namespace);
    const props = this.props = wellFormed(this, given, COMPONENT);
    this.componentName = this.resourceName;
    const { initTimeout, ignoreErrors, secretStore, version = 'v1' } = props;
    this._version = version;
    const named = typeof props.type === 'string' && typeof version === 'string';
    this.type = named ? registeredType(props.type, version) ?? props.type : props.type;
    const known = named ? knownComponent(this.type, version) : undefined;
    const entries = this.entries();
    this.written = entries.map(([name, value]) => value._render(spelling(known, name)));
    this.isBroker = categoryOf(this.type).toLowerCase() === 'pubsub';
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: this.objectMetadata(),
      spec: {
        type: this.type,
        version,
        ...(initTimeout ? { initTimeout: goDuration(initTimeout.toMilliseconds()) } : {}),
        ...(ignoreErrors === undefined ? {} : { ignoreErrors }),
        metadata: this.isBroker ? Lazy.any({ produce: () => this.topicScopes() }) : this.written,
      },
      scopes: Lazy.any({ produce: () => this.scopes() }),
      ...(secretStore ? { auth: { secretStore: secretStore.componentName } } : {}),
    });
    this.isActorStateStore = entries.some(([name, value]) => marksActorStateStore(name, value._render(name).value));
    this.check();
  }

  public get unscoped(): boolean {
    return this.scopes() === undefined;
  }

  public grantUse(app: IDaprPeer): void {
    refuseOtherApp(app, this, 'component');
    this.apps.add(app);
    // Each daprd that loads it asks the store itself.
    this.grantStore(app);
  }

  protected isOnlyFor(appIds: string[]): boolean {
    return this.scopes()?.every(scope => appIds.includes(scope)) ?? false;
  }

  private grantStore(app: IDaprPeer): void {
    const { secretStore } = this.props;
    if (secretStore) {
      secretStore.grantUse(app);
      Registry.of(this).storesOfComponents.add(secretStore);
      (app as Partial<IDaprApp>).addResource?.(secretStore);
    }
  }

  /**
   * Metadata whose names are not to be checked.
   * @internal
   */
  public _additional(names: string[]): void {
    this.unchecked = names;
  }

  /**
   * App-ids of those that load it; everyone of the namespace where there is no list.
   * @internal
   */
  public _scopes(): string[] | undefined {
    return this.scopes();
  }

  /**
   * Its metadata of which the text is known, by name.
   * @internal
   */
  public _texts(): [string, string][] {
    return this.entries().map(([name, value]): [string, unknown] => [name, value._render(name).value])
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  }

  private entries(): [string, MetadataValue][] {
    return Object.entries(this.props.metadata ?? {})
      .filter(([name, value]) => value instanceof MetadataValue && !value._wrong() && !isSpecialKey(name));
  }

  private scopes(): string[] | undefined {
    if (this.props.availableToNamespace) {
      return undefined;
    }
    const texts = Array.isArray(this.props.scopes) ? this.props.scopes : [];
    const scopes = [...new Set([...texts, ...[...this.apps].map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
  }

  /** Its metadata, with what its apps may do with its topics; of one app only what concerns that one. */
  private topicScopes(only?: string): Json[] {
    return DaprPlatform.of(this).derivedAccess.topicScopes ? withTopicScopes(this.broker(), Registry.of(this), only) : this.written;
  }

  private broker(): Broker {
    const { written, resourceName: name, namespace } = this;
    return { name, namespace, written, apps: [...this.apps], scopes: this.scopes() };
  }

  private unscopableTopics(): Finding[] {
    return DaprPlatform.of(this).derivedAccess.topicScopes ? unscopableTopics(this.broker(), Registry.of(this))
      .map(topic => ({ at: this, code: 'DAPR3254' as const, what: `topic ${describe(topic)}` })) : [];
  }

  /** Another app's topics are no reason to restart the daprd of this one. */
  private definitionFor(appId: string): string {
    const whole = JSON.parse(this.definition());
    const others: Json[] = (whole.spec.metadata ?? []).filter((entry: Json) => !TOPIC_SCOPES.includes(entry.name));
    const own = this.topicScopes(appId).filter(entry => TOPIC_SCOPES.includes(entry.name));
    return JSON.stringify({ ...whole, spec: { ...whole.spec, metadata: [...others, ...own] } });
  }

  private check(): void {
    const diagnostics = Diagnostics.of(this);
    const { scopes, availableToNamespace, secretStore } = this.props;
    checkComponent(this, this.componentName, this.props).forEach(({ code, what, todo }) => diagnostics.report(this, code, what, todo));
    if (Array.isArray(scopes)) {
      scopes.filter(appId => typeof appId === 'string').forEach(appId => Registry.of(this).textScopes.push({ at: this, appId }));
    }
    if (secretStore) {
      Registry.of(this).secretStores.push({ at: this, store: secretStore.componentName });
    } else {
      this.noteSecrets();
    }
    if (this.isBroker) {
      diagnostics.check(() => this.unscopableTopics());
      Registry.of(this).definitionsFor.set(this, ({ appId }) => this.definitionFor(appId));
    }
    diagnostics.check(() => this.found ??= checkKnown(this, this.props, this.unchecked));
    diagnostics.check(() => !availableToNamespace && this.unscoped
      ? [{ at: this, code: 'DAPR4016', what: `component '${this.componentName}' has no scope` }] : []);
  }

  /** Dapr's operator reads Secrets of the namespace. */
  private noteSecrets(): void {
    for (const [name, value] of this.entries()) {
      const { secretKeyRef: ref } = value._render(name);
      if (typeof ref?.name === 'string' && typeof ref.key === 'string') {
        Registry.of(this).componentSecrets.push({ at: this, namespace: this.namespace, name: ref.name, key: ref.key, by: `metadata.${name}` });
      }
    }
  }
}

/** A component of which only the name is known. */
class ExistingComponent extends ExistingResource implements IDaprComponent {
  constructor(scope: Construct, id: string, componentName: string) {
    super(scope, id, 'Component', componentName);
  }

  public get componentName(): string {
    return this.resourceName;
  }

  public grantUse(app: IDaprPeer): void {
    refuseOtherApp(app, this, 'component');
  }
}
