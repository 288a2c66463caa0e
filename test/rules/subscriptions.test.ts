/** Several subscriptions of an App, and dead letter topics. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprSubscription } from 'cdk8s-dapr';
import { app, newChart, messagesOf } from '../../scenarios/charts';
import { redisBroker } from '../support/brokers';
import { chartOf } from '../support/namespaces';

describe('subscriptions of one App', () => {
  const subscription = (scope: Chart, id: string, to: DaprApp, topic: string, deadLetterTopic?: string, pubsub = redisBroker) =>
    new DaprSubscription(scope, id, { app: to, pubsub: scope.node.tryFindChild('events') as DaprComponent ?? pubsub(scope), topic, route: `/${id}`, deadLetterTopic, subscriptionName: id });

  test('of one app to the same topic are refused', () => {
    const chart = newChart();
    const [shop, other] = [app(chart, { appPort: 8080 }), app(chart, { appPort: 8080 }, 'other')];
    ['a', 'b', 'c'].forEach(id => subscription(chart, id, shop, 'orders'));
    subscription(chart, 'd', shop, 'paid');
    subscription(chart, 'e', other, 'orders');
    expect(messagesOf(chart, 'DAPR3160')).toEqual(['b', 'c'].map(id => `chart/${id}: app 'checkout' also receives topic 'orders' of 'events' through 'chart/a'`));
  });

  test('of apps with the same app ID in two namespaces are accepted', () => {
    const chart = newChart();
    const both = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    both.forEach(each => subscription(each, 'a', app(each, { appPort: 8080 }), 'orders'));
    expect(messagesOf(chart, 'DAPR3160')).toEqual([]);
  });

  test('must not form a dead letter cycle', () => {
    const chart = newChart();
    const shop = app(chart, { appPort: 8080 });
    subscription(chart, 'a', shop, 'one', 'two');
    subscription(chart, 'b', shop, 'two', 'three');
    subscription(chart, 'c', shop, 'three', 'one');
    subscription(chart, 'd', shop, 'zero', 'one');
    subscription(chart, 'e', shop, 'last', 'end');
    subscription(chart, 'f', shop, 'self', 'self');
    expect(messagesOf(chart, 'DAPR3161')).toEqual([
      'chart/a: dead letters form a cycle: one -> two -> three -> one',
      'chart/b: dead letters form a cycle: two -> three -> one -> two',
      'chart/c: dead letters form a cycle: three -> one -> two -> three',
    ]);
  });

  test('may have their dead letters received by any app of the namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    const shop = app(blue, { appPort: 8080 });
    subscription(blue, 'a', shop, 'one', 'dead-one');
    subscription(blue, 'b', shop, 'dead-one');
    subscription(blue, 'c', shop, 'two', 'dead-two');
    app(blue, { subscribesInCode: [{ pubsub: blue.node.findChild('events') as DaprComponent, topic: 'dead-two' }] }, 'streaming');
    subscription(blue, 'd', shop, 'three', 'dead-three');
    subscription(green, 'x', app(green, { appPort: 8080 }), 'dead-three');
    app(blue, { publishes: [{ pubsub: blue.node.findChild('events') as DaprComponent, topic: 'dead-three' }] }, 'publisher');
    expect(messagesOf(chart, 'DAPR6002')).toEqual(["blue/d: deadLetterTopic 'dead-three' has no subscription in this App"]);
  });
});
