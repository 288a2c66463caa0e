/** Topics that apps no longer get events from. */
import { danger, notice } from '../../diagnostics/rule';
import { keyIn } from '../../kubernetes/names';
import { describe } from '../../util/values';
import { list, Manifest, map } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, Pair, PlanCheck } from '../stack/changes';
import { same } from '../stack/comparable';
import { Side } from '../stack/side';
import { namespaceOf } from '../stack/stack';
import { change, few } from '../stack/words';

const TOPIC = danger('DAPR9546', {
  title: 'app no longer subscribes to a topic',
  why: 'The app gets no more events of the topic; those that wait for its consumer group stay in the broker, and new ones may pile up there',
  todo: 'keep the subscription until the topic is drained, and delete the consumer group in the broker afterwards',
  source: 'dapr/dapr pkg/runtime/subscription',
});
const DEAD_LETTER = notice('DAPR9547', {
  title: 'dead letter topic changes',
  why: 'Events that failed before stay in the old topic; without a dead letter topic, events whose delivery fails are dropped or come again, depending on the broker',
  todo: 'read the old topic until it is empty',
  source: 'dapr/dapr pkg/runtime/subscription/subscription.go',
});
const ROUTE = notice('DAPR9549', {
  title: 'route of a subscription changes',
  why: 'daprd delivers to the new path as soon as it has the subscription: an app that does not serve the path yet, or any more, rejects the events',
  todo: 'let the app serve both paths for one rollout',
  source: 'dapr/dapr pkg/runtime/subscription',
});

export const subscriptions: PlanCheck = changes => {
  const from = topicsOf(changes.before);
  const to = topicsOf(changes.after);
  const lost = [...from].filter(([key, { at, appId }]) => !to.has(key) && !isCovered(key, to) && remains(at, appId, changes)).map(([, each]) => each);
  return [...lostTopics(lost, changes), ...changes.changed.filter(({ after }) => after.isDapr('Subscription')).flatMap(fields)];
};

interface Subscribed {
  readonly at: Manifest;
  /** Every app of the namespace if undefined. */
  readonly appId: string | undefined;
}

/** Who subscribes to what, by namespace, broker, topic and app. */
function topicsOf({ objects }: Side): Map<string, Subscribed> {
  const all = [...objects.values()].filter(object => object.isDapr('Subscription'));
  const appIds = ({ scopes }: Manifest): readonly (string | undefined)[] => scopes?.length ? scopes : [undefined];
  return new Map(all.flatMap(at => appIds(at).map(appId => [topicKey(at, appId), { at, appId }])));
}

const topicKey = (at: Manifest, appId: string | undefined): string => JSON.stringify([namespaceOf(at), at.spec.pubsubname ?? '', at.spec.topic ?? '', appId ?? null]);
/** An unscoped subscription to the topic is one of each app. */
const isCovered = (key: string, to: ReadonlyMap<string, Subscribed>): boolean => to.has(JSON.stringify([...JSON.parse(key).slice(0, 3), null]));

function remains(at: Manifest, appId: string | undefined, { after }: Changes): boolean {
  return appId === undefined ? after.namespaces.has(namespaceOf(at)) : after.apps.has(keyIn(namespaceOf(at), appId));
}

/** One entry for each subscription, with all apps that lose it. */
function lostTopics(lost: readonly Subscribed[], changes: Changes): ManifestProblem[] {
  const byObject = new Map<Manifest, string[]>();
  lost.forEach(({ at, appId }) => {
    byObject.set(at, byObject.get(at) ?? []);
    if (appId !== undefined) {
      byObject.get(at)!.push(`'${appId}'`);
    }
  });
  return [...byObject].map(([at, appIds]) => {
    const stays = changes.after.same(at);
    const moves = stays && !(same(at.spec.topic, stays.spec.topic) && same(at.spec.pubsubname, stays.spec.pubsubname)) ? `; the subscription is now to ${topicOf(stays)}` : '';
    const who = appIds.length ? `app${appIds.length > 1 ? 's' : ''} ${few(appIds)} no longer ${appIds.length > 1 ? 'subscribe' : 'subscribes'}` : 'the apps of the namespace no longer subscribe';
    return { rule: TOPIC, at: stays ?? at, what: `${who} to ${topicOf(at)}${moves}` };
  });
}

const topicOf = ({ spec }: Manifest): string => `topic ${describe(spec.topic)} of ${describe(spec.pubsubname)}`;

function fields({ before, after }: Pair): ManifestProblem[] {
  const [from, to] = [routesOf(before), routesOf(after)];
  return [
    ...(same(before.spec.deadLetterTopic, after.spec.deadLetterTopic) ? []
      : [{ rule: DEAD_LETTER, at: after, what: change('deadLetterTopic', before.spec.deadLetterTopic, after.spec.deadLetterTopic) }]),
    ...(same(from, to) ? [] : [{ rule: ROUTE, at: after, what: `events of ${topicOf(after)} go to ${few(to)} instead of ${few(from)}` }]),
  ];
}

/** The paths of both versions of the API. */
const routesOf = ({ spec: { route, routes } }: Manifest): string[] =>
  [route, map(routes).default, ...list(map(routes).rules).map(rule => map(rule).path)].filter(path => path !== undefined).map(describe);
