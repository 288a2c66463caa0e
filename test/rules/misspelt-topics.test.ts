/** Subscriptions to topics that are similar to the topic of a publisher. */
import { Chart } from 'cdk8s';
import { DaprComponent, MetadataValue } from 'cdk8s-dapr';
import { app, messagesOf, newChart } from '../../scenarios/charts';
import { redisBroker } from '../support/brokers';

const broker = (chart: Chart): DaprComponent => chart.node.tryFindChild('events') as DaprComponent ?? redisBroker(chart);
const shop = (published: string, ...subscribed: string[]): Chart => {
  const chart = newChart();
  app(chart, { publishes: [{ pubsub: broker(chart), topic: published }] });
  app(chart, { appPort: 8080, subscribes: subscribed.map(topic => ({ pubsub: broker(chart), topic, route: '/events' })) }, 'shipping');
  return chart;
};
const findings = (chart: Chart): string[] => messagesOf(chart, 'DAPR6054');

test.each([['ordered', 'orderd'], ['ordered', 'odrered'], ['payment-received', 'paymnt-recieved']])('a topic that is published as %s and read as %s is a warning', (published, subscribed) => {
  expect(findings(shop(published, subscribed))).toEqual([
    `chart/shipping: app 'shipping' subscribes to topic '${subscribed}' of 'events', to which no app of this App publishes; did you mean '${published}'?`,
  ]);
});

test.each([
  ['the same topic', 'ordered', ['ordered']],
  ['another name', 'ordered', ['shipped']],
  ['two edits in a short name', 'orders', ['offers']],
  ['a short name', 'paid', ['said']],
  ['another version', 'ordered-v1', ['ordered-v2']],
  ['both names', 'orders', ['orders', 'order']],
])('a subscription to %s is accepted', (_, published, subscribed) => {
  expect(findings(shop(published, ...subscribed))).toEqual([]);
});

test('a topic that an app reads in its code is compared, too', () => {
  const chart = newChart();
  app(chart, { publishes: [{ pubsub: broker(chart), topic: 'ordered' }] });
  app(chart, { subscribesInCode: [{ pubsub: broker(chart), topic: 'orderd' }] }, 'shipping');
  expect(findings(chart)).toHaveLength(1);
});

test('a topic of another broker, a dead letter topic and the topic of an outbox are accepted', () => {
  const other = shop('ordered');
  app(other, { appPort: 8080, subscribes: [{ pubsub: DaprComponent.fromComponentName(other, 'more', 'more'), topic: 'orderd', route: '/o' }] }, 'reader');
  expect(findings(other)).toEqual([]);

  const dead = shop('failed-orders');
  app(dead, { appPort: 8080, subscribes: [{ pubsub: broker(dead), topic: 'paid', route: '/o', deadLetterTopic: 'failed-order' }] }, 'reader');
  app(dead, { appPort: 8080, subscribes: [{ pubsub: broker(dead), topic: 'failed-order', route: '/o' }] }, 'operators');
  expect(findings(dead)).toEqual([]);

  const outbox = shop('ordered', 'orderd');
  expect(findings(outbox)).toHaveLength(1);
  const metadata = { redisHost: MetadataValue.of('r:6379'), outboxPublishPubsub: MetadataValue.of('events'), outboxPublishTopic: MetadataValue.of('orderd') };
  app(outbox, { uses: [new DaprComponent(outbox, 'store', { type: 'state.redis', metadata })] }, 'writer');
  expect(findings(outbox)).toEqual([]);
});
