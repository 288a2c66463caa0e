/** Plain manifests without findings. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { checkManifests } from '../../src/validation/check';
import { DaprValidationProps, settingsOf } from '../../src/validation/settings';
import {
  app, APP, check, component, configuration, container, cron, dapr, events, inMemory, job, HOST, kind, marked,
  resiliency, messagesOf, scaled, service, subscription, without,
} from '../support/manifests';
import { TOP } from '../support/paths';
import { parse } from '../support/synth';

const RIGHT: [what: string, documents: unknown[], props?: DaprValidationProps][] = [
  ['an app', [app()]],
  ['an app that is switched off', [app({ enabled: 'false' })]],
  ['enabled in capitals, which the injector accepts', [app({ enabled: 'True' })]],
  ['an app whose containers declare no port', [app({}, { containers: [{ name: 'main' }] })]],
  ['annotations in both places', [app({}, {}, { annotations: dapr(APP) })]],
  ['a bare Pod\'s name as its app-id', [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', annotations: dapr({ enabled: 'true' }) }, spec: { containers: [] } }],
    { acknowledge: [{ code: 'DAPR1010', reason: 'made by hand' }] }],
  ['one app-id in two namespaces', [app({}, {}, { namespace: 'a' }), app({}, {}, { namespace: 'b' })]],
  ['port 9090 where daprd has another port for its metrics', [app({ 'metrics-port': '9999' }, { containers: [container({ ports: [{ containerPort: 8080 }, { containerPort: 9090 }] })] })]],
  ['a Job that ends its sidecar', [job({}, { containers: [{ name: 'main', command: ['sh', '-c', 'work; curl -X POST localhost:3500/v1.0/shutdown'] }] })]],
  ['a daprd written by hand', [(() => {
    const object = without('enabled');
    object.spec.template.spec.containers.push({ name: 'daprd' });
    return object;
  })()]],
  ['a broker, its app and its subscription', [app(), { ...events, scopes: ['web'] }, subscription({}, { scopes: ['web'] })]],
  ['a subscription with an external broker', [component(), subscription()], { externalComponents: ['events'] }],
  ['a subscription where all components are outside the manifests', [subscription()]],
  ['scopes where all apps are outside the manifests', [component(HOST, { scopes: ['web'] })]],
  ['a scope of an external app', [app(), component(HOST, { scopes: ['reports'] })], { externalApps: ['reports'] }],
  ['an external Configuration', [app({ config: 'tracing' })], { externalConfigurations: ['tracing'] }],
  ['a secret of another store', [component([...HOST, { name: 'redisPassword', secretKeyRef: { name: 'one-value' } }], { auth: { secretStore: 'vault' } })], { externalComponents: ['vault'] }],
  ['names that resemble those of secrets, with other values', [component([
    { name: 'secretsFile', value: '/a.json' }, { name: 'tokenURL', value: 'https://x' }, { name: 'enableTokenAuth', value: 'true' }, { name: 'redisPassword', value: '' },
  ], {}, 'state.acme')]],
  ['a pluggable component', [component([{ name: 'anything', value: 'x' }], {}, 'state.acme')]],
  ['numbers and booleans without quotes, as YAML has them', [component([...HOST, { name: 'redisDB', value: 1 }, { name: 'enableTLS', value: true }])]],
  ['a required field from a Secret', [component([{ name: 'redisHost', secretKeyRef: { name: 'redis', key: 'host' } }])]],
  ['names of fields in another case, which the component ignores', [component([{ name: 'redishost', value: 'redis:6379' }])]],
  ['two actor state stores of two apps', [marked('a', ['x']), marked('b', ['y'])]],
  ['policies for both protocols', [configuration({ api: { allowed: [{ name: 'state', version: 'v1.0', protocol: 'http' }, { name: 'state', version: 'v1', protocol: 'grpc' }] } })]],
  ['policies for HTTP with the versions of gRPC, and a protocol in capitals', [configuration({
    api: {
      allowed: [{ name: 'lock', version: 'v1alpha1', protocol: 'HTTP' }, { name: 'lock', version: 'v1.0-alpha1', protocol: 'http' }, { name: 'lock', version: 'v1alpha1', protocol: 'grpc' }],
    },
  })]],
  ['a Rollout with its own Service, which the operator creates only where that is enabled', [kind('Rollout', app()), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web-dapr' }, spec: {} }]],
  ['an app in other pods that listens on a port of its daprd', [app({ 'app-port': '50001', 'app-channel-address': 'web-channel' }, { containers: [container({ ports: [{ containerPort: 80 }] })] })]],
  ['Services that lead to an app, and to other pods', [
    app(), service({ port: 80, targetPort: 8080 }, { port: 81 }), { ...service({ port: 3500 }), metadata: { name: 'others' }, spec: { selector: { app: 'other' }, ports: [{ port: 3500 }] } },
  ]],
  ['a Service that leads to a daprd that listens on all addresses, with a token',
    [app({ 'sidecar-listen-addresses': '0.0.0.0', 'api-token-secret': 't' }, { containers: [container({ envFrom: [{}] })] }), service({ port: 3500 })],
    { acknowledge: [{ code: 'DAPR2013', reason: 'it has a token' }] }],
  ['a cron binding of one replica, and one that every app loads', [app(), cron, { ...cron, metadata: { name: 'tock' }, scopes: undefined }, scaled('HorizontalPodAutoscaler', { maxReplicas: 1 })]],
  ['an output binding of an app without a port', [without('app-port'), component([{ name: 'brokers', value: 'k:9092' }, { name: 'authType', value: 'none' }, { name: 'direction', value: 'output' }], { scopes: ['web'] }, 'bindings.kafka')]],
  ['a store in memory of one daprd', [app(), inMemory(), inMemory(['web'])].map((object, i) => ({ ...object, metadata: { ...object.metadata, name: `n${i}` } }))],
  ['other annotations that begin with dapr', [app({}, {}, { annotations: { 'dapr.example.com/enabled': 'true', 'daprd/x': 'y' } })]],
  ['Resiliencies with one name for equal policies, and for policies of different apps', [
    ...[['a', '5s', 'x'], ['b', '5s', 'x'], ['c', '9s', 'y']].map(([name, t, appId]) => ({ ...resiliency({ timeouts: { t } }), metadata: { name }, scopes: [appId] })),
  ]],
  ['variables and containers that daprd has, and an Ingress to the app', [
    app({ 'env': 'REDIS_HOST=redis:6379', 'inject-pluggable-components': 'true' }),
    component([{ name: 'redisHost', envRef: 'REDIS_HOST' }], { scopes: ['web'], metadata: { name: 'store', annotations: { 'dapr.io/component-container': '{"image":"a:1"}' } } }),
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'front' }, spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
  ]],
  ['the Service that the operator would create', [app(), { ...service({ port: 80, targetPort: 3500 }), metadata: { name: 'web-dapr' } }],
    { operatorServices: false }],
  ['an outbox whose topics are allowed', [
    app({}, {}, { namespace: 'shop' }), component([...HOST, { name: 'publishingScopes', value: 'web=orders,shopwebordersoutbox' }], {}, 'pubsub.redis', 'events'),
    component([...HOST, { name: 'outboxPublishPubsub', value: 'events' }, { name: 'outboxPublishTopic', value: 'orders' }], { scopes: ['web'] }),
  ]],
  ['a file in a writable volume', [
    app({ 'volume-mounts-rw': 'data:/data' }, { volumes: [{ name: 'data' }] }), component([{ name: 'connectionString', value: '/data/app.db' }], { scopes: ['web'] }, 'state.sqlite'),
  ]],
  ['a resiliency', [app(), component(), resiliency(
    { timeouts: { t: '5s' }, retries: { r: { policy: 'constant', duration: '500ms', maxRetries: -1, matching: { httpStatusCodes: '429,502-504' } } }, circuitBreakers: { c: { trip: 'consecutiveFailures > 5', timeout: '1m30s' } } },
    { apps: { web: { timeout: 't', retry: 'r' } }, components: { store: { outbound: { circuitBreaker: 'c' } } } })]],
  ['documents that are not Kubernetes objects', [null, 'text', [], { version: 1, apps: [] }]],
];

test.each(RIGHT.map(([what, documents, props = {}]): [string, unknown[], DaprValidationProps] => [what, documents, props]))('%s has no findings', (_what, documents, props) => {
  expect(messagesOf(check(documents, props).filter(({ acknowledged }) => acknowledged === undefined))).toEqual([]);
});

test('the output of the examples has no findings', () => {
  const examples = join(TOP, 'examples');
  // The example acknowledges it in its code.
  const settings = settingsOf({ acknowledge: [{ code: 'DAPR3212', reason: 'bindings.smtp is alpha' }] });
  const found = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter(path => /\/dist[^/]*$/.test(path)).flatMap(folder => {
    const files = readdirSync(join(examples, folder)).filter(file => file.endsWith('.yaml'));
    const read = files.map(file => ({ file, documents: parse(readFileSync(join(examples, folder, file), 'utf8')) }));
    // This example has a file for each cluster.
    const clusters = folder.startsWith('environments') ? read.map(file => [file]) : [read];
    return clusters.flatMap(cluster => messagesOf(checkManifests(cluster, settings).filter(({ acknowledged }) => acknowledged === undefined)));
  });
  expect(found).toEqual([]);
});
