import { IConstruct } from 'constructs';
import { TRIGGER_TOPICS } from '../app/open-function/trigger-topics';
import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { SubscriptionFacts, SUBSCRIPTIONS } from '../facts/subscriptions';
import { allUses } from '../facts/uses';
import { keyAt } from '../kubernetes/cluster';
import { typeOf } from '../resources/component/components';
import { DUPLICATE_SUBSCRIPTION } from '../resources/subscription/checks';
import { receives } from '../resources/subscription/topic-names';
import { describe } from '../util/values';

export const DEAD_LETTER_CYCLE = warning('DAPR3161', {
  title: 'dead letter cycle',
  why: 'An event that the app rejects circulates indefinitely',
  todo: 'use a dead letter topic whose subscriber accepts every event, or acknowledge this if the app accepts an event after some rounds',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
  manifests: true,
});
const UNREAD_DEAD_LETTERS = warning('DAPR6002', {
  title: 'dead letter topic without a subscription',
  why: 'Rejected events stay in the topic until they are inspected or the broker drops them',
  todo: 'subscribe to it, or acknowledge this if an app outside this App does',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

interface AtBroker { readonly at: IConstruct & { readonly namespace?: string }; readonly pubsub: string }
const key = ({ at, pubsub }: AtBroker, topic: string): string => keyAt(at, pubsub, topic);

/** If an app has two subscriptions to a topic, Dapr keeps the one that it loads first. */
const duplicates: AppCheck = root => {
  const first = new Map<string, SubscriptionFacts>();
  const findings: Finding[] = [];
  for (const facts of SUBSCRIPTIONS.of(root)) {
    const same = `${facts.app.appId}/${key(facts, facts.topic)}`;
    const other = first.get(same);
    if (other) {
      const what = `app '${facts.app.appId}' also receives topic ${describe(facts.topic)} of '${facts.pubsub}' through '${other.at.node.path}'`;
      findings.push({ at: facts.at, rule: DUPLICATE_SUBSCRIPTION, what });
    }
    first.set(same, other ?? facts);
  }
  return findings;
};

/** Rejected events that return to the topic where they were rejected circulate indefinitely. */
const deadLetterCycles: AppCheck = root => {
  const subscriptions = SUBSCRIPTIONS.of(root);
  const next = new Map<string, string[]>();
  for (const facts of subscriptions) {
    const to = facts.deadLetterTopic();
    if (to !== undefined && to !== facts.topic) {
      const from = key(facts, facts.topic);
      const known = next.get(from) ?? [];
      known.push(to);
      next.set(from, known);
    }
  }
  // All subscriptions to a topic have the same cycle.
  const cycles = new Map<string, string[] | undefined>();
  return subscriptions.flatMap(facts => {
    const topic = JSON.stringify([typeOf(facts.broker), key(facts, facts.topic)]);
    const cycle = cycles.has(topic) ? cycles.get(topic) : cycleOf(facts, next);
    cycles.set(topic, cycle);
    return cycle ? [{ at: facts.at, rule: DEAD_LETTER_CYCLE, what: `dead letters form a cycle: ${cycle.join(' -> ')}` }] : [];
  });
};

/** A dead letter topic set by the user should have a subscription. */
const unreadDeadLetters: AppCheck = root => {
  const subscriptions = SUBSCRIPTIONS.of(root).filter(({ ownDeadLetterTopic }) => ownDeadLetterTopic !== undefined);
  if (!subscriptions.length) {
    return [];
  }
  const inCode = allUses(root).filter(({ use }) => use.kind === DaprUseKind.SUBSCRIBE)
    .map(({ app, use }) => ({ at: app, pubsub: use.component!, topic: use.subject! }));
  const received = new Set([...SUBSCRIPTIONS.of(root), ...TRIGGER_TOPICS.of(root), ...inCode].map(facts => key(facts, facts.topic)));
  return subscriptions.filter(facts => !received.has(key(facts, facts.ownDeadLetterTopic!)))
    .map(({ at, ownDeadLetterTopic }) => ({ at, rule: UNREAD_DEAD_LETTERS, what: `deadLetterTopic '${ownDeadLetterTopic}' has no subscription in this App` }));
};

/** The topics through which the rejected events of a subscription return to it. */
function cycleOf(facts: SubscriptionFacts, next: Map<string, string[]>): string[] | undefined {
  const type = typeOf(facts.broker);
  const seen = new Set<string>();
  const paths = [[facts.topic]];
  for (let path = paths.pop(); path; path = paths.pop()) {
    for (const to of next.get(key(facts, path[path.length - 1])) ?? []) {
      if (receives(type, facts.topic, to)) {
        return [...path, to];
      }
      if (!seen.has(to)) {
        seen.add(to);
        paths.push([...path, to]);
      }
    }
  }
  return undefined;
}

export const checks = [duplicates, deadLetterCycles, unreadDeadLetters];
