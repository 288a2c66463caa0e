import { secretStoreOf } from '../files/cluster-types';
import { TopologyResource } from '../topology/model';

/** For which apps a resource is; everyone where there is no list. */
type Scopes = string[] | undefined;

/**
 * What the apps of these ids load, each with the apps it is for. A secret store is also for every app that loads what
 * takes its secrets from it.
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
