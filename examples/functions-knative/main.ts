import { ApiObject, App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DataPlane, MetadataValue, OpenFunction } from 'cdk8s-dapr';

const PORT = 8080;

/** A cluster-local Knative Service. */
function knative(chart: Chart, name: string, annotations: { [name: string]: string } = {}): ApiObject {
  return new ApiObject(chart, `${name}-function`, {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, labels: { 'networking.knative.dev/visibility': 'cluster-local' } },
    spec: {
      template: {
        metadata: { annotations: { 'autoscaling.knative.dev/max-scale': '10', ...annotations } },
        spec: { containers: [{ image: image(name), ports: [{ containerPort: PORT }] }] },
      },
    },
  });
}

const image = (name: string): string => (process.env.IMAGE || 'test.local/NAME:1').replace('NAME', name);

const app = new App();
const chart = new Chart(app, 'functions', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18', apiTokenSecret: 'dapr-api-token', clusterDomain: 'cluster.local' });

const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis.shop.svc:6379') } });

// Receives events and scales to zero in between: its daprd runs outside its pods, and a delivery wakes it.
const invoices = new DaprApp(chart, 'invoices', {
  workload: knative(chart, 'invoices'),
  appPort: PORT,
  subscribes: [{ pubsub: events, topic: 'orders', route: '/orders', deadLetterTopic: 'orders-failed' }],
  dataPlane: DataPlane.sharedDeployment(),
});

// Only calls Dapr, so it can scale to zero with a sidecar too.
new DaprApp(chart, 'quotes', {
  workload: knative(chart, 'quotes'),
  publishes: [{ pubsub: events, topic: 'orders' }],
  invokes: [invoices],
  dataPlane: DataPlane.sidecar(),
});

// Receives events with a sidecar: without min-scale the synth is refused.
new DaprApp(chart, 'stock', {
  workload: knative(chart, 'stock', { 'autoscaling.knative.dev/min-scale': '1' }),
  appPort: PORT,
  subscribes: [{ pubsub: events, topic: 'orders', route: '/orders', deadLetterTopic: 'orders-failed' }],
  dataPlane: DataPlane.sidecar(),
});

// OpenFunction runs its own daprd; its function shares the component.
new OpenFunction(chart, 'mails', {
  image: image('mails'),
  version: 'v1.0.0',
  triggers: [{ component: events, topic: 'orders-failed' }],
  maxReplicas: 5,
});

app.synth();
