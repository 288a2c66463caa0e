import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSubscription, SUBSCRIPTION } from './checks';
import { checkDeadLetters } from './dead-letters';
import { DaprSubscriptionProps } from './props';
import { derivedDeadLetterTopic } from './topic-names';
import { DaprUseKind } from '../../contract';
import { report } from '../../diagnostics/report';
import { warning } from '../../diagnostics/rule';
import { isOfSameApp } from '../../diagnostics/same-app';
import { outlivesApp } from '../../facts/apps';
import { EdgeKind, Edges, guardDaprApp } from '../../facts/edges';
import { isDeadLetterTopic, SUBSCRIPTIONS } from '../../facts/subscriptions';
import { guardComponent } from '../../props/guard';
import { reportMisspelt, validProps } from '../../props/schema';
import { omitEmpty, sorted } from '../../util/json';
import { describe } from '../../util/values';
import { typeOf } from '../component/components';
import { EventRetry } from '../resiliency/event-retry';
import { DaprResource } from '../resource';

const BULK_RETRIED_INDEFINITELY = warning('DAPR3162', {
  title: 'bulk subscribe with indefinite retries',
  why: 'Dapr retries a bulk call until the app accepts every event in it: one event that it never accepts blocks the others indefinitely',
  todo: 'answer each event with SUCCESS or DROP and never with RETRY or an error status, then acknowledge this, or remove bulkSubscribe',
  source: 'dapr/dapr pkg/runtime/subscription/postman',
});

/**
 * A declarative subscription, scoped to its app.
 *
 * If daprd outlives the app, a retry policy defined with the subscription keeps events while the app is down, and events
 * that the app rejects go to a dead letter topic, so that they block no others and are not lost.
 * @example new DaprSubscription(chart, 'created', { app: orders, pubsub: events, topic: 'created', route: '/created' });
 */
export class DaprSubscription extends DaprResource {
  private readonly props: DaprSubscriptionProps;
  private readonly keepsEvents: boolean;

  constructor(scope: Construct, id: string, props: DaprSubscriptionProps) {
    super(scope, id, 'Subscription', props?.subscriptionName, props?.app?.namespace);
    ['app', 'pubsub'].forEach(required => reportMisspelt(this, '', props, required, SUBSCRIPTION));
    const hasApp = guardDaprApp(this, 'app', props?.app);
    const hasBroker = guardComponent(this, 'pubsub', props?.pubsub);
    this.props = validProps(this, props, SUBSCRIPTION);
    const { app, pubsub, topic, route, rules = [], metadata, bulkSubscribe } = this.props;
    const isComplete = hasApp && hasBroker && isOfSameApp(this, app, 'app');
    this.keepsEvents = isComplete && outlivesApp(app);
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: this._metadata(),
      spec: {
        pubsubname: hasBroker ? pubsub.componentName : undefined,
        topic,
        routes: omitEmpty({ rules: rules.map(({ match, path }) => ({ match, path })), default: route }),
        deadLetterTopic: Lazy.any({ produce: () => this.deadLetterTopic() }),
        ...omitEmpty({ metadata: metadata && sorted(metadata) }),
        ...(bulkSubscribe ? {
          bulkSubscribe: omitEmpty({
            enabled: bulkSubscribe.enabled ?? true,
            maxMessagesCount: bulkSubscribe.maxMessagesCount,
            maxAwaitDurationMs: bulkSubscribe.maxAwaitDuration?.toMilliseconds(),
          }),
        } : {}),
      },
      scopes: hasApp ? [app.appId] : undefined,
    });
    checkSubscription(this, this.props, hasApp ? app : undefined);
    if (!isComplete) {
      return;
    }
    const { deadLetterTopic } = this.props;
    const isBulk = bulkSubscribe !== undefined && bulkSubscribe.enabled !== false;
    checkDeadLetters(this, this.props, this.keepsEvents);
    SUBSCRIPTIONS.add(this, {
      at: this,
      app,
      broker: pubsub,
      pubsub: pubsub.componentName,
      topic,
      metadata,
      isBulk,
      deadLetterTopic: () => this.deadLetterTopic(),
      ownDeadLetterTopic: deadLetterTopic,
      derivedDeadLetterTopic: this.derivedDeadLetterTopic(),
    });
    Edges.of(this).add({ app, kind: DaprUseKind.SUBSCRIBE, resource: pubsub, subject: topic });
    Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
    if (this.keepsEvents && isBulk) {
      report(this, BULK_RETRIED_INDEFINITELY, `topic ${describe(topic)} is received with bulkSubscribe, and daprd outlives the app`);
    }
    if (this.keepsEvents) {
      EventRetry.ensure(app, pubsub);
    }
  }

  /** Call it only while rendering: until then, another subscription may make the topic a dead letter topic. */
  private deadLetterTopic(): string | undefined {
    const { deadLetterTopic, dropRejectedEvents, topic, pubsub } = this.props;
    if (deadLetterTopic !== undefined || dropRejectedEvents || !this.keepsEvents) {
      return deadLetterTopic;
    }
    return isDeadLetterTopic(this, pubsub.componentName, topic) ? undefined : this.derivedDeadLetterTopic();
  }

  private derivedDeadLetterTopic(): string | undefined {
    const { topic, pubsub } = this.props;
    return derivedDeadLetterTopic(typeOf(pubsub), String(topic));
  }
}
