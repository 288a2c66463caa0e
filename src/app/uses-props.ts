import { IDaprComponent, IDaprPeer } from '../contract';
import { AccessOperation, DaprApi } from '../resources/configuration/access';
import { SubscriptionOptions } from '../resources/subscription/props';

/** A topic of a message broker. */
export interface DaprTopic {
  /** The message broker. */
  readonly pubsub: IDaprComponent;
  /** Name of the topic. */
  readonly topic: string;
}

/** Events that an app receives. */
export interface DaprAppSubscription extends DaprTopic, SubscriptionOptions {}

/** An app that calls this one. */
export interface DaprCaller {
  /** The app; `DaprApp.fromAppId` stands for one that is not in this stack. */
  readonly app: IDaprPeer;
  /**
   * The methods that it may call; all others are denied.
   * @default - all
   */
  readonly operations?: AccessOperation[];
}

/** How Dapr reaches the actors of an app. */
export enum ActorHosting {
  /** Dapr calls the app's port: one replica only behind a shared daprd (DAPR8002). */
  APP_PORT = 'app-port',
  /** The app opens a stream (Dapr 1.18, Python and .NET). */
  STREAM = 'stream',
}

/** What an app does with workflows. */
export enum WorkflowRole {
  /** Runs them: it keeps a stream to Dapr open. */
  WORKER = 'worker',
  /** Starts and asks them. */
  CLIENT = 'client',
}

/**
 * What an app does with Dapr besides using components. Each of them is checked against what its data plane and its
 * workload can carry (DAPR8001); what Dapr delivers needs an `appPort` (DAPR2005).
 */
export interface DaprAppUses {
  /**
   * Events that it receives: each becomes a `DaprSubscription`.
   * @default - none
   */
  readonly subscribes?: DaprAppSubscription[];
  /**
   * Topics that it receives by subscriptions of its own, in its code or over a stream: nothing is defined for them, but the
   * topic scopes of the broker know of them.
   * @default - none
   */
  readonly subscribesInCode?: DaprTopic[];
  /**
   * Topics to which it sends events.
   * @default - none
   */
  readonly publishes?: DaprTopic[];
  /**
   * Apps that it calls; `DaprApp.fromAppId` stands for one that is not in this stack.
   * @default - none
   */
  readonly invokes?: IDaprPeer[];
  /**
   * Apps that call it, where they cannot say so themselves (`invokes`) or may call some of its methods only. As soon as one
   * caller is declared, here or there, every other app is denied (`DerivedAccess.accessControl`).
   * @default - those that name it in their `invokes`
   */
  readonly invokedBy?: DaprCaller[];
  /**
   * Names of Secrets of its namespace that it reads by the API, from the built-in store `kubernetes`. The service account of
   * its pods (of its daprd, where that is shared) gets the right to read exactly these, its token is mounted, and the store is
   * on; without `readsSecrets` none of the three is done. The pods must name a service account of their own (DAPR3250).
   * @default - none
   */
  readonly readsSecrets?: string[];
  /**
   * APIs of Dapr that it uses and no other declaration implies, such as jobs that it schedules or actors that it calls; only
   * needed where the API allow-list is derived (`DerivedAccess.apiAllowList`).
   * @default - none
   */
  readonly usesApis?: DaprApi[];
  /**
   * How it hosts actors, if it does.
   * @default - it hosts none
   */
  readonly hostsActors?: ActorHosting;
  /**
   * What it does with workflows.
   * @default - nothing
   */
  readonly workflows?: WorkflowRole[];
  /**
   * Names of the scheduled jobs that call it.
   * @default - none
   */
  readonly handlesJobs?: string[];
  /**
   * Input bindings that call it.
   *
   * Where the app's daprd outlives it, what they bring is kept until the app is back, by a retry that is defined with it; not for
   * `bindings.cron`, whose ticks meanwhile are left out. An app that receives over HTTP must answer 200 then: daprd takes any other
   * answer, 204 too, for a failure; and it may repeat a call that broke as the app went away without its body (DAPR9140).
   * @default - none
   */
  readonly inputBindings?: IDaprComponent[];
}
