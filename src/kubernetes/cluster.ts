/** The cluster of a construct. An App may describe several: equal namespaces and names in two clusters are different objects. */
import { IConstruct } from 'constructs';
import { keyIn } from './names';

/** Symbol of the settings of `DaprPlatform` on a scope. It is registered, so that other copies of this package find them too. */
export const PLATFORM_SETTINGS = Symbol.for('cdk8s-dapr.platform');

type Scope = IConstruct & { [PLATFORM_SETTINGS]?: { readonly cluster?: string } };
type InNamespace = IConstruct & { readonly namespace?: string };

/** The nearest scope that sets the cluster of a construct, if any. */
export function clusterScopeOf(at: IConstruct): Scope | undefined {
  let scope: Scope | undefined = at;
  // Another value is reported where it is set.
  while (scope && typeof scope[PLATFORM_SETTINGS]?.cluster !== 'string') {
    scope = scope.node.scope;
  }
  return scope;
}

/** The cluster of a construct; undefined for the one cluster that has no name. */
export const clusterOf = (at: IConstruct): string | undefined => clusterScopeOf(at)?.[PLATFORM_SETTINGS]?.cluster;

/** A map key for a namespace in the cluster of a construct. */
export function placeOf(at: IConstruct, namespace: string | undefined): string {
  const cluster = clusterOf(at);
  // Neither name contains a colon or a slash.
  return cluster === undefined ? namespace ?? '' : `${cluster}:${namespace ?? ''}`;
}

/** Whether two constructs are in the same namespace of the same cluster. */
export const inSamePlace = (a: InNamespace, b: InNamespace): boolean => a.namespace === b.namespace && clusterOf(a) === clusterOf(b);

/** A map key for one or more names in the namespace and cluster of a construct. */
export const keyAt = (at: InNamespace, name: string, ...more: string[]): string => keyIn(placeOf(at, at.namespace), name, ...more);
