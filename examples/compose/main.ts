import { ApiObject, App, Chart } from 'cdk8s';
import { ComposeExporter, DaprApp, DaprComponent, DaprPlatform, DaprTopology, ExportedFiles, MetadataValue } from 'cdk8s-dapr';

const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
DaprPlatform.set(shop, { daprVersion: '1.18.3', apiTokenSecret: 'dapr-api-token' });

const metadata = { redisHost: MetadataValue.of('redis.shop.svc:6379') };
const store = new DaprComponent(shop, 'statestore', { type: 'state.redis', metadata });
const events = new DaprComponent(shop, 'pubsub', { type: 'pubsub.redis', metadata });
const mail = new DaprComponent(shop, 'mail', {
  type: 'bindings.smtp',
  metadata: {
    host: MetadataValue.of('mail.example.com'), port: MetadataValue.of('587'), user: MetadataValue.of('shop'), password: MetadataValue.fromSecret('mail', 'password'),
  },
});

const shipping = new DaprApp(shop, 'shipping', {
  workload: deployment('shipping', 8081),
  appPort: 8081,
  subscribes: [{ pubsub: events, topic: 'orders', route: '/shipments' }],
  uses: [mail],
});
new DaprApp(shop, 'orders', {
  workload: deployment('orders', 8080),
  appPort: 8080,
  uses: [store],
  publishes: [{ pubsub: events, topic: 'orders' }],
  invokes: [shipping],
});
app.synth();

ExportedFiles.write(app, 'project', new ComposeExporter({
  name: 'shop',
  devServices: true,
  publishedPorts: { orders: 8080 },
  addresses: { 'redis.shop.svc:6379': 'redis:6379' },
}).export(DaprTopology.of(shop)));

function deployment(name: string, containerPort: number): ApiObject {
  return new ApiObject(shop, `${name}-web`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: `test.local/${name}:1`, ports: [{ containerPort }], env: [{ name: 'PRICE', value: '$5' }] }] },
      },
    },
  });
}
