/** Cluster addresses in exports to targets other than Kubernetes. */
import { ComposeExporter, ContainerAppsExporter, DaprTopology, MetadataValue } from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { warningCodes } from '../../../scenarios/charts';
import { service, stack, TARGETS } from '../../support/export-targets';
import { refusalOf } from '../../support/exports';

const OPEN = ['machine', 'compose', 'containerApps'];
const field = (name: string, value: string) => ({ [name]: MetadataValue.of(value) });

describe.each(Object.entries(TARGETS))('%s', (target, files) => {
  test.each([
    ['redis:6379'], ['redis'], ['redis.shop:6379'], ['other.example:1,redis:6379'], ['redis://user@redis:6379/0'],
  ])('a Service of the App is refused as %s', host => {
    const chart = stack(target, field('redisHost', host));
    service(chart);
    expect(refusalOf(() => files(chart))).toMatch(/DAPR8102.*cluster address 'redis/);
  });

  test('a Service of the App with its port or a scheme is refused in any field', () => {
    for (const value of ['redis:6379', 'go to http://redis/path']) {
      const chart = stack(target, field('anything', value));
      service(chart);
      expect(refusalOf(() => files(chart))).toContain('DAPR8102');
    }
  });

  test('a word that is also the name of a Service is not changed', () => {
    for (const value of ['redis', 'redis:7', 'my-redis:6379', 'redis.example:6379', 'redis-data']) {
      const chart = stack(target, field('consumerID', value));
      service(chart);
      expect(refusalOf(() => files(chart))).toBe('');
    }
  });

  test('an address is replaced if addresses maps it', () => {
    const chart = stack(target, field('redisHost', 'redis:6379'));
    service(chart);
    const all = files(chart, { 'redis:6379': 'cache.example:6380' });
    expect(all.some(({ content }) => content.includes('cache.example:6380'))).toBe(true);
    expect(warningCodes(chart)).not.toContain('DAPR8106');
  });
});

test.each(OPEN)('a host name without a domain that is not a Service of the App is a warning for %s', target => {
  const chart = stack(target, field('redisHost', 'cache:6379'));
  expect(refusalOf(() => TARGETS[target](chart))).toBe('');
  expect(warningCodes(chart)).toContain('DAPR8106');
});

test('a host name without a domain is refused for Catalyst, which resolves public names only', () => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field('redisHost', 'cache:6379'))))).toMatch(/DAPR8102.*'cache:6379'/);
});

test.each([
  ['connectionString', 'host=db user=x password=y'], ['connectionString', 'postgres://user:pw@db:5432/x'], ['url', 'user:pw@tcp(db:3306)/x'], ['brokers', 'a.example:9092,db:9092'],
])('%s %s contains the host name db', (name, value) => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toMatch(/cluster address 'db(:\d+)?'/);
});

test.each([
  ['redisHost', 'cache.example:6379'], ['redisHost', '10.0.0.1:6379'], ['connectionString', 'orders'], ['connectionString', 'file:orders.db'], ['enableTLS', 'true'],
  ['consumerID', 'orders'], ['endpoint', 'https://sqs.example/1/orders'], ['connectionString', 'Endpoint=sb://bus.example/;SharedAccessKeyName=all'], ['host', '[fd00::1]:80'],
])('%s %s contains no cluster host name', (name, value) => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toBe('');
});

test('a Service of cdk8s-plus is recognized by its name', () => {
  const chart = stack('machine', {}, {}, [{ name: 'CACHE', value: 'cache:6379' }]);
  new kplus.Service(chart, 'cache', { metadata: { name: 'cache' }, ports: [{ port: 6379 }] });
  expect(refusalOf(() => TARGETS.machine(chart))).toMatch(/variable CACHE contains the cluster address 'cache:6379'/);
});

test('compose resolves the names of apps and development services', () => {
  const named = stack('compose', field('redisHost', 'redis:6379'), {}, [{ name: 'SELF', value: 'http://orders:8080' }]);
  service(named);
  service(named, 'orders', 8080);
  expect(refusalOf(() => new ComposeExporter({ devServices: true, unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(named)))).toBe('');
  expect(refusalOf(() => TARGETS.compose(named))).toMatch(/'redis:6379'/);
});

test('Azure Container Apps resolve the names of apps that have an ingress', () => {
  const chart = stack('containerApps', {}, {}, [{ name: 'SELF', value: 'http://orders' }]);
  service(chart, 'orders', 80);
  const exported = (props: object): string =>
    refusalOf(() => new ContainerAppsExporter({ location: 'x', managedEnvironmentId: '/x', ...props }).export(DaprTopology.of(chart)));
  expect(exported({ ingress: { orders: { targetPort: 8080 } } })).toBe('');
  expect(exported({})).toMatch(/DAPR8102.*variable SELF contains the cluster address 'orders'/);
  expect(exported({ names: { orders: 'shop-orders' }, ingress: { orders: { targetPort: 8080 } } })).toMatch(/DAPR8102.*cluster address 'orders'/);
});
