/** The transactional outbox: scopes of its brokers, derived topic scopes, and what does not fit. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DataPlane, IDaprComponent, MetadataValue, TopicScopes, pubsub, state } from 'cdk8s-dapr';
import { app, codes, find, messagesOf, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { component } from '../../support/components';
import { ownConfiguration } from '../../support/configurations';
import { shop } from '../../support/namespaces';

const store = (chart: Chart, outbox: object = { outboxPublishPubsub: 'events', outboxPublishTopic: 'orders' }, props: object = {}): IDaprComponent =>
  new state.RedisStateStore(chart, 'store', { metadata: { redisHost: 'redis:6379', ...outbox }, ...props });
const metadata = (chart: Chart, name = 'events'): object =>
  Object.fromEntries((find(chart, 'Component', name).spec.metadata ?? []).map(({ name: field, value }: any) => [field, value]));

describe('an app with an outbox', () => {
  test('is scoped to the broker, and may publish to the topic and to daprd\'s own topic', () => {
    const chart = shop();
    const events = inMemoryBroker(chart);
    app(chart, { uses: [store(chart)] });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 'orders', route: '/o' }] }, 'billing');
    expect(refusal(chart)).toBe('');
    expect(find(chart, 'Component', 'events').scopes).toEqual(['billing', 'checkout']);
    expect(metadata(chart)).toEqual({
      publishingScopes: 'billing=;checkout=orders,shopcheckoutordersoutbox', subscriptionScopes: 'billing=orders;checkout=', protectedTopics: 'orders,shopcheckoutordersoutbox',
    });
  });

  test('has the same scopes if the broker is defined last, in another chart, or the store is added later', () => {
    const chart = shop();
    const checkout = app(chart);
    checkout.addComponent(store(chart));
    inMemoryBroker(chart);
    expect(find(chart, 'Component', 'events').scopes).toEqual(['checkout']);
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'checkout=orders,shopcheckoutordersoutbox' });
  });

  test('keeps the topics that it declares', () => {
    const chart = shop();
    app(chart, { uses: [store(chart)], publishes: [{ pubsub: inMemoryBroker(chart), topic: 'refunds' }] });
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'checkout=orders,refunds,shopcheckoutordersoutbox' });
  });

  test('is not restricted on a broker that it uses without topics', () => {
    const chart = shop();
    app(chart, { uses: [store(chart), inMemoryBroker(chart)] });
    expect(metadata(chart)).toEqual({});
  });

  test('publishes its own topic to outboxPubsub', () => {
    const chart = shop();
    inMemoryBroker(chart);
    new DaprComponent(chart, 'internal', { type: 'pubsub.in-memory' });
    app(chart, { uses: [store(chart, { outboxPublishPubsub: 'events', outboxPublishTopic: 'orders', outboxPubsub: 'internal' })] });
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'checkout=orders' });
    expect(metadata(chart, 'internal')).toMatchObject({ publishingScopes: 'checkout=shopcheckoutordersoutbox' });
    expect(find(chart, 'Component', 'internal').scopes).toEqual(['checkout']);
  });

  test('is an app of each that loads the store, with its own topic', () => {
    const chart = shop(SHARED);
    inMemoryBroker(chart);
    const orders = store(chart);
    app(chart, { uses: [orders], dataPlane: DataPlane.sharedDeployment() });
    app(chart, { uses: [orders] }, 'billing');
    new DaprComponent(chart, 'other', { type: 'state.in-memory' }).addApp(DaprApp.fromAppId(chart, 'peer', 'ledger'));
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'billing=orders,shopbillingordersoutbox;checkout=orders,shopcheckoutordersoutbox' });
  });

  test('is scoped to a broker that it loads for its store only, without a secret scope for the broker', () => {
    const chart = shop();
    inMemoryBroker(chart);
    app(chart, { uses: [store(chart)], readsSecrets: [] });
    expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  });

  test('has no derived topics if its namespace is unknown, which is a warning', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart)] });
    app(chart, { publishes: [{ pubsub: inMemoryBroker(chart), topic: 'orders' }] }, 'billing');
    expect(refusal(chart)).toBe('');
    expect(metadata(chart)).toEqual({});
    expect(messagesOf(chart, 'DAPR3242')).toEqual(["chart/events: app 'checkout' publishes to the broker for an outbox, and its namespace is unknown"]);
  });
});

test.each<[string, object, string]>([
  ['the topic', { outboxPublishPubsub: 'events' }, 'metadata.outboxPublishPubsub is set, and metadata.outboxPublishTopic is missing'],
  ['the broker', { outboxPublishTopic: 'orders', outboxPubsub: 'events' }, 'metadata.outboxPublishTopic and metadata.outboxPubsub are set, and metadata.outboxPublishPubsub is missing'],
])('an outbox without %s is refused', (_, outbox, what) => {
  const chart = shop();
  inMemoryBroker(chart);
  app(chart, { uses: [store(chart, outbox)] });
  expect(messagesOf(chart, 'DAPR3240')).toEqual([`chart/store: ${what}`]);
});

test('a misspelled broker is a warning, and a component that is not a broker is refused', () => {
  const misspelled = shop();
  inMemoryBroker(misspelled, { availableToNamespace: true });
  app(misspelled, { uses: [store(misspelled, { outboxPublishPubsub: 'evnts', outboxPublishTopic: 'orders' })] });
  expect(messagesOf(misspelled, 'DAPR4021')).toEqual(["chart/store: metadata.outboxPublishPubsub is 'evnts'; did you mean 'events' at 'chart/events'?"]);
  const wrong = shop();
  app(wrong, { uses: [store(wrong, { outboxPublishPubsub: 'store', outboxPublishTopic: 'orders' })] });
  expect(messagesOf(wrong, 'DAPR4029')).toEqual(["chart/store: metadata.outboxPublishPubsub is 'store', which is of type state.redis"]);
});

test('a broker that exists elsewhere is accepted', () => {
  const chart = shop();
  app(chart, { uses: [store(chart, { outboxPublishPubsub: 'kafka-of-the-platform', outboxPublishTopic: 'orders' })] });
  expect(refusal(chart)).toBe('');
  expect(warningCodes(chart)).not.toContain('DAPR4021');
});

test('scopes of the broker must contain the app IDs in the scopes of the store', () => {
  const chart = shop();
  inMemoryBroker(chart, { scopes: ['checkout'] });
  app(chart, { uses: [store(chart, undefined, { scopes: ['ledger'] })] });
  expect(messagesOf(chart, 'DAPR4022')).toEqual(["chart/store: metadata.outboxPublishPubsub is 'events' for app 'ledger', and 'chart/events' is scoped to 'checkout' only"]);
});

describe('topic scopes that the user sets', () => {
  const scoped = (scopes: TopicScopes, derived = true): Chart => {
    const chart = shop({ derivedAccess: { topicScopes: derived } });
    new pubsub.RedisPubSub(chart, 'events', { metadata: { redisHost: 'redis:6379' }, topicScopes: scopes });
    app(chart, { uses: [store(chart)] });
    return chart;
  };

  test('must allow both topics', () => {
    expect(messagesOf(scoped(TopicScopes.of({ publishingScopes: { checkout: ['orders'] } })), 'DAPR3241'))
      .toEqual(["chart/store: app 'checkout' must be allowed to publish to topic 'shopcheckoutordersoutbox' of 'events'"]);
    expect(messagesOf(scoped(TopicScopes.of({ allowedTopics: ['refunds'] })), 'DAPR3241')).toHaveLength(2);
    expect(messagesOf(scoped(TopicScopes.of({ protectedTopics: ['orders'] }), false), 'DAPR3241')).toHaveLength(1);
  });

  test('are accepted if they do', () => {
    expect(codes(() => scoped(TopicScopes.of({ publishingScopes: { checkout: ['orders', 'shopcheckoutordersoutbox'] } })))).toEqual([]);
    expect(codes(() => scoped(TopicScopes.of({ publishingScopes: { billing: ['refunds'] } })))).toEqual([]);
    expect(codes(() => scoped(TopicScopes.of({ protectedTopics: ['orders'] })))).toEqual([]);
  });
});

test('an outbox whose settings are not plain values is accepted', () => {
  const chart = shop();
  inMemoryBroker(chart);
  app(chart, { uses: [component(chart, 'store', 'state.redis', { redisHost: 'r:6379', outboxPublishTopic: 'orders' }, {})] });
  expect(codes(() => chart)).toEqual(['DAPR3240']);
  const other = shop();
  app(other, {
    uses: [new DaprComponent(other, 'store', { type: 'state.in-memory', metadata: { outboxPublishPubsub: MetadataValue.fromEnv('BROKER'), outboxPublishTopic: MetadataValue.fromEnv('TOPIC') } })],
  });
  expect(refusal(other)).toBe('');
});
