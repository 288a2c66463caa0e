/**
 * The order in which Argo CD applies objects (argo-cd `gitops-engine/pkg/sync/sync_tasks.go`): phase, wave, kind, name. Hooks are not
 * covered. Kinds that the list does not contain come last within a wave.
 */
const KINDS = `Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ServiceAccount Secret SecretList ConfigMap
  StorageClass PersistentVolume PersistentVolumeClaim CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding
  ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet Deployment
  HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService`.split(/\s+/);

export const waveOf = (object: any): number => Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

const rank = ({ kind }: any): number => KINDS.includes(kind) ? KINDS.indexOf(kind) - KINDS.length : 0;

/** The objects in Argo CD's order. */
export const inArgoOrder = <T>(objects: readonly T[]): T[] => [...objects].sort((a: any, b: any) =>
  waveOf(a) - waveOf(b) || rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0));

/** The objects of each wave, in Argo CD's order. */
export function inWaves<T>(objects: readonly T[]): T[][] {
  const waves = new Map<number, T[]>();
  for (const object of inArgoOrder(objects)) {
    waves.set(waveOf(object), [...waves.get(waveOf(object)) ?? [], object]);
  }
  return [...waves.values()];
}
