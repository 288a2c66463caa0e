/** The order in which the objects of a stack are applied. */
import { Changes } from './stack/changes';
import { notice } from '../diagnostics/rule';
import { Manifest } from '../validation/manifest';

export const ORDER = notice('DAPR9590', {
  title: 'order to apply in',
  why: 'A daprd that starts before its Component or Configuration keeps the old one, and a Job that starts before them fails',
  todo: 'apply stage by stage, wait until the workloads of a stage are ready, and prune last',
  source: 'argoproj/gitops-engine pkg/sync/sync_tasks.go; fluxcd/pkg ssa/sort.go',
});

/** Names of the stages, in order. */
export const STAGES = ['prerequisites', 'Dapr resources, policies and Services', 'daprds', 'apps', 'Jobs', 'prune'] as const;
export type Stage = typeof STAGES[number];

/** Kinds that others need in order to be accepted or to start. */
const PREREQUISITES = new Set([
  'Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'Secret', 'ConfigMap', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'PersistentVolume',
  'PersistentVolumeClaim', 'StorageClass', 'PriorityClass', 'ResourceQuota', 'LimitRange', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ExternalSecret', 'ClusterExternalSecret', 'SecretStore', 'ClusterSecretStore',
  'SealedSecret', 'Certificate', 'Issuer', 'ClusterIssuer', 'Application', 'HelmRelease', 'HelmRepository', 'OCIRepository',
]);
/** Kinds that refer to workloads. */
const BESIDE_APPS = new Set(['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'KnativeService']);
const JOBS = new Set(['Job', 'CronJob']);

function stageOf(object: Manifest, isSharedDaprd: boolean): Stage {
  if (isSharedDaprd) {
    return 'daprds';
  }
  if (JOBS.has(object.kind)) {
    return 'Jobs';
  }
  return object.template || BESIDE_APPS.has(object.kind) ? 'apps' : PREREQUISITES.has(object.kind) ? 'prerequisites' : 'Dapr resources, policies and Services';
}

/** The objects of each stage with something to apply. */
export function stagesOf({ added, changed, removed, after }: Changes): { readonly stage: Stage; readonly objects: readonly Manifest[] }[] {
  const byStage = new Map<Stage, Manifest[]>(STAGES.map(stage => [stage, []]));
  const applied = [...added, ...changed.map(pair => pair.after)];
  applied.forEach(object => byStage.get(stageOf(object, after.daprdOf(object)?.shared === true))!.push(object));
  byStage.get('prune')!.push(...removed);
  return STAGES.map(stage => ({ stage, objects: byStage.get(stage)! })).filter(({ objects }) => objects.length);
}
