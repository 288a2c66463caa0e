import { IDaprComponent, IDaprPeer } from '../../contract';
import { brand, hasBrand } from '../../util/brand';

/** Action of an access control policy, an operation or a secret scope. */
export enum AccessAction {
  /** Allows access. */
  ALLOW = 'allow',
  /** Denies access. */
  DENY = 'deny',
}

/**
 * An HTTP verb, in upper case: Dapr compares verbs case-sensitively.
 * @example new DaprConfiguration(chart, 'access', { apps: [billing], accessControlPolicies: [{ app: orders, operations: [{ name: '/pay', httpVerbs: [HttpVerb.POST], action: AccessAction.ALLOW }] }] });
 */
export class HttpVerb {
  /** All verbs. */
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

  /** A verb without a constant in this class. */
  public static of(name: string): HttpVerb {
    return new HttpVerb(name);
  }

  /** @internal */
  public static _is(value: unknown): value is HttpVerb {
    return hasBrand(value, 'HttpVerb');
  }

  private constructor(
    /** The verb as Dapr compares it. */
    public readonly verbName: string,
  ) {}

  /** Returns the name. */
  public toString(): string {
    return this.verbName;
  }
}
brand(HttpVerb.prototype, 'HttpVerb');

/** An operation of an app, and whether it may be called. */
export interface AccessOperation {
  /** Path of the operation, such as `/orders/*`, which also allows `/orders`; for gRPC `/package.Service/Method`. A missing leading slash is added. */
  readonly name: string;
  /** Whether the operation may be called. */
  readonly action: AccessAction;
  /**
   * HTTP verbs to which the action applies, at least one (DAPR3017).
   * @default - all verbs
   */
  readonly httpVerbs?: HttpVerb[];
}

/** Access control policy for one calling app. */
export interface AccessPolicy {
  /** The calling app. */
  readonly app: IDaprPeer;
  /**
   * Namespace of the calling app. It must be known: daprd exits without it (DAPR3103).
   * @default - the namespace of the app
   */
  readonly namespace?: string;
  /**
   * Trust domain of the calling app; if it differs from that of the app's certificate, Dapr treats the app as unknown.
   * @default - the trust domain of the app's `DaprConfiguration`, otherwise `public`, Dapr's default
   */
  readonly trustDomain?: string;
  /**
   * Action for operations that `operations` does not list.
   * @default AccessAction.ALLOW, or AccessAction.DENY if `operations` is set
   */
  readonly defaultAction?: AccessAction;
  /**
   * Operations with their own action.
   * @default - none; `defaultAction` applies to all
   */
  readonly operations?: AccessOperation[];
}

/**
 * A Dapr API, for the lists of allowed and denied APIs.
 * @example new DaprConfiguration(chart, 'apis', { apps: [orders], allowedApis: [{ api: DaprApi.STATE }] });
 */
export class DaprApi {
  /** Actors: state, reminders, timers and invocation. */
  public static readonly ACTORS = DaprApi.of('actors');
  /** Binary stores (Dapr 1.19): storing, reading and deleting files. */
  public static readonly BINARY_STORE = DaprApi.of('binarystore');
  /** Output bindings. */
  public static readonly BINDINGS = DaprApi.of('bindings');
  /** Configuration stores. */
  public static readonly CONFIGURATION = DaprApi.of('configuration');
  /** Conversation with language models. */
  public static readonly CONVERSATION = DaprApi.of('conversation');
  /** Cryptography: encryption and decryption of streams. */
  public static readonly CRYPTO = DaprApi.of('crypto');
  /** Service invocation. */
  public static readonly INVOKE = DaprApi.of('invoke');
  /** Scheduled jobs. */
  public static readonly JOBS = DaprApi.of('jobs');
  /** Distributed lock: acquiring a lock. */
  public static readonly LOCK = DaprApi.of('lock');
  /** Metadata of the sidecar. */
  public static readonly METADATA = DaprApi.of('metadata');
  /** Publishing to pub/sub. */
  public static readonly PUBLISH = DaprApi.of('publish');
  /** Secret stores. */
  public static readonly SECRETS = DaprApi.of('secrets');
  /** Shutting down daprd. */
  public static readonly SHUTDOWN = DaprApi.of('shutdown');
  /** State stores. */
  public static readonly STATE = DaprApi.of('state');
  /** Streaming subscriptions, gRPC only. */
  public static readonly SUBSCRIBE = DaprApi.of('subscribe');
  /** Low-level cryptography: keys and small payloads. */
  public static readonly SUBTLE_CRYPTO = DaprApi.of('subtlecrypto');
  /** Distributed lock: releasing a lock. */
  public static readonly UNLOCK = DaprApi.of('unlock');
  /** Workflows. */
  public static readonly WORKFLOWS = DaprApi.of('workflows');

  /** An API without a constant in this class; its rules must list `versions`. */
  public static of(name: string): DaprApi {
    return new DaprApi(name);
  }

  /** @internal */
  public static _is(value: unknown): value is DaprApi {
    return hasBrand(value, 'DaprApi');
  }

  private constructor(
    /** Name of the API in the Configuration. */
    public readonly apiName: string,
  ) {}

  /** Returns the name. */
  public toString(): string {
    return this.apiName;
  }
}
brand(DaprApi.prototype, 'DaprApi');

/**
 * A Dapr API that an app may or may not use. The rule is rendered for both HTTP and gRPC, since a rule for one leaves
 * the other open. Names and versions are checked, since gRPC treats a list of unknown APIs as no list.
 */
export interface DaprApiRule {
  /** The API. */
  readonly api: DaprApi;
  /**
   * API versions, such as `v1`; an unknown version is an error (DAPR3107).
   * @default - all versions of the declared Dapr version
   */
  readonly versions?: string[];
}

/** Secrets of a store that an app may read through the secrets API. */
export interface SecretScope {
  /** The secret store; use `DaprComponent.fromComponentName` with `kubernetes` for the built-in store. */
  readonly secretStore: IDaprComponent;
  /**
   * Action for secrets that neither list contains.
   * @default AccessAction.DENY
   */
  readonly defaultAccess?: AccessAction;
  /**
   * The only secrets that the app may read; overrides `defaultAccess` and `deniedSecrets`.
   * @default - `defaultAccess` and `deniedSecrets` apply
   */
  readonly allowedSecrets?: string[];
  /**
   * Secrets that the app may not read.
   * @default - none
   */
  readonly deniedSecrets?: string[];
}
