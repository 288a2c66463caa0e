/** The export to containers without Kubernetes: name resolution and refusals. */
import { Chart } from 'cdk8s';
import { ComposeExportProps, DaprApp, DaprConfiguration, DataPlane } from 'cdk8s-dapr';
import { job, newChart } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { app, files, PLATFORM, refusal } from '../../support/compose-export';
import { yaml } from '../../support/exports';

describe('name resolution', () => {
  const nameResolution = (daprVersion: string, configuration?: Json): Json | undefined => {
    const chart = newChart({ ...PLATFORM, daprVersion });
    const given = configuration && new DaprConfiguration(chart, 'c', configuration);
    app(chart, 'orders', { dataPlane: DataPlane.sidecar({ configuration: given }) });
    const { 'config/orders.yaml': text } = files(chart);
    return text === undefined ? undefined : yaml(text).spec;
  };

  test('uses the service names of daprds since Dapr 1.18, and mDNS in earlier versions', () => {
    expect(nameResolution('1.18.3')).toEqual({ nameResolution: { component: 'nameformat', version: 'v1', configuration: { format: '{appid}-dapr:50002' } } });
    expect(nameResolution('1.17.1')).toBeUndefined();
  });

  test('is added to the Configuration of the app', () => {
    expect(nameResolution('1.17.1', { tracingSamplingRate: 1 })).toEqual({ tracing: { samplingRate: '1' } });
    expect(Object.keys(nameResolution('1.18.3', { tracingSamplingRate: 1 })!)).toEqual(['tracing', 'nameResolution']);
  });
});

test('no YAML contains aliases', () => {
  const chart = newChart(PLATFORM);
  ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 }));
  expect(Object.values(files(chart, { devServices: true })).filter(text => /: [&*]/.test(text))).toEqual([]);
});

describe('an export to containers', () => {
  const refused: [string, string, (chart: Chart) => void, ComposeExportProps?][] = [
    ['a Job', 'DAPR8102', chart => new DaprApp(chart, 'orders', { workload: job(chart) })],
    ['a pod with two containers', 'DAPR8102', chart => app(chart, 'orders', {}, { containers: ['a', 'b'].map(name => ({ name, image: name })) })],
    ['a container without an image', 'DAPR8103', chart => app(chart, 'orders', {}, { containers: [{ name: 'main' }] })],
    ['an app with the name of another app\'s daprd', 'DAPR8104', chart => ['a', 'a-dapr'].forEach(id => app(chart, id))],
    ['an app with the name of a development service', 'DAPR8104', chart => app(chart, 'redis'), { devServices: true }],
    ['a published port of an app without a port', 'DAPR8103', chart => app(chart, 'orders'), { publishedPorts: { orders: 80 } }],
    ['a port published twice', 'DAPR8105', chart => ['a', 'b'].forEach(id => app(chart, id, { appPort: 8080 })), { publishedPorts: { a: 80, b: 80 } }],
    ['props of a wrong type', 'DAPR3017', chart => app(chart, 'orders'), { publishedPorts: { orders: '80' } } as any],
  ];
  test.each(refused)('refuses %s with %s', (...[, code, build, props]) => {
    const chart = newChart(PLATFORM);
    build(chart);
    expect(refusal(chart, props)).toContain(`${code} chart`);
  });

  test('refuses a Dapr API without a token unless explicitly allowed', () => {
    const chart = newChart({ daprVersion: '1.18.3' });
    app(chart, 'orders');
    expect(refusal(chart)).toMatch(/DAPR8103 chart\/orders \(Deployment \S+\): other containers can call the Dapr API of 'orders' without a token.*apiTokenSecret/);
    expect(refusal(chart, { unsafeAllowUnauthenticatedApi: true })).toBe('');
  });

  test('refuses a Dapr version without a patch number', () => {
    const chart = newChart({ ...PLATFORM, daprVersion: '1.18' });
    app(chart, 'orders');
    expect(refusal(chart)).toMatch(/DAPR8103 .*daprVersion must be a full version, as in the tags of Dapr images; got '1\.18'/);
  });
});
