/** Apps whose Dapr somebody else runs. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { ActorHosting, DaprApp, DaprComponent, DaprConfiguration, DaprTopology, DataPlane, RemoteDaprOptions } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, refusal, warningCodes } from '../../../scenarios/charts';

const HTTP = 'https://http-prj.example:443';
const GRPC = 'https://grpc-prj.example:443';
const options: RemoteDaprOptions = { httpEndpoint: HTTP, grpcEndpoint: GRPC, apiTokenSecret: 'remote-token' };
const of = (props: any = {}, more: any = {}, settings = {}) => {
  const chart = newChart(settings);
  const shop = app(chart, { appPort: 8080, dataPlane: DataPlane.remote({ ...options, ...props }), ...more });
  return { chart, shop };
};

describe.each([['remote', DataPlane.remote], ['catalyst', DataPlane.catalyst]])('DataPlane.%s', (_, make) => {
  test('tells the app the endpoints, its name and the token, and emits nothing else', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, dataPlane: make(options) });
    const template = pod(chart);
    expect(env(template)).toEqual({
      APP_ID: 'checkout',
      DAPR_APP_ID: 'checkout',
      APP_PORT: '8080',
      DAPR_API_TOKEN: { secretKeyRef: { name: 'remote-token', key: 'token' } },
      DAPR_HTTP_ENDPOINT: HTTP,
      DAPR_GRPC_ENDPOINT: GRPC,
    });
    expect(template.metadata).not.toHaveProperty('annotations');
    expect(chart.toJson().map((o: any) => o.kind)).toEqual(['Deployment']);
  });

  test('refuses an app to which something would be delivered, and nothing leads', () => {
    const chart = newChart();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 't', route: '/t' }], dataPlane: make(options) });
    expect(refusal(chart)).toMatch(/DAPR8001: the app subscribes to 't' of 'events'; that Dapr does not know where the app is: give appEndpoint/);
  });

  test('lets an app with an endpoint receive, without a retry in this cluster', () => {
    const chart = newChart();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    const dataPlane = make({ ...options, appEndpoint: 'https://shop.example:443' });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 't', route: '/t' }], dataPlane });
    expect(refusal(chart)).toBe('');
    expect(find(chart, 'Resiliency')).toBeUndefined();
  });
});

test('the token of the platform is that of a remote Dapr too', () => {
  const { chart } = of({ apiTokenSecret: undefined }, {}, { apiTokenSecret: 'platform-token' });
  expect(env(pod(chart)).DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'platform-token', key: 'token' } });
});

test('a remote Dapr without a token is refused unless that is asked for', () => {
  expect(refusal(of({ apiTokenSecret: undefined }).chart)).toContain('DAPR7043');
  const { chart } = of({ apiTokenSecret: undefined, unsafeAllowUnauthenticatedApi: true }, {}, { apiTokenSecret: 'platform-token' });
  expect(refusal(chart)).toBe('');
  expect(env(pod(chart))).not.toHaveProperty('DAPR_API_TOKEN');
});

test.each([
  ['grpcs://dapr.example:443'], ['dapr.example:443'], ['https://dapr.example'], ['https://dapr.example:443/'], ['https://dapr.example:443/v1.0'],
  ['https://user@dapr.example:443'], ['https://dapr.example:443?x=1'], ['https://:443'], ['https://dapr.example:0'], ['https://dapr.example:70000'], [''],
  ['http://dapr.example:3500'], [undefined], [443],
])('%j is no endpoint', value => {
  for (const name of ['httpEndpoint', 'grpcEndpoint']) {
    expect(refusal(of({ [name]: value }).chart)).toContain(`DAPR7040: ${name}`);
  }
});

test.each([['https://dapr.example:443'], ['https://10.0.0.1:8443'], ['https://[fd00::1]:443']])('%j is an endpoint', value => {
  expect(refusal(of({ httpEndpoint: value, grpcEndpoint: value, appEndpoint: value }).chart)).toBe('');
});

test('plain http is an endpoint only where that is asked for', () => {
  expect(refusal(of({ httpEndpoint: 'http://dapr.example:3500', unsafeAllowPlainHttp: true }).chart)).toBe('');
});

test('hand-written annotations and addresses are refused', () => {
  const annotated = newChart();
  app(annotated, { workload: deployment(annotated, 'w', {}, { annotations: { 'dapr.io/enabled': 'true' } }), dataPlane: DataPlane.remote(options) });
  expect(refusal(annotated)).toContain('DAPR7012');
  const addressed = newChart();
  const containers = [{ name: 'main', ports: [{ containerPort: 8080 }], env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://other:3500' }] }];
  app(addressed, { workload: deployment(addressed, 'w', { containers }), dataPlane: DataPlane.remote(options) });
  expect(refusal(addressed)).toContain('DAPR7011');
});

describe('what only apps with a Dapr elsewhere load', () => {
  const kinds = (chart: Chart): string[] => Testing.synth(chart).map(object => object.kind);
  const stack = () => {
    const made = of({ appEndpoint: 'https://shop.example' });
    const store = new DaprComponent(made.chart, 'store', { type: 'state.in-memory' });
    made.shop.addUses(store);
    made.shop.addSubscribes({ pubsub: new DaprComponent(made.chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
    made.shop.addResource(new DaprConfiguration(made.chart, 'settings', { metricsEnabled: false }));
    return { ...made, store };
  };

  test('is not in the YAML, whichever way it is written', () => {
    for (const yamlOutputType of [
      YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    ]) {
      const { chart } = stack();
      const { outdir } = chart.node.root as App;
      const root = chart.node.root as any;
      root.yamlOutputType = yamlOutputType;
      root.synth();
      const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
      expect(files).toHaveLength(1);
      expect(readFileSync(join(files[0].parentPath ?? files[0].path, files[0].name), 'utf8')).not.toContain('dapr.io/');
    }
    const { chart } = stack();
    expect(kinds(chart)).toEqual(['Deployment']);
    expect((chart.node.root as App).synthYaml()).not.toContain('dapr.io/');
  });

  test('is warned of by nothing, and stays where its construct looks for it', () => {
    const { chart, store } = stack();
    expect(warningCodes(chart)).toEqual([]);
    expect(ApiObject.of(store).kind).toBe('Component');
  });

  test('is in the topology, for an export', () => {
    const { chart } = stack();
    const loaded: { kind: string; name: string }[] = (DaprTopology.of(chart) as any)._resources;
    expect(loaded.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'Component events', 'Component store', 'Configuration settings', 'Subscription checkout-events-t',
    ]);
  });

  test.each<[string, (made: ReturnType<typeof stack>) => void]>([
    ['an app of the cluster', ({ chart, store }) => { app(chart, { uses: [store] }, 'here'); }],
    ['an app of another stack', ({ chart, store }) => { store.grantUse(DaprApp.fromAppId(chart, 'there', { appId: 'there' })); }],
  ])('is in the YAML as soon as %s loads it too', (_, more) => {
    const made = stack();
    expect(kinds(made.chart)).not.toContain('Component');
    more(made);
    expect(kinds(made.chart).filter(kind => kind === 'Component')).toHaveLength(1);
  });

  test.each([['scopes that name another app', { scopes: ['other'] }], ['everyone in its scope', { availableToNamespace: true }]])('is in the YAML with %s', (_, props) => {
    const { chart, shop } = of();
    shop.addUses(new DaprComponent(chart, 'store', { type: 'state.in-memory', ...props }));
    expect(kinds(chart)).toContain('Component');
  });

  test('leaves the names of the files of other charts alone', () => {
    const { chart } = stack();
    const root = chart.node.root as App;
    app(new Chart(root, 'other'), {}, 'here');
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    root.synth();
    silent.mockRestore();
    expect(readdirSync(root.outdir).sort()).toEqual(['chart.k8s.yaml', 'other.k8s.yaml']);
  });

  test('takes its secret store with it', () => {
    const { chart, shop } = of();
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
    shop.addUses(new DaprComponent(chart, 'store', { type: 'state.in-memory', secretStore: vault }));
    expect(kinds(chart)).toEqual(['Deployment']);
  });
});

describe('two app-ids that a Dapr elsewhere cannot tell apart are refused', () => {
  const two = (make: typeof DataPlane.remote, first: object, second: object, id = 'billing', appId = id) => {
    const chart = newChart({ apiTokenSecret: 'platform-token' });
    const { apiTokenSecret: _none, ...endpoints } = options;
    app(chart, { dataPlane: make({ ...endpoints, ...first }) });
    app(chart, { dataPlane: make({ ...endpoints, ...second }), appId }, id);
    return refusal(chart);
  };
  const token = { apiTokenSecret: 'one' };

  test('one token at Catalyst', () => {
    expect(two(DataPlane.catalyst, token, token)).toMatch(/\[chart\/billing\] DAPR7044: app-id 'billing' has the token of the Secret 'one', and so has 'checkout' at 'chart\/checkout'/);
    expect(two(DataPlane.catalyst, token, token, 'second', 'checkout')).toBe('');
  });

  test('one address and one token of a remote Dapr; a gateway may tell tokens apart, and addresses are', () => {
    expect(two(DataPlane.remote, {}, {})).toContain('DAPR7044');
    expect(two(DataPlane.remote, {}, {}).match(/DAPR7044/g)).toHaveLength(1);
    expect(two(DataPlane.remote, {}, { httpEndpoint: 'https://http-other.example:443' })).toContain(`at ${GRPC}`);
    expect(two(DataPlane.remote, {}, { httpEndpoint: 'https://http-other.example:443', grpcEndpoint: 'https://grpc-other.example:443' })).toBe('');
    expect(two(DataPlane.remote, {}, token)).toBe('');
    expect(two(DataPlane.remote, { unsafeAllowUnauthenticatedApi: true }, { unsafeAllowUnauthenticatedApi: true })).toContain('has no token at');
  });

  test('Catalyst never takes the token of the platform: each app has a Secret of its own', () => {
    expect(two(DataPlane.catalyst, {}, {})).toBe('');
    const chart = newChart({ apiTokenSecret: 'platform-token' });
    const { apiTokenSecret: _none, ...endpoints } = options;
    app(chart, { dataPlane: DataPlane.catalyst(endpoints) });
    expect(env(pod(chart)).DAPR_API_TOKEN).toEqual({ secretKeyRef: { name: 'checkout-catalyst', key: 'token' } });
  });

  test('Catalyst without a token is refused: by what would it know the app?', () => {
    expect(two(DataPlane.catalyst, { unsafeAllowUnauthenticatedApi: true }, {})).toContain('DAPR3015');
  });
});

describe('the address at which a Dapr elsewhere calls the app', () => {
  const called = (make: typeof DataPlane.remote, appEndpoint: any, more = {}) => {
    const chart = newChart();
    app(chart, { appPort: 8080, dataPlane: make({ ...options, appEndpoint, ...more }) });
    return refusal(chart);
  };

  test.each([['https://shop.example'], ['https://shop.example:8443/orders'], ['https://10.1.2.3'], ['https://[fd00::1]:443/']])('may be %s', value => {
    expect(called(DataPlane.remote, value)).toBe('');
    expect(called(DataPlane.catalyst, value)).toBe('');
  });

  test.each([
    ['shop.example:443'], ['grpc://shop.example'], [''], ['https://'], ['https://shop.example:0'], ['https://shop.example:70000'], ['https://user:pw@shop.example'],
    ['https://shop.example?x=1'], ['https://shop.example#x'], ['https://localhost:8080'], ['https://127.0.0.1'], ['https://[::1]:80'], ['http://shop.example'],
    ['https://shop .example'], [443],
  ])('is not %j', value => {
    expect(called(DataPlane.remote, value)).toMatch(/DAPR7045: appEndpoint|DAPR3017/);
  });

  test('never shows a password that was in it', () => {
    expect(called(DataPlane.remote, 'https://user:hunter2@shop.example')).not.toContain('hunter2');
  });

  test('may be plain http where that is asked for', () => {
    expect(called(DataPlane.remote, 'http://shop.example', { unsafeAllowPlainHttp: true })).toBe('');
  });

  test.each([['https://shop'], ['https://shop.default.svc'], ['https://shop.default.svc.cluster.local:443']])('may be %s for a Dapr beside the cluster, not for Catalyst', value => {
    expect(called(DataPlane.remote, value)).toBe('');
    expect(called(DataPlane.catalyst, value)).toContain('is known in the cluster only');
  });
});

test('what Catalyst does not document is a warning', () => {
  const codes = (dataPlane: any) => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, handlesJobs: ['nightly'], dataPlane });
    return warningCodes(chart);
  };
  const reachable = { ...options, appEndpoint: 'https://shop.example:443' };
  expect(codes(DataPlane.catalyst(reachable))).toContain('DAPR7041');
  expect(codes(DataPlane.remote(reachable))).not.toContain('DAPR7041');
});

test('an app with a Dapr elsewhere has no daprd in a topology', () => {
  const { chart } = of();
  expect((DaprTopology.of(chart) as any)._apps[0].daprd).toBeUndefined();
});
