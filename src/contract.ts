/**
 * The architecture on one page: an app says WHAT runs, a data plane says WHERE its daprd lives, a resource says
 * what that daprd is told. Nothing here imports anything of this library; everything else implements or reads it.
 */
import { Construct, IConstruct } from 'constructs';

/**
 * The protocol in which daprd calls the app.
 *
 * The values are those of `dapr.io/app-protocol`; daprd refuses to start with any other (`pkg/runtime/config.go`).
 */
export enum AppProtocol {
  /** HTTP/1.1 without TLS. */
  HTTP = 'http',
  /** HTTP/1.1 with TLS; daprd does not verify the certificate. */
  HTTPS = 'https',
  /** gRPC without TLS. */
  GRPC = 'grpc',
  /** gRPC with TLS; daprd does not verify the certificate. */
  GRPCS = 'grpcs',
  /** HTTP/2 without TLS. */
  H2C = 'h2c',
}

/** How daprd finds out whether the app is able to receive, all values known. */
export interface AppHealthCheckConfig {
  /** HTTP path that daprd asks; unused for gRPC, where daprd calls the standard health service. */
  readonly path: string;
  /** Seconds between two questions. */
  readonly intervalSeconds: number;
  /** Milliseconds that daprd waits for an answer. */
  readonly timeoutMilliseconds: number;
  /** Failures in a row after which the app counts as unhealthy. */
  readonly threshold: number;
}

/**
 * Something that daprd loads: a component, a subscription, a configuration, ...
 *
 * Resources implement it and data planes only read it, so neither knows the other.
 */
export interface IDaprResource extends IConstruct {
  /** Kind of the Kubernetes object, for example `Component`. */
  readonly kind: string;
  /** Name by which apps and other resources refer to it. */
  readonly resourceName: string;
  /** Namespace of the object, where known. */
  readonly namespace?: string;
  /** True where every app of the namespace loads it, whatever its scopes. */
  readonly unscoped: boolean;
  /**
   * What daprd loads, as JSON: kind, name, spec and auth; neither scopes nor metadata.
   *
   * Two equal texts mean that no daprd needs a restart.
   */
  definition(): string;
}

/** Something an app may do with Dapr. Not every data plane can carry every one of them. */
export enum DaprUseKind {
  /** Sends events to a topic. */
  PUBLISH = 'publish',
  /** Receives the events of a topic. */
  SUBSCRIBE = 'subscribe',
  /** Is called by an input binding. */
  INPUT_BINDING = 'input-binding',
  /** Calls another app. */
  INVOKE = 'invoke',
  /** Is called by another app. */
  INVOKED = 'invoked',
  /** Hosts actors, which Dapr calls at the app's port. */
  ACTORS = 'actors',
  /** Hosts actors over a stream that the app opens. */
  STREAMING_ACTORS = 'streaming-actors',
  /** Runs workflows. */
  WORKFLOW_WORKER = 'workflow-worker',
  /** Starts and asks workflows. */
  WORKFLOW_CLIENT = 'workflow-client',
  /** Is called by a scheduled job. */
  JOB = 'job',
  /** Reads a Secret of Kubernetes by the API. */
  READ_SECRET = 'read-secret',
}

/** One thing that an app does with Dapr, as it was declared. */
export interface DaprUse {
  /** What it is. */
  readonly kind: DaprUseKind;
  /**
   * Name of the component, where it takes one.
   * @default - none
   */
  readonly component?: string;
  /**
   * Topic, job, Secret or other app-id.
   * @default - none
   */
  readonly subject?: string;
}

/** Whatever has an app-id: an app of this stack, or one of which only the name is known. */
export interface IDaprPeer extends IConstruct {
  /** The name under which other apps know it. */
  readonly appId: string;
  /** Namespace of the workload, where known. */
  readonly namespace?: string;
}

/**
 * An application with a Dapr identity: the facts about the app, wherever its daprd lives.
 */
export interface IDaprApp extends IDaprPeer {
  /** Port on which the app receives calls of daprd; without one it only calls Dapr. */
  readonly appPort?: number;
  /** The protocol in which daprd calls the app. */
  readonly appProtocol: AppProtocol;
  /** Calls that daprd makes to the app at the same time, at the most. */
  readonly appMaxConcurrency?: number;
  /** Name of the Secret (key `token`) that daprd shows to the app. */
  readonly appTokenSecret?: string;
  /** Kind of the workload object, for example `Deployment`; `KnativeService` for the Service of Knative. */
  readonly workloadKind: string;
  /** True where daprd outlives the app's pods. */
  readonly daprdOutsidePod: boolean;
  /** True where somebody else runs its Dapr and loads resources from elsewhere. */
  readonly daprElsewhere: boolean;
  /** What its daprd loads. Grows until synth: a data plane reads it while rendering, never in `bind`. */
  readonly resources: IDaprResource[];
  /** What it does with Dapr, as declared. Grows until synth. */
  readonly declaredUses: DaprUse[];
  /** Lets the app's daprd load a resource. */
  addResource(resource: IDaprResource): void;
  /** Declares that it does something with Dapr; its data plane must be able to carry it (DAPR8001). */
  declareUse(use: DaprUse): void;
  /** Host under which a daprd outside the pod can call the app. Defines a Service on first use. */
  channelAddress(): string;
  /** Port at that address. */
  channelPort(): number;
  /** Labels that select the app's pods. To be read while rendering. */
  podSelector(): { [label: string]: string };
  /** How daprd checks the app's health, if it does. To be read while rendering. */
  healthCheck(): AppHealthCheckConfig | undefined;
}

/** One environment variable: a value, or a key of a Secret. */
export interface DaprEnvVar {
  /** Name of the variable. */
  readonly name: string;
  /**
   * Its value.
   * @default - it comes from the Secret
   */
  readonly value?: string;
  /**
   * Name of the Secret that holds the value.
   * @default - `value` is used
   */
  readonly secretName?: string;
  /**
   * Key in that Secret.
   * @default 'token'
   */
  readonly secretKey?: string;
}

/** A toleration of a pod, as Kubernetes has it. */
export interface DaprToleration {
  /**
   * Key of the taint.
   * @default - every taint
   */
  readonly key?: string;
  /**
   * `Exists` or `Equal`.
   * @default 'Equal'
   */
  readonly operator?: string;
  /**
   * Value of the taint, for `Equal`.
   * @default - none
   */
  readonly value?: string;
  /**
   * `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - every effect
   */
  readonly effect?: string;
}

/** On which nodes a node-local daprd runs, so that an app on other nodes is noticed. */
export interface DaprdPlacement {
  /** Labels that a node must have. */
  readonly nodeSelector: { [label: string]: string };
  /** Taints that a node may have. */
  readonly tolerations: DaprToleration[];
  /** True where a call from another node fails, false where it goes to a daprd elsewhere. */
  readonly strict: boolean;
}

/** What a workload needs in order to talk to its data plane: data only. */
export interface DataPlaneConfig {
  /**
   * True where daprd lives outside the app's pods, and so outlives them.
   * @default false
   */
  readonly daprdOutsidePod?: boolean;
  /**
   * True where somebody else runs its Dapr and loads resources from elsewhere.
   * @default false
   */
  readonly daprElsewhere?: boolean;
  /**
   * Address at which a Dapr elsewhere calls the app.
   * @default - it calls it at the app's port, or not at all
   */
  readonly appEndpoint?: string;
  /**
   * Annotations of the app's pods.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Labels of the app's pods.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Environment variables of the app's containers.
   * @default - none
   */
  readonly env?: DaprEnvVar[];
  /**
   * The object that runs the daprd, where that is not the app's own pod: what it loads is applied before it.
   * @default - the daprd is in the app's pods
   */
  readonly daprd?: IConstruct;
  /**
   * The nodes on which that daprd runs, where the app is meant to reach it on its own node.
   * @default - any
   */
  readonly placement?: DaprdPlacement;
  /**
   * What an app cannot do behind this data plane: the reason, by `DaprUseKind`.
   * @default - it can do everything
   */
  readonly unable?: { [kind: string]: string };
}

/** Where the daprd of an app lives. */
export interface IDataPlane {
  /**
   * The one identity this data plane serves.
   * @default - the identity of whichever app joins
   */
  readonly appId?: string;
  /**
   * Joins an app. Called once by each app.
   *
   * Define what you need below `scope`, at once and never inside a `Lazy`; return what the workload needs.
   */
  bind(scope: Construct, app: IDaprApp): DataPlaneConfig;
}

/** A Configuration: the settings that a daprd reads at its start. */
export interface IDaprConfiguration extends IDaprResource {
  /** Tells it that the daprd of an app reads it: the app then uses what it names. */
  grantUse(app: IDaprPeer): void;
  /** Its spec as JSON, to merge with what a data plane has to add; nothing where only the name is known. */
  settings(): string | undefined;
}

/** A component of Dapr: of this App, or one that exists. */
export interface IDaprComponent extends IDaprResource {
  /** Name by which apps call it. */
  readonly componentName: string;
  /** Lets an app use it: the app's id becomes one of its scopes. */
  grantUse(app: IDaprPeer): void;
}
