/** Objects that are in the old stack only. */
import { danger, notice } from '../../diagnostics/rule';
import { keyIn } from '../../kubernetes/names';
import { Manifest } from '../../validation/manifest';
import { ManifestProblem } from '../../validation/manifests';
import { Changes, PlanCheck } from '../stack/changes';
import { referencesIn } from '../stack/references';
import { isScoped, Side } from '../stack/side';
import { keyOfObject, namespaceOf } from '../stack/stack';
import { few } from '../stack/words';

const PRUNED = notice('DAPR9511', {
  title: 'object pruned',
  why: 'The object stays in the cluster until it is pruned or deleted',
  todo: 'prune it after everything else is applied and ready',
  source: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects',
});
const PRUNED_IN_USE = danger('DAPR9512', {
  title: 'object pruned while others name it',
  why: 'A pod without its Secret, ConfigMap, ServiceAccount or claim does not start; a daprd without its Configuration has no certificate or other access rules; an unknown component fails every call',
  todo: 'keep the object, or remove the references first',
  source: 'dapr/dapr pkg/runtime; kubernetes pkg/kubelet',
});
const COMPONENT_LOST = danger('DAPR9513', {
  title: 'component removed from apps that still exist',
  why: 'Calls of the apps to the component fail, and they get no more events from it',
  todo: 'keep the component until no app uses it',
  source: 'dapr/dapr pkg/runtime/compstore',
});
const PRUNED_DATA = danger('DAPR9514', {
  title: 'pruned object with data or other objects in it',
  why: 'Kubernetes deletes what is in it: the objects of a Namespace, all resources of a CustomResourceDefinition, and the data of a claim whose reclaim policy is Delete',
  todo: 'exclude it from pruning, or make a backup first',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
});

/** Kinds whose end takes others with it. */
const WITH_CONTENT: readonly string[] = ['core/Namespace', 'core/PersistentVolumeClaim', 'apiextensions.k8s.io/CustomResourceDefinition'];
export const pruned: PlanCheck = changes => {
  if (!changes.removed.length) {
    return [];
  }
  const references = referencesIn(changes.after.objects.values(), changes.after.daprds);
  return changes.removed.map(object => {
    const users = references.get(keyOfObject(object));
    const what = 'is not in the new manifests';
    if (users) {
      return { rule: PRUNED_IN_USE, at: object, what: `${what}, but ${few(users, 3)} ${new Set(users).size > 1 ? 'name' : 'names'} it` };
    }
    if (WITH_CONTENT.includes(`${object.group}/${object.kind}`)) {
      return { rule: PRUNED_DATA, at: object, what };
    }
    return lost(object, changes) ?? { rule: PRUNED, at: object, what };
  });
};

/** A component that apps of the new stack no longer load. */
function lost(object: Manifest, { after }: Changes): ManifestProblem | undefined {
  if (!['Component', 'HTTPEndpoint', 'MCPServer'].includes(object.kind) || !isScoped(object)) {
    return undefined;
  }
  const who = losers(object, after);
  return who === undefined ? undefined : { rule: COMPONENT_LOST, at: object, what: `is not in the new manifests, but ${who}` };
}

/** The apps of the new stack that loaded a resource. */
export function losers(object: Manifest, after: Side): string | undefined {
  const namespace = namespaceOf(object);
  if (!object.scopes?.length) {
    return after.namespaces.has(namespace) ? 'every app of its namespace loaded it' : undefined;
  }
  const apps = [...new Set(object.scopes)].filter(appId => after.apps.has(keyIn(namespace, appId)));
  return apps.length ? `${apps.length > 1 ? 'apps' : 'app'} ${few(apps)} of its scopes ${apps.length > 1 ? 'are' : 'is'}` : undefined;
}
