/** Faults of input bindings: bindings that fire in each daprd, and components that are not input bindings. */
import { Chart, JsonPatch } from 'cdk8s';
import { DaprComponent, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { Case, redisStore, text } from './case';
import { app, deployment, KAFKA_BINDING, SHARED } from '../charts';

const bound = (type: string, props: any = {}) => (chart: Chart) => {
  app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'binding', type === 'bindings.cron' ? { type, metadata: { schedule: MetadataValue.of('@daily') } } : { ...KAFKA_BINDING, type })], ...props });
};
const replicas = (chart: Chart, count: number) => {
  const workload = deployment(chart, 'scaled');
  workload.addJsonPatch(JsonPatch.add('/spec/replicas', count));
  return workload;
};

export const ERRORS: Case[] = [
  ['90 an input binding with the direction output', 'DAPR4028', chart => {
    app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'b', { ...KAFKA_BINDING, metadata: { ...KAFKA_BINDING.metadata, direction: text('output') } })] });
  }],
  ['90 an input binding that is not a binding component', 'DAPR4029', chart => { app(chart, { appPort: 8080, inputBindings: [redisStore(chart)] }); }],
];

export const WARNINGS: Case[] = [
  ['86 a cron binding behind a shared Deployment', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['86 a cron binding behind an autoscaled shared Deployment', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } }) }), SHARED],
  ['86 a cron binding behind a shared DaemonSet', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['86 a cron binding of a DaemonSet app', 'DAPR3170', chart => { bound('bindings.cron', { workload: deployment(chart, 'w', {}, {}, 'DaemonSet') })(chart); }],
  ['86 a cron binding of an app with three replicas', 'DAPR3170', chart => { bound('bindings.cron', { workload: replicas(chart, 3) })(chart); }],
  ['an input binding with a retry, over HTTP', 'DAPR9140', bound('bindings.acme', { dataPlane: DataPlane.sharedDeployment() }), SHARED],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['a cron binding with one daprd', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) }), SHARED],
  ['a cron binding with one sidecar', 'DAPR3170', bound('bindings.cron')],
  ['a queue with several daprds', 'DAPR3170', bound('bindings.kafka', { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
];
