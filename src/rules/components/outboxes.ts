/** Outboxes of state stores: their brokers, and whether daprd may publish to their topics. */
import { IConstruct } from 'constructs';
import { WRONG_BUILDING_BLOCK } from './kinds';
import { definedComponents, SCOPES_EXCLUDE_USER, SIMILAR_COMPONENT_NAME } from './names';
import { AppCheck } from '../../diagnostics/diagnostics';
import { Finding } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { isRemote } from '../../facts/apps';
import { scopesOf } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { allOutboxes, Outbox, topicsOfOutbox } from '../../facts/outboxes';
import { keyAt, placeOf } from '../../kubernetes/cluster';
import { nearest } from '../../kubernetes/names';
import { categoryOf } from '../../resources/component/building-blocks';
import { componentsByKey, renderedMetadata } from '../../resources/component/components';
import { Json } from '../../util/json';

export const OUTBOX_TOPIC_FORBIDDEN = error('DAPR3241', {
  title: 'outbox topic that the topic scopes of the broker forbid',
  why: 'daprd publishes with the permissions of the app: every state transaction of the app fails, or no event is published',
  todo: 'add the topic to publishingScopes of the app (and to allowedTopics, if the broker has that list)',
  source: 'dapr/dapr pkg/runtime/pubsub/adapter.go',
  manifests: true,
});

const outboxes: AppCheck = root => {
  const all = allOutboxes(root);
  if (!all.length) {
    return [];
  }
  return [...all.flatMap(outbox => brokers(root, outbox)), ...all.flatMap(forbidden)];
};

/** The names of the brokers of an outbox, by field. */
const namesOf = ({ publishPubsub, outboxPubsub }: Outbox): [string, string][] => [
  ...(publishPubsub === undefined ? [] : [['outboxPublishPubsub', publishPubsub] as [string, string]]),
  ...(outboxPubsub === undefined || outboxPubsub === publishPubsub ? [] : [['outboxPubsub', outboxPubsub] as [string, string]]),
];

function brokers(root: IConstruct, outbox: Outbox): Finding[] {
  const { store } = outbox;
  const here = definedComponents(root).get(placeOf(store, store.namespace)) ?? new Map();
  return namesOf(outbox).flatMap(([field, name]): Finding[] => {
    const what = `metadata.${field} is '${name}'`;
    const broker = here.get(name);
    if (!broker) {
      const similar = nearest(name, [...here.keys()]);
      return similar ? [{ at: store, rule: SIMILAR_COMPONENT_NAME, what: `${what}; did you mean '${similar}' at '${here.get(similar).path}'?` }] : [];
    }
    const type = componentsByKey(root).get(keyAt(store, name))?.type;
    if (type !== undefined && categoryOf(type) !== 'pubsub') {
      return [{ at: store, rule: WRONG_BUILDING_BLOCK, what: `${what}, which is of type ${type}`, todo: 'use a component of type pubsub.*' }];
    }
    const scopes: string[] | undefined = broker.scopes();
    const excluded = scopes?.length ? (scopesOf(store) ?? []).filter(appId => !scopes.includes(appId)) : [];
    return excluded.map(appId => ({
      at: store, rule: SCOPES_EXCLUDE_USER, what: `${what} for app '${appId}', and '${broker.path}' is scoped to ${scopes!.map(scope => `'${scope}'`).join(', ')} only`,
    }));
  });
}

/** Topics that daprd may not publish to, according to the final metadata of the broker. */
function forbidden(outbox: Outbox): Finding[] {
  const { store } = outbox;
  const topics = Edges.of(store).appsOf(store).filter(app => !isRemote(app)).flatMap(({ appId, namespace = store.namespace }) =>
    namespace === undefined ? [] : topicsOfOutbox(outbox, appId, namespace).map(each => ({ appId, ...each })));
  const metadata = new Map(namesOf(outbox).map(([, name]): [string, Json[]] => {
    const broker = componentsByKey(store).get(keyAt(store, name));
    return [name, broker ? renderedMetadata(broker) : []];
  }));
  return topics.filter(({ broker, appId, topic }) => broker !== undefined && !mayPublish(metadata.get(broker) ?? [], appId, topic))
    .map(({ broker, appId, topic }) => ({ at: store, rule: OUTBOX_TOPIC_FORBIDDEN, what: `app '${appId}' must be allowed to publish to topic '${topic}' of '${broker}'` }));
}

/** Whether topic scopes allow an app to publish; those from a Secret or the environment are not known (dapr/dapr `pkg/runtime/pubsub/adapter.go`). */
export function mayPublish(metadata: readonly Json[], appId: string, topic: string): boolean {
  const textOf = (name: string): string => {
    const value: unknown = metadata.find(entry => String(entry.name).toLowerCase() === name)?.value;
    return typeof value === 'string' ? value.replace(/ /g, '') : '';
  };
  const listOf = (text: string): string[] => text === '' ? [] : text.split(',');
  const own = textOf('publishingscopes').split(';').map(entry => entry.split('=')).filter(([app, topics]) => app === appId && topics !== undefined)
    .flatMap(([, topics]) => topics.split(','));
  const allowed = listOf(textOf('allowedtopics'));
  return (!allowed.length || allowed.includes(topic))
    && (own.length ? own.includes(topic) : !listOf(textOf('protectedtopics')).includes(topic));
}

export const checks = [outboxes];
