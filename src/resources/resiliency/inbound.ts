/** What Resiliencies say of what a component brings to an app. */
import { ResiliencyPolicies } from './props';
import { IDaprApp, IDaprPeer, IDaprResource } from '../../contract';
import { Collection } from '../../facts/collection';
import { Edges } from '../../facts/edges';
import { onePerApp } from '../../synth/one-per-app';

/** What one says of the events of a component for an app, where the app loads it; policies where it has some. */
export type Inbound = { readonly policies?: ResiliencyPolicies } | undefined;

const SAID = onePerApp('inbound', () => new Map<IDaprResource, (app: IDaprApp, component: string) => Inbound>());

/** Resiliencies that apps load without being given to them as constructs. */
export const UNBOUND_RESILIENCIES = new Collection<IDaprResource>('unbound-resiliencies');

/** Notes what a Resiliency says. */
export function noteInbound(resiliency: IDaprResource, said: (app: IDaprApp, component: string) => Inbound): void {
  SAID(resiliency).set(resiliency, said);
}

/** What each Resiliency that an app loads says of the events of a component; to be read while rendering. */
export function inboundOf(app: IDaprApp, component: string): { readonly at: IDaprResource; readonly policies?: ResiliencyPolicies }[] {
  const said = SAID(app);
  return said.size === 0 ? [] : [...new Set([...Edges.of(app).loadedBy(app), ...UNBOUND_RESILIENCIES.of(app)])].flatMap(at => {
    const inbound = said.get(at)?.(app, component);
    return inbound ? [{ at, ...inbound }] : [];
  });
}

const RETRIES = onePerApp('event-retries', () => new Map<IDaprPeer, Set<string>>());

/** Notes that what a broker or binding brings to an app is kept until the app is back; false where that was noted before. */
export function noteEventRetry(app: IDaprApp, component: string): boolean {
  const all = RETRIES(app).get(app) ?? new Set<string>();
  RETRIES(app).set(app, all);
  return !all.has(component) && Boolean(all.add(component));
}

/** Whether what a broker or binding brings to an app is kept until the app is back. */
export const hasEventRetry = (app: IDaprPeer, component: string): boolean => RETRIES(app).get(app)?.has(component) ?? false;
