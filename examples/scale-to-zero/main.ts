import { ApiObject, App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DaprWarnings, DataPlane, MetadataValue } from 'cdk8s-dapr';

const PORT = 8080;
const REDIS = 'redis.shop.svc:6379';
const TOPIC = 'orders';

const app = new App();
const chart = new Chart(app, 'scale-to-zero', { namespace: 'shop' });
DaprPlatform.set(chart, { daprVersion: '1.18', apiTokenSecret: 'dapr-api-token' });
DaprWarnings.of(chart).acknowledge('DAPR6002', 'the operators read orders-failed with the tools of the broker');

const events = new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of(REDIS) } });

// No `replicas`: Kubernetes begins with one, and no later apply takes the number from KEDA.
const workload = new ApiObject(chart, 'workload', {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'invoices' },
  spec: {
    selector: { matchLabels: { app: 'invoices' } },
    template: {
      metadata: { labels: { app: 'invoices' } },
      spec: {
        containers: [{
          name: 'main',
          image: process.env.IMAGE || 'test.local/invoices:1',
          ports: [{ containerPort: PORT }],
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
          securityContext: {
            runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] },
          },
          readinessProbe: { tcpSocket: { port: PORT } },
        }],
      },
    },
  },
});

const invoices = new DaprApp(chart, 'invoices', {
  workload,
  appPort: PORT,
  subscribes: [{ pubsub: events, topic: TOPIC, route: '/orders', deadLetterTopic: 'orders-failed' }],
  dataPlane: DataPlane.sharedDeployment(),
});

/** Entries of the topic that wait for the app: Dapr names the consumer group after the app-id. */
const trigger = (count: { [field: string]: string }): object =>
  ({ type: 'redis-streams', metadata: { address: REDIS, stream: TOPIC, consumerGroup: invoices.appId, ...count } });

new ApiObject(chart, 'scaling', {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'invoices' },
  spec: {
    scaleTargetRef: { name: workload.name },
    minReplicaCount: 0,
    maxReplicaCount: 5,
    pollingInterval: 5,
    cooldownPeriod: 60,
    // Time to be up once: the consumer group that the triggers count is made when daprd subscribes, after the app has listened.
    initialCooldownPeriod: 120,
    triggers: [
      // What daprd has read and keeps trying to deliver.
      trigger({ pendingEntriesCount: '10' }),
      // What it has not read, for it subscribes only once the app has listened.
      trigger({ lagCount: '10', activationLagCount: '0' }),
    ],
  },
});

app.synth();
