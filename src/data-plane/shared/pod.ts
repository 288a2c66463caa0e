import { Duration, Size } from 'cdk8s';
import { SharedDaprOptions } from './options';
import { DEFAULT_PORTS } from '../../dapr/ports';
import { shutdownSeconds } from '../../daprd/defaults';
import { DaprdOptions } from '../../daprd/options.generated';
import { SeccompProfileType } from '../../daprd/types';
import { SHARED_DAPRD_LABEL } from '../../kubernetes/names';

/** CPU of a shared daprd, and MiB of memory, unless somebody says otherwise. */
export const SHARED_REQUESTS = { cpu: '100m', memoryMebibytes: 250 };
/** The same of the placeholder beside it. */
export const PLACEHOLDER_REQUESTS = { cpu: '1m', memory: '8Mi' };
/** Daprds of a shared Deployment. */
export const SHARED_REPLICAS = 2;

/** What a shared daprd is told unless somebody says otherwise. The sizes are those of Dapr's production guide. */
export const SHARED_DEFAULTS: DaprdOptions = {
  blockShutdownDuration: Duration.seconds(5),
  disableBuiltinK8sSecretStore: true,
  sidecarCpuRequest: SHARED_REQUESTS.cpu,
  sidecarMemoryRequest: Size.mebibytes(SHARED_REQUESTS.memoryMebibytes),
  sidecarMemoryLimit: Size.mebibytes(1000),
  sidecarSeccompProfileType: SeccompProfileType.RUNTIME_DEFAULT,
};

/** User and group of Dapr's own image; daprd refuses to run as root. */
const NONROOT = 65532;
/** Seconds between the end of a pod's traffic and SIGTERM, where the cluster policy or a pinned daprd adds them. */
export const PRE_STOP_SECONDS = 5;
/** Seconds for daprd to close what is open after all waiting. */
const MARGIN = 5;
const KUBERNETES_DEFAULT_GRACE = 30;

/** A grace period that block-shutdown and graceful shutdown fit into. */
export function gracePeriodSeconds(annotations: { [name: string]: string }): number {
  return Math.max(KUBERNETES_DEFAULT_GRACE, Math.ceil(PRE_STOP_SECONDS + shutdownSeconds(annotations) + MARGIN));
}

export interface SharedPod {
  readonly labels: { [label: string]: string };
  readonly annotations: { [name: string]: string };
  readonly gracePeriodSeconds: number;
  readonly options: SharedDaprOptions;
  /** The containers, and what they mount. */
  readonly content: { [field: string]: any };
  /** What the kind adds to the pod spec. */
  readonly spec: { [field: string]: any };
  /** Service account whose token it needs; none where there is no name. */
  readonly account?: string;
}

/** The pod of a shared daprd, hardened as far as it is ours. */
export function sharedPodTemplate(pod: SharedPod): { [field: string]: any } {
  const { nodeSelector, tolerations, priorityClassName } = pod.options;
  return {
    metadata: {
      labels: { ...pod.labels, [SHARED_DAPRD_LABEL]: 'true' },
      annotations: pod.annotations,
    },
    spec: {
      automountServiceAccountToken: pod.account !== undefined,
      ...(pod.account === undefined ? {} : { serviceAccountName: pod.account }),
      enableServiceLinks: false,
      terminationGracePeriodSeconds: pod.gracePeriodSeconds,
      securityContext: {
        runAsNonRoot: true, runAsUser: NONROOT, runAsGroup: NONROOT, seccompProfile: { type: 'RuntimeDefault' },
      },
      ...(nodeSelector && Object.keys(nodeSelector).length ? { nodeSelector } : {}),
      ...(tolerations?.length ? { tolerations } : {}),
      ...(priorityClassName ? { priorityClassName } : {}),
      ...pod.content,
      ...pod.spec,
    },
  };
}

/** Stands for the app in the pod and does nothing; the injector adds the rest. */
export function placeholder(image = 'registry.k8s.io/pause:3.10'): { [field: string]: any } {
  return {
    name: 'placeholder',
    image,
    imagePullPolicy: 'IfNotPresent',
    resources: { requests: { ...PLACEHOLDER_REQUESTS }, limits: { memory: '16Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
    },
    // daprd's health port: a pod that the injector missed never turns Ready, and a rollout stops at it.
    readinessProbe: { tcpSocket: { port: DEFAULT_PORTS.health }, periodSeconds: 2 },
  };
}
