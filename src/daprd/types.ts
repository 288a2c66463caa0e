import { brand, hasBrand } from '../util/brand';

/**
 * Minimum level of the messages that daprd logs.
 * @example new SidecarApp(chart, 'orders', { workload: web, logLevel: LogLevel.DEBUG });
 */
export class LogLevel {
  /** All messages. */
  public static readonly DEBUG = LogLevel.of('debug');
  /** Informational messages and above. */
  public static readonly INFO = LogLevel.of('info');
  /** Warnings and above. */
  public static readonly WARN = LogLevel.of('warn');
  /** Errors and above. */
  public static readonly ERROR = LogLevel.of('error');
  /** Only errors that end daprd. */
  public static readonly FATAL = LogLevel.of('fatal');

  /** A level by name, for levels of a newer Dapr version. */
  public static of(name: string): LogLevel {
    return new LogLevel(name);
  }

  /** @internal */
  public static _is(value: unknown): value is LogLevel {
    return hasBrand(value, 'LogLevel');
  }

  private constructor(
    /** Name of the level, as passed to daprd. */
    public readonly levelName: string,
  ) {}

  /** Returns the name of the level. */
  public toString(): string {
    return this.levelName;
  }
}
brand(LogLevel.prototype, 'LogLevel');

/** Seccomp profile type of a container. */
export enum DaprdSeccompProfileType {
  /** The default profile of the container runtime. */
  RUNTIME_DEFAULT = 'RuntimeDefault',
  /** A profile in a file on the node. */
  LOCALHOST = 'Localhost',
  /** No profile. */
  UNCONFINED = 'Unconfined',
}

/** An endpoint of the app that daprd calls once, at start. */
export enum InitEndpoint {
  /** `/dapr/config`: actor types and settings. */
  CONFIG = 'config',
  /** `/dapr/subscribe`: programmatic subscriptions. */
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
