/** What can be said of a pod only once it is rendered. */
import { DaprdPlacement, DaprToleration, DaprUse, DaprUseKind } from '../contract';
import { propOf } from '../data-plane/daprd-annotations';
import { daprdPorts, shutdownSeconds } from '../data-plane/daprd-defaults';
import { Problem } from '../private/diagnostics';
import { Json, entryOf } from '../private/json';
import { isDnsSubdomain, isLabelKey, isLabelValue } from '../private/names';
import { describe } from '../private/values';
import { KNATIVE_CONTAINER_PORT, KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../private/workload-kinds';

type Annotations = { [name: string]: string };
const KUBERNETES_GRACE = 30;
const MAX_ANNOTATIONS = 256 * 1024;
/** Jobs and pods carry the name as a label, with a hash after it or a time. */
const MAX_NAME: { [kind: string]: number | undefined } = { CronJob: 52, StatefulSet: 52, Job: 63 };
/** Controllers whose pods the injector accepts (dapr/dapr `pkg/injector/service/injector.go`). */
const INJECTED_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Rollout',
  KNATIVE_SERVICE];

/** Checks that hold wherever daprd lives. */
export function checkPod(kind: string, template: Json, object: Json, appPort: number | undefined): Problem[] {
  const spec: Json = template.spec ?? {};
  const problems: Problem[] = [];
  const selector: Annotations = object.spec?.selector?.matchLabels ?? {};
  for (const [label, value] of SHORT_LIVED_KINDS.includes(kind) ? [] : Object.entries(selector)) {
    if (template.metadata?.labels?.[label] !== value) {
      problems.push({ code: 'DAPR1016', what: `the selector wants ${label}=${value}, the template has ${describe(template.metadata?.labels?.[label] ?? 'none')}` });
    }
  }
  const declared: number[] = (spec.containers ?? []).flatMap((c: Json) => (c.ports ?? []).map((p: Json) => p.containerPort));
  if (kind === KNATIVE_SERVICE && !declared.length) {
    declared.push(KNATIVE_CONTAINER_PORT);
  }
  if (appPort !== undefined && !declared.includes(appPort)) {
    problems.push({ code: 'DAPR2004', what: `appPort ${appPort}; the containers declare ${declared.join(', ') || 'none'}` });
  }
  if (SHORT_LIVED_KINDS.includes(kind) && !['Never', 'OnFailure'].includes(spec.restartPolicy)) {
    problems.push({ code: 'DAPR7008', what: `restartPolicy is ${describe(spec.restartPolicy ?? 'Always, by default')}` });
  }
  return problems;
}

/** Names and labels that the API server refuses, or with which it makes no pods. */
export function checkNames(kind: string, template: Json, object: Json): Problem[] {
  const problems: Problem[] = [];
  const { name } = object.metadata ?? {};
  const max = entryOf(MAX_NAME, kind);
  if (typeof name === 'string' && !isDnsSubdomain(name)) {
    problems.push({ code: 'DAPR1021', what: `${kind} ${describe(name)}` });
  }
  if (max !== undefined && String(name).length > max) {
    problems.push({ code: 'DAPR1027', what: `${kind} '${name}' has ${String(name).length} characters; at most ${max}` });
  }
  for (const { labels, annotations } of [object.metadata ?? {}, template.metadata ?? {}]) {
    for (const key in { ...labels, ...annotations }) {
      if (!isLabelKey(key)) {
        problems.push({ code: 'DAPR1026', what: `key ${describe(key)}` });
      }
    }
    for (const key in labels) {
      if (!isLabelValue(labels[key])) {
        problems.push({ code: 'DAPR1026', what: `label ${key}: ${describe(labels[key])}` });
      }
    }
  }
  return problems;
}

/** Actors at the app's port live where placement puts them, and a daprd outside the pods cannot choose the pod. */
export function checkActors(uses: DaprUse[], kind: string, object: Json): Problem[] {
  const replicas = kind === 'DaemonSet' ? 'one on each node' : object.spec?.replicas ?? 1;
  return replicas !== 1 && uses.some(use => use.kind === DaprUseKind.ACTORS)
    ? [{ code: 'DAPR8002', what: `the app hosts actors at its port and has replicas: ${replicas}` }] : [];
}

/** Checks the annotations that a pod ends with. */
export function checkSize(annotations: Annotations): Problem[] {
  const text = Object.entries(annotations).flat().map(String).join('');
  // A character has three bytes at most.
  const size = text.length * 3 > MAX_ANNOTATIONS ? Buffer.byteLength(text) : 0;
  return size > MAX_ANNOTATIONS ? [{ code: 'DAPR3016', what: `annotations of the pod have ${size} bytes` }] : [];
}

/** Checks of a pod into which the injector puts a daprd. */
export function checkInjectedPod(kind: string, template: Json, object: Json, annotations: Annotations, appPort: number | undefined): Problem[] {
  const spec: Json = template.spec ?? {};
  const problems: Problem[] = [];
  if ([spec.containers, spec.initContainers].some((list?: Json[]) => list?.some(({ name }) => name === 'daprd'))) {
    problems.push({ code: 'DAPR1009', what: 'the pod has a container named \'daprd\'' });
  }
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
  problems.push(...checkMounts(spec, object, annotations), ...checkAppPort(annotations, appPort), ...checkShutdown(spec, annotations),
    ...checkEnd(kind, spec, object, annotations));
  return problems;
}

const MOUNTS = ['dapr.io/volume-mounts', 'dapr.io/volume-mounts-rw'];

/** Volumes are of the pod, or of the claims of a StatefulSet. */
function checkMounts(spec: Json, object: Json, annotations: Annotations): Problem[] {
  const mounting = MOUNTS.filter(key => annotations[key]);
  if (!mounting.length) {
    return [];
  }
  const claims = ((object.spec?.volumeClaimTemplates ?? []) as Json[]).map(claim => claim.metadata?.name);
  const volumes = [...((spec.volumes ?? []) as Json[]).map(volume => volume.name), ...claims];
  return mounting.flatMap(key => annotations[key].split(',')
    .filter(Boolean).map(mount => mount.split(':')[0].trim())
    .filter(volume => !volumes.includes(volume)).map(volume => ({
      code: 'DAPR3020' as const, what: `${propOf(key) ?? key} names ${describe(volume)}, and the pod has ${volumes.join(', ') || 'none'}`,
    })));
}

/** Init containers end before daprd begins, but for those that go on. */
export function checkInitContainers(spec: Json, named: string[] | undefined): Problem[] {
  return ((spec.initContainers ?? []) as Json[]).filter(({ name, restartPolicy }) => named?.includes(name) && restartPolicy !== 'Always')
    .map(({ name }) => ({ code: 'DAPR7019', what: `containers names the init container ${describe(name)}` }));
}

function checkAppPort(annotations: Annotations, appPort: number | undefined): Problem[] {
  return Object.entries(daprdPorts(annotations)).filter(([, port]) => port === appPort)
    .map(([name, port]) => ({ code: /^(HTTP|gRPC) API$/.test(name) ? 'DAPR2001' : 'DAPR2002', what: `appPort ${port} is daprd's port for ${name}` }));
}

function checkShutdown(spec: Json, annotations: Annotations): Problem[] {
  const needed = shutdownSeconds(annotations);
  const given = spec.terminationGracePeriodSeconds ?? KUBERNETES_GRACE;
  return needed > given ? [{
    code: 'DAPR2011', what: `daprd needs ${needed} s to shut down, terminationGracePeriodSeconds is ${given}`,
  }] : [];
}

function checkEnd(kind: string, spec: Json, object: Json, annotations: Annotations): Problem[] {
  if (!SHORT_LIVED_KINDS.includes(kind) || annotations['dapr.io/enable-native-sidecar'] !== 'false') {
    return [];
  }
  const jobSpec: Json = (kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec) ?? {};
  const inPlace: Problem[] = spec.restartPolicy === 'OnFailure'
    ? [{ code: 'DAPR8005', what: 'enableNativeSidecar is false, and restartPolicy is OnFailure' }] : [];
  return jobSpec.activeDeadlineSeconds
    ? [{ code: 'DAPR7013', what: 'enableNativeSidecar is false' }, ...inPlace]
    : [{ code: 'DAPR7007', what: 'enableNativeSidecar is false, and there is no activeDeadlineSeconds', todo: 'leave the option out, or set activeDeadlineSeconds and call POST /v1.0/shutdown at the end' }];
}

/** Whether the app may run on nodes on which its node-local daprd does not. */
export function checkPlacement(spec: Json, placement: DaprdPlacement): Problem[] {
  const code = placement.strict ? 'DAPR7004' : 'DAPR7005';
  const missing = Object.entries(placement.nodeSelector).filter(([label, value]) => spec.nodeSelector?.[label] !== value);
  const untolerated = ((spec.tolerations ?? []) as DaprToleration[])
    .filter(t => !t.key?.startsWith('node.kubernetes.io/') && t.effect !== 'PreferNoSchedule')
    .filter(t => !placement.tolerations.some(other => covers(other, t)));
  return [
    ...missing.map(([label, value]) => ({ code, what: `the data plane runs on nodes with ${label}=${value} only, the app on others too` } as Problem)),
    ...untolerated.map(t => ({ code, what: `the app tolerates the taint ${t.key ?? 'of any key'}, the data plane does not` } as Problem)),
  ];
}

function covers(wide: DaprToleration, narrow: DaprToleration): boolean {
  return (wide.key === undefined || wide.key === narrow.key)
    && (wide.effect === undefined || wide.effect === narrow.effect)
    && (wide.operator === 'Exists' || (narrow.operator !== 'Exists' && wide.value === narrow.value));
}
