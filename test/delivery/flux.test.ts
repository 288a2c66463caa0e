/** Stage folders and Kustomizations of Flux. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, AppProps, Chart, Duration, Testing, YamlOutputType } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprDelivery, DaprPlatform, FluxDeliveryOptions } from 'cdk8s-dapr';
import { job } from '../../scenarios/charts';
import { validStack } from '../../scenarios/valid-stack';
import { KINDS, stageOf } from '../../src/delivery/stages';
import { checkManifests } from '../../src/validation/check';
import { settingsOf } from '../../src/validation/settings';
import { anObject, object } from '../support/objects';
import { schemaErrors } from '../support/strict-schemas';
import { parse } from '../support/synth';
import { OUTPUT_TYPES, readFolder, synthesized, SynthesizedFiles } from '../support/synth-files';

const SHOP: FluxDeliveryOptions = { name: 'shop', path: './deploy/dist' };
const flux = (options: Partial<FluxDeliveryOptions> = {}) => ({ delivery: DaprDelivery.flux({ ...SHOP, ...options }) });
const FOLDER = /^flux\/([^/]+)\/(\d0-[a-z-]+)\//;

/** Files of an App with Flux. */
const filesOf = (build: (root: App) => void, options: Partial<FluxDeliveryOptions> = {}, props: AppProps = {}): SynthesizedFiles =>
  synthesized(props, root => {
    DaprPlatform.set(root, flux(options));
    build(root);
  });
const config = (root: App, id = 'chart', name = 'config') => anObject(new Chart(root, id), name, 'ConfigMap', 'v1', { metadata: { name } });
const kustomizations = (files: SynthesizedFiles, name = 'shop'): any[] => parse(files[`flux/${name}/stages.yaml`]);
const titles = (objects: any[]): string[] => objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`).sort();

test.each(OUTPUT_TYPES)('with YamlOutputType %s each object is in the folder of its stage, and in no other file', yamlOutputType => {
  let rendered: any[] = [];
  const files = filesOf(root => { rendered = validStack(root).flatMap(chart => Testing.synth(chart)); }, {}, { yamlOutputType });
  const staged = Object.entries(files).filter(([path]) => FOLDER.test(path));
  expect(titles(staged.flatMap(([, text]) => parse(text)))).toEqual(titles(rendered));
  for (const [path, text] of staged) {
    const stage = FOLDER.exec(path)![2];
    expect([path, ...parse(text).map(each => stageOf(each).name)]).toEqual([path, ...parse(text).map(() => stage.slice(3))]);
    expect(parse(text).flatMap(schemaErrors)).toEqual([]);
  }
  expect(Object.keys(files).filter(path => !FOLDER.test(path))).toEqual(['flux/shop/kustomization.yaml', 'flux/shop/stages.yaml']);
});

test.each([
  [YamlOutputType.FILE_PER_APP, 'app.k8s.yaml'],
  [YamlOutputType.FILE_PER_CHART, 'chart.k8s.yaml'],
  [YamlOutputType.FILE_PER_RESOURCE, 'ConfigMap.config.k8s.yaml'],
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'chart/ConfigMap.config.k8s.yaml'],
])('with YamlOutputType %s the files in a stage are divided as those of cdk8s', (yamlOutputType, path) => {
  const files = filesOf(root => { config(root); }, {}, { yamlOutputType });
  expect(Object.keys(files)).toContain(`flux/shop/10-prerequisites/${path}`);
});

test('objects of one kind and name in two namespaces are both in the file of that name', () => {
  const files = filesOf(root => ['a', 'b'].forEach(namespace => object(new Chart(root, namespace), 'ConfigMap', 'config', {}, 'v1', namespace)),
    {}, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  expect(titles(parse(files['flux/shop/10-prerequisites/ConfigMap.config.k8s.yaml']))).toEqual(['ConfigMap/a/config', 'ConfigMap/b/config']);
});

test('each stage has a Kustomization that waits, and depends on the one before', () => {
  const files = filesOf(root => { validStack(root); });
  const spec = { interval: '10m', prune: true, sourceRef: { kind: 'GitRepository', name: 'flux-system' }, wait: true };
  expect(kustomizations(files)).toEqual([
    ['resources', '20', {}], ['workloads', '30', { dependsOn: [{ name: 'shop-resources' }] }], ['after-workloads', '40', { dependsOn: [{ name: 'shop-workloads' }] }],
  ].map(([name, index, more]) => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: `shop-${name}`, namespace: 'flux-system' },
    spec: { ...spec, path: `./deploy/dist/flux/shop/${index}-${name}`, ...(more as object) },
  })));
  expect(kustomizations(files).flatMap(schemaErrors)).toEqual([]);
});

test('the folder applies its Kustomizations only, so that an object never has two owners', () => {
  expect(parse(filesOf(root => { config(root); })['flux/shop/kustomization.yaml'])).toEqual([
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['stages.yaml'] },
  ]);
});

test('all options are in the Kustomizations, and these are valid', () => {
  const options: Required<FluxDeliveryOptions> = {
    name: 'store',
    path: './',
    namespace: 'delivery',
    sourceKind: 'OCIRepository',
    sourceName: 'store',
    sourceNamespace: 'sources',
    interval: Duration.minutes(5),
    timeout: Duration.minutes(20),
    serviceAccountName: 'deployer',
    dependsOn: ['dapr'],
  };
  const files = filesOf(root => { job(new Chart(root, 'chart')); config(root, 'other'); }, options);
  const spec = {
    interval: '5m', prune: true, serviceAccountName: 'deployer', sourceRef: { kind: 'OCIRepository', name: 'store', namespace: 'sources' }, timeout: '20m', wait: true,
  };
  expect(kustomizations(files, 'store')).toEqual([
    expect.objectContaining({ metadata: { name: 'store-prerequisites', namespace: 'delivery' }, spec: { ...spec, dependsOn: [{ name: 'dapr' }], path: './flux/store/10-prerequisites' } }),
    expect.objectContaining({ metadata: { name: 'store-after-workloads', namespace: 'delivery' }, spec: { ...spec, dependsOn: [{ name: 'store-prerequisites' }], path: './flux/store/40-after-workloads' } }),
  ]);
  expect(kustomizations(files, 'store').flatMap(schemaErrors)).toEqual([]);
});

test.each(['deploy/dist', './deploy/dist/', 'deploy/dist//'])('the path %s is normalized', path => {
  expect(kustomizations(filesOf(root => { config(root); }, { path }))[0].spec.path).toBe('./deploy/dist/flux/shop/10-prerequisites');
});

test('a stage without objects has no folder and no Kustomization', () => {
  const files = filesOf(root => { config(root); });
  expect(Object.keys(files)).toEqual(['flux/shop/10-prerequisites/chart.k8s.yaml', 'flux/shop/kustomization.yaml', 'flux/shop/stages.yaml']);
  expect(kustomizations(files)).toHaveLength(1);
});

test('items of a List are in the folders of their stages', () => {
  const items = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'b' } }];
  const files = filesOf(root => { anObject(new Chart(root, 'chart'), 'list', 'List', 'v1', { items }); });
  expect(Object.keys(files).flatMap(path => FOLDER.exec(path)?.[2] ?? [])).toEqual(['10-prerequisites', '40-after-workloads']);
});

test('the release of the control plane is in the first stage, with the prerequisites in its namespaces', () => {
  const files = filesOf(root => {
    const chart = new Chart(root, 'chart');
    new DaprControlPlane(chart, 'dapr', { output: ControlPlaneOutput.flux(), chartVersion: '1.19.2' });
    object(chart, 'Secret', 'certificates', {}, 'v1', 'flux-system');
  });
  const first = parse(files['flux/shop/00-control-plane/chart.k8s.yaml']);
  expect(titles(first)).toEqual(['HelmRelease/flux-system/dapr', 'HelmRepository/flux-system/dapr', 'Secret/flux-system/certificates']);
  expect(first.flatMap(schemaErrors)).toEqual([]);
  expect(kustomizations(files)).toHaveLength(1);
});

test('charts without Flux are written as before', () => {
  const files = synthesized({}, root => {
    config(root, 'free');
    const chart = new Chart(root, 'chart');
    DaprPlatform.set(chart, flux());
    anObject(chart, 'x');
  });
  expect(Object.keys(files)).toEqual([
    'flux/shop/10-prerequisites/chart.k8s.yaml', 'flux/shop/kustomization.yaml', 'flux/shop/stages.yaml', 'free.k8s.yaml',
  ]);
});

test('two deliveries have a folder each', () => {
  const files = synthesized({}, root => ['dev', 'prod'].forEach(name => {
    const chart = new Chart(root, name);
    DaprPlatform.set(chart, flux({ name }));
    anObject(chart, 'x');
  }));
  expect(['dev', 'prod'].map(name => kustomizations(files, name)[0].spec.path)).toEqual(['dev', 'prod'].map(name => `./deploy/dist/flux/${name}/10-prerequisites`));
});

test('adding a chart changes no file of another chart', () => {
  const [before, after] = [['a'], ['a', 'b']].map(ids => filesOf(root => ids.forEach(id => config(root, id))));
  expect(after).toMatchObject(before);
});

test('a later synth removes files of stages that a chart no longer has', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-'));
  const write = (build: (chart: Chart) => void): string[] => {
    const root = new App({ outdir });
    DaprPlatform.set(root, flux());
    build(new Chart(root, 'chart'));
    root.synth();
    return Object.keys(readFolder(outdir)).flatMap(path => FOLDER.exec(path)?.[2] ?? []);
  };
  try {
    expect(write(chart => { job(chart); })).toEqual(['40-after-workloads']);
    expect(write(chart => { anObject(chart, 'x'); })).toEqual(['10-prerequisites']);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('an App that reads its charts in its own synth writes each object once', () => {
  class Own extends App {
    public synth(): void {
      expect(this.charts).toHaveLength(0);
      super.synth();
    }
  }
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-'));
  try {
    const root = new Own({ outdir });
    DaprPlatform.set(root, flux());
    config(root);
    root.synth();
    expect(Object.keys(readFolder(outdir))).toEqual(['flux/shop/10-prerequisites/chart.k8s.yaml', 'flux/shop/kustomization.yaml', 'flux/shop/stages.yaml']);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('DaprValidation of all files has no findings', () => {
  const files = filesOf(root => { validStack(root); });
  expect(checkManifests(Object.entries(files).map(([file, text]) => ({ file, documents: parse(text) })), settingsOf({ daprVersion: '1.18.3', kubernetesVersion: '1.36' }))).toEqual([]);
});

test('construct metadata contains the objects of all charts', () => {
  const files = synthesized({ recordConstructMetadata: true }, root => {
    config(root, 'free', 'a');
    const chart = new Chart(root, 'chart');
    DaprPlatform.set(chart, flux());
    anObject(chart, 'x', 'ConfigMap', 'v1', { metadata: { name: 'b' } });
  });
  expect(JSON.parse(files['construct-metadata.json']).resources).toEqual({ a: { path: 'free/a' }, b: { path: 'chart/x' } });
});

test('Testing.synth and synthYaml return the objects without stages', () => {
  const root = new App();
  DaprPlatform.set(root, flux());
  const chart = new Chart(root, 'chart');
  anObject(chart, 'x', 'ConfigMap', 'v1', { metadata: { name: 'x' } });
  const plain = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }];
  expect(Testing.synth(chart)).toEqual(plain);
  expect(parse(root.synthYaml())).toEqual(plain);
  expect(root.charts).toEqual([chart]);
});

test('every kind of the table is in the folder of its stage', () => {
  const kinds = KINDS.flatMap(([stage, names]) => names.filter(kind => /^[A-Z]/.test(kind)).map(kind => [stage.name, kind] as const));
  const files = filesOf(root => {
    const chart = new Chart(root, 'chart');
    kinds.forEach(([, kind]) => anObject(chart, kind.toLowerCase(), kind, 'v1', { metadata: { name: kind.toLowerCase() } }));
  });
  const staged = Object.entries(files).filter(([path]) => FOLDER.test(path));
  const found = staged.flatMap(([path, text]) => parse(text).map(({ kind }) => [FOLDER.exec(path)![2].slice(3), kind]));
  expect(found.map(String).sort()).toEqual(kinds.map(String).sort());
});
