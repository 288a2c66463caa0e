import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { SHARED_DAPRDS } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { error, warning } from '../diagnostics/rule';
import { APPS, PEERS } from '../facts/apps';
import { Objects } from '../facts/objects';
import { keyIn } from '../kubernetes/names';
import { RESOURCES } from '../resources/resource';
import { identityOf, patchedIdentity } from '../synth/identity';
import { repeated } from '../util/grouped';
import { describe } from '../util/values';

export const OBJECT_DEFINED_TWICE = error('DAPR1024', {
  title: 'two objects with the same kind and name',
  why: 'The object applied last replaces the other',
  todo: 'rename one of them',
  source: 'Kubernetes API validation',
  manifests: true,
});
const OBJECT_IN_TWO_CHARTS = warning('DAPR1025', {
  title: 'two objects with the same kind and name in different charts',
  why: 'In the same cluster, the object applied last replaces the other',
  todo: 'rename one of them, or acknowledge this if the charts are deployed to different clusters',
  source: 'Kubernetes API validation',
});

const PATCHED_OBJECT = error('DAPR1032', {
  title: 'object of this library renamed or moved by a JSON patch',
  why: 'Apps, daprds and other objects refer to it by the kind, name and namespace with which it was defined, and do not find it',
  todo: 'remove the patch, and set the name and the namespace by props of the construct',
  source: 'cdk8s-dapr',
});

/** Kinds that nothing refers to by name. */
const UNREFERENCED = ['Subscription', 'Resiliency', 'WorkflowAccessPolicy', 'NetworkPolicy', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'RoleBinding'];

/** Objects below the constructs of this library are referred to by their names. */
const patched: AppCheck = root => {
  const moved = Objects.of(root).all.map(object => ({ object, changes: patchedIdentity(object) })).filter(({ changes }) => changes.length);
  if (!moved.length) {
    return [];
  }
  const ours = new Set<IConstruct>([...RESOURCES.of(root), ...APPS.of(root), ...SHARED_DAPRDS.of(root), ...PEERS.of(root)]);
  return moved.filter(({ object }) => object.node.scopes.some(scope => ours.has(scope))).flatMap(({ object, changes }) => changes
    .filter(([field]) => field !== 'name' || !UNREFERENCED.includes(object.kind))
    .map(([field, before, after]) => ({ at: object, rule: PATCHED_OBJECT, what: `${field} is ${describe(before)}, and a JSON patch sets it to ${describe(after)}` })));
};

/** cdk8s does not refuse two objects with the same kind and name. */
const duplicates: AppCheck = root => {
  // Objects of these constructs are named by app ID or resource name, which other rules compare.
  const compared = new Set<IConstruct>([...RESOURCES.of(root), ...APPS.of(root), ...SHARED_DAPRDS.of(root)]);
  const keyOf = (object: ApiObject): string => {
    const { kind, name, namespace } = identityOf(object);
    return keyIn(namespace, object.apiGroup, kind, name);
  };
  return repeated(Objects.of(root).all, keyOf)
    .filter(([object, other]) => !(compared.has(object.node.scope!) && compared.has(other.node.scope!)))
    .map(([object, other]) => ({
      at: object,
      rule: Chart.of(object) === Chart.of(other) ? OBJECT_DEFINED_TWICE : OBJECT_IN_TWO_CHARTS,
      what: `${object.kind} '${identityOf(object).name}' is also defined at '${other.node.path}'`,
    }));
};

export const checks = [duplicates, patched];
