import { AppCheck } from '../diagnostics/diagnostics';
import { error, warning } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { keyIn, nearest } from '../kubernetes/names';
import { SECRET_STORES } from '../resources/component/components';
import { RESOURCES } from '../resources/resource';
import { TEXT_SCOPES } from '../resources/scoped-resource';
import { repeated } from '../util/grouped';

export const SECRET_STORE_CYCLE = error('DAPR4012', {
  title: 'secret store that depends on itself',
  why: 'daprd waits for it for ever and reports success',
  todo: 'let a secret store take its secrets from another one',
  source: 'dapr/dapr pkg/runtime/processor',
  manifests: true,
});
export const COMPONENT_NAME_TWICE = error('DAPR4014', {
  title: 'component name used twice in a namespace',
  why: 'The second fails and daprd exits',
  todo: 'give each component a name of its own',
  source: 'dapr/dapr pkg/runtime/compstore',
  manifests: true,
});
export const SCOPE_WITHOUT_APP = warning('DAPR4015', {
  title: 'scope that names no app here',
  why: 'If the app-id is misspelt, nobody loads the component and calls fail',
  todo: 'correct it, or acknowledge that the app is defined elsewhere',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
  manifests: true,
});

/** A name stands for one component or HTTP endpoint, whatever its type. */
const names: AppCheck = root => repeated(RESOURCES.of(root), ({ namespace, kind, resourceName }) => keyIn(namespace, kind, resourceName))
  .map(([at, other]) => ({ at, rule: COMPONENT_NAME_TWICE, what: `${at.kind} '${at.resourceName}' is defined at '${other.node.path}' too` }));

/** Scopes that were given as text and name nobody here. */
const scopes: AppCheck = root => {
  const textScopes = TEXT_SCOPES.of(root);
  if (!textScopes.length) {
    return [];
  }
  const known = new Set([...APPS.of(root), ...PEERS.of(root)].map(app => app.appId));
  return textScopes.filter(({ appId }) => !known.has(appId)).map(({ at, appId }) => {
    const like = nearest(appId, [...known]);
    return { at, rule: SCOPE_WITHOUT_APP, what: `scope '${appId}'${like ? `; did you mean '${like}'?` : ''}` };
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
    return store === at.resourceName ? [{ at, rule: SECRET_STORE_CYCLE, what: `secretStore leads ${[...way, store].join(' -> ')}` }] : [];
  });
};

export const checks = [names, scopes, storeLoops];
