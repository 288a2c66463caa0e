import { callAccess } from './call-access';
import { componentAccess } from './component-access';
import { KnownNames } from './known-names';
import { StackCall, StackDataPlane } from './model';
import { StackReader } from './reader';
import { topicAccess } from './topic-access';
import { DaprUse, DaprUseKind, IDaprApp } from '../contract';
import { TopologyApp } from '../export/topology/model';
import { locationOf, wiringOf } from '../facts/apps';
import { Edges } from '../facts/edges';
import { usesOf } from '../facts/uses';

/**
 * An app of a stack: what it declares, what it may do, its daprd and its objects.
 *
 * `publishes`, `invokes` and the other verbs tell what the app declares. `may...` tells what Dapr allows, by the rules in the objects that a synth
 * writes: scopes, topic scopes and access control policies, derived and hand-written.
 */
export class StackApp {
  /** @internal */
  public static _of(workloads: readonly IDaprApp[], reader: StackReader): StackApp {
    return new StackApp(workloads, reader);
  }

  /** App ID. */
  public readonly appId: string;
  /** Namespace of the workload, if known. */
  public readonly namespace?: string;

  private constructor(private readonly constructs: readonly IDaprApp[], private readonly reader: StackReader) {
    this.appId = constructs[0].appId;
    this.namespace = constructs[0].namespace;
  }

  /** The manifests of its workloads, as applied; more than one if several workloads share a daprd. */
  public get workloads(): any[] {
    return this.constructs.flatMap(app => this.reader.objectOf(wiringOf(app)!.pod.object) ?? []);
  }

  /** The daprd of the app. */
  public get dataPlane(): StackDataPlane {
    const [app] = this.constructs;
    const { dataPlane, daprEndpoint } = this.read();
    const location = locationOf(app);
    const object = dataPlane && this.reader.objectOf(dataPlane.workload ?? wiringOf(app)!.pod.object);
    return {
      location,
      isShared: dataPlane?.isShared ?? false,
      annotations: { ...dataPlane?.annotations },
      ...(object ? { object } : {}),
      ...(daprEndpoint === undefined ? {} : { endpoint: daprEndpoint }),
    };
  }

  /** The objects of the app: its workloads and everything that `DaprApp` defines for it, such as its Configuration, subscriptions and own daprd. */
  public get objects(): any[] {
    return [...new Set([...this.workloads, ...this.constructs.flatMap(app => this.reader.objectsIn(app))])];
  }

  /** All uses that the app declares, and the calls by other apps. */
  public get declaredUses(): DaprUse[] {
    return this.constructs.flatMap(app => usesOf(app));
  }

  /**
   * Whether the app declares to use a component, also as the broker of a topic or as an input binding. Throws if the stack does not know the
   * component (DAPR8171).
   */
  public uses(component: string): boolean {
    this.known.checkComponent(component);
    return this.constructs.some(app => Edges.of(app).isUsed(app, component));
  }

  /**
   * Whether the app declares to publish to a topic. Throws if the stack does not know the component (DAPR8171); a topic may have any name.
   *
   * @param pubsub name of the component
   * @param topic the topic; any topic if unset
   */
  public publishes(pubsub: string, topic?: string): boolean {
    this.known.checkComponent(pubsub);
    return this.declares(DaprUseKind.PUBLISH, topic, pubsub);
  }

  /**
   * Whether the app declares to subscribe to a topic. Throws if the stack does not know the component (DAPR8171); a topic may have any name.
   *
   * @param pubsub name of the component
   * @param topic the topic; any topic if unset
   */
  public subscribes(pubsub: string, topic?: string): boolean {
    this.known.checkComponent(pubsub);
    return this.declares(DaprUseKind.SUBSCRIBE, topic, pubsub);
  }

  /** Whether the app declares to invoke another app. Throws if the stack does not know the app (DAPR8171). */
  public invokes(appId: string): boolean {
    this.known.checkApp(appId);
    return this.declares(DaprUseKind.INVOKE, appId);
  }

  /** Whether the app declares to read a Secret of Kubernetes: this one, or all. The Secret may be outside the stack. */
  public readsSecret(name: string): boolean {
    return this.declaredUses.some(({ kind, subject }) => kind === DaprUseKind.READ_SECRET && (subject === undefined || subject === name));
  }

  /**
   * Whether another app may call this one: the access control policy of its Configuration allows at least one such call, and the app has a port.
   * Without a policy, every app may. Throws if the Configuration is outside the stack (DAPR8172).
   *
   * @param appId app ID of the caller, which may be outside the stack
   * @param call limits the question to a namespace of the caller, an operation or an HTTP verb
   */
  public mayBeCalledBy(appId: string, call: StackCall = {}): boolean {
    return this.constructs.some(app => app.appPort !== undefined) && callAccess(this.read(), appId, call);
  }

  /** Whether the daprd of the app loads a component, according to its scopes. Throws if the component is outside the stack (DAPR8172). */
  public mayUse(component: string): boolean {
    return componentAccess(this.constructs[0], component) !== undefined;
  }

  /**
   * Whether the app may publish to a topic: its daprd loads the component, and the topic scopes allow it. Throws if the component is outside the
   * stack (DAPR8172).
   */
  public mayPublish(pubsub: string, topic: string): boolean {
    return topicAccess(this.constructs[0], pubsub, topic, 'publishingScopes');
  }

  /**
   * Whether the app may subscribe to a topic: its daprd loads the component, and the topic scopes allow it. Throws if the component is outside the
   * stack (DAPR8172).
   */
  public maySubscribe(pubsub: string, topic: string): boolean {
    return topicAccess(this.constructs[0], pubsub, topic, 'subscriptionScopes');
  }

  private get known(): KnownNames {
    return KnownNames.of(this.constructs[0]);
  }

  private declares(kind: DaprUseKind, subject?: string, component?: string): boolean {
    const fits = (wanted: string | undefined, value: string | undefined): boolean => wanted === undefined || wanted === value;
    return this.declaredUses.some(use => use.kind === kind && fits(subject, use.subject) && fits(component, use.component));
  }

  private read(): TopologyApp {
    return this.reader.apps.find(({ construct }) => construct === this.constructs[0])!;
  }
}
