/** A daprd accepts one actor state store, and needs one if its app hosts actors. */
import { Chart } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { ActorHosting, DaprComponent, DaprComponentProps, DaprConfiguration, DataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, newChart, errorsOf, messagesOf, SHARED, warningCodes } from '../../../scenarios/charts';
import { byName, component, everyone } from '../../support/components';
import { chartOf } from '../../support/namespaces';
import { PROJECT } from '../../support/remote-dapr';

describe('the actor state store', () => {
  const store = (scope: Chart, id: string, props: Partial<DaprComponentProps> = {}) =>
    component(scope, id, 'state.redis', { redisHost: 'r:6379', actorStateStore: 'true' }, props);
  const MISSING = ["chart/checkout: app 'checkout' hosts actors or workflows but loads no actor state store"];

  test.each([
    ['hosts actors on its port', { hostsActors: ActorHosting.APP_PORT }],
    ['hosts actors over a stream', { hostsActors: ActorHosting.STREAM }],
    ['runs workflows', { workflows: [WorkflowRole.WORKER] }],
  ])('is missing if an app %s and loads none', (_, props) => {
    const chart = newChart();
    app(chart, { appPort: 8080, uses: [component(chart, 'plain', 'state.redis', { redisHost: 'r:6379' })], ...props });
    expect(messagesOf(chart, 'DAPR3216')).toEqual(MISSING);
  });

  test('is not required by an app that only starts workflows', () => {
    const chart = newChart();
    app(chart, { workflows: [WorkflowRole.CLIENT] });
    expect(messagesOf(chart, 'DAPR3216')).toEqual([]);
  });

  test.each([
    ['for the app', {}],
    ['for the namespace', { availableToNamespace: true }],
  ])('is satisfied by one %s', (_, props) => {
    const chart = newChart();
    const own = store(chart, 'actors', props);
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: props ? [own] : [] });
    expect(messagesOf(chart, 'DAPR3216')).toEqual([]);
    expect(messagesOf(chart, 'DAPR3215')).toEqual([]);
  });

  test('available to the namespace serves apps that do not refer to it, but no app in another namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    store(blue, 'actors', { availableToNamespace: true });
    [blue, green].forEach(each => app(each, { appPort: 8080, hostsActors: ActorHosting.APP_PORT }));
    expect(messagesOf(chart, 'DAPR3216')).toEqual(["green/checkout: app 'checkout' hosts actors or workflows but loads no actor state store"]);
  });

  test('of another app does not count', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'actors')] }, 'other');
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
    expect(messagesOf(chart, 'DAPR3216')).toEqual(MISSING);
  });

  test('may be a component referenced by name only, but not another kind of resource', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: [byName(chart, 'actors')] });
    expect(messagesOf(chart, 'DAPR3216')).toEqual([]);
    const other = newChart();
    const configuration = DaprConfiguration.fromConfigurationName(other, 'c', 'tracing');
    app(other, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sidecar({ configuration }) });
    expect(messagesOf(other, 'DAPR3216')).toEqual(MISSING);
  });

  test('is not checked for a remote Dapr', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.remote(PROJECT) });
    expect(messagesOf(chart, 'DAPR3216')).toEqual([]);
  });

  test('must be unique in a namespace: each further one is reported once', () => {
    const chart = newChart();
    ['a', 'b', 'c'].forEach(id => store(chart, id, { availableToNamespace: true }));
    app(chart);
    expect(messagesOf(chart, 'DAPR3215')).toEqual(['b', 'c'].map(id => `chart/${id}: every app of the namespace loads the actor state stores 'a' and '${id}'`));
  });

  test('must be unique for an app, including that of the namespace', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => store(chart, id, { availableToNamespace: true }));
    app(chart, { uses: ['c', 'd'].map(id => store(chart, id)) });
    expect(messagesOf(chart, 'DAPR3215').filter(each => each.includes('checkout')))
      .toEqual(['c', 'd'].map(id => `chart/${id}: app 'checkout' loads the actor state stores 'a' and '${id}'`));
  });

  test('may differ between apps', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, { uses: [store(chart, `${id}-store`)] }, id));
    app(chart, { uses: ['c', 'd'].map(id => store(chart, id)) }, 'both');
    expect(messagesOf(chart, 'DAPR3215')).toEqual(["chart/d: app 'both' loads the actor state stores 'c' and 'd'"]);
  });
});

describe('actor state stores', () => {
  const store = (chart: ReturnType<typeof newChart>, id: string, props: object = {}) =>
    new lib.state.RedisStateStore(chart, id, { metadata: { redisHost: 'r', actorStateStore: true }, ...props });

  test('two of them for one app are refused', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'a'), store(chart, 'b')] });
    expect(errorsOf(chart)).toMatch(/DAPR3215: app 'checkout' loads the actor state stores 'a' and 'b'/);
  });

  test('one for the namespace and one for an app are refused', () => {
    const chart = newChart();
    store(chart, 'a', everyone);
    app(chart, { uses: [store(chart, 'b')] });
    expect(errorsOf(chart)).toContain('DAPR3215');
  });

  test('one for each app is accepted', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'a')] }, 'checkout');
    app(chart, { uses: [store(chart, 'b')] }, 'stock');
    expect(errorsOf(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each<[string, object]>([
    ['actors', { appPort: 8080, hostsActors: ActorHosting.APP_PORT }], ['workflows', { workflows: [WorkflowRole.WORKER] }],
  ])('an app that hosts %s without one is a warning, unless it uses a component referenced by name only', (_, uses) => {
    const chart = newChart();
    const checkout = app(chart, uses);
    expect(warningCodes(chart)).toEqual(['DAPR3216']);
    checkout.addComponent(DaprComponent.fromComponentName(chart, 'existing', 'existing'));
    expect(warningCodes(chart)).toEqual([]);
  });

  test('a state store that is not marked as one does not count', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: [new lib.state.InMemoryStateStore(chart, 's')] });
    expect(warningCodes(chart)).toEqual(['DAPR3216']);
  });
});
