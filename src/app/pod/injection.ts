/** Checks of pods into which the injector adds daprd: reasons for which it skips a pod, or daprd fails in it. */

import { PodCheck, RenderedPod } from './rendered-pod';
import { unknownVolumes } from '../../daprd/volume-mounts';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { UNSUPPORTED_OPTION } from '../../props/rules';
import { Json } from '../../util/json';
import { describe } from '../../util/values';
import { KNATIVE_SERVICE, LONG_LIVED_KINDS, SHORT_LIVED_KINDS } from '../../workload/kinds';

const CONTAINER_NAMED_DAPRD = error('DAPR1009', {
  title: 'container named daprd in the app\'s pod',
  why: 'The sidecar injector treats the pod as already injected, and skips it without an error',
  todo: 'rename the container',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});

const INJECTOR_MAY_SKIP = warning('DAPR1010', {
  title: 'pods of a controller that the sidecar injector may not accept',
  why: 'The sidecar injector skips the pods without an error unless its allowedServiceAccounts contains the controller',
  todo: 'add the controller\'s service account to allowedServiceAccounts of Dapr, then acknowledge the warning',
  source: 'dapr/dapr pkg/injector/service/injector.go',
  manifests: true,
});

const HOST_NETWORK = warning('DAPR2010', {
  title: 'pod on the host network',
  why: 'All host network pods of a node share daprd\'s ports, and host processes can reach its API',
  todo: 'remove hostNetwork, or acknowledge this for one pod per node whose ports are free on the node and not reachable by others',
  source: 'Kubernetes API validation',
  manifests: true,
});

const RUNS_AS_ROOT = warning('DAPR7021', {
  title: 'pod running as root',
  why: 'daprd refuses to run as root: its container does not start',
  todo: 'set runAsUser on the containers instead of the pod, or acknowledge that sidecarRunAsUser of Dapr\'s Helm chart is set',
  source: 'dapr/dapr pkg/security/usergroup.go',
  manifests: true,
});

const INIT_CONTAINER_BEFORE_DAPRD = warning('DAPR7019', {
  title: 'init container that calls Dapr before daprd runs',
  why: 'Init containers run before daprd, which the sidecar injector adds last',
  todo: 'call Dapr from the app, use a shared daprd, or acknowledge that the container does not call Dapr',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
});

/** Controllers whose pods the injector accepts (dapr/dapr `pkg/injector/service/injector.go`). */
const INJECTED_KINDS = [...LONG_LIVED_KINDS, ...SHORT_LIVED_KINDS, KNATIVE_SERVICE];

export const checkContainers: PodCheck = ({ spec }, problems) => {
  const isDaprd = ({ name }: Json): boolean => name === 'daprd';
  if (spec.containers?.some(isDaprd) || spec.initContainers?.some(isDaprd)) {
    problems.push({ rule: CONTAINER_NAMED_DAPRD, what: 'the pod has a container named \'daprd\'' });
  }
};

export const checkInjection: PodCheck = ({ kind, spec, annotations }, problems) => {
  if (!INJECTED_KINDS.includes(kind)) {
    problems.push({ rule: INJECTOR_MAY_SKIP, what: kind === 'Pod' ? 'workload is a bare Pod, which is injected only if an administrator creates it' : `workload is a ${kind}` });
  }
  if (spec.hostNetwork === true) {
    problems.push({ rule: HOST_NETWORK, what: 'hostNetwork must not be true' });
  }
  if (annotations['dapr.io/unix-domain-socket-path'] && spec.nodeSelector?.['kubernetes.io/os'] === 'windows') {
    problems.push({ rule: UNSUPPORTED_OPTION, what: 'unixDomainSocketPath is not supported on Windows nodes' });
  }
  if (spec.securityContext?.runAsUser === 0) {
    problems.push({ rule: RUNS_AS_ROOT, what: 'securityContext.runAsUser of the pod is 0' });
  }
};

/** Mounts must name volumes of the pod, or volume claim templates of a StatefulSet. */
export const checkMounts: PodCheck = ({ spec, object, annotations }, problems) => {
  problems.push(...unknownVolumes(annotations, () => [
    ...((spec.volumes ?? []) as Json[]).map(volume => volume.name),
    ...((object.spec?.volumeClaimTemplates ?? []) as Json[]).map(claim => claim.metadata?.name),
  ]));
};

/** Init containers end before daprd starts, except restartable ones (native sidecars). */
export function checkInitContainers({ spec }: RenderedPod, named: string[], problems: Problem[]): void {
  ((spec.initContainers ?? []) as Json[]).filter(({ name, restartPolicy }) => named.includes(name) && restartPolicy !== 'Always')
    .forEach(({ name }) => problems.push({ rule: INIT_CONTAINER_BEFORE_DAPRD, what: `containers names init container ${describe(name)}` }));
}
