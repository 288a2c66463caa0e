import { IConstruct } from 'constructs';
import { BulkSubscribe, DaprSubscriptionProps, SubscriptionRule } from './props';
import { IDaprApp } from '../../contract';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { aBoolean, aDuration, aNumber, anyString, aString, listOf, mapOf, struct, unchecked } from '../../props/checks';
import { guardInteger, guardMap } from '../../props/guard';
import { Schema } from '../../props/schema';
import { describe, mustBe, text } from '../../util/values';
import { isBalanced } from '../resiliency/expression';

export const NO_APP_PORT = error('DAPR2005', {
  title: 'missing app port',
  why: 'Dapr silently delivers nothing',
  todo: 'set appPort',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});
export const DUPLICATE_SUBSCRIPTION = error('DAPR3160', {
  title: 'duplicate subscription of an app to a topic',
  why: 'Dapr keeps only the subscription that it loads first',
  todo: 'merge them into one subscription with rules',
  source: 'dapr/dapr pkg/runtime/compstore/subscriptions.go',
});
export const INVALID_SUBSCRIPTION = error('DAPR6001', {
  title: 'invalid subscription',
  why: 'Dapr silently delivers nothing',
  todo: 'correct the topic, route or dead letter topic',
  source: 'dapr/dapr pkg/runtime/subscription',
  manifests: true,
});

const RULE: Schema<SubscriptionRule> = { match: aString, path: aString };
const BULK: Schema<BulkSubscribe> = { enabled: aBoolean, maxMessagesCount: aNumber, maxAwaitDuration: aDuration };

/** Schema of `DaprSubscriptionProps`. */
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

/**
 * Reports problems of a subscription on its own.
 *
 * @param app its app; undefined if it has none, which is reported elsewhere
 */
export function checkSubscription(at: IConstruct, props: DaprSubscriptionProps, app: IDaprApp | undefined): void {
  const { topic, route, rules = [], deadLetterTopic, dropRejectedEvents, bulkSubscribe } = props;
  const invalid = (what: string, todo?: string): void => report(at, INVALID_SUBSCRIPTION, what, todo);
  const isPath = (path: unknown): boolean => !text(path) && (path as string).startsWith('/');
  if (app && app.appPort === undefined) {
    report(at, NO_APP_PORT, `app '${app.appId}' subscribes to topic ${describe(topic)} without an appPort`);
  }
  if (text(topic) || topic === '') {
    invalid(mustBe('topic', text(topic) ?? 'a non-empty string', topic));
  }
  if (route === undefined ? !rules.length : !isPath(route)) {
    invalid(route === undefined ? 'route or rules must be set' : mustBe('route', 'a path that starts with a slash', route),
      route === undefined ? 'set route, the path of the app that receives the events' : 'set a path such as /orders');
  }
  rules.forEach(({ match, path }, i) => {
    if (!isPath(path)) {
      invalid(mustBe(`rules[${i}].path`, 'a path that starts with a slash', path));
    }
    if (typeof match !== 'string' || !isBalanced(match) || !/\bevent\b/.test(match)) {
      invalid(mustBe(`rules[${i}].match`, 'a CEL expression over event', match), 'use for example event.type == "order.created"; all other events go to route');
    }
    if (rules.findIndex(rule => rule.match === match) < i) {
      invalid(`rules[${i}].match ${describe(match)} repeats an earlier rule, which takes precedence`);
    }
  });
  if (deadLetterTopic !== undefined && (text(deadLetterTopic) || deadLetterTopic === '' || deadLetterTopic === topic)) {
    invalid(mustBe('deadLetterTopic', `a non-empty string other than topic ${describe(topic)}`, deadLetterTopic));
  }
  if (deadLetterTopic !== undefined && dropRejectedEvents) {
    invalid(`dropRejectedEvents is set together with deadLetterTopic ${describe(deadLetterTopic)}`, 'remove one of the two');
  }
  guardMap(at, 'metadata', props.metadata);
  guardInteger(at, 'bulkSubscribe.maxMessagesCount', bulkSubscribe?.maxMessagesCount, 1, 2 ** 31 - 1);
  guardInteger(at, 'bulkSubscribe.maxAwaitDuration', bulkSubscribe?.maxAwaitDuration?.toMilliseconds({ integral: false }), 1, 2 ** 31 - 1);
}
