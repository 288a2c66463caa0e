/** Bad input is refused or warned of, whatever else is in the App. */
import { DaprComponent, LogLevel, MetadataValue, SharedDaprDaemonSet, SidecarApp } from 'cdk8s-dapr';
import { app, codes, deployment, newChart, refusal, SHARED, warningCodes } from '../../scenarios/charts';
import { ERRORS, WARNINGS } from '../../scenarios/faults/input';

test.each(ERRORS.map(([row, code, build, settings = {}]) => [row, code, build, settings] as const))('row %s is refused with %s', (_row, code, build, settings) => {
  expect(codes(() => { const chart = newChart(settings); build(chart); return chart; })).toContain(code);
});

test.each(WARNINGS.map(([row, code, build, settings = {}]) => [row, code, build, settings] as const))('row %s is a warning %s and no error', (_row, code, build, settings) => {
  const chart = newChart(settings);
  build(chart);
  expect(refusal(chart)).toBe('');
  expect(warningCodes(chart)).toContain(code);
});

test('row 14: a DaemonSet that receives gets the Service that the operator does not make', () => {
  const chart = newChart();
  app(chart, { workload: deployment(chart, 'w', {}, {}, 'DaemonSet'), appPort: 8080 });
  const { objects } = { objects: chart.toJson() };
  expect(objects.find(o => o.kind === 'Service')).toMatchObject({ metadata: { name: 'checkout-dapr' }, spec: { clusterIP: 'None', selector: { app: 'w' } } });
});

test('row 69: a metadata value is one of text, secret and environment, never two', () => {
  const rendered = [MetadataValue.of('a'), MetadataValue.fromSecret('s', 'k'), MetadataValue.fromEnv('E')].map(v => Object.keys(v._render('n')));
  expect(rendered).toEqual([['name', 'value'], ['name', 'secretKeyRef'], ['name', 'envRef']]);
});

test('row 79: an app that uses a component is in its scopes whatever they were', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['elsewhere'] })] });
  expect(chart.toJson().find(o => o.kind === 'Component').scopes).toEqual(['checkout', 'elsewhere']);
});

test('row 144: the app gets the token that its daprd demands', () => {
  const chart = newChart();
  new SidecarApp(chart, 'checkout', { workload: deployment(chart), apiTokenSecret: 'tokens', logLevel: LogLevel.DEBUG });
  const [object] = chart.toJson();
  expect(object.spec.template.metadata.annotations['dapr.io/api-token-secret']).toBe('tokens');
  expect(object.spec.template.spec.containers[0].env).toContainEqual({ name: 'DAPR_API_TOKEN', valueFrom: { secretKeyRef: { name: 'tokens', key: 'token' } } });
});

test('rows 39 and 151: no prop of a shared DaemonSet makes a host port or another update strategy', () => {
  const chart = newChart(SHARED);
  new SharedDaprDaemonSet(chart, 'd');
  const { spec } = chart.toJson().find(o => o.kind === 'DaemonSet');
  expect(JSON.stringify(spec)).not.toContain('hostPort');
  expect(spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
});

test('every problem of an App is reported by one synth, each with its code, place, value and way out', () => {
  const chart = newChart();
  app(chart, { appId: 'Bad' }, 'a');
  app(chart, { appPort: 3500 }, 'b');
  app(chart, { workload: deployment(chart, 'w', { hostNetwork: true }) }, 'c');
  expect(refusal(chart)).toMatch(/\[chart\/a\] DAPR1002: app-id 'Bad' holds 'B'\. .* rejects .*\. Give appId, for example 'bad'\./);
  expect(codes(() => chart)).toEqual(expect.arrayContaining(['DAPR1002', 'DAPR2001', 'DAPR2010']));
});
