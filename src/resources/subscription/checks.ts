import { IConstruct } from 'constructs';
import { BulkSubscribe, DaprSubscriptionProps, SubscriptionRule } from './props';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { aBoolean, aDuration, aNumber, aString, listOf, mapOf, struct, unchecked } from '../../props/checks';
import { guardInteger, guardMap } from '../../props/guard';
import { Check, Schema } from '../../props/schema';
import { describe, text } from '../../util/values';
import { balanced } from '../resiliency/expression';

export const NO_APP_PORT = error('DAPR2005', {
  title: 'something to deliver, but no app port',
  why: 'Nothing is delivered, without an error',
  todo: 'give appPort',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});
export const TOPIC_RECEIVED_TWICE = error('DAPR3160', {
  title: 'topic that an app receives twice',
  why: 'Dapr keeps the subscription that it loads first',
  todo: 'make one subscription with rules',
  source: 'dapr/dapr pkg/runtime/compstore/subscriptions.go',
});
export const INVALID_SUBSCRIPTION = error('DAPR6001', {
  title: 'invalid subscription',
  why: 'Nothing is delivered, without an error',
  todo: 'correct topic, route or dead-letter topic',
  source: 'dapr/dapr pkg/runtime/subscription',
  manifests: true,
});

/** What else is wrong with it has a code of its own. */
const anyString: Check = value => typeof value === 'string' ? undefined : 'a string';
const RULE: Schema<SubscriptionRule> = { match: aString, path: aString };
const BULK: Schema<BulkSubscribe> = { enabled: aBoolean, maxMessagesCount: aNumber, maxAwaitDuration: aDuration };

/** Types of the props. */
export const SUBSCRIPTION: Schema<DaprSubscriptionProps> = {
  app: unchecked,
  pubsub: unchecked,
  topic: anyString,
  route: anyString,
  rules: listOf(struct(RULE)),
  deadLetterTopic: anyString,
  dropRejectedEvents: aBoolean,
  metadata: mapOf(aString),
  bulkSubscribe: struct(BULK),
  subscriptionName: unchecked,
};

/** Reports what is wrong with a subscription by itself. */
export function checkSubscription(at: IConstruct, props: DaprSubscriptionProps): void {
  const { app, topic, route, rules = [], deadLetterTopic, dropRejectedEvents, bulkSubscribe } = props;
  const invalid = (what: string, todo?: string): void => report(at, INVALID_SUBSCRIPTION, what, todo);
  const isPath = (path: unknown): boolean => !text(path) && (path as string).startsWith('/');
  if (app.appPort === undefined) {
    report(at, NO_APP_PORT, `app '${app.appId}' subscribes to topic ${describe(topic)}`);
  }
  if (text(topic) || topic === '') {
    invalid(`topic ${describe(topic)}`);
  }
  if (route === undefined ? !rules.length : !isPath(route)) {
    invalid(route === undefined ? 'neither route nor rules' : `route ${describe(route)} does not begin with a slash`);
  }
  rules.forEach(({ match, path }, i) => {
    if (!isPath(path)) {
      invalid(`rules[${i}].path ${describe(path)} does not begin with a slash`);
    }
    if (typeof match !== 'string' || !balanced(match) || !/\bevent\b/.test(match)) {
      invalid(`rules[${i}].match ${describe(match)} is no expression over event`, 'give for example event.type == "order.created"; all other events go to route');
    }
    if (rules.findIndex(rule => rule.match === match) < i) {
      invalid(`rules[${i}].match ${describe(match)} is there twice, and the first decides`);
    }
  });
  if (deadLetterTopic !== undefined && (text(deadLetterTopic) || deadLetterTopic === '' || deadLetterTopic === topic)) {
    invalid(`deadLetterTopic ${describe(deadLetterTopic)} for topic ${describe(topic)}`);
  }
  if (deadLetterTopic !== undefined && dropRejectedEvents) {
    invalid(`dropRejectedEvents beside deadLetterTopic ${describe(deadLetterTopic)}`, 'give one of the two');
  }
  guardMap(at, 'metadata', props.metadata);
  guardInteger(at, 'bulkSubscribe.maxMessagesCount', bulkSubscribe?.maxMessagesCount, 1, 2 ** 31 - 1);
  guardInteger(at, 'bulkSubscribe.maxAwaitDuration', bulkSubscribe?.maxAwaitDuration?.toMilliseconds({ integral: false }), 1, 2 ** 31 - 1);
}
