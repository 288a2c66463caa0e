/** Faults of subscriptions and topics: routes and rules, one topic twice, dead letters, brokers. */
import { Chart } from 'cdk8s';
import { DaprComponent, DaprSubscription } from 'cdk8s-dapr';
import { Case, componentOf, inMemoryBroker, redisBroker, redisStore } from './case';
import { app } from '../charts';

const subscribed = (...all: any[]) => (chart: Chart) => {
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
  const checkout = app(chart, { appPort: 8080 });
  all.forEach((props, i) => new DaprSubscription(chart, `s${i}`, { app: checkout, pubsub, topic: 't', route: '/t', ...props }));
};

export const ERRORS: Case[] = [
  ['114 a subscription without a route', 'DAPR6001', subscribed({ route: undefined })],
  ['114 a route without a slash', 'DAPR6001', subscribed({ route: 't' })],
  ['115 a rule that is no expression', 'DAPR6001', subscribed({ rules: [{ match: 'event.type == (', path: '/a' }] })],
  ['117 a rule without a match', 'DAPR3017', subscribed({ rules: [{ match: '', path: '/a' }] })],
  ['117 a rule twice', 'DAPR6001', subscribed({ rules: [{ match: 'event.a == 1', path: '/a' }, { match: 'event.a == 1', path: '/b' }] })],
  ['121 no event in one call', 'DAPR3001', subscribed({ bulkSubscribe: { maxMessagesCount: 0 } })],
  ['164 topic that is no text', 'DAPR3017', chart => { app(chart, { appPort: 8080 }).addSubscription({ pubsub: inMemoryBroker(chart), topic: {} as any, route: '/t' }); }],

  ['116 two subscriptions of one app to one topic', 'DAPR3160', subscribed({}, { route: '/other' })],
  ['one topic twice in subscribes', 'DAPR3160', chart => {
    const to = { pubsub: inMemoryBroker(chart), topic: 't', route: '/t' };
    app(chart, { appPort: 8080, subscribes: [to, to] });
  }],

  ['118 dead letters that come back', 'DAPR3161', subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'a' })],
  ['118 dead letters that come back by a third topic', 'DAPR3161',
    subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'c' }, { topic: 'c', deadLetterTopic: 'a' })],
  ['subscription whose dead letters go to its own topic', 'DAPR6001', chart => {
    new DaprSubscription(chart, 's', { app: app(chart, { appPort: 8080 }), pubsub: inMemoryBroker(chart), topic: 't', route: '/t', deadLetterTopic: 't' });
  }],
  ['a dead-letter topic beside dropped events', 'DAPR6001', subscribed({ deadLetterTopic: 'd', dropRejectedEvents: true })],

  ['a subscription to a state store', 'DAPR4029', chart => { subscribed({ pubsub: componentOf(chart, 'state.redis') })(chart); }],
  ['90 a topic of what is no broker', 'DAPR4029', chart => { app(chart, { publishes: [{ pubsub: redisStore(chart), topic: 't' }] }); }],
];

export const WARNINGS: Case[] = [
  ['113 a broker by nearly the name of one', 'DAPR4021', chart => {
    redisBroker(chart);
    app(chart, { appPort: 8080, subscribes: [{ pubsub: DaprComponent.fromComponentName(chart, 'e', 'evnts'), topic: 't', route: '/t' }] });
  }],
  ['118 dead letters that nobody receives', 'DAPR6002', chart => { app(chart, { appPort: 8080, subscribes: [{ pubsub: redisBroker(chart), topic: 't', route: '/t', deadLetterTopic: 'd' }] }); }],
];

/** What looks like one of them and is right. */
export const RIGHT: Case[] = [
  ['a topic that two apps receive', 'DAPR3160', chart => { subscribed({})(chart); app(chart, { appPort: 8080, subscribes: [{ pubsub: chart.node.findChild('events') as DaprComponent, topic: 't', route: '/t' }] }, 'other'); }],
];
