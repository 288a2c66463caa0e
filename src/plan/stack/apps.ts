/** Apps of a stack: where their daprds run, and which pods they have. */
import { namespaceOf } from './stack';
import { wantsDaprd } from '../../daprd/annotations';
import { keyIn, SHARED_DAPRD_LABEL } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';
import { Json } from '../../util/json';
import { list, Manifest, map } from '../../validation/manifest';

/** An object whose pods run a daprd. */
export interface Daprd {
  readonly at: Manifest;
  readonly appId: string;
  readonly namespace: string;
  /** Where it runs, such as `a shared DaemonSet`. */
  readonly model: string;
  /** Whether the app runs in other pods. */
  readonly shared: boolean;
  /** Whether the injector adds it. */
  readonly injected: boolean;
  /** Its settings, by the names of annotations without `dapr.io/`. */
  readonly settings: { readonly [name: string]: string };
}

export interface App {
  readonly appId: string;
  readonly namespace: string;
  readonly daprds: readonly Daprd[];
  /** Pods of the app that have no daprd. */
  readonly workloads: readonly Manifest[];
  /** Where its daprd runs. */
  readonly model: string;
}

export const SIDECAR = 'a sidecar';
export const REMOTE = 'a remote Dapr';

/** Names of flags that differ from those of the annotations. */
const FLAGS: { readonly [flag: string]: string } = { 'dapr-listen-addresses': 'sidecar-listen-addresses' };

export const daprdsOf = (objects: readonly Manifest[]): Daprd[] =>
  objects.filter(({ template }) => template).flatMap(object => daprdOf(object) ?? []);

function daprdOf(at: Manifest): Daprd | undefined {
  const injected = wantsDaprd(at.podAnnotations);
  const container = injected ? undefined : at.containers.find(isDaprd);
  if (!injected && !container) {
    return undefined;
  }
  const settings = { ...annotationsOf(at), ...container && flagsOf(container) };
  const appId = settings['app-id'] || (at.kind === 'Pod' ? at.name : '');
  const label = at.podLabels[SHARED_DAPRD_LABEL];
  const shared = injected ? settings['app-channel-address'] !== undefined || label !== undefined : at.containers.every(isDaprd);
  const model = !shared ? SIDECAR : `a ${injected ? '' : 'pinned '}shared ${at.kind}`;
  return appId ? { at, appId, namespace: namespaceOf(at), model, shared, injected, settings } : undefined;
}

const isDaprd = ({ name, image }: Json): boolean => name === 'daprd' || /(^|\/)daprd(:|@|$)/.test(String(image));

const annotationsOf = (object: Manifest): { [name: string]: string } => Object.fromEntries(Object.entries(object.podAnnotations)
  .filter(([key, value]) => key.startsWith('dapr.io/') && typeof value !== 'object').map(([key, value]) => [key.slice('dapr.io/'.length), String(value)]));

/** The flags of a daprd container, and the Secrets of its tokens. */
function flagsOf(container: Json): { [name: string]: string } {
  const words = [...list(container.command), ...list(container.args)].map(String).flatMap(word => {
    const [, flag, value] = /^(--?[^=]+)=([^]*)$/.exec(word) ?? [];
    return flag ? [flag, value] : [word];
  });
  const flags = words.flatMap((word, i) => word.startsWith('-') ? [[word.replace(/^--?/, ''), words[i + 1] ?? '']] : []);
  const tokens = [['DAPR_API_TOKEN', 'api-token-secret'], ['APP_API_TOKEN', 'app-token-secret']].flatMap(([token, name]) => {
    const found = list(container.env).map(map).find(each => each.name === token);
    return found ? [[name, String(map(map(found.valueFrom).secretKeyRef).name ?? 'a value')]] : [];
  });
  return Object.fromEntries([...flags.map(([flag, value]) => [FLAGS[flag] ?? flag, value]), ...tokens]);
}

/** The app ID that containers get for a daprd elsewhere. */
export const declaredAppId = (object: Manifest): string | undefined => variable(object, 'DAPR_APP_ID', 'APP_ID');

/** The objects with the pods of an app. */
export const podsOf = ({ daprds, workloads }: App): readonly Manifest[] =>
  [...daprds.filter(({ shared }) => !shared).map(({ at }) => at), ...workloads];

function variable(object: Manifest, ...names: string[]): string | undefined {
  return object.containers.flatMap(container => list(container.env).map(map))
    .find(({ name, value }) => names.includes(name) && typeof value === 'string' && value)?.value;
}

/** All apps, by namespace and app ID. */
export function appsOf(objects: readonly Manifest[], daprds: readonly Daprd[]): Map<string, App> {
  const byApp = grouped(daprds, ({ namespace, appId }) => keyIn(namespace, appId));
  const run = new Set(daprds.map(({ at }) => at));
  const users = objects.filter(object => object.template && !run.has(object)).flatMap(at => {
    const appId = declaredAppId(at);
    const key = keyIn(namespaceOf(at), `${appId}`);
    // Other programs may read a variable of this name.
    return appId && (byApp.has(key) || variable(at, 'DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT')) ? [{ at, key, appId }] : [];
  });
  const workloads = grouped(users, ({ key }) => key);
  return new Map([...new Set([...byApp.keys(), ...workloads.keys()])].map(key => {
    const own = byApp.get(key) ?? [];
    const pods = workloads.get(key) ?? [];
    const { appId, namespace } = own[0] ?? { appId: pods[0].appId, namespace: namespaceOf(pods[0].at) };
    const models = [...new Set(own.map(({ model }) => model))].sort();
    return [key, { appId, namespace, daprds: own, workloads: pods.map(({ at }) => at), model: models.join(' and ') || REMOTE }];
  }));
}
