import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppChannel } from './app-channel';
import { checkAppFacts } from './app-checks';
import { AppHealthCheck } from './app-health-check';
import { checkHealth, resolveHealth } from './health-check';
import { PodWiring, wirePod } from './pod-wiring';
import { AppHealthCheckConfig, AppProtocol, IDaprApp, IDaprResource, IDataPlane } from '../contract';
import { DaprPlatform } from '../control-plane/dapr-platform';
import { checkAnnotations, unknownAnnotation } from '../data-plane/daprd-annotations';
import { DataPlane } from '../data-plane/data-plane';
import { checkAppId } from '../private/app-id';
import { Diagnostics } from '../private/diagnostics';
import { guardHas, guardMap } from '../private/guard';
import { APP_LABEL, channelServiceName, serviceHost } from '../private/names';
import { checkNamespaces } from '../private/namespaces';
import { PodTemplate } from '../private/pod-template';
import { Registry } from '../private/registry';
import { IDaprComponent } from '../resources/component';

/** The facts about an app, the same wherever its daprd lives. */
export interface DaprAppOptions {
  /**
   * What runs: any construct that holds exactly one object with a pod template. Deployment, StatefulSet, DaemonSet,
   * Job, CronJob, Pod of any cdk8s-plus, `KubeX`, raw `ApiObject`, `Include`, an Argo Rollout, ...
   *
   * What is added to it later is seen. No or several such objects throw DAPR1017.
   */
  readonly workload: IConstruct;
  /**
   * Name under which other apps know it: a DNS label of at most 58 characters, 54 with a shared daprd.
   * @default - that of the data plane where it serves one only, otherwise the construct id
   */
  readonly appId?: string;
  /**
   * Port on which it receives calls of daprd.
   * @default - it only calls Dapr
   */
  readonly appPort?: number;
  /**
   * Protocol in which daprd calls it.
   * @default AppProtocol.HTTP
   */
  readonly appProtocol?: AppProtocol;
  /**
   * Lets daprd watch whether the app is able to receive.
   * @default - it is taken to be, once it has listened
   */
  readonly appHealthCheck?: AppHealthCheck;
  /**
   * Calls that daprd makes to the app at the same time, at the most; -1 means any number.
   * @default - any number
   */
  readonly appMaxConcurrency?: number;
  /**
   * Name of the Secret whose key `token` daprd shows to the app in the header `dapr-api-token`; the app gets it as
   * `APP_API_TOKEN` and has to compare.
   * @default - daprd shows none
   */
  readonly appTokenSecret?: string;
  /**
   * Components that the app uses; it becomes one of their scopes.
   * @default - none
   */
  readonly uses?: IDaprComponent[];
  /**
   * Where a daprd outside the pods calls the app.
   * @default - a Service `<app-id>-channel`, made where it is needed
   */
  readonly appChannel?: AppChannel;
  /**
   * Names of the containers and init containers that talk to Dapr (DAPR1023 where there is none of that name).
   * @default - all
   */
  readonly containers?: string[];
  /**
   * Annotations of the app's pods, added to those made here; an empty text removes one of ours. A `dapr.io/` key
   * that this library does not know is a warning (DAPR1022), so that a newer Dapr can be used.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
}

/** What defines a `DaprApp`. */
export interface DaprAppProps extends DaprAppOptions {
  /**
   * Where its daprd lives.
   * @default - that of `DaprPlatform`, otherwise DataPlane.sidecar()
   */
  readonly dataPlane?: IDataPlane;
}

/**
 * An app with a Dapr identity: a workload, and the data plane that it reaches.
 *
 * The workload is told where its daprd is, by annotations and environment; one argument, `dataPlane`, decides.
 */
export class DaprApp extends Construct implements IDaprApp {
  public readonly appId: string;
  public readonly namespace?: string;
  public readonly appPort?: number;
  public readonly appProtocol: AppProtocol;
  public readonly appMaxConcurrency?: number;
  public readonly appTokenSecret?: string;
  public readonly workloadKind: string;
  public readonly daprdOutsidePod: boolean;
  /** Where its daprd lives: the shared construct where it has one, its own or a given one. */
  public readonly dataPlane: IDataPlane;

  private readonly pod: PodTemplate;
  private readonly health?: AppHealthCheck;
  private readonly givenChannel?: AppChannel;
  private readonly loaded: IDaprResource[] = [];
  private readonly daprd?: IConstruct;
  private channel?: { host: string; port: number };

  constructor(scope: Construct, id: string, props: DaprAppProps) {
    super(scope, id);
    const platform = DaprPlatform.of(this);
    const dataPlane = props.dataPlane ?? platform.dataPlane ?? DataPlane.sidecar();
    guardHas(this, 'dataPlane', dataPlane, 'bind', 'data plane');
    this.pod = PodTemplate.of(this, props.workload);
    this.appId = checkAppId(this, props.appId ?? dataPlane.appId ?? id);
    this.namespace = this.pod.namespace;
    this.workloadKind = this.pod.kind;
    this.appPort = props.appPort;
    this.appProtocol = props.appProtocol ?? AppProtocol.HTTP;
    this.appMaxConcurrency = props.appMaxConcurrency;
    this.appTokenSecret = props.appTokenSecret;
    this.health = props.appHealthCheck;
    this.givenChannel = props.appChannel;
    checkAppFacts(this, props, this.pod, platform);
    if (props.appHealthCheck) {
      checkHealth(this, props.appHealthCheck, this.appProtocol);
    }
    Registry.of(this).apps.push(this);

    const config = dataPlane.bind(this, this);
    this.dataPlane = (this.node.tryFindChild('DataPlane') as unknown as IDataPlane | undefined) ?? dataPlane;
    this.daprdOutsidePod = config.daprdOutsidePod ?? false;
    this.daprd = config.daprd;
    this.loaded.forEach(resource => this.order(resource));
    const wiring: PodWiring = {
      app: this,
      annotations: this.withGiven(config.podAnnotations ?? {}, props.podAnnotations),
      labels: config.podLabels ?? {},
      env: config.env ?? [],
      containers: props.containers,
      injected: !this.daprdOutsidePod,
      placement: config.placement,
    };
    this.pod.edit((template, object) => wirePod(wiring, template, object));
    (props.uses ?? []).forEach(component => this.addUses(component));
  }

  /** What its daprd loads. */
  public get resources(): IDaprResource[] {
    return [...this.loaded];
  }

  /** Lets the app use a component: it becomes one of the component's scopes. */
  public addUses(component: IDaprComponent): void {
    guardHas(this, 'uses', component, 'grantUse', 'component');
    component.grantUse(this);
    this.addResource(component);
  }

  public addResource(resource: IDaprResource): void {
    if (this.loaded.includes(resource)) {
      return;
    }
    this.loaded.push(resource);
    this.order(resource);
    if (ApiObject.isApiObject(resource.node.defaultChild)) {
      for (const { at, code, what, todo } of checkNamespaces(this, resource, resource.kind, 'DAPR1013')) {
        Diagnostics.of(this).report(at, code, what, todo);
      }
    }
  }

  public channelAddress(): string {
    return this.resolveChannel().host;
  }

  public channelPort(): number {
    return this.resolveChannel().port;
  }

  public podSelector(): { [label: string]: string } {
    return this.pod.matchLabels() ?? { [APP_LABEL]: this.appId };
  }

  public healthCheck(): AppHealthCheckConfig | undefined {
    return this.health && resolveHealth(this.health, this.pod.podSpec(), this.appPort);
  }

  private resolveChannel(): { host: string; port: number } {
    const { clusterDomain } = DaprPlatform.of(this);
    if (!this.channel) {
      this.channel = this.givenChannel?._resolve(this, this.namespace, clusterDomain)
        ?? { host: serviceHost(this.defineChannel(), this.namespace, clusterDomain), port: this.appPort ?? 0 };
    }
    return this.channel;
  }

  private defineChannel(): string {
    const name = channelServiceName(this.appId);
    new ApiObject(this, 'Channel', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, ...(this.namespace ? { namespace: this.namespace } : {}) },
      spec: {
        selector: Lazy.any({ produce: () => this.podSelector() }),
        ports: [{ name: 'app', port: this.appPort, targetPort: this.appPort, protocol: 'TCP' }],
      },
    });
    return name;
  }

  /** What a shared daprd loads is applied before it; never across charts, where cdk8s would rename every file. */
  private order(resource: IDaprResource): void {
    if (this.daprd && ApiObject.isApiObject(resource.node.defaultChild) && Chart.of(resource) === Chart.of(this.daprd)) {
      this.daprd.node.addDependency(resource.node.defaultChild as IConstruct);
    }
  }

  private withGiven(ours: { [name: string]: string }, given: { [name: string]: string } | undefined): { [name: string]: string } {
    const entries = Object.entries(guardMap(this, 'podAnnotations', given));
    if (!entries.length) {
      return ours;
    }
    const diagnostics = Diagnostics.of(this);
    const all = { ...ours };
    for (const [key, value] of entries) {
      const unknown = key.startsWith('dapr.io/') ? unknownAnnotation(key) : undefined;
      if (unknown) {
        diagnostics.report(this, 'DAPR1022', unknown);
      }
      if (this.daprdOutsidePod && key.startsWith('dapr.io/')) {
        diagnostics.report(this, 'DAPR7012', `podAnnotations has ${key}`, 'give the option to the data plane');
      }
      if (value === '') {
        delete all[key];
      } else {
        all[key] = value;
      }
    }
    checkAnnotations(this, all).forEach(({ code, what, todo }) => diagnostics.report(this, code, what, todo));
    return all;
  }
}
