/** Subscriptions, of both versions. */
import { list, Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule } from './manifests';
import { warning } from '../diagnostics/rule';
import { categoryOf } from '../resources/component/checks';
import { INVALID_SUBSCRIPTION, NO_APP_PORT } from '../resources/subscription/checks';
import { WRONG_BUILDING_BLOCK } from '../rules/component-kinds';
import { isMap } from '../util/json';
import { describe } from '../util/values';

const OLD_SUBSCRIPTION = warning('DAPR6115', {
  title: 'Subscription of the old version',
  why: 'It is converted, and has one route only',
  todo: 'write dapr.io/v2alpha1 with routes',
  source: 'dapr/dapr charts/dapr/crds/subscription.yaml',
  manifests: true,
});
const BROKER_NOT_FOUND = warning('DAPR6116', {
  title: 'message broker that is not in these manifests',
  why: 'If no app loads it either, the subscription never starts, without an error',
  todo: 'correct the name, or name it in externalComponents',
  source: 'dapr/dapr pkg/runtime/subscription',
  manifests: true,
});

type Found = Omit<ManifestProblem, 'at'>;

const fields: ManifestRule = all => all.dapr('Subscription').flatMap(object => {
  const { topic, pubsubname, deadLetterTopic, bulkSubscribe } = object.spec;
  const found: Found[] = [];
  const invalid = (where: string, what: string, todo?: string): void => { found.push({ rule: INVALID_SUBSCRIPTION, where: `spec.${where}`, what, todo }); };
  if (typeof topic !== 'string' || !topic) {
    invalid('topic', 'there is no topic', 'give topic');
  }
  if (typeof pubsubname !== 'string' || !pubsubname) {
    invalid('pubsubname', 'there is no pubsubname', 'give pubsubname');
  }
  if (deadLetterTopic !== undefined && deadLetterTopic === topic) {
    invalid('deadLetterTopic', `deadLetterTopic ${describe(deadLetterTopic)} is the topic itself: an event that fails comes back for ever`);
  }
  for (const count of ['maxMessagesCount', 'maxAwaitDurationMs']) {
    const value = map(bulkSubscribe)[count];
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      invalid(`bulkSubscribe.${count}`, `bulkSubscribe.${count} ${describe(value)}`, 'give a whole number from 1');
    }
  }
  found.push(...object.version === 'v1alpha1' ? oldRoute(object) : routes(object));
  return found.map(problem => ({ ...problem, at: object }));
});

function oldRoute(object: Manifest): Found[] {
  const { route, routes: young } = object.spec;
  const old: Found = { rule: OLD_SUBSCRIPTION, where: 'apiVersion', what: `apiVersion ${describe(object.json.apiVersion)}` };
  if (young !== undefined) {
    return [{ rule: INVALID_SUBSCRIPTION, where: 'spec.routes', what: 'apiVersion dapr.io/v1alpha1 has no routes: they are dropped', todo: 'write dapr.io/v2alpha1' }];
  }
  return [old, ...(typeof route === 'string' && route ? [] : [{ rule: INVALID_SUBSCRIPTION, where: 'spec.route', what: 'there is no route', todo: 'give route' }])];
}

function routes({ spec }: Manifest): Found[] {
  if (spec.route !== undefined) {
    return [{
      rule: INVALID_SUBSCRIPTION, where: 'spec.route', what: `apiVersion dapr.io/v2alpha1 has no route: ${describe(spec.route)} is dropped`, todo: `write routes: { default: ${spec.route} }`,
    }];
  }
  const rules = list(map(spec.routes).rules);
  const pathless = rules.filter(rule => !isMap(rule) || typeof rule.path !== 'string' || !rule.path);
  return [
    ...(rules.length || map(spec.routes).default ? [] : [{ rule: INVALID_SUBSCRIPTION, where: 'spec.routes', what: 'there is no route', todo: 'give routes.default or routes.rules' }]),
    ...(pathless.length ? [{ rule: INVALID_SUBSCRIPTION, where: 'spec.routes.rules', what: 'a rule has no path', todo: 'give path' }] : []),
  ];
}

/** Broker and receivers. */
const ends: ManifestRule = all => all.dapr('Subscription').flatMap((object): ManifestProblem[] => {
  const name = String(object.spec.pubsubname ?? '');
  const pubsub = name ? all.component(name, object) : true;
  const receivers = object.scopes ?? [];
  const where = 'spec.pubsubname';
  const deaf = all.apps.filter(app => receivers.includes(app.appId) && together(app, object) && app.annotations['dapr.io/app-port'] === undefined);
  const found = deaf.map((app): ManifestProblem => ({
    at: app.at, where: app.at.annotationsPath, rule: NO_APP_PORT, what: `Subscription '${object.name}' delivers topic ${describe(object.spec.topic)} to the app`, todo: 'add dapr.io/app-port',
  }));
  if (!pubsub) {
    // Without any component among the manifests they are elsewhere, all of them.
    return all.dapr('Component').length ? [...found, { at: object, where, rule: BROKER_NOT_FOUND, what: `pubsubname '${name}'${all.meantComponent(name)}` }] : found;
  }
  if (pubsub === true) {
    return found;
  }
  if (categoryOf(pubsub.spec.type) !== 'pubsub') {
    return [...found, { at: object, where, rule: WRONG_BUILDING_BLOCK, what: `pubsubname '${name}' is a ${describe(pubsub.spec.type)}`, todo: 'name a component of type pubsub.*' }];
  }
  const loaders = pubsub.scopes ?? [];
  return [...found, ...receivers.filter(appId => loaders.length && !loaders.includes(appId)).map((appId): ManifestProblem => ({
    at: object, where: 'scopes', rule: INVALID_SUBSCRIPTION, what: `'${appId}' is not among the scopes of the component '${name}'`, todo: 'add it there, or remove it here',
  }))];
});

/** Two for the same events: daprd takes the first. */
const twice: ManifestRule = all => {
  const objects = all.dapr('Subscription');
  return objects.flatMap((object, i) => {
    const other = objects.slice(0, i).find(one => one.name !== object.name && together(one, object)
      && one.spec.pubsubname === object.spec.pubsubname && one.spec.topic === object.spec.topic && both(one.scopes, object.scopes));
    return other ? [{ at: object, rule: INVALID_SUBSCRIPTION, what: `Subscription '${other.name}' has the same topic and app`, todo: 'remove one, or give it rules' }] : [];
  });
};

const both = (a: string[] = [], b: string[] = []): boolean => !a.length || !b.length || a.some(appId => b.includes(appId));

export const SUBSCRIPTION_RULES: ManifestRule[] = [fields, ends, twice];
