/** A data plane that the user implements. */
import { DaprApp, DaprComponent, DataPlaneConfig, IDataPlane, ISharedDataPlane } from 'cdk8s-dapr';
import { app, messagesOf, newChart } from '../../scenarios/charts';

const own = (config: unknown): IDataPlane => ({ bind: () => config as DataPlaneConfig });

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'nothing'], ['null', null, 'null'], ['a list', [], '[]'], ['a promise of an async method', Promise.resolve({}), 'a Promise'],
])('bind that returns %s is refused', (_what, config, got) => {
  const chart = newChart();
  app(chart, { dataPlane: own(config) });
  expect(messagesOf(chart, 'DAPR3017')).toEqual([`chart/checkout: the result of dataPlane.bind must be a DataPlaneConfig; got ${got}`]);
});

test.each<[string, object]>([
  ['configuration must be a Configuration; got {}', { configuration: {} }],
  ['configuration must be a Configuration; got \'tracing\'', { configuration: 'tracing' }],
  ['daprd must be a construct; got {}', { daprd: {} }],
  ['env[0].name must be the name of an environment variable; got \'A=B\'', { env: [{ name: 'A=B', value: 'x' }] }],
  ['env[0] must have either value or secretName', { env: [{ name: 'A' }] }],
  ['env[0] must have either value or secretName', { env: [{ name: 'A', value: 'x', secretName: 's' }] }],
])('a wrong field of what bind returns is refused: %s', (message, config) => {
  const chart = newChart();
  app(chart, { dataPlane: own(config), uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
  expect(messagesOf(chart, 'DAPR3017')).toEqual([`chart/checkout: ${message}`]);
});

test('bind knows every fact about the app, declared uses excepted', () => {
  const chart = newChart();
  let seen: Partial<DaprApp> = {};
  const bind: IDataPlane['bind'] = (_scope, { appId, appPort, appProtocol, workloadKind }) => {
    seen = { appId, appPort, appProtocol, workloadKind };
    return {};
  };
  app(chart, { appPort: 8080, dataPlane: { bind } });
  expect(seen).toEqual({ appId: 'checkout', appPort: 8080, appProtocol: 'http', workloadKind: 'Deployment' });
});

test('the app ID of a data plane that serves only one is the default of its apps', () => {
  const gateway: ISharedDataPlane = { appId: 'gateway', bind: () => ({}) };
  expect(app(newChart(), { dataPlane: gateway }).appId).toBe('gateway');
  expect(app(newChart(), { dataPlane: gateway, appId: 'orders' }).appId).toBe('orders');
});
