import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkComponent, COMPONENT } from './component-checks';
import { DaprResource, refuseOtherApp } from './dapr-resource';
import { MetadataValue } from './metadata-value';
import { IDaprApp, IDaprPeer, IDaprResource } from '../contract';
import { Diagnostics } from '../private/diagnostics';
import { Registry } from '../private/registry';
import { wellFormed } from '../private/shape';
import { goDuration, isPrototypeKey } from '../private/values';

/** A component of Dapr: of this App, or one that exists. */
export interface IDaprComponent extends IDaprResource {
  /** Name by which apps call it. */
  readonly componentName: string;
  /** Lets an app use it: the app's id becomes one of its scopes. */
  grantUse(app: IDaprPeer): void;
}

/** What defines a component. */
export interface DaprComponentProps {
  /** Type as Dapr registers it, for example `state.redis`. */
  readonly type: string;
  /**
   * Version of the type.
   * @default 'v1'
   */
  readonly version?: string;
  /**
   * Name by which apps call it.
   * @default - the construct id
   */
  readonly componentName?: string;
  /**
   * Namespace, which must be that of the apps that use it (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Settings of the component.
   * @default - none
   */
  readonly metadata?: { [name: string]: MetadataValue };
  /**
   * App-ids that may use it besides the apps of this App that do, for apps defined elsewhere. An empty list is
   * refused, for Dapr takes it for everyone (DAPR4007); one that names no app here is a warning (DAPR4015).
   * @default - the apps that use it
   */
  readonly scopes?: string[];
  /**
   * Lets every app of the namespace load it, whatever uses it. One mistake in it then stops them all.
   * @default false
   */
  readonly availableToNamespace?: boolean;
  /**
   * The secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
  /**
   * How long the component may take to initialize.
   * @default Duration.seconds(5)
   */
  readonly initTimeout?: Duration;
  /**
   * Lets daprd start where the component does not; calls of it then fail.
   * @default false
   */
  readonly ignoreErrors?: boolean;
}

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

  private readonly apps = new Set<IDaprPeer>();

  private readonly props: DaprComponentProps;

  constructor(scope: Construct, id: string, given: DaprComponentProps) {
    super(scope, id, 'Component', given?.componentName, given?.namespace);
    const props = this.props = wellFormed(this, given, COMPONENT);
    this.componentName = this.resourceName;
    this.type = props.type;
    const { initTimeout, ignoreErrors, secretStore, metadata = {}, version = 'v1' } = props;
    const entries = Object.entries(metadata).filter(([name, value]) => value instanceof MetadataValue && !isPrototypeKey(name));
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: this.objectMetadata(),
      spec: {
        type: props.type,
        version,
        ...(initTimeout ? { initTimeout: goDuration(initTimeout.toMilliseconds()) } : {}),
        ...(ignoreErrors === undefined ? {} : { ignoreErrors }),
        metadata: entries.map(([name, value]) => value._render(name)),
      },
      scopes: Lazy.any({ produce: () => this.scopes() }),
      ...(secretStore ? { auth: { secretStore: secretStore.componentName } } : {}),
    });
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
      (app as Partial<IDaprApp>).addResource?.(secretStore);
    }
  }

  private scopes(): string[] | undefined {
    if (this.props.availableToNamespace) {
      return undefined;
    }
    const texts = Array.isArray(this.props.scopes) ? this.props.scopes : [];
    const scopes = [...new Set([...texts, ...[...this.apps].map(app => app.appId)])].sort();
    return scopes.length ? scopes : undefined;
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
    }
    diagnostics.watch(this);
    diagnostics.check(() => !availableToNamespace && this.unscoped
      ? [{ at: this, code: 'DAPR4016', what: `component '${this.componentName}' has no scope` }] : []);
  }
}

/** A component of which only the name is known. */
class ExistingComponent extends Construct implements IDaprComponent {
  public readonly kind = 'Component';
  public readonly resourceName: string;
  public readonly unscoped = false;

  constructor(scope: Construct, id: string, public readonly componentName: string) {
    super(scope, id);
    this.resourceName = componentName;
  }

  public definition(): string {
    return JSON.stringify({ kind: this.kind, name: this.componentName });
  }

  public grantUse(app: IDaprPeer): void {
    refuseOtherApp(app, this, 'component');
  }
}
