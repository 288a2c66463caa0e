import { TRIGGER_TOPICS } from '../app/open-function/trigger-topics';
import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { SubscriptionFacts, SUBSCRIPTIONS } from '../facts/subscriptions';
import { allUses } from '../facts/uses';
import { keyIn } from '../kubernetes/names';
import { describe } from '../util/values';

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
      findings.push({ at: facts.at, code: 'DAPR3160', what });
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
    return way ? [{ at: facts.at, code: 'DAPR3161' as const, what: `its dead letters go ${way.join(' -> ')}` }] : [];
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
    .map(({ at, ownDeadLetterTopic }) => ({ at, code: 'DAPR6002' as const, what: `deadLetterTopic '${ownDeadLetterTopic}'` }));
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
