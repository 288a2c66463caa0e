/** Sync waves of Argo CD. */
import { join } from 'path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import { ComposeExporter, ControlPlaneOutput, DaprComponent, DaprControlPlane, DaprDelivery, DaprPlatform, DaprTopology, DataPlane } from 'cdk8s-dapr';
import * as k28 from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { app, deployment, find, job, newChart, pod, SHARED } from '../../scenarios/charts';
import { validStack } from '../../scenarios/valid-stack';
import { anObject } from '../support/objects';
import { FIXTURES } from '../support/paths';
import { schemaErrors } from '../support/strict-schemas';
import { filesIn, OUTPUT_TYPES, synthesized } from '../support/synth-files';

const WAVE = 'argocd.argoproj.io/sync-wave';
const ARGO = { delivery: DaprDelivery.argoCd() };
const waves = (objects: any[]) => Object.fromEntries(objects.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, metadata.annotations?.[WAVE]]));

test('objects of any library have the wave of their stage', () => {
  const chart = newChart(ARGO);
  anObject(chart, 'config', 'ConfigMap', 'v1', { metadata: { name: 'config' } });
  new Include(chart, 'file', { url: join(FIXTURES, 'deployment.yaml') });
  new k28.Deployment(chart, 'plus', { metadata: { name: 'plus' }, containers: [{ image: 'a' }] });
  new k28.k8s.KubeNamespace(chart, 'kube', { metadata: { name: 'kube' } });
  expect(waves(Testing.synth(chart))).toEqual({
    'ConfigMap config': '-20', 'Deployment from-a-file': '0', 'ConfigMap beside-it': '-20', 'Deployment plus': '0', 'Namespace kube': '-20',
  });
});

test('an object that is defined after a synth has its wave in the next one', () => {
  const chart = newChart(ARGO);
  Testing.synth(chart);
  anObject(chart, 'late', 'ConfigMap', 'v1', { metadata: { name: 'late' } });
  expect(waves(Testing.synth(chart))).toEqual({ 'ConfigMap late': '-20' });
});

test('each item of a List has its wave', () => {
  const chart = newChart(ARGO);
  const items = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'b' } }];
  anObject(chart, 'list', 'List', 'v1', { items });
  const [list] = Testing.synth(chart);
  expect(waves(list.items)).toEqual({ 'Secret a': '-20', 'Job b': '10' });
  expect(list.metadata).not.toHaveProperty('annotations');
});

test.each<[string, (chart: Chart) => void]>([
  ['in the metadata', chart => { anObject(chart, 'x', 'ConfigMap', 'v1', { metadata: { annotations: { [WAVE]: '7' } } }); }],
  ['by the metadata of the construct', chart => anObject(chart, 'x').metadata.addAnnotation(WAVE, '7')],
  ['by a JSON patch', chart => anObject(chart, 'x').addJsonPatch(JsonPatch.add('/metadata/annotations', { [WAVE]: '7' }))],
])('a wave that a user has set %s is kept', (_how, define) => {
  const chart = newChart(ARGO);
  define(chart);
  expect(Testing.synth(chart)[0].metadata.annotations).toEqual({ [WAVE]: '7' });
});

test.each(['argocd.argoproj.io/hook', 'helm.sh/hook'])('an object with the annotation %s keeps the order of hooks', hook => {
  const chart = newChart(ARGO);
  job(chart).metadata.addAnnotation(hook, 'PreSync');
  expect(Testing.synth(chart)[0].metadata.annotations).toEqual({ [hook]: 'PreSync' });
});

test('other annotations are kept, and all are sorted', () => {
  const chart = newChart(ARGO);
  anObject(chart, 'x', 'ConfigMap', 'v1', { metadata: { annotations: { z: '1', a: '2' } } });
  expect(Object.entries(Testing.synth(chart)[0].metadata.annotations)).toEqual([['a', '2'], [WAVE, '-20'], ['z', '1']]);
});

test('pod templates do not change, so that the setting restarts no pod', () => {
  const templates = (settings: object) => {
    const chart = newChart({ ...SHARED, ...settings });
    const uses = [new DaprComponent(chart, 'store', { type: 'state.in-memory' })];
    app(chart, { appPort: 8080, uses, dataPlane: DataPlane.sharedDeployment() });
    return [pod(chart), pod(chart, 'Deployment', 'checkout-daprd')];
  };
  expect(templates(ARGO)).toEqual(templates({}));
});

test('nothing but the annotation differs from the output without delivery', () => {
  const stack = (settings: object) => {
    const root = new App();
    DaprPlatform.set(root, settings);
    return validStack(root).flatMap(chart => chart.toJson());
  };
  const ordered = stack(ARGO);
  for (const { metadata } of ordered) {
    delete metadata.annotations[WAVE];
    if (!Object.keys(metadata.annotations).length) {
      delete metadata.annotations;
    }
  }
  expect(JSON.stringify(ordered)).toBe(JSON.stringify(stack({})));
});

test.each(OUTPUT_TYPES)(
  'files divided by YamlOutputType %s contain the waves', yamlOutputType => {
    const files = synthesized({ yamlOutputType }, root => {
      DaprPlatform.set(root, ARGO);
      anObject(new Chart(root, 'chart'), 'x', 'ConfigMap', 'v1', { metadata: { name: 'x' } });
    });
    expect(waves(Object.values(files).flatMap(text => parseAllDocuments(text).map(each => each.toJS())))).toEqual({ 'ConfigMap x': '-20' });
  });

test('each chart has the delivery of its nearest scope', () => {
  const root = new App();
  DaprPlatform.set(root, ARGO);
  const [ordered, free] = [new Chart(root, 'ordered'), new Chart(root, 'free')];
  DaprPlatform.set(free, { delivery: DaprDelivery.none() });
  const nested = new Chart(free, 'nested');
  DaprPlatform.set(nested, ARGO);
  [ordered, free, nested].forEach(chart => anObject(chart, 'x'));
  expect([ordered, free, nested].map(chart => Testing.synth(chart).map(({ metadata }) => metadata.annotations?.[WAVE]))).toEqual([['-20'], [undefined], ['-20']]);
  expect([root, free].map(scope => DaprPlatform.of(scope).delivery.tool)).toEqual(['argo-cd', 'none']);
});

test('the control plane is before everything, with the prerequisites in its namespaces', () => {
  const chart = newChart(ARGO);
  new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.argoCd(), chartVersion: '1.19.2' });
  for (const [kind, namespace, name] of [['Namespace', undefined, 'dapr-system'], ['Secret', 'dapr-system', 'dapr-trust-bundle'], ['Secret', 'shop', 'other'], ['Job', 'dapr-system', 'job']]) {
    new ApiObject(chart, name!, { apiVersion: 'v1', kind: kind!, metadata: { name, namespace } });
  }
  const objects = Testing.synth(chart);
  expect(waves(objects)).toEqual({ 'Application dapr': '-30', 'Namespace dapr-system': '-30', 'Secret dapr-trust-bundle': '-30', 'Secret other': '-20', 'Job job': '10' });
  expect(schemaErrors(find(chart, 'Application'))).toEqual([]);
});

test('exports do not contain waves', () => {
  const chart = newChart({ ...ARGO, daprVersion: '1.18.2', apiTokenSecret: 'token' });
  app(chart, { workload: deployment(chart, 'w'), appPort: 8080, uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
  Testing.synth(chart);
  const topology = DaprTopology.of(chart);
  expect(JSON.stringify([topology.resources.map(({ manifest }) => manifest), topology.apps.map(({ workload }) => workload)])).not.toContain(WAVE);
  expect(JSON.stringify(new ComposeExporter().export(topology))).not.toContain(WAVE);
  expect(find(chart, 'Component').metadata.annotations).toHaveProperty([WAVE]);
});

test('an App without delivery is not touched', () => {
  const files = (settings?: object) => filesIn(root => {
    if (settings) {
      DaprPlatform.set(root, settings);
    }
    validStack(root);
  });
  expect(files({ delivery: DaprDelivery.none() })).toEqual(files());
});
