/** Message brokers that keep events for a shorter time than the app may be away. */
import { Chart, Duration } from 'cdk8s';
import { DaprAppProps, DataPlane } from 'cdk8s-dapr';
import { app, messagesOf, newChart, SHARED } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';

const NEWEST = { ...SHARED, daprVersion: '1.19' };
const REQUIRED: { [type: string]: { [name: string]: string } } = {
  'pubsub.redis': { redisHost: 'r:6379' },
  'pubsub.azure.servicebus.topics': { namespaceName: 'n' },
  'pubsub.aws.snssqs': { region: 'eu' },
  'pubsub.jetstream': { natsURL: 'nats://n:4222', deliverPolicy: 'all' },
  'pubsub.gcp.pubsub': { projectID: 'p' },
};

type Props = Partial<DaprAppProps>;
const kept = (type: string, metadata: object = {}, props: Props = {}, subscription: object = {}, settings: object = NEWEST): string[] => {
  const chart = newChart(settings);
  const events = component(chart, 'events', type, { ...REQUIRED[type], ...metadata });
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: events, topic: 'orders', route: '/o', ...subscription }], ...props });
  return messagesOf(chart, 'DAPR3180').map(message => message.replace(/^.*are kept for /, ''));
};

describe('a limit that the user set', () => {
  test.each<[string, object, string]>([
    ['pubsub.redis', { processingTimeout: '30s' }, "30s by processingTimeout of 'events', then go to the dead letter topic; maxAppAbsence is 1h"],
    ['pubsub.redis', { processingTimeout: '30000' }, "30s by processingTimeout of 'events', then go to the dead letter topic; maxAppAbsence is 1h"],
    ['pubsub.redis', { streamTTL: '10m' }, "10m by streamTTL of 'events', then are deleted; maxAppAbsence is 1h"],
    ['pubsub.azure.servicebus.topics', { handlerTimeoutInSec: '90' }, "1m30s by handlerTimeoutInSec of 'events', then go to the dead letter topic; maxAppAbsence is 1h"],
    ['pubsub.azure.servicebus.topics', { defaultMessageTimeToLiveInSec: '60' }, "1m by defaultMessageTimeToLiveInSec of 'events', then are deleted; maxAppAbsence is 1h"],
    ['pubsub.aws.snssqs', { messageVisibilityTimeout: '60' }, "9m by messageVisibilityTimeout of 'events', then are deleted from the queue, or moved to its dead letter queue; maxAppAbsence is 1h"],
    ['pubsub.aws.snssqs', { messageVisibilityTimeout: '60', sqsDeadLettersQueueName: 'd', messageReceiveLimit: '3' },
      "3m by messageVisibilityTimeout of 'events', then are deleted from the queue, or moved to its dead letter queue; maxAppAbsence is 1h"],
    ['pubsub.aws.snssqs', { messageVisibilityTimeout: '60', messageRetryLimit: '4' },
      "3m by messageVisibilityTimeout of 'events', then are deleted from the queue, or moved to its dead letter queue; maxAppAbsence is 1h"],
    ['pubsub.azure.servicebus.topics', { ttlInSeconds: '60' }, "1m by ttlInSeconds of 'events', then are deleted; maxAppAbsence is 1h"],
    ['pubsub.jetstream', { maxDeliver: '4' }, "2m by ackWait of 'events', then are not delivered again by the stream; maxAppAbsence is 1h"],
    ['pubsub.jetstream', { maxDeliver: '4', ackWait: '1m' }, "4m by ackWait of 'events', then are not delivered again by the stream; maxAppAbsence is 1h"],
  ])('of %s is reported if it is too short: %p', (type, metadata, message) => {
    expect(kept(type, metadata)).toEqual([message]);
  });

  test.each<[string, object]>([
    ['pubsub.redis', { processingTimeout: '1h' }],
    ['pubsub.redis', { processingTimeout: '0' }],
    ['pubsub.redis', { processingTimeout: '1s', redeliverInterval: '0s' }],
    ['pubsub.redis', { processingTimeout: '{uuid}' }],
    ['pubsub.redis', { streamTTL: '1h' }],
    ['pubsub.azure.servicebus.topics', { handlerTimeoutInSec: '3600' }],
    ['pubsub.aws.snssqs', { messageVisibilityTimeout: '400' }],
    ['pubsub.aws.snssqs', { messageVisibilityTimeout: '1', disableDeleteOnRetryLimit: 'true' }],
    ['pubsub.jetstream', { ackWait: '1s' }],
    ['pubsub.jetstream', { maxDeliver: '1', backOff: '1s,1h' }],
    ['pubsub.jetstream', { maxDeliver: '1', ackPolicy: 'none' }],
    ['pubsub.gcp.pubsub', { deadLetterTopic: 'd' }],
  ])('of %s is not reported otherwise: %p', (type, metadata) => {
    expect(kept(type, metadata)).toEqual([]);
  });

  test('an empty value is the default of the component', () => {
    expect(kept('pubsub.redis', { processingTimeout: '' })).toEqual(["1m by processingTimeout of 'events', then go to the dead letter topic; maxAppAbsence is 1h"]);
  });
});

test('the component of Google Cloud keeps an event for one hour in each attempt', () => {
  expect(kept('pubsub.gcp.pubsub', { deadLetterTopic: 'd' }, { maxAppAbsence: Duration.hours(6) }))
    .toEqual(["5h by maxDeliveryAttempts of 'events', then go to the dead letter topic of the component; maxAppAbsence is 6h"]);
  expect(kept('pubsub.gcp.pubsub', { deadLetterTopic: 'd', maxDeliveryAttempts: '6' }, { maxAppAbsence: Duration.hours(6) })).toEqual([]);
  expect(kept('pubsub.gcp.pubsub', {}, { maxAppAbsence: Duration.hours(6) })).toEqual([]);
});

test('a health check that notices an absent app too late is named', () => {
  expect(kept('pubsub.redis', { processingTimeout: '10s' }, { appHealthCheck: {} }))
    .toEqual(["10s by processingTimeout of 'events', then go to the dead letter topic; its health check notices after 15s500ms that it is away"]);
  expect(kept('pubsub.redis', { processingTimeout: '16s' }, { appHealthCheck: {} })).toEqual([]);
});

test('without a dead letter topic, Service Bus moves the event to its own dead letter queue', () => {
  expect(kept('pubsub.azure.servicebus.topics', { handlerTimeoutInSec: '60' }, {}, { dropRejectedEvents: true }))
    .toEqual(["10m by handlerTimeoutInSec of 'events', then go to the dead letter queue of Service Bus; maxAppAbsence is 1h"]);
});

test('an app whose daprd is in its pods is not concerned', () => {
  expect(kept('pubsub.redis', { processingTimeout: '1s' }, { dataPlane: DataPlane.sidecar() }, { deadLetterTopic: 'd' })).toEqual([]);
});

describe('before Dapr 1.18.5', () => {
  const before = { ...SHARED, daprVersion: '1.18' };

  test('only the limits of the brokers themselves count', () => {
    expect(kept('pubsub.redis', { processingTimeout: '1s' }, {}, {}, before)).toEqual([]);
    expect(kept('pubsub.azure.servicebus.topics', { handlerTimeoutInSec: '1' }, {}, {}, before)).toEqual([]);
    expect(kept('pubsub.aws.snssqs', {}, {}, {}, before)).toEqual(["1m30s by messageVisibilityTimeout of 'events', then are deleted from the queue, or moved to its dead letter queue; maxAppAbsence is 1h"]);
  });

  test('and that of Service Bus for bulk calls', () => {
    expect(kept('pubsub.azure.servicebus.topics', {}, {}, { bulkSubscribe: {} }, before)).toEqual(["1m by handlerTimeoutInSec of 'events', then go to the dead letter topic; maxAppAbsence is 1h"]);
  });
});

describe('a broker that another App defines', () => {
  const nothing = () => undefined;
  const elsewhere = (props: Props = {}, settings: object = NEWEST, more: (chart: Chart) => void = nothing, subscription: object = {},
    code = 'DAPR3181') => {
    const chart = newChart(settings);
    const events = byName(chart, 'events');
    more(chart);
    const to = (topic: string) => ({ pubsub: events, topic, route: `/${topic}`, ...subscription });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), subscribes: [to('orders'), to('paid')], ...props });
    return messagesOf(chart, code);
  };

  test('may have a limit that cannot be set from here, reported once for each app', () => {
    expect(elsewhere()).toEqual(["chart/checkout/Subscription-events-orders: component 'events' is not defined in this App, and a shared daprd keeps its events for app 'checkout'"]);
  });

  test('is not reported behind a sidecar, without dead letter topics, and for a Dapr without the limit', () => {
    expect(elsewhere({ dataPlane: DataPlane.sidecar() })).toEqual([]);
    expect(elsewhere({}, { ...SHARED, daprVersion: '1.18.4' })).toEqual([]);
    expect(elsewhere({}, NEWEST, undefined, { dropRejectedEvents: true })).toEqual([]);
  });

  test('is known if this App defines a component of that name', () => {
    const mine = (metadata: object) => (chart: Chart) => {
      component(chart, 'mine', 'pubsub.redis', { redisHost: 'r:6379', ...metadata }, { componentName: 'events', availableToNamespace: true });
    };
    expect(elsewhere({}, NEWEST, mine({}))).toEqual([]);
    expect(elsewhere({}, NEWEST, mine({ processingTimeout: '1s' }), {}, 'DAPR3180')).toHaveLength(2);
  });
});
