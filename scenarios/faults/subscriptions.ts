/** Faults of subscriptions and topics: routes and rules, duplicates, dead letters, brokers. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprSubscription, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { Case, componentOf, inMemoryBroker, redisBroker, redisStore, text } from './case';
import { app, SHARED } from '../charts';

const subscribed = (...all: any[]) => (chart: Chart) => {
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
  const checkout = app(chart, { appPort: 8080 });
  all.forEach((props, i) => new DaprSubscription(chart, `s${i}`, { app: checkout, pubsub, topic: 't', route: '/t', ...props }));
};

const mqtt = (chart: Chart) => new DaprComponent(chart, 'mqtt', { type: 'pubsub.mqtt3', metadata: { url: MetadataValue.fromSecret('mqtt', 'url') } });
const shared = (type: string, metadata: any, topic: string) => (chart: Chart) => {
  const pubsub = new DaprComponent(chart, 'filters', { type, metadata });
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub, topic, route: '/t' }] });
};

/** Time limits of components end retries from this version. */
const NEWER = { ...SHARED, daprVersion: '1.18.5' };

export const ERRORS: Case[] = [
  ['114 a subscription without a route', 'DAPR6001', subscribed({ route: undefined })],
  ['114 a route without a slash', 'DAPR6001', subscribed({ route: 't' })],
  ['115 a rule with an invalid expression', 'DAPR6001', subscribed({ rules: [{ match: 'event.type == (', path: '/a' }] })],
  ['117 a rule without a match', 'DAPR3017', subscribed({ rules: [{ match: '', path: '/a' }] })],
  ['117 the same rule twice', 'DAPR6001', subscribed({ rules: [{ match: 'event.a == 1', path: '/a' }, { match: 'event.a == 1', path: '/b' }] })],
  ['121 a bulk of zero events', 'DAPR3001', subscribed({ bulkSubscribe: { maxMessagesCount: 0 } })],
  ['164 a topic that is not a string', 'DAPR3017', chart => { app(chart, { appPort: 8080 }).addSubscription({ pubsub: inMemoryBroker(chart), topic: {} as any, route: '/t' }); }],

  ['116 two subscriptions of one app to one topic', 'DAPR3160', subscribed({}, { route: '/other' })],
  ['the same topic twice in subscribes', 'DAPR3160', chart => {
    const to = { pubsub: inMemoryBroker(chart), topic: 't', route: '/t' };
    app(chart, { appPort: 8080, subscribes: [to, to] });
  }],

  ['a subscription whose dead letter topic is its own topic', 'DAPR6001', chart => {
    new DaprSubscription(chart, 's', { app: app(chart, { appPort: 8080 }), pubsub: inMemoryBroker(chart), topic: 't', route: '/t', deadLetterTopic: 't' });
  }],
  ['a dead letter topic together with dropRejectedEvents', 'DAPR6001', subscribed({ deadLetterTopic: 'd', dropRejectedEvents: true })],

  ['an MQTT topic with wildcards that an app publishes to', 'DAPR6050', chart => { app(chart, { publishes: [{ pubsub: mqtt(chart), topic: 'sensors/+' }] }); }],

  ['a subscription to a state store', 'DAPR4029', chart => { subscribed({ pubsub: componentOf(chart, 'state.redis') })(chart); }],
  ['90 a topic of a component that is not a message broker', 'DAPR4029', chart => { app(chart, { publishes: [{ pubsub: redisStore(chart), topic: 't' }] }); }],
];

export const WARNINGS: Case[] = [
  ['118 dead letters in a loop', 'DAPR3161', subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'a' })],
  ['118 dead letters in a loop of three topics', 'DAPR3161',
    subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'c' }, { topic: 'c', deadLetterTopic: 'a' })],
  ['113 a misspelled message broker name', 'DAPR4021', chart => {
    redisBroker(chart);
    app(chart, { appPort: 8080, subscribes: [{ pubsub: DaprComponent.fromComponentName(chart, 'e', 'evnts'), topic: 't', route: '/t' }] });
  }],
  ['118 a dead letter topic without a subscription', 'DAPR6002', chart => { app(chart, { appPort: 8080, subscribes: [{ pubsub: redisBroker(chart), topic: 't', route: '/t', deadLetterTopic: 'd' }] }); }],
  ['a filter of all topics behind a shared daprd', 'DAPR6051', shared('pubsub.mqtt3', { url: MetadataValue.fromSecret('mqtt', 'url') }, '#'), SHARED],
  ['a topic that Kafka does not accept', 'DAPR6052', shared('pubsub.kafka', { brokers: text('k:9092'), authType: text('none') }, 'a/b'), SHARED],
  ['a time limit of Redis that is shorter than the app may be away', 'DAPR3180', shared('pubsub.redis', { redisHost: text('r:6379'), processingTimeout: text('5s') }, 'orders'), NEWER],
  ['a broker of another App behind a shared daprd', 'DAPR3181', chart => {
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: DaprComponent.fromComponentName(chart, 'e', 'events'), topic: 't', route: '/t' }] });
  }, NEWER],
  ['a subscription to a misspelled topic', 'DAPR6054', chart => {
    app(chart, { publishes: [{ pubsub: redisBroker(chart), topic: 'ordered' }] });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: chart.node.findChild('events') as DaprComponent, topic: 'orderd', route: '/ordered' }] }, 'shipping');
  }],
  ['a dead letter topic without a stream', 'DAPR6053', shared('pubsub.jetstream', { natsURL: text('nats://n:4222') }, 'orders'), SHARED],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['a topic with subscriptions of two apps', 'DAPR3160', chart => { subscribed({})(chart); app(chart, { appPort: 8080, subscribes: [{ pubsub: chart.node.findChild('events') as DaprComponent, topic: 't', route: '/t' }] }, 'other'); }],
];
