/** Topic scopes of a message broker, derived from the topics that its apps declare. */
import { hasUnknownOutboxTopic, outboxTopics } from './outbox';
import { DaprUse, DaprUseKind, IDaprComponent, IDaprPeer } from '../../contract';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { Edges } from '../../facts/edges';
import { deadLettersOf } from '../../facts/subscriptions';
import { usesOf } from '../../facts/uses';
import { Json } from '../../util/json';
import { mustBe } from '../../util/values';

const TOPIC_NOT_SCOPABLE = warning('DAPR3254', {
  title: 'topic name not usable in topic scopes',
  why: 'Dapr splits topic scopes at white space, commas, semicolons and equals signs: none are derived for this broker, and its apps may use every topic',
  todo: 'rename the topic, or acknowledge this',
  source: 'dapr/dapr pkg/scopes',
});

const OUTBOX_TOPIC_UNKNOWN = warning('DAPR3242', {
  title: 'outbox topic with an unknown namespace',
  why: 'The name of daprd\'s own topic begins with the namespace of the app: no topic scopes are derived for this broker, and its apps may use every topic',
  todo: 'set the namespace of the chart or of the workload, or acknowledge this',
  source: 'dapr/dapr pkg/runtime/pubsub/outbox.go',
});

/** A message broker while it is rendered. */
export interface Broker {
  readonly at: IDaprComponent;
  /** The apps of this App that use it. */
  readonly apps: IDaprPeer[];
  /** App IDs that load it; undefined means every app of the namespace. */
  readonly scopes?: string[];
  /** Its metadata as the user set it. */
  readonly written: Json[];
}

/** The topics of each app, by app ID. */
type Scopes = Map<string, string[]>;

interface Declared {
  readonly publishingScopes: Scopes;
  readonly subscriptionScopes: Scopes;
}

const LISTS = ['publishingScopes', 'subscriptionScopes'] as const;
const PROTECTED = 'protectedTopics';
/** Names of the derived metadata. */
export const TOPIC_SCOPES: string[] = [...LISTS, PROTECTED];

/** Dapr splits topic scopes at these characters (dapr/dapr `pkg/scopes/scopes.go`). */
const unscopable = (topic: string): boolean => /[\s,;=]/.test(topic);

/** Topics of a broker that topic scopes cannot contain. */
export function unscopableTopics(broker: Broker): Finding[] {
  const declared = declaredTopics(broker);
  const unknown = declared.publishingScopes.size ? broker.apps.filter(app => hasUnknownOutboxTopic(app, broker.at)) : [];
  const outboxes = unknown.map(({ appId }): Finding =>
    ({ at: broker.at, rule: OUTBOX_TOPIC_UNKNOWN, what: `app '${appId}' publishes to the broker for an outbox, and its namespace is unknown` }));
  return outboxes.length ? outboxes : [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].filter(unscopable).sort()
    .map(topic => ({ at: broker.at, rule: TOPIC_NOT_SCOPABLE, what: mustBe('topic', 'a name without white space, commas, semicolons and equals signs', topic) }));
}

/**
 * The metadata of a broker with the topic scopes of its apps. Scopes that the user set for an app, and values from a
 * Secret or the environment, are kept.
 *
 * @param only app ID; omits entries that concern only other apps
 */
export function withTopicScopes(broker: Broker, only?: string): Json[] {
  const declared = declaredTopics(broker);
  const topics = [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].sort();
  const own = (name: string): Json | undefined => broker.written.find(entry => same(entry.name, name));
  const fixed = TOPIC_SCOPES.some(name => own(name) && typeof own(name)!.value !== 'string');
  if (!topics.length || topics.some(unscopable) || fixed || broker.apps.some(app => hasUnknownOutboxTopic(app, broker.at))) {
    return broker.written;
  }
  const scopes = LISTS.map(list => [list, parse(own(list)?.value)] as const);
  const named = (appId: string): boolean => scopes.every(([list, written]) => declared[list].has(appId) || written.has(appId));
  const allNamed = broker.scopes?.every(named) ?? false;
  const isIncluded = (appId: string, written: Scopes): boolean => only === undefined || appId === only || written.has(appId);
  const entries: [string, string][] = scopes.map(([list, written]) => {
    const all = new Map([...declared[list], ...written].filter(([appId]) => isIncluded(appId, written)));
    return [list, [...all].sort(byKey).map(([appId, some]) => `${appId}=${some.join(',')}`).join(';')];
  });
  const writtenProtected = split(own(PROTECTED)?.value);
  // A named app is restricted by its own lists.
  const derivedProtected = allNamed && (only === undefined || !named(only)) ? topics : [];
  entries.push([PROTECTED, [...writtenProtected, ...derivedProtected.filter(topic => !writtenProtected.includes(topic))].join(',')]);
  return [
    ...broker.written.filter(entry => !TOPIC_SCOPES.some(name => same(entry.name, name))),
    ...entries.filter(([, value]) => value).map(([name, value]) => ({ name, value })),
  ];
}

/** All topics that the apps of a broker declare; an app that declares one may use no other. */
function declaredTopics({ apps, at }: Broker): Declared {
  const publishingScopes: Scopes = new Map();
  const subscriptionScopes: Scopes = new Map();
  const deadLetters = deadLettersOf(at);
  for (const app of apps) {
    const uses = topicUses(app, at.componentName);
    const of = (kind: DaprUseKind): string[] => uses.filter(use => use.kind === kind).map(use => use.subject!);
    const outbox = outboxTopics(app, at);
    // An app whose daprd only needs the broker for an outbox does not use it itself.
    const declares = uses.length > 0 || (outbox.length > 0 && !Edges.of(app).isUsed(app, at.componentName));
    // daprd publishes rejected events, and those of an outbox, with the permissions of the app.
    add(publishingScopes, app.appId, [...of(DaprUseKind.PUBLISH), ...uses.length ? deadLetters.get(app.appId) ?? [] : [], ...outbox], declares);
    add(subscriptionScopes, app.appId, of(DaprUseKind.SUBSCRIBE), declares);
  }
  return { publishingScopes, subscriptionScopes };
}

/** Several workloads may share one app ID. */
function add(scopes: Scopes, appId: string, topics: string[], declares: boolean): void {
  if (declares) {
    scopes.set(appId, [...new Set([...scopes.get(appId) ?? [], ...topics])].sort());
  }
}

const topicUses = (app: IDaprPeer, broker: string): DaprUse[] => usesOf(app)
  .filter(use => use.component === broker && use.subject !== undefined && (use.kind === DaprUseKind.PUBLISH || use.kind === DaprUseKind.SUBSCRIBE));

/** Parses topic scopes as daprd does. */
function parse(text: string | undefined): Scopes {
  const entries = (text ?? '').split(';').map(entry => entry.split('=')).filter(([appId]) => appId?.trim());
  return new Map(entries.map(([appId, topics]) => [appId.trim(), split(topics)]));
}

const split = (text: string | undefined): string[] => (text ?? '').split(',').map(topic => topic.trim()).filter(Boolean);
const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
const byKey = ([a]: [string, string[]], [b]: [string, string[]]): number => a < b ? -1 : 1;
