import { DaprUseKind } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { allOutboxes } from '../facts/outboxes';
import { SUBSCRIPTIONS } from '../facts/subscriptions';
import { allUses, AppUse } from '../facts/uses';
import { keyAt } from '../kubernetes/cluster';
import { SimilarNames } from '../kubernetes/similar-names';
import { grouped } from '../util/grouped';

const SIMILAR_TOPIC = warning('DAPR6054', {
  title: 'topic that no app publishes to, similar to one that an app publishes to',
  why: 'The broker creates the misspelled topic, or the subscription waits for it: the app receives no event, without an error',
  todo: 'correct the topic, or acknowledge this if another App publishes to it',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});

const brokerOf = ({ app, use }: AppUse): string => keyAt(app, use.component!);

/** A subscription to a misspelled topic is valid, and receives nothing. */
const similarTopics: AppCheck = root => {
  const uses = allUses(root).filter(({ use }) => use.component !== undefined && typeof use.subject === 'string');
  const [published, subscribed] = [DaprUseKind.PUBLISH, DaprUseKind.SUBSCRIBE].map(kind => uses.filter(({ use }) => use.kind === kind));
  if (!published.length || !subscribed.length) {
    return [];
  }
  const known = new Set([
    ...published.map(each => `${brokerOf(each)} ${each.use.subject}`),
    ...SUBSCRIPTIONS.of(root).flatMap(facts => [`${keyAt(facts.at, facts.pubsub)} ${facts.deadLetterTopic() ?? ''}`]),
    ...allOutboxes(root).map(({ store, publishPubsub, publishTopic }) => `${keyAt(store, publishPubsub ?? '')} ${publishTopic ?? ''}`),
  ]);
  const own = new Set(subscribed.map(each => `${brokerOf(each)} ${each.use.subject} ${each.app.node.path}`));
  const names = new Map([...grouped(published, brokerOf)].map(([broker, all]) => [broker, new SimilarNames(all.map(({ use }) => use.subject!))]));
  return subscribed.flatMap((each): Finding[] => {
    const { app, use: { component, subject: topic = '' } } = each;
    const broker = brokerOf(each);
    const similar = known.has(`${broker} ${topic}`) ? undefined : names.get(broker)?.typo(topic);
    // An app that subscribes to both means both.
    return similar === undefined || own.has(`${broker} ${similar} ${app.node.path}`) ? []
      : [{ at: app, rule: SIMILAR_TOPIC, what: `app '${app.appId}' subscribes to topic '${topic}' of '${component}', to which no app of this App publishes; did you mean '${similar}'?` }];
  });
};

export const checks = [similarTopics];
