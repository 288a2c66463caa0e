import { App, Chart, Size } from 'cdk8s';
import { ContainerAppsExporter, DaprApp, DaprComponent, DaprPlatform, DaprTopology, DaprWarnings, DataPlane, ExportedFiles, LogLevel, MetadataValue } from 'cdk8s-dapr';
import { Cpu, Deployment } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18' });

const store = new DaprComponent(chart, 'orders', {
  type: 'state.redis',
  metadata: { redisHost: MetadataValue.of('shop.redis.cache.windows.net:6380'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
});
const workload = (name: string): Deployment => new Deployment(chart, name, {
  replicas: 1,
  containers: [{
    image: `registry.example/${name}:1`,
    portNumber: 8080,
    resources: { cpu: { request: Cpu.millis(500) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
    securityContext: { user: 10001, group: 10001 },
  }],
});

const billing = new DaprApp(chart, 'billing', { workload: workload('billing-web'), appPort: 8080, uses: [store] });
new DaprApp(chart, 'checkout', {
  workload: workload('checkout-web'),
  uses: [store],
  invokes: [billing],
  dataPlane: DataPlane.sidecar({ logLevel: LogLevel.WARN, maxBodySize: Size.mebibytes(16) }),
});

DaprWarnings.of(chart).acknowledge('DAPR8180', 'the images run as user 10001, and write no files');

app.synth();
ExportedFiles.write(app, 'aca', new ContainerAppsExporter({
  location: 'westeurope',
  managedEnvironmentId: '/subscriptions/SUBSCRIPTION/resourceGroups/shop/providers/Microsoft.App/managedEnvironments/shop',
  scale: { checkout: { minReplicas: 0, maxReplicas: 5, rules: [{ name: 'http', http: { metadata: { concurrentRequests: '50' } } }] } },
  keyVaultUrls: { 'redis/password': 'https://shop.vault.azure.net/secrets/redis' },
}).export(DaprTopology.of(app)));
