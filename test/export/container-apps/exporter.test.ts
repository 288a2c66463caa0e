/** The export to Azure Container Apps. It follows Azure's published schemas and has not been deployed. */
import { Chart, Size } from 'cdk8s';
import {
  ActorHosting, AppProtocol, ContainerAppsExporter, ContainerAppsExportProps, DaprAppProps, DaprComponent, DaprConfiguration,
  DaprTopology, DataPlane, LogLevel, MetadataValue, WorkflowRole,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart } from '../../../scenarios/charts';
import { parse } from '../../support/synth';

const PROPS = { location: 'westeurope', managedEnvironmentId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.App/managedEnvironments/e' };
const orders = (chart: Chart, props: Partial<DaprAppProps> = {}, id = 'orders') => app(chart, { appPort: 8080, ...props }, id);
const files = (chart: Chart, props: Partial<ContainerAppsExportProps> = {}): { [path: string]: string } =>
  Object.fromEntries(new ContainerAppsExporter({ ...PROPS, ...props }).export(DaprTopology.of(chart)).map(({ path, content }) => [path, content]));
const yaml = (chart: Chart, path: string, props = {}): any => parse(files(chart, props)[path])[0];
const dapr = (chart: Chart) => yaml(chart, 'orders.containerapp.yaml').properties.configuration.dapr;
const main = (container: object) => ({ containers: [{ name: 'main', image: 'test.local/app:1', ports: [{ containerPort: 8080 }], ...container }] });

test('an app is one container, with Dapr settings and its app ID in the environment', () => {
  const chart = newChart();
  const requests = { cpu: '500m', memory: '1Gi' };
  const container = main({ command: ['node'], args: ['main.js'], env: [{ name: 'MODE', value: 'fast' }], resources: { requests } });
  orders(chart, { workload: deployment(chart, 'w', container) });
  expect(yaml(chart, 'orders.containerapp.yaml')).toEqual({
    location: 'westeurope',
    name: 'orders',
    type: 'Microsoft.App/containerApps',
    properties: {
      managedEnvironmentId: PROPS.managedEnvironmentId,
      configuration: { activeRevisionsMode: 'Single', dapr: { enabled: true, appId: 'orders', appPort: 8080, appProtocol: 'http' } },
      template: {
        containers: [{
          name: 'main',
          image: 'test.local/app:1',
          command: ['node'],
          args: ['main.js'],
          env: [
            { name: 'APP_ID', value: 'orders' }, { name: 'DAPR_APP_ID', value: 'orders' }, { name: 'APP_PORT', value: '8080' }, { name: 'MODE', value: 'fast' },
          ],
          resources: { cpu: 0.5, memory: '1Gi' },
        }],
        scale: { minReplicas: 1, maxReplicas: 1 },
      },
    },
  });
});

test('options of daprd become settings in the units of the platform', () => {
  const chart = newChart();
  orders(chart, {
    appProtocol: AppProtocol.GRPC,
    appMaxConcurrency: 32,
    appHealthCheck: { path: '/healthz' },
    dataPlane: DataPlane.sidecar({
      logLevel: LogLevel.WARN, enableApiLogging: true, maxBodySize: Size.mebibytes(16), readBufferSize: Size.kibibytes(8),
    }),
  });
  expect(dapr(chart)).toMatchObject({
    appProtocol: 'grpc',
    logLevel: 'warn',
    enableApiLogging: true,
    httpMaxRequestSize: 16,
    httpReadBufferSize: 8,
    maxConcurrency: 32,
    appHealth: { enabled: true, probeIntervalSeconds: 5, probeTimeoutMilliseconds: 500, threshold: 3 },
  });
});

test('a component is flat, and a secret is a reference to a variable', () => {
  const chart = newChart();
  const metadata = { redisHost: MetadataValue.of('redis.example:6380'), redisPassword: MetadataValue.fromSecret('redis', 'password') };
  orders(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata })] });
  expect(yaml(chart, 'components/store.yaml')).toEqual({
    componentType: 'state.redis',
    version: 'v1',
    metadata: [{ name: 'redisHost', value: 'redis.example:6380' }, { name: 'redisPassword', secretRef: 'redis-password' }],
    secrets: [{ name: 'redis-password', value: '${REDIS_PASSWORD}' }],
    scopes: ['orders'],
  });
  expect(files(chart)['.env.example']).toMatch('\n# key password of the Secret redis\nREDIS_PASSWORD=\'change-me\'\n');
});

test('a secret comes from a Key Vault if its URL is set', () => {
  const chart = newChart();
  const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'mail', key: 'key' } } }];
  orders(chart, { workload: deployment(chart, 'w', main({ env })) });
  const { identity, properties } = yaml(chart, 'orders.containerapp.yaml', { keyVaultUrls: { 'mail/key': 'https://v.vault.azure.net/secrets/mail' } });
  expect(identity).toEqual({ type: 'SystemAssigned' });
  expect(properties.configuration.secrets).toEqual([{ name: 'mail-key', keyVaultUrl: 'https://v.vault.azure.net/secrets/mail', identity: 'system' }]);
  expect(properties.template.containers[0].env).toContainEqual({ name: 'KEY', secretRef: 'mail-key' });
});

test('a component refers to its secret store', () => {
  const chart = newChart();
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.azure.keyvault', metadata: { vaultName: MetadataValue.of('shop') } });
  const metadata = { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'redis') };
  orders(chart, { uses: [vault, new DaprComponent(chart, 'store', { type: 'state.redis', metadata, secretStore: vault })] });
  expect(yaml(chart, 'components/store.yaml')).toMatchObject({ secretStoreComponent: 'vault', metadata: [{ name: 'redisHost' }, { name: 'redisPassword', secretRef: 'redis' }] });
});

test.each<[string, any]>([
  ['a number alone', 3], ['a value that JSON does not support', { minReplicas: BigInt(1) }], ['null in a list', { rules: [null] }], ['a class', { rules: new Map() }], ['not a number', { minReplicas: NaN }],
])('scale settings that are %s are refused', (_, scale) => {
  const chart = newChart({}, { namespace: 'shop' });
  app(chart, { appPort: 8080 }, 'orders');
  expect(() => files(chart, { scale: { orders: scale } })).toThrow(/DAPR3017 .*scale.* must be /);
});

test('scale settings are passed through', () => {
  const chart = newChart();
  orders(chart);
  const scale = { minReplicas: 0, maxReplicas: 5, rules: [{ name: 'queue', custom: { type: 'azure-servicebus' } }] };
  expect(yaml(chart, 'orders.containerapp.yaml', { scale: { orders: scale } }).properties.template.scale).toEqual(scale);
});

test('another app does not change the files of the first', () => {
  const alone = newChart();
  orders(alone);
  const both = newChart();
  orders(both);
  orders(both, {}, 'billing');
  expect(files(both)).toMatchObject(files(alone));
});

const SHARED_TOKEN = { apiTokenSecret: 'token' };
test.each<[string, string, (chart: Chart) => void]>([
  ['a Job', 'the workload is a Job, and this target supports only programs that run until they are stopped', chart => { app(chart, { workload: job(chart) }); }],
  ['a shared daprd', 'a shared daprd', chart => { orders(chart, { dataPlane: DataPlane.sharedDeployment(SHARED_TOKEN) }); }],
  ['a Configuration', 'Configuration \'c\'', chart => { orders(chart, { dataPlane: DataPlane.sidecar({ configuration: new DaprConfiguration(chart, 'c', { metricsEnabled: false }) }) }); }],
  ['a subscription', 'Subscribe in the program', chart => {
    orders(chart, { subscribes: [{ pubsub: new DaprComponent(chart, 'p', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' }] });
  }],
  ['a workflow', 'runs workflows', chart => { orders(chart, { workflows: [WorkflowRole.WORKER] }); }],
  ['a job of Dapr', 'handles the job', chart => { orders(chart, { handlesJobs: ['j'] }); }],
  ['h2c', 'appProtocol must be \'http\' or \'grpc\'; got \'h2c\'', chart => { orders(chart, { appProtocol: AppProtocol.H2C }); }],
  ['an app token', 'appTokenSecret', chart => { orders(chart, { appTokenSecret: 't' }); }],
  ['an option of daprd without a setting', 'dapr.io/metrics-port', chart => { orders(chart, { dataPlane: DataPlane.sidecar({ metricsPort: 9095 }) }); }],
  ['a secret store of the cluster', 'secretstores.kubernetes', chart => {
    orders(chart, { uses: [new DaprComponent(chart, 's', { type: 'secretstores.kubernetes' })] });
  }],
  ['an address of the cluster', 'redis.shop.svc', chart => {
    orders(chart, { uses: [new DaprComponent(chart, 's', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis.shop.svc:6379') } })] });
  }],
])('%s is refused', (_, what, build) => {
  const chart = newChart();
  build(chart);
  expect(() => files(chart)).toThrow(/DAPR8102/);
  expect(() => files(chart)).toThrow(what);
});

test('actors at zero replicas are refused', () => {
  const chart = newChart();
  orders(chart, { hostsActors: ActorHosting.APP_PORT });
  expect(() => files(chart, { scale: { orders: { minReplicas: 0 } } })).toThrow('DAPR8102');
});

test('location and environment are required', () => {
  const chart = newChart();
  orders(chart);
  expect(() => new ContainerAppsExporter({} as any).export(DaprTopology.of(chart))).toThrow(/DAPR8103.*location is missing[^]*managedEnvironmentId is missing/);
});
