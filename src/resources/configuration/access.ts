import { IDaprComponent, IDaprPeer } from '../../contract';
import { brand, hasBrand } from '../../util/brand';

/** Whether something may be done. */
export enum AccessAction {
  /** It may. */
  ALLOW = 'allow',
  /** It may not. */
  DENY = 'deny',
}

/** A verb of HTTP, in the letters in which Dapr compares it. */
export class HttpVerb {
  /** Every verb. */
  public static readonly ANY = HttpVerb.of('*');
  /** GET. */
  public static readonly GET = HttpVerb.of('GET');
  /** HEAD. */
  public static readonly HEAD = HttpVerb.of('HEAD');
  /** POST. */
  public static readonly POST = HttpVerb.of('POST');
  /** PUT. */
  public static readonly PUT = HttpVerb.of('PUT');
  /** DELETE. */
  public static readonly DELETE = HttpVerb.of('DELETE');
  /** PATCH. */
  public static readonly PATCH = HttpVerb.of('PATCH');
  /** OPTIONS. */
  public static readonly OPTIONS = HttpVerb.of('OPTIONS');
  /** CONNECT. */
  public static readonly CONNECT = HttpVerb.of('CONNECT');
  /** TRACE. */
  public static readonly TRACE = HttpVerb.of('TRACE');

  /** A verb that this library does not know. */
  public static of(name: string): HttpVerb {
    return new HttpVerb(name);
  }

  /** @internal */
  public static _is(value: unknown): value is HttpVerb {
    return hasBrand(value, 'HttpVerb');
  }

  private constructor(
    /** The verb, in the letters in which Dapr compares it. */
    public readonly name: string,
  ) {}

  /** Its name. */
  public toString(): string {
    return this.name;
  }
}
brand(HttpVerb.prototype, 'HttpVerb');

/** A method of the app, and who may call it. */
export interface AccessOperation {
  /** Path of the method, such as `/orders/*`; for gRPC `/package.Service/Method`. A slash is put before it where it has none. */
  readonly name: string;
  /** Whether it may be called. */
  readonly action: AccessAction;
  /**
   * With which verbs, for HTTP.
   * @default - with all
   */
  readonly httpVerbs?: HttpVerb[];
}

/** What one app may call. */
export interface AccessPolicy {
  /** The app that calls. */
  readonly app: IDaprPeer;
  /**
   * Its namespace. Dapr exits where it is not known (DAPR3103).
   * @default - that of the app
   */
  readonly namespace?: string;
  /**
   * Its trust domain; where it is another one, Dapr takes the app for unknown.
   * @default - that of the `DaprConfiguration` which the app reads, otherwise `public`, as Dapr has it
   */
  readonly trustDomain?: string;
  /**
   * What holds for methods that `operations` does not name.
   * @default AccessAction.ALLOW, but DENY beside operations
   */
  readonly defaultAction?: AccessAction;
  /**
   * Methods.
   * @default - all are treated alike
   */
  readonly operations?: AccessOperation[];
}

/** An API of Dapr. */
export class DaprApi {
  /** Actors: state, reminders, timers, calls. */
  public static readonly ACTORS = DaprApi.of('actors');
  /** Output bindings. */
  public static readonly BINDINGS = DaprApi.of('bindings');
  /** Configuration stores. */
  public static readonly CONFIGURATION = DaprApi.of('configuration');
  /** Language models. */
  public static readonly CONVERSATION = DaprApi.of('conversation');
  /** Encryption of streams. */
  public static readonly CRYPTO = DaprApi.of('crypto');
  /** Calls to other apps. */
  public static readonly INVOKE = DaprApi.of('invoke');
  /** Scheduled jobs. */
  public static readonly JOBS = DaprApi.of('jobs');
  /** Locks: taking one. */
  public static readonly LOCK = DaprApi.of('lock');
  /** What is loaded. */
  public static readonly METADATA = DaprApi.of('metadata');
  /** Sending events. */
  public static readonly PUBLISH = DaprApi.of('publish');
  /** Secret stores. */
  public static readonly SECRETS = DaprApi.of('secrets');
  /** Ending daprd. */
  public static readonly SHUTDOWN = DaprApi.of('shutdown');
  /** State stores. */
  public static readonly STATE = DaprApi.of('state');
  /** Receiving events over a stream, in gRPC only. */
  public static readonly SUBSCRIBE = DaprApi.of('subscribe');
  /** Encryption of keys and small texts. */
  public static readonly SUBTLE_CRYPTO = DaprApi.of('subtlecrypto');
  /** Locks: giving one back. */
  public static readonly UNLOCK = DaprApi.of('unlock');
  /** Workflows. */
  public static readonly WORKFLOWS = DaprApi.of('workflows');

  /** An API that this library does not know; rules for it name its `versions`. */
  public static of(name: string): DaprApi {
    return new DaprApi(name);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprApi {
    return hasBrand(value, 'DaprApi');
  }

  private constructor(
    /** Name of the API in a rule of a Configuration. */
    public readonly name: string,
  ) {}

  /** Its name. */
  public toString(): string {
    return this.name;
  }
}
brand(DaprApi.prototype, 'DaprApi');

/**
 * An API of Dapr that an app may or may not use. It is written for HTTP and gRPC both: a rule for one leaves the other
 * open. Names and versions are checked, for gRPC takes a list of unknown ones for no list at all.
 */
export interface DaprApiRule {
  /** The API. */
  readonly api: DaprApi;
  /**
   * Versions of it, such as `v1` (DAPR3107 where there is none of that name).
   * @default - all that the declared Dapr has
   */
  readonly versions?: string[];
}

/** What an app may read of a secret store, by the API. */
export interface SecretScope {
  /** The store; `DaprComponent.fromComponentName` with `kubernetes` for the built-in one. */
  readonly secretStore: IDaprComponent;
  /**
   * What holds for secrets that neither list names.
   * @default AccessAction.DENY
   */
  readonly defaultAccess?: AccessAction;
  /**
   * The only secrets that may be read, whatever else is said.
   * @default - as `defaultAccess` and `deniedSecrets` say
   */
  readonly allowedSecrets?: string[];
  /**
   * Secrets that may not be read.
   * @default - none
   */
  readonly deniedSecrets?: string[];
}
