import { secretStoreOf } from '../files/cluster-types';
import { TopologyResource } from '../topology/model';

/** App IDs that load a resource; all apps if undefined. */
type Scopes = string[] | undefined;

/**
 * The resources that apps with these IDs load, each with its scopes. The scopes of a secret store include every app that
 * loads a resource with secrets from that store.
 */
export function loadedBy(ids: string[], resources: TopologyResource[]): Map<TopologyResource, Scopes> {
  const loaded = new Map<TopologyResource, Scopes>();
  const add = (resource: TopologyResource, more: Scopes): void => {
    const scopes = loaded.has(resource) ? union(loaded.get(resource), more) : more;
    loaded.set(resource, scopes);
    const store = secretStoreOf(resource.manifest);
    const found = resources.find(each => each !== resource && each.kind === 'Component' && each.name === store && each.namespace === resource.namespace);
    if (found && !(loaded.has(found) && includes(loaded.get(found), scopes))) {
      add(found, scopes);
    }
  };
  for (const resource of resources) {
    const scopes: Scopes = resource.manifest.scopes?.filter((scope: string) => ids.includes(scope));
    if (scopes === undefined || scopes.length) {
      add(resource, scopes);
    }
  }
  return loaded;
}

const union = (a: Scopes, b: Scopes): Scopes => a && b && [...new Set([...a, ...b])].sort();
const includes = (a: Scopes, b: Scopes): boolean => a === undefined || (b !== undefined && b.every(scope => a.includes(scope)));
