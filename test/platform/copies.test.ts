/** Two copies of this package with one cdk8s: one of an app, one of a library that it uses. */
import { App, Chart } from 'cdk8s';
import { deployment } from '../../scenarios/charts';

type Copy = typeof import('../../src');

/** A separate copy of the sources, with the shared cdk8s and constructs. */
function copy(version?: string): Copy {
  let made: Copy | undefined;
  const shared = { cdk8s: jest.requireActual('cdk8s'), constructs: jest.requireActual('constructs') };
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => shared.cdk8s);
    jest.doMock('constructs', () => shared.constructs);
    (globalThis as any).CDK8S_DAPR_VERSION = version;
    made = jest.requireActual<Copy>('../../src');
  });
  delete (globalThis as any).CDK8S_DAPR_VERSION;
  return made!;
}

const [one, same, other] = [copy('1.0.0'), copy('1.0.0'), copy('2.0.0')];
const newChart = () => new Chart(new App(), 'chart', { namespace: 'shop' });

test('settings of one copy apply to another copy of any version', () => {
  for (const another of [same, other]) {
    const chart = newChart();
    one.DaprPlatform.set(chart.node.root, { apiTokenSecret: 'token' });
    expect(another.DaprPlatform.of(chart).apiTokenSecret).toBe('token');
    expect(() => one.DaprPlatform.set(chart.node.root, { mtls: false })).toThrow("DAPR1104 App: DaprPlatform.set is called after 'chart' read the platform settings; got");
  }
});

test('two copies of one version recognize each other\'s constructs', () => {
  const chart = newChart();
  const store = new one.DaprComponent(chart, 'store', { type: 'state.in-memory', metadata: { a: same.MetadataValue.of('b') } });
  new same.DaprApp(chart, 'web', { workload: deployment(chart, 'w'), uses: [store] });
  expect(chart.toJson().find(({ kind }) => kind === 'Component')).toMatchObject({ scopes: ['web'] });
  expect(same.DaprFindings.of(chart).list().filter(({ code }) => code === 'DAPR1107')).toEqual([]);
});

test('two versions in one App cause a warning', () => {
  const chart = newChart();
  new one.DaprComponent(chart, 'store', { type: 'state.in-memory', availableToNamespace: true });
  new other.DaprApp(chart, 'web', { workload: deployment(chart, 'w') });
  expect(one.DaprFindings.of(chart.node.root).list()).toMatchObject([{ code: 'DAPR1107', path: 'App', message: 'the App contains constructs of cdk8s-dapr 1.0.0 and 2.0.0.' }]);
});

test('another copy reads the findings of a refused synth', () => {
  const chart = newChart();
  new one.DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: [] });
  let error: any;
  try {
    chart.toJson();
  } catch (thrown) {
    error = thrown;
  }
  expect(error.name).toBe('DaprSynthesisError');
  expect(other.DaprFindings.ofError(error).list().map(({ code }) => code)).toEqual(['DAPR4007']);
});
