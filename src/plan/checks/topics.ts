/** Which topics the topic scopes of a broker allow to each app, in both stacks. */
import { POLICY_CHANGES } from './access-rules';
import { howFieldsChange, permissionEntries } from './permissions';
import { keyIn } from '../../kubernetes/names';
import { isTopicAllowed, scopedTopics, TopicLists, topicsIn, TopicScope } from '../../resources/component/topic-access';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, Pair, PlanCheck } from '../stack/changes';
import { same } from '../stack/comparable';
import { metadataOf } from '../stack/metadata';
import { IsAllowed, PermissionChange, permissionChange } from '../stack/permissions';
import { namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

const LISTS = ['publishingScopes', 'subscriptionScopes', 'allowedTopics', 'protectedTopics'] as const;
const VERBS: readonly (readonly [TopicScope, string])[] = [['publishingScopes', 'publish to'], ['subscriptionScopes', 'subscribe to']];

export const topics: PlanCheck = changes => changes.changed.filter(({ after }) => after.isDapr('Component')).flatMap(pair => compared(pair, changes));

function compared({ before, after }: Pair, changes: Changes): ManifestProblem[] {
  const [old, current] = [before, after].map(metadataOf);
  const changed = LISTS.filter(name => !same(old.get(name.toLowerCase()), current.get(name.toLowerCase())));
  const [from, to] = [before, after].map(listsOf);
  if (!changed.length) {
    return [];
  }
  if (!from || !to) {
    return [{ rule: POLICY_CHANGES, at: after, what: `${few(changed)} ${changed.length > 1 ? 'change' : 'changes'}, partly in a Secret` }];
  }
  const how = howFieldsChange(changed.map(name => [name, from[name] !== '', to[name] !== '']));
  return VERBS.flatMap(([scope, verb]) => permissionEntries(permissions(scope, from, to, { before, after }, changes), {
    at: after, ...how, subject: who => `topics that ${who} may ${verb}`,
  }));
}

/** The lists of a broker; undefined if one of them is not a value. */
function listsOf(component: Manifest): TopicLists | undefined {
  const metadata = metadataOf(component);
  const [publishingScopes, subscriptionScopes, allowedTopics, protectedTopics] = LISTS.map(name => {
    const entry = metadata.get(name.toLowerCase());
    return entry && entry.value === undefined ? undefined : String(entry?.value ?? '');
  });
  const lists = { publishingScopes, subscriptionScopes, allowedTopics, protectedTopics };
  return Object.values(lists).includes(undefined) ? undefined : lists as TopicLists;
}

function permissions(
  scope: TopicScope, from: TopicLists, to: TopicLists, { before, after }: Pair, { before: old, after: current }: Changes,
): PermissionChange[] {
  const scoped = [from, to].flatMap(lists => scopedTopics(lists[scope]));
  const listed = [from, to].flatMap(lists => [...topicsIn(lists.allowedTopics), ...topicsIn(lists.protectedTopics)]);
  const names = [...new Set([...scoped.flatMap(([, all]) => all), ...listed])].filter(Boolean);
  // Apps that are in one of the stacks only lose nothing, and neither do those that do not load the component.
  const loads = (appId: string): boolean => [before, after].every(({ scopes }) => !scopes?.length || scopes.includes(appId));
  const [isOld, isCurrent] = [old, current].map(({ apps }) => (appId: string): boolean => apps.has(keyIn(namespaceOf(after), appId)));
  const known = [...new Set([...scoped.map(([appId]) => appId), ...(before.scopes ?? []), ...(after.scopes ?? [])])]
    .filter(appId => loads(appId) && isOld(appId) === isCurrent(appId));
  const allows = (lists: TopicLists, appId: string): IsAllowed => topic => isTopicAllowed(lists, scope, appId, topic ?? OTHER);
  const change = (appId: string, who: string): PermissionChange => permissionChange(who, names, allows(from, appId), allows(to, appId));
  const others = change(OTHER, known.length ? 'every other app' : 'every app');
  const isScoped = [before, after].some(({ scopes }) => scopes?.length);
  return [...known.map(appId => change(appId, `'${appId}'`)), ...(isScoped ? [] : [{ ...others, opens: others.allowed.length > 0 }])];
}

/** Text that no list contains: they are read without spaces. */
const OTHER = ' ';
