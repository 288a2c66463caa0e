import { brand, hasBrand } from '../util/brand';

/** From which level on daprd writes its log. */
export class LogLevel {
  /** Everything. */
  public static readonly DEBUG = LogLevel.of('debug');
  /** What happens. */
  public static readonly INFO = LogLevel.of('info');
  /** What may go wrong. */
  public static readonly WARN = LogLevel.of('warn');
  /** What went wrong. */
  public static readonly ERROR = LogLevel.of('error');
  /** What ends daprd. */
  public static readonly FATAL = LogLevel.of('fatal');

  /** A level that this library does not know. */
  public static of(name: string): LogLevel {
    return new LogLevel(name);
  }

  /** @internal */
  public static _is(value: unknown): value is LogLevel {
    return hasBrand(value, 'LogLevel');
  }

  private constructor(
    /** Name of the level, as daprd takes it. */
    public readonly name: string,
  ) {}

  /** Its name. */
  public toString(): string {
    return this.name;
  }
}
brand(LogLevel.prototype, 'LogLevel');

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
