/** Names of topics that brokers accept, and the dead letter topics that are derived within these limits. */
import { DaprComponent, DaprSubscription, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, find, messagesOf, newChart, refusal, SHARED } from '../../../scenarios/charts';
import { derivedDeadLetterTopic, expectedTopic, hasWildcards, receives } from '../../../src/resources/subscription/topic-names';
import { component } from '../../support/components';

const MQTT = 'pubsub.mqtt3';

describe('a derived dead letter topic', () => {
  test.each([
    ['of most brokers is the topic with a suffix', 'pubsub.redis', 'orders/+/created', 'orders/+/created-dead-letter'],
    ['of an unknown type is the topic with a suffix', undefined, 'orders', 'orders-dead-letter'],
    ['of an MQTT topic is the topic with a suffix', MQTT, 'sensors/1/temp', 'sensors/1/temp-dead-letter'],
    ['of an MQTT filter has no wildcards', MQTT, 'sensors/+/temp', 'dead-letter/sensors/one-level/temp'],
    ['of an MQTT filter of all levels has no wildcards', MQTT, 'sensors/#', 'dead-letter/sensors/all-levels'],
    ['of an MQTT filter that begins with a wildcard is longer', MQTT, '+/+', 'dead-letter/one-level/one-level'],
    ['of a shared MQTT subscription does not contain the group', MQTT, '$share/g/sensors', 'sensors-dead-letter'],
    ['of a shared MQTT filter does not contain the group', MQTT, '$share/g/sensors/#', 'dead-letter/sensors/all-levels'],
    ['of an MQTT topic with a plus sign within a level keeps it', MQTT, 'a+b', 'a+b-dead-letter'],
    ['of a NATS filter has no wildcards', 'pubsub.jetstream', 'orders.*.new', 'dead-letter.orders.one-level.new'],
    ['of a NATS filter of all levels has no wildcards', 'pubsub.jetstream', 'orders.>', 'dead-letter.orders.all-levels'],
    ['of a KubeMQ filter has no wildcards', 'pubsub.kubemq', 'orders.*', 'dead-letter.orders.one-level'],
    ['of a Solace filter has no wildcards', 'pubsub.solace.amqp', 'topic:orders/>', 'dead-letter/orders/all-levels'],
  ])('%s', (_, type, topic, derived) => {
    expect(derivedDeadLetterTopic(type, topic)).toBe(derived);
  });

  test.each([[MQTT, '#'], [MQTT, '+/#'], [MQTT, '+/+/#'], ['pubsub.jetstream', '>'], [MQTT, 'dead-letter/#']])('of %s does not exist for %s, which receives every such topic', (type, topic) => {
    expect(derivedDeadLetterTopic(type, topic)).toBeUndefined();
  });

  test.each([['pubsub.kafka', 249], ['pubsub.aws.snssqs', 75], ['pubsub.rocketmq', 127], ['pubsub.azure.servicebus.topics', 260], ['pubsub.rabbitmq', 255]])(
    'of %s has at most %i characters, and differs for topics with the same beginning', (type, max) => {
      const long = 'o'.repeat(max - '-dead-letter'.length);
      expect(derivedDeadLetterTopic(type, long)).toBe(`${long}-dead-letter`);
      const [a, b] = ['a', 'b'].map(end => derivedDeadLetterTopic(type, `${long}${end}`)!);
      expect(a).toMatch(/^o+-[0-9a-f]{8}-dead-letter$/);
      expect([a.length, b.length]).toEqual([max, max]);
      expect(a).not.toBe(b);
    });
});

test.each([
  [MQTT, 'a/+', 'a/b', true], [MQTT, 'a/+', 'a', false], [MQTT, 'a/+', 'a/b/c', false], [MQTT, 'a/#', 'a', true], [MQTT, 'a/#', 'a/b/c', true], [MQTT, 'a/#', 'b/c', false],
  [MQTT, 'a', 'a', true], ['pubsub.redis', 'a/+', 'a/b', false], ['pubsub.redis', 'a', 'a', true], [MQTT, '$share/g/a/+', 'a/b', true],
])('a subscription of %s to %s receives %s: %s', (type, filter, topic, expected) => {
  expect(receives(type, filter, topic)).toBe(expected);
});

test('only whole levels are wildcards, and only of brokers with filters', () => {
  expect([[MQTT, 'a/+'], [MQTT, '#'], ['pubsub.jetstream', 'a.*']].map(([type, topic]) => hasWildcards(type, topic))).toEqual([true, true, true]);
  expect([[MQTT, 'a+'], [MQTT, 'a.*'], ['pubsub.kafka', '#'], ['pubsub.jetstream', 'a/+']].map(([type, topic]) => hasWildcards(type, topic))).toEqual([false, false, false, false]);
});

test('the characters of a topic are those of its broker', () => {
  expect(expectedTopic('pubsub.kafka', 'orders.v1')).toBeUndefined();
  expect(expectedTopic('pubsub.kafka', 'orders/v1')).toBe('a name that matches ^[a-zA-Z0-9._-]+$ for pubsub.kafka');
  expect(expectedTopic('pubsub.gcp.pubsub', '1orders')).toContain('a name that matches');
  expect(expectedTopic('pubsub.rabbitmq', 'o'.repeat(256))).toBe('at most 255 characters for pubsub.rabbitmq');
  expect(expectedTopic('pubsub.redis', 'any thing')).toBeUndefined();
});

const mqtt = (topic: string, props: object = {}, dataPlane = DataPlane.sharedDeployment()) => {
  const chart = newChart(SHARED);
  const pubsub = component(chart, 'events', MQTT, { url: 'tcp://mqtt:1883', qos: '1' });
  app(chart, { appPort: 8080, dataPlane, subscribes: [{ pubsub, topic, route: '/t', ...props }] });
  return chart;
};

test('a topic filter behind a shared daprd gets a dead letter topic without wildcards', () => {
  const chart = mqtt('sensors/+/temp');
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'Subscription').spec).toMatchObject({ topic: 'sensors/+/temp', deadLetterTopic: 'dead-letter/sensors/one-level/temp' });
});

test('a filter of all topics has no dead letter topic behind a shared daprd, which is a warning', () => {
  const chart = mqtt('#');
  expect(find(chart, 'Subscription').spec.deadLetterTopic).toBeUndefined();
  expect(messagesOf(chart, 'DAPR6051')).toEqual(["chart/checkout/Subscription-events-#: no dead letter topic can be derived for topic '#' of 'events'"]);
  expect(messagesOf(mqtt('#', { dropRejectedEvents: true }), 'DAPR6051')).toEqual([]);
  expect(messagesOf(mqtt('#', {}, DataPlane.sidecar()), 'DAPR6051')).toEqual([]);
  expect(messagesOf(mqtt('dead-letter/#'), 'DAPR6051')).toEqual([]);
});

test('a dead letter topic with wildcards is refused, and one that the filter receives is a cycle', () => {
  expect(messagesOf(mqtt('sensors/#', { deadLetterTopic: 'failed/#' }), 'DAPR6050')).toEqual([expect.stringContaining("deadLetterTopic must not contain wildcards; got 'failed/#'")]);
  expect(messagesOf(mqtt('sensors/#', { deadLetterTopic: 'sensors/failed' }), 'DAPR3161')).toEqual([expect.stringContaining('dead letters form a cycle: sensors/# -> sensors/failed')]);
  expect(messagesOf(mqtt('sensors/#', { deadLetterTopic: 'failed/sensors' }), 'DAPR3161')).toEqual([]);
});

test('an app cannot publish to an MQTT topic with wildcards', () => {
  const chart = newChart();
  const pubsub = component(chart, 'events', MQTT, { url: 'tcp://mqtt:1883', qos: '1' });
  app(chart, { publishes: ['sensors/+', 'sensors/1'].map(topic => ({ pubsub, topic })) });
  expect(messagesOf(chart, 'DAPR6050')).toEqual(["chart/checkout: the app publishes to 'sensors/+' of 'events', a topic with wildcards"]);
});

test('a topic that the broker does not accept is a warning', () => {
  const chart = newChart();
  const pubsub = component(chart, 'events', 'pubsub.kafka', { brokers: 'k:9092', authType: 'none' });
  app(chart, { publishes: ['orders/v1', 'orders'].map(topic => ({ pubsub, topic })) });
  expect(messagesOf(chart, 'DAPR6052')).toEqual(["chart/checkout: topic of 'events' must be a name that matches ^[a-zA-Z0-9._-]+$ for pubsub.kafka; got 'orders/v1'"]);
});

test.each<[string, string, { [name: string]: string }, string | undefined]>([
  ['a JetStream broker', 'pubsub.jetstream', { natsURL: 'nats://n:4222' }, 'a stream must contain the subject'],
  ['Event Hubs', 'pubsub.azure.eventhubs', { eventHubNamespace: 'n' }, 'enableEntityManagement is not set'],
  ['Event Hubs that the component creates', 'pubsub.azure.eventhubs', { eventHubNamespace: 'n', enableEntityManagement: 'true' }, undefined],
  ['a Service Bus without entity management', 'pubsub.azure.servicebus.topics', { namespaceName: 'n', disableEntityManagement: 'true' }, 'disableEntityManagement is set'],
  ['a Service Bus', 'pubsub.azure.servicebus.topics', { namespaceName: 'n' }, undefined],
  ['Redis', 'pubsub.redis', { redisHost: 'r:6379' }, undefined],
])('a derived dead letter topic of %s must exist if the component does not create it', (_, type, metadata, reason) => {
  const of = (props: object) => {
    const chart = newChart(SHARED);
    const pubsub = new DaprComponent(chart, 'events', { type, metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, MetadataValue.of(value)])) });
    const receiver = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    new DaprSubscription(chart, 's', { app: receiver, pubsub, topic: 'orders', route: '/t', ...props });
    return messagesOf(chart, 'DAPR6053');
  };
  expect(of({})).toEqual(reason === undefined ? [] : [`chart/s: dead letter topic 'orders-dead-letter' of 'events' of type ${type} must exist: ${reason}`]);
  expect(of({ deadLetterTopic: 'failed' })).toEqual([]);
});
