import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSubscription, SUBSCRIPTION } from './checks';
import { DaprSubscriptionProps } from './props';
import { DaprUseKind } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { outlivesApp } from '../../facts/apps';
import { EdgeKind, Edges, guardDaprApp, refuseOtherApp } from '../../facts/edges';
import { isDeadLetterTopic, SUBSCRIPTIONS } from '../../facts/subscriptions';
import { deadLetterTopicName } from '../../kubernetes/names';
import { guardComponent } from '../../props/guard';
import { wellFormed } from '../../props/shape';
import { given } from '../../util/json';
import { describe } from '../../util/values';
import { EventRetry } from '../resiliency/event-retry';
import { DaprResource } from '../resource';

/**
 * A declarative subscription, scoped to its app.
 *
 * Where the app's daprd outlives the app, events are kept while the app is away, by a retry that is defined with it; what
 * the app does not accept goes to a dead-letter topic there, so that it holds up nothing and is not lost.
 */
export class DaprSubscription extends DaprResource {
  private readonly props: DaprSubscriptionProps;
  private readonly keepsEvents: boolean;

  constructor(scope: Construct, id: string, props: DaprSubscriptionProps) {
    super(scope, id, 'Subscription', props?.subscriptionName, props?.app?.namespace);
    guardDaprApp(this, 'app', props?.app);
    guardComponent(this, 'pubsub', props.pubsub);
    this.props = wellFormed(this, props, SUBSCRIPTION);
    const { app, pubsub, topic, route, rules = [], metadata, bulkSubscribe } = this.props;
    refuseOtherApp(app, this);
    this.keepsEvents = outlivesApp(app);
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: this._metadata(),
      spec: {
        pubsubname: pubsub.componentName,
        topic,
        routes: given({ rules: rules.map(({ match, path }) => ({ match, path })), default: route }),
        deadLetterTopic: Lazy.any({ produce: () => this.deadLetterTopic() }),
        ...given({ metadata }),
        ...(bulkSubscribe ? {
          bulkSubscribe: given({
            enabled: bulkSubscribe.enabled ?? true,
            maxMessagesCount: bulkSubscribe.maxMessagesCount,
            maxAwaitDurationMs: bulkSubscribe.maxAwaitDuration?.toMilliseconds(),
          }),
        } : {}),
      },
      scopes: [app.appId],
    });
    checkSubscription(this, this.props);
    const { deadLetterTopic } = this.props;
    SUBSCRIPTIONS.add(this, {
      at: this, app, pubsub: pubsub.componentName, topic, deadLetterTopic: () => this.deadLetterTopic(), ownDeadLetterTopic: deadLetterTopic,
    });
    Edges.of(this).add({ app, kind: DaprUseKind.SUBSCRIBE, resource: pubsub, subject: topic });
    Edges.of(this).add({ app, kind: EdgeKind.LOAD, resource: this });
    if (this.keepsEvents && bulkSubscribe && bulkSubscribe.enabled !== false) {
      Diagnostics.of(this).report(this, 'DAPR3162', `topic ${describe(topic)} is received with bulkSubscribe, and the app's daprd outlives it`);
    }
    if (this.keepsEvents) {
      EventRetry.ensure(app, pubsub);
    }
  }

  /** While rendering: only then it is known whether the topic is where somebody's rejected events go. */
  private deadLetterTopic(): string | undefined {
    const { deadLetterTopic, dropRejectedEvents, topic, pubsub } = this.props;
    if (deadLetterTopic !== undefined || dropRejectedEvents || !this.keepsEvents) {
      return deadLetterTopic;
    }
    return isDeadLetterTopic(this, pubsub.componentName, topic) ? undefined : deadLetterTopicName(topic);
  }
}
