import { DEFAULT_PORTS } from '../../dapr/ports';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { Json, withEntry } from '../../util/json';
import { KNATIVE_SERVICE, SHORT_LIVED_KINDS } from '../../workload/kinds';

const NO_CONTAINER_FOR_PROBE = warning('DAPR7025', {
  title: 'no container for the startup probe of daprd',
  why: 'A pod that the sidecar injector missed becomes ready without daprd',
  todo: 'remove startupProbe from one container, or acknowledge this',
  source: 'Kubernetes probes',
});

/**
 * daprd listens on its health port once its components are loaded, before it waits for the app (dapr/dapr pkg/runtime/runtime.go), so a probe of it
 * cannot block the app. Any container can have the probe, because the kubelet connects to the IP address of the pod. After 10 minutes the
 * container restarts: long enough to pull the image of daprd.
 */
const PROBE = { tcpSocket: { port: DEFAULT_PORTS.health }, periodSeconds: 1, failureThreshold: 600 };

/**
 * Adds the probe to the first container that may have it. Jobs are never ready, and Knative allows probes of its own port only.
 *
 * @param only names of the containers that call Dapr; all if undefined
 */
export function addStartupProbe(kind: string, podSpec: Json, only: readonly string[] | undefined, problems: Problem[]): void {
  if (kind === KNATIVE_SERVICE || SHORT_LIVED_KINDS.includes(kind)) {
    return;
  }
  const containers: Json[] = podSpec.containers ?? [];
  const at = containers.findIndex(({ name, startupProbe }) => startupProbe === undefined && (only?.includes(name) ?? true));
  if (at === -1) {
    problems.push({ rule: NO_CONTAINER_FOR_PROBE, what: 'daprdStartupProbe is true, and every container that calls Dapr has its own startupProbe' });
    return;
  }
  containers[at] = withEntry(containers[at], 'startupProbe', structuredClone(PROBE));
}
