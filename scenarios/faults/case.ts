/** The type of a fault, and builders that faults of several topics share. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprPlatformSettings, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment } from '../charts';

/** A fault. Its title begins with its rows in the catalogue, if it has any. `namespace` is that of the chart; the other settings are platform settings. */
export type Case = [title: string, code: string, build: (chart: Chart) => void, settings?: DaprPlatformSettings & { readonly namespace?: string }];

/** The newest Dapr version, for its newest features. */
export const NEWEST = { daprVersion: '1.18.3' };

/** An app with these props. */
export const facts = (props: any) => (chart: Chart) => { app(chart, props); };
export const sidecar = (options: any) => (chart: Chart) => { app(chart, { appPort: 8080, dataPlane: DataPlane.sidecar(options) }); };
export const shared = (options: any) => (chart: Chart) => { app(chart, { dataPlane: DataPlane.sharedDeployment(options) }); };

/** An app with hand-written annotations on its pod. */
export const handWritten = (annotations: object) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', {}, { annotations }) }); };
export const podSpec = (spec: object, props: any = {}) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', spec), ...props }); };
export const container = (env: object[]) => ({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }], env }] });

/** An object that is not created by this library. */
export const object = (chart: Chart, kind: string, rest: any, apiVersion = 'v1') =>
  new ApiObject(chart, `${kind}-${rest.metadata?.name ?? 'x'}`, { apiVersion, kind, ...rest });

export const text = MetadataValue.of;
export const componentOf = (chart: Chart, type: string, id = 'component') => new DaprComponent(chart, id, { type, scopes: ['checkout'] });
export const inMemoryBroker = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
export const redisBroker = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: text('r:6379') } });
export const redisStore = (chart: Chart) => new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') } });

/** An app with a component: in-memory, or Redis, which requires an address. */
export const usesInMemory = (props: any, id = 'store') => (chart: Chart) => {
  app(chart, { uses: [new DaprComponent(chart, id, { type: 'state.in-memory', ...props })] });
};
export const usesRedis = (props: any, appProps: any = {}) => (chart: Chart) => {
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') }, ...props })], ...appProps });
};

export const configuration = (props: any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', props); };
/** An app outside this App. */
export const peer = (chart: Chart, props: any = {}) => DaprApp.fromAppAttributes(chart, 'billing', { appId: 'billing', namespace: 'finance', ...props });
