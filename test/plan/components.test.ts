/** Components and subscriptions whose data or events stay behind. */
import { app, component, events, subscription } from '../support/manifests';
import { edited, entriesOf, withCode } from '../support/plans';

type Metadata = { [name: string]: unknown };
const withMetadata = (metadata: Metadata, type = 'state.redis'): any => component(Object.entries(metadata).map(([name, value]) => ({ name, value })), {}, type);
const codes = (before: any, after: any): string[] => entriesOf([before], [after]);

test('the type and the version of a component', () => {
  expect(codes(component(), component([], {}, 'state.postgresql'))).toEqual(['DAPR9540 Component store: spec.type changes from \'state.redis/v1\' to \'state.postgresql/v1\'']);
  expect(codes(component(), edited(component(), { 'spec.version': 'v2' }))).toEqual(['DAPR9540 Component store: spec.type changes from \'state.redis/v1\' to \'state.redis/v2\'']);
  expect(codes(component(), edited(component(), { 'spec.version': undefined }))).toEqual([]);
});

test.each<[string, string, Metadata, Metadata, string]>([
  ['a consumer group', 'pubsub.kafka', { consumerGroup: 'a' }, { consumerGroup: 'b' }, 'DAPR9541 Component store: consumerGroup changes from \'a\' to \'b\''],
  ['a consumer ID that appears', 'pubsub.redis', {}, { consumerID: 'b' }, 'DAPR9541 Component store: consumerID changes from nothing to \'b\''],
  ['a consumer ID in another case', 'pubsub.redis', { consumerID: 'a' }, { consumerId: 'b' }, 'DAPR9541 Component store: consumerId changes from \'a\' to \'b\''],
  ['a key prefix', 'state.redis', {}, { keyPrefix: 'name' }, 'DAPR9542 Component store: keyPrefix changes from \'appid\' to \'name\''],
  ['a table', 'state.postgresql', { tableName: 'a' }, { tableName: 'b' }, 'DAPR9543 Component store: tableName changes from \'a\' to \'b\''],
  ['a collection', 'state.mongodb', { collectionName: 'a' }, { collectionName: 'b' }, 'DAPR9543 Component store: collectionName changes from \'a\' to \'b\''],
  ['a container', 'state.azure.blobstorage', { containerName: 'a' }, { containerName: 'b' }, 'DAPR9543 Component store: containerName changes from \'a\' to \'b\''],
  ['a bucket', 'bindings.aws.s3', { bucket: 'a' }, { bucket: 'b' }, 'DAPR9543 Component store: bucket changes from \'a\' to \'b\''],
  ['a database of Redis', 'state.redis', { redisDB: 0 }, { redisDB: 1 }, 'DAPR9543 Component store: redisDB changes from 0 to 1'],
  ['topics of a binding', 'bindings.kafka', { topics: 'a' }, { topics: 'b' }, 'DAPR9543 Component store: topics changes from \'a\' to \'b\''],
  ['a queue of a binding', 'bindings.rabbitmq', { queueName: 'a' }, { queueName: 'b' }, 'DAPR9543 Component store: queueName changes from \'a\' to \'b\''],
  ['a server', 'state.redis', { redisHost: 'a:6379' }, { redisHost: 'b:6379' }, 'DAPR9544 Component store: redisHost changes from \'a:6379\' to \'b:6379\''],
  ['a server without its password', 'pubsub.rabbitmq', { connectionString: 'amqp://u:p@a' }, { connectionString: 'amqp://u:p@b' }, 'DAPR9544 Component store: connectionString changes from \'amqp://u:***@a\' to \'amqp://u:***@b\''],
  ['the state store of actors', 'state.redis', { actorStateStore: 'true' }, {}, 'DAPR9545 Component store: actorStateStore changes from \'true\' to \'false\''],
  ['a store that gets actors', 'state.redis', {}, { actorStateStore: true }, 'DAPR9545 Component store: actorStateStore changes from \'false\' to true'],
  ['anything else, without its value', 'state.redis', { redisPassword: 'a', maxLen: 1 }, { redisPassword: 'b', maxLen: 2 }, 'DAPR9548 Component store: changes: maxLen, redisPassword'],
])('%s', (_, type, before, after, line) => {
  expect(codes(withMetadata(before, type), withMetadata(after, type))).toEqual([line]);
});

test.each<[string, Metadata, Metadata]>([
  ['the default key prefix', {}, { keyPrefix: 'appid' }],
  ['the default of actorStateStore', {}, { actorStateStore: 'false' }],
  ['the order of metadata', { redisHost: 'a', redisDB: '1' }, { redisDB: '1', redisHost: 'a' }],
  ['the case of a name', { redishost: 'a' }, { redisHost: 'a' }],
])('%s changes nothing', (_, before, after) => {
  expect(codes(withMetadata(before), withMetadata(after))).toEqual([]);
});

test('a reference to a Secret is shown without what it refers to', () => {
  const from = (key: string): any => component([{ name: 'connectionString', secretKeyRef: { name: 'a', key } }]);
  expect(codes(from('a'), from('b'))).toEqual(['DAPR9544 Component store: connectionString changes from \'a reference\' to \'a reference\'']);
  expect(codes(from('a'), from('a'))).toEqual([]);
});

test('other fields of a component', () => {
  expect(codes(component(), edited(component(), { 'spec.initTimeout': '30s', 'auth.secretStore': 'vault' }))).toEqual(['DAPR9548 Component store: changes: initTimeout, auth.secretStore']);
  expect(codes(component(), edited(component(), { 'metadata.labels.a': 'b' }))).toEqual([]);
});

const scoped = (spec: object = {}, scopes: string[] = ['web']): any => subscription(spec, { scopes });
const renamed = (spec: object, scopes?: string[]): any => edited(scoped(spec, scopes), { 'metadata.name': 'other' });
const topics = (before: any[], after: any[]): string[] => withCode('DAPR9546', [app(), events, ...before], [app(), events, ...after]);

test.each<[string, any[], any[], string]>([
  ['another topic', [scoped()], [scoped({ topic: 'sent' })], 'Subscription paid: app \'web\' no longer subscribes to topic \'paid\' of \'events\'; the subscription is now to topic \'sent\' of \'events\''],
  ['another broker', [scoped()], [scoped({ pubsubname: 'other' })], 'Subscription paid: app \'web\' no longer subscribes to topic \'paid\' of \'events\'; the subscription is now to topic \'paid\' of \'other\''],
  ['no Subscription', [scoped()], [], 'Subscription paid: app \'web\' no longer subscribes to topic \'paid\' of \'events\''],
  ['a Subscription of another name to another topic', [scoped()], [renamed({ topic: 'sent' })], 'Subscription paid: app \'web\' no longer subscribes to topic \'paid\' of \'events\''],
  ['an unscoped Subscription less', [subscription()], [], 'Subscription paid: the apps of the namespace no longer subscribe to topic \'paid\' of \'events\''],
  ['the scope of another app', [scoped()], [scoped({}, ['other'])], 'Subscription paid: app \'web\' no longer subscribes to topic \'paid\' of \'events\''],
])('%s leaves events behind', (_, before, after, line) => {
  expect(topics(before, after)).toEqual([line]);
});

test.each<[string, any[], any[]]>([
  ['a Subscription of another name to the same topic', [scoped()], [renamed({})]],
  ['a Subscription without scopes', [scoped()], [subscription()]],
  ['a topic that is added', [scoped()], [scoped(), renamed({ topic: 'sent' })]],
  ['the Subscription of an app that is gone', [scoped({}, ['gone'])], []],
  ['another API version', [scoped()], [{ ...scoped(), apiVersion: 'dapr.io/v1alpha1' }]],
])('%s does not', (_, before, after) => {
  expect(topics(before, after)).toEqual([]);
});

test('a dead letter topic', () => {
  expect(withCode('DAPR9547', [scoped({ deadLetterTopic: 'a' })], [scoped({ deadLetterTopic: 'b' })])).toEqual(['Subscription paid: deadLetterTopic changes from \'a\' to \'b\'']);
  expect(withCode('DAPR9547', [scoped({ deadLetterTopic: 'a' })], [scoped()])).toEqual(['Subscription paid: deadLetterTopic changes from \'a\' to nothing']);
  expect(withCode('DAPR9547', [scoped({ deadLetterTopic: 'a' })], [scoped({ deadLetterTopic: 'a' })])).toEqual([]);
});

test('routes', () => {
  expect(withCode('DAPR9549', [scoped()], [scoped({ routes: { default: '/a', rules: [{ match: 'x', path: '/b' }] } })])).toEqual(['Subscription paid: events of topic \'paid\' of \'events\' go to \'/a\', \'/b\' instead of \'/paid\'']);
  expect(withCode('DAPR9549', [scoped()], [{ ...scoped({ routes: undefined, route: '/paid' }), apiVersion: 'dapr.io/v1alpha1' }])).toEqual([]);
});
