import { DAPR } from '../../daprd/annotations';
import { Json } from '../../util/json';
import { LONG_LIVED_KINDS } from '../../workload/kinds';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyApp } from '../topology/model';

/** Workloads that run until they are stopped. */
const ENDLESS = [...LONG_LIVED_KINDS, 'Pod'];

/** Annotations that mean something in a pod only, and why. */
const POD_ONLY: { [annotation: string]: string } = {
  'volume-mounts': 'daprd has no volumes of a pod there',
  'volume-mounts-rw': 'daprd has no volumes of a pod there',
  'pluggable-components': 'there are no other containers of a pod there',
  'inject-pluggable-components': 'there are no other containers of a pod there',
  'unix-domain-socket-path': 'app and daprd share no volume there',
  'enable-debug': 'a release of daprd has no debugger',
  'sidecar-seccomp-profile-type': 'a profile is named otherwise there',
  'sentry-request-jwt-audiences': 'there is no Sentry',
};

/** True where an app can run outside Kubernetes at all; why not is a finding. */
export function checkStandalone(app: TopologyApp, findings: Findings): boolean {
  const refuse = (what: string, todo?: string): void => findings.add(app.construct, UNSUPPORTED_BY_TARGET, what, todo);
  if (!ENDLESS.includes(app.workloadKind)) {
    refuse(`a ${app.workloadKind} is run by Kubernetes, and this target only has programs that run until they are stopped`,
      'use a Deployment, or export the other apps only (DaprTopology.of a chart)');
  }
  if (!app.dataPlane) {
    refuse('its Dapr is not in this stack, so there is no daprd to export', 'use DataPlane.sidecar() or a shared daprd');
  }
  const { initContainers = [], volumes = [] } = app.podSpec;
  if (app.containers.length > 1 || initContainers.length) {
    const names = [...initContainers, ...app.containers].map(({ name }: Json) => `'${name}'`).join(', ');
    refuse(`its pod has the containers ${names}, and an exported app is one program`, 'make an app of each, or one container of all');
  }
  for (const { name, mountPath } of app.container.volumeMounts ?? []) {
    const volume = volumes.find((each: Json) => each.name === name);
    if (!volume?.emptyDir) {
      refuse(`its container mounts the volume '${name}' at '${mountPath}'`, 'let the program read a file of the target, or an environment variable');
    }
  }
  for (const [annotation, why] of Object.entries(POD_ONLY)) {
    const value = app.dataPlane?.annotations[DAPR + annotation];
    // RuntimeDefault is what container engines do by themselves.
    if (value !== undefined && value !== 'false' && value !== 'RuntimeDefault') {
      refuse(`${DAPR}${annotation} is '${value}', and ${why}`);
    }
  }
  return app.dataPlane !== undefined;
}
