/**
 * What becomes of the pod of an app with a sidecar, field by field, when its daprd moves out of it: the sidecar had the fields of the pod,
 * a shared daprd has its own pods. For the documentation; a test compares the rows with the schema of Kubernetes and with the output.
 */

/** `option`: an option of the shared daprd. `own`: the shared daprd sets it. `patch`: only a JSON patch sets it. `app`: it concerns the app's containers only. */
export type Outcome = 'option' | 'own' | 'patch' | 'app';

export interface SharedPodField {
  readonly outcome: Outcome;
  readonly text: string;
  /** For `option`: options that set the field. */
  readonly options?: { readonly [option: string]: unknown };
}

const own = (text: string): SharedPodField => ({ outcome: 'own', text });
const app = (text: string): SharedPodField => ({ outcome: 'app', text });
const patch = (text: string): SharedPodField => ({ outcome: 'patch', text });
const option = (text: string, options: SharedPodField['options']): SharedPodField => ({ outcome: 'option', text, options });

const NODE_AFFINITY = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'Exists' }] }] } };

export const SHARED_POD_FIELDS: { readonly [field: string]: SharedPodField } = {
  activeDeadlineSeconds: app('the daprd runs until it is deleted'),
  affinity: option('`affinity`, `preferNodesOfApp`; a Deployment prefers different zones', { affinity: { nodeAffinity: NODE_AFFINITY } }),
  automountServiceAccountToken: own('true only if components or apps read from the API server'),
  containers: own('the injected or pinned daprd. Variables such as proxies: `env` and `envFromSecret`; sizes: `sidecarCpuLimit` and others'),
  dnsConfig: patch('the DNS of the cluster resolves the addresses of components'),
  dnsPolicy: patch('the DNS of the cluster resolves the addresses of components'),
  enableServiceLinks: own('false'),
  ephemeralContainers: app('for debugging'),
  hostAliases: patch('entries for the addresses of components; a DNS name does not need one'),
  hostIPC: app('daprd does not use it'),
  hostNetwork: app('a shared daprd is reached through its Service'),
  hostPID: app('daprd does not use it'),
  hostUsers: patch('user namespaces of the pods of daprd'),
  hostname: app('the app ID is the name of the app'),
  hostnameOverride: app('the app ID is the name of the app'),
  imagePullSecrets: option('`imagePullSecrets`', { imagePullSecrets: ['registry'] }),
  initContainers: app('the pods of daprd need none'),
  nodeName: app('use `nodeSelector`'),
  nodeSelector: option('`nodeSelector`; that of a DaemonSet must match that of its apps (DAPR7004, DAPR7005)', { nodeSelector: { pool: 'a' } }),
  os: patch('daprd runs on Linux by default'),
  overhead: app('the API server sets it from the runtime class'),
  preemptionPolicy: patch('`priorityClassName` sets it'),
  priority: app('the API server sets it from `priorityClassName`'),
  priorityClassName: option('`priorityClassName`', { priorityClassName: 'system-cluster-critical' }),
  readinessGates: patch('load balancers do not lead to daprd'),
  resourceClaims: app('daprd uses no devices'),
  resources: patch('the containers have requests and limits'),
  restartPolicy: app('the pods of daprd always restart'),
  runtimeClassName: patch('a sandbox for the pods of daprd'),
  schedulerName: patch('another scheduler for the pods of daprd'),
  schedulingGates: app('the pods of daprd start at once'),
  schedulingGroup: app('the pods of daprd do not start together'),
  securityContext: own('user 65532, no root, the seccomp profile of the runtime'),
  serviceAccount: app('deprecated: use `serviceAccountName`'),
  serviceAccountName: option('`serviceAccountName`, or `serviceAccountAnnotations` for an own one: components sign in at a cloud as this service account (DAPR4061)', { serviceAccountName: 'orders' }),
  setHostnameAsFQDN: app('daprd does not use it'),
  shareProcessNamespace: app('the pods of daprd have no process to share'),
  subdomain: app('the Services of the shared daprd have names'),
  terminationGracePeriodSeconds: own('the time that daprd needs to shut down (`gracefulShutdownSeconds`, `blockShutdownDuration`)'),
  tolerations: option('`tolerations`; those of a DaemonSet must match those of its apps (DAPR7004, DAPR7005)', { tolerations: [{ key: 'gpu', operator: 'Exists' }] }),
  topologySpreadConstraints: patch('a Deployment spreads its pods over nodes'),
  volumes: option('`volumes`, mounted with `volumeMounts` and `volumeMountsRw`: certificates and files that components read (DAPR4054)', { volumes: [{ name: 'ca', configMap: { name: 'ca' } }] }),
};

/** Metadata of the pod. */
export const SHARED_POD_METADATA: { readonly [field: string]: SharedPodField } = {
  annotations: option('`podAnnotations`; options of daprd are props', { podAnnotations: { 'acme.dev/team': 'shop' } }),
  labels: option('`podLabels`, for example `azure.workload.identity/use` (DAPR4062)', { podLabels: { 'acme.dev/team': 'shop' } }),
};
