import { IDaprResource } from '../contract';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { APPS, PEERS } from '../facts/apps';
import { keyIn, nearest } from '../kubernetes/names';
import { SECRET_STORES } from '../resources/component/components';
import { RESOURCES } from '../resources/resource';
import { TEXT_SCOPES } from '../resources/scoped-resource';

/** A name stands for one component or HTTP endpoint, whatever its type. */
const names: AppCheck = root => {
  const first = new Map<string, IDaprResource>();
  const findings: Finding[] = [];
  for (const resource of RESOURCES.of(root)) {
    const key = keyIn(resource.namespace, resource.kind, resource.resourceName);
    const other = first.get(key);
    if (other) {
      findings.push({ at: resource, code: 'DAPR4014', what: `${resource.kind} '${resource.resourceName}' is defined at '${other.node.path}' too` });
    }
    first.set(key, other ?? resource);
  }
  return findings;
};

/** Scopes that were given as text and name nobody here. */
const scopes: AppCheck = root => {
  const textScopes = TEXT_SCOPES.of(root);
  if (!textScopes.length) {
    return [];
  }
  const known = new Set([...APPS.of(root), ...PEERS.of(root)].map(app => app.appId));
  return textScopes.filter(({ appId }) => !known.has(appId)).map(({ at, appId }) => {
    const like = nearest(appId, [...known]);
    return { at, code: 'DAPR4015', what: `scope '${appId}'${like ? `; did you mean '${like}'?` : ''}` };
  });
};

/** A secret store that waits for another which waits for it. */
const storeLoops: AppCheck = root => {
  const secretStores = SECRET_STORES.of(root);
  const next = new Map(secretStores.map(({ at, store }) => [keyIn(at.namespace, at.resourceName), { at, store }]));
  return secretStores.flatMap(({ at }) => {
    const way = [at.resourceName];
    let store = next.get(keyIn(at.namespace, at.resourceName))?.store;
    while (store !== undefined && !way.includes(store)) {
      way.push(store);
      store = next.get(keyIn(at.namespace, store))?.store;
    }
    return store === at.resourceName ? [{ at, code: 'DAPR4012' as const, what: `secretStore leads ${[...way, store].join(' -> ')}` }] : [];
  });
};

export const checks = [names, scopes, storeLoops];
