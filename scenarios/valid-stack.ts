/**
 * The stack of a shop without findings: sidecars, shared daprds per node and per cluster, a pinned one, a remote Dapr, a Job; broker, stores,
 * subscriptions, policies. Faults are seeded into it.
 */
import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  DaprApp, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprPlatform, DaprResiliency, DataPlane, MetadataValue, ResiliencyCircuitBreaker,
  ResiliencyRetry, ResiliencyTimeout, SharedDaprDeployment, SidecarApp,
} from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { deployment, job } from './charts';

const text = MetadataValue.of;
const redis = { redisHost: text('redis.data.svc:6379'), redisPassword: MetadataValue.fromSecret('stock-db', 'password') };

/** A Deployment with three replicas. */
function workload(scope: Construct, name: string): ApiObject {
  const made = deployment(scope, `${name}-web`);
  made.addJsonPatch(JsonPatch.add('/spec/replicas', 3));
  return made;
}

function chart(app: App, id: string, namespace: string): Chart {
  const made = new Chart(app, id, { namespace });
  DaprPlatform.set(made, { daprVersion: '1.18.3', kubernetesVersion: '1.36', apiTokenSecret: 'dapr-api-token' });
  return made;
}

/** The namespace of two of its charts, and of a seeded fault. */
export const NAMESPACE = 'retail';

/** The charts of the stack. */
export function validStack(app: App): Chart[] {
  const store = chart(app, 'store-front', NAMESPACE);
  const stock = new DaprComponent(store, 'stock', { type: 'state.redis', metadata: redis });
  const broker = new DaprComponent(store, 'broker', { type: 'pubsub.redis', metadata: { ...redis, consumerID: text('retail') } });

  const depot = chart(app, 'depot', NAMESPACE);
  const parcels = new DaprApp(depot, 'parcels', {
    workload: workload(depot, 'parcels'),
    appPort: 8080,
    subscribes: [{ pubsub: broker, topic: 'sold', route: '/sold', deadLetterTopic: 'unsent' }],
    dataPlane: DataPlane.sharedDaemonSet(),
  });
  new DaprApp(depot, 'clerk', {
    workload: workload(depot, 'clerk'),
    appPort: 8080,
    subscribes: [{ pubsub: broker, topic: 'unsent', route: '/unsent' }],
    dataPlane: new SharedDaprDeployment(depot, 'clerk-daprd', { appId: 'clerk', replicas: 3 }),
  });
  new SidecarApp(depot, 'inventory', { workload: job(depot, 'inventory-count'), uses: [stock], invokes: [parcels] });

  const rates = new DaprHttpEndpoint(store, 'rates', { baseUrl: 'https://rates.example', headers: { Authorization: MetadataValue.fromSecret('rates', 'token') } });
  const basket = new SidecarApp(store, 'basket', {
    workload: workload(store, 'basket'), appPort: 8080, uses: [stock], publishes: [{ pubsub: broker, topic: 'sold' }], invokes: [parcels],
  });
  rates.addApp(basket);
  new DaprConfiguration(store, 'sampling', { apps: [basket], tracingSamplingRate: 0.1, zipkinEndpoint: 'http://zipkin.tracing.svc:9411/api/v2/spans' });
  new DaprResiliency(store, 'patience', {
    apps: [basket],
    appTargets: [{
      app: parcels,
      timeout: ResiliencyTimeout.of('soon', Duration.seconds(2)),
      retry: ResiliencyRetry.of('few', { maxRetries: 3 }),
      circuitBreaker: ResiliencyCircuitBreaker.of('calm', { trip: 'consecutiveFailures > 5' }),
    }],
  });

  const ledger = chart(app, 'ledger', 'ledger');
  const books = new DaprComponent(ledger, 'books', { type: 'state.postgresql', version: 'v2', metadata: { connectionString: MetadataValue.fromSecret('books', 'url') } });
  new DaprApp(ledger, 'entries', { workload: workload(ledger, 'entries'), appPort: 8080, uses: [books], dataPlane: DataPlane.sharedDeployment({ pinned: {} }) });
  new DaprApp(ledger, 'audit', {
    workload: workload(ledger, 'audit'),
    dataPlane: DataPlane.remote({ httpEndpoint: 'https://http.dapr.example:443', grpcEndpoint: 'https://grpc.dapr.example:443', apiTokenSecret: 'audit-dapr-token' }),
  });
  return [store, depot, ledger];
}
