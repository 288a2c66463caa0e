import { Construct } from 'constructs';
import { DaprAppAttributes } from './attributes';
import { AppChannel } from './channel';
import { channelAddress } from './channel-address';
import { checkAppFacts, DAPR_APP, DATA_PLANE_CONFIG, knownProtocol } from './checks';
import { joinDataPlane } from './join';
import { DaprPeer } from './peer';
import { DaprAppProps } from './props';
import * as uses from './uses';
import { ActorHosting, DaprAppSubscription, DaprCaller, DaprTopic, WorkflowRole } from './uses-props';
import { AppAddress, AppHealthCheck, AppProtocol, DaprUseKind, IDaprApp, IDaprComponent, IDaprConfiguration, IDaprPeer, IDataPlane } from '../contract';
import { checkAppId } from '../dapr/app-id';
import { checkHealth } from '../daprd/health-check';
import { DataPlane } from '../data-plane/data-plane';
import { APPS } from '../facts/apps';
import { noteTokenSecret } from '../facts/key-references';
import { DaprPlatform } from '../platform/dapr-platform';
import { reportLocked } from '../platform/locks';
import { guardMethod } from '../props/guard';
import { validProps } from '../props/schema';
import { DaprApi } from '../resources/configuration/access';
import { PodTemplate } from '../workload/pod-template';

/**
 * An app with a Dapr identity: a workload, and the data plane that it reaches.
 *
 * The workload is told where its daprd is, by annotations and environment; one argument, `dataPlane`, decides.
 */
export class DaprApp extends Construct implements IDaprApp {
  /** References an app that is deployed by another stack, by its app ID. Its namespace is unknown: see `fromAppAttributes`. */
  public static fromAppId(scope: Construct, id: string, appId: string): IDaprPeer {
    return new DaprPeer(scope, id, { appId });
  }

  /** References an app that is deployed by another stack. */
  public static fromAppAttributes(scope: Construct, id: string, attributes: DaprAppAttributes): IDaprPeer {
    return new DaprPeer(scope, id, attributes);
  }

  public readonly appId: string;
  public readonly namespace?: string;
  public readonly appPort?: number;
  public readonly appProtocol: AppProtocol;
  public readonly appHealthCheck?: AppHealthCheck;
  public readonly appMaxConcurrency?: number;
  public readonly appTokenSecret?: string;
  public readonly workloadKind: string;
  /** Where its daprd lives: the shared construct where it has one, its own or a given one. */
  public readonly dataPlane: IDataPlane;

  private readonly pod: PodTemplate;
  private readonly appChannel?: AppChannel;

  constructor(scope: Construct, id: string, given: DaprAppProps) {
    super(scope, id);
    const props = validProps(this, given, DAPR_APP);
    const platform = DaprPlatform.of(this);
    const dataPlane = props.dataPlane ?? platform.dataPlane ?? DataPlane.sidecar();
    guardMethod(this, 'dataPlane', dataPlane, 'bind', 'a data plane');
    reportLocked(this, 'dataPlane', dataPlane);
    this.pod = PodTemplate.of(this, props.workload);
    this.appId = checkAppId(this, props.appId ?? dataPlane.appId ?? id);
    this.namespace = this.pod.namespace;
    this.workloadKind = this.pod.kind;
    this.appPort = typeof props.appPort === 'number' ? props.appPort : undefined;
    this.appProtocol = knownProtocol(props.appProtocol);
    this.appHealthCheck = props.appHealthCheck;
    this.appMaxConcurrency = typeof props.appMaxConcurrency === 'number' ? props.appMaxConcurrency : undefined;
    this.appTokenSecret = typeof props.appTokenSecret === 'string' ? props.appTokenSecret : undefined;
    this.appChannel = props.appChannel;
    checkAppFacts(this, props, this.pod, platform);
    if (props.appHealthCheck) {
      checkHealth(this, props.appHealthCheck, this.appProtocol);
    }
    noteTokenSecret(this, this.namespace, 'appTokenSecret', props.appTokenSecret);
    APPS.add(this, this);

    const config = validProps(this, dataPlane.bind(this, this), DATA_PLANE_CONFIG);
    this.dataPlane = config.dataPlane ?? dataPlane;
    joinDataPlane(this, this.pod, config, props);
    uses.declareAll(this, props);
  }

  public get appAddress(): AppAddress | undefined {
    return channelAddress(this, this.appChannel, this.pod.name);
  }

  /** Lets the app use a component: it becomes one of the component's scopes, and its daprd loads it. */
  public addComponent(component: IDaprComponent): void {
    uses.component(this, 'uses', component);
  }

  /** Lets the app's daprd read a Configuration, wherever it is. */
  public addConfiguration(configuration: IDaprConfiguration): void {
    uses.configuration(this, configuration);
  }

  /** Lets the app receive the events of a topic. */
  public addSubscription(subscription: DaprAppSubscription): void {
    uses.subscription(this, subscription);
  }

  /** Declares a topic that the app receives by a subscription of its own, in its code or over a stream. */
  public addProgrammaticSubscription(topic: DaprTopic): void {
    uses.topic(this, 'subscribesInCode', DaprUseKind.SUBSCRIBE, topic);
  }

  /** Lets the app send events to a topic. */
  public addPublication(topic: DaprTopic): void {
    uses.topic(this, 'publishes', DaprUseKind.PUBLISH, topic);
  }

  /** Declares that the app calls another one. */
  public addInvocation(app: IDaprPeer): void {
    uses.invocation(this, app);
  }

  /** Declares an app that calls this one. */
  public addCaller(caller: DaprCaller): void {
    uses.caller(this, caller);
  }

  /** Lets the app read a Secret of its namespace by the API. */
  public grantReadSecret(secretName: string): void {
    uses.readSecret(this, secretName);
  }

  /** Declares that the app uses an API which no other declaration implies. */
  public addApi(api: DaprApi): void {
    uses.api(this, api);
  }

  /** Declares that the app hosts actors. */
  public addActorHosting(hosting: ActorHosting): void {
    uses.actorHosting(this, hosting);
  }

  /** Declares what the app does with workflows. */
  public addWorkflowRole(role: WorkflowRole): void {
    uses.workflowRole(this, role);
  }

  /** Declares that a scheduled job calls the app. */
  public addJob(job: string): void {
    uses.job(this, job);
  }

  /** Lets an input binding call the app. */
  public addInputBinding(binding: IDaprComponent): void {
    uses.inputBinding(this, binding);
  }
}
