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

// No `replicas`: Kubernetes starts with one, and a later apply does not override KEDA.
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

/** Counts entries of the topic that wait for the app. Dapr names the consumer group after the app ID. */
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
    // Lets the app start once: daprd creates the consumer group that the triggers count when it subscribes, after the app has listened.
    initialCooldownPeriod: 120,
    triggers: [
      // Events that daprd has read and retries.
      trigger({ pendingEntriesCount: '10' }),
      // Unread events: daprd subscribes only after the app has listened.
      trigger({ lagCount: '10', activationLagCount: '0' }),
    ],
  },
});

app.synth();
