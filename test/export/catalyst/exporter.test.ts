/** The export to Diagrid Catalyst. It follows Diagrid's documentation and has not been deployed. */
import { Chart } from 'cdk8s';
import {
  AppProtocol, CatalystExporter, CatalystExportProps, DaprAppProps, DaprComponent, DaprTopology, DataPlane, MetadataValue,
} from 'cdk8s-dapr';
import { app, newChart } from '../../../scenarios/charts';
import { parse } from '../../support/synth';

const ENDPOINTS = { httpEndpoint: 'https://http-prj.example:443', grpcEndpoint: 'https://grpc-prj.example:443', apiTokenSecret: 'orders-catalyst' };
const orders = (chart: Chart, props: Partial<DaprAppProps> = {}, options = {}, id = 'orders') =>
  app(chart, { appPort: 8080, dataPlane: DataPlane.catalyst({ ...ENDPOINTS, ...options }), ...props }, id);
const CALLED = { appEndpoint: 'https://orders.shop.example:443' };
const files = (chart: Chart, props?: CatalystExportProps): { [path: string]: string } =>
  Object.fromEntries(new CatalystExporter(props).export(DaprTopology.of(chart)).map(({ path, content }) => [path, content]));
const yaml = (chart: Chart, path: string): any => parse(files(chart)[path])[0];
const redis = (chart: Chart, name = 'store', metadata = {}) =>
  new DaprComponent(chart, name, { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.example:6379'), ...metadata } });

test('identities and resources are numbered in the order in which Catalyst needs them', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
  orders(chart, { uses: [redis(chart)], subscribes: [{ pubsub: events, topic: 'paid', route: '/paid' }] }, CALLED);
  expect(Object.keys(files(chart))).toEqual([
    '10-component-events.yaml', '10-component-store.yaml', '30-appidentity-orders.yaml', '40-subscription-orders-events-paid.yaml',
  ]);
});

test('an app that only calls has an identity without an endpoint', () => {
  const chart = newChart();
  orders(chart);
  expect(yaml(chart, '30-appidentity-orders.yaml')).toEqual({
    apiVersion: 'cra.diagrid.io/v1beta1', kind: 'AppIdentity', metadata: { name: 'orders' }, spec: { protocol: 'http' },
  });
});

test('an app that receives calls has an endpoint, protocol, health check and a variable for its token', () => {
  const chart = newChart();
  orders(chart, { appProtocol: AppProtocol.GRPC, appTokenSecret: 'orders-app', appHealthCheck: {} }, CALLED);
  expect(yaml(chart, '30-appidentity-orders.yaml').spec).toEqual({
    protocol: 'grpc',
    appEndpoint: { url: 'https://orders.shop.example:443', token: '${ORDERS_APP_TOKEN}' },
    healthCheck: { path: '/healthz', probe: { enabled: true, intervalInSec: 5, timeoutInMs: 500, failureThreshold: 3 } },
  });
  expect(files(chart)['.env.example']).toMatch('\n# key token of the Secret orders-app\nORDERS_APP_TOKEN=\'change-me\'\n');
});

test('a component has no namespace, and variables for Secrets', () => {
  const chart = newChart({}, { namespace: 'shop' });
  orders(chart, { uses: [redis(chart, 'store', { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') })] });
  expect(yaml(chart, '10-component-store.yaml')).toEqual({
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'store' },
    spec: {
      type: 'state.redis', version: 'v1', metadata: [{ name: 'redisHost', value: 'redis.example:6379' }, { name: 'redisPassword', value: '${REDIS_PASSWORD}' }],
    },
    scopes: ['orders'],
  });
});

test('components that Catalyst manages are not exported', () => {
  const chart = newChart();
  orders(chart, { uses: [redis(chart, 'kvstore')], publishes: [{ pubsub: new DaprComponent(chart, 'pubsub', { type: 'pubsub.in-memory' }), topic: 't' }] });
  expect(Object.keys(files(chart, { managedPubsub: true, managedKvStore: true }))).toEqual(['30-appidentity-orders.yaml']);
  expect(Object.keys(files(chart))).toHaveLength(3);
});

test('only resources that apps at Catalyst load are exported, scoped to these apps', () => {
  const chart = newChart();
  const store = redis(chart);
  orders(chart, { uses: [store] });
  app(chart, { uses: [store, redis(chart, 'own')] }, 'here');
  expect(Object.keys(files(chart))).toEqual(['10-component-store.yaml', '30-appidentity-orders.yaml']);
  expect(yaml(chart, '10-component-store.yaml').scopes).toEqual(['orders']);
});

test('another app does not change the files of the first', () => {
  const alone = newChart();
  orders(alone);
  const both = newChart();
  orders(both);
  orders(both, {}, { apiTokenSecret: 'billing-catalyst' }, 'billing');
  expect(files(both)).toMatchObject(files(alone));
});

test.each([
  ['no app at Catalyst', 'DAPR8103', (chart: Chart) => { app(chart); }],
  ['a store of Kubernetes Secrets', 'DAPR8102', (chart: Chart) => { orders(chart, { uses: [new DaprComponent(chart, 's', { type: 'secretstores.kubernetes' })] }); }],
  ['a secret file', 'DAPR8102', (chart: Chart) => { orders(chart, { uses: [new DaprComponent(chart, 's', { type: 'secretstores.local.file', metadata: { secretsFile: MetadataValue.of('/s.json') } })] }); }],
  ['localhost', 'DAPR8102', (chart: Chart) => { orders(chart, { uses: [redis(chart, 's', { redisHost: MetadataValue.of('localhost:6379') })] }); }],
  ['an address of the cluster', 'DAPR8102', (chart: Chart) => { orders(chart, { uses: [redis(chart, 's', { redisHost: MetadataValue.of('redis.shop.svc:6379') })] }); }],
  ['TLS with an unknown certificate', 'DAPR8102', (chart: Chart) => { orders(chart, { appProtocol: AppProtocol.HTTPS }, CALLED); }],
])('%s is refused', (_, code, build) => {
  const chart = newChart();
  build(chart);
  expect(() => files(chart)).toThrow(code);
});

test('a cluster address is replaced if addresses maps it', () => {
  const chart = newChart();
  orders(chart, { uses: [redis(chart, 's', { redisHost: MetadataValue.of('redis.shop.svc:6379') })] });
  expect(files(chart, { addresses: { 'redis.shop.svc:6379': 'redis.example:6379' } })['10-component-s.yaml']).toContain('redis.example:6379');
});
