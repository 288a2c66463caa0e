/** The values that the contract speaks of. */
import { Duration } from 'cdk8s';

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

/**
 * How daprd finds out whether the app is able to receive. While it is not, daprd stops delivering.
 *
 * It delays events rather than keeping them: what came before it noticed is lost without the retry that
 * subscriptions through a shared data plane have anyway.
 */
export interface AppHealthCheck {
  /**
   * HTTP path that daprd asks; it begins with a slash. A gRPC app is asked by the standard health service (DAPR3011).
   * @default - the path of the HTTP readiness probe of the container with the app port, otherwise '/healthz'
   */
  readonly path?: string;
  /**
   * Time between two questions, in whole seconds.
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;
  /**
   * How long daprd waits for an answer; not longer than `interval` (DAPR3010).
   * @default Duration.millis(500)
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row after which the app counts as unhealthy.
   * @default 3
   */
  readonly threshold?: number;
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

/** Where a daprd outside the app's pods calls the app. */
export interface AppAddress {
  /** Host name. */
  readonly host: string;
  /** Port. */
  readonly port: number;
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

/** Where the daprd of an app is. */
export enum DaprdLocation {
  /** In each of the app's pods: it comes and goes with them. */
  POD = 'pod',
  /** In pods of its own, which outlive those of the app. */
  CLUSTER = 'cluster',
  /** Somewhere else: somebody else runs it and loads resources from elsewhere. */
  REMOTE = 'remote',
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

/** Something that an app cannot do behind a data plane. */
export interface UnsupportedUse {
  /** What it cannot do. */
  readonly kind: DaprUseKind;
  /** Why, for the message (DAPR8001). */
  readonly reason: string;
}

/** What a machine needs to know to run an app without a container. */
export interface DaprProgram {
  /** Folder in which it is started, absolute or relative to the exported files. */
  readonly directory: string;
  /**
   * Program and arguments.
   * @default - command and args of the container
   */
  readonly command?: string[];
}
