/** Resiliencies that apps load through scopes as text or the namespace, without being attached as constructs. */
import { IConstruct } from 'constructs';
import { IDaprApp, IDaprPeer, IDaprResource } from '../../contract';
import { APPS } from '../../facts/apps';
import { Collection } from '../../facts/collection';
import { scopesOf } from '../../facts/definitions';
import { clusterOf, placeOf } from '../../kubernetes/cluster';
import { onePerApp } from '../../synth/one-per-app';
import { oncePerSynth } from '../../synth/synths';
import { grouped } from '../../util/grouped';

const UNBOUND = new Collection<IDaprResource>('unbound-resiliencies');

/** Records such a Resiliency. */
export const noteUnbound = (resiliency: IDaprResource): void => UNBOUND.add(resiliency, resiliency);

/** Whether the App has one. */
export const hasUnbound = (at: IConstruct): boolean => UNBOUND.of(at).length > 0;

/** Scopes name app IDs of any namespace; a Resiliency without scopes is for its namespace. */
const idKey = (at: IDaprPeer | IDaprResource, appId: string): string => `id ${clusterOf(at) ?? ''} ${appId}`;
const placeKey = (at: IDaprPeer | IDaprResource): string => `place ${placeOf(at, at.namespace)}`;
const keysOf = (resiliency: IDaprResource): string[] => {
  const scopes = scopesOf(resiliency);
  return scopes ? [...new Set(scopes)].map(appId => idKey(resiliency, appId)) : [placeKey(resiliency)];
};

const BY_KEY = onePerApp('unbound-resiliencies-by-key', root => oncePerSynth(root, () => ({
  resiliencies: grouped(
    UNBOUND.of(root).flatMap((resiliency, order) => keysOf(resiliency).map(key => ({ resiliency, order, key }))), ({ key }) => key,
  ),
  apps: grouped(APPS.of(root).flatMap(app => [idKey(app, app.appId), placeKey(app)].map(key => ({ app, key }))), ({ key }) => key),
})));

/** Those that an app loads, in the order of their definition; read while rendering. */
export function unboundOf(app: IDaprPeer): IDaprResource[] {
  if (!hasUnbound(app)) {
    return [];
  }
  const { resiliencies } = BY_KEY(app)();
  return [idKey(app, app.appId), placeKey(app)].flatMap(key => resiliencies.get(key) ?? [])
    .sort((a, b) => a.order - b.order).map(({ resiliency }) => resiliency);
}

/** The apps that load a Resiliency through its scopes or namespace; read while rendering. */
export const appsOfUnbound = (resiliency: IDaprResource): IDaprApp[] =>
  keysOf(resiliency).flatMap(key => BY_KEY(resiliency)().apps.get(key) ?? []).map(({ app }) => app);
