/** Rules across components and the apps that load them: what each finds, what it says, and what it lets pass. */
import { ApiObject, Chart } from 'cdk8s';
import {
  ActorHosting, DaprApi, DaprApp, DaprComponent, DaprComponentProps, DaprConfiguration, DaprHttpEndpoint, DataPlane, MetadataValue, WorkflowRole,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart, refusal, said, SHARED } from '../../scenarios/charts';

const text = MetadataValue.of;
const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', appEndpoint: 'https://orders.example:443' };
const chartOf = (scope: Chart, namespace: string) => new Chart(scope.node.root as any, namespace, { namespace });
const component = (scope: Chart, id: string, type: string, metadata: { [name: string]: string } = {}, props: Partial<DaprComponentProps> = {}) =>
  new DaprComponent(scope, id, {
    type, metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, text(value)])), ...props,
  });
const byName = (scope: Chart, name: string, id = `by-name-${name}`) => DaprComponent.fromComponentName(scope, id, name);
const plain = (scope: Chart, name: string, rest: object = {}, namespace?: string) => new ApiObject(scope, `plain-${name}`, {
  apiVersion: 'dapr.io/v1alpha1', kind: 'Component', metadata: { name, namespace }, spec: { type: 'state.redis' }, ...rest,
});
const replicas = (scope: Chart, count: number, kind = 'Deployment') => {
  const workload = deployment(scope, 'scaled', {}, {}, kind);
  (workload as any).props.spec.replicas = count;
  return workload;
};

describe('the store of actors', () => {
  const store = (scope: Chart, id: string, props: Partial<DaprComponentProps> = {}) =>
    component(scope, id, 'state.redis', { redisHost: 'r:6379', actorStateStore: 'true' }, props);
  const MISSING = ["chart/checkout: the app 'checkout' hosts actors or workflows"];

  test.each([
    ['hosts actors at its port', { hostsActors: ActorHosting.APP_PORT }],
    ['hosts actors over a stream', { hostsActors: ActorHosting.STREAM }],
    ['runs workflows', { workflows: [WorkflowRole.WORKER] }],
  ])('is missing where an app %s and loads none', (_, props) => {
    const chart = newChart();
    app(chart, { appPort: 8080, uses: [component(chart, 'plain', 'state.redis', { redisHost: 'r:6379' })], ...props });
    expect(said(chart, 'DAPR3216')).toEqual(MISSING);
  });

  test('is not missing where an app starts workflows only', () => {
    const chart = newChart();
    app(chart, { workflows: [WorkflowRole.CLIENT] });
    expect(said(chart, 'DAPR3216')).toEqual([]);
  });

  test.each([
    ['of its own', {}],
    ['of the namespace', { availableToNamespace: true }],
  ])('is there with one %s', (_, props) => {
    const chart = newChart();
    const own = store(chart, 'actors', props);
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: props ? [own] : [] });
    expect(said(chart, 'DAPR3216')).toEqual([]);
    expect(said(chart, 'DAPR3215')).toEqual([]);
  });

  test('of the namespace is there for an app that does not name it, and for no app of another namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    store(blue, 'actors', { availableToNamespace: true });
    [blue, green].forEach(each => app(each, { appPort: 8080, hostsActors: ActorHosting.APP_PORT }));
    expect(said(chart, 'DAPR3216')).toEqual(["green/checkout: the app 'checkout' hosts actors or workflows"]);
  });

  test('of another app is none', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'actors')] }, 'other');
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT });
    expect(said(chart, 'DAPR3216')).toEqual(MISSING);
  });

  test('may be a component of which only the name is known, and no other resource by its name', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: [byName(chart, 'actors')] });
    expect(said(chart, 'DAPR3216')).toEqual([]);
    const other = newChart();
    const configuration = DaprConfiguration.fromConfigurationName(other, 'c', 'tracing');
    app(other, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sidecar({ configuration }) });
    expect(said(other, 'DAPR3216')).toEqual(MISSING);
  });

  test('is no matter of this App where Dapr is elsewhere', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.remote(PROJECT) });
    expect(said(chart, 'DAPR3216')).toEqual([]);
  });

  test('is one for the namespace: each further one is named once', () => {
    const chart = newChart();
    ['a', 'b', 'c'].forEach(id => store(chart, id, { availableToNamespace: true }));
    app(chart);
    expect(said(chart, 'DAPR3215')).toEqual(['b', 'c'].map(id => `chart/${id}: every app of the namespace loads the actor state stores 'a' and '${id}'`));
  });

  test('is one for an app, that of the namespace included', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => store(chart, id, { availableToNamespace: true }));
    app(chart, { uses: ['c', 'd'].map(id => store(chart, id)) });
    expect(said(chart, 'DAPR3215').filter(each => each.includes('checkout')))
      .toEqual(['c', 'd'].map(id => `chart/${id}: 'checkout' loads the actor state stores 'a' and '${id}'`));
  });

  test('is one for each app: two apps may have one each', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => app(chart, { uses: [store(chart, `${id}-store`)] }, id));
    app(chart, { uses: ['c', 'd'].map(id => store(chart, id)) }, 'both');
    expect(said(chart, 'DAPR3215')).toEqual(["chart/d: 'both' loads the actor state stores 'c' and 'd'"]);
  });
});

describe('a component by name', () => {
  test('whose scopes leave the app out is named with them', () => {
    const chart = newChart();
    component(chart, 'orders', 'state.in-memory', {}, { scopes: ['billing', 'stock'] });
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(said(chart, 'DAPR4022')).toEqual(["chart/checkout: the app uses component 'orders' by name, and 'chart/orders' is for 'billing', 'stock' only"]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['names the app in its scopes', chart => { component(chart, 'orders', 'state.in-memory', {}, { scopes: ['billing', 'checkout'] }); }],
    ['is for the namespace', chart => { component(chart, 'orders', 'state.in-memory', {}, { availableToNamespace: true }); }],
    ['is a manifest with no scopes', chart => { plain(chart, 'orders'); }],
    ['is a manifest with an empty list', chart => { plain(chart, 'orders', { scopes: [] }); }],
  ])('that %s is right', (_, define) => {
    const chart = newChart();
    define(chart);
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(said(chart, 'DAPR4022')).toEqual([]);
    expect(said(chart, 'DAPR4021')).toEqual([]);
  });

  test('that is a manifest counts by its own scopes', () => {
    const chart = newChart();
    plain(chart, 'orders', { scopes: ['billing'] });
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(said(chart, 'DAPR4022')).toEqual(["chart/checkout: the app uses component 'orders' by name, and 'chart/plain-orders' is for 'billing' only"]);
  });

  test('that is nearly one of the namespace is a slip; with nothing alike it is somebody else\'s', () => {
    const chart = newChart();
    component(chart, 'orders', 'state.in-memory', {}, { scopes: ['checkout'] });
    app(chart, { uses: [byName(chart, 'odrers'), byName(chart, 'vault')] });
    expect(said(chart, 'DAPR4021')).toEqual(["chart/checkout: the app uses component 'odrers'; did you mean 'orders' at 'chart/orders'?"]);
  });

  test('is looked for in the namespace of the app', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    component(green, 'orders', 'state.in-memory', {}, { scopes: ['billing'] });
    plain(green, 'odrers', { scopes: ['billing'] });
    plain(chart, 'stock', { scopes: ['billing'] }, 'green');
    app(blue, { uses: [byName(blue, 'orders'), byName(blue, 'stock')] });
    expect([...said(chart, 'DAPR4022'), ...said(chart, 'DAPR4021')]).toEqual([]);
    app(green, { uses: [byName(green, 'stock')] });
    expect(said(chart, 'DAPR4022')).toEqual(["green/checkout: the app uses component 'stock' by name, and 'chart/plain-stock' is for 'billing' only"]);
  });

  test('is not looked for where Dapr is elsewhere', () => {
    const chart = newChart(SHARED);
    plain(chart, 'orders', { scopes: ['billing'] });
    app(chart, { uses: [byName(chart, 'orders')], dataPlane: DataPlane.remote(PROJECT) });
    expect(said(chart, 'DAPR4022')).toEqual([]);
  });
});

describe('memory of one daprd', () => {
  const memory = (chart: Chart, type = 'state.in-memory') => ({ appPort: 8080, uses: [component(chart, 'memory', type)] });

  test.each(['state.in-memory', 'pubsub.in-memory'])('of %s is no memory of several', type => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart, type), workload: replicas(chart, 2) });
    expect(said(chart, 'DAPR4024')).toEqual([`chart/checkout: component 'memory' of type ${type}, and there are several daprds: its workload has 2 replicas`]);
  });

  test.each<[string, (chart: Chart) => object]>([
    ['its workload is a DaemonSet', chart => ({ workload: deployment(chart, 'w', {}, {}, 'DaemonSet') })],
    ['its shared data plane is a DaemonSet', () => ({ dataPlane: DataPlane.sharedDaemonSet() })],
    ['its shared data plane has 2 replicas', () => ({ dataPlane: DataPlane.sharedDeployment({ replicas: 2 }) })],
    ['its shared data plane is scaled', () => ({ dataPlane: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } }) })],
  ])('is doubtful where %s', (how, props) => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart), ...props(chart) });
    expect(said(chart, 'DAPR4024')).toEqual([`chart/checkout: component 'memory' of type state.in-memory, and there are several daprds: ${how}`]);
  });

  test.each<[string, (chart: Chart) => object]>([
    ['one replica', chart => ({ workload: replicas(chart, 1) })],
    ['a Job', chart => ({ workload: job(chart), appPort: undefined })],
    ['a shared daprd with one replica behind many pods', chart => ({ workload: replicas(chart, 5), dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) })],
    ['a Dapr elsewhere', chart => ({ workload: replicas(chart, 2), dataPlane: DataPlane.remote(PROJECT) })],
  ])('is enough for %s', (_, props) => {
    const chart = newChart(SHARED);
    app(chart, { ...memory(chart), ...props(chart) });
    expect(said(chart, 'DAPR4024')).toEqual([]);
  });

  test('is no matter of components that keep nothing in it', () => {
    const chart = newChart();
    app(chart, { uses: [component(chart, 'store', 'state.redis', { redisHost: 'r:6379' })], workload: replicas(chart, 2) });
    expect(said(chart, 'DAPR4024')).toEqual([]);
  });
});

describe('what should happen once', () => {
  const binding = (chart: Chart, type: string, metadata: { [name: string]: string } = {}) => ({ appPort: 8080, inputBindings: [component(chart, 'tick', type, metadata)] });

  test.each(['bindings.cron', 'bindings.kubernetes'])('happens in each daprd with %s', type => {
    const chart = newChart();
    app(chart, { ...binding(chart, type, type === 'bindings.cron' ? { schedule: '@daily' } : { namespace: 'shop' }), workload: replicas(chart, 3) });
    expect(said(chart, 'DAPR3170')).toEqual([`chart/checkout: binding 'tick' of type ${type} calls it from each daprd, and there are several: its workload has 3 replicas`]);
  });

  test('happens once with one daprd, with a broker, and elsewhere', () => {
    const chart = newChart(SHARED);
    app(chart, { ...binding(chart, 'bindings.cron', { schedule: '@daily' }), workload: replicas(chart, 1) });
    expect(said(chart, 'DAPR3170')).toEqual([]);
    const broker = newChart();
    app(broker, { ...binding(broker, 'bindings.kafka', { brokers: 'k:9092', authType: 'none' }), workload: replicas(broker, 3) });
    expect(said(broker, 'DAPR3170')).toEqual([]);
    const remote = newChart(SHARED);
    app(remote, { ...binding(remote, 'bindings.cron', { schedule: '@daily' }), workload: replicas(remote, 3), dataPlane: DataPlane.remote(PROJECT) });
    expect(said(remote, 'DAPR3170')).toEqual([]);
  });

  test('is asked of input bindings only, and of those by name nothing is known', () => {
    const chart = newChart();
    app(chart, {
      appPort: 8080,
      uses: [component(chart, 'tick', 'bindings.cron', { schedule: '@daily' })],
      inputBindings: [byName(chart, 'tock')],
      workload: replicas(chart, 3),
    });
    expect(said(chart, 'DAPR3170')).toEqual([]);
  });
});

describe('metadata that does not go with the app', () => {
  test('names the pod of a shared daprd where it means that of the app', () => {
    const chart = newChart(SHARED);
    const broker = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379', consumerID: 'c-{podName}' });
    app(chart, { uses: [broker], dataPlane: DataPlane.sharedDeployment() });
    expect(said(chart, 'DAPR4027')).toEqual(["chart/checkout: metadata.consumerID of component 'events' is 'c-{podName}'"]);
    const own = newChart();
    app(own, { uses: [component(own, 'events', 'pubsub.redis', { redisHost: 'r:6379', consumerID: 'c-{podName}' })] });
    expect(said(own, 'DAPR4027')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, string]>([
    ['it goes out only', 'bindings.kafka', { brokers: 'k:9092', authType: 'none', direction: 'output' }, "has the direction 'output'"],
    ['it goes out only, in another spelling', 'bindings.kafka', { brokers: 'k:9092', authType: 'none', Direction: 'output' }, "has the direction 'output'"],
  ])('keeps a component from calling the app: %s', (_, type, metadata, wrong) => {
    const chart = newChart();
    app(chart, { appPort: 8080, inputBindings: [component(chart, 'queue', type, metadata)] });
    expect(said(chart, 'DAPR4028')).toEqual([`chart/checkout: component 'queue' calls the app, and it ${wrong}`]);
    const two = newChart();
    app(two, { appPort: 8080, inputBindings: [component(two, 'tick', 'bindings.cron', { schedule: '@daily' }), component(two, 'queue', type, metadata)] });
    expect(said(two, 'DAPR4028')).toHaveLength(1);
  });

  test('is not asked of a type that is no text', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'queue', { type: 5 as any })] });
    expect([...said(chart, 'DAPR4028'), ...said(chart, 'DAPR4029')]).toEqual([]);
    expect(refusal(chart)).not.toMatch(/is not a function/);
  });

  test('lets a component call the app in either direction, and asks nothing of those that do not', () => {
    const chart = newChart();
    const kafka = { brokers: 'k:9092', authType: 'none' };
    app(chart, {
      appPort: 8080,
      uses: [component(chart, 'out', 'bindings.kafka', { ...kafka, direction: 'output' })],
      inputBindings: [
        component(chart, 'in', 'bindings.kafka', { ...kafka, direction: 'Input' }), component(chart, 'both', 'bindings.kafka', { ...kafka, direction: 'input, output' }),
        component(chart, 'unsaid', 'bindings.kafka', kafka),
      ],
    });
    expect(said(chart, 'DAPR4028')).toEqual([]);
  });
});

describe('what an app does with a component', () => {
  const TO = { topic: 't', route: '/t' };
  const IS = 'which is of type state.redis';
  const store = (scope: Chart) => component(scope, 'store', 'state.redis', { redisHost: 'r:6379' });
  const uses = (it: any) => ({ publishes: [{ pubsub: it, ...TO }], subscribesInCode: [{ pubsub: it, topic: 'u' }], inputBindings: [it] });
  const REFUSED = [`the app subscribes to 'u' of 'store', ${IS}`, `the app publishes to 't' of 'store', ${IS}`, `the app is called by binding 'store', ${IS}`];

  test.each<[string, (scope: Chart) => any]>([['given', store], ['known by its name', scope => { store(scope); return byName(scope, 'store'); }]])('must be what that is for: %s', (_, of) => {
    const chart = newChart();
    app(chart, { appPort: 8080, ...uses(of(chart)) });
    expect(said(chart, 'DAPR4029')).toEqual(REFUSED.map(what => `chart/checkout: ${what}`));
    const subscribed = newChart();
    app(subscribed, { appPort: 8080, subscribes: [{ pubsub: of(subscribed), ...TO }] });
    expect(said(subscribed, 'DAPR4029')).toEqual([`chart/checkout: the app subscribes to 't' of 'store', ${IS}`]);
  });

  test('is right for a broker, a binding, and what nobody here knows', () => {
    const chart = newChart();
    const broker = component(chart, 'events', 'pubsub.redis', { redisHost: 'r:6379' });
    const cron = component(chart, 'tick', 'bindings.cron', { schedule: '@daily' });
    app(chart, { appPort: 8080, uses: [store(chart)], publishes: [{ pubsub: broker, ...TO }], subscribes: [{ pubsub: broker, topic: 'u', route: '/u' }], inputBindings: [cron, byName(chart, 'else')] });
    expect(said(chart, 'DAPR4029')).toEqual([]);
  });

  test('is another thing in another namespace', () => {
    const chart = newChart();
    store(chartOf(chart, 'other'));
    app(chart, { appPort: 8080, ...uses(byName(chart, 'store')) });
    expect(said(chart, 'DAPR4029')).toEqual([]);
  });
});

describe('a file that daprd writes', () => {
  const mounted = (chart: Chart, annotation: string) => ({
    workload: deployment(chart, 'w', { volumes: [{ name: 'data' }, { name: 'more' }] }), podAnnotations: { 'dapr.io/volume-mounts-rw': annotation },
  });
  const on = (type: string, metadata: { [name: string]: string }, annotation?: string, props: object = {}, settings = {}) => {
    const chart = newChart(settings);
    app(chart, { uses: [component(chart, 'file', type, metadata)], ...(annotation === undefined ? {} : mounted(chart, annotation)), ...props });
    return said(chart, 'DAPR4025');
  };
  const sentence = (type: string, path: string) => [`chart/checkout: component 'file' of type ${type} writes '${path}', and no volume that daprd writes is there`];

  test.each([
    ['data.db', 'data.db'], ['/data/a.db', '/data/a.db'], ['file:/data/a.db', '/data/a.db'], ['file:///data/a.db', '/data/a.db'],
    ['file:a.db?cache=shared&mode=rwc', 'a.db'], ['/var/a.db?x=1', '/var/a.db'], ['/var/file:a.db', '/var/file:a.db'],
  ])('%s of SQLite is %s', (connectionString, path) => {
    expect(on('state.sqlite', { connectionString })).toEqual(sentence('state.sqlite', path));
    expect(on('state.sqlite', { connectionString }, 'more:/more')).toEqual(sentence('state.sqlite', path));
  });

  test.each([[':memory:'], ['file::memory:?cache=shared'], ['file:orders?mode=memory']])('%s of SQLite is none', connectionString => {
    expect(on('state.sqlite', { connectionString })).toEqual([]);
  });

  test('is the folder of a local storage, in any spelling, and nothing of other components', () => {
    expect(on('bindings.localstorage', { rootPath: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('bindings.localstorage', { other: 'x', rootPath: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('bindings.localstorage', {})).toEqual([]);
    expect(on('bindings.localstorage', { ROOTPATH: '/files' })).toEqual(sentence('bindings.localstorage', '/files'));
    expect(on('state.redis', { redisHost: 'r:6379', connectionString: '/data/a.db' })).toEqual([]);
  });

  test.each(['data:/data', 'data:/data/', 'more:/more, data:/data ', 'data:/data/sub', 'data:/data/sub/a.db'])('is in a volume that is mounted as %s', annotation => {
    expect(on('state.sqlite', { connectionString: '/data/sub/a.db' }, annotation)).toEqual([]);
  });

  test.each(['data:/dat', 'data:/data/su', 'data:/other', 'data', ''])('is in no volume that is mounted as "%s"', annotation => {
    expect(on('state.sqlite', { connectionString: '/data/sub/a.db' }, annotation)).toEqual(sentence('state.sqlite', '/data/sub/a.db'));
  });

  test('is in no volume of the app where the daprd is shared', () => {
    const chart = newChart(SHARED);
    const uses = [component(chart, 'file', 'bindings.localstorage', { rootPath: '/files' })];
    app(chart, { uses, dataPlane: DataPlane.sharedDeployment() });
    expect(said(chart, 'DAPR4025')).toEqual(sentence('bindings.localstorage', '/files'));
  });
});

describe('a name', () => {
  test('is that of one component of a namespace', () => {
    const chart = newChart();
    ['a', 'b', 'c'].forEach(id => component(chart, id, 'state.in-memory', {}, { componentName: 'x', availableToNamespace: true }));
    component(chart, 'd', 'state.in-memory', {}, { componentName: 'y', availableToNamespace: true });
    component(chartOf(chart, 'blue'), 'e', 'state.in-memory', {}, { componentName: 'x', availableToNamespace: true });
    app(chart);
    expect(said(chart, 'DAPR4014')).toEqual(['b', 'c'].map(id => `chart/${id}: Component 'x' is defined at 'chart/a' too`));
  });

  test('in a scope is that of an app or of a peer', () => {
    const chart = newChart();
    DaprApp.fromAppId(chart, 'peer', { appId: 'billing' });
    component(chart, 'store', 'state.in-memory', {}, { scopes: ['checkout', 'billing', 'chekout', 'zzzzzz'] });
    app(chart);
    expect(said(chart, 'DAPR4015')).toEqual(["chart/store: scope 'chekout'; did you mean 'checkout'?", "chart/store: scope 'zzzzzz'"]);
  });
});

describe('a secret store that needs a secret store', () => {
  const vault = (scope: Chart, id: string, store: string) => component(scope, id, 'secretstores.local.env', {}, { secretStore: byName(scope, store, `${id}-needs`), scopes: ['checkout'] });

  test('must not come back to itself', () => {
    const chart = newChart();
    app(chart);
    vault(chart, 'a', 'b');
    vault(chart, 'b', 'c');
    vault(chart, 'c', 'a');
    vault(chart, 'd', 'a');
    expect(said(chart, 'DAPR4012')).toEqual([['a', 'b', 'c', 'a'], ['b', 'c', 'a', 'b'], ['c', 'a', 'b', 'c']].map(way => `chart/${way[0]}: secretStore leads ${way.join(' -> ')}`));
  });

  test('may end at one that needs none, and is of its own namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(blue);
    vault(blue, 'a', 'b');
    vault(green, 'b', 'a');
    vault(blue, 'x', 'a');
    expect(said(chart, 'DAPR4012')).toEqual([]);
  });
});

describe('what a Configuration leaves out', () => {
  const redis = { redisHost: 'r:6379' };
  const read = (props: object, appProps: (chart: Chart) => object, settings = {}) => {
    const chart = newChart(settings);
    new DaprConfiguration(chart, 'c', { ...props, apps: [app(chart, appProps(chart))] });
    return chart;
  };
  const uses = (type: string, metadata: { [name: string]: string } = {}) => (chart: Chart) => ({ appPort: 8080, uses: [component(chart, 'it', type, metadata)] });

  test.each(['state.redis', 'state.redis/v1'])('denies a component as %s', name => {
    expect(said(read({ deniedComponents: ['pubsub.kafka', name] }, uses('state.redis', redis)), 'DAPR5003'))
      .toEqual(["chart/checkout: the app uses component 'it' of type state.redis, which deniedComponents names"]);
  });

  test.each([['state.redis/v2'], ['state.Redis'], ['pubsub.redis'], ['state.redi']])('does not deny a component as %s, letter by letter', name => {
    expect(said(read({ deniedComponents: [name] }, uses('state.redis', redis)), 'DAPR5003')).toEqual([]);
  });

  test('is said of the app that reads it, and of what it does', () => {
    const other = (chart: Chart) => app(chart, { appPort: 8080 }, 'billing');
    const publishes = (chart: Chart) => ({ publishes: [{ pubsub: component(chart, 'events', 'pubsub.redis', redis), topic: 't' }] });
    expect(said(read({ allowedApis: [{ api: DaprApi.STATE }] }, chart => ({ invokes: [other(chart)], ...publishes(chart) })), 'DAPR5005').sort()).toEqual([
      "chart/checkout: the app invokes 'billing', and its Configuration leaves the API 'invoke' out",
      "chart/checkout: the app publishes to 't' of 'events', and its Configuration leaves the API 'publish' out",
    ]);
    expect(said(read({ deniedApis: [{ api: DaprApi.INVOKE }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toHaveLength(1);
    expect(said(read({ deniedApis: [{ api: DaprApi.PUBLISH }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toEqual([]);
    expect(said(read({ allowedApis: [{ api: DaprApi.INVOKE }] }, chart => ({ invokes: [other(chart)] })), 'DAPR5005')).toEqual([]);
    expect(said(read({ allowedApis: [{ api: DaprApi.PUBLISH }] }, publishes), 'DAPR5005')).toEqual([]);
  });

  test('is one version of an API only: another one will do', () => {
    const publishes = (chart: Chart) => ({ publishes: [{ pubsub: component(chart, 'events', 'pubsub.redis', redis), topic: 't' }] });
    expect(said(read({ allowedApis: [{ api: DaprApi.PUBLISH, versions: ['v1'] }] }, publishes), 'DAPR5005')).toEqual([]);
    expect(said(read({ deniedApis: [{ api: DaprApi.PUBLISH, versions: ['v1alpha1'] }] }, publishes), 'DAPR5005')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, DaprApi]>([
    ['state', 'state.redis', redis, DaprApi.STATE],
    ['bindings', 'bindings.kafka', { brokers: 'k:9092', authType: 'none' }, DaprApi.BINDINGS],
    ['lock', 'lock.redis', redis, DaprApi.LOCK],
    ['configuration', 'configuration.redis', redis, DaprApi.CONFIGURATION],
    ['crypto', 'crypto.dapr.localstorage', { path: '/keys' }, DaprApi.CRYPTO],
    ['conversation', 'conversation.echo', {}, DaprApi.CONVERSATION],
  ])('is the API %s of a component', (_, type, metadata, api) => {
    expect(said(read({ allowedApis: [{ api: DaprApi.METADATA }] }, uses(type, metadata)), 'DAPR5006'))
      .toEqual([`chart/checkout: the app uses component 'it' of type ${type}, and its Configuration leaves the API '${api}' out`]);
    expect(said(read({ allowedApis: [{ api }] }, uses(type, metadata)), 'DAPR5006')).toEqual([]);
  });

  test.each<[string, string, { [name: string]: string }, DaprApi]>([
    ['unlock', 'lock.redis', redis, DaprApi.UNLOCK],
    ['subtle crypto', 'crypto.dapr.localstorage', { path: '/keys' }, DaprApi.SUBTLE_CRYPTO],
  ])('is not all of a component where %s is left', (_, type, metadata, api) => {
    expect(said(read({ allowedApis: [{ api }] }, uses(type, metadata)), 'DAPR5006')).toEqual([]);
  });

  test('is nothing to a broker, a secret store, an actor state store or an input binding, which serve without a call', () => {
    const only = { allowedApis: [{ api: DaprApi.METADATA }] };
    expect(said(read(only, uses('pubsub.redis', redis)), 'DAPR5006')).toEqual([]);
    expect(said(read(only, uses('secretstores.local.env')), 'DAPR5006')).toEqual([]);
    expect(said(read(only, uses('state.redis', { ...redis, actorStateStore: 'true' })), 'DAPR5006')).toEqual([]);
    expect(said(read(only, chart => ({ appPort: 8080, inputBindings: [component(chart, 'in', 'bindings.cron', { schedule: '@daily' })] })), 'DAPR5006')).toEqual([]);
    const both = (chart: Chart) => {
      const out = component(chart, 'out', 'bindings.kafka', { brokers: 'k:9092', authType: 'none' });
      return { appPort: 8080, uses: [out], inputBindings: [component(chart, 'in', 'bindings.cron', { schedule: '@daily' })] };
    };
    expect(said(read(only, both), 'DAPR5006')).toEqual([
      "chart/checkout: the app uses component 'out' of type bindings.kafka, and its Configuration leaves the API 'bindings' out",
    ]);
  });

  test('is nothing to what needs no API', () => {
    expect(said(read({ allowedApis: [{ api: DaprApi.METADATA }] }, () => ({ appPort: 8080, handlesJobs: ['nightly'] })), 'DAPR5005')).toEqual([]);
  });

  test('is nothing where it names no API', () => {
    const chart = read({ metricsEnabled: false }, uses('state.redis', redis));
    expect([...said(chart, 'DAPR5003'), ...said(chart, 'DAPR5005'), ...said(chart, 'DAPR5006')]).toEqual([]);
  });
});

describe('an HTTP endpoint', () => {
  const endpoint = (scope: Chart, httpEndpointName: string) => new DaprHttpEndpoint(scope, `endpoint-${httpEndpointName}`, { baseUrl: 'https://a.example', httpEndpointName, availableToNamespace: true });

  test('has neither the app-id of an app or a peer of its namespace nor the name of a component', () => {
    const chart = newChart();
    const blue = chartOf(chart, 'blue');
    app(blue, {}, 'orders');
    app(blue, {}, 'stock');
    DaprApp.fromAppId(blue, 'peer', { appId: 'billing', namespace: 'blue' });
    DaprApp.fromAppId(blue, 'somewhere', { appId: 'mail' });
    component(blue, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    ['orders', 'billing', 'mail', 'events', 'other'].forEach(name => endpoint(blue, name));
    expect(said(chart, 'DAPR3130')).toEqual([
      "blue/endpoint-orders: HTTP endpoint 'orders' has the app-id of 'blue/orders'",
      "blue/endpoint-billing: HTTP endpoint 'billing' has the app-id of 'blue/peer'",
      "blue/endpoint-mail: HTTP endpoint 'mail' has the app-id of 'blue/somewhere'",
    ]);
    expect(said(chart, 'DAPR3131')).toEqual(["blue/endpoint-events: HTTP endpoint 'events' has the name of 'blue/events'"]);
  });

  test('may share them with those of another namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(green, {}, 'orders');
    DaprApp.fromAppId(green, 'peer', { appId: 'billing', namespace: 'green' });
    component(green, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    app(blue, {}, 'web');
    ['orders', 'billing', 'events'].forEach(name => endpoint(blue, name));
    expect([...said(chart, 'DAPR3130'), ...said(chart, 'DAPR3131')]).toEqual([]);
  });
});
