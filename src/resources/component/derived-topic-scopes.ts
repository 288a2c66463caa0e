/** Topic scopes of a broker, derived from the topics that its apps declared. */
import { DaprUse, DaprUseKind, IDaprComponent, IDaprPeer } from '../../contract';
import { Finding } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { deadLettersOf } from '../../facts/subscriptions';
import { usesOf } from '../../facts/uses';
import { Json } from '../../util/json';
import { describe } from '../../util/values';

const TOPIC_NOT_SCOPABLE = warning('DAPR3254', {
  title: 'topic that topic scopes cannot name',
  why: 'Dapr splits the text at white space, commas, semicolons and equals signs: none are derived for this broker, and its apps use every topic',
  todo: 'rename the topic, or acknowledge this',
  source: 'dapr/dapr pkg/scopes',
});

/** What is known of a broker, while it is rendered. */
export interface Broker {
  readonly at: IDaprComponent;
  /** The apps of this App that use it. */
  readonly apps: IDaprPeer[];
  /** App-ids of all that load it; everyone of the namespace where there is no list. */
  readonly scopes?: string[];
  /** Its metadata as somebody wrote it. */
  readonly written: Json[];
}

/** The topics of each app, by app-id. */
type Scopes = Map<string, string[]>;

interface Declared {
  readonly publishingScopes: Scopes;
  readonly subscriptionScopes: Scopes;
}

const LISTS = ['publishingScopes', 'subscriptionScopes'] as const;
const PROTECTED = 'protectedTopics';
/** The metadata that is derived here. */
export const TOPIC_SCOPES: string[] = [...LISTS, PROTECTED];

/** Dapr splits the text at these (dapr/dapr `pkg/scopes/scopes.go`). */
const unscopable = (topic: string): boolean => /[\s,;=]/.test(topic);

/** Topics of a broker that no text of topic scopes can hold. */
export function unscopableTopics(broker: Broker): Finding[] {
  const declared = declaredTopics(broker);
  return [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].filter(unscopable).sort()
    .map(topic => ({ at: broker.at, rule: TOPIC_NOT_SCOPABLE, what: `topic ${describe(topic)}` }));
}

/**
 * The metadata of a broker with the topic scopes of its apps. What somebody wrote for an app stays, and so does what comes
 * from a Secret or the environment. `only`: without what concerns other apps than this one.
 */
export function withTopicScopes(broker: Broker, only?: string): Json[] {
  const declared = declaredTopics(broker);
  const topics = [...new Set(LISTS.flatMap(list => [...declared[list].values()].flat()))].sort();
  const own = (name: string): Json | undefined => broker.written.find(entry => same(entry.name, name));
  const fixed = TOPIC_SCOPES.some(name => own(name) && typeof own(name)!.value !== 'string');
  if (!topics.length || topics.some(unscopable) || fixed) {
    return broker.written;
  }
  const scopes = LISTS.map(list => [list, parse(own(list)?.value)] as const);
  const named = (appId: string): boolean => scopes.every(([list, written]) => declared[list].has(appId) || written.has(appId));
  const closed = broker.scopes?.every(named) ?? false;
  const wanted = (appId: string, written: Scopes): boolean => only === undefined || appId === only || written.has(appId);
  const texts: [string, string][] = scopes.map(([list, written]) => {
    const all = new Map([...declared[list], ...written].filter(([appId]) => wanted(appId, written)));
    return [list, [...all].sort(byKey).map(([appId, some]) => `${appId}=${some.join(',')}`).join(';')];
  });
  const givenProtected = split(own(PROTECTED)?.value);
  // An app that is named is held by its own lists.
  const derivedProtected = closed && (only === undefined || !named(only)) ? topics : [];
  texts.push([PROTECTED, [...givenProtected, ...derivedProtected.filter(topic => !givenProtected.includes(topic))].join(',')]);
  return [
    ...broker.written.filter(entry => !TOPIC_SCOPES.some(name => same(entry.name, name))),
    ...texts.filter(([, text]) => text).map(([name, value]) => ({ name, value })),
  ];
}

/** Everything that the apps of a broker declared; an app that declared a topic may do nothing else. */
function declaredTopics({ apps, at }: Broker): Declared {
  const publishingScopes: Scopes = new Map();
  const subscriptionScopes: Scopes = new Map();
  const deadLetters = deadLettersOf(at);
  for (const app of apps) {
    const uses = topicUses(app, at.componentName);
    const of = (kind: DaprUseKind): string[] => uses.filter(use => use.kind === kind).map(use => use.subject!);
    // daprd publishes what the app rejects, with the app's rights.
    add(publishingScopes, app.appId, [...of(DaprUseKind.PUBLISH), ...uses.length ? deadLetters.get(app.appId) ?? [] : []], uses.length > 0);
    add(subscriptionScopes, app.appId, of(DaprUseKind.SUBSCRIBE), uses.length > 0);
  }
  return { publishingScopes, subscriptionScopes };
}

/** Several workloads may have one app-id. */
function add(scopes: Scopes, appId: string, topics: string[], declares: boolean): void {
  if (declares) {
    scopes.set(appId, [...new Set([...scopes.get(appId) ?? [], ...topics])].sort());
  }
}

const topicUses = (app: IDaprPeer, broker: string): DaprUse[] => usesOf(app)
  .filter(use => use.component === broker && use.subject !== undefined && (use.kind === DaprUseKind.PUBLISH || use.kind === DaprUseKind.SUBSCRIBE));

/** A text of topic scopes as daprd reads it. */
function parse(text: string | undefined): Scopes {
  const entries = (text ?? '').split(';').map(entry => entry.split('=')).filter(([appId]) => appId?.trim());
  return new Map(entries.map(([appId, topics]) => [appId.trim(), split(topics)]));
}

const split = (text: string | undefined): string[] => (text ?? '').split(',').map(topic => topic.trim()).filter(Boolean);
const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
const byKey = ([a]: [string, string[]], [b]: [string, string[]]): number => a < b ? -1 : 1;
