/** How workloads are called here: by their kind, but for kinds of others that share a name with one of Kubernetes. */

/** Knative's Service. Its pods come and go with its calls, down to none, and its address wakes it. */
export const KNATIVE_SERVICE = 'KnativeService';
/** OpenFunction's Function, which makes its pods, its daprd and its app-id itself. */
export const OPEN_FUNCTION = 'OpenFunctionFunction';

const FOREIGN: { [groupAndKind: string]: string | undefined } = {
  'serving.knative.dev/Service': KNATIVE_SERVICE,
  'core.openfunction.io/Function': OPEN_FUNCTION,
};

/** The kind of a workload, unmistakably. */
export const workloadKind = (object: { readonly apiGroup: string; readonly kind: string }): string => FOREIGN[`${object.apiGroup}/${object.kind}`] ?? object.kind;

/** The port of a Knative Service's address, and that of its container where it names none. */
export const KNATIVE_PORT = 80;
export const KNATIVE_CONTAINER_PORT = 8080;

/** Ports that Knative refuses to a container or takes itself in each pod (knative/serving `pkg/networking/constants.go`). */
export const KNATIVE_RESERVED_PORTS: readonly number[] = [8008, 8012, 8013, 8022, 8112, 9090, 9091];
/** Variables that Knative sets, and refuses in a container (knative/serving `pkg/apis/serving/k8s_validation.go`). */
export const KNATIVE_RESERVED_ENV: readonly string[] = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];
/** daprd's own port for metrics is taken in a pod of Knative. */
export const KNATIVE_METRICS_PORT = 9095;

/** Kinds whose pods end by themselves. */
export const SHORT_LIVED_KINDS: readonly string[] = ['Job', 'CronJob'];
/** Kinds whose pods run until somebody ends them, made by a controller. */
export const LONG_LIVED_KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Rollout'];
/** Kinds with a pod template, whatever is in it. A Pod is its own template. */
export const TEMPLATE_KINDS: readonly string[] = [...LONG_LIVED_KINDS, ...SHORT_LIVED_KINDS, 'Pod'];
