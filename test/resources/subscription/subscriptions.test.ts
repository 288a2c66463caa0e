/** Subscriptions, and what becomes of events while the app is away. */
import { Chart, Duration } from 'cdk8s';
import {
  AppProtocol, DaprComponent, DaprResiliency, DaprSubscription, DataPlane, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { schemaErrors } from '../../support/strict-schemas';

const RETRY = { policy: 'constant', duration: '1s', maxRetries: -1, matching: { httpStatusCodes: '429,502-504' } };

const subscribed = (props: any = {}, more: (chart: Chart, checkout: any, pubsub: DaprComponent) => void = () => undefined) => {
  const chart = newChart(SHARED);
  const checkout = app(chart, { appPort: 8080, appProtocol: props.protocol, dataPlane: props.dataPlane });
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  new DaprSubscription(chart, 'created', { app: checkout, pubsub, topic: 'orders', route: '/created', ...props.subscription });
  new DaprSubscription(chart, 'paid', { app: checkout, pubsub, topic: 'paid', route: '/paid' });
  more(chart, checkout, pubsub);
  return chart;
};
const shared = (props: any = {}) => ({ dataPlane: DataPlane.sharedDeployment(), ...props });
const retryOf = (chart: Chart) => find(chart, 'Resiliency', 'checkout-events-events');

test('a subscription is scoped to its app, and its app may use the broker', () => {
  const chart = subscribed({ subscription: { deadLetterTopic: 'failed' } });
  expect(find(chart, 'Subscription', 'created')).toEqual({
    apiVersion: 'dapr.io/v2alpha1',
    kind: 'Subscription',
    metadata: { name: 'created' },
    scopes: ['checkout'],
    spec: { pubsubname: 'events', topic: 'orders', routes: { default: '/created' }, deadLetterTopic: 'failed' },
  });
  expect(find(chart, 'Component').scopes).toEqual(['checkout']);
});

test('row 120: a subscription is v2alpha1', () => {
  expect(find(subscribed(), 'Subscription').apiVersion).toBe('dapr.io/v2alpha1');
});

test('a topic that is none is called so in every message', () => {
  const chart = newChart({ ...SHARED, warningsAsErrors: true });
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  const receiver = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  ['a', 'b'].forEach(id => new DaprSubscription(chart, id, { app: receiver, pubsub: events, topic: null as any, route: '/t', bulkSubscribe: {} }));
  expect(refusal(chart)).toMatch(/DAPR3162: topic undefined is received/);
  expect(refusal(chart)).not.toContain("'undefined'");
});

test('a topic of which something cannot be seen is refused in one line', () => {
  const chart = newChart();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 'or\r\nders\u2028', route: '/created' }] });
  expect(refusal(chart).split(/[\n\r\u2028]/).slice(1)).toEqual([expect.stringMatching(/^ {2}\[chart\/checkout\/Subscription-events-or.+\] DAPR6001: topic /)]);
});

test.each([
  ['Orders.created', 'checkout-events-orders.created'], ['orders/+/created', 'checkout-events-orders-created'], ['orders/#', 'checkout-events-orders'],
  ['orders..v2.', 'checkout-events-orders.v2'], ['orders-.-v2', 'checkout-events-orders.v2'], ['a--b', 'checkout-events-a--b'],
])('the Subscription of an app for topic %s is %s', (topic, name) => {
  const chart = newChart();
  const events = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic, route: '/created' }] });
  expect(find(chart, 'Subscription').metadata.name).toBe(name);
});

test('rules keep their order, and a subscription with rules needs no route', () => {
  const rules = [{ match: 'event.type == "b"', path: '/b' }, { match: 'event.type == "a"', path: '/a' }];
  const chart = subscribed({ subscription: { route: undefined, rules } });
  expect(find(chart, 'Subscription', 'created').spec.routes).toEqual({ rules });
  expect(refusal(chart)).toBe('');
});

test('a bulk subscription is on unless it says otherwise', () => {
  const chart = subscribed({ subscription: { bulkSubscribe: { maxAwaitDuration: Duration.seconds(2) } } });
  expect(find(chart, 'Subscription', 'created').spec.bulkSubscribe).toEqual({ enabled: true, maxAwaitDurationMs: 2000 });
});

test('a subscription that exists is loaded by its name and emits nothing', () => {
  const chart = subscribed({}, (_chart, checkout) => checkout.addResource(DaprSubscription.fromSubscriptionName(_chart, 'old', 'old')));
  expect(find(chart, 'Subscription', 'old')).toBeUndefined();
  expect(refusal(chart)).toBe('');
});

test('a prop of the app has all that the construct has', () => {
  const chart = newChart();
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
  app(chart, { appPort: 8080, subscribes: [{ pubsub, topic: 't', rules: [{ match: 'event.a == 1', path: '/a' }], metadata: { rawPayload: 'true' } }] });
  expect(find(chart, 'Subscription', 'checkout-events-t').spec).toMatchObject({ routes: { rules: [{ match: 'event.a == 1', path: '/a' }] }, metadata: { rawPayload: 'true' } });
});

describe('behind a sidecar', () => {
  test('there is no retry and no dead-letter topic: daprd ends with the app, and the broker delivers again', () => {
    const chart = subscribed();
    expect(find(chart, 'Resiliency')).toBeUndefined();
    expect(find(chart, 'Subscription', 'created').spec).not.toHaveProperty('deadLetterTopic');
  });
});

describe('behind a shared daprd', () => {
  test('events are kept until the app is back, by one retry for each broker', () => {
    const all = subscribed(shared()).toJson().filter(o => o.kind === 'Resiliency');
    expect(all).toEqual([{
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'checkout-events-events' },
      scopes: ['checkout'],
      spec: {
        policies: { retries: { untilTheAppIsBack: RETRY } },
        targets: { components: { events: { inbound: { retry: 'untilTheAppIsBack' } } } },
      },
    }]);
  });

  test('for a gRPC app the retry names gRPC codes: cancelled, deadline exceeded, resource exhausted, unavailable', () => {
    for (const protocol of [AppProtocol.GRPC, AppProtocol.GRPCS]) {
      expect(retryOf(subscribed(shared({ protocol }))).spec.policies.retries.untilTheAppIsBack.matching).toEqual({ gRPCStatusCodes: '1,4,8,14' });
    }
  });

  test('what the app does not accept goes to a dead-letter topic of its own', () => {
    expect(find(subscribed(shared()), 'Subscription', 'created').spec.deadLetterTopic).toBe('orders-dead-letter');
    expect(find(subscribed(shared({ subscription: { deadLetterTopic: 'failed' } })), 'Subscription', 'created').spec.deadLetterTopic).toBe('failed');
  });

  test('unless it is to be dropped', () => {
    expect(find(subscribed(shared({ subscription: { dropRejectedEvents: true } })), 'Subscription', 'created').spec).not.toHaveProperty('deadLetterTopic');
  });

  test('several events in one call are a warning: one that is never accepted would hold up the others', () => {
    expect(warningCodes(subscribed(shared({ subscription: { bulkSubscribe: {} } })))).toEqual(['DAPR3162']);
    expect(warningCodes(subscribed(shared({ subscription: { bulkSubscribe: { enabled: false } } })))).toEqual([]);
    expect(warningCodes(subscribed({ subscription: { bulkSubscribe: {} } }))).toEqual([]);
  });

  test('a dead-letter topic that somebody receives has none itself', () => {
    const chart = subscribed(shared(), (_chart, checkout, pubsub) => {
      new DaprSubscription(_chart, 'failed', { app: checkout, pubsub, topic: 'orders-dead-letter', route: '/failed' });
    });
    expect(find(chart, 'Subscription', 'failed').spec).not.toHaveProperty('deadLetterTopic');
    expect(refusal(chart)).toBe('');
  });
});

describe('beside a Resiliency of the user for the same broker', () => {
  const timeout = ResiliencyTimeout.of('short', Duration.seconds(5));
  const outbound = { retry: ResiliencyRetry.of('patient', { maxRetries: 3 }) };
  const merged = (componentTarget: any, more: any = {}) => subscribed(shared(), (chart, checkout, pubsub) => {
    new DaprResiliency(chart, 'mine', { ...(more.scopes || more.availableToNamespace ? {} : { apps: [checkout] }), ...more, componentTargets: [{ component: pubsub, ...componentTarget }] });
  });

  test.each([
    ['as a construct', {}],
    ['by its app-id', { scopes: ['checkout'] }],
    ['with the whole namespace', { availableToNamespace: true }],
  ])('that the app loads %s, that target keeps events too, and there is only one', (_how, more) => {
    const chart = merged({ inbound: { timeout }, outbound }, more);
    expect(find(chart, 'Resiliency', 'mine').spec).toEqual({
      policies: { timeouts: { short: '5s' }, retries: { patient: { policy: 'constant', maxRetries: 3 } } },
      targets: { components: { events: { inbound: { timeout: 'short', retry: 'untilTheAppIsBack' }, outbound: { retry: 'patient' } } } },
    });
    expect(retryOf(chart).spec).toEqual({ policies: { retries: { untilTheAppIsBack: RETRY } }, targets: {} });
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
    expect(chart.toJson().filter(o => o.kind === 'Resiliency').flatMap(schemaErrors)).toEqual([]);
  });

  test('it does not matter which of them was defined first', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
    const mine = new DaprResiliency(chart, 'mine', { apps: [checkout], timeouts: [timeout] });
    mine.addComponentTarget({ component: pubsub, outbound });
    new DaprSubscription(chart, 'created', { app: checkout, pubsub, topic: 'orders', route: '/created' });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events).toEqual({ inbound: { retry: 'untilTheAppIsBack' }, outbound: { retry: 'patient' } });
    expect(retryOf(chart).spec.targets).toEqual({});
  });

  test('a target for an app with a sidecar stays as it is', () => {
    const chart = newChart(SHARED);
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
    new DaprResiliency(chart, 'mine', {
      apps: [app(chart, { appPort: 8080, subscribes: [{ pubsub, topic: 't', route: '/t' }] })], componentTargets: [{ component: pubsub, outbound }],
    });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events).toEqual({ outbound: { retry: 'patient' } });
  });

  test('a retry of the user without an end is the user\'s, without a warning', () => {
    const chart = merged({ inbound: { retry: ResiliencyRetry.of('forever', { maxRetries: -1 }) } });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events.inbound).toEqual({ retry: 'forever' });
    expect(retryOf(chart).spec.targets).toEqual({});
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each([
    ['a retry that ends', { retry: ResiliencyRetry.of('thrice', { maxRetries: 3 }) }],
    ['a breaker', { circuitBreaker: ResiliencyCircuitBreaker.of('careful') }],
  ])('%s loses events, and is a warning', (_what, inbound) => {
    const chart = merged({ inbound });
    expect(warningCodes(chart)).toEqual(['DAPR3125']);
    expect(refusal(chart)).toBe('');
  });

  test('the name of the retry is taken', () => {
    expect(refusal(merged({ inbound: { retry: ResiliencyRetry.of('untilTheAppIsBack') } }))).toContain('DAPR3123');
  });
});
