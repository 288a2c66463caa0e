/** What exporters get: the topology of an App. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprTopology, DataPlane, LogLevel, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, newChart, SHARED } from '../../../scenarios/charts';

const topology = (chart: Chart): any => DaprTopology.of(chart);

test('an app with a sidecar has what its daprd is told, and its containers without our wiring', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  app(chart, {
    appPort: 8080,
    uses: [store],
    appTokenSecret: 'app-token',
    program: { directory: '/srv/shop', command: ['node', 'main.js'] },
    dataPlane: DataPlane.sidecar({ logLevel: LogLevel.DEBUG }),
  });
  const { _apps: [shop], _resources: resources, _daprVersion: version } = topology(chart);
  expect(shop).toMatchObject({ appId: 'checkout', appPort: 8080, apiTokenSecret: 'token', appTokenSecret: 'app-token', program: { directory: '/srv/shop' } });
  expect(shop.daprd).toMatchObject({ shared: false, annotations: { 'dapr.io/app-port': '8080', 'dapr.io/log-level': 'debug' } });
  expect(shop.main).toEqual({ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080 }] });
  expect(resources.map(({ kind, name }: any) => `${kind} ${name}`)).toEqual(['Component store']);
  expect(resources[0].json.scopes).toEqual(['checkout']);
  expect(version).toBe('1.18');
});

test('apps behind one shared daprd have the same daprd', () => {
  const chart = newChart(SHARED);
  const dataPlane = new SharedDaprDeployment(chart, 'shop');
  app(chart, { appPort: 8080, dataPlane }, 'web');
  app(chart, { dataPlane }, 'worker');
  const { _apps: [web, worker] } = topology(chart);
  expect(web.daprd).toMatchObject({ id: 'chart/shop/Resource', appId: 'shop', shared: true });
  expect(worker.daprd).toEqual(web.daprd);
});

test('a topology holds the apps below its scope only', () => {
  const root = new App();
  const charts = ['a', 'b'].map(id => new Chart(root, id));
  charts.forEach((chart, i) => new DaprApp(chart, `app${i}`, { workload: deployment(chart) }));
  expect(topology(charts[0])._apps.map(({ appId }: any) => appId)).toEqual(['app0']);
  expect((DaprTopology.of(root) as any)._apps).toHaveLength(2);
});

test('what a synth refuses has no topology', () => {
  const chart = newChart();
  app(chart, { appPort: 3500 });
  expect(() => topology(chart)).toThrow('DAPR2001');
});
