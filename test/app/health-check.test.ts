/** The app health check of daprd. */
import { Duration } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, newChart, pod, SHARED } from '../../scenarios/charts';

describe('health check', () => {
  test('is disabled by default', () => {
    const chart = newChart();
    app(chart, { appPort: 8080 });
    expect(pod(chart).metadata.annotations).not.toHaveProperty('dapr.io/enable-app-health-check');
  });

  test.each([[DataPlane.sidecar()], [DataPlane.sharedDeployment()]])('has the path of the readiness probe of the container with the app port', dataPlane => {
    const chart = newChart(SHARED);
    const containers = [{ name: 'proxy' }, { name: 'main', ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 8080 } } }];
    app(chart, { workload: deployment(chart, 'w', { containers }), appPort: 8080, appHealthCheck: { interval: Duration.seconds(2) }, dataPlane });
    const annotations = chart.toJson().map(o => o.spec?.template?.metadata?.annotations).find(a => a?.['dapr.io/enabled']);
    expect(annotations).toMatchObject({ 'dapr.io/app-health-check-path': '/ready', 'dapr.io/app-health-probe-interval': '2' });
  });

  test('has the default path of Dapr if there is no probe', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, appHealthCheck: {} });
    expect(pod(chart).metadata.annotations['dapr.io/app-health-check-path']).toBe('/healthz');
  });

  test('has the defaults for null, which jsii passes for a value that is not set', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, appHealthCheck: { path: null, interval: null, timeout: null, threshold: null } as any });
    expect(pod(chart).metadata.annotations).toMatchObject({ 'dapr.io/app-health-check-path': '/healthz', 'dapr.io/app-health-probe-interval': '5', 'dapr.io/app-health-threshold': '3' });
  });
});
