/** Retries of events while the app is unavailable. */
import { Chart, Duration } from 'cdk8s';
import {
  AppProtocol, DaprComponent, DaprResiliency, DaprSubscription, DataPlane, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { RETRY } from '../../support/event-retry';
import { schemaErrors } from '../../support/strict-schemas';
import { subscribed } from '../../support/subscribed';

const shared = (props: any = {}) => ({ dataPlane: DataPlane.sharedDeployment(), ...props });
const retryOf = (chart: Chart) => find(chart, 'Resiliency', 'checkout-events-events');

describe('behind a sidecar', () => {
  test('there is no retry and no dead letter topic: daprd ends with the app, and the broker delivers again', () => {
    const chart = subscribed();
    expect(find(chart, 'Resiliency')).toBeUndefined();
    expect(find(chart, 'Subscription', 'created').spec).not.toHaveProperty('deadLetterTopic');
  });
});

describe('behind a shared daprd', () => {
  test('events are retried until the app is available, with one retry per broker', () => {
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

  test('events that the app rejects go to a dead letter topic', () => {
    expect(find(subscribed(shared()), 'Subscription', 'created').spec.deadLetterTopic).toBe('orders-dead-letter');
    expect(find(subscribed(shared({ subscription: { deadLetterTopic: 'failed' } })), 'Subscription', 'created').spec.deadLetterTopic).toBe('failed');
  });

  test('or are dropped if dropRejectedEvents is set', () => {
    expect(find(subscribed(shared({ subscription: { dropRejectedEvents: true } })), 'Subscription', 'created').spec).not.toHaveProperty('deadLetterTopic');
  });

  test('bulk subscribe is a warning: one event that is never accepted would block the others', () => {
    expect(warningCodes(subscribed(shared({ subscription: { bulkSubscribe: {} } })))).toEqual(['DAPR3162']);
    expect(warningCodes(subscribed(shared({ subscription: { bulkSubscribe: { enabled: false } } })))).toEqual([]);
    expect(warningCodes(subscribed({ subscription: { bulkSubscribe: {} } }))).toEqual([]);
  });

  test('a dead letter topic with a subscription has no further dead letter topic', () => {
    const chart = subscribed(shared(), (_chart, checkout, pubsub) => {
      new DaprSubscription(_chart, 'failed', { app: checkout, pubsub, topic: 'orders-dead-letter', route: '/failed' });
    });
    expect(find(chart, 'Subscription', 'failed').spec).not.toHaveProperty('deadLetterTopic');
    expect(refusal(chart)).toBe('');
  });
});

describe('with a Resiliency of the user for the same broker', () => {
  const timeout = ResiliencyTimeout.of('short', Duration.seconds(5));
  const outbound = { retry: ResiliencyRetry.of('patient', { maxRetries: 3 }) };
  const merged = (componentTarget: any, more: any = {}) => subscribed(shared(), (chart, checkout, pubsub) => {
    new DaprResiliency(chart, 'mine', { ...(more.scopes || more.availableToNamespace ? {} : { apps: [checkout] }), ...more, componentTargets: [{ component: pubsub, ...componentTarget }] });
  });

  test.each([
    ['as a construct', {}],
    ['by its app-id', { scopes: ['checkout'] }],
    ['with the whole namespace', { availableToNamespace: true }],
  ])('that the app loads %s, that target gets the retry, and there is only one target', (_how, more) => {
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

  test('the order of definition does not matter', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
    const mine = new DaprResiliency(chart, 'mine', { apps: [checkout], timeouts: [timeout] });
    mine.addComponentTarget({ component: pubsub, outbound });
    new DaprSubscription(chart, 'created', { app: checkout, pubsub, topic: 'orders', route: '/created' });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events).toEqual({ inbound: { retry: 'untilTheAppIsBack' }, outbound: { retry: 'patient' } });
    expect(retryOf(chart).spec.targets).toEqual({});
  });

  test('a target for an app with a sidecar is unchanged', () => {
    const chart = newChart(SHARED);
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
    new DaprResiliency(chart, 'mine', {
      apps: [app(chart, { appPort: 8080, subscribes: [{ pubsub, topic: 't', route: '/t' }] })], componentTargets: [{ component: pubsub, outbound }],
    });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events).toEqual({ outbound: { retry: 'patient' } });
  });

  test('an unlimited retry of the user is kept, without a warning', () => {
    const chart = merged({ inbound: { retry: ResiliencyRetry.of('forever', { maxRetries: -1 }) } });
    expect(find(chart, 'Resiliency', 'mine').spec.targets.components.events.inbound).toEqual({ retry: 'forever' });
    expect(retryOf(chart).spec.targets).toEqual({});
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each([
    ['a limited retry', { retry: ResiliencyRetry.of('thrice', { maxRetries: 3 }) }],
    ['a circuit breaker', { circuitBreaker: ResiliencyCircuitBreaker.of('careful') }],
  ])('%s loses events, and is a warning', (_what, inbound) => {
    const chart = merged({ inbound });
    expect(warningCodes(chart)).toEqual(['DAPR3125']);
    expect(refusal(chart)).toBe('');
  });

  test('the name of the retry is reserved', () => {
    expect(refusal(merged({ inbound: { retry: ResiliencyRetry.of('untilTheAppIsBack') } }))).toContain('DAPR3123');
  });
});
