/** The data plane of an app is one argument, and its facts mean the same with every data plane. */
import { ApiObject, Chart } from 'cdk8s';
import { AppProtocol, DaprApp, DaprdLocation, DataPlane, IDaprApp, IDataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, SHARED } from '../../scenarios/charts';

describe('the switch', () => {
  const planes: [string, () => IDataPlane][] = [
    ['sidecar', () => DataPlane.sidecar()], ['sharedDaemonSet', () => DataPlane.sharedDaemonSet()], ['sharedDeployment', () => DataPlane.sharedDeployment()],
  ];

  test.each(planes)('the facts of an app mean the same with %s', (_name, plane) => {
    const chart = newChart(SHARED);
    app(chart, {
      appPort: 8080, appProtocol: AppProtocol.GRPC, appMaxConcurrency: 3, appTokenSecret: 'app-token', dataPlane: plane(), appHealthCheck: { threshold: 2 },
    });
    const daprd = chart.toJson().map(o => o.spec?.template?.metadata?.annotations).find(a => a?.['dapr.io/enabled']);
    expect(daprd).toMatchObject({
      'dapr.io/app-id': 'checkout',
      'dapr.io/app-port': '8080',
      'dapr.io/app-protocol': 'grpc',
      'dapr.io/app-max-concurrency': '3',
      'dapr.io/app-token-secret': 'app-token',
      'dapr.io/api-token-secret': 'token',
      'dapr.io/enable-app-health-check': 'true',
      'dapr.io/app-health-threshold': '2',
    });
    expect(env(pod(chart))).toMatchObject({
      APP_ID: 'checkout',
      DAPR_APP_ID: 'checkout',
      APP_PORT: '8080',
      DAPR_API_TOKEN: { secretKeyRef: { name: 'token', key: 'token' } },
      APP_API_TOKEN: { secretKeyRef: { name: 'app-token', key: 'token' } },
    });
  });

  test('a data plane is a recipe: two apps in two charts get a daprd each', () => {
    const chart = newChart(SHARED);
    const plane = DataPlane.sharedDeployment();
    const other = new Chart(chart.node.root as any, 'other');
    app(chart, { dataPlane: plane }, 'a');
    new DaprApp(other, 'b', { workload: deployment(other), dataPlane: DataPlane.sharedDeployment({ apiTokenSecret: 't' }) });
    expect(find(chart, 'Deployment', 'a-daprd')).toBeDefined();
    expect(find(other, 'Deployment', 'b-daprd')).toBeDefined();
  });

  test('an app behind a shared daprd has no Dapr annotations', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDaemonSet() });
    expect(pod(chart).metadata.annotations).toBeUndefined();
  });

  test('an app exposes the data plane that serves it', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect((checkout.dataPlane as SharedDaprDeployment).httpEndpoint).toBe('http://checkout-dapr-api:3500');
  });

  test('a data plane without pod labels does not change the labels of the pod', () => {
    const chart = newChart();
    const workload = new ApiObject(chart, 'job', {
      apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] } } },
    });
    app(chart, { workload, dataPlane: { bind: () => ({ location: DaprdLocation.REMOTE, podLabels: {} }) } });
    expect(pod(chart, 'Job').metadata).toBeUndefined();
  });

  test('users may implement a data plane', () => {
    const seen: IDaprApp[] = [];
    const chart = newChart();
    const dataPlane: IDataPlane = { bind: (_scope, joined) => { seen.push(joined); return { env: [{ name: 'X', value: 'y' }], podLabels: { a: 'b' } }; } };
    app(chart, { dataPlane });
    expect(seen.map(a => a.appId)).toEqual(['checkout']);
    expect(env(pod(chart)).X).toBe('y');
    expect(pod(chart).metadata.labels).toMatchObject({ a: 'b' });
  });
});
