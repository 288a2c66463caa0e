/** Subscriptions. */
import { Duration } from 'cdk8s';
import { DaprComponent, DaprSubscription, DataPlane } from 'cdk8s-dapr';
import { app, find, newChart, errorsOf, SHARED } from '../../../scenarios/charts';
import { subscribed } from '../../support/subscribed';

test('a subscription is scoped to its app, and its app may use the broker', () => {
  const chart = subscribed({ subscription: { deadLetterTopic: 'failed' } });
  expect(find(chart, 'Subscription', 'created')).toEqual({
    apiVersion: 'dapr.io/v2alpha1',
    kind: 'Subscription',
    metadata: { name: 'created' },
    scopes: ['checkout'],
    spec: { pubsubname: 'events', topic: 'orders', routes: { default: '/created' }, deadLetterTopic: 'failed' },
  });
  expect(find(chart, 'Component').scopes).toEqual(['checkout']);
});

test('row 120: a subscription is v2alpha1', () => {
  expect(find(subscribed(), 'Subscription').apiVersion).toBe('dapr.io/v2alpha1');
});

test('a missing topic is shown as nothing in every message', () => {
  const chart = newChart({ ...SHARED, warningsAsErrors: true });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  const receiver = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  ['a', 'b'].forEach(id => new DaprSubscription(chart, id, { app: receiver, pubsub: events, topic: null as any, route: '/t', bulkSubscribe: {} }));
  expect(errorsOf(chart)).toMatch(/DAPR3162: topic nothing is received/);
  expect(errorsOf(chart)).not.toContain("'undefined'");
});

test('a topic with invisible characters is refused in a message of one line', () => {
  const chart = newChart();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 'or\r\nders\u2028', route: '/created' }] });
  expect(errorsOf(chart).split(/[\n\r\u2028]/)).toEqual([expect.stringMatching(/^DAPR6001: topic /)]);
});

test.each([
  ['orders', /^checkout-events-orders$/], ['orders.created', /^checkout-events-orders\.created$/], ['Orders.created', /^checkout-events-orders\.created-[0-9a-f]{8}$/],
  ['orders/+/created', /^checkout-events-orders-created-[0-9a-f]{8}$/], ['orders/#', /^checkout-events-orders-[0-9a-f]{8}$/], ['orders..v2.', /^checkout-events-orders\.v2-[0-9a-f]{8}$/],
  ['orders-.-v2', /^checkout-events-orders\.v2-[0-9a-f]{8}$/], ['a--b', /^checkout-events-a--b-[0-9a-f]{8}$/], ['\u0437\u0430\u043a\u0430\u0437\u044b', /^checkout-events-[0-9a-f]{8}$/],
  ['o'.repeat(300), /^checkout-events-o{228}-[0-9a-f]{8}$/],
])('the Subscription of an app for topic %s is named %s', (topic, name) => {
  const chart = newChart();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic, route: '/created' }] });
  expect(find(chart, 'Subscription').metadata.name).toMatch(name);
});

test('two topics of one app never share the name or the construct ID of a Subscription', () => {
  const chart = newChart();
  const brokers = ['a', 'a-b'].map(name => new DaprComponent(chart, name, { type: 'pubsub.acme' }));
  const topics = [['order_created', 'order-created', 'Orders', 'orders', 'b-c', 'x/y', 'x--y'], ['c']];
  app(chart, { appPort: 8080, subscribes: topics.flatMap((each, i) => each.map(topic => ({ pubsub: brokers[i], topic, route: '/t' }))) });
  const names = chart.toJson().filter(({ kind }) => kind === 'Subscription').map(({ metadata }) => metadata.name);
  expect(new Set(names).size).toBe(8);
});

test('a topic that an app subscribes to twice is refused, although another topic has the same readable construct ID', () => {
  const chart = newChart();
  const [a, ab] = ['a', 'a-b'].map(name => new DaprComponent(chart, name, { type: 'pubsub.acme' }));
  app(chart, { appPort: 8080, subscribes: [[a, 'b-c'], [ab, 'c'], [ab, 'c'], [a, 'b-c']].map(([pubsub, topic]: any) => ({ pubsub, topic, route: '/t' })) });
  expect(errorsOf(chart).split('\n')).toEqual([
    expect.stringMatching(/^DAPR3160: subscribes\[2\] repeats topic 'c' of 'a-b'/i), expect.stringMatching(/^DAPR3160: subscribes\[3\] repeats topic 'b-c' of 'a'/i),
  ]);
});

test('rules keep their order, and a subscription with rules needs no route', () => {
  const rules = [{ match: 'event.type == "b"', path: '/b' }, { match: 'event.type == "a"', path: '/a' }];
  const chart = subscribed({ subscription: { route: undefined, rules } });
  expect(find(chart, 'Subscription', 'created').spec.routes).toEqual({ rules });
  expect(errorsOf(chart)).toBe('');
});

test('a bulk subscription is enabled by default', () => {
  const chart = subscribed({ subscription: { bulkSubscribe: { maxAwaitDuration: Duration.seconds(2) } } });
  expect(find(chart, 'Subscription', 'created').spec.bulkSubscribe).toEqual({ enabled: true, maxAwaitDurationMs: 2000 });
});

test('subscribes of an app supports all options of the construct', () => {
  const chart = newChart();
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub, topic: 't', rules: [{ match: 'event.a == 1', path: '/a' }], metadata: { rawPayload: 'true' } }] });
  expect(find(chart, 'Subscription', 'checkout-events-t').spec).toMatchObject({ routes: { rules: [{ match: 'event.a == 1', path: '/a' }] }, metadata: { rawPayload: 'true' } });
});
