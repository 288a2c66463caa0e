import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprComponent } from './component';
import { DaprResource, refuseOtherApp } from './dapr-resource';
import { EventRetry } from './event-retry';
import { DaprUseKind, IDaprApp } from '../contract';
import { Diagnostics } from '../private/diagnostics';
import { guardHas } from '../private/guard';
import { describe, text } from '../private/values';

/** What defines a subscription. */
export interface DaprSubscriptionProps {
  /** The app that receives the events. It needs an `appPort` (DAPR2005). */
  readonly app: IDaprApp;
  /** The message broker. The app is given its use. */
  readonly pubsub: IDaprComponent;
  /** Topic to receive. */
  readonly topic: string;
  /** Path of the app to which events are sent, beginning with a slash. */
  readonly route: string;
  /**
   * Topic that gets what the app does not accept. It must be another one than `topic` (DAPR6001).
   * @default - such events are dropped
   */
  readonly deadLetterTopic?: string;
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly subscriptionName?: string;
}

/**
 * A declarative subscription, scoped to its app.
 *
 * Where the app's daprd outlives the app, the retry is defined with it that keeps events while the app is away.
 */
export class DaprSubscription extends DaprResource {
  constructor(scope: Construct, id: string, props: DaprSubscriptionProps) {
    super(scope, id, 'Subscription', props.subscriptionName, props.app?.namespace);
    guardHas(this, 'app', props.app, 'addResource', 'app');
    guardHas(this, 'pubsub', props.pubsub, 'grantUse', 'component');
    const { app, pubsub, topic, route, deadLetterTopic } = props;
    refuseOtherApp(app, this, 'subscription');
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: this.objectMetadata(),
      spec: {
        pubsubname: pubsub.componentName,
        topic,
        routes: { default: route },
        ...(deadLetterTopic ? { deadLetterTopic } : {}),
      },
      scopes: [app.appId],
    });
    this.check(props);
    pubsub.grantUse(app);
    app.addResource(pubsub);
    app.addResource(this);
    app.declareUse({ kind: DaprUseKind.SUBSCRIBE, component: pubsub.componentName, subject: topic });
    if (app.daprdOutsidePod && !app.daprElsewhere) {
      EventRetry.ensure(app, pubsub.componentName);
    }
  }

  private check({ app, topic, route, deadLetterTopic }: DaprSubscriptionProps): void {
    const diagnostics = Diagnostics.of(this);
    const invalid = (what: string): void => diagnostics.report(this, 'DAPR6001', what);
    if (app.appPort === undefined) {
      diagnostics.report(this, 'DAPR2005', `app '${app.appId}' subscribes to topic ${describe(topic)}`);
    }
    if (text(topic) || topic === '') {
      invalid(`topic ${describe(topic)}`);
    }
    if (text(route) || !route.startsWith('/')) {
      invalid(`route ${describe(route)} does not begin with a slash`);
    }
    if (deadLetterTopic !== undefined && (text(deadLetterTopic) || deadLetterTopic === '' || deadLetterTopic === topic)) {
      invalid(`deadLetterTopic ${describe(deadLetterTopic)} for topic ${describe(topic)}`);
    }
  }
}
