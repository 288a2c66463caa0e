/** Topologies for pictures, and their output. */
import { Chart, JsonPatch } from 'cdk8s';
import {
  ActorHosting, DaprApp, DaprAppProps, DaprComponent, DaprTopology, DataPlane, MetadataValue, SharedDaprDeployment, TopologyExporter,
  TopologyExportProps,
} from 'cdk8s-dapr';
import { byPath, Files } from './exports';
import { deployment, newChart, SHARED } from '../../scenarios/charts';
import { Json } from '../../src/util/json';

export const PLATFORM = { ...SHARED, daprVersion: '1.18.3' };
export const shop = (): Chart => newChart(PLATFORM, { namespace: 'shop' });
export const files = (chart: Chart, props?: TopologyExportProps): Files => byPath(new TopologyExporter(props).export(DaprTopology.of(chart)));
export const json = (chart: Chart, props?: TopologyExportProps): Json => JSON.parse(files(chart, props)['topology.json']);

/** An app whose workload sets replicas. */
export function app(chart: Chart, id: string, props: Partial<DaprAppProps> = {}, replicas = 2): DaprApp {
  const workload = deployment(chart, `${id}-web`);
  workload.addJsonPatch(JsonPatch.add('/spec/replicas', replicas));
  return new DaprApp(chart, id, { workload, ...props });
}

/** A topology with everything that a picture can show. */
export function everything(): Chart {
  const chart = shop();
  const component = (id: string, type: string, more: object = {}) => new DaprComponent(chart, id, { type, ...more });
  const redis = { metadata: { redisHost: MetadataValue.of('redis.example:6379') } };
  const events = component('events', 'pubsub.kafka', { metadata: { brokers: MetadataValue.of('kafka.example:9092'), authType: MetadataValue.of('none') } });
  const store = component('order-state', 'state.redis', redis);
  const cron = component('nightly', 'bindings.cron', { metadata: { schedule: MetadataValue.of('@daily') } });
  component('features', 'configuration.redis', { ...redis, availableToNamespace: true });
  component('locks', 'lock.redis', { ...redis, scopes: ['legacy-erp'] });
  const front = new SharedDaprDeployment(chart, 'storefront', { autoscaling: { maxReplicas: 6 } });
  const known = DaprComponent.fromComponentName(chart, 'Known', 'audit-log');
  const pay = app(chart, 'payments', {
    appPort: 8080,
    subscribes: [{ pubsub: events, topic: 'orders', route: '/orders', deadLetterTopic: 'poison' }],
    hostsActors: ActorHosting.APP_PORT,
    handlesJobs: ['tidy-up'],
  });
  const stock = app(chart, 'stock', { appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDaemonSet() });
  app(chart, 'checkout', {
    uses: [store, known],
    publishes: [{ pubsub: events, topic: 'orders' }],
    invokes: [pay, stock, DaprApp.fromAppId(chart, 'Erp', 'legacy-erp')],
  });
  app(chart, 'web', { appPort: 8080, uses: [store], dataPlane: front });
  app(chart, 'web-worker', { dataPlane: front });
  app(chart, 'reports', { appPort: 8080, inputBindings: [cron] }, 1);
  const endpoints = { httpEndpoint: 'https://http.dapr.example:443', grpcEndpoint: 'https://grpc.dapr.example:443' };
  app(chart, 'ledger', { dataPlane: DataPlane.catalyst(endpoints) });
  return chart;
}
