/** One fault: what it is, the code that catches it, how it is made, and what is said of the platform; and what faults of several topics are made with. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprPlatformSettings, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment } from '../charts';

/** A title begins with the rows of the catalogue that it is of, if it is of any. The namespace is that of the chart; the other settings are those of the platform. */
export type Case = [title: string, code: string, build: (chart: Chart) => void, settings?: DaprPlatformSettings & { readonly namespace?: string }];

/** The newest Dapr, for what is in no older one. */
export const NEWEST = { daprVersion: '1.18.3' };

/** An app with these facts. */
export const facts = (props: any) => (chart: Chart) => { app(chart, props); };
export const sidecar = (options: any) => (chart: Chart) => { app(chart, { appPort: 8080, dataPlane: DataPlane.sidecar(options) }); };
export const shared = (options: any) => (chart: Chart) => { app(chart, { dataPlane: DataPlane.sharedDeployment(options) }); };

/** An app whose author wrote this into its pod. */
export const handWritten = (annotations: object) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', {}, { annotations }) }); };
export const podSpec = (spec: object, props: any = {}) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', spec), ...props }); };
export const container = (env: object[]) => ({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }], env }] });

/** An object that somebody else makes. */
export const object = (chart: Chart, kind: string, rest: any, apiVersion = 'v1') =>
  new ApiObject(chart, `${kind}-${rest.metadata?.name ?? 'x'}`, { apiVersion, kind, ...rest });

export const text = MetadataValue.of;
export const componentOf = (chart: Chart, type: string, id = 'component') => new DaprComponent(chart, id, { type, scopes: ['checkout'] });
export const inMemoryBroker = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
export const redisBroker = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: text('r:6379') } });
export const redisStore = (chart: Chart) => new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') } });

/** An app that uses a component: one that needs nothing, or one that needs an address. */
export const usesInMemory = (props: any, id = 'store') => (chart: Chart) => {
  app(chart, { uses: [new DaprComponent(chart, id, { type: 'state.in-memory', ...props })] });
};
export const usesRedis = (props: any, appProps: any = {}) => (chart: Chart) => {
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') }, ...props })], ...appProps });
};

export const configuration = (props: any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', props); };
/** An app that others deploy. */
export const peer = (chart: Chart, props: any = {}) => DaprApp.fromAppAttributes(chart, 'billing', { appId: 'billing', namespace: 'finance', ...props });
