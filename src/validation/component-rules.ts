/** Components that daprd would not load, or would load differently than written. */
import { entries, entryPath, texts } from './component-facts';
import { Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { Problem } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { topicsOfOutbox } from '../facts/outboxes';
import { lacksKey } from '../kubernetes/secret-keys';
import { categoryOf, INVALID_COMPONENT, typeProblems } from '../resources/component/building-blocks';
import { marksActorStateStore, NAMED_LIKE_BUILTIN_STORE } from '../resources/component/checks';
import { outboxIn } from '../resources/component/outbox';
import { envNameProblems, isReservedEnv } from '../resources/metadata/named-values';
import { appIdsIn, isScopesByApp, scopesProblems } from '../resources/metadata/topic-scopes-format';
import { twoActorStores } from '../rules/components/actor-state-stores';
import { SCOPE_WITHOUT_APP, SECRET_STORE_CYCLE } from '../rules/components/components';
import { mayPublish, OUTBOX_TOPIC_FORBIDDEN } from '../rules/components/outboxes';
import { SECRET_KEY_NOT_FOUND } from '../rules/secrets';
import { grouped } from '../util/grouped';
import { isMap, Json } from '../util/json';
import { describe, duration, mustBe } from '../util/values';

export const SECRET_STORE_NOT_FOUND = warning('DAPR6110', {
  title: 'unknown secret store',
  why: 'A component waits indefinitely for an unknown secret store while daprd reports success; a secret scope of an unknown store restricts nothing',
  todo: 'correct the name, or add it to externalComponents',
  source: 'dapr/dapr pkg/runtime/processor/secret/secret.go',
  manifests: true,
});
const ENTRY_WITHOUT_NAME = warning('DAPR4070', {
  title: 'metadata with an empty name',
  why: 'No component reads it',
  todo: 'set name, or remove the entry',
  source: 'dapr/dapr pkg/apis/components/v1alpha1',
  manifests: true,
});
const SECRET_WITHOUT_KEY = warning('DAPR6113', {
  title: 'secretKeyRef without a key',
  why: 'Dapr reads the key with the name of the Secret, which few Secrets have: the value is empty',
  todo: 'set key',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});

const fields: ManifestRule = all => all.dapr('Component').flatMap(object => {
  const { type, version, metadata, initTimeout } = object.spec;
  const problems: Problem[] = typeProblems(type, version, 'spec.');
  if (version === undefined) {
    problems.push({ rule: INVALID_COMPONENT, what: 'spec.version must be set', todo: 'set a version such as v1' });
  }
  if (metadata !== undefined && metadata !== null && !Array.isArray(metadata)) {
    problems.push({ rule: INVALID_COMPONENT, what: mustBe('spec.metadata', 'a list', metadata), todo: 'write a list of entries with name and value' });
  }
  const expected = typeof initTimeout === 'string' ? duration(initTimeout) : 'a Go duration such as 500ms, 5s or 1m30s';
  if (initTimeout !== undefined && expected) {
    problems.push({ rule: INVALID_COMPONENT, what: `${mustBe('spec.initTimeout', expected, initTimeout)}, for which daprd uses 5s`, todo: 'set a duration such as 30s' });
  }
  if (object.name === 'kubernetes' && categoryOf(type) === 'secretstores' && type !== 'secretstores.kubernetes') {
    problems.push({ rule: NAMED_LIKE_BUILTIN_STORE, what: 'metadata.name must not be \'kubernetes\' for a secret store of another type' });
  }
  const names = entries(object).map(({ name }) => name);
  names.filter((name, i) => names.indexOf(name) !== i)
    .forEach(name => problems.push({ rule: INVALID_COMPONENT, what: `spec.metadata contains ${describe(name)} twice, and the last one wins`, todo: 'remove one of them' }));
  problems.push(...entries(object).flatMap((entry, i) => entryProblems(all, object, entry, i)));
  return problems.map(problem => ({ ...problem, at: object }));
});


function entryProblems(all: Manifests, object: Manifest, entry: Json, index: number): Problem[] {
  const { name, value, secretKeyRef, envRef } = entry;
  const path = entryPath(typeof name === 'string' && name ? name : index);
  const problems: Problem[] = [];
  const invalid = (what: string, todo: string): void => { problems.push({ rule: INVALID_COMPONENT, what, todo }); };
  if (name === '') {
    problems.push({ rule: ENTRY_WITHOUT_NAME, what: `${path}.name must not be empty` });
  }
  const sources = [['value', value], ['secretKeyRef', secretKeyRef], ['envRef', envRef]].filter(([, source]) => source !== undefined && source !== null && source !== '');
  if (sources.length > 1) {
    invalid(`${path} must have one source; got ${sources.map(([source]) => source).join(' and ')}`, 'remove all but one of them');
  }
  if (isReservedEnv(envRef)) {
    invalid(`${path}.envRef must not be an environment variable that Dapr reserves; got '${envRef}'`, 'use another variable');
  }
  problems.push(...envNameProblems(`${path}.envRef`, envRef));
  if (isMap(secretKeyRef)) {
    problems.push(...secretProblems(all, object, `${path}.secretKeyRef`, secretKeyRef));
  } else if (secretKeyRef !== undefined && secretKeyRef !== null) {
    invalid(mustBe(`${path}.secretKeyRef`, 'a map', secretKeyRef), 'set name and key');
  }
  return problems;
}

function secretProblems(all: Manifests, object: Manifest, path: string, { name, key }: Json): Problem[] {
  if (typeof name !== 'string' || !name) {
    return [{ rule: INVALID_COMPONENT, what: `${path}.name must be a non-empty string`, todo: 'set name and key' }];
  }
  const store = storeOf(object);
  if (store && store !== 'kubernetes') {
    // In other stores a secret may be a single value, without keys.
    return [];
  }
  const secret = all.find('core', 'Secret', name, object);
  if (key === undefined || key === '') {
    return secret && !lacksKey(secret.json, name) ? [] : [{ rule: SECRET_WITHOUT_KEY, what: `${path}.key must be set; it defaults to '${name}'` }];
  }
  return secret && lacksKey(secret.json, String(key))
    ? [{ rule: SECRET_KEY_NOT_FOUND, what: `${path}.key must be a key of Secret '${name}'; got ${describe(key)}` }] : [];
}

/** Topics to which daprd may not publish for the outbox of a state store. */
const outboxes: ManifestRule = all => all.dapr('Component').flatMap(object => {
  const plain = texts(object).flatMap(([name, text]): [string, string][] => text === undefined ? [] : [[name, text]]);
  const outbox = outboxIn(String(object.spec.type), texts(object).map(([name]) => name), () => plain);
  return outbox === undefined ? [] : all.scopedApps(object).flatMap(({ appId, namespace = object.namespace }) => namespace === undefined ? []
    : topicsOfOutbox(outbox, appId, namespace).flatMap(({ broker, topic }): ManifestProblem[] => {
      const component = broker === undefined ? true : all.component(broker, object);
      return component === undefined || component === true || mayPublish(entries(component), appId, topic) ? []
        : [{ at: object, rule: OUTBOX_TOPIC_FORBIDDEN, what: `app '${appId}' must be allowed to publish to topic '${topic}' of '${broker}'` }];
    }));
});

/** The secret store of a component. */
const storeOf = (object: Manifest): string | undefined => map(object.json.auth).secretStore;

const stores: ManifestRule = all => all.objects.filter(object => object.isDapr() && storeOf(object)).flatMap((object): ManifestProblem[] => {
  const name = String(storeOf(object));
  const path = 'auth.secretStore';
  // The built-in store always exists.
  const store = name === 'kubernetes' ? true : all.component(name, object);
  if (!store) {
    return [{ at: object, rule: SECRET_STORE_NOT_FOUND, what: `${path} must be a component of these manifests; got '${name}'${all.meantComponent(name)}` }];
  }
  if (store !== true && categoryOf(store.spec.type) !== 'secretstores') {
    return [{
      at: object,
      rule: INVALID_COMPONENT,
      what: `${path} must be a component of a type secretstores.*; got '${name}' of type ${describe(store.spec.type)}`,
      todo: 'name a secret store',
    }];
  }
  const chain = [object.name];
  for (let next: string | undefined = name; next && next !== 'kubernetes'; next = chain.includes(next) ? undefined : nextStore(all, object, chain, next)) {
    if (next === object.name && object.kind === 'Component') {
      return [{ at: object, rule: SECRET_STORE_CYCLE, what: `${path} must not depend on the component itself; got ${[...chain, next].join(' -> ')}` }];
    }
  }
  return [];
});

function nextStore(all: Manifests, object: Manifest, chain: string[], name: string): string | undefined {
  chain.push(name);
  const store = all.component(name, object);
  return store && store !== true ? storeOf(store) : undefined;
}

/** An app has one actor state store: with two of them daprd exits. */
const actorStores: ManifestRule = all => {
  const marked = all.dapr('Component').filter(object => categoryOf(object.spec.type) === 'state'
    && entries(object).some(({ name, value }) => marksActorStateStore(name, value)));
  const byNamespace = grouped(marked, ({ namespace }) => namespace ?? '');
  // A store without a namespace may be in each of them, and is reported once.
  const anywhere = byNamespace.get('') ?? [];
  const problems = [...byNamespace].flatMap(([namespace, own]) => twoActorStores(namespace === '' ? own : [...anywhere, ...own]))
    .map(({ store, ...problem }): ManifestProblem => ({ at: store, ...problem }));
  return [...grouped(problems, ({ at, what }) => `${at.title} ${what}`).values()].map(([problem]) => problem);
};

/** Which apps may use which topics: a scope that daprd cannot read restricts no app. */
const topics: ManifestRule = all => all.dapr('Component').filter(object => categoryOf(object.spec.type) === 'pubsub').flatMap(object =>
  entries(object).filter(({ name, value }) => isScopesByApp(name) && typeof value === 'string').flatMap(({ name, value }): ManifestProblem[] => {
    const path = `spec.metadata['${name}']`;
    const unknown = all.knowsApps(object) ? appIdsIn(value).filter(appId => !all.knowsApp(appId, object)) : [];
    return [
      ...scopesProblems(path, value).map(problem => ({ at: object, ...problem })),
      ...unknown.map(appId => ({
        at: object,
        rule: SCOPE_WITHOUT_APP,
        what: `${path} must name apps of these manifests; got '${appId}'${all.meantApp(appId)}`,
        todo: 'correct it, or add the app ID to externalApps',
      })),
    ];
  }));

export const COMPONENT_RULES: ManifestRule[] = [outboxes, fields, stores, actorStores, topics];
