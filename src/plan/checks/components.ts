/** Components whose data or events stay behind: type, consumer group, key prefix, place of the data, server. */
import { RESOURCE } from './resources';
import { danger, notice, Rule } from '../../diagnostics/rule';
import { entryOf, isMap, Json } from '../../util/json';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { PlanCheck } from '../stack/changes';
import { same } from '../stack/comparable';
import { metadataOf } from '../stack/metadata';
import { change } from '../stack/words';

const TYPE = danger('DAPR9540', {
  title: 'type of a component changes',
  why: 'daprd uses another product or another format of its data: what is stored or waits in the old one stays there',
  todo: 'move the data first, or give the new component another name',
  source: 'dapr/components-contrib',
});
const CONSUMER_GROUP = danger('DAPR9541', {
  title: 'consumer group of a component changes',
  why: 'The new group does not continue where the old one stopped: events in between are lost or come again, and the broker keeps the queue of the old group',
  todo: 'let the old group consume its events first, and delete it in the broker afterwards',
  source: 'dapr/dapr pkg/runtime/processor/pubsub/pubsub.go',
});
const KEY_PREFIX = danger('DAPR9542', {
  title: 'key prefix of a state store changes',
  why: 'daprd looks for other keys: the state, actors and workflows of the apps seem to be gone',
  todo: 'keep keyPrefix, or copy the keys first',
  source: 'dapr/dapr pkg/components/state/state_config.go',
});
const PLACE = danger('DAPR9543', {
  title: 'place of the data of a component changes',
  why: 'daprd uses another table, collection, container, bucket, database, queue or topic: what is in the old one stays there',
  todo: 'move the data or consume the events first, or keep the name',
  source: 'dapr/components-contrib',
});
const SERVER = notice('DAPR9544', {
  title: 'server of a component changes',
  why: 'If the address leads to another server, the data and the events of the old one stay there',
  todo: 'check that the new address leads to the same data',
  source: 'dapr/components-contrib',
});
const ACTOR_STORE = danger('DAPR9545', {
  title: 'state store of actors changes',
  why: 'Actors, workflows and their reminders have their state in one store: with another one they start empty, without one calls to them fail',
  todo: 'keep actorStateStore on this store, or move the state first',
  source: 'dapr/dapr pkg/runtime/processor/state',
});
/** Metadata names, in lower case. */
const GROUPS = ['consumerid', 'consumergroup', 'groupname', 'group', 'durablename', 'queuegroupname', 'subscription', 'subscriptionname', 'eventsubscriptionname', 'consumername'];
const PLACES = [
  'tablename', 'table', 'tableprefix', 'metadatatablename', 'collection', 'collectionname', 'container', 'containername', 'storagecontainername', 'bucket', 'bucketname', 'database',
  'databasename', 'db', 'redisdb', 'schemaname', 'schema', 'keyspace', 'set', 'keyprefixpath', 'instancename', 'hazelcastmap', 'kvnamespaceid', 'entity_kind', 'indexname', 'scopename',
  'queue', 'queuename', 'topic', 'topics', 'publishtopic', 'topicarn', 'channel', 'subject', 'streamname', 'exchangename', 'hub', 'eventhub', 'rootpath', 'configmapname', 'partitionkey',
];
const SERVERS = [
  'redishost', 'host', 'hosts', 'hostaddr', 'brokers', 'url', 'connectionstring', 'server', 'servers', 'serverurl', 'serveraddress', 'serviceurl', 'endpoint', 'endpoints', 'address', 'natsurl',
  'connectionendpoint', 'nameserver', 'storageconnectionstring', 'storageaccountname', 'accountname', 'accountid', 'hazelcastservers', 'httpaddr', 'region',
];
const RULES: ReadonlyMap<string, Rule> = new Map([
  ['keyprefix', KEY_PREFIX], ['actorstatestore', ACTOR_STORE],
  ...GROUPS.map(name => [name, CONSUMER_GROUP] as const),
  ...PLACES.map(name => [name, PLACE] as const),
  ...SERVERS.map(name => [name, SERVER] as const),
]);
/** Defaults that may be written out. */
const DEFAULTS: { readonly [name: string]: string } = { keyprefix: 'appid', actorstatestore: 'false' };
/** Topic scopes and the like are access rules, which are other entries. */
const ACCESS = /^((publishing|subscription)scopes|(allowed|protected)topics)$/;

export const components: PlanCheck = ({ changed }) => changed.filter(({ after }) => after.isDapr('Component')).flatMap(({ before, after }) => {
  const [from, to] = [before, after].map(({ spec }) => `${spec.type}/${spec.version ?? 'v1'}`);
  if (from !== to) {
    return [{ rule: TYPE, at: after, what: change('spec.type', from, to) }];
  }
  return fields(before, after);
});

function fields(before: Manifest, after: Manifest): ManifestProblem[] {
  const [from, to] = [metadataOf(before), metadataOf(after)];
  const names = [...new Set([...from.keys(), ...to.keys()])].sort()
    .filter(name => !ACCESS.test(name) && !same(comparable(from.get(name), name), comparable(to.get(name), name)));
  const known = names.flatMap((name): ManifestProblem[] => {
    const rule = RULES.get(name);
    return rule && !(rule === KEY_PREFIX && String(after.spec.type).startsWith('lock.')) ? [{ rule, at: after, what: change(shownName(name, from, to), shown(from.get(name), name), shown(to.get(name), name)) }] : [];
  });
  const others = [
    ...names.filter(name => !RULES.has(name)).map(name => shownName(name, from, to)),
    ...['initTimeout', 'ignoreErrors'].filter(field => !same(before.spec[field], after.spec[field])),
    ...(same(before.json.auth, after.json.auth) ? [] : ['auth.secretStore']),
  ];
  return others.length ? [...known, { rule: RESOURCE, at: after, what: `changes: ${others.join(', ')}` }] : known;
}

/** What daprd uses for an entry. */
function comparable(entry: Json | undefined, name: string): unknown {
  return entry === undefined ? entryOf(DEFAULTS, name) : isReference(entry) ? { ...entry, name: undefined } : plainValue(entry);
}

function shown(entry: Json | undefined, name: string): unknown {
  return entry !== undefined && isReference(entry) ? 'a reference' : comparable(entry, name);
}

const shownName = (name: string, from: ReadonlyMap<string, Json>, to: ReadonlyMap<string, Json>): string =>
  String((to.get(name) ?? from.get(name))!.name);
const isReference = (entry: Json): boolean => entry.secretKeyRef !== undefined || entry.envRef !== undefined;
const plainValue = ({ value }: Json): unknown => isMap(value) || Array.isArray(value) ? JSON.stringify(value) : value;
