/** A value of a wrong type in place of a construct loses no other finding of the synth. */
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import { deployment, newChart, refusal, SHARED } from '../../scenarios/charts';

/** Has the fields of an app and of a component, but is no construct. */
const FIELDS = { appId: 'x', workloadKind: 'Deployment', kind: 'Component', componentName: 'x', resourceName: 'x' };
const VALUES: [string, unknown][] = [['a map with the fields of a construct', FIELDS], ['a string', 'orders'], ['a number', 3], ['nothing', null], ['a list', []], ['an empty object', {}], ['a function', () => 1]];
const timeout = lib.ResiliencyTimeout.of('t', Duration.seconds(1));
const dataPlane = lib.DataPlane.sidecar();
const app = (chart: Chart, props: object = {}): lib.DaprApp => new lib.DaprApp(chart, 'app', { workload: deployment(chart), appPort: 8080, dataPlane, ...props });
const broker = (chart: Chart): lib.DaprComponent => new lib.DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });

/** The path in the message of each place, and how a value gets there. */
const PLACES: [string, (chart: Chart, value: any) => void][] = [
  ['uses[0]', (chart, value) => { app(chart, { uses: [value] }); }],
  ['component', (chart, value) => { app(chart).addComponent(value); }],
  ['configuration', (chart, value) => { app(chart).addConfiguration(value); }],
  ['api', (chart, value) => { app(chart).addApi(value); }],
  ['hosting', (chart, value) => { app(chart).addActorHosting(value); }],
  ['role', (chart, value) => { app(chart).addWorkflowRole(value); }],
  ['invokes[0]', (chart, value) => { app(chart, { invokes: [value] }); }],
  ['invokedBy[0].app', (chart, value) => { app(chart, { invokedBy: [{ app: value }] }); }],
  ['caller.app', (chart, value) => { app(chart).addCaller(value); }],
  ['publishes[0].pubsub', (chart, value) => { app(chart, { publishes: [{ pubsub: value, topic: 't' }] }); }],
  ['publishes[0].pubsub', (chart, value) => { app(chart, { publishes: [value] }); }],
  ['subscribesInCode[0].pubsub', (chart, value) => { app(chart, { subscribesInCode: [{ pubsub: value, topic: 't' }] }); }],
  ['subscribes[0].pubsub', (chart, value) => { app(chart, { subscribes: [{ pubsub: value, topic: 't', route: '/t' }] }); }],
  ['inputBindings[0]', (chart, value) => { app(chart, { inputBindings: [value] }); }],
  ['workload', (chart, workload) => { new lib.DaprApp(chart, 'app', { workload, appPort: 8080, dataPlane }); }],
  ['workload', (chart, workload) => { new lib.DaprApp(chart, 'app', { workload, appPort: 8080, dataPlane: lib.DataPlane.sharedDeployment() }); }],
  ['the result of dataPlane.bind', (chart, config) => { app(chart, { dataPlane: { bind: () => config } }); }],
  ['app', (chart, value) => { new lib.DaprSubscription(chart, 'subscription', { app: value, pubsub: broker(chart), topic: 't', route: '/t' }); }],
  ['pubsub', (chart, value) => { new lib.DaprSubscription(chart, 'subscription', { app: app(chart), pubsub: value, topic: 't', route: '/t' }); }],
  ['app', (chart, value) => { new lib.DaprComponent(chart, 'store', { type: 'state.in-memory' }).addApp(value); }],
  ['apps', (chart, value) => { new lib.DaprConfiguration(chart, 'configuration', { apps: [value], tracingSamplingRate: 1 }); }],
  ['accessControlPolicies[0].app', (chart, value) => { new lib.DaprConfiguration(chart, 'configuration', { accessControlDefaultAction: lib.AccessAction.DENY, accessControlPolicies: [{ app: value, namespace: 'shop' }] }); }],
  // Null counts as unset.
  ['secretStore', (chart, value) => { new lib.DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: value ?? 'null' }); }],
  ['apps', (chart, value) => { new lib.DaprHttpEndpoint(chart, 'endpoint', { apps: [value], baseUrl: 'https://a' }); }],
  ['apps', (chart, value) => { new lib.DaprResiliency(chart, 'resiliency', { apps: [value], timeouts: [timeout] }); }],
  ['componentTargets.component', (chart, value) => { new lib.DaprResiliency(chart, 'resiliency', { componentTargets: [{ component: value, outbound: { timeout } }] }); }],
  ['triggers.component', (chart, value) => { new lib.OpenFunction(new Chart(chart, 'shop', { namespace: 'shop' }), 'function', { image: 'a', triggers: [{ component: value }] }); }],
  ['states.component', (chart, value) => { new lib.OpenFunction(new Chart(chart, 'shop', { namespace: 'shop' }), 'function', { image: 'a', states: [value] }); }],
];

describe.each(PLACES)('%s', (path, build) => {
  test.each(VALUES.filter(([, value]) => path !== 'the result of dataPlane.bind' || !/^\{/.test(String(JSON.stringify(value)))))('that is %s is reported with the other errors of the synth', (_what, value) => {
    const chart = newChart(SHARED);
    new lib.DaprComponent(chart, 'before', { type: 'state.in-memory', initTimeout: 'x' as any });
    build(chart, value);
    new lib.DaprComponent(chart, 'after', { type: 'state.in-memory', initTimeout: 'x' as any });
    const error = refusal(chart);
    expect(error).toContain(path === 'workload' && value === null ? 'workload is missing' : `${path} must be`);
    for (const other of ['chart/before', 'chart/after']) {
      expect(error).toMatch(new RegExp(`DAPR3017 [^\\n]*${other} `));
    }
    // Nothing follows from the value.
    expect(new Set(error.match(/DAPR\d{4}/g))).toEqual(new Set(['DAPR3017', ...(path === 'workload' ? ['DAPR1017'] : [])]));
  });
});

describe('dataPlane', () => {
  test.each(VALUES.filter(([, value]) => value !== null))('that is %s is reported with the other errors of the app', (_what, value) => {
    const chart = newChart(SHARED);
    app(chart, { dataPlane: value, appPort: 'x' });
    const error = refusal(chart);
    expect(error).toContain('DAPR3017 chart/app (Deployment chart-web-c83d2bb0): dataPlane must be a data plane');
    expect(error).toContain('appPort must be');
    expect(new Set(error.match(/DAPR\d{4}/g))).toEqual(new Set(['DAPR3017', 'DAPR2003']));
  });

  test('that is not usable is not compared with a locked one', () => {
    const chart = newChart({ ...SHARED, dataPlane, locked: ['dataPlane'] });
    app(chart, { dataPlane: 3 });
    expect(refusal(chart)).not.toContain('DAPR1105');
  });
});

describe('a workload that is not usable', () => {
  const refused = (workload: (chart: Chart) => any, props: object = {}): { chart: Chart; error: string } => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    new lib.DaprApp(chart, 'app', { workload: workload(chart), appPort: 8080, dataPlane, ...props });
    return { chart, error: refusal(chart) };
  };

  test.each([
    ['without a pod template', (chart: Chart) => new lib.DaprComponent(chart, 'store', { type: 'state.in-memory', availableToNamespace: true })],
    ['with two pod templates', (chart: Chart) => { const both = new Chart(chart, 'both'); deployment(both, 'a'); deployment(both, 'b'); return both; }],
    ['that is missing', () => undefined],
  ])('%s is reported alone, with the other errors of the app', (_what, workload) => {
    expect(refused(workload).error.match(/DAPR\d{4}/g)).toEqual(['DAPR1017']);
    expect(refused(workload, { appPort: 'x' }).error).toContain('appPort must be');
  });

  test('is reported alone, if the app has callers, components and a shared daprd', () => {
    const { error } = refused(() => 'x', {
      dataPlane: lib.DataPlane.sharedDeployment(), hostsActors: undefined, usesApis: [lib.DaprApi.STATE], containers: ['main'],
    });
    expect(error.match(/DAPR\d{4}/g)).toEqual(['DAPR1017']);
  });

  test('is reported of an app outside all charts, which has no other error', () => {
    const root = new App();
    new lib.DaprApp(root, 'app', { workload: undefined as any, dataPlane });
    expect(lib.DaprFindings.of(root).list().map(({ code, path }) => [code, path])).toEqual([['DAPR1017', 'app']]);
    expect(root.charts).toEqual([]);
  });

  test('is not replaced by an object that other rules check', () => {
    const { chart } = refused(() => 'x');
    expect(chart.node.findAll().filter(each => ApiObject.isApiObject(each))).toEqual([]);
    expect(lib.testing.DaprStack.of(chart).errors.map(({ code }) => code)).toEqual(['DAPR1017']);
  });
});

describe('a construct of another App', () => {
  const other = (): Chart => { const chart = new Chart(new App(), 'other'); lib.DaprPlatform.set(chart, SHARED); return chart; };

  test.each<[string, (chart: Chart) => void]>([
    ['a component', chart => { app(chart, { uses: [broker(other())] }); }],
    ['an app', chart => { app(chart, { invokes: [app(other())] }); }],
    ['a workload', chart => { app(chart, { workload: deployment(other()) }); }],
    ['a data plane', chart => { app(chart, { dataPlane: new lib.SharedDaprDeployment(other(), 'app') }); }],
    ['the app of a subscription', chart => { new lib.DaprSubscription(chart, 's', { app: app(other()), pubsub: broker(chart), topic: 't', route: '/t' }); }],
  ])('as %s is reported with the other errors of the synth', (_what, build) => {
    const chart = newChart(SHARED);
    build(chart);
    new lib.DaprComponent(chart, 'after', { type: 'state.in-memory', initTimeout: 'x' as any });
    const error = refusal(chart);
    expect(error).toContain('DAPR1020');
    expect(error).toContain('DAPR3017');
    expect(new Set(error.match(/DAPR\d{4}/g))).toEqual(new Set(['DAPR1020', 'DAPR3017']));
  });

  test('as a data plane is not joined, so that the other App stays as it is', () => {
    const there = other();
    const front = new lib.SharedDaprDeployment(there, 'app');
    const before = JSON.stringify(there.toJson());
    app(newChart(SHARED), { dataPlane: front });
    expect(JSON.stringify(there.toJson())).toBe(before);
  });
});

test('an error that is found while a check renders an object is reported with the other errors of the synth', () => {
  const chart = newChart(SHARED);
  const shared = new lib.DaprApp(chart, 'shared', { workload: new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' }), appPort: 8080, dataPlane: lib.DataPlane.sharedDeployment() });
  new lib.DaprApp(chart, 'other', { workload: deployment(chart, 'other-web'), appPort: 99999, dataPlane });
  // Its workload is the Deployment of the daprd, whose annotations contradict those of the app.
  new lib.DaprApp(chart, 'app', { workload: shared, appPort: 8080, dataPlane, uses: [broker(chart)] });
  expect(new Set(refusal(chart).match(/DAPR\d{4}/g))).toEqual(new Set(['DAPR1017', 'DAPR1018', 'DAPR2003']));
});
