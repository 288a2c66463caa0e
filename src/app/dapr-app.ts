import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppChannel } from './channel';
import { ChannelAddress, channelAddress } from './channel-address';
import { checkAppFacts, DAPR_APP } from './checks';
import { AppAccess } from './derived/access';
import { AppConfiguration } from './derived/configuration';
import { AppHealthCheck } from './health-check';
import { checkHealth, resolveHealth } from './health-probe';
import { DaprPeer, DaprPeerProps } from './peer';
import { PodWiring, serviceAccountOf, wirePod } from './pod/wiring';
import { DaprAppProps } from './props';
import { AppUses } from './uses';
import { ActorHosting, DaprAppSubscription, DaprCaller, DaprTopic, WorkflowRole } from './uses-props';
import { isConfiguration } from '../configuration-merge/merge';
import { AppHealthCheckConfig, AppProtocol, DaprUse, DaprUseKind, IDaprApp, IDaprComponent, IDaprPeer, IDaprResource, IDataPlane } from '../contract';
import { checkAppId } from '../dapr/app-id';
import { checkNamespaces } from '../dapr/namespaces';
import { secretReader, secretsRead } from '../dapr/secret-reader';
import { mergePodAnnotations } from '../daprd/annotation-checks';
import { DataPlane } from '../data-plane/data-plane';
import type { SharedDaprd } from '../data-plane/shared/daprd';
import { Diagnostics } from '../diagnostics/diagnostics';
import { noteTokenSecret, Registry } from '../facts/registry';
import { unableWorkload } from '../facts/uses';
import { APP_LABEL } from '../kubernetes/names';
import { DaprPlatform } from '../platform/dapr-platform';
import { guardComponent, guardHas } from '../props/guard';
import { wellFormed } from '../props/shape';
import { DaprApi } from '../resources/configuration/access';
import { PodTemplate } from '../workload/pod-template';

/**
 * An app with a Dapr identity: a workload, and the data plane that it reaches.
 *
 * The workload is told where its daprd is, by annotations and environment; one argument, `dataPlane`, decides.
 */
export class DaprApp extends Construct implements IDaprApp {
  /** An app that is not in this stack, by its app-id. */
  public static fromAppId(scope: Construct, id: string, props: DaprPeerProps): IDaprPeer {
    return new DaprPeer(scope, id, props);
  }

  public readonly appId: string;
  public readonly namespace?: string;
  public readonly appPort?: number;
  public readonly appProtocol: AppProtocol;
  public readonly appMaxConcurrency?: number;
  public readonly appTokenSecret?: string;
  public readonly workloadKind: string;
  public readonly daprdOutsidePod: boolean;
  public readonly daprElsewhere: boolean;
  /** Where its daprd lives: the shared construct where it has one, its own or a given one. */
  public readonly dataPlane: IDataPlane;

  private readonly pod: PodTemplate;
  private readonly health?: AppHealthCheck;
  private readonly givenChannel?: AppChannel;
  private readonly loaded: IDaprResource[] = [];
  private readonly does: AppUses;
  private readonly access: AppAccess;
  private readonly daprd?: IConstruct;
  /** False until it is known where the daprd lives. */
  private hasOwnDaprd = false;
  private configuration?: AppConfiguration;
  private resolvedChannel?: ChannelAddress;

  constructor(scope: Construct, id: string, given: DaprAppProps) {
    super(scope, id);
    const props = wellFormed(this, given, DAPR_APP);
    const platform = DaprPlatform.of(this);
    const dataPlane = props.dataPlane ?? platform.dataPlane ?? DataPlane.sidecar();
    guardHas(this, 'dataPlane', dataPlane, 'bind', 'data plane');
    this.pod = PodTemplate.of(this, props.workload);
    this.appId = checkAppId(this, props.appId ?? dataPlane.appId ?? id);
    this.namespace = this.pod.namespace;
    this.workloadKind = this.pod.kind;
    this.appPort = typeof props.appPort === 'number' ? props.appPort : undefined;
    this.appProtocol = props.appProtocol ?? AppProtocol.HTTP;
    this.appMaxConcurrency = typeof props.appMaxConcurrency === 'number' ? props.appMaxConcurrency : undefined;
    this.appTokenSecret = typeof props.appTokenSecret === 'string' ? props.appTokenSecret : undefined;
    this.health = props.appHealthCheck;
    this.givenChannel = props.appChannel;
    checkAppFacts(this, props, this.pod, platform);
    if (props.appHealthCheck) {
      checkHealth(this, props.appHealthCheck, this.appProtocol);
    }
    noteTokenSecret(this, this.namespace, 'appTokenSecret', props.appTokenSecret);
    Registry.of(this).apps.push(this);
    this.does = new AppUses(this);
    this.access = new AppAccess(this);

    const config = dataPlane.bind(this, this);
    this.dataPlane = (this.node.tryFindChild('DataPlane') as unknown as IDataPlane | undefined) ?? dataPlane;
    this.daprdOutsidePod = config.daprdOutsidePod ?? false;
    this.daprElsewhere = config.daprElsewhere ?? false;
    this.daprd = config.daprd;
    this.hasOwnDaprd = !this.daprdOutsidePod || this.daprElsewhere;
    for (const resource of this.loaded) {
      this.order(resource);
      this.reads(resource);
    }
    const configuration = (): string | undefined => props.podAnnotations?.['dapr.io/config'] === undefined ? this.configuration?.name : undefined;
    const wiring: PodWiring = {
      app: this,
      annotations: mergePodAnnotations(this, config.podAnnotations ?? {}, props.podAnnotations, !this.daprdOutsidePod),
      labels: config.podLabels,
      env: config.env ?? [],
      containers: props.containers,
      selected: this.appPort !== undefined || (this.daprdOutsidePod && !this.daprElsewhere),
      injected: !this.daprdOutsidePod,
      placement: config.placement,
      configuration,
    };
    this.pod.edit((template, object) => wirePod(wiring, template, object));
    const unable = { ...config.unable, ...unableWorkload(this.workloadKind, this.daprdOutsidePod) };
    Registry.of(this).wirings.set(this, { pod: this.pod, config, configuration, unable, containers: props.containers, program: props.program });
    this.access.watch();
    props.usesApis?.forEach(api => this.addUsesApis(api));
    props.uses?.forEach(component => this.addUses(component));
    this.does.declareAll(props);
  }

  /** What its daprd loads. */
  public get resources(): IDaprResource[] {
    return [...this.loaded];
  }

  /** Lets the app use a component: it becomes one of the component's scopes. */
  public addUses(component: IDaprComponent): void {
    guardComponent(this, 'uses', component);
    this.access.uses(component);
    component.grantUse(this);
    this.addResource(component);
  }

  public get declaredUses(): DaprUse[] {
    return this.does.all;
  }

  public declareUse(use: DaprUse): void {
    this.does.declare(use);
    if (use?.kind === DaprUseKind.READ_SECRET) {
      this.access.readsSecret();
      this.letReadSecrets();
    }
  }

  /** Lets the app receive the events of a topic. */
  public addSubscribes(subscription: DaprAppSubscription): void {
    this.does.subscribe(subscription);
  }

  /** Declares a topic that the app receives by a subscription of its own, in its code or over a stream. */
  public addSubscribesInCode(topic: DaprTopic): void {
    this.does.topic('subscribesInCode', DaprUseKind.SUBSCRIBE, topic);
  }

  /** Lets the app send events to a topic. */
  public addPublishes(topic: DaprTopic): void {
    this.does.topic('publishes', DaprUseKind.PUBLISH, topic);
  }

  /** Declares that the app calls another one. */
  public addInvokes(peer: IDaprPeer): void {
    this.does.invoke(peer);
  }

  /** Declares an app that calls this one. */
  public addInvokedBy(caller: DaprCaller): void {
    this.does.invokedBy(caller);
  }

  /** Lets the app read a Secret of its namespace by the API. */
  public addReadsSecrets(secretName: string): void {
    this.does.readSecret(secretName);
  }

  /** Declares that the app uses an API which no other declaration implies. */
  public addUsesApis(api: DaprApi): void {
    this.access.usesApi(api);
  }

  /** Declares that the app hosts actors. */
  public addHostsActors(hosting: ActorHosting): void {
    this.does.hostActors(hosting);
  }

  /** Declares what the app does with workflows. */
  public addWorkflows(role: WorkflowRole): void {
    this.does.workflow(role);
  }

  /** Declares that a scheduled job calls the app. */
  public addHandlesJobs(job: string): void {
    this.does.job(job);
  }

  /** Lets an input binding call the app. */
  public addInputBindings(binding: IDaprComponent): void {
    this.does.inputBinding(binding);
  }

  public addResource(resource: IDaprResource): void {
    guardHas(this, 'addResource', resource, 'definition', 'resource of Dapr');
    if (this.loaded.includes(resource)) {
      return;
    }
    this.loaded.push(resource);
    Registry.of(this).addLoader(resource, this);
    this.order(resource);
    this.access.loads(resource);
    this.reads(resource);
    if (isConfiguration(resource)) {
      resource.grantUse(this);
    }
    if (ApiObject.isApiObject(resource.node.defaultChild)) {
      for (const { at, code, what, todo } of checkNamespaces(this, resource, resource.kind, 'DAPR1013')) {
        Diagnostics.of(this).report(at, code, what, todo);
      }
    }
  }

  public channelAddress(): string {
    return this.channel.host;
  }

  public channelPort(): number {
    return this.channel.port;
  }

  public podSelector(): { [label: string]: string } {
    return this.pod.matchLabels() ?? { [APP_LABEL]: this.appId };
  }

  public healthCheck(): AppHealthCheckConfig | undefined {
    return this.health && resolveHealth(this.health, this.pod.podSpec(), this.appPort);
  }

  /** A shared daprd is told its Configuration itself. */
  private reads(resource: IDaprResource): void {
    if (this.hasOwnDaprd && isConfiguration(resource)) {
      this.configuration ??= new AppConfiguration(this);
      this.configuration.add(resource);
    }
  }

  private get channel(): ChannelAddress {
    return this.resolvedChannel ??= channelAddress(this, this.givenChannel, this.pod.name);
  }

  /** The pods' service account may read them; that of a shared daprd is its own. */
  private letReadSecrets(): void {
    (this.daprd?.node.scope as Partial<SharedDaprd> | undefined)?._letReadSecrets?.();
    if (!this.daprdOutsidePod && !this.node.tryFindChild('SecretReader')) {
      const account = (): string => serviceAccountOf(this.pod.podSpec()) ?? 'default';
      secretReader(this, { appId: this.appId, namespace: this.namespace, account, secrets: () => secretsRead([this]) });
    }
    if (this.namespace === undefined && !this.daprElsewhere) {
      Diagnostics.of(this).report(this, 'DAPR3251', 'readsSecrets');
    }
  }

  /** What a shared daprd loads is applied before it; never across charts, where cdk8s would rename every file. */
  private order(resource: IDaprResource): void {
    if (this.daprd && ApiObject.isApiObject(resource.node.defaultChild) && Chart.of(resource) === Chart.of(this.daprd)) {
      this.daprd.node.addDependency(resource.node.defaultChild as IConstruct);
    }
  }
}
