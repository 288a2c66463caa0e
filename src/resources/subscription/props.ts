import { Duration } from 'cdk8s';
import { IDaprApp, IDaprComponent } from '../../contract';

/** Events of a topic that go to another path than the others. */
export interface SubscriptionRule {
  /** Which events: a CEL expression over `event`, for example `event.type == "order.created"`. The first that is true decides. */
  readonly match: string;
  /** Path of the app to which they are sent, beginning with a slash. */
  readonly path: string;
}

/** How several events are delivered in one call. */
export interface BulkSubscribe {
  /**
   * Whether they are.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Events in one call, at the most.
   * @default 100
   */
  readonly maxMessagesCount?: number;
  /**
   * How long Dapr waits for a call to fill.
   * @default Duration.seconds(1)
   */
  readonly maxAwaitDuration?: Duration;
}

/** How a topic is received. */
export interface SubscriptionOptions {
  /**
   * Path of the app to which events are sent that no rule takes, beginning with a slash. Without it, and without
   * `rules`, nothing would be delivered (DAPR6001).
   * @default - events that no rule takes are dropped
   */
  readonly route?: string;
  /**
   * Other paths for some events; the first rule that matches decides.
   * @default - none
   */
  readonly rules?: SubscriptionRule[];
  /**
   * Topic that gets what the app does not accept. It must be another one than `topic` (DAPR6001), and not lead back to
   * it (DAPR3161).
   * @default - `<topic>-dead-letter` where the app's daprd outlives it, unless the topic is itself one of those;
   * otherwise the broker delivers such events again, or drops them
   */
  readonly deadLetterTopic?: string;
  /**
   * Lets events be dropped that the app does not accept, instead of going to a dead-letter topic.
   * @default false
   */
  readonly dropRejectedEvents?: boolean;
  /**
   * Settings of the subscription, such as `rawPayload`; what there is depends on the broker.
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
  /**
   * Delivers several events in one call. Where the app's daprd outlives it, Dapr repeats such a call until every event of
   * it is accepted, which is a warning (DAPR3162).
   * @default - one by one
   */
  readonly bulkSubscribe?: BulkSubscribe;
}

/** What defines a subscription. */
export interface DaprSubscriptionProps extends SubscriptionOptions {
  /** The app that receives the events. It needs an `appPort` (DAPR2005). */
  readonly app: IDaprApp;
  /** The message broker. The app is given its use. */
  readonly pubsub: IDaprComponent;
  /** Topic to receive. */
  readonly topic: string;
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly subscriptionName?: string;
}
