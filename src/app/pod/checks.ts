/** What can be said of a pod only once it is rendered. */
import { DaprdPlacement, DaprToleration, DaprUse, DaprUseKind } from '../../contract';
import { portEntries, PORT_NAMES } from '../../dapr/ports';
import { propOf } from '../../daprd/annotations';
import { daprdPorts, shutdownSeconds } from '../../daprd/defaults';
import { Problem } from '../../diagnostics/finding';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../../kubernetes/names';
import { Json, entryOf } from '../../util/json';
import { describe } from '../../util/values';
import { KNATIVE_CONTAINER_PORT, KNATIVE_SERVICE, LONG_LIVED_KINDS, SHORT_LIVED_KINDS } from '../../workload/kinds';

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
      problems.push({ code: 'DAPR1016', what: `the selector wants ${label}=${selector[label]}, the template has ${describe(labels[label] ?? 'none')}` });
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
    problems.push({ code: 'DAPR2004', what: `appPort ${appPort}; the containers declare ${declared.join(', ') || byDefault || 'none'}` });
  }
};

const checkRestart: PodCheck = ({ kind, spec }, problems) => {
  if (SHORT_LIVED_KINDS.includes(kind) && !['Never', 'OnFailure'].includes(spec.restartPolicy)) {
    problems.push({ code: 'DAPR7008', what: `restartPolicy is ${describe(spec.restartPolicy ?? 'Always, by default')}` });
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
    problems.push({ code: 'DAPR3016', what: `annotations of the pod have ${size} bytes` });
  }
};

/** Names and labels that the API server refuses, or with which it makes no pods. */
export const checkNames: PodCheck = ({ kind, object, template }, problems) => {
  const { name } = object.metadata ?? {};
  const max = entryOf(MAX_NAME, kind);
  if (typeof name === 'string' && !isDnsSubdomain(name)) {
    problems.push({ code: 'DAPR1021', what: `${kind} ${describe(name)}` });
  }
  if (max !== undefined && String(name).length > max) {
    problems.push({ code: 'DAPR1027', what: `${kind} '${name}' has ${String(name).length} characters; at most ${max}` });
  }
  checkKeys(object.metadata, problems);
  checkKeys(template.metadata, problems);
};

function checkKeys({ labels, annotations }: Json = {}, problems: Problem[]): void {
  for (const key in labels) {
    if (!isLabelKey(key)) {
      problems.push({ code: 'DAPR1026', what: `key ${describe(key)}` });
    }
    if (!isLabelValue(labels[key])) {
      problems.push({ code: 'DAPR1026', what: `label ${key}: ${describe(labels[key])}` });
    }
  }
  for (const key in annotations) {
    if (!isLabelKey(key)) {
      problems.push({ code: 'DAPR1026', what: `key ${describe(key)}` });
    }
  }
}

const checkContainers: PodCheck = ({ spec }, problems) => {
  const isDaprd = ({ name }: Json): boolean => name === 'daprd';
  if (spec.containers?.some(isDaprd) || spec.initContainers?.some(isDaprd)) {
    problems.push({ code: 'DAPR1009', what: 'the pod has a container named \'daprd\'' });
  }
};

const checkInjection: PodCheck = ({ kind, spec, annotations }, problems) => {
  if (!INJECTED_KINDS.includes(kind)) {
    problems.push({ code: 'DAPR1010', what: kind === 'Pod' ? 'a bare Pod is injected only if an administrator creates it' : `the workload is a ${kind}` });
  }
  if (spec.hostNetwork === true) {
    problems.push({ code: 'DAPR2010', what: 'hostNetwork is true' });
  }
  if (annotations['dapr.io/unix-domain-socket-path'] && spec.nodeSelector?.['kubernetes.io/os'] === 'windows') {
    problems.push({ code: 'DAPR3015', what: 'unixDomainSocketPath on Windows nodes' });
  }
  if (spec.securityContext?.runAsUser === 0) {
    problems.push({ code: 'DAPR7021', what: 'runAsUser of the pod is 0' });
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
        problems.push({ code: 'DAPR3020', what: `${propOf(key) ?? key} names ${describe(volume)}, and the pod has ${volumes.join(', ') || 'none'}` }));
    }
  }
};

const checkDaprdPorts: PodCheck = ({ annotations, appPort }, problems) => {
  for (const [name, number] of portEntries(daprdPorts(annotations))) {
    if (number === appPort) {
      problems.push({ code: name === 'http' || name === 'grpc' ? 'DAPR2001' : 'DAPR2002', what: `appPort ${appPort} is daprd's port for ${PORT_NAMES[name]}` });
    }
  }
};

const checkShutdown: PodCheck = ({ spec, annotations }, problems) => {
  const needed = shutdownSeconds(annotations);
  const given = spec.terminationGracePeriodSeconds ?? KUBERNETES_GRACE;
  if (needed > given) {
    problems.push({ code: 'DAPR2011', what: `daprd needs ${needed} s to shut down, terminationGracePeriodSeconds is ${given}` });
  }
};

const checkEnd: PodCheck = ({ kind, spec, object, annotations }, problems) => {
  if (!SHORT_LIVED_KINDS.includes(kind) || annotations['dapr.io/enable-native-sidecar'] !== 'false') {
    return;
  }
  const jobSpec: Json = (kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec) ?? {};
  if (!jobSpec.activeDeadlineSeconds) {
    problems.push({ code: 'DAPR7007', what: 'enableNativeSidecar is false, and there is no activeDeadlineSeconds', todo: 'leave the option out, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' });
    return;
  }
  problems.push({ code: 'DAPR7013', what: 'enableNativeSidecar is false' });
  if (spec.restartPolicy === 'OnFailure') {
    problems.push({ code: 'DAPR8005', what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' });
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
    problems.push({ code: 'DAPR8002', what: `the app hosts actors at its port and has replicas: ${replicas}` });
  }
}

/** Init containers end before daprd begins, but for those that go on. */
export function checkInitContainers({ spec }: RenderedPod, named: string[], problems: Problem[]): void {
  ((spec.initContainers ?? []) as Json[]).filter(({ name, restartPolicy }) => named.includes(name) && restartPolicy !== 'Always')
    .forEach(({ name }) => problems.push({ code: 'DAPR7019', what: `containers names the init container ${describe(name)}` }));
}

/** Whether the app may run on nodes on which its node-local daprd does not. */
export function checkPlacement({ spec }: RenderedPod, placement: DaprdPlacement, problems: Problem[]): void {
  const code = placement.strict ? 'DAPR7004' : 'DAPR7005';
  const missing = Object.entries(placement.nodeSelector).filter(([label, value]) => spec.nodeSelector?.[label] !== value);
  const untolerated = ((spec.tolerations ?? []) as DaprToleration[])
    .filter(t => !t.key?.startsWith('node.kubernetes.io/') && t.effect !== 'PreferNoSchedule')
    .filter(t => !placement.tolerations.some(other => covers(other, t)));
  missing.forEach(([label, value]) => problems.push({ code, what: `the data plane runs on nodes with ${label}=${value} only, the app on others too` }));
  untolerated.forEach(t => problems.push({ code, what: `the app tolerates the taint ${t.key ?? 'of any key'}, the data plane does not` }));
}

function covers(wide: DaprToleration, narrow: DaprToleration): boolean {
  return (wide.key === undefined || wide.key === narrow.key)
    && (wide.effect === undefined || wide.effect === narrow.effect)
    && (wide.operator === 'Exists' || (narrow.operator !== 'Exists' && wide.value === narrow.value));
}
