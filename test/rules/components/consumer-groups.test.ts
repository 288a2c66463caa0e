/** Consumer groups that several apps share, or that are new with each rollout. */
import { Chart } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { component } from '../../support/components';

const REQUIRED: { [type: string]: { [name: string]: string } } = {
  'pubsub.redis': { redisHost: 'r:6379' },
  'pubsub.kafka': { brokers: 'k:9092', authType: 'none' },
  'pubsub.rabbitmq': { connectionString: 'amqp://r' },
  'pubsub.azure.servicebus.queues': { namespaceName: 'n' },
  'pubsub.aws.snssqs': { region: 'eu' },
  'pubsub.mqtt3': { url: 'tcp://m:1883' },
  'pubsub.jetstream': { natsURL: 'nats://n:4222' },
  'bindings.kafka': { brokers: 'k:9092', authType: 'none' },
  'bindings.rabbitmq': { host: 'amqp://r', queueName: 'orders' },
  'bindings.cron': { schedule: '@daily' },
};
const source = (chart: Chart, type: string, metadata: object = {}) => component(chart, 'bus', type, { ...REQUIRED[type], ...metadata });

describe('two apps that receive from one component', () => {
  const both = (type: string, metadata: object = {}, topics = ['orders', 'orders'], ids = ['mailing', 'billing']) => {
    const chart = newChart();
    const bus = source(chart, type, metadata);
    const binding = type.startsWith('bindings');
    ids.forEach((appId, i) => app(chart, { appPort: 8080, appId, ...(binding ? { inputBindings: [bus] } : { subscribes: [{ pubsub: bus, topic: topics[i], route: '/t' }] }) }, `app${i}`));
    return messagesOf(chart, 'DAPR4053');
  };
  const shared = (reason: string, what = "topic 'orders'") => [`chart/bus: ${reason}, and apps 'billing', 'mailing' receive ${what}`];

  test.each<[string, string, string]>([
    ['pubsub.redis', 'consumerID', 'shop'], ['pubsub.redis', 'consumerid', 'shop'], ['pubsub.kafka', 'consumerGroup', 'shop'], ['pubsub.kafka', 'consumerID', 'shop'],
    ['pubsub.rabbitmq', 'consumerID', 'shop'], ['pubsub.jetstream', 'queueGroupName', 'shop'], ['pubsub.jetstream', 'durableName', 'shop'],
  ])('share the events of a topic of %s with a fixed %s', (type, field, value) => {
    expect(both(type, { [field]: value })).toEqual(shared(`metadata.${field === 'consumerid' ? 'consumerID' : field} of component 'bus' is 'shop'`));
  });

  test('share the events of a queue with any consumer ID', () => {
    expect(both('pubsub.azure.servicebus.queues')).toEqual(shared("component 'bus' of type pubsub.azure.servicebus.queues has one queue"));
    expect(both('bindings.rabbitmq')).toEqual(shared("component 'bus' of type bindings.rabbitmq has one queue", 'its messages'));
  });

  test('share the messages of a binding with a fixed group', () => {
    expect(both('bindings.kafka', { consumerGroup: 'shop' })).toEqual(shared("metadata.consumerGroup of component 'bus' is 'shop'", 'its messages'));
    expect(both('bindings.kafka', { consumerGroup: '{appID}' })).toEqual([]);
    expect(both('bindings.cron')).toEqual([]);
  });

  test.each([['pubsub.aws.snssqs'], ['pubsub.mqtt3']])('share one queue or connection of %s for all topics', type => {
    expect(both(type, { consumerID: 'shop' }, ['orders', 'paid'])).toEqual(shared("metadata.consumerID of component 'bus' is 'shop'", 'its messages'));
    expect(both(type, {}, ['orders', 'paid'])).toEqual([]);
  });

  test('get each event with other groups, other topics, or one app ID', () => {
    expect(both('pubsub.redis')).toEqual([]);
    expect(both('pubsub.redis', { consumerID: ' ' })).toEqual([]);
    expect(both('pubsub.redis', { consumerID: 'shop-{appID}' })).toEqual([]);
    expect(both('pubsub.redis', { consumerID: '{namespace}' })).toEqual([]);
    expect(both('pubsub.redis', { consumerID: 'shop' }, ['orders', 'paid'])).toEqual([]);
    expect(both('pubsub.redis', { consumerID: 'shop' }, ['orders'], ['billing'])).toEqual([]);
    expect(both('pubsub.acme', { consumerID: 'shop' })).toEqual([]);
  });

  test('are also those that subscribe in code', () => {
    const chart = newChart();
    const bus = source(chart, 'pubsub.redis', { consumerID: 'shop' });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: bus, topic: 'orders', route: '/t' }] }, 'billing');
    app(chart, { subscribesInCode: [{ pubsub: bus, topic: 'orders' }] }, 'mailing');
    expect(messagesOf(chart, 'DAPR4053')).toEqual(shared("metadata.consumerID of component 'bus' is 'shop'"));
  });
});

describe('a consumer group', () => {
  const renewed = (type: string, metadata: object, props: object = {}, kind = 'Deployment') => {
    const chart = newChart(SHARED);
    app(chart, { uses: [source(chart, type, metadata)], workload: deployment(chart, 'w', {}, {}, kind), ...props });
    return messagesOf(chart, 'DAPR4026');
  };
  const ofPod = (field: string, value: string, kind = 'Deployment') => [`chart/checkout: metadata.${field} of component 'bus' must not contain {podName} for a ${kind}; got '${value}'`];

  test('is new with each rollout if it contains the name of the pod', () => {
    expect(renewed('pubsub.redis', { consumerID: 'a-{podName}' })).toEqual(ofPod('consumerID', 'a-{podName}'));
    expect(renewed('pubsub.kafka', { consumerGroup: '{podName}' }, {}, 'DaemonSet')).toEqual(ofPod('consumerGroup', '{podName}', 'DaemonSet'));
    expect(renewed('bindings.kafka', { consumerGroup: '{podName}' })).toEqual(ofPod('consumerGroup', '{podName}'));
  });

  test('is new with each start if it contains a random value', () => {
    expect(renewed('pubsub.kafka', { consumerGroup: '{uuid}' })).toEqual(["chart/bus: metadata.consumerGroup must not contain {uuid}; got '{uuid}'"]);
    expect(renewed('pubsub.jetstream', { durableName: 'a-{uuid}' })).toEqual(["chart/bus: metadata.durableName must not contain {uuid}; got 'a-{uuid}'"]);
  });

  test('keeps its name in a StatefulSet, and is a client ID for MQTT, which must differ for each daprd', () => {
    expect(renewed('pubsub.redis', { consumerID: '{podName}' }, {}, 'StatefulSet')).toEqual([]);
    expect(renewed('pubsub.mqtt3', { consumerID: '{podName}' })).toEqual([]);
    expect(renewed('pubsub.mqtt3', { consumerID: '{uuid}' })).toEqual([]);
    expect(renewed('pubsub.redis', { consumerID: '{appID}' })).toEqual([]);
  });

  test('with the name of a pod of a shared daprd is reported as such', () => {
    expect(renewed('pubsub.redis', { consumerID: '{podName}' }, { dataPlane: DataPlane.sharedDeployment() })).toEqual([]);
  });
});
