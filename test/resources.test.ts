import { Duration } from 'cdk8s';
import { AppProtocol, DaprComponent, DaprComponentProps, DaprSubscription, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, find, newChart, refusal, SHARED, warningCodes } from './fixture';

test('a component has all that it was given', () => {
  const chart = newChart();
  const all: Required<Omit<DaprComponentProps, 'availableToNamespace'>> = {
    type: 'state.example',
    version: 'v2',
    componentName: 'orders',
    namespace: 'shop',
    scopes: ['elsewhere'],
    initTimeout: Duration.minutes(1),
    ignoreErrors: true,
    secretStore: DaprComponent.fromComponentName(chart, 'vault', 'vault'),
    metadata: {
      host: MetadataValue.of('redis:6379'),
      password: MetadataValue.fromSecret('redis', 'password'),
      whole: MetadataValue.fromSecret('redis'),
      user: MetadataValue.fromEnv('USER'),
      retries: MetadataValue.ofNumber(3),
      tls: MetadataValue.ofBoolean(false),
    },
  };
  new DaprComponent(chart, 'c', all);
  expect(find(chart, 'Component')).toEqual({
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'shop' },
    scopes: ['elsewhere'],
    auth: { secretStore: 'vault' },
    spec: {
      type: 'state.example',
      version: 'v2',
      initTimeout: '1m',
      ignoreErrors: true,
      metadata: [
        { name: 'host', value: 'redis:6379' }, { name: 'password', secretKeyRef: { name: 'redis', key: 'password' } },
        { name: 'whole', secretKeyRef: { name: 'redis', key: 'redis' } }, { name: 'user', envRef: 'USER' },
        { name: 'retries', value: '3' }, { name: 'tls', value: 'false' },
      ],
    },
  });
});

test('a component without metadata has an empty list, which its CRD demands', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
  expect(find(chart, 'Component').spec).toEqual({ type: 'state.in-memory', version: 'v1', metadata: [] });
});

test('scopes are the sorted union of those given and of the apps that use it', () => {
  const chart = newChart();
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['b', 'zoo'] });
  app(chart, { uses: [store] }, 'b');
  app(chart, { uses: [store] }, 'a');
  expect(find(chart, 'Component').scopes).toEqual(['a', 'b', 'zoo']);
});

test('a component for the whole namespace stays without scopes whatever uses it, without a warning', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', availableToNamespace: true })] });
  expect(find(chart, 'Component')).not.toHaveProperty('scopes');
  expect(warningCodes(chart)).toEqual([]);
});

test('a component that exists is used by its name and emits nothing', () => {
  const chart = newChart();
  const store = DaprComponent.fromComponentName(chart, 'store', 'orders');
  app(chart, { uses: [store] });
  expect(store.componentName).toBe('orders');
  expect(find(chart, 'Component')).toBeUndefined();
  expect(refusal(chart)).toBe('');
});

test('a prop and the method for it are one thing', () => {
  const [a, b] = [true, false].map(prop => {
    const chart = newChart();
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    const checkout = app(chart, { uses: prop ? [store] : [] });
    if (!prop) {
      checkout.addUses(store);
    }
    return chart.toJson();
  });
  expect(a).toEqual(b);
});

describe('subscriptions', () => {
  const subscribed = (props: any = {}, protocol?: AppProtocol) => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { appPort: 8080, appProtocol: protocol, dataPlane: props.dataPlane });
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    new DaprSubscription(chart, 'created', { app: checkout, pubsub, topic: 'orders', route: '/created', deadLetterTopic: 'failed' });
    new DaprSubscription(chart, 'paid', { app: checkout, pubsub, topic: 'paid', route: '/paid' });
    return chart;
  };

  test('a subscription is scoped to its app, and its app may use the broker', () => {
    const chart = subscribed();
    expect(find(chart, 'Subscription', 'created')).toEqual({
      apiVersion: 'dapr.io/v2alpha1',
      kind: 'Subscription',
      metadata: { name: 'created' },
      scopes: ['checkout'],
      spec: { pubsubname: 'events', topic: 'orders', routes: { default: '/created' }, deadLetterTopic: 'failed' },
    });
    expect(find(chart, 'Component').scopes).toEqual(['checkout']);
  });

  test('behind a sidecar there is no retry: daprd ends with the app', () => {
    expect(find(subscribed(), 'Resiliency')).toBeUndefined();
  });

  test('behind a shared daprd events are kept until the app is back, by one retry for each broker', () => {
    const chart = subscribed({ dataPlane: DataPlane.sharedDeployment() });
    const all = chart.toJson().filter(o => o.kind === 'Resiliency');
    expect(all).toEqual([{
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'checkout-events-events' },
      scopes: ['checkout'],
      spec: {
        policies: { retries: { untilTheAppIsBack: { policy: 'constant', duration: '1s', maxRetries: -1, matching: { httpStatusCodes: '429,502-504' } } } },
        targets: { components: { events: { inbound: { retry: 'untilTheAppIsBack' } } } },
      },
    }]);
  });

  test('for a gRPC app the retry names gRPC codes', () => {
    const retry = find(subscribed({ dataPlane: DataPlane.sharedDeployment() }, AppProtocol.GRPC), 'Resiliency').spec.policies.retries.untilTheAppIsBack;
    expect(retry.matching).toEqual({ gRPCStatusCodes: '8,14' });
  });
});
