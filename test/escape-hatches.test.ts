/** Escape hatches for settings without a prop. */
import { ApiObject, JsonPatch } from 'cdk8s';
import { DaprApp, DaprComponent, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, find, newChart, pod, refusal, SHARED, warningCodes } from '../scenarios/charts';

test('podAnnotations adds an annotation, and an empty string removes one that the library sets', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, dataPlane: DataPlane.sidecar({ logAsJson: true }), podAnnotations: { 'team': 'a', 'dapr.io/log-as-json': '', 'dapr.io/log-level': 'debug' } });
  expect(pod(chart).metadata.annotations).toEqual({
    'dapr.io/app-id': 'checkout',
    'dapr.io/app-port': '8080',
    'dapr.io/disable-builtin-k8s-secret-store': 'true',
    'dapr.io/enabled': 'true',
    'dapr.io/log-level': 'debug',
    'team': 'a',
  });
});

test('an annotation of a Dapr newer than this library is emitted with a warning', () => {
  const chart = newChart(SHARED);
  app(chart, { podAnnotations: { 'dapr.io/brand-new': 'x' } }, 'a');
  new SharedDaprDeployment(chart, 'front', { podAnnotations: { 'dapr.io/brand-new': 'x', 'dapr.io/block-shutdown-duration': '' } });
  expect(refusal(chart)).toBe('');
  expect(warningCodes(chart)).toEqual(['DAPR1022', 'DAPR7060']);
  expect(pod(chart).metadata.annotations['dapr.io/brand-new']).toBe('x');
  const { annotations } = find(chart, 'Deployment', 'front-daprd').spec.template.metadata;
  expect(annotations['dapr.io/brand-new']).toBe('x');
  expect(annotations).not.toHaveProperty('dapr.io/block-shutdown-duration');
});

test('a known annotation in podAnnotations is checked like its option', () => {
  const chart = newChart();
  app(chart, { podAnnotations: { 'dapr.io/block-shutdown-duration': '15' } });
  expect(refusal(chart)).toContain('DAPR3002');
});

test('every emitted object accepts JSON patches', () => {
  const chart = newChart(SHARED);
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  app(chart, { appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDaemonSet() });
  const ours = chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && c.node.id !== 'checkout-web');
  expect(ours.length).toBeGreaterThan(5);
  for (const object of ours) {
    ApiObject.of(object).addJsonPatch(JsonPatch.add('/metadata/finalizers', ['example.com/x']));
  }
  for (const object of chart.toJson().filter(o => o.kind !== 'Deployment')) {
    expect(object.metadata.finalizers).toEqual(['example.com/x']);
  }
});

test('ApiObject.of finds the main object of a construct', () => {
  const chart = newChart(SHARED);
  const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
  expect(ApiObject.of(checkout.node.findChild('DataPlane')).kind).toBe('Deployment');
  expect(ApiObject.of(new DaprComponent(chart, 'store', { type: 'state.in-memory' })).kind).toBe('Component');
});

test('a JSON patch of a component restarts the shared daprd that loads it', () => {
  const [a, b] = [false, true].map(patched => {
    const chart = newChart(SHARED);
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    app(chart, { uses: [store], dataPlane: DataPlane.sharedDeployment() });
    if (patched) {
      ApiObject.of(store).addJsonPatch(JsonPatch.replace('/spec/version', 'v2'));
    }
    return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  });
  expect(a).not.toBe(b);
});

test('raw ApiObjects can be used as workloads and as Dapr resources', () => {
  const chart = newChart();
  new DaprApp(chart, 'checkout', { workload: deployment(chart) });
  new ApiObject(chart, 'raw', { apiVersion: 'dapr.io/v1alpha1', kind: 'Component', metadata: { name: 'raw' }, spec: { type: 'state.redis', version: 'v1', metadata: [] } });
  expect(chart.toJson().map(o => o.kind)).toEqual(['Deployment', 'Component']);
});
