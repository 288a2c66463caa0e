/** Subscriptions of both API versions. */
import { texts } from './component-facts';
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule } from './manifests';
import { Overlaps } from './overlaps';
import { Problem } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { categoryOf } from '../resources/component/building-blocks';
import { isSharedByTopics } from '../resources/component/consumer-groups';
import { INVALID_SUBSCRIPTION, NO_APP_PORT } from '../resources/subscription/checks';
import { PUBLISHED_TO_FILTER, refusesWildcards } from '../resources/subscription/dead-letters';
import { ONE_GROUP_FOR_SEVERAL_APPS, sharedBy, shares } from '../rules/components/consumer-groups';
import { WRONG_BUILDING_BLOCK } from '../rules/components/kinds';
import { topicProblems } from '../rules/components/topic-names';
import { DEAD_LETTER_CYCLE } from '../rules/subscriptions';
import { grouped } from '../util/grouped';
import { isMap } from '../util/json';
import { describe, mustBe } from '../util/values';

const OLD_SUBSCRIPTION = warning('DAPR6115', {
  title: 'Subscription of the old API version',
  why: 'The API server converts it, and it has one route only',
  todo: 'use dapr.io/v2alpha1 with routes',
  source: 'dapr/dapr charts/dapr/crds/subscription.yaml',
  manifests: true,
});
const BROKER_NOT_FOUND = warning('DAPR6116', {
  title: 'unknown message broker',
  why: 'Unless the message broker is defined elsewhere, the subscription silently never starts',
  todo: 'correct the name, or add it to externalComponents',
  source: 'dapr/dapr pkg/runtime/subscription',
  manifests: true,
});

type SubscriptionProblem = Omit<ManifestProblem, 'at'>;

const fields: ManifestRule = all => all.dapr('Subscription').flatMap(object => {
  const { topic, pubsubname, deadLetterTopic, bulkSubscribe } = object.spec;
  const problems: SubscriptionProblem[] = [];
  const invalid = (what: string, todo?: string): void => { problems.push({ rule: INVALID_SUBSCRIPTION, what: `spec.${what}`, todo }); };
  if (typeof topic !== 'string' || !topic) {
    invalid('topic must be a non-empty string', 'set topic');
  }
  if (typeof pubsubname !== 'string' || !pubsubname) {
    invalid('pubsubname must be a non-empty string', 'set pubsubname');
  }
  if (deadLetterTopic !== undefined && deadLetterTopic === topic) {
    invalid(`${mustBe('deadLetterTopic', 'another topic than spec.topic', deadLetterTopic)}: a failed event comes back indefinitely`);
  }
  for (const count of ['maxMessagesCount', 'maxAwaitDurationMs']) {
    const value = map(bulkSubscribe)[count];
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      invalid(mustBe(`bulkSubscribe.${count}`, 'a whole number, 1 or more', value), 'correct the number');
    }
  }
  problems.push(...object.version === 'v1alpha1' ? oldRoute(object) : routes(object));
  return problems.map(problem => ({ ...problem, at: object }));
});

function oldRoute(object: Manifest): Problem[] {
  const { route, routes: newRoutes } = object.spec;
  const old: Problem = { rule: OLD_SUBSCRIPTION, what: mustBe('apiVersion', '\'dapr.io/v2alpha1\'', object.json.apiVersion) };
  if (newRoutes !== undefined) {
    return [{ rule: INVALID_SUBSCRIPTION, what: 'spec.routes must be unset with apiVersion dapr.io/v1alpha1, which drops it', todo: 'use dapr.io/v2alpha1' }];
  }
  return [old, ...(typeof route === 'string' && route ? [] : [{ rule: INVALID_SUBSCRIPTION, what: 'spec.route must be a non-empty string', todo: 'set route' }])];
}

function routes({ spec }: Manifest): SubscriptionProblem[] {
  if (spec.route !== undefined) {
    return [{
      rule: INVALID_SUBSCRIPTION,
      what: `${mustBe('spec.route', 'unset with apiVersion dapr.io/v2alpha1', spec.route)}, which is dropped`,
      todo: `write routes: { default: ${spec.route} }`,
      also: ['spec.routes'],
    }];
  }
  const rules = list(map(spec.routes).rules);
  const pathless = rules.findIndex(rule => !isMap(rule) || typeof rule.path !== 'string' || !rule.path);
  return [
    ...(rules.length || map(spec.routes).default ? [] : [{ rule: INVALID_SUBSCRIPTION, what: 'spec.routes must have a route', todo: 'set routes.default or routes.rules' }]),
    ...(pathless >= 0 ? [{ rule: INVALID_SUBSCRIPTION, what: `spec.routes.rules[${pathless}].path must be a non-empty string`, todo: 'set path' }] : []),
  ];
}

/** The broker and the receiving apps. */
const ends: ManifestRule = all => all.dapr('Subscription').flatMap((object): ManifestProblem[] => {
  const name: string = typeof object.spec.pubsubname === 'string' ? object.spec.pubsubname : '';
  const pubsub = name ? all.component(name, object) : true;
  const receivers = object.scopes ?? [];
  const path = 'spec.pubsubname';
  const withoutPort = all.scopedApps(object).filter(app => !app.annotations['dapr.io/app-port']);
  const problems = withoutPort.map((app): ManifestProblem => ({
    at: app.at,
    rule: NO_APP_PORT,
    what: `${app.at.annotationPath('dapr.io/app-port')} must be set: Subscription '${object.name}' delivers topic ${describe(object.spec.topic)} to the app`,
    todo: 'add dapr.io/app-port',
  }));
  if (!pubsub) {
    // Without any component in these manifests, all of them are outside.
    return all.dapr('Component').length
      ? [...problems, { at: object, rule: BROKER_NOT_FOUND, what: `${path} must be a component of these manifests; got '${name}'${all.meantComponent(name)}` }] : problems;
  }
  if (pubsub === true) {
    return problems;
  }
  if (categoryOf(pubsub.spec.type) !== 'pubsub') {
    return [...problems, {
      at: object,
      rule: WRONG_BUILDING_BLOCK,
      what: `${path} must be a component of a type pubsub.*; got '${name}' of type ${describe(pubsub.spec.type)}`,
      todo: 'name a pub/sub component',
    }];
  }
  const loaders = pubsub.scopes ?? [];
  const excluded = receivers.filter(appId => loaders.length && !loaders.includes(appId)).map((appId): ManifestProblem => ({
    at: object, rule: INVALID_SUBSCRIPTION, what: `scopes must be among the scopes of component '${name}'; got '${appId}'`, todo: 'add the app ID there, or remove it here',
  }));
  return [...problems, ...topics(object, pubsub.spec.type).map(problem => ({ ...problem, at: object })), ...excluded];
});

/** Topics that the broker does not accept. */
function topics({ spec: { topic, deadLetterTopic } }: Manifest, type: string): Problem[] {
  return [
    ...Object.entries({ topic, deadLetterTopic }).filter(([, name]) => typeof name === 'string').flatMap(([field, name]) => topicProblems(`spec.${field}`, type, name)),
    ...(typeof deadLetterTopic === 'string' && refusesWildcards(type, deadLetterTopic)
      ? [{ rule: PUBLISHED_TO_FILTER, what: `spec.deadLetterTopic must not contain wildcards; got ${describe(deadLetterTopic)}` }] : []),
  ];
}

/** Two subscriptions of one app to one topic: daprd uses the first. */
const twice: ManifestRule = all => {
  const overlaps = new Overlaps();
  return all.dapr('Subscription').flatMap((object): ManifestProblem[] => {
    const other = overlaps.of(JSON.stringify([object.spec.pubsubname, object.spec.topic]), object).find(one => one.name !== object.name);
    return other
      ? [{ at: object, rule: INVALID_SUBSCRIPTION, what: `Subscription '${object.name}' has the same topic and app as Subscription '${other.name}'`, todo: 'remove one of them, or use one with rules' }] : [];
  });
};

/** Rejected events that return to the topic where they were rejected. */
const deadLetterCycles: ManifestRule = all => {
  const objects = all.dapr('Subscription').filter(({ spec }) => typeof spec.deadLetterTopic === 'string' && spec.deadLetterTopic !== spec.topic);
  const keyOf = ({ namespace, spec }: Manifest, topic: unknown): string => JSON.stringify([namespace, spec.pubsubname, topic]);
  const next = grouped(objects, object => keyOf(object, object.spec.topic));
  return objects.flatMap((object): ManifestProblem[] => {
    const path = [object.spec.topic];
    for (let to: Manifest | undefined = object; to; to = next.get(keyOf(object, path[path.length - 1]))?.[0]) {
      if (path.includes(to.spec.deadLetterTopic)) {
        return to.spec.deadLetterTopic === object.spec.topic ? [{ at: object, rule: DEAD_LETTER_CYCLE, what: `dead letters form a cycle: ${[...path, object.spec.topic].join(' -> ')}` }] : [];
      }
      path.push(to.spec.deadLetterTopic);
    }
    return [];
  });
};

/** Apps that share the messages of a topic: the component has one consumer group for all of them. Other apps may subscribe in their code. */
const sharedGroups: ManifestRule = all => {
  const received = all.dapr('Subscription').flatMap(object => {
    const component = typeof object.spec.pubsubname === 'string' ? all.component(object.spec.pubsubname, object) : undefined;
    return component === undefined || component === true ? []
      : [{ object, component, topic: isSharedByTopics(component.spec.type) ? undefined : object.spec.topic }];
  });
  const groups = grouped(received, ({ component, topic }) => JSON.stringify([component.namespace, component.name, topic]));
  return [...groups.values()].flatMap((group): ManifestProblem[] => {
    const [{ component, topic }] = group;
    const appIds = [...new Set(group.flatMap(({ object }) => object.scopes ?? []))].filter(appId => component.scopes?.includes(appId) ?? true).sort();
    const plain = texts(component).flatMap(([name, text]): [string, string][] => text === undefined ? [] : [[name, text]]);
    const reason = appIds.length > 1 ? sharedBy(component.spec.type, component.name, plain) : undefined;
    return reason === undefined ? []
      : [{ at: component, rule: ONE_GROUP_FOR_SEVERAL_APPS, what: shares(reason, appIds, topic === undefined ? 'its messages' : `topic ${describe(topic)}`) }];
  });
};

export const SUBSCRIPTION_RULES: ManifestRule[] = [fields, ends, twice, deadLetterCycles, sharedGroups];
