/** Development services. */
import { ActorHosting, DaprComponent, DaprConfiguration, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { newChart } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { app, files, PLATFORM } from '../../support/compose-export';
import { yaml } from '../../support/exports';

describe('devServices', () => {
  test('add Redis with a state store and a broker, and Zipkin with tracing', () => {
    const chart = newChart(PLATFORM);
    const [store, events] = ['statestore', 'pubsub'].map(name => DaprComponent.fromComponentName(chart, name, name));
    app(chart, 'orders', { appPort: 8080, uses: [store], publishes: [{ pubsub: events, topic: 'orders' }] });
    const all = files(chart, { devServices: true });
    const document = yaml(all['compose.yaml']);
    expect(Object.keys(document.services)).toEqual(['orders', 'orders-dapr', 'redis', 'zipkin']);
    expect(document.services['orders-dapr'].depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    expect(Object.keys(all).filter(path => path.startsWith('resources/'))).toEqual(['resources/component-pubsub.yaml', 'resources/component-statestore.yaml']);
    expect(yaml(all['config/orders.yaml']).spec.tracing.zipkin.endpointAddress).toBe('http://zipkin:9411/api/v2/spans');
    expect(all['resources/component-statestore.yaml']).not.toContain('actorStateStore');
  });

  test('do not change the user\'s components and tracing', () => {
    const chart = newChart(PLATFORM);
    const configuration = new DaprConfiguration(chart, 'c', { tracingSamplingRate: 0 });
    app(chart, 'orders', { uses: [new DaprComponent(chart, 'statestore', { type: 'state.in-memory' })], dataPlane: DataPlane.sidecar({ configuration }) });
    const all = files(chart, { devServices: true });
    expect(all['resources/component-statestore.yaml']).toContain('state.in-memory');
    expect(yaml(all['config/orders.yaml']).spec.tracing).toEqual({ samplingRate: '0' });
  });

  test('include an actor state store if the App has none', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'orders', { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
    app(chart, 'other');
    const store = yaml(files(chart, { devServices: true })['resources/component-statestore.yaml']);
    expect(store.spec.metadata).toContainEqual({ name: 'actorStateStore', value: 'true' });
    expect(store.scopes).toEqual(['orders']);
  });

  test('include only components that apps use, scoped to these apps', () => {
    const chart = newChart(PLATFORM);
    app(chart, 'idle');
    expect(Object.keys(files(chart, { devServices: true }))).not.toContainEqual(expect.stringMatching(/^resources/));
    const events = DaprComponent.fromComponentName(chart, 'events', 'pubsub');
    app(chart, 'orders', { publishes: [{ pubsub: events, topic: 'orders' }] });
    app(chart, 'billing', { publishes: [{ pubsub: events, topic: 'bills' }] });
    const all = files(chart, { devServices: true });
    expect(Object.keys(all).filter(path => path.startsWith('resources/'))).toEqual(['resources/component-pubsub.yaml']);
    expect(yaml(all['resources/component-pubsub.yaml']).scopes).toEqual(['billing', 'orders']);
  });

  describe('and a component that connects to their Redis', () => {
    const password = MetadataValue.fromSecret('redis', 'password');
    const component = (host: object, more: object = {}, props: object = { devServices: true }): Json => {
      const chart = newChart(PLATFORM);
      const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { ...host, redisDB: MetadataValue.of('1'), redisPassword: password, ...more } });
      app(chart, 'orders', { uses: [store] });
      const all = files(chart, props);
      return { ...yaml(all['resources/component-store.yaml']), names: Object.keys(all) };
    };
    const at = (redisHost: string) => ({ redisHost: MetadataValue.of(redisHost) });

    test('has no password, because this Redis has none, so nothing asks for the secret', () => {
      const { spec, auth, names } = component(at('redis:6379'));
      expect(spec.metadata).toEqual([{ name: 'redisDB', value: '1' }, { name: 'redisHost', value: 'redis:6379' }]);
      expect(auth).toBeUndefined();
      expect(names).not.toContain('secrets.example.json');
    });

    test('has it neither at an address that the export maps to this Redis, nor at one with a separate port', () => {
      const addresses = { 'redis.shop.svc:6379': 'redis:6379' };
      const fields = (...args: Parameters<typeof component>): string[] => component(...args).spec.metadata.map(({ name }: { name: string }) => name);
      expect(fields(at('redis.shop.svc:6379'), {}, { devServices: true, addresses })).toEqual(['redisDB', 'redisHost']);
      expect(fields(at('redis'), { redisPort: MetadataValue.of('6379') })).toEqual(['redisDB', 'redisHost', 'redisPort']);
    });

    test.each(['redisUsername', 'enableTLS', 'insecureSkipTLSVerify', 'clientCert', 'clientKey', 'redisType', 'failover', 'sentinelMasterName', 'sentinelUsername', 'sentinelPassword',
      'useEntraID', 'azureClientId'])('has no %s, which this Redis would refuse', field => {
      expect(JSON.stringify(component(at('redis:6379'), { [field]: MetadataValue.of('true') }).spec)).not.toContain(field);
    });

    test.each([['another Redis', at('redis.example:6379'), {}], ['another port', at('redis'), { redisPort: MetadataValue.of('6380') }], ['an address from a Secret', { redisHost: password }, {}]])(
      'differs from one with %s, which keeps its password', (_what, host, more) => {
        expect(JSON.stringify(component(host, more).spec)).toContain('redisPassword');
      });

    test('keeps its password without devServices', () => {
      expect(JSON.stringify(component(at('redis:6379'), {}, { addresses: {} }).spec)).toContain('redisPassword');
    });
  });
});
