/** Components and APIs that apps use and their Configuration denies. */
import { Chart, Lazy } from 'cdk8s';
import { DaprApi, DaprComponent, DaprConfiguration } from 'cdk8s-dapr';
import { app, newChart, messagesOf } from '../../scenarios/charts';
import { component } from '../support/components';

describe('a Configuration', () => {
  const redis = { redisHost: 'r:6379' };
  const read = (props: object, appProps: (chart: Chart) => object, settings = {}) => {
    const chart = newChart(settings);
    new DaprConfiguration(chart, 'c', { ...props, apps: [app(chart, appProps(chart))] });
    return chart;
  };
  const uses = (type: string, metadata: { [name: string]: string } = {}) => (chart: Chart) => ({ appPort: 8080, uses: [component(chart, 'it', type, metadata)] });

  test.each(['state.redis', 'state.redis/v1'])('denies a component as %s', name => {
    expect(messagesOf(read({ deniedComponents: ['pubsub.kafka', name] }, uses('state.redis', redis)), 'DAPR5003'))
      .toEqual(["chart/checkout: the app uses component 'it' of type state.redis, which deniedComponents of its Configuration contains"]);
  });

  test.each(['state.redis', 'state.redis/v1'])('denies a component as %s whose version is a token', name => {
    const withToken = (chart: Chart) => ({ uses: [new DaprComponent(chart, 'it', { type: 'state.redis', version: Lazy.any({ produce: () => 'v1' }) as never })] });
    expect(messagesOf(read({ deniedComponents: [name] }, withToken), 'DAPR5003')).toHaveLength(1);
  });

  test.each([['state.redis/v2'], ['state.Redis'], ['pubsub.redis'], ['state.redi']])('does not deny a component as %s: the comparison is exact', name => {
    expect(messagesOf(read({ deniedComponents: [name] }, uses('state.redis', redis)), 'DAPR5003')).toEqual([]);
  });

  test('denies APIs that the app uses', () => {
    const other = (chart: Chart) => app(chart, { appPort: 8080 }, 'billing');
    const publishes = (chart: Chart) => ({ publishes: [{ pubsub: component(chart, 'events', 'pubsub.redis', redis), topic: 't' }] });
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.STATE }] }, chart => ({ invokes: [other(chart)], ...publishes(chart) })), 'DAPR5005').sort()).toEqual([
      "chart/checkout: the app invokes 'billing', but its Configuration does not allow the API 'invoke'",
      "chart/checkout: the app publishes to 't' of 'events', but its Configuration does not allow the API 'publish'",
    ]);
    expect(messagesOf(read({ deniedApis: [{ api: DaprApi.INVOKE }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toHaveLength(1);
    expect(messagesOf(read({ deniedApis: [{ api: DaprApi.PUBLISH }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toEqual([]);
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.INVOKE }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toEqual([]);
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.PUBLISH }] }, publishes), 'DAPR5005')).toEqual([]);
  });

  test('may deny one version of an API if another one is allowed', () => {
    const publishes = (chart: Chart) => ({ publishes: [{ pubsub: component(chart, 'events', 'pubsub.redis', redis), topic: 't' }] });
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.PUBLISH, versions: ['v1'] }] }, publishes), 'DAPR5005')).toEqual([]);
    expect(messagesOf(read({ deniedApis: [{ api: DaprApi.PUBLISH, versions: ['v1alpha1'] }] }, publishes), 'DAPR5005')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, DaprApi]>([
    ['state', 'state.redis', redis, DaprApi.STATE],
    ['bindings', 'bindings.kafka', { brokers: 'k:9092', authType: 'none' }, DaprApi.BINDINGS],
    ['lock', 'lock.redis', redis, DaprApi.LOCK],
    ['binarystore', 'binarystore.in-memory', {}, DaprApi.BINARY_STORE],
    ['configuration', 'configuration.redis', redis, DaprApi.CONFIGURATION],
    ['crypto', 'crypto.dapr.localstorage', { path: '/keys' }, DaprApi.CRYPTO],
    ['conversation', 'conversation.echo', {}, DaprApi.CONVERSATION],
  ])('denies the API %s of a component', (_, type, metadata, api) => {
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.METADATA }] }, uses(type, metadata)), 'DAPR5006'))
      .toEqual([`chart/checkout: the app uses component 'it' of type ${type}, but its Configuration does not allow the API '${api}'`]);
    expect(messagesOf(read({ allowedApis: [{ api }] }, uses(type, metadata)), 'DAPR5006')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, DaprApi]>([
    ['unlock', 'lock.redis', redis, DaprApi.UNLOCK],
    ['subtle crypto', 'crypto.dapr.localstorage', { path: '/keys' }, DaprApi.SUBTLE_CRYPTO],
  ])('does not deny a component if %s is allowed', (_, type, metadata, api) => {
    expect(messagesOf(read({ allowedApis: [{ api }] }, uses(type, metadata)), 'DAPR5006')).toEqual([]);
  });

  test('does not deny a broker, a secret store, an actor state store or an input binding, which work without an API call', () => {
    const only = { allowedApis: [{ api: DaprApi.METADATA }] };
    expect(messagesOf(read(only, uses('pubsub.redis', redis)), 'DAPR5006')).toEqual([]);
    expect(messagesOf(read(only, uses('secretstores.local.env')), 'DAPR5006')).toEqual([]);
    expect(messagesOf(read(only, uses('state.redis', { ...redis, actorStateStore: 'true' })), 'DAPR5006')).toEqual([]);
    expect(messagesOf(read(only, chart => ({ appPort: 8080, inputBindings: [component(chart, 'in', 'bindings.cron', { schedule: '@daily' })] })), 'DAPR5006')).toEqual([]);
    const both = (chart: Chart) => {
      const out = component(chart, 'out', 'bindings.kafka', { brokers: 'k:9092', authType: 'none' });
      return { appPort: 8080, uses: [out], inputBindings: [component(chart, 'in', 'bindings.cron', { schedule: '@daily' })] };
    };
    expect(messagesOf(read(only, both), 'DAPR5006')).toEqual([
      "chart/checkout: the app uses component 'out' of type bindings.kafka, but its Configuration does not allow the API 'bindings'",
    ]);
  });

  test('does not deny uses without an API', () => {
    expect(messagesOf(read({ allowedApis: [{ api: DaprApi.METADATA }] }, () => ({ appPort: 8080, handlesJobs: ['nightly'] })), 'DAPR5005')).toEqual([]);
  });

  test('without API lists denies nothing', () => {
    const chart = read({ metricsEnabled: false }, uses('state.redis', redis));
    expect([...messagesOf(chart, 'DAPR5003'), ...messagesOf(chart, 'DAPR5005'), ...messagesOf(chart, 'DAPR5006')]).toEqual([]);
  });
});
