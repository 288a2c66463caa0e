/** From which level on daprd writes its log. */
export enum LogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** What happens. */
  INFO = 'info',
  /** What may go wrong. */
  WARN = 'warn',
  /** What went wrong. */
  ERROR = 'error',
  /** What ends daprd. */
  FATAL = 'fatal',
}

/** Seccomp profile of a container, as Kubernetes names them. */
export enum SeccompProfileType {
  /** The profile of the container runtime. */
  RUNTIME_DEFAULT = 'RuntimeDefault',
  /** A profile on the node. */
  LOCALHOST = 'Localhost',
  /** No profile. */
  UNCONFINED = 'Unconfined',
}

/** An endpoint of the app that daprd asks once, at its start. */
export enum InitEndpoint {
  /** `/dapr/config`: actor types and settings. */
  CONFIG = 'config',
  /** `/dapr/subscribe`: subscriptions in code. */
  SUBSCRIBE = 'subscribe',
}

/** A key of a Secret. */
export interface DaprSecretKey {
  /** Name of the Secret, in the namespace of the pod. */
  readonly secretName: string;
  /**
   * Key in the Secret.
   * @default - the name of the Secret
   */
  readonly key?: string;
}
