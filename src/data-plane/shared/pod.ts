import { Duration, Size } from 'cdk8s';
import { SharedDaprOptions } from './options';
import { PRE_STOP_SECONDS } from './pinned/pinned';
import { DEFAULT_PORTS } from '../../dapr/ports';
import { shutdownSeconds } from '../../daprd/defaults';
import { DaprdOptions } from '../../daprd/options.generated';
import { DaprdSeccompProfileType } from '../../daprd/types';
import { SHARED_DAPRD_LABEL } from '../../kubernetes/names';
import { canonical, sorted } from '../../util/json';

/** Default requests of a shared daprd: CPU, and memory in MiB. */
export const SHARED_REQUESTS = { cpu: '100m', memoryMebibytes: 250 };
/** Requests of the placeholder container. */
export const PLACEHOLDER_REQUESTS = { cpu: '1m', memory: '8Mi' };
/** Default replicas of a shared Deployment. */
export const SHARED_REPLICAS = 2;

/** Default options of a shared daprd. The sizes are those of Dapr's production guide. */
export const SHARED_DEFAULTS: DaprdOptions = {
  blockShutdownDuration: Duration.seconds(5),
  disableBuiltinK8sSecretStore: true,
  sidecarCpuRequest: SHARED_REQUESTS.cpu,
  sidecarMemoryRequest: Size.mebibytes(SHARED_REQUESTS.memoryMebibytes),
  sidecarMemoryLimit: Size.mebibytes(1000),
  sidecarSeccompProfileType: DaprdSeccompProfileType.RUNTIME_DEFAULT,
};

/** User and group of Dapr's image; daprd refuses to run as root. */
const NONROOT = 65532;
/** Seconds for daprd to close open connections after all delays. */
const MARGIN = 5;
const KUBERNETES_DEFAULT_GRACE = 30;

/** A grace period long enough for block shutdown and graceful shutdown. */
export function gracePeriodSeconds(annotations: { [name: string]: string }): number {
  return Math.max(KUBERNETES_DEFAULT_GRACE, Math.ceil(PRE_STOP_SECONDS + shutdownSeconds(annotations) + MARGIN));
}

export interface SharedPod {
  readonly labels: { [label: string]: string };
  readonly annotations: { [name: string]: string };
  readonly gracePeriodSeconds: number;
  readonly options: SharedDaprOptions;
  /** Containers and volumes. */
  readonly content: { [field: string]: any };
  /** Additional fields of the pod spec, by workload kind. */
  readonly spec: { [field: string]: any };
  /** Service account; undefined for `default`. */
  readonly account?: string;
  /** Whether its token is mounted. */
  readonly mountsToken?: boolean;
}

/** The pod template of a shared daprd, with a hardened security context. */
export function sharedPodTemplate(pod: SharedPod): { [field: string]: any } {
  const { nodeSelector, tolerations, priorityClassName, imagePullSecrets } = pod.options;
  return {
    metadata: {
      labels: sorted({ ...pod.labels, [SHARED_DAPRD_LABEL]: 'true' }),
      annotations: pod.annotations,
    },
    spec: {
      automountServiceAccountToken: pod.mountsToken === true,
      ...(pod.account === undefined ? {} : { serviceAccountName: pod.account }),
      enableServiceLinks: false,
      terminationGracePeriodSeconds: pod.gracePeriodSeconds,
      securityContext: {
        runAsNonRoot: true, runAsUser: NONROOT, runAsGroup: NONROOT, seccompProfile: { type: 'RuntimeDefault' },
      },
      ...(nodeSelector && Object.keys(nodeSelector).length ? { nodeSelector: sorted(nodeSelector) } : {}),
      ...(tolerations?.length ? { tolerations: canonical(tolerations) } : {}),
      ...(priorityClassName ? { priorityClassName } : {}),
      ...(imagePullSecrets?.length ? { imagePullSecrets: [...new Set(imagePullSecrets)].map(name => ({ name })) } : {}),
      ...pod.content,
      ...pod.spec,
    },
  };
}

/** An idle container in place of the app; the injector adds daprd. */
export function placeholder(image = 'registry.k8s.io/pause:3.10'): { [field: string]: any } {
  return {
    name: 'placeholder',
    image,
    imagePullPolicy: 'IfNotPresent',
    resources: { requests: { ...PLACEHOLDER_REQUESTS }, limits: { memory: '16Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
    },
    // daprd's health port: a pod without an injected daprd never becomes ready and stops the rollout.
    readinessProbe: { tcpSocket: { port: DEFAULT_PORTS.health }, periodSeconds: 2 },
  };
}
