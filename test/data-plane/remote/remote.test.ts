/** Apps whose Dapr another party runs. */
import { ActorHosting, DaprComponent, DaprFindings, DaprTopology, DataPlane } from 'cdk8s-dapr';
import { app, deployment, env, find, newChart, pod, errorsOf, warningCodes, messagesOf } from '../../../scenarios/charts';
import { GRPC, HTTP, REMOTE, remoteApp } from '../../support/remote-dapr';

describe.each([['remote', DataPlane.remote], ['catalyst', DataPlane.catalyst]])('DataPlane.%s', (_, make) => {
  test('sets the endpoints, the app ID and the token in the environment of the app, and emits nothing else', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, dataPlane: make(REMOTE) });
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

  test('refuses an app that needs delivery but has no appEndpoint', () => {
    const chart = newChart();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 't', route: '/t' }], dataPlane: make(REMOTE) });
    expect(errorsOf(chart)).toMatch(/DAPR8001: the app subscribes to 't' of 'events'; the remote Dapr does not know the address of the app: set appEndpoint/);
  });

  test('delivers to an app with appEndpoint, without a retry in this cluster', () => {
    const chart = newChart();
    const events = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
    const dataPlane = make({ ...REMOTE, appEndpoint: 'https://shop.example:443' });
    app(chart, { appPort: 8080, subscribes: [{ pubsub: events, topic: 't', route: '/t' }], dataPlane });
    expect(errorsOf(chart)).toBe('');
    expect(find(chart, 'Resiliency')).toBeUndefined();
  });
});

test('hand-written annotations and addresses are refused', () => {
  const annotated = newChart();
  app(annotated, { workload: deployment(annotated, 'w', {}, { annotations: { 'dapr.io/enabled': 'true' } }), dataPlane: DataPlane.remote(REMOTE) });
  expect(errorsOf(annotated)).toContain('DAPR7012');
  const addressed = newChart();
  const containers = [{ name: 'main', ports: [{ containerPort: 8080 }], env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://other:3500' }] }];
  app(addressed, { workload: deployment(addressed, 'w', { containers }), dataPlane: DataPlane.remote(REMOTE) });
  expect(errorsOf(addressed)).toContain('DAPR7011');
});

test('a feature that Catalyst does not document causes a warning', () => {
  const codes = (dataPlane: any) => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, handlesJobs: ['nightly'], dataPlane });
    return warningCodes(chart);
  };
  const reachable = { ...REMOTE, appEndpoint: 'https://shop.example:443' };
  expect(codes(DataPlane.catalyst(reachable))).toContain('DAPR7041');
  expect(codes(DataPlane.remote(reachable))).not.toContain('DAPR7041');
});

test('an app with a remote Dapr has no daprd in a topology', () => {
  const { chart } = remoteApp();
  expect((DaprTopology.of(chart) as any).apps[0].daprd).toBeUndefined();
});

test('an endpoint that is not a string is reported', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  app(chart, { dataPlane: DataPlane.remote({ httpEndpoint: 5 as any, grpcEndpoint: 6 as any }) });
  expect(errorsOf(chart)).toContain('httpEndpoint must be');
  expect(errorsOf(chart)).toContain('grpcEndpoint must be');
});

test('credentials in an endpoint are in no message', () => {
  const chart = newChart({ apiTokenSecret: 'token' });
  const endpoint = 'https://shop:hunter2@dapr.example:443';
  const dataPlane = DataPlane.remote({ httpEndpoint: endpoint, grpcEndpoint: endpoint });
  ['one', 'two'].forEach(id => app(chart, { workload: deployment(chart, `d-${id}`), dataPlane }, id));
  const messages = JSON.stringify(DaprFindings.of(chart).list());
  expect(messages).toContain('DAPR7044');
  expect(messages).not.toContain('hunter2');
});

test('what Catalyst does not document is named', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, dataPlane: DataPlane.catalyst({ httpEndpoint: 'https://h.example:443', grpcEndpoint: 'https://g.example:443', appEndpoint: 'https://app.example' }), handlesJobs: ['nightly'] });
  expect(messagesOf(chart, 'DAPR7041')).toEqual(["chart/checkout: the app handles the job 'nightly', which Catalyst does not document"]);
});
