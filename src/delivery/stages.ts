/** The stages in which objects are applied, and the stage of each kind. docs/delivery.md shows the same table. */
import { Json } from '../util/json';
import { isKubernetesGroup, templateOf } from '../workload/template-path';

/** A stage: everything in it is applied, and healthy, before the next one. */
export interface Stage {
  readonly name: string;
  /** Sync wave of Argo CD. Workloads are in wave 0, that of objects without a wave. */
  readonly wave: number;
}

/** Dapr's control plane: objects of `DaprControlPlane`, and the prerequisites in their namespaces. */
export const CONTROL_PLANE: Stage = { name: 'control-plane', wave: -30 };
/** What other objects refer to. */
export const PREREQUISITES: Stage = { name: 'prerequisites', wave: -20 };
/** What pods read when they start, or what changes pods and their traffic. The stage of unknown kinds without a pod template. */
export const RESOURCES: Stage = { name: 'resources', wave: -10 };
/** Shared daprds and apps, and objects that are healthy only together with pods. */
export const WORKLOADS: Stage = { name: 'workloads', wave: 0 };
/** What needs running pods. */
export const AFTER_WORKLOADS: Stage = { name: 'after-workloads', wave: 10 };

/** All stages in their order. */
export const STAGES: readonly Stage[] = [CONTROL_PLANE, PREREQUISITES, RESOURCES, WORKLOADS, AFTER_WORKLOADS];

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The kinds of each stage: `Kind` for groups of Kubernetes, otherwise `group/Kind` or a whole group. */
export const KINDS: readonly (readonly [Stage, readonly string[]])[] = [
  [PREREQUISITES, words(`Namespace ResourceQuota LimitRange ServiceAccount Secret ConfigMap Role RoleBinding ClusterRole ClusterRoleBinding
    CustomResourceDefinition PriorityClass RuntimeClass StorageClass VolumeSnapshotClass PersistentVolume IngressClass GatewayClass`)],
  [RESOURCES, words(`dapr.io Service Endpoints EndpointSlice NetworkPolicy MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding`)],
  // A PersistentVolumeClaim may be bound only when a pod uses it, and a PodDisruptionBudget allows disruptions only when pods run.
  [WORKLOADS, words(`PersistentVolumeClaim PodDisruptionBudget Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Pod
    argoproj.io/Rollout serving.knative.dev/Service core.openfunction.io/Function`)],
  // Webhooks and API services fail until their pods run.
  [AFTER_WORKLOADS, words(`Job CronJob HorizontalPodAutoscaler VerticalPodAutoscaler keda.sh/ScaledObject keda.sh/ScaledJob Ingress Gateway HTTPRoute
    GRPCRoute TLSRoute TCPRoute UDPRoute flagger.app/Canary argoproj.io/Workflow argoproj.io/CronWorkflow MutatingWebhookConfiguration
    ValidatingWebhookConfiguration APIService`)],
];

const STAGE_OF = new Map(KINDS.flatMap(([stage, kinds]) => kinds.map(kind => [kind, stage] as const)));

/** The stage of a rendered object. */
export function stageOf(object: Json): Stage {
  const { apiVersion = '', kind, spec } = object;
  const slash = String(apiVersion).indexOf('/');
  const group = slash < 0 ? 'core' : String(apiVersion).slice(0, slash);
  const isKubernetes = isKubernetesGroup(group);
  // Argo CD waits for the address of a load balancer: in a stage of its own it could hold back the pods.
  if (isKubernetes && kind === 'Service' && spec?.type === 'LoadBalancer') {
    return WORKLOADS;
  }
  // Argo CD waits for the end of such a pod.
  if (isKubernetes && kind === 'Pod' && ['Never', 'OnFailure'].includes(spec?.restartPolicy)) {
    return AFTER_WORKLOADS;
  }
  return STAGE_OF.get(isKubernetes ? kind : `${group}/${kind}`) ?? STAGE_OF.get(group)
    ?? (Array.isArray(templateOf(object)?.spec?.containers) ? WORKLOADS : RESOURCES);
}

/** The objects of a rendered object: the items of a List, otherwise the object itself. */
export const objectsIn = (object: Json): Json[] => object.kind === 'List' && Array.isArray(object.items) ? object.items.flatMap(objectsIn) : [object];
