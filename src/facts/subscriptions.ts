/** Subscriptions and their dead letter topics. */
import { IConstruct } from 'constructs';
import { outlivesApp } from './apps';
import { Collection } from './collection';
import { IDaprApp, IDaprComponent, IDaprPeer, IDaprResource } from '../contract';
import { keyAt } from '../kubernetes/cluster';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { grouped } from '../util/grouped';

export interface SubscriptionFacts {
  readonly at: IDaprResource;
  readonly app: IDaprApp;
  readonly pubsub: string;
  readonly topic: string;
  /** The dead letter topic; read while rendering. */
  readonly deadLetterTopic: () => string | undefined;
  /** The dead letter topic that the user set. */
  readonly ownDeadLetterTopic?: string;
  /** The dead letter topic that is derived if daprd outlives the app and the user set none; undefined if the broker does not allow any. */
  readonly derivedDeadLetterTopic?: string;
  /** Whether several events are delivered in one call. */
  readonly isBulk: boolean;
  /** Metadata of the subscription. */
  readonly metadata?: { readonly [name: string]: string };
  /** The message broker. */
  readonly broker: IDaprComponent;
}

class Subscriptions {
  /** Dead letter topics, as keys of namespace, broker and topic. */
  public readonly deadLetterTopics: () => Set<string>;
  /** Dead letter topics by broker and app ID. */
  public readonly deadLetters: () => Map<string, Map<string, string[]>>;
  /** Keys of the subscriptions with a dead letter topic. */
  public readonly withDeadLetters: () => Set<string>;
  /** Subscriptions of apps whose daprd outlives them, by broker and app ID. */
  public readonly waiting: () => Map<string, ReadonlyMap<string, SubscriptionFacts[]>>;

  constructor(root: IConstruct) {
    this.deadLetterTopics = oncePerSynth(root, () => new Set(SUBSCRIPTIONS.of(root).flatMap(({ at, pubsub, ...topics }) => {
      const topic = topics.ownDeadLetterTopic ?? topics.derivedDeadLetterTopic;
      return topic === undefined ? [] : [keyAt(at, pubsub, topic)];
    })));
    this.deadLetters = oncePerSynth(root, () => {
      const brokers = grouped(SUBSCRIPTIONS.of(root), ({ at, pubsub }) => keyAt(at, pubsub));
      return new Map([...brokers].map(([broker, all]) => [broker, byApp(all)]));
    });
    this.withDeadLetters = oncePerSynth(root, () => new Set(SUBSCRIPTIONS.of(root).filter(({ deadLetterTopic }) => deadLetterTopic() !== undefined)
      .map(({ app, pubsub, topic }) => keyAt(app, app.appId, pubsub, topic))));
    this.waiting = oncePerSynth(root, () => {
      const brokers = grouped(SUBSCRIPTIONS.of(root).filter(({ app }) => outlivesApp(app)), ({ at, pubsub }) => keyAt(at, pubsub));
      return new Map([...brokers].map(([broker, all]) => [broker, grouped(all, ({ app }) => app.appId)]));
    });
  }
}

/** All subscriptions, in the order of their definition. */
export const SUBSCRIPTIONS = new Collection<SubscriptionFacts>('subscriptions');

const DEAD_LETTERS = onePerApp('dead-letters', root => new Subscriptions(root));

/** Whether a topic is the dead letter topic of any subscription; read while rendering. */
export const isDeadLetterTopic = (at: IDaprResource, pubsub: string, topic: string): boolean =>
  DEAD_LETTERS(at).deadLetterTopics().has(keyAt(at, pubsub, topic));

/** Whether the events of an app that cannot be delivered go to a dead letter topic; read while rendering. */
export const hasDeadLetterTopic = (app: IDaprPeer, pubsub: string, topic: string): boolean =>
  DEAD_LETTERS(app).withDeadLetters().has(keyAt(app, app.appId, pubsub, topic));

/** The dead letter topics of a broker's subscriptions, by app ID; read while rendering. */
export const deadLettersOf = (broker: IDaprComponent): Map<string, string[]> =>
  DEAD_LETTERS(broker).deadLetters().get(keyAt(broker, broker.componentName)) ?? new Map();

/** The subscriptions of a broker whose events wait for their app, by app ID: its daprd outlives it. */
export const waitingSubscriptionsOf = (broker: IDaprComponent): ReadonlyMap<string, SubscriptionFacts[]> =>
  DEAD_LETTERS(broker).waiting().get(keyAt(broker, broker.componentName)) ?? new Map();

function byApp(subscriptions: readonly SubscriptionFacts[]): Map<string, string[]> {
  const deadLetters = subscriptions.flatMap(({ app, deadLetterTopic }) => {
    const topic = deadLetterTopic();
    return topic === undefined ? [] : [{ appId: app.appId, topic }];
  });
  return new Map([...grouped(deadLetters, ({ appId }) => appId)].map(([appId, all]) => [appId, all.map(({ topic }) => topic)]));
}
