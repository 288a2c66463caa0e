/** The part of a resource that daprd loads, as a string, and which apps load it: equal strings mean that no daprd needs a restart. */
import { IConstruct } from 'constructs';
import { IDaprPeer, IDaprResource } from '../contract';
import { clusterOf, placeOf } from '../kubernetes/cluster';
import { onePerApp } from '../synth/one-per-app';
import { defined, oncePerSynth } from '../synth/synths';
import { grouped } from '../util/grouped';

/** Definition of a resource; both members are read while rendering. */
export interface Definition {
  /** Kind, name, spec and auth as JSON, without scopes and metadata; with `app`, without parts that concern other apps only. */
  readonly text: (app?: IDaprPeer) => string;
  /** IDs of the apps that load it; every app of the namespace if undefined. */
  readonly scopes: () => readonly string[] | undefined;
}

class Definitions {
  public readonly byResource = new Map<IDaprResource, Definition>();
  public readonly unscoped: () => Map<string, IDaprResource[]>;
  /** Scopes as sets, computed on demand. */
  public readonly scopes: () => Map<IDaprResource, ReadonlySet<string>>;

  constructor(root: IConstruct) {
    this.scopes = oncePerSynth(root, () => new Map());
    this.unscoped = oncePerSynth(root, () => {
      const resources = [...this.byResource].flatMap(([resource, { scopes }]) => scopes() === undefined ? [resource] : []);
      return grouped(resources, resource => placeOf(resource, resource.namespace));
    });
  }
}

const DEFINITIONS = onePerApp('definitions', root => new Definitions(root));

/** Records the definition of a resource. */
export function define(resource: IDaprResource, definition: Definition): void {
  DEFINITIONS(resource).byResource.set(resource, definition);
  defined(resource);
}

/** The definition of a resource for an app; kind and name only for one that exists already or is not of this library. */
export function definitionOf(resource: IDaprResource, app?: IDaprPeer): string {
  const known = DEFINITIONS(resource).byResource.get(resource);
  return known ? known.text(app) : JSON.stringify({ kind: resource.kind, name: resource.resourceName });
}

/** IDs of the apps that load a resource; every app of the namespace if undefined, empty for a resource that exists already. */
export const scopesOf = (resource: IDaprResource): readonly string[] | undefined => {
  const known = DEFINITIONS(resource).byResource.get(resource);
  return known ? known.scopes() : [];
};

/** Whether an app loads a resource, according to its scopes. */
export function isLoadedBy(resource: IDaprResource, app: IDaprPeer): boolean {
  if (clusterOf(resource) !== clusterOf(app)) {
    return false;
  }
  const known = DEFINITIONS(resource).scopes();
  const scopes = known.get(resource) ?? scopesOf(resource);
  if (scopes === undefined) {
    return app.namespace === resource.namespace;
  }
  const set = scopes instanceof Set ? scopes : new Set(scopes);
  known.set(resource, set);
  return set.has(app.appId);
}

/** The resources that every app of a namespace loads. */
export const unscopedResources = (scope: IConstruct, namespace: string | undefined): readonly IDaprResource[] =>
  DEFINITIONS(scope).unscoped().get(placeOf(scope, namespace)) ?? [];
