/** Cluster objects that conflict with the pods of apps and shared daprds. */
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
import { clusterOf, placeOf } from '../kubernetes/cluster';
import { selects } from '../kubernetes/label-selector';
import { DaprPlatform } from '../platform/dapr-platform';
import { Json } from '../util/json';

const BUDGET_BLOCKS_DRAIN = warning('DAPR7018', {
  title: 'PodDisruptionBudget that allows no disruptions',
  why: 'A node drain waits indefinitely',
  todo: 'allow at least one pod to be unavailable',
  source: 'Kubernetes disruptions',
});
const PRIORITY_CLASS_NOT_FOUND = warning('DAPR7020', {
  title: 'PriorityClass not defined in this App',
  why: 'If the cluster does not have it either, the API server rejects the pods',
  todo: 'correct the name, or acknowledge this if the PriorityClass exists in the cluster',
  source: 'Kubernetes API validation',
});
const RESTRICTED_NAMESPACE = warning('DAPR7022', {
  title: 'injected daprd in a namespace with restricted Pod Security',
  why: 'The injected container does not drop all capabilities unless Dapr\'s Helm chart enables it: the API server rejects the pods',
  todo: 'set sidecarDropALLCapabilities of Dapr\'s Helm chart, then acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});

const BUILT_IN_CLASSES = ['system-cluster-critical', 'system-node-critical'];

interface Workload {
  readonly at: IConstruct;
  readonly json: Json;
  /** Whether the sidecar injector adds a daprd container to its pods. */
  readonly injected: boolean;
}

const cluster: AppCheck = root => {
  const objects = Objects.of(root);
  const daprds = SHARED_DAPRDS.of(root);
  const isUserDefined = ({ node }: ApiObject): boolean => !daprds.some(daprd => daprd === node.scope);
  const budgets = objects.ofKind('PodDisruptionBudget', 'policy').filter(isUserDefined);
  const restricted = objects.ofKind('Namespace', 'core')
    .filter(object => object.toJson().metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted').map(namespace => placeOf(namespace, namespace.name));
  const autoscalers = [...objects.ofKind('HorizontalPodAutoscaler', 'autoscaling'), ...objects.ofKind('ScaledObject', 'keda.sh')].filter(isUserDefined);
  // Rendered only if an object in the App could conflict with them.
  const shared = budgets.length || restricted.length || autoscalers.length ? daprds.map(sharedWorkload) : [];
  const apps = budgets.length || restricted.length ? APPS.of(root).flatMap(workloadOf) : [];
  return [
    ...[...apps, ...shared].flatMap(workload => [...blockingBudgets(workload, budgets), ...podSecurityConflicts(workload, restricted)]),
    ...shared.flatMap(workload => competingAutoscalers(workload, autoscalers)),
    ...missingPriorityClasses(root),
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

function allowsNoDisruption({ spec = {} }: Json, replicas: number): boolean {
  const { maxUnavailable, minAvailable } = spec;
  return /^0+%?$/.test(String(maxUnavailable)) || String(minAvailable) === '100%' || Number(minAvailable) >= replicas;
}

function blockingBudgets({ at, json }: Workload, budgets: ApiObject[]): Finding[] {
  const labels: Json = json.spec?.template?.metadata?.labels ?? {};
  return budgets.filter(budget => placeOf(budget, budget.metadata.namespace) === placeOf(at, json.metadata.namespace))
    .filter(budget => {
      const rendered = budget.toJson();
      return selects(rendered.spec?.selector, labels) && allowsNoDisruption(rendered, json.spec.replicas ?? Infinity);
    })
    .map(budget => ({ at, rule: BUDGET_BLOCKS_DRAIN, what: `PodDisruptionBudget '${budget.node.path}' selects its pods and allows no disruptions` }));
}

function podSecurityConflicts({ at, json, injected }: Workload, restricted: string[]): Finding[] {
  const { namespace } = json.metadata;
  return injected && restricted.includes(placeOf(at, namespace)) ? [{ at, rule: RESTRICTED_NAMESPACE, what: `namespace '${namespace}' enforces the Pod Security standard 'restricted'` }] : [];
}

/** User-defined autoscalers that compete with fixed replicas in the manifest, which every apply sets again. */
function competingAutoscalers({ at, json }: Workload, autoscalers: ApiObject[]): Finding[] {
  return json.spec.replicas === undefined ? [] : autoscalers.filter(scaler => {
    const { scaleTargetRef: target } = scaler.toJson().spec ?? {};
    return (target?.kind ?? 'Deployment') === json.kind && target?.name === json.metadata.name
      && placeOf(scaler, scaler.metadata.namespace) === placeOf(at, json.metadata.namespace);
  }).map(scaler => ({
    at, rule: INVALID_REPLICAS, what: `${scaler.kind} '${scaler.node.path}' scales it, but its replicas are fixed`, todo: 'use autoscaling of the shared daprd',
  }));
}

function missingPriorityClasses(root: IConstruct): Finding[] {
  const isDefined = (at: IConstruct, name: string): boolean =>
    Objects.of(root).ofKind('PriorityClass').some(object => object.name === name && clusterOf(object) === clusterOf(at));
  return PRIORITY_CLASSES.of(root).filter(({ at, name }) => !BUILT_IN_CLASSES.includes(name) && !isDefined(at, name))
    .map(({ at, name }) => ({ at, rule: PRIORITY_CLASS_NOT_FOUND, what: `priorityClassName '${name}' refers to a PriorityClass that this App does not define` }));
}

export const checks = [cluster];
