import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DeclaredCalls } from './declared-calls';
import { Unable } from './uses';
import { DataPlaneConfig, DaprUse, IDaprApp, IDaprConfiguration, IDaprPeer, IDaprResource } from '../contract';
import { Diagnostics, Finding } from '../diagnostics/diagnostics';
import { deadLetterTopicName, keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { grouped } from '../util/grouped';
import { Json } from '../util/json';
import { PodTemplate } from '../workload/pod-template';

/** A daprd that several workloads may share: what rules need to know of it. */
export interface SharedDaprd extends IConstruct {
  readonly identity: string;
  readonly namespace?: string;
}

/** By what a Dapr elsewhere knows an app. */
export interface RemoteIdentity {
  readonly app: IDaprApp;
  /** In words, the same for whoever it takes for the same app. */
  readonly by: string;
}

/** How an app was joined to its data plane. */
export interface Wiring {
  readonly pod: PodTemplate;
  readonly config: DataPlaneConfig;
  /** Name of the Configuration that its own daprd reads; to be read while rendering. */
  readonly configuration: () => string | undefined;
  /** What it cannot do. */
  readonly unable: Unable;
  /** Names of the containers that talk to Dapr; all where there is no list. */
  readonly containers?: string[];
  /** What runs it where there are no containers. */
  readonly program?: { readonly command?: string[]; readonly directory: string };
}

/** What an app declared to do. */
export interface AppUse {
  readonly app: IDaprApp;
  readonly use: DaprUse;
}

/** A subscription: what rules need to know of it. */
export interface SubscriptionFacts {
  readonly at: IDaprResource;
  readonly app: IDaprApp;
  readonly pubsub: string;
  readonly topic: string;
  /** Where rejected events go; to be read while rendering. */
  readonly deadLetterTopic: () => string | undefined;
  /** The same, as the user gave it. */
  readonly ownDeadLetterTopic?: string;
}

/** A key of a Secret or ConfigMap that somebody reads. */
export interface KeyReference {
  readonly at: IConstruct;
  readonly namespace?: string;
  readonly name: string;
  readonly key: string;
  /** What reads it, in words. */
  readonly by: string;
}

/** A rule across the constructs of an App. */
export type AppRule = (registry: Registry) => Finding[];

const RULES: AppRule[] = [];

/** Adds a rule for every App; the files of `rules/` do so when they are loaded. */
export function addRule(rule: AppRule): void {
  RULES.push(rule);
}

/** What was defined in one cdk8s `App`, so that no rule walks the tree to find it. */
export class Registry {
  public static readonly of = onePerApp(root => new Registry(root));

  public readonly apps: IDaprApp[] = [];
  public readonly wirings = new Map<IDaprApp, Wiring>();
  /** What the apps do with Dapr: most rules concern those only that do something. */
  public readonly uses: AppUse[] = [];
  /** Apps that load something. */
  public readonly loading = new Set<IDaprApp>();
  /** Apps that are not in this stack. */
  public readonly peers: IDaprPeer[] = [];
  public readonly resources: IDaprResource[] = [];
  /** The apps that load a resource. */
  public readonly loaders = new Map<IDaprResource, IDaprApp[]>();
  public readonly sharedDaprds: SharedDaprd[] = [];
  /** What each daprd outside the pods is told, as annotations, by the object that runs it. To be read while rendering. */
  public readonly told = new Map<IConstruct, () => { [annotation: string]: string }>();
  /** Port numbers of the internal gRPC API that data planes have, each with the first that has it. */
  public readonly internalGrpcPorts = new Map<number, IConstruct>();
  /** By what each Dapr elsewhere knows its apps. */
  public readonly remoteIdentities: RemoteIdentity[] = [];
  /** Scopes that a component was given as text. */
  public readonly textScopes: { at: IDaprResource; appId: string }[] = [];

  public readonly subscriptions: SubscriptionFacts[] = [];
  /** Topics that somebody receives without a subscription of Dapr. */
  public readonly otherReceivers: { readonly at: IDaprPeer; readonly pubsub: string; readonly topic: string }[] = [];
  /** Trust domains that Configurations give to the certificates of apps. */
  private readonly trustDomains = new Map<string, string>();
  /** Resiliencies that apps load without being given to them as constructs. */
  public readonly looseResiliencies: IDaprResource[] = [];

  /** From which secret store each component takes its secrets. */
  public readonly secretStores: { at: IDaprResource; store: string }[] = [];

  /** Configurations that the daprd of an app reads. */
  public readonly configurations = new Map<IDaprPeer, Set<IDaprConfiguration>>();
  /** Keys of Kubernetes Secrets from which components take values. */
  public readonly componentSecrets: KeyReference[] = [];
  /** Keys of Kubernetes Secrets that hold tokens. */
  public readonly tokenSecrets: KeyReference[] = [];
  /** Keys of ConfigMaps that hold trust anchors. */
  public readonly trustAnchors: KeyReference[] = [];
  /** PriorityClasses that were named for the pods of a shared daprd. */
  public readonly priorityClasses: { at: IConstruct; name: string }[] = [];
  /** Services that were named as the way to an app. */
  public readonly channels: { app: IDaprApp; name: string; port: number }[] = [];

  private readonly byKind: () => Map<string, ApiObject[]>;
  private readonly byName: () => Map<string, Map<string, ApiObject>>;
  private readonly unscoped: () => Map<string, string[]>;
  private readonly deadLetters: () => Set<string>;
  private readonly deadLettersByBroker: () => Map<string, Map<string, string[]>>;
  /** Calls between apps as declared, by the app that is called. */
  public readonly calls = new DeclaredCalls();
  /** What of a Configuration's spec is derived, by its object. To be read while rendering. */
  public readonly derived = new Map<IConstruct, () => Json>();
  /** Secret stores that components take their secrets from, as apps load them for these. */
  public readonly storesOfComponents = new Set<IDaprResource>();
  /** Sets of annotations in which nothing was found: version of Dapr and annotations but for names of the app, as one text. */
  public readonly soundAnnotations = new Set<string>();
  /** Components that apps use themselves: namespace, app-id and name. */
  public readonly usedByApps = new Set<string>();
  /** What a resource is to one app, where parts of it concern other apps only. */
  public readonly definitionsFor = new Map<IDaprResource, (app: IDaprPeer) => string>();

  private constructor(public readonly root: IConstruct) {
    const diagnostics = Diagnostics.of(root);
    this.byKind = diagnostics.onceASynth(() => {
      const objects = root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
      return grouped(objects, ({ kind }) => kind);
    });
    this.byName = diagnostics.onceASynth(() => new Map());
    this.unscoped = diagnostics.onceASynth(() => {
      const resources = grouped(this.resources.filter(resource => resource.unscoped), ({ namespace }) => namespace ?? '');
      return new Map([...resources].map(([namespace, all]) => [namespace, all.map(resource => resource.definition())]));
    });
    this.deadLetters = diagnostics.onceASynth(() => new Set(this.subscriptions.map(({ at, pubsub, topic, ownDeadLetterTopic }) =>
      keyIn(at.namespace, pubsub, ownDeadLetterTopic ?? deadLetterTopicName(topic)))));
    this.deadLettersByBroker = diagnostics.onceASynth(() => {
      const brokers = grouped(this.subscriptions, ({ at, pubsub }) => keyIn(at.namespace, pubsub));
      return new Map([...brokers].map(([broker, all]) => [broker, deadLettersByApp(all)]));
    });
    diagnostics.check(() => RULES.flatMap(rule => rule(this)));
  }

  /** The objects of a kind that cdk8s writes, or all; the tree is walked once a synth. */
  public objects(kind?: string, group?: string): ApiObject[] {
    const found = kind === undefined ? [...this.byKind().values()].flat() : this.byKind().get(kind) ?? [];
    return group === undefined ? found : found.filter(({ apiGroup }) => apiGroup === group);
  }

  /** The object of a kind that has a name in a namespace; the first, where cdk8s writes two. */
  public object(kind: string, group: string, namespace: string | undefined, name: string): ApiObject | undefined {
    const known = this.byName();
    let named = known.get(`${group}/${kind}`);
    if (!named) {
      named = new Map(this.objects(kind, group).reverse().map(object => [keyIn(object.metadata.namespace, object.name), object]));
      known.set(`${group}/${kind}`, named);
    }
    return named.size ? named.get(keyIn(namespace, name)) : undefined;
  }

  /** Notes that the daprd of an app reads a Configuration. */
  public addConfiguration(app: IDaprPeer, configuration: IDaprConfiguration): void {
    this.configurations.set(app, (this.configurations.get(app) ?? new Set()).add(configuration));
  }

  /** Notes the port number of a daprd's internal gRPC API. */
  public addInternalGrpcPort(at: IConstruct, port: number): void {
    if (!this.internalGrpcPorts.has(port)) {
      this.internalGrpcPorts.set(port, at);
    }
  }

  /** Notes that an app loads a resource. */
  public addLoader(resource: IDaprResource, app: IDaprApp): void {
    this.loading.add(app);
    const others = this.loaders.get(resource);
    if (others) {
      others.push(app);
    } else {
      this.loaders.set(resource, [app]);
    }
  }

  /** Notes the trust domain of an app: that of the Configuration which its daprd reads. */
  public setTrustDomain({ namespace, appId }: IDaprPeer, trustDomain: string): void {
    this.trustDomains.set(keyIn(namespace, appId), trustDomain);
  }

  /** The trust domain of an app, where a Configuration of this App gives it one; to be read while rendering. */
  public trustDomainOf({ namespace, appId }: IDaprPeer): string | undefined {
    return this.trustDomains.get(keyIn(namespace, appId));
  }

  /** True for a topic to which somebody's rejected events go; worked out once a synth. */
  public isDeadLetterTopic(namespace: string | undefined, pubsub: string, topic: string): boolean {
    return this.deadLetters().has(keyIn(namespace, pubsub, topic));
  }

  /** The topics to which the rejected events of each app of a broker go, by app-id; worked out once a synth. */
  public deadLettersOf(namespace: string | undefined, pubsub: string): Map<string, string[]> {
    return this.deadLettersByBroker().get(keyIn(namespace, pubsub)) ?? new Map();
  }

  /** What a resource is to an app: a change of it means that its daprd needs a restart. */
  public definitionFor(resource: IDaprResource, app: IDaprPeer): string {
    return this.definitionsFor.get(resource)?.(app) ?? resource.definition();
  }

  /** Definitions of what every app of a namespace loads; worked out once a synth. */
  public unscopedDefinitions(namespace: string | undefined): string[] {
    return this.unscoped().get(namespace ?? '') ?? [];
  }
}

/** Where the rejected events of each app go, by app-id. */
function deadLettersByApp(subscriptions: SubscriptionFacts[]): Map<string, string[]> {
  const rejected = subscriptions.flatMap(({ app, deadLetterTopic }) => {
    const topic = deadLetterTopic();
    return topic === undefined ? [] : [{ appId: app.appId, topic }];
  });
  return new Map([...grouped(rejected, ({ appId }) => appId)].map(([appId, all]) => [appId, all.map(({ topic }) => topic)]));
}

/** Notes a Secret, if there is one, that containers read by the key `token`; a prop names it. */
export function noteTokenSecret(at: IConstruct, namespace: string | undefined, by: string, name: string | undefined): void {
  if (name !== undefined) {
    Registry.of(at).tokenSecrets.push({ at, namespace, name, key: 'token', by });
  }
}
