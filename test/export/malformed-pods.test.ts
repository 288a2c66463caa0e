/** Pods and resources that the API server would reject end in named findings of an export. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprTopology, MachineExporter } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';
import { stack, TARGETS } from '../support/export-targets';
import { refusalOf } from '../support/exports';

/** A stack whose pod is changed after the app exists. */
function patched(target: string, path: string, value: unknown): Chart {
  const chart = stack(target);
  ApiObject.of(chart.node.findChild('web')).addJsonPatch(JsonPatch.add(`/spec/template/spec/${path}`, value));
  return chart;
}

test('a valid pod is exported', () => {
  expect(Object.keys(TARGETS).map(target => refusalOf(() => TARGETS[target](stack(target))))).toEqual(['', '', '', '']);
});

const WRONG: [string, unknown][] = [
  ['volumes', 'x'], ['volumes', [5]], ['hostAliases', { ip: 'x' }], ['hostAliases', ['x']], ['hostAliases', [{ ip: 'x', hostnames: 'y' }]], ['dnsConfig', 'x'],
  ['dnsConfig', { nameservers: '1' }], ['securityContext', 'root'], ['securityContext', { sysctls: { a: 1 } }], ['securityContext', { supplementalGroups: 5 }], ['resources', 5],
  ['containers/0/volumeMounts', 'x'], ['containers/0/lifecycle', 'x'], ['containers/0/lifecycle', { preStop: { exec: { command: 'x' } } }], ['containers/0/livenessProbe', 'x'],
  ['containers/0/livenessProbe', { exec: { command: 'x' } }], ['containers/0/resources', 'x'], ['containers/0/resources', { limits: 'x' }], ['containers/0/securityContext', ['x']],
  ['containers/0/securityContext', { capabilities: { add: 'ALL' } }], ['containers/0/args', 'x'],
];
test.each(Object.keys(TARGETS).flatMap(target => WRONG.map(([path, value]) => [target, path, value] as const)))('%s reports %s: %j', (target, path, value) => {
  const refusal = refusalOf(() => TARGETS[target](patched(target, path, value)));
  expect(refusal).toMatch(/DAPR\d{4} .* must be (a list|a map|a list of maps); got |DAPR\d{4} /);
  expect(refusal).toMatch(/^(Export|Validation) failed with the following errors:/);
});

test.each<[string, unknown]>([['periodSeconds', 'abc'], ['failureThreshold', { a: 1 }]])('a probe with a %s of %j is refused for Azure Container Apps', (name, value) => {
  const refusal = refusalOf(() => TARGETS.containerApps(patched('containerApps', 'containers/0/livenessProbe', { httpGet: { port: 8080 }, [name]: value })));
  expect(refusal).toMatch(new RegExp(`DAPR8102 .*${name} of livenessProbe must be a number; got`));
});

test.each(Object.keys(TARGETS).flatMap(target => [
  [target, { scopes: -1 }, 'scopes must be a list of app IDs; got -1'],
  [target, { scopes: [3] }, 'scopes must be a list of app IDs'],
  [target, { spec: 'x' }, "spec must be a map; got 'x'"],
] as const))('%s refuses a Component with %j', (target, fields, expected) => {
  const chart = stack(target);
  new ApiObject(chart, 'raw', { apiVersion: 'dapr.io/v1alpha1', kind: 'Component', spec: { type: 'state.redis', version: 'v1', metadata: [] }, ...fields });
  expect(refusalOf(() => TARGETS[target](chart))).toContain(`DAPR3017 ${chart.node.path}/raw (Component`);
  expect(refusalOf(() => TARGETS[target](chart))).toContain(expected);
});

test('a container without a name, which custom resources may have, is shown as such', () => {
  const chart = newChart();
  const spec = { initContainers: [{}], containers: [{ name: 'main', image: 'a' }] };
  app(chart, { workload: new ApiObject(chart, 'web', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec } } }) });
  expect(refusalOf(() => new MachineExporter({}).export(DaprTopology.of(chart)))).toContain("the pod has the containers one without a name, 'main'");
});
