/** Addresses of a cluster in what is exported to targets that are none. */
import { ComposeExporter, DaprTopology, MetadataValue } from 'cdk8s-dapr';
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

  test('a Service of the App is refused in whatever field, where its port or a scheme is with it', () => {
    for (const value of ['redis:6379', 'go to http://redis/path']) {
      const chart = stack(target, field('anything', value));
      service(chart);
      expect(refusalOf(() => files(chart))).toContain('DAPR8102');
    }
  });

  test('a word that is the name of a Service, too, is left alone', () => {
    for (const value of ['redis', 'redis:7', 'my-redis:6379', 'redis.example:6379', 'redis-data']) {
      const chart = stack(target, field('consumerID', value));
      service(chart);
      expect(refusalOf(() => files(chart))).toBe('');
    }
  });

  test('an address is translated where it is said what it is', () => {
    const chart = stack(target, field('redisHost', 'redis:6379'));
    service(chart);
    const all = files(chart, { 'redis:6379': 'cache.example:6380' });
    expect(all.some(({ content }) => content.includes('cache.example:6380'))).toBe(true);
    expect(warningCodes(chart)).not.toContain('DAPR8106');
  });
});

test.each(OPEN)('a host without a domain that is no Service of the App is a warning for %s', target => {
  const chart = stack(target, field('redisHost', 'cache:6379'));
  expect(refusalOf(() => TARGETS[target](chart))).toBe('');
  expect(warningCodes(chart)).toContain('DAPR8106');
});

test('a host without a domain is refused for Catalyst, which has the names of the internet only', () => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field('redisHost', 'cache:6379'))))).toMatch(/DAPR8102.*'cache:6379'/);
});

test.each([
  ['connectionString', 'host=db user=x password=y'], ['connectionString', 'postgres://user:pw@db:5432/x'], ['url', 'user:pw@tcp(db:3306)/x'], ['brokers', 'a.example:9092,db:9092'],
])('%s %s names the host db', (name, value) => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toMatch(/cluster address 'db(:\d+)?'/);
});

test.each([
  ['redisHost', 'cache.example:6379'], ['redisHost', '10.0.0.1:6379'], ['connectionString', 'orders'], ['connectionString', 'file:orders.db'], ['enableTLS', 'true'],
  ['consumerID', 'orders'], ['endpoint', 'https://sqs.example/1/orders'], ['connectionString', 'Endpoint=sb://bus.example/;SharedAccessKeyName=all'], ['host', '[fd00::1]:80'],
])('%s %s names no host of a cluster', (name, value) => {
  expect(refusalOf(() => TARGETS.Catalyst(stack('Catalyst', field(name, value))))).toBe('');
});

test('a Service of cdk8s-plus is known by its name', () => {
  const chart = stack('machine', {}, {}, [{ name: 'CACHE', value: 'cache:6379' }]);
  new kplus.Service(chart, 'cache', { metadata: { name: 'cache' }, ports: [{ port: 6379 }] });
  expect(refusalOf(() => TARGETS.machine(chart))).toMatch(/variable CACHE holds the cluster address 'cache:6379'/);
});

test('compose has services of its own: an app, and what a developer gets', () => {
  const named = stack('compose', field('redisHost', 'redis:6379'), {}, [{ name: 'SELF', value: 'http://orders:8080' }]);
  service(named);
  service(named, 'orders', 8080);
  expect(refusalOf(() => new ComposeExporter({ devServices: true, unsafeAllowUnauthenticatedApi: true }).export(DaprTopology.of(named)))).toBe('');
  expect(refusalOf(() => TARGETS.compose(named))).toMatch(/'redis:6379'/);
});

test('Azure Container Apps know apps by their names', () => {
  const chart = stack('containerApps', {}, {}, [{ name: 'SELF', value: 'http://orders' }]);
  service(chart, 'orders', 80);
  expect(refusalOf(() => TARGETS.containerApps(chart))).toBe('');
});
