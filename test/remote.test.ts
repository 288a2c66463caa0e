/** Apps whose Dapr somebody else runs. */
import { ActorHosting, DaprComponent, DaprTopology, DataPlane, RemoteDaprOptions } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, refusal, warningCodes } from './fixture';

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

test('a resource that only apps with a Dapr elsewhere use is a warning, and none if another app loads it', () => {
  const { chart, shop } = of();
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  shop.addUses(store);
  expect(warningCodes(chart)).toContain('DAPR7042');
  app(chart, { uses: [store] }, 'here');
  expect(warningCodes(chart)).not.toContain('DAPR7042');
});

test('a component that is only named here is no object that nobody loads', () => {
  const { chart, shop } = of();
  shop.addUses(DaprComponent.fromComponentName(chart, 'store', 'store'));
  expect(warningCodes(chart)).not.toContain('DAPR7042');
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
