/** Changes of immutable fields, which the API server refuses. */
import { danger } from '../../diagnostics/rule';
import { entryOf, isMap, Json } from '../../util/json';
import { quantityValue } from '../../util/values';
import { list, Manifest, map } from '../../validation/manifest';
import { PlanCheck } from '../stack/changes';
import { differences, same, valueAt } from '../stack/comparable';
import { few } from '../stack/words';

const IMMUTABLE = danger('DAPR9510', {
  title: 'change of an immutable field',
  why: 'The API server refuses the change: apply fails for this object, and the rest of the stack is applied without it',
  todo: 'delete the object and apply again, or give it another name',
  source: 'kubernetes pkg/apis/*/validation, pkg/registry/*/strategy.go',
});

/** Finds the paths of immutable fields that change. */
type Check = (before: Json, after: Json) => string[];

const changed = (before: unknown, after: unknown, path: string): string[] => same(before, after) ? [] : differences(before, after, path);
/** Fields by path, each with its default. */
const fields = (defaults: { readonly [path: string]: unknown }): Check => (before, after) => Object.entries(defaults)
  .flatMap(([path, byDefault]) => changed(valueAt(before, path) ?? byDefault, valueAt(after, path) ?? byDefault, path));
const anyOf = (...paths: string[]): Check => fields(Object.fromEntries(paths.map(path => [path, undefined])));
/** All fields of the spec except some; `defaults` are those of the others. */
const specExcept = (mutable: readonly string[], defaults: Json = {}): Check => ({ spec: before }, { spec: after }) => {
  const fixed = (spec: unknown): Json => Object.fromEntries(Object.entries({ ...defaults, ...map(spec) }).filter(([key]) => !mutable.includes(key)));
  return changed(fixed(before), fixed(after), 'spec');
};
const all = (...checks: Check[]): Check => (before, after) => checks.flatMap(check => check(before, after));

/** A Service keeps the address that it has; only `ExternalName` has none. */
const clusterIp: Check = ({ spec: before }, { spec: after }) => {
  const [from, to] = [map(before).clusterIP || '', map(after).clusterIP || ''];
  const none = [before, after].some(spec => map(spec).type === 'ExternalName');
  const keeps = from === to || (to === '' && from !== 'None');
  return none || keeps ? [] : ['spec.clusterIP'];
};

/** The data of a Secret or ConfigMap that is immutable. */
const data: Check = (before, after) => before.immutable !== true ? []
  : ['data', 'binaryData', 'stringData', 'immutable'].filter(field => !same(before[field] ?? {}, after[field] ?? {}));

/** A claim may grow, but not shrink. */
const claimSize: Check = (before, after) => {
  const [from, to] = [before, after].map(claim => quantityValue(String(valueAt(claim, 'spec.resources.requests.storage'))));
  return to < from ? ['spec.resources.requests.storage'] : [];
};

/** The images and the end of a Pod may change. */
const pod: Check = ({ spec: before }, { spec: after }) => {
  const fixed = (spec: unknown): Json => {
    const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, ...rest } = map(spec);
    const withoutImages = (containers: unknown): Json[] =>
      list(containers).map(container => isMap(container) ? { ...container, image: undefined } : {});
    return { ...rest, containers: withoutImages(rest.containers), initContainers: withoutImages(rest.initContainers) };
  };
  return changed(fixed(before), fixed(after), 'spec');
};

const SELECTOR = anyOf('spec.selector');
const STATEFUL_SET = specExcept(
  ['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'],
  { podManagementPolicy: 'OrderedReady', serviceName: '' },
);
const JOB = specExcept(
  ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'suspend', 'ttlSecondsAfterFinished', 'maxFailedIndexes'],
  { completionMode: 'NonIndexed', manualSelector: false },
);
const VOLUME = specExcept(
  ['capacity', 'accessModes', 'claimRef', 'persistentVolumeReclaimPolicy', 'storageClassName', 'mountOptions', 'volumeAttributesClassName'], { volumeMode: 'Filesystem' },
);

/** By API group and kind. */
const CHECKS: { readonly [kind: string]: Check } = {
  'core/Service': clusterIp,
  'core/Secret': all(fields({ type: 'Opaque' }), data),
  'core/ConfigMap': data,
  'core/Pod': pod,
  'core/PersistentVolumeClaim': all(specExcept(['resources', 'volumeAttributesClassName', 'volumeName'], { volumeMode: 'Filesystem' }), claimSize),
  'core/PersistentVolume': VOLUME,
  'apps/Deployment': SELECTOR,
  'apps/DaemonSet': SELECTOR,
  'apps/ReplicaSet': SELECTOR,
  'apps/StatefulSet': STATEFUL_SET,
  'batch/Job': JOB,
  'rbac.authorization.k8s.io/RoleBinding': anyOf('roleRef'),
  'rbac.authorization.k8s.io/ClusterRoleBinding': anyOf('roleRef'),
  'storage.k8s.io/StorageClass': fields({ provisioner: undefined, parameters: {}, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  'scheduling.k8s.io/PriorityClass': fields({ value: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  'node.k8s.io/RuntimeClass': anyOf('handler'),
  'networking.k8s.io/IngressClass': anyOf('spec.controller'),
  'apiextensions.k8s.io/CustomResourceDefinition': anyOf('spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'),
};

export const immutablePaths = ({ group, kind, json }: Manifest, after: Manifest): string[] => entryOf(CHECKS, `${group}/${kind}`)?.(json, after.json) ?? [];

export const immutable: PlanCheck = ({ changed: pairs }) => pairs.flatMap(({ before, after }) => {
  const paths = immutablePaths(before, after);
  const [from, to] = [before, after].map(({ spec }) => spec.clusterIP || 'an assigned address');
  const how = before.kind === 'Service' ? `changes from ${from} to ${to}` : 'changes';
  return paths.length ? [{ rule: IMMUTABLE, at: after, what: `${few(paths)} ${new Set(paths).size > 1 ? 'are' : 'is'} immutable, and ${how}` }] : [];
});
