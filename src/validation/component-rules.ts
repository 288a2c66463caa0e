/** Components: what a daprd that loads them would make of them. */
import { hasKey, list, Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { error, warning } from '../diagnostics/rule';
import { categoryOf, keptByDapr, marksActorStateStore, PASSWORD_IN_URL, SCOPES_BY_APP, topicScopes, typeProblems, INVALID_COMPONENT, NAMED_LIKE_BUILTIN_STORE } from '../resources/component/checks';
import { SCOPE_WITHOUT_APP, SECRET_STORE_CYCLE } from '../rules/components';
import { isMap } from '../util/json';
import { describe, duration, namesSecret } from '../util/values';

export const KEY_NOT_IN_SECRET = error('DAPR6104', {
  title: 'key that the Secret has not',
  why: 'The container does not start, or the component gets an empty value',
  todo: 'add the key to the Secret, or correct its name',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});
export const SECRET_STORE_NOT_FOUND = warning('DAPR6110', {
  title: 'secret store that is not in these manifests',
  why: 'A component waits for an unknown one for ever and reports success; a scope of one restricts nothing',
  todo: 'correct the name, or name it in externalComponents',
  source: 'dapr/dapr pkg/runtime/processor/secret/secret.go',
  manifests: true,
});
export const PLAIN_SECRET_IN_RESOURCE = warning('DAPR6111', {
  title: 'secret in plain text in a resource',
  why: 'It ends in Git and in etcd, and every app that loads the resource reads it',
  todo: 'use secretKeyRef',
  source: 'dapr/dapr pkg/apis/components/v1alpha1',
  manifests: true,
});
const TWO_ACTOR_STORES_2 = error('DAPR6112', {
  title: 'two actor state stores for one app',
  why: 'daprd exits: "detected duplicate actor state store"',
  todo: 'mark one of them, or give them scopes that do not meet',
  source: 'dapr/dapr pkg/runtime/compstore',
  manifests: true,
});
const SECRET_WITHOUT_KEY = warning('DAPR6113', {
  title: 'secretKeyRef without a key',
  why: 'Dapr reads the key that is named like the Secret, which few Secrets have: the value is empty',
  todo: 'give key',
  source: 'dapr/dapr pkg/operator/api/components.go',
  manifests: true,
});
const TOPIC_SCOPES_2 = error('DAPR6114', {
  title: 'topic scopes that cannot be read',
  why: 'The part is skipped: that app may use every topic',
  todo: 'write app1=topic1,topic2;app2=topic3',
  source: 'dapr/dapr pkg/scopes/scopes.go',
  manifests: true,
});

type Entry = { [field: string]: any };
type Found = Omit<ManifestProblem, 'at'>;

/** Entries whose names sound of a secret and hold something about one. */
const ABOUT_SECRETS = /(file|path|url|uri|name|type|field|ttl|id|header|scope|endpoint|audience|expir|rotation|enabled|length|prefix|store|mode|method|version)s?$/i;

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
  if (keptByDapr(envRef)) {
    invalid(`metadata ${describe(name)} reads the environment variable ${envRef}, which Dapr keeps to itself`, 'use another variable');
  }
  if (isMap(secretKeyRef)) {
    found.push(...secretProblems(all, object, name, secretKeyRef).map(problem => ({ ...problem, where })));
  } else if (secretKeyRef !== undefined && secretKeyRef !== null) {
    invalid(`secretKeyRef ${describe(secretKeyRef)} is no map`, 'give name and key');
  }
  const literal = typeof value === 'string' ? value : '';
  const secret = namesSecret(String(name)) && !ABOUT_SECRETS.test(String(name)) && !/^(true|false|[0-9.]*|[{<$].*)$/i.test(literal);
  if (secret || PASSWORD_IN_URL.test(literal)) {
    found.push({ rule: PLAIN_SECRET_IN_RESOURCE, where, what: `metadata ${describe(name)} has a literal value` });
  }
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
    return secret && hasKey(secret, name) ? [] : [{ rule: SECRET_WITHOUT_KEY, what: `secretKeyRef of metadata ${describe(entry)} has no key: '${name}' is taken for it` }];
  }
  return secret && !hasKey(secret, String(key)) ? [{ rule: KEY_NOT_IN_SECRET, what: `Secret ${name} has no key ${describe(key)}` }] : [];
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
  return marked.flatMap((object, i) => {
    const other = marked.slice(0, i).find(one => one.name !== object.name && together(one, object) && seenByOne(one.scopes, object.scopes));
    return other ? [{ at: object, rule: TWO_ACTOR_STORES_2, what: `'${object.name}' and '${other.name}' are both marked actorStateStore` }] : [];
  });
};

/** Whether an app sees both; an app sees what names it, and what names nobody. */
const seenByOne = (a: string[] = [], b: string[] = []): boolean => !a.length || !b.length || a.some(appId => b.includes(appId));

/** Which apps may use which topics: what cannot be read restricts nobody. */
const topics: ManifestRule = all => all.dapr('Component').filter(object => categoryOf(object.spec.type) === 'pubsub').flatMap(object =>
  entries(object).filter(({ name, value }) => SCOPES_BY_APP.test(name) && typeof value === 'string').flatMap(({ name, value }) =>
    topicScopes(value).flatMap(({ part, appId }): ManifestProblem[] => {
      const where = `spec.metadata['${name}']`;
      if (appId === undefined) {
        return [{ at: object, where, rule: TOPIC_SCOPES_2, what: `${name} has ${describe(part)}` }];
      }
      return all.knowsApps(object) && !all.knowsApp(appId, object)
        ? [{ at: object, where, rule: SCOPE_WITHOUT_APP, what: `${name} names '${appId}'${all.meantApp(appId)}`, todo: 'correct it, or name the app in externalApps' }] : [];
    })));

const entries = (object: Manifest): Entry[] => list(object.spec.metadata).filter(isMap);

export const COMPONENT_RULES: ManifestRule[] = [fields, stores, actorStores, topics];
