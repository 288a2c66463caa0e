/** Topologies of several clusters: exporters write a folder for each. */
import { ApiObject, App, Chart } from 'cdk8s';
import { ComposeExporter, DaprComponent, DaprPlatform, DaprTopology, ExportedFile, MetadataValue, TopologyExporter } from 'cdk8s-dapr';
import { app, deployment, SHARED } from '../../../scenarios/charts';

const stage = (root: App, id: string, settings: object = { cluster: id }, daprVersion = '1.18') => {
  const chart = new Chart(root, id, { namespace: 'shop' });
  DaprPlatform.set(chart, { ...SHARED, daprVersion, ...settings });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379') } });
  const workload = deployment(chart, 'w', { containers: [{ name: 'main', image: 'test.local/app:1', command: ['/app'], ports: [{ containerPort: 8080 }] }] });
  app(chart, { appPort: 8080, workload, publishes: [{ pubsub: events, topic: 'orders' }] });
  return chart;
};
const names = (files: ExportedFile[]) => files.map(({ path }) => path);
const picture = (root: App | Chart, folder = '') => {
  const found = new TopologyExporter().export(DaprTopology.of(root)).filter(({ path }) => path.startsWith(folder));
  return Object.fromEntries(found.map(({ path, content }) => [path.slice(folder.length), content]));
};
const PICTURE = ['topology.json', 'topology.mmd', 'topology.svg', 'costs.md'];

test('apps and resources have their cluster, and a topology the one of all of them', () => {
  const root = new App();
  const [dev, prod] = ['dev', 'prod'].map(id => stage(root, id));
  const { apps, resources, cluster } = DaprTopology.of(root);
  expect(apps.map(each => each.cluster)).toEqual(['dev', 'prod']);
  expect(resources.map(each => each.cluster)).toEqual(['dev', 'prod']);
  expect([cluster, DaprTopology.of(dev).cluster, DaprTopology.of(prod).cluster, DaprTopology.of(stage(new App(), 'x', {})).cluster]).toEqual([undefined, 'dev', 'prod', undefined]);
});

test('each of several clusters is exported into a folder, as if it were exported alone', () => {
  const root = new App();
  const [dev, prod] = [stage(root, 'dev', undefined, '1.17'), stage(root, 'prod')];
  expect(names(new TopologyExporter().export(DaprTopology.of(root)))).toEqual(['dev', 'prod'].flatMap(id => PICTURE.map(file => `${id}/${file}`)));
  expect(picture(root, 'dev/')).toEqual(picture(dev));
  expect(picture(root, 'prod/')).toEqual(picture(prod));
  expect(JSON.parse(picture(dev)['topology.json'])).toMatchObject({ cluster: 'dev', daprVersion: '1.17', title: 'dev' });
  expect(picture(dev)['topology.svg']).toContain('Dapr 1.17 · cluster dev');
});

test('one cluster is exported without a folder, with or without a name', () => {
  for (const settings of [{}, { cluster: 'dev' }]) {
    const root = new App();
    stage(root, 'a', settings);
    expect(names(new TopologyExporter().export(DaprTopology.of(root)))).toEqual(PICTURE);
  }
});

test('charts of one cluster are one export, and a cluster without a name has no folder', () => {
  const root = new App();
  stage(root, 'a', { cluster: 'dev' });
  app(new Chart(root, 'again'), {}, 'nameless');
  const again = new Chart(root, 'b', { namespace: 'other' });
  DaprPlatform.set(again, { cluster: 'dev' });
  app(again, {}, 'billing');
  expect(names(new TopologyExporter().export(DaprTopology.of(root)))).toEqual([...PICTURE, ...PICTURE.map(file => `dev/${file}`)]);
  expect(JSON.parse(picture(root, 'dev/')['topology.json']).apps.map(({ appId }: any) => appId)).toEqual(['checkout', 'billing']);
});

test('a cluster without apps is not exported', () => {
  const root = new App();
  stage(root, 'dev');
  const other = new Chart(root, 'prod');
  DaprPlatform.set(other, { cluster: 'prod' });
  new DaprComponent(other, 'store', { type: 'state.in-memory', availableToNamespace: true });
  expect(names(new TopologyExporter().export(DaprTopology.of(root)))).toEqual(PICTURE);
  expect(JSON.parse(picture(root)['topology.json']).components).toHaveLength(1);
});

test('a compose project of each cluster has its own services', () => {
  const root = new App();
  ['dev', 'prod'].forEach(id => stage(root, id, undefined, '1.18.2'));
  const files = new ComposeExporter({ unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(root));
  expect(names(files)).toEqual(expect.arrayContaining(['dev/compose.yaml', 'prod/compose.yaml', 'dev/resources/component-events.yaml', 'prod/resources/component-events.yaml']));
  expect(new Set(names(files)).size).toBe(files.length);
});

test('autoscalers and Services of one cluster do not count for another', () => {
  const root = new App();
  const charts = ['dev', 'prod'].map(id => stage(root, id, undefined, '1.18.2'));
  const { name } = charts[0].node.findAll().filter(ApiObject.isApiObject).find(({ kind }) => kind === 'Deployment')!;
  const scaler = (chart: Chart) => new ApiObject(chart, 'scaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'x' },
    spec: { minReplicas: 7, maxReplicas: 9, scaleTargetRef: { kind: 'Deployment', name } },
  });
  scaler(charts[1]);
  const replicas = (folder: string) => JSON.parse(picture(root, folder)['topology.json']).apps[0].workload.replicas;
  expect([replicas('dev/'), replicas('prod/')]).toEqual([{ min: 1, max: 1 }, { min: 1, max: 1 }]);
  scaler(charts[0]);
  expect(replicas('dev/')).toEqual({ min: 7, max: 9 });

  const service = (chart: Chart) => new ApiObject(chart, 'db', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: { ports: [{ port: 6379 }] } });
  const store = new DaprComponent(charts[0], 'store', { type: 'state.acme', metadata: { dsn: MetadataValue.of('db:6379') } });
  app(charts[0], { uses: [store] }, 'reader');
  const exported = () => new ComposeExporter({ unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(charts[0]));
  service(charts[1]);
  expect(exported).not.toThrow();
  service(charts[0]);
  expect(exported).toThrow("contains the cluster address 'db:6379'");
});
