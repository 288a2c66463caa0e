/** Reasons for acknowledged warnings are annotations in the manifest. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprComponent, DaprPlatform, DaprWarnings, DataPlane, MetadataValue, SharedDaprDeployment } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, deployment, find, newChart, pod, SHARED } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import { annotateAcknowledged } from '../../src/diagnostics/acknowledged';
import { Diagnostics } from '../../src/diagnostics/diagnostics';
import { objectOf } from '../../src/diagnostics/finding';
import { report } from '../../src/diagnostics/report';
import { WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';
import { synth } from '../support/synth';

const annotations = (object: any) => object.metadata.annotations;
const KEY = 'cdk8s-dapr/acknowledged-';

function redis(chart: Chart, id = 'store'): DaprComponent {
  return new DaprComponent(chart, id, { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), redisPassword: MetadataValue.of('x') }, scopes: ['elsewhere'] });
}

test('row 70: reasons are annotations of the component, one per code', () => {
  const chart = newChart();
  redis(chart);
  DaprWarnings.of(chart).acknowledge('DAPR3207', 'a store of the test cluster');
  DaprWarnings.of(chart).acknowledge('DAPR4015', 'another team\'s app');
  expect(annotations(find(chart, 'Component'))).toEqual({ [`${KEY}DAPR3207`]: 'a store of the test cluster', [`${KEY}DAPR4015`]: 'another team\'s app' });
});

test('only objects whose warning was acknowledged are annotated', () => {
  const chart = newChart();
  DaprWarnings.of(redis(chart, 'a')).acknowledge('DAPR3207', 'because');
  redis(chart, 'b');
  DaprWarnings.of(chart).acknowledge('DAPR1010', 'of nothing here');
  expect(annotations(find(chart, 'Component', 'a'))).toEqual({ [`${KEY}DAPR3207`]: 'because' });
  expect(annotations(find(chart, 'Component', 'b'))).toBeUndefined();
});

test('warnings found while a workload is rendered annotate the workload, never its pods', () => {
  const chart = newChart();
  app(chart, { appPort: 8081 });
  const before = pod(chart);
  DaprWarnings.of(chart).acknowledge('DAPR2004', 'the base image declares it');
  expect(annotations(find(chart, 'Deployment'))).toEqual({ [`${KEY}DAPR2004`]: 'the base image declares it' });
  expect(pod(chart)).toEqual(before);
});

test('a reason does not restart a shared daprd', () => {
  const build = (reason?: string) => {
    const chart = newChart(SHARED);
    app(chart, { uses: [redis(chart)], dataPlane: new SharedDaprDeployment(chart, 'd', { appId: 'checkout', replicas: 1 }) });
    ['DAPR3207', 'DAPR7017'].forEach(code => reason && DaprWarnings.of(chart).acknowledge(code, reason));
    return find(chart, 'Deployment', 'checkout-daprd');
  };
  expect(build('why').spec).toEqual(build().spec);
  expect(annotations(build('why'))).toEqual({ [`${KEY}DAPR7017`]: 'why' });
});

test('without an acknowledgement nothing is annotated', () => {
  const chart = newChart();
  redis(chart);
  app(chart, { appPort: 8081 });
  expect(JSON.stringify(Testing.synth(chart))).not.toContain(KEY);
});

test('every way to synthesize gives the same output, repeatedly', () => {
  const build = (root: App) => {
    const chart = new Chart(root, 'chart');
    redis(chart);
    app(chart, { appPort: 8081, workload: deployment(chart, 'web', {}, {}) });
    ['DAPR3207', 'DAPR2004'].forEach(code => DaprWarnings.of(root).acknowledge(code, 'why'));
  };
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const root = new App();
    build(root);
    const yaml = root.synthYaml();
    expect(yaml.match(/cdk8s-dapr\/acknowledged-/g)).toHaveLength(2);
    expect(root.synthYaml()).toBe(yaml);
    expect(root.charts[0].toJson()).toEqual(synth(build).objects);
  } finally {
    silent.mockRestore();
  }
});

test('one call lists all warnings of an App with their reasons, including those without an object', () => {
  const root = new App();
  DaprPlatform.set(root, { daprVersion: '1.20' });
  const [a, b] = ['a', 'b'].map(id => new Chart(root, id));
  redis(a);
  app(b, { appPort: 8081, dataPlane: DataPlane.sidecar() });
  DaprWarnings.of(root).acknowledge('DAPR1102', 'we test it first');
  DaprWarnings.of(b).acknowledge('DAPR2004', 'the base image declares it');
  expect(DaprWarnings.of(root).list().map(({ code, path, acknowledged }) => [code, path, acknowledged])).toEqual(expect.arrayContaining([
    ['DAPR1102', 'App', 'we test it first'],
    ['DAPR3207', 'a/store', undefined],
    ['DAPR2004', 'b/checkout', 'the base image declares it'],
  ]));
});

describe('a reason in the output', () => {
  test('is on the object of the construct', () => {
    const chart = newChart();
    const object = anObject(chart, 'a');
    const component = new DaprComponent(chart, 'c', { type: 'state.in-memory' });
    expect(objectOf(object)).toBe(object);
    expect(objectOf(component)).toBe(component.node.defaultChild);
    expect(objectOf(chart)).toBeUndefined();
    const odd = new Construct(chart, 'odd');
    new Construct(odd, 'Resource');
    expect(objectOf(odd)).toBeUndefined();
  });

  test('is added once to the existing annotations, sorted by name', () => {
    const chart = newChart();
    const object = new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { z: '1' } } });
    const reasons = new Map<string, string>();
    annotateAcknowledged(object, () => reasons);
    annotateAcknowledged(object, () => new Map([['DAPR0000', 'never']]));
    const before = object.toJson();
    expect(before.metadata.annotations).toEqual({ z: '1' });
    reasons.set('DAPR2', 'two').set('DAPR1', 'one');
    const { metadata } = object.toJson();
    expect(Object.entries(metadata.annotations)).toEqual([['cdk8s-dapr/acknowledged-DAPR1', 'one'], ['cdk8s-dapr/acknowledged-DAPR2', 'two'], ['z', '1']]);
    expect(Object.keys(metadata)).toEqual(['annotations', 'name']);
    const bare = anObject(chart, 'b');
    annotateAcknowledged(bare, () => undefined);
    expect(bare.toJson().metadata.annotations).toBeUndefined();
  });

  test('belongs to its own warning', () => {
    const chart = newChart();
    const [a, b] = ['a', 'b'].map(id => anObject(chart, id));
    report(a, WARNING, 'x');
    report(b, RULES.DAPR4015, 'y');
    report(b, RULES.DAPR4023, 'z');
    DaprWarnings.of(a).acknowledge(WARNING.code, 'first');
    DaprWarnings.of(chart).acknowledge(WARNING.code, 'second');
    DaprWarnings.of(b).acknowledge('DAPR4015', 'third');
    DaprWarnings.of(b).acknowledge('DAPR4023', 'fourth');
    expect(Testing.synth(chart).map(({ metadata }) => metadata.annotations)).toEqual([
      { 'cdk8s-dapr/acknowledged-DAPR4016': 'first' }, { 'cdk8s-dapr/acknowledged-DAPR4015': 'third', 'cdk8s-dapr/acknowledged-DAPR4023': 'fourth' },
    ]);
  });

  test('disappears with its warning', () => {
    const chart = newChart();
    const object = anObject(chart, 'a');
    let found = true;
    Diagnostics.of(chart).check(() => found ? [{ at: object, rule: WARNING, what: 'x' }] : []);
    DaprWarnings.of(chart).acknowledge(WARNING.code, 'why');
    expect(Testing.synth(chart)[0].metadata.annotations).toBeDefined();
    found = false;
    expect(Testing.synth(chart)[0].metadata.annotations).toBeUndefined();
  });
});

test('the platform switches the annotations off, at the nearest scope, and the reasons are still listed', () => {
  const root = new App();
  DaprPlatform.set(root, { acknowledgementAnnotations: false });
  const [quiet, loud] = ['quiet', 'loud'].map(id => new Chart(root, id, { namespace: id }));
  DaprPlatform.set(loud, { acknowledgementAnnotations: true });
  [quiet, loud].forEach(chart => redis(chart));
  DaprWarnings.of(root).acknowledge('DAPR3207', 'a store of the test cluster');
  expect(annotations(find(quiet, 'Component'))).toBeUndefined();
  expect(annotations(find(loud, 'Component'))).toEqual({ [`${KEY}DAPR3207`]: 'a store of the test cluster' });
  expect(DaprWarnings.of(quiet).list().filter(({ code }) => code === 'DAPR3207').map(({ acknowledged }) => acknowledged)).toEqual(['a store of the test cluster']);
});
