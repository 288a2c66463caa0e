/** Annotations of Stakater Reloader, which restarts the pods of a workload when a Secret or ConfigMap changes. */
import { Json, sorted, withEntry } from '../util/json';

const SECRETS = 'secret.reloader.stakater.com/reload';
const CONFIG_MAPS = 'configmap.reloader.stakater.com/reload';

/** The kinds whose pods Reloader restarts. It would run a Job or CronJob once more, and their next run reads what is current anyway. */
const RELOADED_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'DeploymentConfig'];

/** Adds names of Secrets and ConfigMaps to the annotations of a rendered workload. */
export function addReloads(object: Json, secrets: readonly string[], configMaps: readonly string[] = []): void {
  const all = { [SECRETS]: secrets, [CONFIG_MAPS]: configMaps };
  const annotations: Json = object.metadata?.annotations ?? {};
  const ours = Object.entries(all).filter(([, names]) => names.length).map(([key, names]) => [key, joined(annotations[key], names)]);
  if (ours.length && RELOADED_KINDS.includes(object.kind)) {
    object.metadata = withEntry(object.metadata ?? {}, 'annotations', sorted({ ...annotations, ...Object.fromEntries(ours) }));
  }
}

/** The user's names come first, in their order. */
function joined(theirs: unknown, ours: readonly string[]): string {
  const names = typeof theirs === 'string' ? theirs.split(',').map(name => name.trim()).filter(Boolean) : [];
  return [...new Set([...names, ...[...ours].sort()])].join(',');
}
