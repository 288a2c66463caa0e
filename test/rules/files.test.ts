/** Output files that cdk8s writes for several objects. */
import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { DaprApp, DaprFindings } from 'cdk8s-dapr';
import { deployment } from '../../scenarios/charts';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const newApp = (yamlOutputType?: YamlOutputType, outputFileExtension?: string) => new App({ yamlOutputType, outputFileExtension, outdir: join(tmpdir(), 'unused') });
const object = (scope: Chart, id: string, kind: string, name: string, namespace?: string, apiVersion = 'v1') =>
  new ApiObject(scope, id, { apiVersion, kind, metadata: { name, namespace } });
const workload = (app: App, id: string, namespace?: string) => {
  const chart = new Chart(app, id, { namespace });
  new DaprApp(chart, 'web', { workload: deployment(chart, 'w') });
  return chart;
};
const found = (app: App, code = 'DAPR1029') => DaprFindings.of(app).list().filter(finding => finding.code === code);
const messages = (app: App, code?: string) => found(app, code).map(({ path, message }) => `${path}: ${message}`);

test('one error lists the objects of each file that several write, with their places', () => {
  const app = newApp(FILE_PER_RESOURCE);
  const charts = ['a', 'b'].map(id => workload(app, id, id));
  charts.forEach(chart => object(chart, 'map', 'ConfigMap', 'settings'));
  object(charts[0], 'function', 'Service', 'web', undefined, 'serving.knative.dev/v1');
  object(charts[0], 'service', 'Service', 'web');
  expect(messages(app)).toEqual([
    "App: yamlOutputType FILE_PER_RESOURCE writes several objects to one file: 'ConfigMap.settings.k8s.yaml' contains ConfigMap 'settings' of namespace 'a' at 'a/map' "
    + "and ConfigMap 'settings' of namespace 'b' at 'b/map'; "
    + "'Service.web.k8s.yaml' contains Service 'web' of namespace 'a' at 'a/function' and Service 'web' of namespace 'a' at 'a/service'.",
  ]);
  expect(found(app)[0].todo).toBe('Set yamlOutputType of the App to FILE_PER_CHART, or give the objects different names.');
});

test.each([[FILE_PER_APP], [FILE_PER_CHART], [undefined]])('yamlOutputType %p is accepted: a file has all its objects', type => {
  const app = newApp(type);
  ['a', 'b'].forEach(id => object(workload(app, id, id), 'map', 'ConfigMap', 'settings'));
  expect(messages(app)).toEqual([]);
});

test('one folder per chart separates charts, and not the namespaces of one chart', () => {
  const app = newApp(FOLDER_PER_CHART_FILE_PER_RESOURCE);
  const charts = ['a', 'b'].map(id => workload(app, id, id));
  charts.forEach(chart => object(chart, 'map', 'ConfigMap', 'settings'));
  expect(messages(app)).toEqual([]);
  object(charts[0], 'other', 'ConfigMap', 'settings', 'other');
  expect(messages(app)).toEqual([expect.stringContaining(
    "FOLDER_PER_CHART_FILE_PER_RESOURCE writes several objects to one file: 'a/ConfigMap.settings.k8s.yaml' contains ConfigMap 'settings' of namespace 'a' at 'a/map' and ConfigMap 'settings' of namespace 'other' at 'a/other'",
  )]);
});

test('an object defined twice in one chart is reported once, as such; in two charts also for its file', () => {
  const app = newApp(FILE_PER_RESOURCE);
  const chart = workload(app, 'a', 'shop');
  ['one', 'two'].forEach(id => object(chart, id, 'ConfigMap', 'settings'));
  expect([messages(app).length, messages(app, 'DAPR1024').length]).toEqual([0, 1]);
  object(new Chart(app, 'b', { namespace: 'shop' }), 'three', 'ConfigMap', 'settings');
  expect([messages(app).length, messages(app, 'DAPR1024').length, messages(app, 'DAPR1025').length]).toEqual([1, 1, 1]);
});

test('characters that cdk8s removes from a file name do not separate objects', () => {
  const app = newApp(FILE_PER_RESOURCE, '.yaml');
  const chart = workload(app, 'a');
  ['system:reader', 'systemreader'].forEach(name => object(chart, name, 'ClusterRole', name, undefined, 'rbac.authorization.k8s.io/v1'));
  expect(messages(app)).toEqual([expect.stringContaining("'ClusterRole.systemreader.yaml' contains ClusterRole 'system:reader' at")]);
});

test('names that differ in case only are a warning', () => {
  const app = newApp(FILE_PER_RESOURCE);
  const chart = workload(app, 'a');
  ['Reader', 'reader'].forEach(name => object(chart, name, 'Role', name, undefined, 'rbac.authorization.k8s.io/v1'));
  expect(messages(app)).toEqual([]);
  expect(messages(app, 'DAPR1030')).toEqual([
    "App: yamlOutputType FILE_PER_RESOURCE writes files whose names differ only in case: 'Role.Reader.k8s.yaml' contains Role 'Reader' at 'a/Reader' and Role 'reader' at 'a/reader'.",
  ]);
});

test('a long list ends with a count', () => {
  const app = newApp(FILE_PER_RESOURCE);
  ['a', 'b'].map(id => workload(app, id, id)).forEach(chart => Array.from({ length: 25 }, (_, i) => object(chart, `m${i}`, 'ConfigMap', `m${i}`)));
  expect(messages(app)).toEqual([expect.stringMatching(/'ConfigMap\.m19\.k8s\.yaml' contains [^;]*; 5 more\.$/)]);
});

test('the error comes before any object is lost, and without it cdk8s writes every object', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-files-'));
  try {
    const stacks = (type: YamlOutputType, ...ids: string[]) => {
      const app = new App({ outdir, yamlOutputType: type });
      ids.forEach(id => new ApiObject(workload(app, id, id), 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
      return app;
    };
    expect(() => stacks(FILE_PER_RESOURCE, 'dev', 'prod').synth()).toThrow('DAPR1029');
    expect(readdirSync(outdir)).toEqual([]);
    stacks(FILE_PER_RESOURCE, 'dev').synth();
    expect(readdirSync(outdir)).toContain('ConfigMap.settings.k8s.yaml');
    stacks(FOLDER_PER_CHART_FILE_PER_RESOURCE, 'dev', 'prod').synth();
    expect(readdirSync(outdir, { recursive: true })).toEqual(expect.arrayContaining([join('dev', 'ConfigMap.settings.k8s.yaml'), join('prod', 'ConfigMap.settings.k8s.yaml')]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
