import { TRIGGER_TOPICS } from '../app/open-function/trigger-topics';
import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { SubscriptionFacts, SUBSCRIPTIONS } from '../facts/subscriptions';
import { allUses } from '../facts/uses';
import { keyIn } from '../kubernetes/names';
import { TOPIC_RECEIVED_TWICE } from '../resources/subscription/checks';
import { describe } from '../util/values';

const DEAD_LETTERS_COME_BACK = error('DAPR3161', {
  title: 'dead letters that come back',
  why: 'An event that the app does not accept goes round for ever',
  todo: 'let a dead-letter topic be received by somebody who accepts everything',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});
const UNREAD_DEAD_LETTERS = warning('DAPR6002', {
  title: 'dead-letter topic that nobody receives here',
  why: 'Rejected events wait there until somebody looks, or until the broker drops them',
  todo: 'subscribe to it, or acknowledge that somebody else does',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

interface AtBroker { readonly at: { readonly namespace?: string }; readonly pubsub: string }
const key = ({ at, pubsub }: AtBroker, topic: string): string => keyIn(at.namespace, pubsub, topic);

/** Of two subscriptions of one app to one topic, Dapr keeps the one that it loads first. */
const twice: AppCheck = root => {
  const first = new Map<string, SubscriptionFacts>();
  const findings: Finding[] = [];
  for (const facts of SUBSCRIPTIONS.of(root)) {
    const same = `${facts.app.appId}/${key(facts, facts.topic)}`;
    const other = first.get(same);
    if (other) {
      const what = `app '${facts.app.appId}' receives topic ${describe(facts.topic)} of '${facts.pubsub}' by '${other.at.node.path}' too`;
      findings.push({ at: facts.at, rule: TOPIC_RECEIVED_TWICE, what });
    }
    first.set(same, other ?? facts);
  }
  return findings;
};

/** Rejected events that come back to where they were rejected go round for ever. */
const loops: AppCheck = root => {
  const subscriptions = SUBSCRIPTIONS.of(root);
  const next = new Map<string, string[]>();
  for (const facts of subscriptions) {
    const to = facts.deadLetterTopic();
    if (to !== undefined && to !== facts.topic) {
      const from = key(facts, facts.topic);
      next.set(from, [...next.get(from) ?? [], to]);
    }
  }
  return subscriptions.flatMap(facts => {
    const way = loop(facts, next);
    return way ? [{ at: facts.at, rule: DEAD_LETTERS_COME_BACK, what: `its dead letters go ${way.join(' -> ')}` }] : [];
  });
};

/** What the user sends somewhere should be received by somebody. */
const unreceived: AppCheck = root => {
  const subscriptions = SUBSCRIPTIONS.of(root).filter(({ ownDeadLetterTopic }) => ownDeadLetterTopic !== undefined);
  if (!subscriptions.length) {
    return [];
  }
  const inCode = allUses(root).filter(({ use }) => use.kind === DaprUseKind.SUBSCRIBE)
    .map(({ app, use }) => ({ at: app, pubsub: use.component!, topic: use.subject! }));
  const received = new Set([...SUBSCRIPTIONS.of(root), ...TRIGGER_TOPICS.of(root), ...inCode].map(facts => key(facts, facts.topic)));
  return subscriptions.filter(facts => !received.has(key(facts, facts.ownDeadLetterTopic!)))
    .map(({ at, ownDeadLetterTopic }) => ({ at, rule: UNREAD_DEAD_LETTERS, what: `deadLetterTopic '${ownDeadLetterTopic}'` }));
};

/** The topics by which the rejected events of one come back to it. */
function loop(facts: SubscriptionFacts, next: Map<string, string[]>): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[facts.topic]];
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const to of next.get(key(facts, way[way.length - 1])) ?? []) {
      if (to === facts.topic) {
        return [...way, to];
      }
      if (!seen.has(to)) {
        seen.add(to);
        ways.push([...way, to]);
      }
    }
  }
  return undefined;
}

export const checks = [twice, loops, unreceived];
