/** Components: what a daprd that loads them would make of them. */
import { list, Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { warning } from '../diagnostics/rule';
import { lacksKey } from '../kubernetes/secret-keys';
import { knownComponent } from '../resources/component/catalog';
import { categoryOf, marksActorStateStore, typeProblems, INVALID_COMPONENT, NAMED_LIKE_BUILTIN_STORE } from '../resources/component/checks';
import { isReservedEnv } from '../resources/component/named-values';
import { plainSecretProblems } from '../resources/component/plain-secrets';
import { appIdsIn, isScopesByApp, scopesProblems } from '../resources/component/topic-scopes-format';
import { twoActorStores } from '../rules/actor-state-stores';
import { SCOPE_WITHOUT_APP, SECRET_STORE_CYCLE } from '../rules/components';
import { SECRET_KEY_NOT_FOUND } from '../rules/secrets';
import { isMap } from '../util/json';
import { describe, duration } from '../util/values';

export const SECRET_STORE_NOT_FOUND = warning('DAPR6110', {
  title: 'secret store that is not in these manifests',
  why: 'A component waits for an unknown one for ever and reports success; a scope of one restricts nothing',
  todo: 'correct the name, or name it in externalComponents',
  source: 'dapr/dapr pkg/runtime/processor/secret/secret.go',
  manifests: true,
});
const SECRET_WITHOUT_KEY = warning('DAPR6113', {
  title: 'secretKeyRef without a key',
  why: 'Dapr reads the key that is named like the Secret, which few Secrets have: the value is empty',
  todo: 'give key',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});

type Entry = { [field: string]: any };
type Found = Omit<ManifestProblem, 'at'>;

const fields: ManifestRule = all => all.dapr('Component').flatMap(object => {
  const { type, version, metadata, initTimeout } = object.spec;
  const found: Found[] = typeProblems(type ?? 'missing', version).map(problem => ({ ...problem, where: 'spec' }));
  if (version === undefined) {
    found.push({ rule: INVALID_COMPONENT, where: 'spec', what: 'there is no spec.version', todo: 'give a version such as v1' });
  }
  if (metadata !== undefined && metadata !== null && !Array.isArray(metadata)) {
    found.push({ rule: INVALID_COMPONENT, where: 'spec.metadata', what: 'spec.metadata is no list', todo: 'write a list of name and value' });
  }
  if (initTimeout !== undefined && (typeof initTimeout !== 'string' || duration(initTimeout))) {
    found.push({ rule: INVALID_COMPONENT, where: 'spec.initTimeout', what: `initTimeout ${describe(initTimeout)} is no Go duration, and daprd takes 5s`, todo: 'give a duration such as 30s' });
  }
  if (object.name === 'kubernetes' && categoryOf(type) === 'secretstores' && type !== 'secretstores.kubernetes') {
    found.push({ rule: NAMED_LIKE_BUILTIN_STORE, where: 'metadata.name', what: 'the name is \'kubernetes\'' });
  }
  const names = entries(object).map(({ name }) => name);
  names.filter((name, i) => names.indexOf(name) !== i)
    .forEach(name => found.push({ rule: INVALID_COMPONENT, where: 'spec.metadata', what: `metadata ${describe(name)} is there twice, and the last one wins`, todo: 'remove one' }));
  found.push(...entries(object).flatMap(entry => entryProblems(all, object, entry)));
  return found.map(problem => ({ ...problem, at: object }));
});

function entryProblems(all: Manifests, object: Manifest, entry: Entry): Found[] {
  const { name, value, secretKeyRef, envRef } = entry;
  const where = `spec.metadata[${describe(name)}]`;
  const found: Found[] = [];
  const invalid = (what: string, todo: string): void => { found.push({ rule: INVALID_COMPONENT, where, what, todo }); };
  if (typeof name !== 'string' || !name) {
    invalid('an entry of metadata has no name', 'give name');
  }
  // The entry is put aside where it holds something else than it says.
  const ways = [['value', value], ['secretKeyRef', secretKeyRef], ['envRef', envRef]].filter(([, given]) => given !== undefined && given !== null && given !== '');
  if (ways.length > 1) {
    invalid(`metadata ${describe(name)} has ${ways.map(([way]) => way).join(' and ')}`, 'give one of them');
  }
  if (isReservedEnv(envRef)) {
    invalid(`metadata ${describe(name)} reads the environment variable ${envRef}, which Dapr keeps to itself`, 'use another variable');
  }
  if (isMap(secretKeyRef)) {
    found.push(...secretProblems(all, object, name, secretKeyRef).map(problem => ({ ...problem, where })));
  } else if (secretKeyRef !== undefined && secretKeyRef !== null) {
    invalid(`secretKeyRef ${describe(secretKeyRef)} is no map`, 'give name and key');
  }
  found.push(...plainSecretProblems(where, String(name), value, knownComponent(object.spec.type, object.spec.version ?? 'v1')));
  return found;
}

function secretProblems(all: Manifests, object: Manifest, entry: unknown, { name, key }: Entry): Found[] {
  if (typeof name !== 'string' || !name) {
    return [{ rule: INVALID_COMPONENT, what: `secretKeyRef of metadata ${describe(entry)} has no name`, todo: 'give name and key' }];
  }
  const store = storeOf(object);
  if (store && store !== 'kubernetes') {
    // In other stores a secret may be one value, of the name that is given.
    return [];
  }
  const secret = all.find('core', 'Secret', name, object);
  if (key === undefined || key === '') {
    return secret && !lacksKey(secret.json, name) ? [] : [{ rule: SECRET_WITHOUT_KEY, what: `secretKeyRef of metadata ${describe(entry)} has no key: '${name}' is taken for it` }];
  }
  return secret && lacksKey(secret.json, String(key)) ? [{ rule: SECRET_KEY_NOT_FOUND, what: `Secret ${name} has no key ${describe(key)}` }] : [];
}

/** Where a component takes its secrets from. */
const storeOf = (object: Manifest): string | undefined => map(object.json.auth).secretStore;

const stores: ManifestRule = all => all.objects.filter(object => object.isDapr() && storeOf(object)).flatMap((object): ManifestProblem[] => {
  const name = String(storeOf(object));
  const where = 'auth.secretStore';
  // The built-in one is always there.
  const store = name === 'kubernetes' ? true : all.component(name, object);
  if (!store) {
    return [{ at: object, where, rule: SECRET_STORE_NOT_FOUND, what: `secretStore '${name}'${all.meantComponent(name)}` }];
  }
  if (store !== true && categoryOf(store.spec.type) !== 'secretstores') {
    return [{ at: object, where, rule: INVALID_COMPONENT, what: `secretStore '${name}' is a ${store.spec.type}`, todo: 'name a component of type secretstores.*' }];
  }
  const way = [object.name];
  for (let next: string | undefined = name; next && next !== 'kubernetes'; next = way.includes(next) ? undefined : nextStore(all, object, way, next)) {
    if (next === object.name && object.kind === 'Component') {
      return [{ at: object, where, rule: SECRET_STORE_CYCLE, what: `secretStore leads ${[...way, next].join(' -> ')}` }];
    }
  }
  return [];
});

function nextStore(all: Manifests, object: Manifest, way: string[], name: string): string | undefined {
  way.push(name);
  const store = all.component(name, object);
  return store && store !== true ? storeOf(store) : undefined;
}

/** An app finds its actors' state in one store; with two of them daprd exits. */
const actorStores: ManifestRule = all => {
  const marked = all.dapr('Component').filter(object => categoryOf(object.spec.type) === 'state'
    && entries(object).some(({ name, value }) => marksActorStateStore(name, value)));
  const namespaces = [...new Set(marked.map(({ namespace }) => namespace))];
  const found = namespaces.flatMap(namespace => twoActorStores(marked.filter(store => together(store, { namespace }))))
    .map(({ store, ...problem }): ManifestProblem => ({ at: store, ...problem }));
  // One that is in no namespace may be in each of them.
  return found.filter(({ at, what }, i) => found.findIndex(other => other.at === at && other.what === what) === i);
};

/** Which apps may use which topics: what cannot be read restricts nobody. */
const topics: ManifestRule = all => all.dapr('Component').filter(object => categoryOf(object.spec.type) === 'pubsub').flatMap(object =>
  entries(object).filter(({ name, value }) => isScopesByApp(name) && typeof value === 'string').flatMap(({ name, value }): ManifestProblem[] => {
    const path = `spec.metadata['${name}']`;
    const unknown = all.knowsApps(object) ? appIdsIn(value).filter(appId => !all.knowsApp(appId, object)) : [];
    return [
      ...scopesProblems(path, value).map(problem => ({ at: object, ...problem })),
      ...unknown.map(appId => ({ at: object, where: path, rule: SCOPE_WITHOUT_APP, what: `${name} names '${appId}'${all.meantApp(appId)}`, todo: 'correct it, or name the app in externalApps' })),
    ];
  }));

const entries = (object: Manifest): Entry[] => list(object.spec.metadata).filter(isMap);

export const COMPONENT_RULES: ManifestRule[] = [fields, stores, actorStores, topics];
