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
import { keyIn } from '../kubernetes/names';
import { SelectorIndex } from '../kubernetes/selector-index';
import { DaprPlatform } from '../platform/dapr-platform';
import { grouped } from '../util/grouped';
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
export const RESTRICTED_NAMESPACE = warning('DAPR7022', {
  title: 'injected daprd in a namespace with restricted Pod Security',
  why: 'The injected container does not drop all capabilities unless Dapr\'s Helm chart enables it: the API server rejects the pods',
  todo: 'set sidecarDropALLCapabilities of Dapr\'s Helm chart, then acknowledge this',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
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
  const own = new Set<unknown>(daprds);
  const isUserDefined = ({ node }: ApiObject): boolean => !own.has(node.scope);
  const budgets = objects.ofKind('PodDisruptionBudget', 'policy').filter(isUserDefined);
  const restricted = new Set(objects.ofKind('Namespace', 'core')
    .filter(object => object.toJson().metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted').map(namespace => placeOf(namespace, namespace.name)));
  const autoscalers = [...objects.ofKind('HorizontalPodAutoscaler', 'autoscaling'), ...objects.ofKind('ScaledObject', 'keda.sh')].filter(isUserDefined);
  // Rendered only if an object in the App could conflict with them.
  const shared = budgets.length || restricted.size || autoscalers.length ? daprds.map(sharedWorkload) : [];
  const apps = budgets.length || restricted.size ? APPS.of(root).flatMap(workloadOf) : [];
  const selectors = new SelectorIndex(budgets.map(budget => {
    const json = budget.toJson();
    return { place: placeOf(budget, budget.metadata.namespace), selector: json.spec?.selector, entry: { budget, json } };
  }));
  const scalers = grouped(shared.length ? autoscalers : [], scaler => {
    const { kind, name }: Json = scaler.toJson().spec?.scaleTargetRef ?? {};
    return keyIn(placeOf(scaler, scaler.metadata.namespace), kind ?? 'Deployment', String(name));
  });
  return [
    ...[...apps, ...shared].flatMap(workload => [...blockingBudgets(workload, selectors), ...podSecurityConflicts(workload, restricted)]),
    ...shared.flatMap(workload => competingAutoscalers(workload, scalers)),
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

function blockingBudgets({ at, json }: Workload, budgets: SelectorIndex<{ readonly budget: ApiObject; readonly json: Json }>): Finding[] {
  const labels: Json = json.spec?.template?.metadata?.labels ?? {};
  return budgets.selecting(placeOf(at, json.metadata.namespace), labels)
    .filter(budget => allowsNoDisruption(budget.json, json.spec.replicas ?? Infinity))
    .map(({ budget }) => ({ at, rule: BUDGET_BLOCKS_DRAIN, what: `PodDisruptionBudget '${budget.node.path}' selects its pods and allows no disruptions` }));
}

function podSecurityConflicts({ at, json, injected }: Workload, restricted: ReadonlySet<string>): Finding[] {
  const { namespace } = json.metadata;
  return injected && restricted.has(placeOf(at, namespace)) ? [{ at, rule: RESTRICTED_NAMESPACE, what: `namespace '${namespace}' enforces the Pod Security standard 'restricted'` }] : [];
}

/** User-defined autoscalers that compete with fixed replicas in the manifest, which every apply sets again. */
function competingAutoscalers({ at, json }: Workload, autoscalers: ReadonlyMap<string, readonly ApiObject[]>): Finding[] {
  const own = autoscalers.get(keyIn(placeOf(at, json.metadata.namespace), json.kind, json.metadata.name)) ?? [];
  return json.spec.replicas === undefined ? [] : own.map(scaler => ({
    at, rule: INVALID_REPLICAS, what: `${scaler.kind} '${scaler.node.path}' scales it, but its replicas are fixed`, todo: 'use autoscaling of the shared daprd',
  }));
}

function missingPriorityClasses(root: IConstruct): Finding[] {
  const defined = new Set(PRIORITY_CLASSES.of(root).length ? Objects.of(root).ofKind('PriorityClass').map(object => keyIn(clusterOf(object), object.name)) : []);
  const isDefined = (at: IConstruct, name: string): boolean => defined.has(keyIn(clusterOf(at), name));
  return PRIORITY_CLASSES.of(root).filter(({ at, name }) => !BUILT_IN_CLASSES.includes(name) && !isDefined(at, name))
    .map(({ at, name }) => ({ at, rule: PRIORITY_CLASS_NOT_FOUND, what: `priorityClassName '${name}' refers to a PriorityClass that this App does not define` }));
}

export const checks = [cluster];
