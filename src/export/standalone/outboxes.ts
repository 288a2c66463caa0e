/** Topic scopes of outboxes: daprd's own topics begin with its namespace, which outside a cluster is `default`. */
import { outboxesOf, topicsOfOutbox } from '../../facts/outboxes';
import { Json } from '../../util/json';
import { TopologyApp } from '../topology/model';

const STANDALONE_NAMESPACE = 'default';

/** The spec of a broker with the topics that daprd uses on the target. */
export function withStandaloneOutboxes(spec: Json, apps: readonly TopologyApp[]): Json {
  const renamed = new Map(apps.flatMap(({ appId, namespace, construct }) => outboxesOf(construct).flatMap(outbox => {
    const there = topicsOfOutbox(outbox, appId, STANDALONE_NAMESPACE);
    return topicsOfOutbox(outbox, appId, namespace ?? STANDALONE_NAMESPACE).map(({ topic }, i): [string, string] => [topic, there[i].topic]);
  })));
  return !renamed.size || !Array.isArray(spec.metadata) ? spec : {
    ...spec,
    metadata: spec.metadata.map((entry: Json) => /^(publishingScopes|protectedTopics|allowedTopics)$/i.test(entry.name) && typeof entry.value === 'string'
      ? { ...entry, value: entry.value.replace(/[^,;=]+/g, (topic: string) => renamed.get(topic) ?? topic) } : entry),
  };
}
