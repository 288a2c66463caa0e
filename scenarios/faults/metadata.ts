/** Faults of the metadata of components. */
import { DaprComponent, MetadataValue } from 'cdk8s-dapr';
import { Case, inMemoryBroker, text, usesInMemory, usesRedis } from './case';
import { app } from '../charts';

const outbox = { redisHost: text('r:6379'), outboxPublishPubsub: text('events'), outboxPublishTopic: text('orders') };

export const ERRORS: Case[] = [
  ['66 missing metadata', 'DAPR3200', usesRedis({ metadata: {} })],
  ['66 none of several fields of which one is required', 'DAPR3200', usesRedis({ type: 'pubsub.kafka', metadata: { brokers: text('kafka:9092') } })],
  ['66 two mutually exclusive fields', 'DAPR3205', usesRedis({ type: 'pubsub.azure.servicebus.topics', metadata: { namespaceName: text('n'), connectionString: MetadataValue.fromSecret('s') } })],
  ['a time limit of Service Bus that expires at once', 'DAPR3182',
    usesRedis({ type: 'pubsub.azure.servicebus.topics', metadata: { namespaceName: text('n'), handlerTimeoutInSec: text('0') } }), { daprVersion: '1.18.5' }],
  ['68 a metadata key twice', 'DAPR3202', usesRedis({ metadata: { redisHost: text('r:6379'), redishost: text('s:6379') } })],
  ['89 invalid topic scopes', 'DAPR3217', usesRedis({ type: 'pubsub.redis', metadata: { redisHost: text('r'), publishingScopes: text('checkout:orders') } })],
  ['an outbox without a topic', 'DAPR3240', usesRedis({ metadata: { redisHost: text('r:6379'), outboxPublishPubsub: text('events') } })],
  ['an outbox whose topic the topic scopes of the broker forbid', 'DAPR3241', chart => {
    new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', metadata: { publishingScopes: text('checkout=orders') } });
    usesRedis({ metadata: outbox })(chart);
  }, { namespace: 'shop' }],

  ['164 an object as metadata value', 'DAPR3017', usesInMemory({ metadata: { a: MetadataValue.of({} as any) } })],
  ['164 a string instead of a MetadataValue', 'DAPR4017', usesInMemory({ metadata: { a: 'text' } })],
  ['164 a Date as the name of a Secret', 'DAPR3017', usesInMemory({ metadata: { a: MetadataValue.fromSecret(new Date(0) as any, 'k') } })],
  ['164 a map instead of a boolean in metadata', 'DAPR3017', usesInMemory({ metadata: { a: MetadataValue.ofBoolean(new Map() as any) } })],
  ['164 NaN as a number in metadata', 'DAPR3017', usesInMemory({ metadata: { a: MetadataValue.ofNumber(NaN) } })],
  ['164 metadata from an environment variable whose name is not a string', 'DAPR3017', chart => {
    new DaprComponent(chart, 's', { type: 'state.in-memory', metadata: { a: MetadataValue.fromEnv(Symbol.iterator as any) } });
  }],
  ['164 a secret without a name', 'DAPR3017', usesInMemory({ metadata: { prefix: MetadataValue.fromSecret('', 'key') } })],
  ['164 metadata without a name', 'DAPR3017', usesInMemory({ metadata: { '': MetadataValue.of('x') } })],
  ['165 metadata with a control character in its name', 'DAPR3017', usesInMemory({ metadata: { 'a\n': MetadataValue.of('x') } })],
  ['165 a metadata value that Kubernetes reads as a number', 'DAPR3017', usesInMemory({ metadata: { prefix: MetadataValue.of('0X1F') } })],
  ['166 a metadata key that is special in JavaScript', 'DAPR3017', usesInMemory({ metadata: JSON.parse('{"constructor": "x"}') })],
];

export const WARNINGS: Case[] = [
  ['an outbox on a broker with topic scopes, in an unknown namespace', 'DAPR3242', chart => {
    usesRedis({ metadata: outbox })(chart);
    app(chart, { publishes: [{ pubsub: inMemoryBroker(chart), topic: 'orders' }] }, 'billing');
  }],
  ['67 an unknown metadata key', 'DAPR3208', usesRedis({ metadata: { redisHost: text('r'), redisHots: text('x') } })],
  ['70 a secret in plain text', 'DAPR3207', usesRedis({ metadata: { redisHost: text('r'), redisPassword: text('hunter2') } })],
  ['70 a password in an address', 'DAPR3207', usesRedis({ type: 'state.acme', metadata: { url: text('amqp://me:hunter2@rabbit:5672') } })],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['89 valid topic scopes', 'DAPR3217', usesRedis({ type: 'pubsub.redis', metadata: { redisHost: text('r'), publishingScopes: text('checkout=a,b; billing=') } })],
];
