/** Values of newer Dapr versions: created with of(), and accepted once such a version is declared. */
import { AccessAction, DaprApi, DaprConfiguration, DataPlane, HttpVerb, LogLevel } from 'cdk8s-dapr';
import { app, codes, find, newChart, messagesOf } from '../../../scenarios/charts';

const NEWER = { daprVersion: '1.20', apiTokenSecret: 'token' };

test('a log level', () => {
  const chart = newChart(NEWER);
  app(chart, { dataPlane: DataPlane.sidecar({ logLevel: LogLevel.of('trace') }) });
  expect(codes(() => chart)).toEqual([]);
  expect(find(chart, 'Deployment').spec.template.metadata.annotations['dapr.io/log-level']).toBe('trace');
  const now = newChart();
  app(now, { dataPlane: DataPlane.sidecar({ logLevel: LogLevel.of('trace') }) });
  expect(messagesOf(now, 'DAPR3001')).toEqual(["chart/checkout: logLevel (dapr.io/log-level) must be 'debug', 'info', 'warn', 'error' or 'fatal'; got 'trace'"]);
});

test('an API, with its versions', () => {
  const rule = { api: DaprApi.of('vectors'), versions: ['v1alpha1'] };
  const chart = newChart(NEWER);
  new DaprConfiguration(chart, 'c', { allowedApis: [rule] });
  expect(codes(() => chart)).toEqual([]);
  expect(find(chart, 'Configuration').spec.api.allowed).toEqual([{ name: 'vectors', protocol: 'grpc', version: 'v1alpha1' }, { name: 'vectors', protocol: 'http', version: 'v1alpha1' }]);
  const now = newChart();
  new DaprConfiguration(now, 'c', { allowedApis: [rule] });
  expect(codes(() => now)).toEqual(['DAPR3107']);
  const without = newChart(NEWER);
  new DaprConfiguration(without, 'c', { allowedApis: [{ api: DaprApi.of('vectors') }], tracingStdout: true });
  expect(messagesOf(without, 'DAPR3107')).toEqual(["chart/c: allowedApis[0].api must be an API that this library supports; got 'vectors'"]);
});

test('an API that an app uses must have known versions', () => {
  const chart = newChart(NEWER);
  app(chart, { usesApis: [DaprApi.of('vectors')] });
  expect(messagesOf(chart, 'DAPR3107')).toEqual(["chart/checkout: usesApis[0] must be an API that this library supports; got 'vectors'"]);
});

test('an HTTP verb', () => {
  const policies = (settings: object) => {
    const chart = newChart(settings);
    const operations = [{ name: '/a', action: AccessAction.ALLOW, httpVerbs: [HttpVerb.of('QUERY')] }];
    app(chart, { appPort: 8080, invokedBy: [{ app: app(chart, {}, 'caller'), operations }] });
    return codes(() => chart);
  };
  expect(policies(NEWER)).toEqual([]);
  expect(policies({})).toEqual(['DAPR3104']);
});

test.each([['LogLevel', LogLevel.INFO, 'info'], ['DaprApi', DaprApi.STATE, 'state'], ['HttpVerb', HttpVerb.ANY, '*']])('a %s shows its name', (_, value, name) => {
  expect(`${value}`).toBe(name);
});
