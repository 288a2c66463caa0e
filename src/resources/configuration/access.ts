import { IDaprComponent, IDaprPeer } from '../../contract';

/** Whether something may be done. */
export enum AccessAction {
  /** It may. */
  ALLOW = 'allow',
  /** It may not. */
  DENY = 'deny',
}

/** A verb of HTTP, in the letters in which Dapr compares it. */
export enum HttpVerb {
  /** Every verb. */
  ANY = '*',
  /** GET. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
  /** DELETE. */
  DELETE = 'DELETE',
  /** PATCH. */
  PATCH = 'PATCH',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** CONNECT. */
  CONNECT = 'CONNECT',
  /** TRACE. */
  TRACE = 'TRACE',
}

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
export enum DaprApi {
  /** Actors: state, reminders, timers, calls. */
  ACTORS = 'actors',
  /** Output bindings. */
  BINDINGS = 'bindings',
  /** Configuration stores. */
  CONFIGURATION = 'configuration',
  /** Language models. */
  CONVERSATION = 'conversation',
  /** Encryption of streams. */
  CRYPTO = 'crypto',
  /** Calls to other apps. */
  INVOKE = 'invoke',
  /** Scheduled jobs. */
  JOBS = 'jobs',
  /** Locks: taking one. */
  LOCK = 'lock',
  /** What is loaded. */
  METADATA = 'metadata',
  /** Sending events. */
  PUBLISH = 'publish',
  /** Secret stores. */
  SECRETS = 'secrets',
  /** Ending daprd. */
  SHUTDOWN = 'shutdown',
  /** State stores. */
  STATE = 'state',
  /** Receiving events over a stream, in gRPC only. */
  SUBSCRIBE = 'subscribe',
  /** Encryption of keys and small texts. */
  SUBTLE_CRYPTO = 'subtlecrypto',
  /** Locks: giving one back. */
  UNLOCK = 'unlock',
  /** Workflows. */
  WORKFLOWS = 'workflows',
}

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
