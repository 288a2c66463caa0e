/** A component: its rendered props, and which apps load it. */
import { ApiObject, Duration } from 'cdk8s';
import { DaprComponent, DaprComponentProps, MetadataValue } from 'cdk8s-dapr';
import { app, find, newChart, refusal, warningCodes } from '../../../scenarios/charts';

test('all props of a component are rendered, its metadata by name', () => {
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
    componentContainer: { name: 'store', image: 'registry.example/store:1' },
  };
  new DaprComponent(chart, 'c', all);
  expect(find(chart, 'Component')).toEqual({
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders', namespace: 'shop', annotations: { 'dapr.io/component-container': '{"image":"registry.example/store:1","name":"store"}' },
    },
    scopes: ['elsewhere'],
    auth: { secretStore: 'vault' },
    spec: {
      type: 'state.example',
      version: 'v2',
      initTimeout: '1m',
      ignoreErrors: true,
      metadata: [
        { name: 'host', value: 'redis:6379' }, { name: 'password', secretKeyRef: { name: 'redis', key: 'password' } },
        { name: 'retries', value: '3' }, { name: 'tls', value: 'false' }, { name: 'user', envRef: 'USER' },
        { name: 'whole', secretKeyRef: { name: 'redis', key: 'redis' } },
      ],
    },
  });
});

test('a component without metadata has an empty list, which its CRD requires', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory' })] });
  expect(find(chart, 'Component').spec).toEqual({ type: 'state.in-memory', version: 'v1', metadata: [] });
});

test('scopes are the sorted union of the scopes prop and the apps that use the component', () => {
  const chart = newChart();
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['b', 'zoo'] });
  app(chart, { uses: [store] }, 'b');
  app(chart, { uses: [store] }, 'a');
  expect(find(chart, 'Component').scopes).toEqual(['a', 'b', 'zoo']);
});

test('a component for the whole namespace has no scopes although an app uses it, without a warning', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', availableToNamespace: true })] });
  expect(find(chart, 'Component')).not.toHaveProperty('scopes');
  expect(warningCodes(chart)).toEqual([]);
});

test('an existing component is used by name and renders nothing', () => {
  const chart = newChart();
  const store = DaprComponent.fromComponentName(chart, 'store', 'orders');
  app(chart, { uses: [store] });
  expect(store.componentName).toBe('orders');
  expect(find(chart, 'Component')).toBeUndefined();
  expect(refusal(chart)).toBe('');
});

test('the prop and the method have the same effect', () => {
  const [a, b] = [true, false].map(prop => {
    const chart = newChart();
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    const checkout = app(chart, { uses: prop ? [store] : [] });
    if (!prop) {
      checkout.addComponent(store);
    }
    return chart.toJson();
  });
  expect(a).toEqual(b);
});

test('a secret store is scoped to the apps whose components use it', () => {
  const chart = newChart();
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault })] });
  expect(ApiObject.of(vault).toJson().scopes).toEqual(['checkout']);
  expect(warningCodes(chart)).not.toContain('DAPR4016');
});
