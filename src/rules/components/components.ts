import { IDaprPeer } from '../../contract';
import { AppCheck } from '../../diagnostics/diagnostics';
import { error, warning } from '../../diagnostics/rule';
import { APPS, PEERS } from '../../facts/apps';
import { clusterOf, keyAt } from '../../kubernetes/cluster';
import { SimilarNames } from '../../kubernetes/similar-names';
import { SECRET_STORES } from '../../resources/component/components';
import { RESOURCES } from '../../resources/resource';
import { SCOPED_APP_IDS } from '../../resources/scoped-resource';
import { grouped, repeated } from '../../util/grouped';

export const SECRET_STORE_CYCLE = error('DAPR4012', {
  title: 'secret store that depends on itself',
  why: 'daprd waits indefinitely for the secret store and reports success',
  todo: 'set secretStore to a store that does not depend on this one',
  source: 'dapr/dapr pkg/runtime/processor',
  manifests: true,
});
export const DUPLICATE_COMPONENT_NAME = error('DAPR4014', {
  title: 'duplicate component name in a namespace',
  why: 'The second component fails to load and daprd exits',
  todo: 'use a unique name for each component',
  source: 'dapr/dapr pkg/runtime/compstore',
  manifests: true,
});
export const SCOPE_WITHOUT_APP = warning('DAPR4015', {
  title: 'scope that does not match any app',
  why: 'If the app ID is misspelled, no app loads the component and calls fail',
  todo: 'correct the app ID, or acknowledge this if the app is defined elsewhere',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
  manifests: true,
});

/** Resource names must be unique within a namespace and kind, regardless of the component type. */
const names: AppCheck = root => repeated(RESOURCES.of(root), resource => keyAt(resource, resource.kind, resource.resourceName))
  .map(([at, other]) => ({ at, rule: DUPLICATE_COMPONENT_NAME, what: `${at.kind} '${at.resourceName}' is also defined at '${other.node.path}'` }));

/** Scopes given as app IDs that do not match any app or peer of this App. */
const scopes: AppCheck = root => {
  const textScopes = SCOPED_APP_IDS.of(root);
  if (!textScopes.length) {
    return [];
  }
  const byCluster = grouped<IDaprPeer>([...APPS.of(root), ...PEERS.of(root)], app => clusterOf(app) ?? '');
  const known = new Map(['', ...textScopes.map(({ at }) => clusterOf(at) ?? '')].map(cluster => [cluster, new Set(byCluster.get(cluster)?.map(app => app.appId))]));
  const similarNames = new Map<string, SimilarNames>();
  return textScopes.filter(({ at, appId }) => !known.get(clusterOf(at) ?? '')!.has(appId) && !known.get('')!.has(appId)).map(({ at, appId }) => {
    const cluster = clusterOf(at) ?? '';
    const appIds = similarNames.get(cluster) ?? new SimilarNames(known.get(cluster)!);
    similarNames.set(cluster, appIds);
    const similar = appIds.nearest(appId);
    return { at, rule: SCOPE_WITHOUT_APP, what: `scope '${appId}' does not match any app of this App${similar ? `; did you mean '${similar}'?` : ''}` };
  });
};

/** Secret stores that depend on each other. */
const secretStoreCycles: AppCheck = root => {
  const secretStores = SECRET_STORES.of(root);
  const next = new Map(secretStores.map(({ at, store }) => [keyAt(at, at.resourceName), { at, store }]));
  return secretStores.flatMap(({ at }) => {
    const path = [at.resourceName];
    let store = next.get(keyAt(at, at.resourceName))?.store;
    while (store !== undefined && !path.includes(store)) {
      path.push(store);
      store = next.get(keyAt(at, store))?.store;
    }
    return store === at.resourceName ? [{ at, rule: SECRET_STORE_CYCLE, what: `secretStore forms a cycle: ${[...path, store].join(' -> ')}` }] : [];
  });
};

export const checks = [names, scopes, secretStoreCycles];
