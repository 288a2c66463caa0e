/** What can be said of a pod only once it is rendered. */
import { DaprdPlacement, DaprToleration, DaprUse, DaprUseKind } from '../../contract';
import { portEntries, PORT_NAMES } from '../../dapr/ports';
import { propOf } from '../../daprd/annotations';
import { daprdPorts, shutdownSeconds } from '../../daprd/defaults';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../../kubernetes/names';
import { INVALID_LABEL_OR_ANNOTATION, INVALID_OBJECT_NAME, UNSUPPORTED_OPTION } from '../../props/rules';
import { Json, entryOf } from '../../util/json';
import { describe } from '../../util/values';
import { KNATIVE_CONTAINER_PORT, KNATIVE_SERVICE, LONG_LIVED_KINDS, SHORT_LIVED_KINDS } from '../../workload/kinds';

const CONTAINER_NAMED_DAPRD = error('DAPR1009', {
  title: 'container named daprd in the app\'s pod',
  why: 'The injector takes the pod for injected and skips it without an error',
  todo: 'rename the container',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});
const INJECTOR_MAY_SKIP = warning('DAPR1010', {
  title: 'pods made by a controller that the injector may not know',
  why: 'The injector skips such pods without an error unless its allowedServiceAccounts names the controller',
  todo: 'add the controller\'s service account to Dapr, then acknowledge this',
  source: 'dapr/dapr pkg/injector/service/injector.go',
  manifests: true,
});
const SELECTOR_MISMATCH = error('DAPR1016', {
  title: 'selector does not match the pod labels',
  why: 'The API server rejects the workload',
  todo: 'let the template carry every label of the selector',
  source: 'Kubernetes API validation',
  manifests: true,
});
const NAME_TOO_LONG = error('DAPR1027', {
  title: 'name too long for what Kubernetes makes of it',
  why: 'The object is rejected, or is accepted and never gets a pod',
  todo: 'shorten the name',
  source: 'Kubernetes API validation',
});
export const APP_PORT_OF_DAPR_API = error('DAPR2001', {
  title: 'app port that daprd\'s API uses',
  why: 'daprd exits: it compares the numbers even where the app is on another host',
  todo: 'use another port',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
export const PORT_USED_BY_DAPRD = error('DAPR2002', {
  title: 'app port that daprd uses in the same pod',
  why: 'The second to bind the port fails',
  todo: 'use another port',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
export const UNDECLARED_APP_PORT = warning('DAPR2004', {
  title: 'app port that no container declares',
  why: 'daprd waits for ever for a port on which nobody listens',
  todo: 'declare the containerPort, or correct appPort',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
const HOST_NETWORK = error('DAPR2010', {
  title: 'host network',
  why: 'Every pod of the node would share daprd\'s ports, and host processes reach its API',
  todo: 'leave hostNetwork out',
  source: 'Kubernetes API validation',
  manifests: true,
});
const GRACE_PERIOD_TOO_SHORT = error('DAPR2011', {
  title: 'grace period too short',
  why: 'The pod is killed in the middle of its shutdown',
  todo: 'raise terminationGracePeriodSeconds',
  source: 'dapr/dapr pkg/runtime',
  manifests: true,
});
const ANNOTATIONS_TOO_LARGE = error('DAPR3016', {
  title: 'annotations too large',
  why: 'The API server rejects more than 256 KiB',
  todo: 'move data elsewhere',
  source: 'Kubernetes API validation',
  manifests: true,
});
const NO_SUCH_VOLUME = error('DAPR3020', {
  title: 'volume that the pod has not',
  why: 'The injector leaves the mount out with one line in its log, and daprd does not find its files',
  todo: 'add the volume to the pod, or correct the name',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_volumes.go',
  manifests: true,
});
const NODE_WITHOUT_DAPRD = error('DAPR7004', {
  title: 'app where its node-local daprd is not',
  why: 'Calls from such a node are dropped',
  todo: 'give the shared DaemonSet the node selection and tolerations of its apps',
  source: 'Kubernetes internalTrafficPolicy',
});
const NODE_MAY_LACK_DAPRD = warning('DAPR7005', {
  title: 'app may run where its node-local daprd does not',
  why: 'Calls from such a node go to another one',
  todo: 'give the shared DaemonSet the node selection and tolerations of its apps',
  source: 'Kubernetes trafficDistribution',
});
export const JOB_NEVER_ENDS = error('DAPR7007', {
  title: 'Job whose sidecar would not end',
  why: 'The pod waits for ever for its sidecar and the Job never completes',
  todo: 'use a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
  manifests: true,
});
const JOB_RESTARTS_ALWAYS = error('DAPR7008', {
  title: 'Job with restartPolicy Always',
  why: 'The API server rejects it',
  todo: 'use Never or OnFailure',
  source: 'Kubernetes API validation',
  manifests: true,
});
export const JOB_WITH_CLASSIC_SIDECAR = warning('DAPR7013', {
  title: 'Job with a classic sidecar',
  why: 'It completes only if the app calls POST /v1.0/shutdown at its end',
  todo: 'make sure that it does, then acknowledge this',
  source: 'dapr/dapr pkg/injector',
  manifests: true,
});
const INIT_CONTAINER_BEFORE_DAPRD = warning('DAPR7019', {
  title: 'init container that calls Dapr before it is there',
  why: 'Init containers run before daprd, which the injector puts last',
  todo: 'call Dapr from the app, use a shared daprd, or acknowledge that the container does not call it',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
});
const RUNS_AS_ROOT = warning('DAPR7021', {
  title: 'pod that runs as root',
  why: 'daprd refuses to run as root: its container does not start',
  todo: 'set runAsUser of the containers instead of the pod, or acknowledge that sidecarRunAsUser of Dapr\'s chart is set',
  source: 'dapr/dapr pkg/security/usergroup.go',
});
const ACTORS_WITH_REPLICAS = error('DAPR8002', {
  title: 'actors behind a shared daprd with several app replicas',
  why: 'Placement puts an actor on a daprd, which calls any replica: an actor would live in several at once',
  todo: 'run one replica, use a sidecar, or host the actors over a stream',
  source: 'dapr/dapr pkg/actors',
});
const JOB_RESTARTS_IN_PLACE = warning('DAPR8005', {
  title: 'Job with a classic sidecar that restarts in place',
  why: 'The app shuts daprd down at its end; restarted in the same pod after a failure, it may find none',
  todo: 'use restartPolicy Never, which makes a new pod, or a native sidecar',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_patcher.go',
});

type Annotations = { readonly [name: string]: string };

/** A pod as it was rendered. */
export interface RenderedPod {
  /** Kind of the workload. */
  readonly kind: string;
  /** The whole workload. */
  readonly object: Json;
  readonly template: Json;
  /** Spec of the template. */
  readonly spec: Json;
  /** Annotations that the pod ends with. */
  readonly annotations: Annotations;
  readonly appPort?: number;
}

/** Adds what is wrong with a pod to the problems. */
export type PodCheck = (pod: RenderedPod, problems: Problem[]) => void;

const KUBERNETES_GRACE = 30;
const MAX_ANNOTATIONS = 256 * 1024;
/** Jobs and pods carry the name as a label, with a hash after it or a time. */
const MAX_NAME: { [kind: string]: number | undefined } = { CronJob: 52, StatefulSet: 52, Job: 63 };
/** Controllers whose pods the injector accepts (dapr/dapr `pkg/injector/service/injector.go`). */
const INJECTED_KINDS = [...LONG_LIVED_KINDS, ...SHORT_LIVED_KINDS, KNATIVE_SERVICE];

const checkSelector: PodCheck = ({ kind, object, template }, problems) => {
  const selector: Annotations = SHORT_LIVED_KINDS.includes(kind) ? {} : object.spec?.selector?.matchLabels ?? {};
  const labels: Annotations = template.metadata?.labels ?? {};
  for (const label in selector) {
    if (labels[label] !== selector[label]) {
      problems.push({ rule: SELECTOR_MISMATCH, what: `the selector wants ${label}=${selector[label]}, the template has ${describe(labels[label] ?? 'none')}` });
    }
  }
};

const checkAppPort: PodCheck = ({ kind, spec, appPort }, problems) => {
  const containers: Json[] = spec.containers ?? [];
  if (appPort === undefined || containers.some(({ ports }) => ports?.some((port: Json) => port.containerPort === appPort))) {
    return;
  }
  const declared = containers.flatMap(({ ports }) => ports ?? []).map(({ containerPort }) => containerPort);
  const byDefault = kind === KNATIVE_SERVICE && !declared.length ? KNATIVE_CONTAINER_PORT : undefined;
  if (appPort !== byDefault) {
    problems.push({ rule: UNDECLARED_APP_PORT, what: `appPort ${appPort}; the containers declare ${declared.join(', ') || byDefault || 'none'}` });
  }
};

const checkRestart: PodCheck = ({ kind, spec }, problems) => {
  if (SHORT_LIVED_KINDS.includes(kind) && !['Never', 'OnFailure'].includes(spec.restartPolicy)) {
    problems.push({ rule: JOB_RESTARTS_ALWAYS, what: `restartPolicy is ${describe(spec.restartPolicy ?? 'Always, by default')}` });
  }
};

const checkSize: PodCheck = ({ annotations }, problems) => {
  let characters = 0;
  for (const key in annotations) {
    characters += key.length + String(annotations[key]).length;
  }
  // A character has three bytes at most.
  const size = characters * 3 > MAX_ANNOTATIONS ? Buffer.byteLength(Object.entries(annotations).flat().map(String).join('')) : 0;
  if (size > MAX_ANNOTATIONS) {
    problems.push({ rule: ANNOTATIONS_TOO_LARGE, what: `annotations of the pod have ${size} bytes` });
  }
};

/** Names and labels that the API server refuses, or with which it makes no pods. */
export const checkNames: PodCheck = ({ kind, object, template }, problems) => {
  const { name } = object.metadata ?? {};
  const max = entryOf(MAX_NAME, kind);
  if (typeof name === 'string' && !isDnsSubdomain(name)) {
    problems.push({ rule: INVALID_OBJECT_NAME, what: `${kind} ${describe(name)}` });
  }
  if (max !== undefined && String(name).length > max) {
    problems.push({ rule: NAME_TOO_LONG, what: `${kind} '${name}' has ${String(name).length} characters; at most ${max}` });
  }
  checkKeys(object.metadata, problems);
  checkKeys(template.metadata, problems);
};

function checkKeys({ labels, annotations }: Json = {}, problems: Problem[]): void {
  for (const key in labels) {
    if (!isLabelKey(key)) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `key ${describe(key)}` });
    }
    if (!isLabelValue(labels[key])) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `label ${key}: ${describe(labels[key])}` });
    }
  }
  for (const key in annotations) {
    if (!isLabelKey(key)) {
      problems.push({ rule: INVALID_LABEL_OR_ANNOTATION, what: `key ${describe(key)}` });
    }
  }
}

const checkContainers: PodCheck = ({ spec }, problems) => {
  const isDaprd = ({ name }: Json): boolean => name === 'daprd';
  if (spec.containers?.some(isDaprd) || spec.initContainers?.some(isDaprd)) {
    problems.push({ rule: CONTAINER_NAMED_DAPRD, what: 'the pod has a container named \'daprd\'' });
  }
};

const checkInjection: PodCheck = ({ kind, spec, annotations }, problems) => {
  if (!INJECTED_KINDS.includes(kind)) {
    problems.push({ rule: INJECTOR_MAY_SKIP, what: kind === 'Pod' ? 'a bare Pod is injected only if an administrator creates it' : `the workload is a ${kind}` });
  }
  if (spec.hostNetwork === true) {
    problems.push({ rule: HOST_NETWORK, what: 'hostNetwork is true' });
  }
  if (annotations['dapr.io/unix-domain-socket-path'] && spec.nodeSelector?.['kubernetes.io/os'] === 'windows') {
    problems.push({ rule: UNSUPPORTED_OPTION, what: 'unixDomainSocketPath on Windows nodes' });
  }
  if (spec.securityContext?.runAsUser === 0) {
    problems.push({ rule: RUNS_AS_ROOT, what: 'runAsUser of the pod is 0' });
  }
};

const MOUNTS = ['dapr.io/volume-mounts', 'dapr.io/volume-mounts-rw'];

/** Volumes are of the pod, or of the claims of a StatefulSet. */
const checkMounts: PodCheck = ({ spec, object, annotations }, problems) => {
  for (const key of MOUNTS) {
    if (annotations[key]) {
      const claims = ((object.spec?.volumeClaimTemplates ?? []) as Json[]).map(claim => claim.metadata?.name);
      const volumes = [...((spec.volumes ?? []) as Json[]).map(volume => volume.name), ...claims];
      annotations[key].split(',').filter(Boolean).map(mount => mount.split(':')[0].trim()).filter(volume => !volumes.includes(volume)).forEach(volume =>
        problems.push({ rule: NO_SUCH_VOLUME, what: `${propOf(key) ?? key} names ${describe(volume)}, and the pod has ${volumes.join(', ') || 'none'}` }));
    }
  }
};

const checkDaprdPorts: PodCheck = ({ annotations, appPort }, problems) => {
  for (const [name, number] of portEntries(daprdPorts(annotations))) {
    if (number === appPort) {
      problems.push({ rule: name === 'http' || name === 'grpc' ? APP_PORT_OF_DAPR_API : PORT_USED_BY_DAPRD, what: `appPort ${appPort} is daprd's port for ${PORT_NAMES[name]}` });
    }
  }
};

const checkShutdown: PodCheck = ({ spec, annotations }, problems) => {
  const needed = shutdownSeconds(annotations);
  const given = spec.terminationGracePeriodSeconds ?? KUBERNETES_GRACE;
  if (needed > given) {
    problems.push({ rule: GRACE_PERIOD_TOO_SHORT, what: `daprd needs ${needed} s to shut down, terminationGracePeriodSeconds is ${given}` });
  }
};

const checkEnd: PodCheck = ({ kind, spec, object, annotations }, problems) => {
  if (!SHORT_LIVED_KINDS.includes(kind) || annotations['dapr.io/enable-native-sidecar'] !== 'false') {
    return;
  }
  const jobSpec: Json = (kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec) ?? {};
  if (!jobSpec.activeDeadlineSeconds) {
    problems.push({ rule: JOB_NEVER_ENDS, what: 'enableNativeSidecar is false, and there is no activeDeadlineSeconds', todo: 'leave the option out, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' });
    return;
  }
  problems.push({ rule: JOB_WITH_CLASSIC_SIDECAR, what: 'enableNativeSidecar is false' });
  if (spec.restartPolicy === 'OnFailure') {
    problems.push({ rule: JOB_RESTARTS_IN_PLACE, what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' });
  }
};

/** What holds wherever daprd lives, whoever wrote the pod. */
export const CHECKS_OF_ALL: readonly PodCheck[] = [checkSelector, checkAppPort, checkRestart, checkSize];
/** What holds of a pod into which the injector puts a daprd. */
export const CHECKS_OF_INJECTED: readonly PodCheck[] = [checkContainers, checkInjection, checkMounts, checkDaprdPorts, checkShutdown, checkEnd];

/** Runs checks over a pod. */
export function checkPod(pod: RenderedPod, checks: readonly PodCheck[], problems: Problem[] = []): Problem[] {
  checks.forEach(check => check(pod, problems));
  return problems;
}

/** Actors at the app's port live where placement puts them, and a daprd outside the pods cannot choose the pod. */
export function checkActors(uses: DaprUse[], { kind, object }: RenderedPod, problems: Problem[]): void {
  const replicas = kind === 'DaemonSet' ? 'one on each node' : object.spec?.replicas ?? 1;
  if (replicas !== 1 && uses.some(use => use.kind === DaprUseKind.ACTORS)) {
    problems.push({ rule: ACTORS_WITH_REPLICAS, what: `the app hosts actors at its port and has replicas: ${replicas}` });
  }
}

/** Init containers end before daprd begins, but for those that go on. */
export function checkInitContainers({ spec }: RenderedPod, named: string[], problems: Problem[]): void {
  ((spec.initContainers ?? []) as Json[]).filter(({ name, restartPolicy }) => named.includes(name) && restartPolicy !== 'Always')
    .forEach(({ name }) => problems.push({ rule: INIT_CONTAINER_BEFORE_DAPRD, what: `containers names the init container ${describe(name)}` }));
}

/** Whether the app may run on nodes on which its node-local daprd does not. */
export function checkPlacement({ spec }: RenderedPod, placement: DaprdPlacement, problems: Problem[]): void {
  const rule = placement.strict ? NODE_WITHOUT_DAPRD : NODE_MAY_LACK_DAPRD;
  const missing = Object.entries(placement.nodeSelector).filter(([label, value]) => spec.nodeSelector?.[label] !== value);
  const untolerated = ((spec.tolerations ?? []) as DaprToleration[])
    .filter(t => !t.key?.startsWith('node.kubernetes.io/') && t.effect !== 'PreferNoSchedule')
    .filter(t => !placement.tolerations.some(other => covers(other, t)));
  missing.forEach(([label, value]) => problems.push({ rule, what: `the data plane runs on nodes with ${label}=${value} only, the app on others too` }));
  untolerated.forEach(t => problems.push({ rule, what: `the app tolerates the taint ${t.key ?? 'of any key'}, the data plane does not` }));
}

function covers(wide: DaprToleration, narrow: DaprToleration): boolean {
  return (wide.key === undefined || wide.key === narrow.key)
    && (wide.effect === undefined || wide.effect === narrow.effect)
    && (wide.operator === 'Exists' || (narrow.operator !== 'Exists' && wide.value === narrow.value));
}
