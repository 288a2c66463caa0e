/** Plain manifests without findings. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { checkManifests } from '../../src/validation/check';
import { DaprValidationProps, settingsOf } from '../../src/validation/settings';
import {
  app, APP, check, component, configuration, container, dapr, events, job, kind, marked, resiliency, messagesOf, subscription, without,
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
  ['scopes where all apps are outside the manifests', [component([], { scopes: ['web'] })]],
  ['a scope of an external app', [app(), component([], { scopes: ['reports'] })], { externalApps: ['reports'] }],
  ['an external Configuration', [app({ config: 'tracing' })], { externalConfigurations: ['tracing'] }],
  ['a secret of another store', [component([{ name: 'x', secretKeyRef: { name: 'one-value' } }], { auth: { secretStore: 'vault' } })], { externalComponents: ['vault'] }],
  ['names that resemble those of secrets, with other values', [component([
    { name: 'secretsFile', value: '/a.json' }, { name: 'tokenURL', value: 'https://x' }, { name: 'enableTokenAuth', value: 'true' }, { name: 'redisPassword', value: '' },
  ])]],
  ['two actor state stores of two apps', [marked('a', ['x']), marked('b', ['y'])]],
  ['policies for both protocols', [configuration({ api: { allowed: [{ name: 'state', version: 'v1.0', protocol: 'http' }, { name: 'state', version: 'v1', protocol: 'grpc' }] } })]],
  ['policies for HTTP with the versions of gRPC, and a protocol in capitals', [configuration({
    api: {
      allowed: [{ name: 'lock', version: 'v1alpha1', protocol: 'HTTP' }, { name: 'lock', version: 'v1.0-alpha1', protocol: 'http' }, { name: 'lock', version: 'v1alpha1', protocol: 'grpc' }],
    },
  })]],
  ['a Rollout with its own Service, which the operator creates only where that is enabled', [kind('Rollout', app()), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web-dapr' }, spec: {} }]],
  ['an app in other pods that listens on a port of its daprd', [app({ 'app-port': '50001', 'app-channel-address': 'web-channel' }, { containers: [container({ ports: [{ containerPort: 80 }] })] })]],
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
  const found = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter(path => /\/dist[^/]*$/.test(path)).flatMap(folder => {
    const files = readdirSync(join(examples, folder)).filter(file => file.endsWith('.yaml'));
    const read = files.map(file => ({ file, documents: parse(readFileSync(join(examples, folder, file), 'utf8')) }));
    // This example has a file for each cluster.
    const clusters = folder.startsWith('environments') ? read.map(file => [file]) : [read];
    return clusters.flatMap(cluster => messagesOf(checkManifests(cluster, settingsOf({}))));
  });
  expect(found).toEqual([]);
});
