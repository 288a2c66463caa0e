/** Pods of an app whose daprd is in pods of its own. */

import { RenderedPod } from './rendered-pod';
import { DaprdPlacement, DaprToleration, DaprUse, DaprUseKind } from '../../contract-values';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';

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

const ACTORS_WITH_REPLICAS = error('DAPR8002', {
  title: 'actors behind a shared daprd with several app replicas',
  why: 'Placement puts an actor on a daprd, which calls any replica: an actor would live in several at once',
  todo: 'run one replica, use a sidecar, or host the actors over a stream',
  source: 'dapr/dapr pkg/actors',
});

/** Actors at the app's port live where placement puts them, and a daprd outside the pods cannot choose the pod. */
export function checkActors(uses: DaprUse[], { kind, object }: RenderedPod, problems: Problem[]): void {
  const replicas = kind === 'DaemonSet' ? 'one on each node' : object.spec?.replicas ?? 1;
  if (replicas !== 1 && uses.some(use => use.kind === DaprUseKind.ACTORS)) {
    problems.push({ rule: ACTORS_WITH_REPLICAS, what: `the app hosts actors at its port and has replicas: ${replicas}` });
  }
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
