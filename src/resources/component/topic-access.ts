/** Whether the topic scopes of a broker allow an app a topic, as daprd decides it (dapr/dapr pkg/scopes/scopes.go, pkg/runtime/pubsub/adapter.go). */

/** The lists of topic scopes, as in the metadata of a component; empty if not set. */
export interface TopicLists {
  readonly allowedTopics: string;
  readonly protectedTopics: string;
  readonly publishingScopes: string;
  readonly subscriptionScopes: string;
}

export type TopicScope = 'publishingScopes' | 'subscriptionScopes';

/** Lists are read without spaces. */
const withoutSpaces = (list: string): string => list.replace(/ /g, '');

/** The topics of `allowedTopics` or `protectedTopics`. */
export const topicsIn = (list: string): string[] => list ? withoutSpaces(list).split(',') : [];

/** The topics of each app in `publishingScopes` or `subscriptionScopes`. An app may have several entries. */
export const scopedTopics = (list: string): [appId: string, topics: string[]][] => withoutSpaces(list).split(';').map(entry => entry.split('='))
  .filter(([, topics]) => topics !== undefined).map(([appId, topics]) => [appId, topics.split(',')]);

export function isTopicAllowed(lists: TopicLists, scope: TopicScope, appId: string, topic: string): boolean {
  const allowed = topicsIn(lists.allowedTopics);
  const own = scopedTopics(lists[scope]).filter(([id]) => id === appId).flatMap(([, topics]) => topics);
  const isProtected = topicsIn(lists.protectedTopics).includes(topic);
  return (!allowed.length || allowed.includes(topic)) && (own.length || isProtected ? own.includes(topic) : true);
}
