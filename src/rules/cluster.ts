/** Objects of the cluster that do not go with the pods of apps and daprds. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IDaprApp } from '../contract';
import { PRIORITY_CLASSES, SHARED_DAPRDS, SharedDaprdFacts } from '../data-plane/shared/facts';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { APPS, hasSidecar, wiringOf } from '../facts/apps';
import { Objects } from '../facts/objects';
import { DaprPlatform } from '../platform/dapr-platform';
import { Json } from '../util/json';

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
    .map(budget => ({ at, code: 'DAPR7018', what: `PodDisruptionBudget '${budget.node.path}' selects its pods and lets none of them go` }));
}

function refused({ at, json, injected }: Workload, restricted: string[]): Finding[] {
  const { namespace } = json.metadata;
  return injected && restricted.includes(namespace) ? [{ at, code: 'DAPR7022', what: `namespace '${namespace}' enforces the Pod Security standard 'restricted'` }] : [];
}

/** An autoscaler of somebody else beside a number of replicas in the manifest, which each apply sets again. */
function fought({ at, json }: Workload, scalers: ApiObject[]): Finding[] {
  return json.spec.replicas === undefined ? [] : scalers.filter(scaler => {
    const { scaleTargetRef: to } = scaler.toJson().spec ?? {};
    return to?.kind === json.kind && to?.name === json.metadata.name && scaler.metadata.namespace === json.metadata.namespace;
  }).map(scaler => ({
    at, code: 'DAPR7006', what: `HorizontalPodAutoscaler '${scaler.node.path}' scales it beside fixed replicas`, todo: 'use autoscaling of the shared daprd',
  }));
}

function unranked(root: IConstruct): Finding[] {
  return PRIORITY_CLASSES.of(root).filter(({ name }) => !BUILT_IN_CLASSES.includes(name) && !Objects.of(root).ofKind('PriorityClass').some(object => object.name === name))
    .map(({ at, name }) => ({ at, code: 'DAPR7020', what: `priorityClassName '${name}'` }));
}

export const checks = [cluster];
