/** Malformed manifests: every field with values of other types ends in findings with names, never in an exception. */
import {
  acl, app, check, component, configuration, container, cron, endpoint, events, handlers, job, marked,
  messagesOf, policy, resiliency, resource, scaled, secret, service, subscription,
} from '../support/manifests';

const POD = {
  volumes: [{ name: 'a' }],
  initContainers: [{ name: 'i' }],
  containers: [container({
    env: [{ name: 'A', value: 'b', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }],
    envFrom: [{ secretRef: { name: 'x' } }],
    volumeMounts: [{ name: 'a', mountPath: '/a' }],
    lifecycle: { preStop: {} },
    securityContext: { runAsUser: 1 },
  })],
};
const OBJECTS: any[] = [
  app({ 'volume-mounts': 'a:/b', 'api-token-secret': 't', 'config': 'tracing' }, POD), job(), component(), events, marked('a', ['web']), cron, secret('t', 'token'),
  configuration({
    tracing: { samplingRate: '1', otel: { endpointAddress: 'a:1', protocol: 'grpc', isSecure: true } },
    api: { allowed: [{ name: 'state', version: 'v1', protocol: 'grpc' }] },
    secrets: { scopes: [{ storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: ['a'] }] },
    features: [{ name: 'a', enabled: true }],
  }),
  handlers('middleware.http.x'), acl(policy({ operations: [{ name: '/a', httpVerb: ['GET'], action: 'allow' }] })),
  subscription({ bulkSubscribe: { enabled: true } }, { scopes: ['web'] }),
  resiliency(
    { timeouts: { t: '5s' }, retries: { r: { policy: 'constant', matching: { httpStatusCodes: '500' } } }, circuitBreakers: { c: { trip: 'requests > 1' } } },
    { apps: { web: { timeout: 't' } }, components: { store: { outbound: { retry: 'r' } } }, actors: { A: { circuitBreaker: 'c', circuitBreakerScope: 'id' } } }),
  endpoint({ headers: [{ name: 'a', value: 'b' }], clientTLS: { certificate: { value: 'x' } } }), service({ port: 80, targetPort: 3500, name: 'x' }), scaled('ScaledObject', {}),
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'n' }, spec: { jobTemplate: { metadata: { annotations: {} }, spec: { template: app().spec.template } } } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { app: 'p' }, annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'p' } }, spec: { containers: [container()] } },
  { apiVersion: 'v1', kind: 'List', items: [component()] },
  resource('MCPServer', 'm', { endpoint: { streamableHTTP: { url: 'http://a', headers: [{ name: 'a', value: 'b' }] } } }),
  resource('WorkflowAccessPolicy', 'w', { rules: [{ callers: [{ appID: 'a' }], workflows: [{ name: 'w', operations: ['schedule'] }] }] }),
];
const VALUES: unknown[] = [null, undefined, 'x', '', 1, -1, true, false, [], {}, [null], ['x'], [1], [[]], [{}], { a: 'b' }, { a: null }, { a: {} }, { name: 1 }, [{ name: 1 }], [{ name: {} }]];

/** A copy of a value for each value in it, with another value in its place. */
function changed(value: any, other: unknown): unknown[] {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return [other, ...keys.flatMap(key => changed(value[key], other).map(each => {
    const copy = Array.isArray(value) ? [...value] : { ...value };
    copy[key] = each;
    return copy;
  }))];
}

test.each(OBJECTS.map((object, i): [string, number] => [`${object.kind} ${object.metadata?.name ?? ''}`, i]))('%s with values of other types', (_, index) => {
  const others = [app(), component(), cron, events, configuration({}), service({ port: 3500 })];
  const texts = VALUES.flatMap(value => changed(OBJECTS[index], value)).flatMap(object => messagesOf(check([object, ...others])));
  expect(texts.filter(text => /undefined|\[object|NaN/.test(text.replace(/^\S+ /, '')))).toEqual([]);
});

const pod = (spec: object): string[] => messagesOf(check([app({}, spec)])).map(text => text.replace('Deployment web: spec.template.spec.', ''));

test.each<[what: string, spec: object, messages: string[]]>([
  ['variables as a map', { containers: [container({ env: { A: 'b' } })] }, ['DAPR3017 containers[0].env must be a list; got a map']],
  ['containers that are texts', { containers: ['nginx'] }, ['DAPR3017 containers[0] must be a map; got \'nginx\'']],
  ['containers as a map', { containers: { web: {} } }, ['DAPR3017 containers must be a list; got {"web":{}}']],
  ['a container that is empty', { containers: [container(), null] }, ['DAPR3017 containers[1] must be a map; got null']],
  ['a port that is a number', { containers: [container({ ports: [8080] })] }, ['DAPR3017 containers[0].ports[0] must be a map; got 8080']],
  ['a port in quotes', { containers: [container({ ports: [{ containerPort: '8080' }] })] }, ['DAPR3017 containers[0].ports[0].containerPort must be a whole number; got \'8080\'']],
  ['a variable that is a number, which may be a secret', { containers: [container({ env: [{ name: 'PIN', value: 1234 }] })] }, ['DAPR3017 containers[0].env[0].value must be a string; got a number']],
  ['volumes as a map', { volumes: { a: {} } }, ['DAPR3017 volumes must be a list; got {"a":{}}']],
])('%s have a finding with the path', (_, spec, messages) => {
  expect(pod(spec).filter(text => text.startsWith('DAPR3017'))).toEqual(messages);
});

test('workloads whose template, labels, replicas or selector have another type have a finding', () => {
  const found = (spec: object): string[] => messagesOf(check([{ ...app(), spec: { ...app().spec, ...spec } }]));
  expect(found({ template: 'x' })).toEqual(['DAPR3017 Deployment web: spec.template must be a map; got \'x\'']);
  expect(found({ replicas: '3' })).toEqual(['DAPR3017 Deployment web: spec.replicas must be a whole number; got \'3\'']);
  expect(found({ selector: ['app'] })).toEqual(['DAPR3017 Deployment web: spec.selector must be a map; got ["app"]']);
  expect(messagesOf(check([app({}, {}, { labels: [] })]))).toEqual(['DAPR3017 Deployment web: metadata.labels must be a map; got []']);
});

test('a field that is null is the same as no field', () => {
  expect(pod({ volumes: null, initContainers: null, containers: [container({ env: null })] })).toEqual([]);
});
