/** Subscriptions, and the topics to which rejected events go. */
import { IConstruct } from 'constructs';
import { Collection } from './collection';
import { IDaprApp, IDaprComponent, IDaprResource } from '../contract';
import { deadLetterTopicName, keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { onceASynth } from '../synth/synths';
import { grouped } from '../util/grouped';

export interface SubscriptionFacts {
  readonly at: IDaprResource;
  readonly app: IDaprApp;
  readonly pubsub: string;
  readonly topic: string;
  /** Where rejected events go; to be read while rendering. */
  readonly deadLetterTopic: () => string | undefined;
  /** The same, as the user gave it. */
  readonly ownDeadLetterTopic?: string;
}

class Subscriptions {
  /** Topics to which rejected events go, by namespace and broker. */
  public readonly deadLetterTopics: () => Set<string>;
  /** The same topics by broker and app-id. */
  public readonly deadLetters: () => Map<string, Map<string, string[]>>;

  constructor(root: IConstruct) {
    this.deadLetterTopics = onceASynth(root, () => new Set(SUBSCRIPTIONS.of(root).map(({ at, pubsub, topic, ownDeadLetterTopic }) =>
      keyIn(at.namespace, pubsub, ownDeadLetterTopic ?? deadLetterTopicName(topic)))));
    this.deadLetters = onceASynth(root, () => {
      const brokers = grouped(SUBSCRIPTIONS.of(root), ({ at, pubsub }) => keyIn(at.namespace, pubsub));
      return new Map([...brokers].map(([broker, all]) => [broker, byApp(all)]));
    });
  }
}

/** In the order of their definition. */
export const SUBSCRIPTIONS = new Collection<SubscriptionFacts>('subscriptions');

const WORKED_OUT = onePerApp('dead-letters', root => new Subscriptions(root));

/** True for a topic to which somebody's rejected events go; to be read while rendering. */
export const isDeadLetterTopic = (at: IDaprResource, pubsub: string, topic: string): boolean =>
  WORKED_OUT(at).deadLetterTopics().has(keyIn(at.namespace, pubsub, topic));

/** The topics to which the rejected events of each app of a broker go, by app-id; to be read while rendering. */
export const deadLettersOf = (broker: IDaprComponent): Map<string, string[]> =>
  WORKED_OUT(broker).deadLetters().get(keyIn(broker.namespace, broker.componentName)) ?? new Map();

function byApp(subscriptions: readonly SubscriptionFacts[]): Map<string, string[]> {
  const rejected = subscriptions.flatMap(({ app, deadLetterTopic }) => {
    const topic = deadLetterTopic();
    return topic === undefined ? [] : [{ appId: app.appId, topic }];
  });
  return new Map([...grouped(rejected, ({ appId }) => appId)].map(([appId, all]) => [appId, all.map(({ topic }) => topic)]));
}
