/** Time limits of message brokers, set from the time for which apps behind a shared daprd may be away. */
import { Chart, Duration } from 'cdk8s';
import { DaprAppProps, DaprSubscription, DataPlane, MetadataValue, pubsub, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, errorsOf, find, messagesOf, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { component, entries, SECRET } from '../../support/components';

const NEWEST = { ...SHARED, daprVersion: '1.19' };
const REQUIRED: { [type: string]: { [name: string]: string } } = {
  'pubsub.redis': { redisHost: 'r:6379' },
  'pubsub.azure.servicebus.topics': { namespaceName: 'n' },
  'pubsub.azure.servicebus.queues': { namespaceName: 'n' },
  'pubsub.aws.snssqs': { region: 'eu' },
  'pubsub.jetstream': { natsURL: 'nats://n:4222', deliverPolicy: 'all' },
  'pubsub.kafka': { brokers: 'k:9092', authType: 'none' },
};

interface Given {
  readonly type?: string;
  readonly metadata?: object;
  readonly settings?: object;
  readonly props?: Partial<DaprAppProps>;
  readonly subscription?: object;
}

function receiving({ type = 'pubsub.redis', metadata = {}, settings = NEWEST, props = {}, subscription = {} }: Given = {}): Chart {
  const chart = newChart(settings);
  const events = component(chart, 'events', type, { ...REQUIRED[type], ...metadata });
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: events, topic: 'orders', route: '/o', ...subscription }], ...props });
  return chart;
}
const limits = (given: Given, field: string): string | undefined => entries(receiving(given), 'events')[field];

describe('from Dapr 1.19', () => {
  test.each([
    ['pubsub.redis', 'processingTimeout', '1h'],
    ['pubsub.azure.servicebus.topics', 'handlerTimeoutInSec', '3600'],
    ['pubsub.azure.servicebus.queues', 'handlerTimeoutInSec', '3600'],
  ])('%s gets %s for an app that may be away for an hour', (type, field, value) => {
    expect(limits({ type }, field)).toBe(value);
    expect(warningCodes(receiving({ type }))).not.toContain('DAPR3180');
  });

  test('maxAppAbsence sets the time', () => {
    expect(limits({ props: { maxAppAbsence: Duration.minutes(90) } }, 'processingTimeout')).toBe('1h30m');
    expect(limits({ type: 'pubsub.azure.servicebus.topics', props: { maxAppAbsence: Duration.millis(90_500) } }, 'handlerTimeoutInSec')).toBe('91');
    expect(limits({ type: 'pubsub.aws.snssqs', props: { maxAppAbsence: Duration.hours(2) } }, 'messageVisibilityTimeout')).toBe('7200');
  });

  test('a limit that is long enough by itself is not set', () => {
    expect(limits({ props: { maxAppAbsence: Duration.minutes(1) } }, 'processingTimeout')).toBeUndefined();
    expect(limits({ type: 'pubsub.aws.snssqs', props: { maxAppAbsence: Duration.seconds(90) } }, 'messageVisibilityTimeout')).toBeUndefined();
    expect(limits({ type: 'pubsub.aws.snssqs', props: { maxAppAbsence: Duration.seconds(91) } }, 'messageVisibilityTimeout')).toBe('91');
  });

  test('SQS hides a message for at most 12 hours', () => {
    const given = { type: 'pubsub.aws.snssqs', props: { maxAppAbsence: Duration.days(4) } };
    expect(limits(given, 'messageVisibilityTimeout')).toBe('43200');
    expect(warningCodes(receiving(given))).not.toContain('DAPR3180');
    expect(messagesOf(receiving({ ...given, props: { maxAppAbsence: Duration.days(5) } }), 'DAPR3180')).toEqual([
      "chart/checkout/Subscription-events-orders: events of topic 'orders' that wait for app 'checkout' are kept for 108h by messageVisibilityTimeout of 'events', "
      + 'then are deleted from the queue, or moved to its dead letter queue; maxAppAbsence is 120h',
    ]);
  });

  test('with a health check the broker only has to keep events until daprd notices that the app is away', () => {
    expect(limits({ props: { appHealthCheck: {} } }, 'processingTimeout')).toBeUndefined();
    expect(limits({ props: { appHealthCheck: { interval: Duration.seconds(30) } } }, 'processingTimeout')).toBe('1m30s500ms');
    expect(limits({ props: { appHealthCheck: { interval: Duration.seconds(30) }, maxAppAbsence: Duration.seconds(70) } }, 'processingTimeout')).toBe('1m10s');
  });

  test('without a dead letter topic Redis delivers the event again, so nothing is set', () => {
    expect(limits({ subscription: { dropRejectedEvents: true } }, 'processingTimeout')).toBeUndefined();
    expect(limits({ subscription: { deadLetterTopic: 'failed' } }, 'processingTimeout')).toBe('1h');
  });

  test('without a dead letter topic Service Bus delivers the event again until maxDeliveryCount', () => {
    const type = 'pubsub.azure.servicebus.topics';
    const kept = (metadata: object, minutes: number) =>
      limits({ type, metadata, subscription: { dropRejectedEvents: true }, props: { maxAppAbsence: Duration.minutes(minutes) } }, 'handlerTimeoutInSec');
    expect([kept({}, 10), kept({}, 11), kept({ maxDeliveryCount: '11' }, 11)]).toEqual([undefined, '660', undefined]);
  });

  test.each([['a bulk call', { subscription: { bulkSubscribe: {} } }], ['disabled redelivery', { metadata: { redeliverInterval: '0' } }]])('Redis has no limit for %s', (_, given) => {
    expect(limits(given, 'processingTimeout')).toBeUndefined();
  });

  test('redeliverInterval ends redelivery with a duration of 0 from Dapr 1.19 only; before, a duration is ignored', () => {
    const of = (daprVersion: string, redeliverInterval: string) => limits({ metadata: { redeliverInterval }, settings: { ...SHARED, daprVersion } }, 'processingTimeout');
    expect([of('1.18.5', '0s'), of('1.19', '0s')]).toEqual(['1h', undefined]);
    expect([of('1.18.5', '0'), of('1.19', '30s'), of('1.18.5', '30s')]).toEqual([undefined, '1h', '1h']);
  });

  test('an app whose daprd is in its pods needs no limit', () => {
    expect(limits({ props: { dataPlane: DataPlane.sidecar() } }, 'processingTimeout')).toBeUndefined();
  });

  test('a broker without a limit stays unchanged', () => {
    expect(Object.keys(entries(receiving({ type: 'pubsub.kafka' }), 'events'))).toEqual(['authType', 'brokers', 'protectedTopics', 'publishingScopes', 'subscriptionScopes']);
  });

  test('the consumer of a JetStream stream stays unchanged', () => {
    expect(limits({ type: 'pubsub.jetstream', metadata: { maxDeliver: '3' } }, 'ackWait')).toBeUndefined();
  });
});

describe('what the user wrote', () => {
  test.each(['processingTimeout', 'ProcessingTimeout'])('is kept: %s', field => {
    const chart = receiving({ metadata: { [field]: '20s' } });
    expect(find(chart, 'Component', 'events').spec.metadata.filter(({ name }: any) => name.toLowerCase() === 'processingtimeout')).toEqual([{ name: 'processingTimeout', value: '20s' }]);
    expect(messagesOf(chart, 'DAPR3180')).toEqual([
      "chart/checkout/Subscription-events-orders: events of topic 'orders' that wait for app 'checkout' are kept for 20s by processingTimeout of 'events', "
      + 'then go to the dead letter topic; maxAppAbsence is 1h',
    ]);
  });

  test('is kept if it comes from a Secret, and not judged', () => {
    const chart = newChart(NEWEST);
    const events = new pubsub.RedisPubSub(chart, 'events', { metadata: { redisHost: 'r:6379', processingTimeout: SECRET } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: events, topic: 'orders', route: '/o' }] });
    expect(entries(chart, 'events').processingTimeout).toEqual({ secretKeyRef: { name: 's', key: 'k' } });
    expect(warningCodes(chart)).not.toContain('DAPR3180');
  });

  test('a class sets the limit too', () => {
    const chart = newChart(NEWEST);
    const events = new pubsub.RedisPubSub(chart, 'events', { metadata: { redisHost: 'r:6379' } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDaemonSet(), subscribes: [{ pubsub: events, topic: 'orders', route: '/o' }] });
    expect(entries(chart, 'events').processingTimeout).toBe('1h');
  });

  test('and derived access that is off does not prevent it', () => {
    const given = { settings: { ...NEWEST, derivedAccess: { topicScopes: false } } };
    expect(entries(receiving(given), 'events')).toEqual({ redisHost: 'r:6379', processingTimeout: '1h' });
  });
});

describe('the release of Dapr decides', () => {
  test.each([['1.16', undefined], ['1.17.9', undefined], ['1.18', undefined], ['1.18.4', undefined], ['1.18.5', '1h'], ['1.19', '1h'], ['1.20', '1h']])('%s: %s', (daprVersion, value) => {
    expect(limits({ settings: { ...SHARED, daprVersion } }, 'processingTimeout')).toBe(value);
  });

  test('an older one has no limit to report', () => {
    expect(warningCodes(receiving({ settings: { ...SHARED, daprVersion: '1.18.4' }, metadata: { processingTimeout: '1s' } }))).not.toContain('DAPR3180');
  });
});

describe('several apps that receive from one broker', () => {
  const hours = (...all: number[]) => {
    const chart = newChart(NEWEST);
    const events = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379' }, { availableToNamespace: false });
    all.forEach((time, i) => app(chart, {
      appPort: 8080,
      maxAppAbsence: Duration.hours(time),
      dataPlane: new SharedDaprDeployment(chart, `plane${i}`, { appId: `app${i}` }),
      subscribes: [{ pubsub: events, topic: `orders${i}`, route: '/o' }],
    }, `app${i}`));
    return chart;
  };
  const fingerprint = (chart: Chart) => find(chart, 'Deployment', 'app0-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];

  test('get the longest time', () => {
    expect(entries(hours(2, 5, 3), 'events').processingTimeout).toBe('5h');
  });

  test('do not roll for the time of another app, and roll for their own', () => {
    expect(fingerprint(hours(2, 5))).toBe(fingerprint(hours(2)));
    expect(fingerprint(hours(5, 5))).not.toBe(fingerprint(hours(2, 5)));
  });
});

test.each([
  ['less than a second', Duration.millis(999)], ['more than a year', Duration.days(366)], ['another type', 5 as any],
])('maxAppAbsence of %s is refused', (_, maxAppAbsence) => {
  expect(errorsOf(receiving({ props: { maxAppAbsence } }))).toMatch(/^DAPR3017: maxAppAbsence must be a Duration of 1 second to 365 days; got /);
});

describe('handlerTimeoutInSec of 0', () => {
  const given = (daprVersion: string, value: string) => receiving({ type: 'pubsub.azure.servicebus.topics', metadata: { handlerTimeoutInSec: value }, settings: { ...SHARED, daprVersion } });

  test.each([['1.19', '0'], ['1.18.5', '00'], ['1.19', '-1']])('delivers nothing with Dapr %s: %s', (version, value) => {
    expect(errorsOf(given(version, value))).toContain(`DAPR3182: metadata.handlerTimeoutInSec must be a positive number of seconds; got '${value}'.`);
  });

  test('had no effect before', () => {
    expect(refusal(given('1.18', '0'))).toBe('');
    expect(refusal(given('1.19', '1'))).toBe('');
  });

  test('from a Secret is not judged', () => {
    const chart = newChart(NEWEST);
    new pubsub.AzureServiceBusTopicsPubSub(chart, 'events', { metadata: { namespaceName: 'n', handlerTimeoutInSec: MetadataValue.fromSecret('s', 'k') }, availableToNamespace: true });
    expect(refusal(chart)).toBe('');
  });
});

test('a subscription that is defined after the app counts', () => {
  const chart = newChart(NEWEST);
  const events = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379' });
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  new DaprSubscription(chart, 'late', { app: checkout, pubsub: events, topic: 'orders', route: '/o' });
  expect(entries(chart, 'events').processingTimeout).toBe('1h');
});
