import { IDaprResource } from '../contract';
import { Finding } from '../private/diagnostics';
import { nearest } from '../private/names';
import { addRule } from '../private/registry';

/** A name stands for one component or HTTP endpoint, whatever its type. */
addRule(({ resources }) => {
  const first = new Map<string, IDaprResource>();
  const findings: Finding[] = [];
  for (const resource of resources) {
    const key = `${resource.kind}/${resource.namespace ?? ''}/${resource.resourceName}`;
    const other = first.get(key);
    if (other) {
      findings.push({ at: resource, code: 'DAPR4014', what: `${resource.kind} '${resource.resourceName}' is defined at '${other.node.path}' too` });
    }
    first.set(key, other ?? resource);
  }
  return findings;
});

const LOCAL = /(?:^|["/@=,;\s])(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/",;\s]|$)/;

/** What is on the machine of a developer is not in the pod of a daprd. */
addRule(({ resources }) => resources.filter(({ kind, definition }) => kind === 'Component' && definition)
  .flatMap(resource => {
    const metadata: { name: string; value?: string }[] = JSON.parse(resource.definition() || '{}').spec?.metadata ?? [];
    return metadata.filter(({ value }) => LOCAL.test(String(value ?? '')))
      .map(({ name, value }) => ({ at: resource, code: 'DAPR8004' as const, what: `metadata.${name} is '${value}'` }));
  }));

/** Scopes that were given as text and name nobody here. */
addRule(({ textScopes, apps, peers }) => {
  if (!textScopes.length) {
    return [];
  }
  const known = new Set([...apps, ...peers].map(app => app.appId));
  return textScopes.filter(({ appId }) => !known.has(appId)).map(({ at, appId }) => {
    const like = nearest(appId, [...known]);
    return { at, code: 'DAPR4015', what: `scope '${appId}'${like ? `; did you mean '${like}'?` : ''}` };
  });
});

/** A secret store that waits for another which waits for it. */
addRule(({ secretStores }) => {
  const key = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
  const next = new Map(secretStores.map(({ at, store }) => [key(at.namespace, at.resourceName), { at, store }]));
  return secretStores.flatMap(({ at }) => {
    const way = [at.resourceName];
    let store = next.get(key(at.namespace, at.resourceName))?.store;
    while (store !== undefined && !way.includes(store)) {
      way.push(store);
      store = next.get(key(at.namespace, store))?.store;
    }
    return store === at.resourceName ? [{ at, code: 'DAPR4012' as const, what: `secretStore leads ${[...way, store].join(' -> ')}` }] : [];
  });
});
