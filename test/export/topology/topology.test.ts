/** The topology of an App, as passed to exporters. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprTopology, DataPlane, ExportedFile, IExporter, LogLevel, SharedDaprDeployment, TopologyExporter } from 'cdk8s-dapr';
import { app, deployment, newChart, SHARED } from '../../../scenarios/charts';

const topology = (chart: Chart): DaprTopology => DaprTopology.of(chart);

test('an app with a sidecar has the options of its daprd, and its containers without the wiring', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  app(chart, {
    appPort: 8080,
    uses: [store],
    appTokenSecret: 'app-token',
    program: { directory: '/srv/shop', command: ['node', 'main.js'] },
    dataPlane: DataPlane.sidecar({ logLevel: LogLevel.DEBUG }),
  });
  const { apps: [shop], resources, daprVersion } = topology(chart);
  expect(shop).toMatchObject({ appId: 'checkout', appPort: 8080, apiTokenSecret: 'token', appTokenSecret: 'app-token', program: { directory: '/srv/shop' } });
  expect(shop.dataPlane).toMatchObject({ isShared: false, annotations: { 'dapr.io/app-port': '8080', 'dapr.io/log-level': 'debug' } });
  expect(shop.container).toEqual({ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080 }] });
  expect(resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Component store']);
  expect(resources[0].manifest.scopes).toEqual(['checkout']);
  expect(daprVersion).toBe('1.19');
});

test('apps that share a daprd have the same data plane', () => {
  const chart = newChart(SHARED);
  const dataPlane = new SharedDaprDeployment(chart, 'shop');
  app(chart, { appPort: 8080, dataPlane }, 'web');
  app(chart, { dataPlane }, 'worker');
  const { apps: [web, worker], dataPlanes } = topology(chart);
  expect(web.dataPlane).toMatchObject({ path: 'chart/shop/Resource', appId: 'shop', isShared: true });
  expect(worker.dataPlane).toEqual(web.dataPlane);
  expect(dataPlanes).toEqual([web.dataPlane]);
});

test('a topology contains only the apps in its scope', () => {
  const root = new App();
  const charts = ['a', 'b'].map(id => new Chart(root, id));
  charts.forEach((chart, i) => new DaprApp(chart, `app${i}`, { workload: deployment(chart) }));
  expect(topology(charts[0]).apps.map(({ appId }) => appId)).toEqual(['app0']);
  expect(DaprTopology.of(root).apps).toHaveLength(2);
});

test('an App with validation errors has no topology', () => {
  const chart = newChart();
  app(chart, { appPort: 3500 });
  expect(() => topology(chart)).toThrow('DAPR2001');
});

test('users can write their own exporter', () => {
  class EnvExporter implements IExporter {
    public export({ apps }: DaprTopology): ExportedFile[] {
      return apps.map(({ appId, container, uses }) => ({ path: `${appId}.env`, content: `IMAGE=${container.image}\nUSES=${uses.length}\n` }));
    }
  }
  const chart = newChart();
  app(chart, { publishes: [{ pubsub: new DaprComponent(chart, 'pubsub', { type: 'pubsub.in-memory' }), topic: 'orders' }] });
  const exporters: IExporter[] = [new EnvExporter(), new TopologyExporter()];
  expect(exporters.flatMap(exporter => exporter.export(topology(chart)))[0]).toEqual({ path: 'checkout.env', content: 'IMAGE=test.local/app:1\nUSES=1\n' });
});

test('what an exporter changes in a program is not seen by the next one', () => {
  const chart = newChart();
  app(chart, { program: { directory: '/srv/shop', command: ['node'] } });
  topology(chart).apps[0].program!.command!.push('--evil');
  expect(topology(chart).apps[0].program!.command).toEqual(['node']);
});

test('the version is that of the apps, also if only their chart declares it', () => {
  const chart = newChart({ daprVersion: '1.18.3' }, { namespace: 'shop' });
  app(chart);
  expect(DaprTopology.of(chart.node.root).daprVersion).toBe('1.18.3');
});
