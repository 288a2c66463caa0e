/** Plain manifests, valid and invalid, and their findings. */
import { checkManifests, ManifestFinding } from '../../src/validation/check';
import { DaprValidationProps, settingsOf } from '../../src/validation/settings';

export const check = (documents: unknown[], props: DaprValidationProps = {}): ManifestFinding[] => checkManifests([{ file: 'a.yaml', documents }], settingsOf(props));
export const messagesOf = (findings: ManifestFinding[]): string[] => findings.map(({ rule, at, what }) => `${rule.code} ${at.title}: ${what}`);

/** Dapr annotations, given without their prefix. */
export const dapr = (annotations: object): object => Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`dapr.io/${key}`, value]));
export const APP = { 'enabled': 'true', 'app-id': 'web', 'app-port': '8080' };
export const container = (more: object = {}): object => ({ name: 'main', image: 'web', ports: [{ containerPort: 8080 }], ...more });

/** A Deployment of an app, with its mistakes. */
export function app(annotations: object = {}, spec: object = {}, metadata: object = {}): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' }, annotations: dapr({ ...APP, ...annotations }) }, spec: { containers: [container()], ...spec } },
    },
  };
}
export const named = (name: string, appId = name): any => app({ 'app-id': appId }, {}, { name });
export const without = (name: string): any => {
  const object = app();
  delete object.spec.template.metadata.annotations[`dapr.io/${name}`];
  return object;
};
export const kind = (kindName: string, object: any, spec: object = {}): any => ({ ...object, kind: kindName, spec: { ...object.spec, ...spec } });
export const job = (annotations: object = {}, spec: object = {}): any => {
  const object = app(annotations, { restartPolicy: 'Never', ...spec });
  return { ...object, apiVersion: 'batch/v1', kind: 'Job', spec: { template: object.spec.template } };
};
export const resource = (kindName: string, name: string, spec: object, more: object = {}): any => ({
  apiVersion: `dapr.io/${kindName === 'Subscription' ? 'v2alpha1' : 'v1alpha1'}`, kind: kindName, metadata: { name }, spec, ...more,
});
/** The metadata that Redis requires. */
export const HOST = [{ name: 'redisHost', value: 'redis:6379' }];
export const component = (metadata: unknown = HOST, more: object = {}, type = 'state.redis', name = 'store'): any => resource('Component', name, { type, version: 'v1', metadata }, more);
export const events = component(HOST, {}, 'pubsub.redis', 'events');
export const subscription = (spec: object = {}, more: object = {}): any =>
  resource('Subscription', 'paid', { pubsubname: 'events', topic: 'paid', routes: { default: '/paid' }, ...spec }, more);
export const configuration = (spec: object, name = 'tracing'): any => resource('Configuration', name, spec);
export const resiliency = (policies: object, targets: object = {}): any => resource('Resiliency', 'slow', { policies, targets });
export const endpoint = (spec: object, name = 'payments'): any => resource('HTTPEndpoint', name, { baseUrl: 'https://payments.example', ...spec });
export const secret = (name: string, ...keys: string[]): any => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: Object.fromEntries(keys.map(key => [key, 'x'])) });
export const policy = (more: object = {}): object => ({ appId: 'web', namespace: 'shop', trustDomain: 'public', ...more });
export const acl = (...policies: object[]): any => configuration({ accessControl: { defaultAction: 'deny', policies } });
export const marked = (name: string, scopes?: string[]): any => component([...HOST, { name: 'actorStateStore', value: 'true' }], scopes ? { scopes } : {}, 'state.redis', name);
export const handlers = (type: string): any => configuration({ httpPipeline: { handlers: [{ name: 'limit', type }] } });
export const stored = (name: string, secretStore: string): any => component([], { auth: { secretStore } }, 'secretstores.hashicorp.vault', name);
export const cron = component([{ name: 'schedule', value: '@every 5m' }], { scopes: ['web'] }, 'bindings.cron', 'tick');
export const inMemory = (scopes?: string[]): any => component([], scopes ? { scopes } : {}, 'state.in-memory', 'cache');
/** A Service that selects the pods of `app`. */
export const service = (...ports: object[]): any => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec: { selector: { app: 'web' }, ports } });
/** An autoscaler of `app`. */
export const scaled = (kindName: string, spec: object): any => ({
  apiVersion: kindName === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2', kind: kindName, metadata: { name: 'web' }, spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec },
});
