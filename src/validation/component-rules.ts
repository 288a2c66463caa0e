/** Components: what a daprd that loads them would make of them. */
import { hasKey, list, Manifest, map, together } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { categoryOf, keptByDapr, marksActorStateStore, PASSWORD_IN_URL, SCOPES_BY_APP, topicScopes, typeProblems } from '../resources/component/checks';
import { isMap } from '../util/json';
import { describe, duration, namesSecret } from '../util/values';

type Entry = { [field: string]: any };
type Found = Omit<ManifestProblem, 'at'>;

/** Entries whose names sound of a secret and hold something about one. */
const ABOUT_SECRETS = /(file|path|url|uri|name|type|field|ttl|id|header|scope|endpoint|audience|expir|rotation|enabled|length|prefix|store|mode|method|version)s?$/i;

const fields: ManifestRule = all => all.dapr('Component').flatMap(object => {
  const { type, version, metadata, initTimeout } = object.spec;
  const found: Found[] = typeProblems(type ?? 'missing', version).map(problem => ({ ...problem, where: 'spec' }));
  if (version === undefined) {
    found.push({ code: 'DAPR4017', where: 'spec', what: 'there is no spec.version', todo: 'give a version such as v1' });
  }
  if (metadata !== undefined && metadata !== null && !Array.isArray(metadata)) {
    found.push({ code: 'DAPR4017', where: 'spec.metadata', what: 'spec.metadata is no list', todo: 'write a list of name and value' });
  }
  if (initTimeout !== undefined && (typeof initTimeout !== 'string' || duration(initTimeout))) {
    found.push({ code: 'DAPR4017', where: 'spec.initTimeout', what: `initTimeout ${describe(initTimeout)} is no Go duration, and daprd takes 5s`, todo: 'give a duration such as 30s' });
  }
  if (object.name === 'kubernetes' && categoryOf(type) === 'secretstores' && type !== 'secretstores.kubernetes') {
    found.push({ code: 'DAPR4013', where: 'metadata.name', what: 'the name is \'kubernetes\'' });
  }
  const names = entries(object).map(({ name }) => name);
  names.filter((name, i) => names.indexOf(name) !== i)
    .forEach(name => found.push({ code: 'DAPR4017', where: 'spec.metadata', what: `metadata ${describe(name)} is there twice, and the last one wins`, todo: 'remove one' }));
  found.push(...entries(object).flatMap(entry => entryProblems(all, object, entry)));
  return found.map(problem => ({ ...problem, at: object }));
});

function entryProblems(all: Manifests, object: Manifest, entry: Entry): Found[] {
  const { name, value, secretKeyRef, envRef } = entry;
  const where = `spec.metadata[${describe(name)}]`;
  const found: Found[] = [];
  const invalid = (what: string, todo: string): void => { found.push({ code: 'DAPR4017', where, what, todo }); };
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
    found.push({ code: 'DAPR6111', where, what: `metadata ${describe(name)} has a literal value` });
  }
  return found;
}

function secretProblems(all: Manifests, object: Manifest, entry: unknown, { name, key }: Entry): Found[] {
  if (typeof name !== 'string' || !name) {
    return [{ code: 'DAPR4017', what: `secretKeyRef of metadata ${describe(entry)} has no name`, todo: 'give name and key' }];
  }
  const store = storeOf(object);
  if (store && store !== 'kubernetes') {
    // In other stores a secret may be one value, of the name that is given.
    return [];
  }
  const secret = all.find('core', 'Secret', name, object);
  if (key === undefined || key === '') {
    return secret && hasKey(secret, name) ? [] : [{ code: 'DAPR6113', what: `secretKeyRef of metadata ${describe(entry)} has no key: '${name}' is taken for it` }];
  }
  return secret && !hasKey(secret, String(key)) ? [{ code: 'DAPR6104', what: `Secret ${name} has no key ${describe(key)}` }] : [];
}

/** Where a component takes its secrets from. */
const storeOf = (object: Manifest): string | undefined => map(object.json.auth).secretStore;

const stores: ManifestRule = all => all.objects.filter(object => object.isDapr() && storeOf(object)).flatMap((object): ManifestProblem[] => {
  const name = String(storeOf(object));
  const where = 'auth.secretStore';
  // The built-in one is always there.
  const store = name === 'kubernetes' ? true : all.component(name, object);
  if (!store) {
    return [{ at: object, where, code: 'DAPR6110', what: `secretStore '${name}'${all.meantComponent(name)}` }];
  }
  if (store !== true && categoryOf(store.spec.type) !== 'secretstores') {
    return [{ at: object, where, code: 'DAPR4017', what: `secretStore '${name}' is a ${store.spec.type}`, todo: 'name a component of type secretstores.*' }];
  }
  const way = [object.name];
  for (let next: string | undefined = name; next && next !== 'kubernetes'; next = way.includes(next) ? undefined : nextStore(all, object, way, next)) {
    if (next === object.name && object.kind === 'Component') {
      return [{ at: object, where, code: 'DAPR4012', what: `secretStore leads ${[...way, next].join(' -> ')}` }];
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
    return other ? [{ at: object, code: 'DAPR6112' as const, what: `'${object.name}' and '${other.name}' are both marked actorStateStore` }] : [];
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
        return [{ at: object, where, code: 'DAPR6114', what: `${name} has ${describe(part)}` }];
      }
      return all.knowsApps(object) && !all.knowsApp(appId, object)
        ? [{ at: object, where, code: 'DAPR4015', what: `${name} names '${appId}'${all.meantApp(appId)}`, todo: 'correct it, or name the app in externalApps' }] : [];
    })));

const entries = (object: Manifest): Entry[] => list(object.spec.metadata).filter(isMap);

export const COMPONENT_RULES: ManifestRule[] = [fields, stores, actorStores, topics];
