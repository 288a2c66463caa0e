/** The Services `<app-id>-dapr` on a platform whose operator creates none. */
import { ApiObject, Lazy } from 'cdk8s';
import { DaprPlatformSettings, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, deployment, find, job, newChart, refusal, SHARED } from '../../scenarios/charts';
import { values } from '../support/control-plane';

const OURS: DaprPlatformSettings = { ...SHARED, operatorServices: false };
const MODELS: [string, () => IDataPlane][] = [
  ['a sidecar', () => DataPlane.sidecar()],
  ['a shared DaemonSet', () => DataPlane.sharedDaemonSet()],
  ['a shared Deployment', () => DataPlane.sharedDeployment()],
  ['a pinned Deployment', () => DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } })],
];
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'ReplicaSet'];

describe.each(MODELS)('an app with %s', (_model, dataPlane) => {
  test.each(KINDS)('gets the same Service for a %s, which selects the pods with its daprd', kind => {
    const chart = newChart(OURS, { namespace: 'shop' });
    app(chart, { workload: deployment(chart, 'w', {}, {}, kind), appPort: 8080, dataPlane: dataPlane() });
    expect(refusal(chart)).toBe('');
    expect(find(chart, 'Service', 'checkout-dapr')).toMatchObject({
      metadata: {
        namespace: 'shop',
        annotations: {
          'dapr.io/app-id': 'checkout', 'prometheus.io/path': '/', 'prometheus.io/port': '9090', 'prometheus.io/probe': 'true', 'prometheus.io/scrape': 'true',
        },
      },
      spec: { clusterIP: 'None', selector: { 'dapr.io/app-id': 'checkout' } },
    });
  });

  test('gets the Service without a port too, as the operator creates it', () => {
    const chart = newChart(OURS);
    app(chart, { dataPlane: dataPlane() });
    expect(find(chart, 'Service', 'checkout-dapr')).toBeDefined();
  });
});

test('only the pods of a pinned daprd carry the label themselves; the injector adds it to others', () => {
  const labels = MODELS.slice(1).map(([, dataPlane]) => {
    const chart = newChart(OURS);
    app(chart, { appPort: 8080, dataPlane: dataPlane() });
    return (find(chart, 'DaemonSet') ?? find(chart, 'Deployment', 'checkout-daprd')).spec.template.metadata.labels['dapr.io/app-id'];
  });
  expect(labels).toEqual([undefined, undefined, 'checkout']);
});

test('a Job gets the Service too', () => {
  const chart = newChart(OURS);
  app(chart, { workload: job(chart) });
  expect(find(chart, 'Service', 'checkout-dapr').spec.selector).toEqual({ 'dapr.io/app-id': 'checkout' });
});

test('the Service of a sidecar has annotations that are tokens', () => {
  const chart = newChart(OURS);
  app(chart, { appPort: 8080, dataPlane: DataPlane.sidecar({ sidecarSvcAnnotations: { team: Lazy.any({ produce: () => 'shop' }), tier: 'web' } }) });
  expect(find(chart, 'Service', 'checkout-dapr').metadata.annotations).toMatchObject({ team: 'shop', tier: 'web' });
});

test('the Service has the annotations of sidecarSvcAnnotations, and none for Prometheus without metrics', () => {
  for (const options of [{ sidecarSvcAnnotations: { 'team': 'shop=web', 'prometheus.io/port': '1' } }, { enableMetrics: false }]) {
    const chart = newChart(OURS);
    app(chart, { dataPlane: DataPlane.sharedDeployment({ ...options, metricsPort: 9191, pinned: { version: '1.18.2' } }) });
    const { annotations } = find(chart, 'Service', 'checkout-dapr').metadata;
    expect(annotations).toEqual(options.enableMetrics === false ? { 'dapr.io/app-id': 'checkout' } : {
      'team': 'shop=web',
      'dapr.io/app-id': 'checkout',
      'prometheus.io/path': '/',
      'prometheus.io/port': '9191',
      'prometheus.io/probe': 'true',
      'prometheus.io/scrape': 'true',
    });
  }
});

test('a Service of the user with that name is refused', () => {
  const chart = newChart(OURS);
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'checkout-dapr' } });
  app(chart);
  expect(refusal(chart)).toContain('DAPR1006');
});

test('DaprControlPlane sets the value of Dapr\'s chart', () => {
  expect(values({}, { operatorServices: false }).dapr_operator).toEqual({ serviceReconciler: { enabled: false } });
  expect(values().dapr_operator).toEqual({ serviceReconciler: { enabled: true } });
});
