/** Checks of an app whose daprd runs in separate pods. */

import { RenderedPod } from './rendered-pod';
import { IDaprApp } from '../../contract';
import { DaprdPlacement, DaprToleration, DaprUse, DaprUseKind } from '../../contract-values';
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { countOf, replicasOf } from '../../facts/replicas';
import { describe } from '../../util/values';

const NODE_WITHOUT_DAPRD = warning('DAPR7004', {
  title: 'app on nodes without its node-local daprd',
  why: 'Calls from a node without daprd are dropped',
  todo: 'set the node selector and tolerations of the shared DaemonSet to those of its apps, unset strictlyNodeLocal, or acknowledge this if something else keeps the app on the nodes of daprd',
  source: 'Kubernetes internalTrafficPolicy',
});

const NODE_MAY_LACK_DAPRD = warning('DAPR7005', {
  title: 'app that may run on nodes without its node-local daprd',
  why: 'Calls from a node without daprd go to another node',
  todo: 'set the node selector and tolerations of the shared DaemonSet to those of its apps',
  source: 'Kubernetes trafficDistribution',
});

const ACTORS_WITH_REPLICAS = error('DAPR8002', {
  title: 'actors of an app with several replicas behind a shared daprd',
  why: 'Placement assigns an actor to a daprd, which calls any replica: the actor lives in several replicas at once',
  todo: 'run one replica, or use a sidecar',
  source: 'dapr/dapr pkg/actors',
});

const HOST_NETWORK_SHUT_OUT = warning('DAPR7053', {
  title: 'app on the host network behind a NetworkPolicy of its shared daprd',
  why: 'The NetworkPolicy selects the pods of apps by their labels, and pods on the host network have the addresses of their nodes: their calls to daprd are dropped',
  todo: 'remove hostNetwork, use a shared DaemonSet, which its node always reaches, or set derivedAccess.networkPolicy to false and allow the addresses of the nodes in a NetworkPolicy of your own',
  source: 'Kubernetes NetworkPolicy',
});
const HOST_NETWORK_WITHOUT_CLUSTER_DNS = warning('DAPR7054', {
  title: 'app on the host network without cluster DNS',
  why: 'Pods on the host network use the DNS of their node by default, which does not resolve the Service of daprd',
  todo: 'set dnsPolicy to ClusterFirstWithHostNet, or acknowledge this if the DNS of the nodes resolves Services',
  source: 'Kubernetes pod DNS policy',
});

/** An app on the host network must resolve the Service of its daprd, and pass its NetworkPolicy. A node always reaches its own pods. */
export function checkHostNetwork({ spec }: RenderedPod, isRestricted: boolean, problems: Problem[]): void {
  if (spec.hostNetwork !== true) {
    return;
  }
  if (isRestricted) {
    problems.push({ rule: HOST_NETWORK_SHUT_OUT, what: 'hostNetwork is true, and the data plane has a NetworkPolicy' });
  }
  if (spec.dnsPolicy !== 'ClusterFirstWithHostNet' && spec.dnsPolicy !== 'None') {
    problems.push({ rule: HOST_NETWORK_WITHOUT_CLUSTER_DNS, what: `hostNetwork is true, and dnsPolicy is ${spec.dnsPolicy === undefined ? 'not set' : describe(spec.dnsPolicy)}` });
  }
}

/** Placement assigns actors at the app's port to a daprd, and a daprd outside the pods cannot choose the pod. */
export function checkActors(app: IDaprApp, uses: DaprUse[], { kind, object }: RenderedPod, problems: Problem[]): void {
  if (!uses.some(use => use.kind === DaprUseKind.ACTORS)) {
    return;
  }
  const replicas = replicasOf(app, object, kind);
  if (replicas?.max !== 1) {
    problems.push({ rule: ACTORS_WITH_REPLICAS, what: `the app hosts actors at its port and must run 1 replica; got ${replicas ? countOf(replicas) : 'one per node'}` });
  }
}

/** Reports an app that may run on nodes without its node-local daprd. */
export function checkPlacement({ spec }: RenderedPod, placement: DaprdPlacement, problems: Problem[]): void {
  const rule = placement.strict ? NODE_WITHOUT_DAPRD : NODE_MAY_LACK_DAPRD;
  const missing = Object.entries(placement.nodeSelector).filter(([label, value]) => spec.nodeSelector?.[label] !== value);
  const untolerated = ((spec.tolerations ?? []) as DaprToleration[])
    .filter(t => !t.key?.startsWith('node.kubernetes.io/') && t.effect !== 'PreferNoSchedule')
    .filter(t => !placement.tolerations.some(other => covers(other, t)));
  missing.forEach(([label, value]) => problems.push({ rule, what: `the data plane runs only on nodes with ${label}=${value}, and the app may run on others` }));
  untolerated.forEach(t => problems.push({ rule, what: `the app tolerates ${t.key ? `taint ${t.key}` : 'every taint'}, and the data plane does not` }));
}

function covers(wide: DaprToleration, narrow: DaprToleration): boolean {
  return (wide.key === undefined || wide.key === narrow.key)
    && (wide.effect === undefined || wide.effect === narrow.effect)
    && (wide.operator === 'Exists' || (narrow.operator !== 'Exists' && wide.value === narrow.value));
}
