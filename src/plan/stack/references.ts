/** The objects that others name. */
import { Daprd } from './apps';
import { keyOf, namespaceOf } from './stack';
import { BUILTIN_STORE } from '../../kubernetes/names';
import { Json } from '../../util/json';
import { list, Manifest, map, DAPR_GROUP } from '../../validation/manifest';

type Target = readonly [group: string, kind: string, name: unknown];

/** Titles of the objects that name an object, by its key. */
export function referencesIn(objects: Iterable<Manifest>, daprds: readonly Daprd[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (from: Manifest, targets: readonly Target[]): void => targets.filter(([,, name]) => typeof name === 'string' && name).forEach(([group, kind, name]) => {
    const key = keyOf(group, kind, namespaceOf(from), String(name));
    const titles = found.get(key);
    if (titles) {
      titles.push(from.title);
    } else {
      found.set(key, [from.title]);
    }
  });
  for (const object of objects) {
    add(object, object.template ? podTargets(object) : object.isDapr() ? daprTargets(object) : otherTargets(object));
  }
  daprds.forEach(({ at, settings }) => add(at, [
    [DAPR_GROUP, 'Configuration', settings.config],
    ['core', 'Secret', settings['api-token-secret']],
    ['core', 'Secret', settings['app-token-secret']],
    ['core', 'Service', settings['app-channel-address']?.split('.')[0]],
  ]));
  return found;
}

/** What the pods of a workload need, unless it is optional. */
function podTargets({ podSpec, containers }: Manifest): Target[] {
  const sources = (volume: Json): Json[] => [volume, ...list(map(volume.projected).sources).map(map)];
  const needed = (reference: unknown): Json => map(reference).optional === true ? {} : map(reference);
  return [
    ['core', 'ServiceAccount', podSpec.serviceAccountName],
    ...list(podSpec.imagePullSecrets).map((secret): Target => ['core', 'Secret', map(secret).name]),
    ...list(podSpec.volumes).map(map).flatMap(volume => [
      ['core', 'PersistentVolumeClaim', map(volume.persistentVolumeClaim).claimName] as Target,
      ...sources(volume).flatMap((source): Target[] => [
        ['core', 'Secret', needed(source.secret).secretName ?? needed(source.secret).name], ['core', 'ConfigMap', needed(source.configMap).name],
      ]),
    ]),
    ...containers.flatMap(container => [
      ...list(container.envFrom).map(map).flatMap((source): Target[] => [['core', 'Secret', needed(source.secretRef).name], ['core', 'ConfigMap', needed(source.configMapRef).name]]),
      ...list(container.env).map(map).flatMap(({ value, valueFrom }): Target[] => [
        ['core', 'Secret', needed(map(valueFrom).secretKeyRef).name], ['core', 'ConfigMap', needed(map(valueFrom).configMapKeyRef).name], ['core', 'Service', hostIn(value)],
      ]),
    ]),
  ];
}

/** The first label of the host of a URL: the name of a Service, if it is one. */
const hostIn = (value: unknown): string | undefined => /^[a-z]+:\/\/([a-z0-9-]+)[.:/]/.exec(String(value))?.[1];

function daprTargets({ kind, spec, json }: Manifest): Target[] {
  const store: unknown = map(json.auth).secretStore;
  const component = (name: unknown): Target => [DAPR_GROUP, 'Component', name === BUILTIN_STORE ? undefined : name];
  const secrets = [...list(spec.metadata), ...list(spec.headers)].map((each): Target => ['core', 'Secret', map(map(each).secretKeyRef).name]);
  return [
    component(store),
    ...(store === undefined || store === BUILTIN_STORE ? secrets : []),
    ...(kind === 'Subscription' ? [component(spec.pubsubname)] : []),
    ...Object.keys(map(map(spec.targets).components)).map(component),
    ...[spec.httpPipeline, spec.appHttpPipeline].flatMap(pipeline => list(map(pipeline).handlers).map(handler => component(map(handler).name))),
    ...list(map(spec.secrets).scopes).map(scope => component(map(scope).storeName)),
  ];
}

function otherTargets({ kind, json, spec }: Manifest): Target[] {
  const scaled = map(spec.scaleTargetRef);
  return [
    ...(/^(Cluster)?RoleBinding$/.test(kind) ? [['rbac.authorization.k8s.io', map(json.roleRef).kind, map(json.roleRef).name] as Target] : []),
    ...(scaled.name ? [[String(scaled.apiVersion ?? 'apps/v1').split('/')[0], String(scaled.kind ?? 'Deployment'), scaled.name] as Target] : []),
  ];
}
