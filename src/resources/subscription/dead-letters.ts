/** Checks of dead letter topics against the rules of the message broker. */
import { IConstruct } from 'constructs';
import { DaprSubscriptionProps } from './props';
import { derivedDeadLetterTopic, hasWildcards, readsDeadLetters } from './topic-names';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { describe } from '../../util/values';
import { typeOf } from '../component/components';

export const PUBLISHED_TO_FILTER = error('DAPR6050', {
  title: 'wildcard in an MQTT topic that is published to',
  why: 'MQTT allows wildcards in subscriptions only: the broker closes the connection of daprd',
  todo: 'use a topic without + and #',
  source: 'MQTT 5.0 section 4.7.1',
  manifests: true,
});
const NO_DEAD_LETTER_TOPIC = warning('DAPR6051', {
  title: 'topic filter without a dead letter topic',
  why: 'The filter receives every topic that could be derived for dead letters, so none is: events that the app rejects are delivered again, or are dropped',
  todo: 'set deadLetterTopic to a topic that the filter does not receive, or dropRejectedEvents',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

/** Whether a broker refuses to publish to a topic because of its wildcards. */
export const refusesWildcards = (type: string | undefined, topic: string): boolean => type === 'pubsub.mqtt3' && hasWildcards(type, topic);

/** Reports a dead letter topic with wildcards, and a topic filter for which none can be derived. */
export function checkDeadLetters(at: IConstruct, props: DaprSubscriptionProps, keepsEvents: boolean): void {
  const { pubsub, topic, deadLetterTopic, dropRejectedEvents } = props;
  const type = typeOf(pubsub);
  if (typeof deadLetterTopic === 'string' && refusesWildcards(type, deadLetterTopic)) {
    report(at, PUBLISHED_TO_FILTER, `deadLetterTopic must not contain wildcards; got ${describe(deadLetterTopic)}`);
  }
  if (keepsEvents && deadLetterTopic === undefined && !dropRejectedEvents && typeof topic === 'string'
    && derivedDeadLetterTopic(type, topic) === undefined && !readsDeadLetters(topic)) {
    report(at, NO_DEAD_LETTER_TOPIC, `no dead letter topic can be derived for topic ${describe(topic)} of '${pubsub.componentName}'`);
  }
}
