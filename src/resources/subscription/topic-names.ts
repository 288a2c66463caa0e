/** What message brokers accept as the name of a topic, and dead letter topics that are derived within these limits. */
import { deadLetterTopicName } from '../../kubernetes/names';
import { hashOf } from '../../util/hash';
import { entryOf } from '../../util/json';

/** Wildcards of a topic filter, each a whole level: one matches one level, the other all that follow. */
interface Wildcards {
  readonly separator: string;
  readonly one: string;
  readonly all: string;
}

/** The limits of a broker for names of topics. */
interface TopicLimits {
  readonly max?: number;
  /** Characters of a name; any if undefined. */
  readonly characters?: RegExp;
  readonly wildcards?: Wildcards;
}

const NATS: Wildcards = { separator: '.', one: '*', all: '>' };
const NAME = /^[a-zA-Z0-9._-]+$/;

/** By component type (components-contrib 1.18.4, and the documentation of the brokers). */
const LIMITS: { readonly [type: string]: TopicLimits | undefined } = {
  // The component removes other characters, and cuts at 80 with the suffix `.fifo` (pubsub/aws/snssqs/snssqs.go).
  'pubsub.aws.snssqs': { max: 75 },
  'pubsub.azure.eventhubs': { max: 256, characters: NAME },
  'pubsub.azure.servicebus.queues': { max: 260 },
  'pubsub.azure.servicebus.topics': { max: 260 },
  'pubsub.gcp.pubsub': { max: 255, characters: /^[a-zA-Z][a-zA-Z0-9._~+%-]+$/ },
  'pubsub.jetstream': { wildcards: NATS },
  'pubsub.kafka': { max: 249, characters: NAME },
  'pubsub.kubemq': { wildcards: NATS },
  'pubsub.mqtt3': { wildcards: { separator: '/', one: '+', all: '#' } },
  'pubsub.rabbitmq': { max: 255 },
  'pubsub.rocketmq': { max: 127 },
  'pubsub.solace.amqp': { max: 250, wildcards: { separator: '/', one: '*', all: '>' } },
};

const limitsOf = (type: string | undefined): TopicLimits => entryOf(LIMITS, type ?? '') ?? {};

/** A shared subscription of MQTT, and the scheme of a Solace topic: not part of the topic. */
const PREFIX = /^(\$share\/[^/]+\/|topic:(\/\/)?)/;
const levelsOf = (topic: string, { separator }: Wildcards): string[] => topic.replace(PREFIX, '').split(separator);

/** Whether a topic is a filter with wildcards, to which nothing can be published. */
export function hasWildcards(type: string | undefined, topic: string): boolean {
  const { wildcards } = limitsOf(type);
  return wildcards !== undefined && levelsOf(topic, wildcards).some(level => level === wildcards.one || level === wildcards.all);
}

/** Whether a subscription to a topic, or filter, receives what is published to another topic. */
export function receives(type: string | undefined, subscribed: string, topic: string): boolean {
  const { wildcards } = limitsOf(type);
  if (!wildcards || !hasWildcards(type, subscribed)) {
    return subscribed === topic;
  }
  const levels = levelsOf(topic, wildcards);
  const filter = levelsOf(subscribed, wildcards);
  const all = filter.indexOf(wildcards.all);
  return (all === -1 ? filter.length === levels.length : levels.length >= all)
    && filter.slice(0, all === -1 ? undefined : all).every((level, i) => level === wildcards.one || level === levels[i]);
}

/** First level of the dead letter topics of filters. */
const FIRST_LEVEL = 'dead-letter';
const HASH_LENGTH = 8;

/**
 * The dead letter topic of a topic: a name that the broker accepts, and that does not lead back to the subscription. Undefined for a
 * filter that receives every such topic.
 */
export function derivedDeadLetterTopic(type: string | undefined, topic: string): string | undefined {
  const { max = Infinity, wildcards } = limitsOf(type);
  if (wildcards && hasWildcards(type, topic)) {
    const names: { [level: string]: string | undefined } = { [wildcards.one]: 'one-level', [wildcards.all]: 'all-levels' };
    const derived = [FIRST_LEVEL, ...levelsOf(topic, wildcards).map(level => names[level] ?? level)].join(wildcards.separator);
    return receives(type, topic, derived) ? undefined : derived;
  }
  const derived = deadLetterTopicName(type === 'pubsub.mqtt3' ? topic.replace(PREFIX, '') : topic);
  return derived.length <= max ? derived
    : deadLetterTopicName(`${topic.slice(0, max - deadLetterTopicName('').length - HASH_LENGTH - 1)}-${hashOf(topic).slice(0, HASH_LENGTH)}`);
}

/** Whether a filter was written to receive dead letter topics of filters. */
export const readsDeadLetters = (topic: string): boolean => topic.replace(PREFIX, '').startsWith(FIRST_LEVEL);

/** What the name of a topic must be for a broker; undefined if it is valid. */
export function expectedTopic(type: string | undefined, topic: string): string | undefined {
  const { max = Infinity, characters } = limitsOf(type);
  return topic.length > max ? `at most ${max} characters for ${type}` : characters && !characters.test(topic) ? `a name that matches ${characters.source} for ${type}` : undefined;
}
