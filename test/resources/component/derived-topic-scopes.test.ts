/** Topic scopes derived from the topics that apps declare. */
import { DaprPlatformSettings, DataPlane, pubsub, TopicScopes } from 'cdk8s-dapr';
import { app, find, SHARED, warningCodes } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { shop } from '../../support/namespaces';

const metadata = (chart: any) => Object.fromEntries((find(chart, 'Component', 'events').spec.metadata ?? []).map(({ name, value }: any) => [name, value]));

describe('topic scopes', () => {
  const two = (settings: DaprPlatformSettings = {}, props: object = {}) => {
    const chart = shop(settings);
    const events = inMemoryBroker(chart, props);
    app(chart, { publishes: [{ pubsub: events, topic: 'orders' }] }, 'checkout');
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 'orders', route: '/o', deadLetterTopic: 'poison' }] }, 'billing');
    return { chart, events };
  };

  test('an app may publish and receive what it declares, reach its dead letter topic, and use no other topic', () => {
    expect(metadata(two().chart)).toEqual({
      publishingScopes: 'billing=poison;checkout=orders', subscriptionScopes: 'billing=orders;checkout=', protectedTopics: 'orders,poison',
    });
  });

  test('the default dead letter topic of an app with a shared daprd is one of the topics', () => {
    const chart = shop(SHARED);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: inMemoryBroker(chart), topic: 'orders', route: '/o' }] }, 'billing');
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'billing=orders-dead-letter', subscriptionScopes: 'billing=orders' });
  });

  test('a subscription in code is included, and renders no object', () => {
    const chart = shop();
    app(chart, { subscribesInCode: [{ pubsub: inMemoryBroker(chart), topic: 'orders' }] }, 'billing');
    expect(metadata(chart)).toMatchObject({ subscriptionScopes: 'billing=orders' });
    expect(find(chart, 'Subscription')).toBeUndefined();
  });

  test('an app that declares no topic may use every topic, so no topic is protected', () => {
    const { chart, events } = two();
    app(chart, { uses: [events] }, 'audit');
    expect(metadata(chart)).toEqual({ publishingScopes: 'billing=poison;checkout=orders', subscriptionScopes: 'billing=orders;checkout=' });
  });

  test.each([['named in scopes', { scopes: ['elsewhere'] }], ['in the namespace of an unscoped broker', { availableToNamespace: true }]])('no topic is protected from an app that is %s', (_, props) => {
    expect(metadata(two({}, props).chart)).not.toHaveProperty('protectedTopics');
  });

  test('a broker without declared topics stays unchanged', () => {
    const chart = shop();
    app(chart, { uses: [inMemoryBroker(chart)] });
    expect(metadata(chart)).toEqual({});
  });

  test('topic scopes that the user set for an app are kept', () => {
    const chart = shop();
    const events = new pubsub.RedisPubSub(chart, 'events', {
      metadata: { redisHost: 'redis:6379' }, topicScopes: TopicScopes.of({ publishingScopes: { checkout: ['refunds'] }, protectedTopics: ['audit'] }),
    });
    app(chart, { publishes: [{ pubsub: events, topic: 'orders' }] });
    expect(metadata(chart)).toMatchObject({ publishingScopes: 'checkout=refunds', subscriptionScopes: 'checkout=', protectedTopics: 'audit,orders' });
  });

  test('derivedAccess.topicScopes turns them off', () => {
    expect(metadata(two({ derivedAccess: { topicScopes: false } }).chart)).toEqual({});
  });

  test('a topic that topic scopes cannot contain is a warning, and nothing is derived', () => {
    const chart = shop();
    app(chart, { publishes: [{ pubsub: inMemoryBroker(chart), topic: 'a,b' }] });
    expect(metadata(chart)).toEqual({});
    expect(warningCodes(chart)).toContain('DAPR3254');
  });

  test('topics of another app do not restart a shared daprd, those of its app do', () => {
    const print = (others: string[], own: string[]) => {
      const chart = shop(SHARED);
      const events = inMemoryBroker(chart);
      const topics = (names: string[]) => names.map(topic => ({ pubsub: events, topic }));
      app(chart, { publishes: topics(own), dataPlane: DataPlane.sharedDeployment() }, 'checkout');
      app(chart, { publishes: topics(others) }, 'other');
      return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    };
    expect(print(['b'], ['a'])).toBe(print(['b', 'c'], ['a']));
    expect(print(['b'], ['a'])).not.toBe(print(['b'], ['a', 'c']));
  });
});
