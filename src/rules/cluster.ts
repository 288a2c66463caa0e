/** Objects of the cluster that do not go with the pods of apps and daprds. */
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../diagnostics/diagnostics';
import { addRule, Registry } from '../facts/registry';
import { DaprPlatform } from '../platform/dapr-platform';
import { Json } from '../util/json';

const BUILT_IN_CLASSES = ['system-cluster-critical', 'system-node-critical'];

interface Workload {
  readonly at: IConstruct;
  readonly json: Json;
  /** Whether the injector puts a daprd into its pods. */
  readonly injected: boolean;
}

addRule(registry => {
  const budgets = registry.objects('PodDisruptionBudget', 'policy').filter(({ node }) => !registry.sharedDaprds.includes(node.scope as any));
  const restricted = registry.objects('Namespace', 'core')
    .filter(object => object.toJson().metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted').map(({ name }) => name);
  const scalers = registry.objects('HorizontalPodAutoscaler', 'autoscaling').filter(({ node }) => !registry.sharedDaprds.includes(node.scope as any));
  // Rendered only where something in the App could contradict them.
  const shared = budgets.length || restricted.length || scalers.length ? registry.sharedDaprds.map(sharedWorkload) : [];
  const apps = budgets.length || restricted.length ? registry.apps.flatMap(app => workloadOf(registry, app)) : [];
  return [
    ...[...apps, ...shared].flatMap(workload => [...blocked(workload, budgets), ...refused(workload, restricted)]),
    ...shared.flatMap(workload => fought(workload, scalers)),
    ...unranked(registry),
  ];
});

function workloadOf(registry: Registry, app: Registry['apps'][number]): Workload[] {
  const wiring = registry.wirings.get(app);
  return wiring ? [{ at: app, json: wiring.pod.wired(), injected: !app.daprdOutsidePod && !app.daprElsewhere }] : [];
}

function sharedWorkload(at: Registry['sharedDaprds'][number]): Workload {
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

function unranked(registry: Registry): Finding[] {
  return registry.priorityClasses.filter(({ name }) => !BUILT_IN_CLASSES.includes(name) && !registry.objects('PriorityClass').some(object => object.name === name))
    .map(({ at, name }) => ({ at, code: 'DAPR7020', what: `priorityClassName '${name}'` }));
}
