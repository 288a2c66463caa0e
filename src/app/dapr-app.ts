import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { adoptedChannel, adoptedProps, checkAdopted } from './adopt';
import { DaprAppAttributes } from './attributes';
import { AppChannel } from './channel';
import { channelAddress } from './channel-address';
import { boundBy, checkAppFacts, checkLockedToken, DAPR_APP, DATA_PLANE_CONFIG, knownProtocol, usableDataPlane } from './checks';
import { joinDataPlane } from './join';
import { DaprPeer } from './peer';
import { DaprAppProps } from './props';
import * as uses from './uses';
import { ActorHosting, DaprAppSubscription, DaprCaller, DaprTopic, WorkflowRole } from './uses-props';
import { AppAddress, AppHealthCheck, AppProtocol, DaprUseKind, IDaprApp, IDaprComponent, IDaprConfiguration, IDaprPeer, IDataPlane } from '../contract';
import { checkAppId, servedAppId } from '../dapr/app-id';
import { checkHealth } from '../daprd/health-check';
import { DataPlane } from '../data-plane/data-plane';
import { APPS } from '../facts/apps';
import { registerTokenSecret } from '../facts/key-references';
import { DaprPlatform } from '../platform/dapr-platform';
import { validProps } from '../props/schema';
import { DaprApi } from '../resources/configuration/access';
import { loadIncluded } from '../resources/included/included';
import { PodTemplate } from '../workload/pod-template';

/**
 * An app with a Dapr app ID: a workload and the data plane that serves it.
 *
 * The `dataPlane` prop decides where the app's daprd runs. Annotations and environment variables that point the workload to
 * it are added to the pod template.
 * @example new DaprApp(chart, 'orders', { workload: web, appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDeployment() });
 */
export class DaprApp extends Construct implements IDaprApp {
  /**
   * References an app outside this stack by its app ID. Its namespace is unknown: see `fromAppAttributes`.
   * @example new DaprApp(chart, 'orders', { workload: web, invokes: [DaprApp.fromAppId(chart, 'billing', 'billing')] });
   */
  public static fromAppId(scope: Construct, id: string, appId: string): IDaprPeer {
    return new DaprPeer(scope, id, { appId });
  }

  /** References an app outside this stack. */
  public static fromAppAttributes(scope: Construct, id: string, attributes: DaprAppAttributes): IDaprPeer {
    return new DaprPeer(scope, id, attributes);
  }

  public readonly appId: string;
  public readonly namespace?: string;
  public readonly appPort?: number;
  public readonly appProtocol: AppProtocol;
  public readonly appHealthCheck?: AppHealthCheck;
  public readonly maxAppAbsence?: Duration;
  public readonly appMaxConcurrency?: number;
  public readonly appTokenSecret?: string;
  public readonly workloadKind: string;
  /** The data plane that serves the app; the shared construct if there is one, generated or passed in. */
  public readonly dataPlane: IDataPlane;

  private readonly pod: PodTemplate;
  private readonly appChannel?: AppChannel;

  constructor(scope: Construct, id: string, props: DaprAppProps) {
    super(scope, id);
    props = validProps(this, props, DAPR_APP);
    const platform = DaprPlatform.of(this);
    const dataPlane = usableDataPlane(this, props.dataPlane ?? platform.dataPlane ?? DataPlane.sidecar());
    this.pod = PodTemplate.of(this, props.workload, props.podTemplatePath);
    props = props.adopt === true ? adoptedProps(this, props, this.pod) : props;
    this.appId = checkAppId(this, props.appId ?? servedAppId(dataPlane) ?? id);
    this.namespace = this.pod.namespace;
    this.workloadKind = this.pod.kind;
    this.appPort = typeof props.appPort === 'number' ? props.appPort : undefined;
    this.appProtocol = knownProtocol(props.appProtocol);
    this.appHealthCheck = props.appHealthCheck;
    this.maxAppAbsence = props.maxAppAbsence;
    this.appMaxConcurrency = typeof props.appMaxConcurrency === 'number' ? props.appMaxConcurrency : undefined;
    this.appTokenSecret = typeof props.appTokenSecret === 'string' ? props.appTokenSecret : undefined;
    this.appChannel = props.appChannel ?? adoptedChannel(this);
    checkAppFacts(this, props, this.pod, platform);
    if (props.appHealthCheck) {
      checkHealth(this, props.appHealthCheck, this.appProtocol);
    }
    registerTokenSecret(this, this.namespace, 'appTokenSecret', props.appTokenSecret);
    APPS.add(this, this);

    const config = validProps(this, boundBy(this, dataPlane), DATA_PLANE_CONFIG);
    this.dataPlane = config.dataPlane ?? dataPlane;
    checkLockedToken(this, dataPlane, config);
    joinDataPlane(this, this.pod, config, props);
    checkAdopted(this, config);
    loadIncluded(this);
    uses.declareAll(this, props);
  }

  public get appAddress(): AppAddress | undefined {
    return channelAddress(this, this.appChannel, this.pod.name);
  }

  /** Adds a component that the app uses, like `uses`. The app is added to its scopes, and the app's daprd loads it. */
  public addComponent(component: IDaprComponent): void {
    uses.component(this, component);
  }

  /** Adds a Configuration that the app's daprd reads, at any location of the daprd. */
  public addConfiguration(configuration: IDaprConfiguration): void {
    uses.configuration(this, configuration);
  }

  /** Subscribes the app to a topic, like `subscribes`: defines a `DaprSubscription`, which the app's daprd loads. */
  public addSubscription(subscription: DaprAppSubscription): void {
    uses.subscription(this, subscription);
  }

  /** Declares a topic that the app subscribes to in its code, programmatically or over a stream, like `subscribesInCode`. */
  public addProgrammaticSubscription(topic: DaprTopic): void {
    uses.topic(this, DaprUseKind.SUBSCRIBE, topic);
  }

  /** Declares a topic that the app publishes to, like `publishes`, for access rules and pictures. */
  public addPublication(topic: DaprTopic): void {
    uses.topic(this, DaprUseKind.PUBLISH, topic);
  }

  /** Declares an app that this one invokes, like `invokes`: the access policy of the called app then allows it. */
  public addInvocation(app: IDaprPeer): void {
    uses.invocation(this, app);
  }

  /** Declares an app that calls this one, like `invokedBy`: the access policy of this app then allows it, and denies undeclared apps. */
  public addCaller(caller: DaprCaller): void {
    uses.caller(this, caller);
  }

  /** Grants the app access to a Secret in its namespace through the secrets API, like `readsSecrets`. */
  public grantReadSecret(secretName: string): void {
    uses.readSecret(this, secretName);
  }

  /** Grants the app access to every Secret in its namespace through the secrets API, as bulk requests need, like `readsAllSecrets`. */
  public grantReadAllSecrets(): void {
    uses.readAllSecrets(this);
  }

  /** Declares a Dapr API that the app uses and no other declaration implies, like `usesApis`, for a derived API allow list. */
  public addApi(api: DaprApi): void {
    uses.api(this, api);
  }

  /** Declares that the app hosts actors, like `hostsActors`: it then needs an actor state store, and its data plane must support actors. */
  public addActorHosting(hosting: ActorHosting): void {
    uses.actorHosting(this, hosting);
  }

  /** Declares a role of the app in workflows, like `workflows`: its data plane must support it. */
  public addWorkflowRole(role: WorkflowRole): void {
    uses.workflowRole(this, role);
  }

  /** Declares a scheduled job that the app handles, like `handlesJobs`: daprd then calls the app, which needs an app port. */
  public addJob(job: string): void {
    uses.job(this, job);
  }

  /** Adds an input binding that calls the app, like `inputBindings`: with a shared daprd, a retry keeps its events while the app is down. */
  public addInputBinding(binding: IDaprComponent): void {
    uses.inputBinding(this, binding);
  }
}
