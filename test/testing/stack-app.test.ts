/** What an app of a stack declares, its daprd and its objects. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprApp, DaprAppProps, DaprComponent, DaprdLocation, DaprUseKind, DataPlane, MetadataValue, SharedDaprDaemonSet, SharedDaprDeployment, testing } from 'cdk8s-dapr';
import { app, newChart, SHARED } from '../../scenarios/charts';

const stackApp = (chart: Chart, appId = 'orders') => testing.DaprStack.of(chart).app(appId);
const chartWith = (build: (chart: Chart) => Partial<DaprAppProps>, settings = {}): Chart => {
  const chart = newChart({ ...SHARED, ...settings }, { namespace: 'shop' });
  app(chart, { appPort: 8080, ...build(chart) }, 'orders');
  return chart;
};
const events = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });

describe('what an app declares', () => {
  const declared = () => stackApp(chartWith(chart => {
    const pubsub = events(chart);
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    const tick = new DaprComponent(chart, 'tick', { type: 'bindings.cron', metadata: { schedule: MetadataValue.of('@every 1m') } });
    const users = app(chart, { appPort: 8080 }, 'users');
    return {
      uses: [store],
      publishes: [{ pubsub, topic: 'orders' }],
      subscribes: [{ pubsub, topic: 'payments', route: '/payments' }],
      invokes: [users],
      invokedBy: [{ app: DaprApp.fromAppId(chart, 'gateway', 'gateway') }],
      inputBindings: [tick],
    };
  }));

  test('are the topics that it publishes to', () => {
    const found = declared();
    expect([found.publishes('events', 'orders'), found.publishes('events'), found.publishes('events', 'payments'), found.publishes('store', 'orders')]).toEqual([true, true, false, false]);
  });

  test('are the topics that it subscribes to', () => {
    const found = declared();
    expect([found.subscribes('events', 'payments'), found.subscribes('events'), found.subscribes('events', 'orders'), found.subscribes('store')]).toEqual([true, true, false, false]);
  });

  test('are the components that it uses', () => {
    const found = declared();
    expect(['store', 'events', 'tick'].map(name => found.uses(name))).toEqual([true, true, true]);
    const { orders, users } = { orders: found, users: () => stackApp(chartWith(chart => ({ uses: [events(chart)], invokes: [app(chart, {}, 'users')] })), 'users') };
    expect([orders.uses('store'), users().uses('events')]).toEqual([true, false]);
  });

  test.each<[string, string, (of: testing.StackApp) => boolean]>([
    ['uses', 'stoer', of => of.uses('stoer')],
    ['publishes', 'evnts', of => of.publishes('evnts', 'orders')],
    ['subscribes', 'evnts', of => of.subscribes('evnts')],
    ['invokes', 'usres', of => of.invokes('usres')],
    ['mayUse', 'stoer', of => of.mayUse('stoer')],
    ['mayPublish', 'evnts', of => of.mayPublish('evnts', 'orders')],
    ['maySubscribe', 'evnts', of => of.maySubscribe('evnts', 'orders')],
  ])('%s refuses a name that the stack does not know', (_, name, ask) => {
    expect(() => ask(declared())).toThrow(new RegExp(`DAPR817[12] chart/orders.*'${name}' is not in the stack.*[Dd]id you mean '(store|events|users)'\\?`));
  });

  test('a topic, a Secret and a caller may be outside the stack', () => {
    const found = declared();
    expect([found.publishes('events', 'reports'), found.mayPublish('events', 'reports'), found.readsSecret('mail'), found.mayBeCalledBy('reports')]).toEqual([false, false, false, false]);
  });

  test('are the apps that it invokes', () => {
    expect(['users', 'gateway'].map(id => declared().invokes(id))).toEqual([true, false]);
  });

  test('are all of its uses, and the calls by other apps', () => {
    expect(declared().declaredUses).toEqual(expect.arrayContaining([
      { kind: DaprUseKind.PUBLISH, component: 'events', subject: 'orders' }, { kind: DaprUseKind.INVOKED, subject: 'gateway' },
    ]));
  });

  test('are the Secrets that it reads: by name, all or none', () => {
    const account = { serviceAccountName: 'orders' };
    const reads = (props: Partial<DaprAppProps>) => stackApp(chartWith(() => ({ ...props, ...account }) as Partial<DaprAppProps>)).readsSecret('mail');
    expect([reads({ readsSecrets: ['mail'] }), reads({ readsSecrets: ['other'] }), reads({ readsAllSecrets: true }), reads({})]).toEqual([true, false, true, false]);
  });
});

describe('the daprd', () => {
  test('of a sidecar is in the pods of the app', () => {
    const { dataPlane, workloads } = stackApp(chartWith(() => ({ dataPlane: DataPlane.sidecar({ logLevel: undefined }) })));
    expect([dataPlane.location, dataPlane.isShared, dataPlane.endpoint, dataPlane.annotations['dapr.io/app-id']]).toEqual([DaprdLocation.POD, false, undefined, 'orders']);
    expect(dataPlane.object).toEqual(workloads[0]);
  });

  test.each([
    ['a Deployment', 'Deployment', () => ({ dataPlane: DataPlane.sharedDeployment() })],
    ['a DaemonSet', 'DaemonSet', () => ({ dataPlane: DataPlane.sharedDaemonSet() })],
    ['a Deployment that is a construct', 'Deployment', (chart: Chart) => ({ dataPlane: new SharedDaprDeployment(chart, 'd', { appId: 'orders' }) })],
    ['a DaemonSet that is a construct', 'DaemonSet', (chart: Chart) => ({ dataPlane: new SharedDaprDaemonSet(chart, 'd', { appId: 'orders' }) })],
    ['a pinned Deployment', 'Deployment', () => ({ dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) })],
  ])('of a shared %s is that object', (_, kind, props) => {
    const { dataPlane } = stackApp(chartWith(props));
    expect([dataPlane.location, dataPlane.isShared, dataPlane.object.kind, dataPlane.object.metadata.name]).toEqual([DaprdLocation.CLUSTER, true, kind, 'orders-daprd']);
    expect(dataPlane.annotations['dapr.io/app-id']).toBe('orders');
    expect(dataPlane.endpoint).toBe('http://orders-dapr-api.shop.svc:3500');
  });

  test.each([['Deployment', DataPlane.sharedDeployment()], ['DaemonSet', DataPlane.sharedDaemonSet()]])('of a shared %s has the annotations of its pod after JSON patches', (kind, dataPlane) => {
    const chart = chartWith(() => ({ dataPlane }));
    const object = chart.node.findAll().find((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === kind && each.name === 'orders-daprd')!;
    object.addJsonPatch(JsonPatch.remove('/spec/template/metadata/annotations/dapr.io~1api-token-secret'));
    const { annotations } = stackApp(chart).dataPlane;
    expect([annotations['dapr.io/app-id'], annotations['dapr.io/api-token-secret']]).toEqual(['orders', undefined]);
  });

  test('that is remote has an address and no object', () => {
    const remote = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', apiTokenSecret: 't', appEndpoint: 'https://orders.example' };
    const { dataPlane } = stackApp(chartWith(() => ({ dataPlane: DataPlane.remote(remote) })));
    expect(dataPlane).toEqual({ location: DaprdLocation.REMOTE, isShared: false, annotations: {}, endpoint: 'https://http.example:443' });
  });

  test('may be defined above the scope of the stack', () => {
    const chart = chartWith(above => ({ dataPlane: new SharedDaprDeployment(above, 'd', { appId: 'orders' }) }));
    const { dataPlane } = testing.DaprStack.of(chart.node.findChild('orders')).app('orders');
    expect(dataPlane.object.metadata.name).toBe('orders-daprd');
  });
});

test('the objects of an app are its workload and what is defined for it', () => {
  const chart = chartWith(above => ({ dataPlane: DataPlane.sharedDeployment(), subscribes: [{ pubsub: events(above), topic: 'payments', route: '/p' }] }));
  app(chart, { appPort: 8080 }, 'users');
  const titles = stackApp(chart).objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
  expect(titles.map(title => title.replace(/-[0-9a-f]{8}$/, ''))).toEqual([
    'Configuration orders-daprd', 'Deployment chart-orders-web', 'Deployment orders-daprd', 'NetworkPolicy orders-daprd', 'PodDisruptionBudget orders-daprd',
    'Resiliency orders-events-events', 'Service orders-channel', 'Service orders-dapr-api', 'Subscription orders-events-payments',
  ]);
});
