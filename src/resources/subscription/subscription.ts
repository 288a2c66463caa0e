import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSubscription, SUBSCRIPTION } from './checks';
import { DaprSubscriptionProps } from './props';
import { DaprUseKind, IDaprResource } from '../../contract';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { Registry } from '../../facts/registry';
import { deadLetterTopicName } from '../../kubernetes/names';
import { guardComponent, guardHas } from '../../props/guard';
import { wellFormed } from '../../props/shape';
import { given } from '../../util/json';
import { describe } from '../../util/values';
import { EventRetry } from '../resiliency/event-retry';
import { DaprResource, ExistingResource, refuseOtherApp } from '../resource';

/**
 * A declarative subscription, scoped to its app.
 *
 * Where the app's daprd outlives the app, events are kept while the app is away, by a retry that is defined with it; what
 * the app does not accept goes to a dead-letter topic there, so that it holds up nothing and is not lost.
 */
export class DaprSubscription extends DaprResource {
  /** A subscription that exists, by its name. */
  public static fromSubscriptionName(scope: Construct, id: string, subscriptionName: string): IDaprResource {
    return new ExistingResource(scope, id, 'Subscription', subscriptionName);
  }

  private readonly props: DaprSubscriptionProps;
  private readonly keepsEvents: boolean;

  constructor(scope: Construct, id: string, props: DaprSubscriptionProps) {
    super(scope, id, 'Subscription', props?.subscriptionName, props?.app?.namespace);
    guardHas(this, 'app', props?.app, 'addResource', 'app');
    guardComponent(this, 'pubsub', props.pubsub);
    this.props = wellFormed(this, props, SUBSCRIPTION);
    const { app, pubsub, topic, route, rules = [], metadata, bulkSubscribe } = this.props;
    refuseOtherApp(app, this, 'subscription');
    this.keepsEvents = app.daprdOutsidePod && !app.daprElsewhere;
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: this.objectMetadata(),
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
    Registry.of(this).subscriptions.push({
      at: this, app, pubsub: pubsub.componentName, topic, deadLetterTopic: () => this.deadLetterTopic(), ownDeadLetterTopic: deadLetterTopic,
    });
    pubsub.grantUse(app);
    app.addResource(pubsub);
    app.addResource(this);
    app.declareUse({ kind: DaprUseKind.SUBSCRIBE, component: pubsub.componentName, subject: topic });
    if (this.keepsEvents && bulkSubscribe && bulkSubscribe.enabled !== false) {
      Diagnostics.of(this).report(this, 'DAPR3162', `topic ${describe(topic)} is received with bulkSubscribe, and the app's daprd outlives it`);
    }
    if (this.keepsEvents) {
      EventRetry.ensure(app, pubsub.componentName);
    }
  }

  /** While rendering: only then it is known whether the topic is where somebody's rejected events go. */
  private deadLetterTopic(): string | undefined {
    const { deadLetterTopic, dropRejectedEvents, topic, pubsub } = this.props;
    if (deadLetterTopic !== undefined || dropRejectedEvents || !this.keepsEvents) {
      return deadLetterTopic;
    }
    return Registry.of(this).isDeadLetterTopic(this.namespace, pubsub.componentName, topic) ? undefined : deadLetterTopicName(topic);
  }
}
