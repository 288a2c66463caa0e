import { IDaprComponent, IDaprPeer } from '../contract';
import { AccessOperation, DaprApi } from '../resources/configuration/access';
import { SubscriptionOptions } from '../resources/subscription/props';

/** A topic of a message broker. */
export interface DaprTopic {
  /** The pub/sub component of the broker. */
  readonly pubsub: IDaprComponent;
  /** Name of the topic. */
  readonly topic: string;
}

/** A subscription of an app to a topic. */
export interface DaprAppSubscription extends DaprTopic, SubscriptionOptions {}

/** An app that calls this one. */
export interface DaprCaller {
  /** The calling app; `DaprApp.fromAppId` for an app outside this stack. */
  readonly app: IDaprPeer;
  /**
   * Methods that it may call; all others are denied.
   * @default - all methods
   */
  readonly operations?: AccessOperation[];
}

/** How Dapr calls the actors of an app. */
export enum ActorHosting {
  /** Dapr calls the app's port. Behind a shared daprd, the app and the daprd must run one replica each (DAPR8002, DAPR8040). */
  APP_PORT = 'app-port',
  /** The app opens a stream (Dapr 1.18, Python and .NET). */
  STREAM = 'stream',
}

/** Role of an app in workflows. */
export enum WorkflowRole {
  /** Runs workflows, over a stream to Dapr that it keeps open. */
  WORKER = 'worker',
  /** Starts and queries workflows. */
  CLIENT = 'client',
}

/**
 * How an app uses Dapr in addition to components. Each use must be supported by the data plane and the workload (DAPR8001),
 * and everything that Dapr delivers to the app requires an `appPort` (DAPR2005).
 */
export interface DaprAppUses {
  /**
   * Topics that the app subscribes to. Each becomes a `DaprSubscription`.
   * @default - none
   */
  readonly subscribes?: DaprAppSubscription[];
  /**
   * Topics that the app subscribes to in its code, programmatically or over a stream. No Subscription is created for them,
   * but the topic scopes of the broker include them.
   * @default - none
   */
  readonly subscribesInCode?: DaprTopic[];
  /**
   * Topics that the app publishes to.
   * @default - none
   */
  readonly publishes?: DaprTopic[];
  /**
   * Apps that it invokes; `DaprApp.fromAppId` for an app outside this stack.
   * @default - none
   */
  readonly invokes?: IDaprPeer[];
  /**
   * Apps that call this one, if they cannot declare it themselves (`invokes`) or may call only some methods. Once any
   * caller is declared, in either prop, all other apps are denied (`DerivedAccess.accessControl`); an empty list denies all apps.
   * @default - the apps that list it in their `invokes`
   */
  readonly invokedBy?: DaprCaller[];
  /**
   * Names of Secrets in its namespace that it reads with the secrets API, from the built-in store `kubernetes`. The service
   * account of its pods (of its daprd, if shared) may read exactly these, its token is mounted, and the store is enabled;
   * without `readsSecrets` none of this applies. The pods must use a dedicated service account (DAPR3250).
   * @default - none
   */
  readonly readsSecrets?: string[];
  /**
   * Whether it may read every Secret in its namespace with the secrets API. Bulk requests need this: they list all Secrets, which no Role can limit
   * to some. Otherwise as `readsSecrets`, which permits single Secrets only.
   * @default false
   */
  readonly readsAllSecrets?: boolean;
  /**
   * Dapr APIs that it uses and no other declaration implies, such as jobs that it schedules or actors that it calls. Only
   * needed if the API allow list is derived (`DerivedAccess.apiAllowList`).
   * @default - none
   */
  readonly usesApis?: DaprApi[];
  /**
   * How Dapr calls the actors that it hosts.
   * @default - it hosts no actors
   */
  readonly hostsActors?: ActorHosting;
  /**
   * Its roles in workflows.
   * @default - none
   */
  readonly workflows?: WorkflowRole[];
  /**
   * Names of the scheduled jobs that it handles.
   * @default - none
   */
  readonly handlesJobs?: string[];
  /**
   * Input bindings that call it.
   *
   * If the app's daprd outlives the app, a generated retry keeps the events until the app is back, except for `bindings.cron`,
   * whose ticks are skipped in the meantime. An app that receives over HTTP must then respond with 200: daprd treats any other
   * status, including 204, as a failure. If the app stops during a call, daprd may repeat it without its body (DAPR9140).
   * @default - none
   */
  readonly inputBindings?: IDaprComponent[];
}
