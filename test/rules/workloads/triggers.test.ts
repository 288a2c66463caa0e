/** Triggers of KEDA that count other messages than those that the daprd of the app reads. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprComponent, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';
import { PROJECT } from '../../support/remote-dapr';

const METADATA: { [type: string]: { [name: string]: string } } = {
  'pubsub.kafka': { brokers: 'k:9092', authType: 'none' },
  'pubsub.redis': { redisHost: 'r:6379' },
  'pubsub.rabbitmq': { connectionString: 'amqp://r' },
  'pubsub.azure.servicebus.topics': { namespaceName: 'n' },
  'pubsub.azure.servicebus.queues': { namespaceName: 'n' },
  'pubsub.azure.eventhubs': { eventHubNamespace: 'n' },
  'pubsub.aws.snssqs': { region: 'eu' },
  'pubsub.gcp.pubsub': { projectId: 'p' },
  'pubsub.pulsar': { host: 'p:6650' },
};

interface Options {
  readonly metadata?: object;
  readonly props?: (chart: Chart, bus: DaprComponent) => object;
  readonly target?: object;
  readonly subscription?: object;
}

function messages(type: string, trigger: string, fields: object, { metadata, props, target, subscription }: Options = {}): string[] {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const bus = component(chart, 'bus', type, { ...METADATA[type], ...metadata });
  const workload = deployment(chart);
  app(chart, { workload, appPort: 8080, subscribes: [{ pubsub: bus, topic: 'orders', route: '/o', ...subscription }], ...props?.(chart, bus) }, 'billing');
  new ApiObject(chart, 'scaling', {
    apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: workload.name, ...target }, triggers: [{ type: trigger, metadata: fields }] },
  });
  return messagesOf(chart, 'DAPR8050');
}
const kafka = (fields: object, options?: Options) => messages('pubsub.kafka', 'kafka', fields, options);
const RIGHT = { consumerGroup: 'billing', topic: 'orders' };
const WRONG = { consumerGroup: 'orders-group', topic: 'order' };
const WRONG_MESSAGE = "chart/scaling: trigger kafka counts consumerGroup 'orders-group' and topic 'order'; the daprd of app 'billing' reads consumerGroup 'billing' and topic 'orders'";

test.each<[string, string, object, object]>([
  ['pubsub.kafka', 'kafka', RIGHT, { consumerGroup: 'other' }],
  ['pubsub.kafka', 'apache-kafka', RIGHT, { topic: 'other' }],
  ['pubsub.redis', 'redis-streams', { stream: 'orders', consumerGroup: 'billing' }, { stream: 'other' }],
  ['pubsub.rabbitmq', 'rabbitmq', { queueName: 'billing-orders' }, { queueName: 'orders' }],
  ['pubsub.azure.servicebus.topics', 'azure-servicebus', { topicName: 'orders', subscriptionName: 'billing' }, { subscriptionName: 'orders' }],
  ['pubsub.azure.servicebus.queues', 'azure-servicebus', { queueName: 'orders' }, { queueName: 'billing' }],
  ['pubsub.azure.eventhubs', 'azure-eventhub', { consumerGroup: 'billing', eventHubName: 'orders' }, { consumerGroup: '$Default' }],
  ['pubsub.aws.snssqs', 'aws-sqs-queue', { queueURL: 'https://sqs.eu.amazonaws.com/1/billing' }, { queueURL: 'https://sqs.eu.amazonaws.com/1/orders' }],
  ['pubsub.gcp.pubsub', 'gcp-pubsub', { subscriptionName: 'projects/p/subscriptions/billing-orders' }, { subscriptionName: 'orders' }],
  ['pubsub.pulsar', 'pulsar', { topic: 'persistent://public/default/orders', subscription: 'billing' }, { subscription: 'other' }],
])('a trigger for %s of type %s must count what daprd reads', (type, trigger, right, wrong) => {
  expect(messages(type, trigger, right)).toEqual([]);
  expect(messages(type, trigger, { ...right, ...wrong })).toEqual([expect.stringContaining(`chart/scaling: trigger ${trigger} counts `)]);
});

test('the message names what the trigger counts and what daprd reads', () => {
  expect(kafka(WRONG)).toEqual([WRONG_MESSAGE]);
  expect(kafka(WRONG, { props: (_, bus) => ({ subscribesInCode: [{ pubsub: bus, topic: 'paid' }] }) })).toEqual([`${WRONG_MESSAGE}, or consumerGroup 'billing' and topic 'paid'`]);
});

test('a trigger must count one of the topics, and a field that is not set is not compared', () => {
  expect(kafka({ ...RIGHT, topic: 'paid' }, { props: (_, bus) => ({ subscribesInCode: [{ pubsub: bus, topic: 'paid' }] }) })).toEqual([]);
  expect(kafka({ consumerGroup: 'billing' })).toEqual([]);
  expect(kafka({ bootstrapServers: 'k:9092' })).toEqual([]);
});

test('the group is that of the component, with the placeholders of Dapr', () => {
  expect(kafka({ ...RIGHT, consumerGroup: 'shop' }, { metadata: { consumerGroup: 'shop', consumerID: 'other' } })).toEqual([]);
  expect(kafka({ ...RIGHT, consumerGroup: 'shop' }, { metadata: { consumerID: 'shop' } })).toEqual([]);
  expect(kafka({ ...RIGHT, consumerGroup: 'x-shop.billing' }, { metadata: { consumerGroup: 'x-{namespace}' } })).toEqual([]);
  expect(kafka({ ...RIGHT, consumerGroup: 'x-billing' }, { metadata: { consumerGroup: 'x-{appID}' } })).toEqual([]);
  expect(kafka(RIGHT, { metadata: { consumerGroup: 'shop' } })).toHaveLength(1);
  expect(messages('pubsub.aws.snssqs', 'aws-sqs-queue', { queueURL: 'https://sqs/1/ab' }, { metadata: { consumerID: 'a.b' } })).toEqual([]);
});

test('the queue of RabbitMQ may be that of the subscription', () => {
  const subscription = { metadata: { queueName: 'own' } };
  expect(messages('pubsub.rabbitmq', 'rabbitmq', { queueName: 'own' }, { subscription })).toEqual([]);
  expect(messages('pubsub.rabbitmq', 'rabbitmq', { queueName: 'billing-orders' }, { subscription })).toHaveLength(1);
});

test('what is not known is not compared', () => {
  expect(kafka(WRONG, { metadata: { consumerGroup: '{uuid}' } })).toEqual([]);
  expect(kafka(WRONG, { props: (chart, bus) => ({ subscribes: [{ pubsub: bus, topic: 'orders', route: '/o' }, { pubsub: byName(chart, 'named'), topic: 't', route: '/t' }] }) })).toEqual([]);
  expect(kafka(WRONG, { props: chart => ({ inputBindings: [component(chart, 'queue', 'bindings.kafka', METADATA['pubsub.kafka'])] }) })).toEqual([]);
  expect(kafka(WRONG, {
    props: (chart, bus) => ({ subscribes: [{ pubsub: bus, topic: 'orders', route: '/o' }], dataPlane: DataPlane.remote(PROJECT), workload: chart.node.findChild('web') }),
  })).toEqual([]);
  const secret = newChart({}, { namespace: 'shop' });
  const pubsub = new DaprComponent(secret, 'bus', { type: 'pubsub.kafka', metadata: { brokers: MetadataValue.of('k'), authType: MetadataValue.of('none'), consumerGroup: MetadataValue.fromSecret('s', 'k') } });
  const workload = deployment(secret);
  app(secret, { workload, appPort: 8080, subscribes: [{ pubsub, topic: 'orders', route: '/o' }] });
  new ApiObject(secret, 'scaling', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: workload.name }, triggers: [{ type: 'kafka', metadata: WRONG }] } });
  expect(messagesOf(secret, 'DAPR8050')).toEqual([]);
});

test('other triggers, other workloads and malformed triggers are not compared', () => {
  expect(messages('pubsub.kafka', 'cron', WRONG)).toEqual([]);
  expect(messages('pubsub.kafka', 'redis-streams', { stream: 'x' })).toEqual([]);
  expect(messages('pubsub.kafka', 'toString', WRONG)).toEqual([]);
  expect(kafka(WRONG, { target: { kind: 'StatefulSet' } })).toEqual([]);
  expect(kafka(WRONG, { target: { name: 'other' } })).toEqual([]);
  expect(messages('pubsub.kafka', 'kafka', null as any)).toEqual([]);
  expect(messages('pubsub.kafka', 'kafka', 'x' as any)).toEqual([]);
});

test('a trigger of an app behind a shared daprd is compared too', () => {
  expect(kafka(WRONG, { props: () => ({ dataPlane: DataPlane.sharedDeployment() }) })).toEqual([WRONG_MESSAGE]);
});
