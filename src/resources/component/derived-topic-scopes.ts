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
import { isField } from '../metadata/field-names';

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
export function unscopableTopics({ broker, declared, withUnknownTopic }: DerivedTopics): Finding[] {
  const outboxes = withUnknownTopic.map(({ appId }): Finding =>
    ({ at: broker.at, rule: OUTBOX_TOPIC_UNKNOWN, what: `app '${appId}' publishes to the broker for an outbox, and its namespace is unknown` }));
  return outboxes.length ? outboxes : [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].filter(unscopable).sort()
    .map(topic => ({ at: broker.at, rule: TOPIC_NOT_SCOPABLE, what: mustBe('topic', 'a name without white space, commas, semicolons and equals signs', topic) }));
}

/** What the topic scopes of a broker are derived from, the same for each of its apps. */
export interface DerivedTopics {
  readonly broker: Broker;
  readonly declared: Declared;
  /** Apps that publish to a topic of an outbox whose name is not known. */
  readonly withUnknownTopic: readonly IDaprPeer[];
  /** All topics; undefined if no topic scopes are derived. */
  readonly topics?: readonly string[];
  /** The lists that the user set. */
  readonly written: readonly (readonly [list: typeof LISTS[number], scopes: Scopes])[];
  /** Whether each app that loads the broker has topics. */
  readonly allNamed: boolean;
}

/** Collects the topics of all apps of a broker; once per synth, because each app needs them. */
export function derivedTopicsOf(broker: Broker): DerivedTopics {
  const declared = declaredTopics(broker);
  const topics = [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].sort();
  const fixed = TOPIC_SCOPES.some(name => own(broker, name) && typeof own(broker, name)!.value !== 'string');
  const withUnknownTopic = topics.length ? broker.apps.filter(app => hasUnknownOutboxTopic(app, broker.at)) : [];
  const isDerived = topics.length > 0 && !topics.some(unscopable) && !fixed && !withUnknownTopic.length;
  const written = LISTS.map(list => [list, isDerived ? parse(own(broker, list)?.value) : new Map<string, string[]>()] as const);
  const allNamed = isDerived && (broker.scopes?.every(appId => isNamed(appId, declared, written)) ?? false);
  return { broker, declared, withUnknownTopic, ...(isDerived ? { topics } : {}), written, allNamed };
}

const own = (broker: Broker, name: string): Json | undefined => broker.written.find(entry => isField(entry.name, name));

const isNamed = (appId: string, declared: Declared, lists: DerivedTopics['written']): boolean =>
  lists.every(([list, written]) => declared[list].has(appId) || written.has(appId));

/**
 * The metadata of a broker with the topic scopes of its apps. Scopes that the user set for an app, and values from a
 * Secret or the environment, are kept.
 *
 * @param only app ID; omits entries that concern only other apps
 */
export function withTopicScopes({ broker, declared, topics, written: lists, allNamed }: DerivedTopics, only?: string): Json[] {
  if (!topics) {
    return broker.written;
  }
  const entries = lists.map(([list, written]): [string, string] => {
    const appIds = new Set([...only === undefined ? declared[list].keys() : declared[list].has(only) ? [only] : [], ...written.keys()]);
    return [list, [...appIds].sort().map(appId => `${appId}=${(written.get(appId) ?? declared[list].get(appId)!).join(',')}`).join(';')];
  });
  const writtenProtected = split(own(broker, PROTECTED)?.value);
  // A named app is restricted by its own lists.
  const derivedProtected = allNamed && (only === undefined || !isNamed(only, declared, lists)) ? topics : [];
  entries.push([PROTECTED, [...new Set([...writtenProtected, ...derivedProtected])].join(',')]);
  return [
    ...broker.written.filter(entry => !TOPIC_SCOPES.some(name => isField(entry.name, name))),
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
