/** Existing manifests become code whose synth equals them. */
import { join } from 'path';
import * as ts from 'typescript';
import { projectFiles } from '../../src/importing/project';
import { reportOf } from '../../src/importing/report';
import { compileErrors } from '../support/compile';
import { codeOf, COMPONENT, estateOf, importOf, reasonsOf, SUBSCRIPTION, workload } from '../support/estates';
import { TOP } from '../support/paths';

test('a component becomes its typed class with values of their types, and its scopes the uses of apps', () => {
  const code = codeOf(COMPONENT, workload('orders'));
  expect(code).toContain(`const events = new pubsub.RedisPubSub(this, 'events', {
      metadata: {
        redisHost: 'redis:6379',
        redisPassword: MetadataValue.fromSecret('redis', 'password'),
        enableTLS: false,
        maxLenApprox: 100,
      },
      scopes: ['cart'],
    });`);
  expect(code).toContain('uses: [events],');
});

test('a component of an unknown type becomes a DaprComponent, and one without scopes is available to the namespace', () => {
  const code = codeOf('{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: own }, spec: { type: state.acme, version: v2, metadata: [{ name: a, value: 1 }] } }');
  expect(code).toContain('new DaprComponent(this, \'own\', { type: \'state.acme\', version: \'v2\', metadata: { a: MetadataValue.of(\'1\') }, availableToNamespace: true });');
});

test('annotations become props, and those that a prop would write otherwise stay on the workload', () => {
  const code = codeOf(workload('orders', ', dapr.io/app-protocol: grpc, dapr.io/log-level: debug, dapr.io/max-body-size: 16Mi, dapr.io/block-shutdown-duration: 90s, dapr.io/graceful-shutdown-seconds: "10"'));
  expect(code).toContain('appPort: 8080,');
  expect(code).toContain('appProtocol: AppProtocol.GRPC,');
  expect(code).toContain('logLevel: LogLevel.DEBUG');
  expect(code).toContain('maxBodySize: Size.mebibytes(16)');
  expect(code).toContain('annotations: { \'dapr.io/block-shutdown-duration\': \'90s\' }');
  expect(code).not.toContain('dapr.io/app-id');
});

test('an app whose app ID differs from the name of the workload is named after the app ID', () => {
  expect(codeOf(workload('orders').replace('kind: Deployment\nmetadata: { name: orders,', 'kind: Deployment\nmetadata: { name: web,'))).toContain('new DaprApp(this, \'orders\', {');
});

test('a subscription of the older version becomes a DaprSubscription of its app', () => {
  expect(codeOf(COMPONENT, workload('orders'), SUBSCRIPTION)).toContain(
    `new DaprSubscription(this, 'created', {
      app: orders,
      pubsub: events,
      topic: 'created',
      route: '/created',
      deadLetterTopic: 'failed',
    });`);
});

test('a Configuration becomes props, and the app refers to it', () => {
  const code = codeOf(workload('orders', ', dapr.io/config: tracing'), `
apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata: { name: tracing, labels: { team: shop } }
spec: { tracing: { samplingRate: "1", zipkin: { endpointAddress: "http://zipkin:9411/api/v2/spans" } }, features: [{ name: HotReload, enabled: false }] }
`);
  expect(code).toContain('tracingSamplingRate: 1,');
  expect(code).toContain('DaprFeature.of(\'HotReload\').disabled()');
  expect(code).toContain('ApiObject.of(tracing).metadata.addLabel(\'team\', \'shop\');');
  expect(code).toContain('dataPlane: DataPlane.sidecar({ configuration: tracing }),');
});

test('an HTTP endpoint becomes its construct', () => {
  expect(codeOf('{ apiVersion: dapr.io/v1alpha1, kind: HTTPEndpoint, metadata: { name: api }, spec: { baseUrl: "https://api.acme.dev", headers: [{ name: Accept, value: text/plain }] } }'))
    .toContain('new DaprHttpEndpoint(this, \'api\', {');
});

test('a Resiliency becomes its policies and targets', () => {
  const code = codeOf(COMPONENT, workload('orders'), `
apiVersion: dapr.io/v1alpha1
kind: Resiliency
metadata: { name: calls }
spec:
  policies:
    timeouts: { short: 90s, unused: 5s }
    retries: { patient: { policy: exponential, maxInterval: 15s, maxRetries: 5 } }
    circuitBreakers: { fuse: { maxRequests: 1, timeout: 30s, trip: consecutiveFailures > 5 } }
  targets:
    apps: { billing: { timeout: short, retry: patient, circuitBreaker: fuse } }
    actors: { Cart: { circuitBreaker: fuse, circuitBreakerScope: type } }
    components: { events: { outbound: { retry: patient } } }
scopes: [orders]
`);
  expect(code).toContain('const short = ResiliencyTimeout.of(\'short\', Duration.seconds(90));');
  expect(code).toContain('const patient = ResiliencyRetry.of(\'patient\', { policy: RetryPolicy.EXPONENTIAL, maxInterval: Duration.seconds(15), maxRetries: 5 });');
  expect(code).toContain('timeouts: [unused],');
  expect(code).toContain('appTargets: [{ app: billing, timeout: short, retry: patient, circuitBreaker: fuse }],');
  expect(code).toContain('actorTargets: [{ actorType: \'Cart\', circuitBreaker: fuse, circuitBreakerScope: ActorCircuitBreakerScope.TYPE }],');
  expect(code).toContain('componentTargets: [{ component: events, outbound: { retry: patient } }],');
});

test('everything else stays as YAML, and a kind of Dapr without a construct is named', () => {
  const service = '{ apiVersion: v1, kind: Service, metadata: { name: orders }, spec: { ports: [{ port: 80 }] } }';
  const policy = '{ apiVersion: dapr.io/v1alpha1, kind: WorkflowAccessPolicy, metadata: { name: p }, spec: { rules: [] } }';
  const { parts, differences } = importOf(service, policy);
  expect(differences).toEqual([]);
  expect(parts[0].kept.map(({ object: { manifest }, why }) => [manifest.title, why]).sort()).toEqual([['Service orders', undefined], ['WorkflowAccessPolicy p', 'a WorkflowAccessPolicy is not converted']]);
  expect(projectFiles(parts).get('kept/shop.yaml')).toContain('kind: Service');
  expect(projectFiles(parts).get('shop.ts')).toContain('new Include(this, \'kept\', { url: join(__dirname, \'kept\', \'shop.yaml\') });');
});

test('a secret in plain text is never copied into code', () => {
  const component = COMPONENT.replace('secretKeyRef: { name: redis, key: password }', 'value: hunter2');
  const app = workload('orders').replace('{ name: PORT, value: "8080" }', '{ name: DB_PASSWORD, value: hunter2 }');
  const imported = importOf(component, app);
  expect(imported.differences).toEqual([]);
  const files = projectFiles(imported.parts);
  expect([...files].filter(([, text]) => text.includes('hunter2')).map(([name]) => name)).toEqual(['kept/shop.yaml']);
  expect(files.get('shop.ts')).toContain('workload: workload(kept, \'Deployment\', \'orders\'),');
  expect(reportOf(estateOf(component, app), imported)).toContain('metadata.redisPassword of pubsub.redis must come from a Secret; got a plain text secret');
  expect(reportOf(estateOf(component, app), imported)).toContain('Deployment orders: variable DB_PASSWORD of container main has a secret in plain text; the app adopts the workload');
});

test('a workload whose metadata has a value that is not a string stays in YAML, where the app adopts it', () => {
  const imported = importOf(workload('orders').replace('labels: { app: orders } }', 'annotations: { own: 1 } }'));
  expect(imported.parts[0].kept.map(({ why }) => why)).toEqual(['metadata.annotations has a value that is not a string; the app adopts the workload']);
  expect(projectFiles(imported.parts).get('shop.ts')).toContain('workload: workload(kept, \'Deployment\', \'orders\'),');
});

test('what a construct refuses stays as it is, with the code', () => {
  expect(reasonsOf('{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: s }, spec: { type: state.postgresql, version: v1, metadata: [] } }'))
    .toEqual([expect.stringMatching(/^DAPR3200 /)]);
  expect(reasonsOf(workload('orders', ', dapr.io/log-level: loud'))).toEqual([expect.stringMatching(/^DAPR3001 .*log-level/)]);
});

test('an app that a rule refuses because of another object stays as it is, and apps of other charts do not', () => {
  const inTest = (yaml: string): string => yaml.replace(/metadata: \{ name/, 'metadata: { namespace: test, name');
  const { parts, failure } = importOf(workload('orders'), inTest(workload('cart')),
    inTest('{ apiVersion: v1, kind: Service, metadata: { name: cart-dapr }, spec: { ports: [{ port: 80 }], selector: { app: cart } } }'));
  expect([failure, parts.map(({ constructs }) => constructs.length)]).toEqual([undefined, [1, 0]]);
  expect(parts[1].kept.map(({ why }) => why)).toEqual([expect.stringMatching(/^DAPR1006 /), undefined]);
});

test('fields and metadata without a counterpart are kept', () => {
  expect(reasonsOf(COMPONENT.replace('scopes: [orders, cart]', 'own: 1'))).toEqual(['a construct has no counterpart of own']);
  expect(reasonsOf(COMPONENT.replace('{ name: events }', '{ name: events, finalizers: [a] }'))).toEqual(['its metadata has more than a name, a namespace, labels and annotations']);
  expect(reasonsOf(SUBSCRIPTION, COMPONENT, workload('cart'))).toEqual(['a DaprSubscription has one app of this stack, and its scopes are orders']);
});

test('of two workloads with one app ID, the second stays as it is', () => {
  expect(reasonsOf(workload('orders'), workload('orders', '', 'StatefulSet'))).toEqual(['app ID \'orders\' is also that of Deployment orders']);
});

test('each namespace becomes a chart', () => {
  const inNamespace = (yaml: string, namespace: string): string => yaml.replace(/metadata: \{ name/, `metadata: { namespace: ${namespace}, name`);
  const { parts, differences } = importOf(inNamespace(workload('orders'), 'shop'), inNamespace(workload('orders'), 'test'), workload('cart'));
  expect(differences).toEqual([]);
  expect(parts.map(({ id, namespace, className }) => [id, namespace, className])).toEqual([['shop', undefined, 'Shop'], ['shop-objects', 'shop', 'ShopObjects'], ['test', 'test', 'Test']]);
});

test('charts have different class names, and none that a file imports', () => {
  const inNamespace = (namespace: string): string => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: ${namespace} } }`;
  expect(importOf(...['chart', 'a-1', 'a1', 'dapr-app', 'main'].map(inNamespace)).parts.map(({ id, className }) => [id, className]))
    .toEqual([['a-1', 'A1'], ['a1', 'A1Chart'], ['chart', 'ChartChart'], ['dapr-app', 'DaprAppChart'], ['main-objects', 'MainObjects']]);
});

test('names that are no identifiers, or keywords, become variables', () => {
  const code = codeOf(COMPONENT.replace('name: events', 'name: 1.class').replace('[orders, cart]', '[delete]'), workload('delete'));
  expect(code).toContain('const n1Class = ');
  expect(code).toContain('uses: [n1Class],');
});

test('strings are written without a way out of their quotes', () => {
  const text = 'a\\\'); throw new Error(`${1}`); (\\"\\n\\u2028';
  const code = codeOf(`{ apiVersion: dapr.io/v1alpha1, kind: Component, metadata: { name: own }, spec: { type: state.acme, version: v1, metadata: [{ name: "it's", value: "${text}" }] } }`);
  expect(code).not.toContain('\u2028');
});

test('names of brokers, apps and objects are written as strings too', () => {
  const name = 'a\'); throw new Error(); (\'';
  const { parts, failure } = importOf(
    workload('orders'), `{ apiVersion: dapr.io/v2alpha1, kind: Subscription, metadata: { name: s }, spec: { pubsubname: "${name}", topic: t, routes: { default: /t } }, scopes: [orders] }`,
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: "${name}" } }`);
  expect([failure, parts[0].kept.map(({ object: { json } }) => json.kind)]).toEqual([undefined, ['Subscription', 'ConfigMap']]);
  expect(projectFiles(parts).get('stack.test.ts')).toContain('\'ConfigMap a\\\'); throw new Error(); (\\\'\',');
});

test('a namespace that is no DNS label is not read', () => {
  expect(estateOf('{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: ../b } }')).toMatchObject({
    objects: [], leftOut: [{ place: '0.yaml', why: 'metadata.namespace of ConfigMap a is not a DNS label' }],
  });
});

test('a List and fields of the API server are read, and what is no object is named', () => {
  const { objects, leftOut } = estateOf(
    '{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, uid: x, creationTimestamp: null }, status: {} }] }',
    'services: { web: { image: x } }', '{ apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization }',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { b: c } }', '');
  expect(objects.map(({ json }) => json)).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { b: 'c' } }]);
  expect(leftOut).toEqual([
    { place: '1.yaml', why: 'it is not a manifest of Kubernetes' },
    { place: '2.yaml', why: 'Kustomization of kustomize.config.k8s.io/v1beta1 is read by a tool and never applied' },
    { place: '0.yaml, items[0]', why: 'ConfigMap a is also defined in 3.yaml, with other content: the last one counts' },
  ]);
});

test('values of Dapr Shared become a shared daprd, and each value without a counterpart is named', () => {
  const imported = importOf(`
shared:
  strategy: deployment
  appId: orders
  remoteURL: orders
  remotePort: 8080
  log: { level: debug }
  scheduling: { nodeSelector: { pool: dapr } }
  daprd: { token: hunter2, mtls: { enabled: true }, image: { tag: 1.15.7 }, gracefulShutdownSeconds: -1, metrics: { port: 9091 } }
  newer: 1
`);
  expect(imported.failure).toBeUndefined();
  const code = projectFiles(imported.parts).get('shop.ts')!;
  expect(code).toContain('new SharedDaprDeployment(this, \'orders-daprd\', {');
  for (const prop of ['appId: \'orders\'', 'replicas: 1', 'logAsJson: true', 'enableApiLogging: true', 'logLevel: LogLevel.of(\'debug\')', 'nodeSelector: { pool: \'dapr\' }', 'metricsPort: 9091', 'apiTokenSecret: \'orders-dapr-token\'']) {
    expect(code).toContain(`${prop},`);
  }
  expect(code).not.toContain('hunter2');
  expect(imported.parts[0].remarks).toEqual([
    expect.stringMatching(/^shared.daprd.token: is a token in plain text/),
    'shared.remoteURL: is \'orders\': set appChannel of the app to AppChannel.address, or let the library create a Service',
    'shared.remotePort: is 8080: set appPort of the app',
    'shared.daprd.image: the injector uses the image of the control plane',
    'shared.newer: has no counterpart',
    expect.stringMatching(/^Service orders-dapr: /),
  ]);
});

test('the written project compiles', () => {
  const imported = importOf(COMPONENT, workload('orders', ', dapr.io/config: tracing, dapr.io/log-level: debug'), SUBSCRIPTION, workload('cart').replace('{ name: PORT, value: "8080" }', '{ name: DB_PASSWORD, value: hunter2 }'),
    '{ apiVersion: dapr.io/v1alpha1, kind: Configuration, metadata: { name: tracing }, spec: { tracing: { samplingRate: "1" } } }');
  const files = new Map([...projectFiles(imported.parts)].filter(([name]) => name.endsWith('.ts')).map(([name, text]) => [join(TOP, 'test', name), text]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(TOP, 'test', 'tsconfig.json'), ts.sys.readFile).config, ts.sys, join(TOP, 'test'));
  expect(compileErrors(files, { ...options, noUnusedLocals: false })).toEqual([]);
}, 120_000);

test('objects that only differ in order or version of the API are named, and are no difference', () => {
  const yaml = [COMPONENT.replace('[orders, cart]', '[orders, cart, a]'), workload('orders'), SUBSCRIPTION];
  const imported = importOf(...yaml);
  expect(imported.differences.map(({ title, kind, paths }) => [title, kind, paths])).toEqual([
    ['Component events', 'respelled', ['scopes', 'spec.metadata']],
    ['Subscription created', 'respelled', ['apiVersion', 'spec.route', 'spec.routes']],
  ]);
  expect(reportOf(estateOf(...yaml), imported)).toContain('the difference is empty.\n\nEqual in meaning, with another order, version of the API or spelling:\n  Component events: scopes, spec.metadata\n');
});

test('the report says what was read, written and kept, and that the difference is empty', () => {
  const yaml = [COMPONENT, workload('orders'), '{ apiVersion: v1, kind: Secret, metadata: { name: redis }, stringData: { password: x } }'];
  const report = reportOf(estateOf(...yaml), importOf(...yaml));
  expect(report).toContain('Read 3 objects: 2 written as constructs, 1 kept as YAML.');
  expect(report).toContain('Secrets in plain text, which are in the files of YAML:\n  Secret redis');
  expect(report).toContain('The synth equals what was read: the difference is empty.');
});
