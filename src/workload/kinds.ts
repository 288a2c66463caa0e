/** Kinds of workloads, with distinct names for third-party kinds that share a name with a Kubernetes kind. */

/** Knative's Service. It scales with its calls, down to zero, and a call to its address wakes it. */
export const KNATIVE_SERVICE = 'KnativeService';
/** OpenFunction's Function, which creates its pods, daprd and app ID itself. */
export const OPEN_FUNCTION = 'OpenFunctionFunction';

const THIRD_PARTY_KINDS: { [groupAndKind: string]: string | undefined } = {
  'serving.knative.dev/Service': KNATIVE_SERVICE,
  'core.openfunction.io/Function': OPEN_FUNCTION,
};

/** The unambiguous kind of a workload. */
export const workloadKind = (object: { readonly apiGroup: string; readonly kind: string }): string => THIRD_PARTY_KINDS[`${object.apiGroup}/${object.kind}`] ?? object.kind;

/** The port of a Knative Service's address, and the default port of its container. */
export const KNATIVE_PORT = 80;
export const KNATIVE_CONTAINER_PORT = 8080;

/** Ports that Knative refuses for a container or uses itself in each pod (knative/serving `pkg/networking/constants.go`). */
export const KNATIVE_RESERVED_PORTS: readonly number[] = [8008, 8012, 8013, 8022, 8112, 9090, 9091];
/** Variables that Knative sets, and refuses in a container (knative/serving `pkg/apis/serving/k8s_validation.go`). */
export const KNATIVE_RESERVED_ENV: readonly string[] = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];
/** Metrics port of daprd in a Knative pod, where its default is reserved. */
export const KNATIVE_METRICS_PORT = 9095;

/** Kinds whose pods run to completion. */
export const SHORT_LIVED_KINDS: readonly string[] = ['Job', 'CronJob', 'ScaledJob'];
/** Controllers whose pods run until they are deleted. */
export const LONG_LIVED_KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Rollout'];
/** Kinds that always have a pod template. A Pod is its own template. */
export const TEMPLATE_KINDS: readonly string[] = [...LONG_LIVED_KINDS, ...SHORT_LIVED_KINDS, 'Pod'];

/** Kinds whose pods stay when the pod template changes. Jobs and Pods refuse the change. */
export const NEVER_ROLLED_KINDS: readonly string[] = [...SHORT_LIVED_KINDS, 'Pod', 'ReplicaSet', 'ReplicationController'];
