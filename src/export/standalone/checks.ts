import { DAPR } from '../../daprd/annotations';
import { Json } from '../../util/json';
import { LONG_LIVED_KINDS } from '../../workload/kinds';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { checkPodFields, PodTarget } from '../files/pod-fields';
import { TopologyApp } from '../topology/model';

/** Workloads that run until they are stopped. */
const LONG_RUNNING = [...LONG_LIVED_KINDS, 'Pod'];

/** Annotations that need a pod, with the reason. */
const POD_ONLY: { [annotation: string]: string } = {
  'volume-mounts': 'daprd has no pod volumes on this target',
  'volume-mounts-rw': 'daprd has no pod volumes on this target',
  'pluggable-components': 'there are no pods with other containers on this target',
  'inject-pluggable-components': 'there are no pods with other containers on this target',
  'unix-domain-socket-path': 'app and daprd share no volume on this target',
  'enable-debug': 'release builds of daprd have no debugger',
  'sidecar-seccomp-profile-type': 'seccomp profiles have other names on this target',
  'sentry-request-jwt-audiences': 'this target has no Sentry',
};

/** Whether the daprd of an app can be exported. Anything that the target does not support is a finding. */
export function checkStandalone(app: TopologyApp, target: PodTarget, findings: Findings, provided?: readonly string[]): boolean {
  checkPodFields(app, target, findings, provided);
  const refuse = (what: string, todo?: string): void => findings.add(app.construct, UNSUPPORTED_BY_TARGET, what, todo);
  if (!LONG_RUNNING.includes(app.workloadKind)) {
    refuse(`the workload is a ${app.workloadKind}, and this target supports only programs that run until they are stopped`,
      'use a Deployment, or export only the other apps with DaprTopology.of(chart)');
  }
  if (!app.dataPlane) {
    refuse('the app has a remote Dapr, so there is no daprd to export', 'use DataPlane.sidecar() or a shared daprd');
  }
  const { initContainers = [], volumes = [] } = app.podSpec;
  if (app.containers.length > 1 || initContainers.length) {
    const names = [...initContainers, ...app.containers].map(({ name }: Json) => typeof name === 'string' ? `'${name}'` : 'one without a name').join(', ');
    refuse(`the pod has the containers ${names}, and an exported app is a single program`,
      'define an app for each container, or combine them into one');
  }
  for (const { name, mountPath } of app.container.volumeMounts ?? []) {
    const volume = volumes.find((each: Json) => each.name === name);
    if (!volume?.emptyDir) {
      refuse(`the container mounts volume '${name}' at '${mountPath}', which is not an emptyDir`,
        'read a file on the target or an environment variable instead');
    }
  }
  for (const [annotation, why] of Object.entries(POD_ONLY)) {
    const value = app.dataPlane?.annotations[DAPR + annotation];
    // RuntimeDefault is the default of container engines.
    if (value !== undefined && value !== 'false' && value !== 'RuntimeDefault') {
      refuse(`${DAPR}${annotation} is '${value}', and ${why}`);
    }
  }
  return app.dataPlane !== undefined;
}
