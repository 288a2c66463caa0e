/** What daprd loads of a resource, as text, and who loads it: two equal texts mean that no daprd needs a restart. */
import { IConstruct } from 'constructs';
import { IDaprPeer, IDaprResource } from '../contract';
import { onePerApp } from '../synth/one-per-app';
import { defined, onceASynth } from '../synth/synths';
import { grouped } from '../util/grouped';

/** What a resource tells of itself; both are read while rendering. */
export interface Definition {
  /** Kind, name, spec and auth as JSON, neither scopes nor metadata; for one app, where parts of it concern other apps only. */
  readonly text: (app?: IDaprPeer) => string;
  /** App-ids of those that load it; every app of the namespace where there is no list. */
  readonly scopes: () => string[] | undefined;
}

class Definitions {
  public readonly byResource = new Map<IDaprResource, Definition>();
  public readonly unscoped: () => Map<string, string[]>;

  constructor(root: IConstruct) {
    this.unscoped = onceASynth(root, () => {
      const resources = grouped([...this.byResource].filter(([, { scopes }]) => scopes() === undefined), ([{ namespace }]) => namespace ?? '');
      return new Map([...resources].map(([namespace, all]) => [namespace, all.map(([, { text }]) => text())]));
    });
  }
}

const DEFINITIONS = onePerApp('definitions', root => new Definitions(root));

/** Notes what a resource is. */
export function define(resource: IDaprResource, definition: Definition): void {
  DEFINITIONS(resource).byResource.set(resource, definition);
  defined(resource);
}

/** What a resource is to an app; of one that exists, or that is not of this library, only the name is known. */
export function definitionOf(resource: IDaprResource, app?: IDaprPeer): string {
  const known = DEFINITIONS(resource).byResource.get(resource);
  return known ? known.text(app) : JSON.stringify({ kind: resource.kind, name: resource.resourceName });
}

/** App-ids of those that load a resource; every app of the namespace where there is no list. Of one that exists nothing is known. */
export const scopesOf = (resource: IDaprResource): string[] | undefined => {
  const known = DEFINITIONS(resource).byResource.get(resource);
  return known ? known.scopes() : [];
};

/** Whether an app loads a resource, by its scopes. */
export const isLoadedBy = (resource: IDaprResource, app: IDaprPeer): boolean =>
  scopesOf(resource)?.includes(app.appId) ?? app.namespace === resource.namespace;

/** Definitions of what every app of a namespace loads. */
export const unscopedDefinitions = (scope: IConstruct, namespace: string | undefined): string[] => DEFINITIONS(scope).unscoped().get(namespace ?? '') ?? [];
