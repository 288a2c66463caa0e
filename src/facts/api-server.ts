/** Resources for which daprd calls the API server of Kubernetes, as the service account of its pod. */
import { IConstruct } from 'constructs';
import { definitionOf } from './definitions';
import { Edges } from './edges';
import { secretsIn } from './secrets';
import { IDaprPeer, IDaprResource } from '../contract';
import { BUILTIN_STORE } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { Json } from '../util/json';

/** What a daprd needs to do at the API server for one resource. */
export interface ApiServerUse {
  /** Namespace of what it reads; that of the daprd if undefined. */
  readonly namespace?: string;
  /** The rules of a Role with which the daprd of an app can do it; read while rendering. */
  readonly rules: (app: IDaprPeer) => Json[];
  /** What the daprd of an app may read in addition, which no declaration names; undefined if there is nothing. Read while rendering. */
  readonly undeclared: (app: IDaprPeer) => string | undefined;
}

const USES = onePerApp('api-server-uses', () => new Map<IDaprResource, ApiServerUse>());

/** Records that daprd calls the API server for a resource. Call it before anything uses the resource. */
export function registerApiServerUse(resource: IDaprResource, use: ApiServerUse): void {
  USES(resource).set(resource, use);
}

/** What daprd does at the API server for a resource; undefined if nothing. */
export const apiServerUseOf = (resource: IDaprResource): ApiServerUse | undefined => USES(resource).get(resource);

/** All such resources of an App. */
export const apiServerUses = (scope: IConstruct): readonly (readonly [IDaprResource, ApiServerUse])[] => [...USES(scope)];

/** Those that the daprd of an app loads because a declaration names them. */
export const apiServerUsesOf = (app: IDaprPeer): ApiServerUse[] =>
  USES(app).size ? Edges.of(app).loadedBy(app).flatMap(resource => apiServerUseOf(resource) ?? []) : [];

/** Names of the Secrets that the resources of an app read from a secret store of this App; read while rendering. */
export function secretsOfStore(app: IDaprPeer, store: string): string[] {
  const texts = Edges.of(app).loadedBy(app).map(resource => definitionOf(resource)).filter(text => text.includes('"secretStore"'));
  return [...new Set(texts.flatMap(text => secretsIn(JSON.parse(text), BUILTIN_STORE, store)))].sort();
}
