import { IDaprPeer } from '../contract';
import { IDaprComponent } from '../resources/component';
import { SubscriptionOptions } from '../resources/subscription-props';

/** A topic of a message broker. */
export interface DaprTopic {
  /** The message broker. */
  readonly pubsub: IDaprComponent;
  /** Name of the topic. */
  readonly topic: string;
}

/** Events that an app receives. */
export interface DaprAppSubscription extends DaprTopic, SubscriptionOptions {}

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
   * @default - none
   */
  readonly inputBindings?: IDaprComponent[];
}
