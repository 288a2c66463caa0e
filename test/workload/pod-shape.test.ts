/** Workloads whose fields have a type that the API server rejects. */
import { ApiObject, Chart, Testing } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { refusal } from '../../scenarios/charts';

const DATA_PLANES: { [name: string]: () => IDataPlane } = {
  sidecar: () => DataPlane.sidecar(),
  sharedDeployment: () => DataPlane.sharedDeployment(),
  sharedDaemonSet: () => DataPlane.sharedDaemonSet(),
};

function chartWith(pod: object, dataPlane: IDataPlane, more: object = {}): Chart {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  DaprPlatform.set(chart, { daprVersion: '1.18', kubernetesVersion: '1.36', apiTokenSecret: 'token', daprdStartupProbe: true });
  const workload = new ApiObject(chart, 'web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, ...pod }, ...more },
  });
  new DaprApp(chart, 'app', { workload, appPort: 8080, dataPlane });
  return chart;
}
const main = { name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080 }] };
const containers = (fields: object): object => ({ spec: { containers: [{ ...main, ...fields }] } });

const WRONG: [string, object, string][] = [
  ['env as a map', containers({ env: { LEVEL: 'info' } }), 'spec.template.spec.containers[0].env must be a list; got a map.'],
  ['env of texts', containers({ env: ['LEVEL=info'] }), 'spec.template.spec.containers[0].env[0] must be a map; got a string.'],
  ['a variable with a number as its name', containers({ env: [{ name: 5 }] }), 'spec.template.spec.containers[0].env[0].name must be a string; got 5'],
  ['a text as a reference to a Secret', containers({ env: [{ name: 'A', valueFrom: { secretKeyRef: 'x' } }] }), 'env[0].valueFrom.secretKeyRef must be a map; got a string.'],
  ['a text as a container', { spec: { containers: ['main'] } }, 'spec.template.spec.containers[0] must be a map; got \'main\''],
  ['containers as a map', { spec: { containers: { main } } }, 'spec.template.spec.containers must be a list; got a map.'],
  ['containers as a text', { spec: { containers: 'main' } }, 'spec.template.spec.containers must be a list; got \'main\''],
  ['initContainers as a map', { spec: { containers: [main], initContainers: { main } } }, 'spec.template.spec.initContainers must be a list'],
  ['ports as a number', containers({ ports: 8080 }), 'spec.template.spec.containers[0].ports must be a list; got 8080'],
  ['volumeMounts as a text', containers({ volumeMounts: '/srv' }), 'spec.template.spec.containers[0].volumeMounts must be a list; got \'/srv\''],
  ['volumes as a map', { spec: { containers: [main], volumes: { data: {} } } }, 'spec.template.spec.volumes must be a list; got a map.'],
  ['a text as a pod spec', { spec: 'main' }, 'spec.template.spec must be a map; got \'main\''],
  ['annotations as a list', { metadata: { annotations: ['a'] }, spec: { containers: [main] } }, 'spec.template.metadata.annotations must be a map; got a list.'],
];
const CASES = Object.keys(DATA_PLANES).flatMap(name => WRONG.map(([what, pod, message]) => [name, what, pod, message] as const));

test.each(CASES)('%s: %s is refused with the path of the field', (name, _, pod, message) => {
  const text = refusal(chartWith(pod, DATA_PLANES[name]()));
  expect(text).toMatch(/DAPR1090 chart\/app \(Deployment .*\): /);
  expect(text).toContain(message);
});

test('a template, a selector and replicas of a wrong type are refused', () => {
  const all = { spec: { containers: [main] } };
  expect(refusal(chartWith(all, DataPlane.sidecar(), { template: 'x' }))).toContain('spec.template must be a map; got \'x\'.');
  expect(refusal(chartWith(all, DataPlane.sidecar(), { selector: 'x' }))).toContain('spec.selector must be a map; got \'x\'.');
  expect(refusal(chartWith(all, DataPlane.sidecar(), { selector: { matchLabels: ['x'] } }))).toContain('spec.selector.matchLabels must be a map; got a list.');
  expect(refusal(chartWith(all, DataPlane.sidecar(), { replicas: '2' }))).toContain('spec.replicas must be a number; got \'2\'.');
});

test('all wrong fields are reported together', () => {
  const text = refusal(chartWith(containers({ env: {}, ports: 'x' }), DataPlane.sidecar()));
  expect(text).toContain('env must be a list');
  expect(text).toContain('ports must be a list');
});

test('fields that are not set, and those that this library does not read, are left to the API server', () => {
  expect(refusal(chartWith(containers({ env: null, workingDir: 5 }), DataPlane.sidecar()))).toBe('');
});
