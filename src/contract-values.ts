/** Enums and structs used by the contract. */
import { Duration } from 'cdk8s';

/**
 * Protocol that daprd uses to call the app.
 *
 * The values are those of `dapr.io/app-protocol`; daprd does not start with any other value (`pkg/runtime/config.go`).
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
 * App health checks: daprd probes the app and stops delivering to it while it is unhealthy.
 *
 * A health check delays events but does not retain them: an event delivered before daprd notices the failure is lost
 * unless it is retried. Subscriptions through a shared data plane always have a retry.
 */
export interface AppHealthCheck {
  /**
   * HTTP path that daprd probes, beginning with a slash. A gRPC app is probed with the standard gRPC health service instead (DAPR3011).
   * @default - path of the HTTP readiness probe of the container with the app port, otherwise '/healthz'
   */
  readonly path?: string;
  /**
   * Interval between probes, in whole seconds.
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;
  /**
   * Timeout of a probe; at most `interval` (DAPR3010).
   * @default Duration.millis(500)
   */
  readonly timeout?: Duration;
  /**
   * Number of consecutive failures after which the app is unhealthy.
   * @default 3
   */
  readonly threshold?: number;
}

/** Features of Dapr that an app may use. Not every data plane supports all of them. */
export enum DaprUseKind {
  /** Publishes events to a topic. */
  PUBLISH = 'publish',
  /** Subscribes to a topic. */
  SUBSCRIBE = 'subscribe',
  /** Is called by an input binding. */
  INPUT_BINDING = 'input-binding',
  /** Invokes another app. */
  INVOKE = 'invoke',
  /** Is invoked by another app. */
  INVOKED = 'invoked',
  /** Hosts actors, which daprd calls at the app's port. */
  ACTORS = 'actors',
  /** Hosts actors over a stream that the app opens to daprd. */
  STREAMING_ACTORS = 'streaming-actors',
  /** Runs workflows. */
  WORKFLOW_WORKER = 'workflow-worker',
  /** Starts and queries workflows. */
  WORKFLOW_CLIENT = 'workflow-client',
  /** Is called by a scheduled job. */
  JOB = 'job',
  /** Reads a Kubernetes Secret through the secrets API. */
  READ_SECRET = 'read-secret',
}

/** A declared use of a Dapr feature by an app. */
export interface DaprUse {
  /** The feature. */
  readonly kind: DaprUseKind;
  /**
   * Name of the component, if the feature uses one.
   * @default - none
   */
  readonly component?: string;
  /**
   * Topic, job, Secret or app ID of the other app.
   * @default - none
   */
  readonly subject?: string;
}

/** Address at which a daprd outside the app's pods calls the app. */
export interface AppAddress {
  /** Host name of the app. */
  readonly host: string;
  /** Port of the app. */
  readonly port: number;
}

/** An environment variable with a literal value or a value from a key of a Secret. */
export interface DaprEnvVar {
  /** Name of the variable. */
  readonly name: string;
  /**
   * Literal value.
   * @default - the value comes from the Secret
   */
  readonly value?: string;
  /**
   * Name of the Secret that contains the value.
   * @default - `value` is used
   */
  readonly secretName?: string;
  /**
   * Key of the value in the Secret.
   * @default 'token'
   */
  readonly secretKey?: string;
}

/** A pod toleration, with the fields of Kubernetes. */
export interface DaprToleration {
  /**
   * Key of the taint.
   * @default - matches every taint
   */
  readonly key?: string;
  /**
   * Operator: `Exists` or `Equal`.
   * @default 'Equal'
   */
  readonly operator?: string;
  /**
   * Value of the taint, for the operator `Equal`.
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - matches every effect
   */
  readonly effect?: string;
}

/** Location of the daprd of an app. */
export enum DaprdLocation {
  /** In each of the app's pods, with the same lifetime. */
  POD = 'pod',
  /** In separate pods of the cluster, which outlive the app's pods. */
  CLUSTER = 'cluster',
  /** Outside this App's control: another party runs daprd and provides its resources. */
  REMOTE = 'remote',
}

/** The nodes on which a node-local daprd runs. Used to report apps that run on other nodes. */
export interface DaprdPlacement {
  /** Labels that a node must have for daprd to run on it. */
  readonly nodeSelector: { [label: string]: string };
  /** Taints of a node that daprd tolerates. */
  readonly tolerations: DaprToleration[];
  /** True if calls from nodes without daprd fail; false if they go to a daprd on another node. */
  readonly strict: boolean;
}

/** A feature that a data plane does not support. */
export interface UnsupportedUse {
  /** The unsupported feature. */
  readonly kind: DaprUseKind;
  /** Reason, for the message (DAPR8001). */
  readonly reason: string;
}

/** How to run an app as a process, without a container. */
export interface DaprProgram {
  /** Working directory, absolute or relative to the exported files. */
  readonly directory: string;
  /**
   * Program and its arguments.
   * @default - `command` and `args` of the container
   */
  readonly command?: string[];
}
