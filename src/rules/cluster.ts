/** Objects of the cluster that do not go with the pods of apps and daprds. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprApp } from '../contract';
import { INVALID_REPLICAS } from '../data-plane/shared/deployment-checks';
import { PRIORITY_CLASSES, SHARED_DAPRDS, SharedDaprdFacts } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { warning } from '../diagnostics/rule';
import { APPS, hasSidecar, wiringOf } from '../facts/apps';
import { Objects } from '../facts/objects';
import { DaprPlatform } from '../platform/dapr-platform';
import { Json } from '../util/json';

const BUDGET_BLOCKS_DRAIN = warning('DAPR7018', {
  title: 'disruption budget that allows none',
  why: 'A drain of the node waits for ever',
  todo: 'allow one pod to be away',
  source: 'Kubernetes disruptions',
});
const PRIORITY_CLASS_NOT_FOUND = warning('DAPR7020', {
  title: 'PriorityClass that is not here',
  why: 'Where there is none, the pods are rejected',
  todo: 'correct the name, or acknowledge that the cluster has it',
  source: 'Kubernetes API validation',
});
const RESTRICTED_NAMESPACE = warning('DAPR7022', {
  title: 'injected daprd where Pod Security asks for more',
  why: 'The injected container does not drop all capabilities unless Dapr\'s chart says so: the pods are rejected',
  todo: 'set sidecarDropALLCapabilities of Dapr\'s chart, then acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});

const BUILT_IN_CLASSES = ['system-cluster-critical', 'system-node-critical'];

interface Workload {
  readonly at: IConstruct;
  readonly json: Json;
  /** Whether the injector puts a daprd into its pods. */
  readonly injected: boolean;
}

const cluster: AppCheck = root => {
  const objects = Objects.of(root);
  const daprds = SHARED_DAPRDS.of(root);
  const ofOthers = ({ node }: ApiObject): boolean => !daprds.some(daprd => daprd === node.scope);
  const budgets = objects.ofKind('PodDisruptionBudget', 'policy').filter(ofOthers);
  const restricted = objects.ofKind('Namespace', 'core')
    .filter(object => object.toJson().metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted').map(({ name }) => name);
  const scalers = objects.ofKind('HorizontalPodAutoscaler', 'autoscaling').filter(ofOthers);
  // Rendered only where something in the App could contradict them.
  const shared = budgets.length || restricted.length || scalers.length ? daprds.map(sharedWorkload) : [];
  const apps = budgets.length || restricted.length ? APPS.of(root).flatMap(workloadOf) : [];
  return [
    ...[...apps, ...shared].flatMap(workload => [...blocked(workload, budgets), ...refused(workload, restricted)]),
    ...shared.flatMap(workload => fought(workload, scalers)),
    ...unranked(root),
  ];
};

function workloadOf(app: IDaprApp): Workload[] {
  const wiring = wiringOf(app);
  return wiring ? [{ at: app, json: wiring.pod.renderWired(), injected: hasSidecar(app) }] : [];
}

function sharedWorkload(at: SharedDaprdFacts): Workload {
  const json = (at.node.findChild('Resource') as ApiObject).toJson();
  const pinned = json.spec.template.spec.containers.some((container: Json) => container.name === 'daprd');
  return { at, json, injected: !pinned && !DaprPlatform.of(at).clusterPolicyInstalled };
}

function allowsNone({ spec = {} }: Json, replicas: number): boolean {
  const { maxUnavailable, minAvailable } = spec;
  return /^0+%?$/.test(String(maxUnavailable)) || String(minAvailable) === '100%' || Number(minAvailable) >= replicas;
}

function blocked({ at, json }: Workload, budgets: ApiObject[]): Finding[] {
  const labels: Json = json.spec?.template?.metadata?.labels ?? {};
  return budgets.filter(({ metadata }) => metadata.namespace === json.metadata.namespace)
    .filter(budget => {
      const rendered = budget.toJson();
      const wanted = Object.entries(rendered.spec?.selector?.matchLabels ?? {});
      return wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value) && allowsNone(rendered, json.spec.replicas ?? Infinity);
    })
    .map(budget => ({ at, rule: BUDGET_BLOCKS_DRAIN, what: `PodDisruptionBudget '${budget.node.path}' selects its pods and lets none of them go` }));
}

function refused({ at, json, injected }: Workload, restricted: string[]): Finding[] {
  const { namespace } = json.metadata;
  return injected && restricted.includes(namespace) ? [{ at, rule: RESTRICTED_NAMESPACE, what: `namespace '${namespace}' enforces the Pod Security standard 'restricted'` }] : [];
}

/** An autoscaler of somebody else beside a number of replicas in the manifest, which each apply sets again. */
function fought({ at, json }: Workload, scalers: ApiObject[]): Finding[] {
  return json.spec.replicas === undefined ? [] : scalers.filter(scaler => {
    const { scaleTargetRef: to } = scaler.toJson().spec ?? {};
    return to?.kind === json.kind && to?.name === json.metadata.name && scaler.metadata.namespace === json.metadata.namespace;
  }).map(scaler => ({
    at, rule: INVALID_REPLICAS, what: `HorizontalPodAutoscaler '${scaler.node.path}' scales it beside fixed replicas`, todo: 'use autoscaling of the shared daprd',
  }));
}

function unranked(root: IConstruct): Finding[] {
  return PRIORITY_CLASSES.of(root).filter(({ name }) => !BUILT_IN_CLASSES.includes(name) && !Objects.of(root).ofKind('PriorityClass').some(object => object.name === name))
    .map(({ at, name }) => ({ at, rule: PRIORITY_CLASS_NOT_FOUND, what: `priorityClassName '${name}'` }));
}

export const checks = [cluster];
