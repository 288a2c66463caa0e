/** Addresses and secrets of a cluster in what is exported to targets that are none. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  CatalystExporter, ComposeExporter, ContainerAppsExporter, DaprComponent, DaprTopology, DataPlane, ExportedFile, MachineExporter, MetadataValue,
} from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { app, deployment, newChart, warningCodes } from '../../../scenarios/charts';
import { parse } from '../../support/synth';

const REMOTE = { httpEndpoint: 'https://http-prj.example:443', grpcEndpoint: 'https://grpc-prj.example:443' };
type Export = (chart: Chart, addresses?: { [from: string]: string }) => ExportedFile[];
const TARGETS: { [name: string]: Export } = {
  Catalyst: (chart, addresses) => CatalystExporter.export(DaprTopology.of(chart), { addresses }),
  machine: (chart, addresses) => MachineExporter.export(DaprTopology.of(chart), { addresses, multiAppRun: false }),
  compose: (chart, addresses) => ComposeExporter.export(DaprTopology.of(chart), { addresses, unsafeAllowUnauthenticatedApi: true }),
  containerApps: (chart, addresses) => ContainerAppsExporter.export(DaprTopology.of(chart), { addresses, location: 'x', managedEnvironmentId: '/x' }),
};
const OPEN = ['machine', 'compose', 'containerApps'];

/** One app that the target can have, and a component with one field. */
function stack(target: string, metadata: { [name: string]: MetadataValue } = {}, more: object = {}, env: object[] = []): Chart {
  const chart = newChart({ daprVersion: '1.18.2' }, { namespace: 'shop' });
  const store = new DaprComponent(chart, 'store', { type: 'state.acme', metadata, ...more });
  const containers = [{ name: 'main', image: 'test.local/app:1', command: ['/app'], ports: [{ containerPort: 8080 }], env }];
  app(chart, {
    appPort: 8080,
    workload: deployment(chart, 'web', { containers }),
    uses: [store],
    program: { directory: 'apps/orders' },
    ...(target === 'Catalyst' ? { dataPlane: DataPlane.catalyst(REMOTE) } : {}),
  }, 'orders');
  return chart;
}
const service = (chart: Chart, name = 'redis', port = 6379) => new ApiObject(chart, `${name}-service`, {
  apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port }] },
});
const refusal = (run: () => unknown): string => {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const field = (name: string, value: string) => ({ [name]: MetadataValue.of(value) });

describe.each(Object.entries(TARGETS))('%s', (target, files) => {
  test.each([
    ['redis:6379'], ['redis'], ['redis.shop:6379'], ['other.example:1,redis:6379'], ['redis://user@redis:6379/0'],
  ])('a Service of the App is refused as %s', host => {
    const chart = stack(target, field('redisHost', host));
    service(chart);
    expect(refusal(() => files(chart))).toMatch(/DAPR8102.*cluster address 'redis/);
  });

  test('a Service of the App is refused in whatever field, where its port or a scheme is with it', () => {
    for (const value of ['redis:6379', 'go to http://redis/path']) {
      const chart = stack(target, field('anything', value));
      service(chart);
      expect(refusal(() => files(chart))).toContain('DAPR8102');
    }
  });

  test('a word that is the name of a Service, too, is left alone', () => {
    for (const value of ['redis', 'redis:7', 'my-redis:6379', 'redis.example:6379', 'redis-data']) {
      const chart = stack(target, field('consumerID', value));
      service(chart);
      expect(refusal(() => files(chart))).toBe('');
    }
  });

  test('an address is translated where it is said what it is', () => {
    const chart = stack(target, field('redisHost', 'redis:6379'));
    service(chart);
    const all = files(chart, { 'redis:6379': 'cache.example:6380' });
    expect(all.some(({ content }) => content.includes('cache.example:6380'))).toBe(true);
    expect(warningCodes(chart)).not.toContain('DAPR8106');
  });

  test('a secret store named kubernetes is as good as none', () => {
    const metadata = { redisPassword: MetadataValue.fromSecret('redis', 'password') };
    const raw = stack(target, metadata);
    ApiObject.of(raw.node.findChild('store')).addJsonPatch(JsonPatch.add('/auth', { secretStore: 'kubernetes' }));
    expect(files(raw)).toEqual(files(stack(target, metadata)));
  });
});

test.each(OPEN)('a host without a domain that is no Service of the App is a warning for %s', target => {
  const chart = stack(target, field('redisHost', 'cache:6379'));
  expect(refusal(() => TARGETS[target](chart))).toBe('');
  expect(warningCodes(chart)).toContain('DAPR8106');
});

test('a host without a domain is refused for Catalyst, which has the names of the internet only', () => {
  expect(refusal(() => TARGETS.Catalyst(stack('Catalyst', field('redisHost', 'cache:6379'))))).toMatch(/DAPR8102.*'cache:6379'/);
});

test.each([
  ['connectionString', 'host=db user=x password=y'], ['connectionString', 'postgres://user:pw@db:5432/x'], ['url', 'user:pw@tcp(db:3306)/x'], ['brokers', 'a.example:9092,db:9092'],
])('%s %s names the host db', (name, value) => {
  expect(refusal(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toMatch(/cluster address 'db(:\d+)?'/);
});

test.each([
  ['redisHost', 'cache.example:6379'], ['redisHost', '10.0.0.1:6379'], ['connectionString', 'orders'], ['connectionString', 'file:orders.db'], ['enableTLS', 'true'],
  ['consumerID', 'orders'], ['endpoint', 'https://sqs.example/1/orders'], ['connectionString', 'Endpoint=sb://bus.example/;SharedAccessKeyName=all'], ['host', '[fd00::1]:80'],
])('%s %s names no host of a cluster', (name, value) => {
  expect(refusal(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toBe('');
});

test('a Service of cdk8s-plus is known by its name', () => {
  const chart = stack('machine', {}, {}, [{ name: 'CACHE', value: 'cache:6379' }]);
  new kplus.Service(chart, 'cache', { metadata: { name: 'cache' }, ports: [{ port: 6379 }] });
  expect(refusal(() => TARGETS.machine(chart))).toMatch(/variable CACHE holds the cluster address 'cache:6379'/);
});

test('compose has services of its own: an app, and what a developer gets', () => {
  const named = stack('compose', field('redisHost', 'redis:6379'), {}, [{ name: 'SELF', value: 'http://orders:8080' }]);
  service(named);
  service(named, 'orders', 8080);
  expect(refusal(() => ComposeExporter.export(DaprTopology.of(named), { devServices: true, unsafeAllowUnauthenticatedApi: true }))).toBe('');
  expect(refusal(() => TARGETS.compose(named))).toMatch(/'redis:6379'/);
});

test('Azure Container Apps know apps by their names', () => {
  const chart = stack('containerApps', {}, {}, [{ name: 'SELF', value: 'http://orders' }]);
  service(chart, 'orders', 80);
  expect(refusal(() => TARGETS.containerApps(chart))).toBe('');
});

test.each(['Catalyst', 'compose', 'containerApps'])('two keys of Secrets that would be one variable are refused for %s', target => {
  const env = target === 'compose' ? [['a-b', 'c'], ['a', 'b-c']].map(([name, key], i) => ({ name: `V${i}`, valueFrom: { secretKeyRef: { name, key } } })) : [];
  const metadata = { redisPassword: MetadataValue.fromSecret('a-b', 'c'), redisUsername: MetadataValue.fromSecret('a', 'b-c') };
  expect(refusal(() => TARGETS[target](stack(target, metadata, {}, env)))).toMatch(/DAPR8104.*key .* are both A_B_C in \.env/);
});

test('a variable never begins with a digit', () => {
  const content = TARGETS.Catalyst(stack('Catalyst', { redisPassword: MetadataValue.fromSecret('1st', 'key') })).map(file => file.content).join('');
  expect(content).toContain('${_1ST_KEY}');
});

test('Catalyst gets the secret store that only another component needs, for whoever loads that', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const vault = new ApiObject(chart, 'vault', {
    apiVersion: 'dapr.io/v1alpha1', kind: 'Component', metadata: { name: 'vault' }, spec: { type: 'secretstores.hashicorp.vault', version: 'v1' }, scopes: ['somebody'],
  });
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: DaprComponent.fromComponentName(chart, 'v', vault.name) });
  app(chart, { uses: [store], dataPlane: DataPlane.catalyst(REMOTE) }, 'orders');
  const files = CatalystExporter.export(DaprTopology.of(chart));
  expect(parse(files.find(({ path }) => path === '10-component-vault.yaml')!.content)[0].scopes).toEqual(['orders']);
  expect(parse(files.find(({ path }) => path === '10-component-store.yaml')!.content)[0].auth).toEqual({ secretStore: 'vault' });
});

test('in a cluster, too, a secret store is for the apps whose components need it', () => {
  const chart = newChart();
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault })] });
  expect(ApiObject.of(vault).toJson().scopes).toEqual(['checkout']);
  expect(warningCodes(chart)).not.toContain('DAPR4016');
});
