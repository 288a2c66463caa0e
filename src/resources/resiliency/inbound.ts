/** Inbound policies of Resiliencies for the events of components. */
import { ResiliencyPolicies } from './props';
import { unboundOf } from './unbound';
import { IDaprApp, IDaprPeer, IDaprResource } from '../../contract';
import { Edges } from '../../facts/edges';
import { onePerApp } from '../../synth/one-per-app';

/** A Resiliency's inbound target for a component, if the app loads it; `policies` is unset if the target has none. */
export type Inbound = { readonly policies?: ResiliencyPolicies } | undefined;

const INBOUND_TARGETS = onePerApp('inbound', () => new Map<IDaprResource, (app: IDaprApp, component: string) => Inbound>());

/** Records the inbound targets of a Resiliency. */
export function registerInboundTarget(resiliency: IDaprResource, targetOf: (app: IDaprApp, component: string) => Inbound): void {
  INBOUND_TARGETS(resiliency).set(resiliency, targetOf);
}

/** The inbound targets for a component in all Resiliencies that an app loads; only complete while rendering. */
export function inboundOf(app: IDaprApp, component: string): { readonly at: IDaprResource; readonly policies?: ResiliencyPolicies }[] {
  const targets = INBOUND_TARGETS(app);
  return targets.size === 0 ? [] : [...new Set([...Edges.of(app).loadedBy(app), ...unboundOf(app)])].flatMap(at => {
    const inbound = targets.get(at)?.(app, component);
    return inbound ? [{ at, ...inbound }] : [];
  });
}

const RETRIES = onePerApp('event-retries', () => new Map<IDaprPeer, Set<string>>());

/** Records that events of a component are retried until the app is available; returns false if already recorded. */
export function noteEventRetry(app: IDaprApp, component: string): boolean {
  const all = RETRIES(app).get(app) ?? new Set<string>();
  RETRIES(app).set(app, all);
  return !all.has(component) && Boolean(all.add(component));
}

/** Whether events of a component are retried until the app is available. */
export const hasEventRetry = (app: IDaprPeer, component: string): boolean => RETRIES(app).get(app)?.has(component) ?? false;
