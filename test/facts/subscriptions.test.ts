/** Dead letter topics. */
import { newChart } from '../../scenarios/charts';
import { deadLettersOf, isDeadLetterTopic, SUBSCRIPTIONS } from '../../src/facts/subscriptions';
import { peer } from '../support/peers';

test('dead letter topics are listed by broker and namespace as soon as a subscription is defined', () => {
  const chart = newChart();
  const at = (namespace: string | undefined, componentName = 'events'): any => ({ namespace, componentName, node: chart.node });
  const subscription = (namespace: string | undefined, appId: string, topic: string, to?: string, own?: string) =>
    SUBSCRIPTIONS.add(chart, {
      at: at(namespace),
      app: peer(appId),
      broker: at(namespace),
      pubsub: 'events',
      topic,
      deadLetterTopic: () => to,
      isBulk: false,
      ownDeadLetterTopic: own,
      derivedDeadLetterTopic: topic === 'all' ? undefined : `${topic}-dead-letter`,
    });
  subscription('shop', 'a', 'one', 'dead', 'dead');
  subscription('shop', 'a', 'two', 'two-dead-letter');
  subscription('shop', 'b', 'three');
  subscription(undefined, 'c', 'four', 'four-dead-letter');
  subscription('shop', 'd', 'all');
  const is = (namespace: string | undefined, topic: string, pubsub = 'events') => isDeadLetterTopic(at(namespace), pubsub, topic);
  expect([is('shop', 'dead'), is('shop', 'two-dead-letter'), is('shop', 'three-dead-letter'), is(undefined, 'four-dead-letter')]).toEqual([true, true, true, true]);
  expect([is('shop', 'one-dead-letter'), is('shop', 'one'), is('stock', 'dead'), is('shop', 'dead', 'other'), is('shop', 'four-dead-letter'), is('shop', 'all-dead-letter')]).toEqual([false, false, false, false, false, false]);
  expect([...deadLettersOf(at('shop'))]).toEqual([['a', ['dead', 'two-dead-letter']]]);
  expect([...deadLettersOf(at(undefined))]).toEqual([['c', ['four-dead-letter']]]);
  expect([...deadLettersOf(at('shop', 'other'))]).toEqual([]);
  subscription('shop', 'd', 'five', 'late', 'late');
  expect(is('shop', 'late')).toBe(true);
  expect(deadLettersOf(at('shop')).get('d')).toEqual(['late']);
});
