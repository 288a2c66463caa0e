import { Duration } from 'cdk8s';
import { IDaprApp, IDaprComponent } from '../../contract';

/** A routing rule: sends matching events of a topic to their own path. */
export interface SubscriptionRule {
  /** CEL expression over `event`, for example `event.type == "order.created"`. The first rule that matches applies. */
  readonly match: string;
  /** Path of the app that receives matching events; starts with a slash. */
  readonly path: string;
}

/** Bulk subscribe: several events delivered in one call. */
export interface BulkSubscribe {
  /**
   * Whether events are delivered in bulk.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Maximum number of events in one call.
   * @default 100
   */
  readonly maxMessagesCount?: number;
  /**
   * Maximum time that Dapr waits for a call to fill up.
   * @default Duration.seconds(1)
   */
  readonly maxAwaitDuration?: Duration;
}

/** Options of a subscription. */
export interface SubscriptionOptions {
  /**
   * Path of the app that receives events that match no rule; starts with a slash. A subscription without `route` and
   * `rules` is refused, because it delivers nothing (DAPR6001).
   * @default - events that match no rule are dropped
   */
  readonly route?: string;
  /**
   * Routing rules; the first rule that matches applies.
   * @default - none
   */
  readonly rules?: SubscriptionRule[];
  /**
   * Dead letter topic, which receives events that the app rejects. It must differ from `topic` (DAPR6001), and must not
   * lead back to it (DAPR3161).
   * @default - `topic` with the suffix `-dead-letter` if daprd outlives the app, unless `topic` is itself a dead letter topic: shortened with
   * a hash if the broker does not accept it, and the prefix `dead-letter/` with words in place of wildcards for a topic filter of MQTT, NATS or
   * Solace; otherwise the broker redelivers rejected events, or drops them
   */
  readonly deadLetterTopic?: string;
  /**
   * Drops events that the app rejects instead of sending them to a dead letter topic.
   * @default false
   */
  readonly dropRejectedEvents?: boolean;
  /**
   * Metadata of the subscription, such as `rawPayload`; supported fields depend on the broker.
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
  /**
   * Delivers several events in one call. If daprd outlives the app, Dapr retries a bulk call until every event in it is
   * accepted, which is a warning (DAPR3162).
   * @default - events are delivered one by one
   */
  readonly bulkSubscribe?: BulkSubscribe;
}

/** Props of `DaprSubscription`. */
export interface DaprSubscriptionProps extends SubscriptionOptions {
  /** The app that receives the events. It requires an `appPort` (DAPR2005). */
  readonly app: IDaprApp;
  /** The message broker. Its scopes include the app. */
  readonly pubsub: IDaprComponent;
  /** Topic to subscribe to. */
  readonly topic: string;
  /**
   * Name of the object.
   * @default - the construct ID
   */
  readonly subscriptionName?: string;
}
