/** What a pod has of another deployment model, or means otherwise, is not refused. */
import { Chart, JsonPatch } from 'cdk8s';
import { DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, codes, deployment, messagesOf, newChart, pod, refusal, SHARED, warningCodes } from '../../../scenarios/charts';

const REMOTE = DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't' });
const annotated = (annotations: object, dataPlane?: IDataPlane): Chart => {
  const chart = newChart(SHARED);
  app(chart, { workload: deployment(chart, 'w', {}, { annotations }), dataPlane });
  return chart;
};

describe.each([['shared', DataPlane.sharedDeployment()], ['remote', REMOTE]])('behind a %s daprd', (_, dataPlane) => {
  test('dapr.io/enabled "true" is refused, since the pod would get a sidecar too', () => {
    expect(codes(() => annotated({ 'dapr.io/enabled': 'true' }, dataPlane))).toEqual(['DAPR7012']);
  });

  test('dapr.io/enabled "false" is left alone', () => {
    const chart = annotated({ 'dapr.io/enabled': 'false' }, dataPlane);
    expect([refusal(chart), messagesOf(chart, 'DAPR7061')]).toEqual(['', []]);
    expect(pod(chart).metadata.annotations['dapr.io/enabled']).toBe('false');
  });

  test('other annotations are a warning', () => {
    const chart = annotated({ 'dapr.io/log-level': 'debug' }, dataPlane);
    expect([refusal(chart), messagesOf(chart, 'DAPR7061')]).toEqual(['', ["chart/checkout: pod annotation dapr.io/log-level is 'debug'"]]);
  });
});

test('a JSON patch removes an annotation of a generated workload', () => {
  const chart = newChart(SHARED);
  const workload = deployment(chart, 'w', {}, { annotations: { 'dapr.io/enabled': 'true' } });
  workload.addJsonPatch(JsonPatch.remove('/spec/template/metadata/annotations/dapr.io~1enabled'));
  app(chart, { workload, dataPlane: DataPlane.sharedDeployment() });
  expect(refusal(chart)).toBe('');
});

test('dapr.io/enabled "false" beside a sidecar is a warning, and DaprApp replaces it', () => {
  const chart = annotated({ 'dapr.io/enabled': 'false' });
  expect([refusal(chart), warningCodes(chart)]).toEqual(['', ['DAPR1060']]);
  expect(pod(chart).metadata.annotations['dapr.io/enabled']).toBe('true');
});

test.each([['APP_ID', { value: '12345' }], ['APP_ID', { valueFrom: { secretKeyRef: { name: 'github', key: 'app-id' } } }], ['APP_PORT', { value: '7000' }]])('%s of the container is kept', (name, rest) => {
  const chart = newChart();
  const containers = [{ name: 'main', ports: [{ containerPort: 8080 }], env: [{ name, ...rest }] }];
  app(chart, { appPort: 8080, workload: deployment(chart, 'w', { containers }) });
  expect(refusal(chart)).toBe('');
  expect(pod(chart).spec.containers[0].env.filter((each: any) => each.name === name)).toEqual([{ name, ...rest }]);
});

const endpoint = (name: string, value: string, options: object = {}): Chart => {
  const chart = newChart();
  app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'main', env: [{ name, value }] }] }), dataPlane: DataPlane.sidecar(options) });
  return chart;
};

test.each([
  ['DAPR_HTTP_ENDPOINT', 'http://localhost:3500'], ['DAPR_HTTP_ENDPOINT', 'http://127.0.0.1:3500/'], ['DAPR_GRPC_ENDPOINT', 'localhost:50001'], ['DAPR_GRPC_ENDPOINT', 'http://[::1]:50001'],
  ['DAPR_GRPC_ENDPOINT', 'dns:localhost:50001'],
])('%s=%s is the sidecar', (name, value) => {
  expect(refusal(endpoint(name, value))).toBe('');
});

test.each([
  ['DAPR_HTTP_ENDPOINT', 'http://localhost:3600'], ['DAPR_HTTP_ENDPOINT', 'http://localhost:50001'], ['DAPR_HTTP_ENDPOINT', 'http://web-dapr:3500'], ['DAPR_GRPC_ENDPOINT', 'localhost:3500'],
  ['DAPR_APP_ID', 'other'],
])('%s=%s is not, and the message names containers', (name, value) => {
  expect(refusal(endpoint(name, value))).toMatch(/DAPR7011.*in the prop containers/s);
});

test('an endpoint follows the port of the sidecar', () => {
  expect(refusal(endpoint('DAPR_GRPC_ENDPOINT', 'localhost:50009', { grpcPort: 50009 }))).toBe('');
});

test('an app port beside containers that declare no port is silent', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, workload: deployment(chart, 'w', { containers: [{ name: 'main' }] }) });
  expect(warningCodes(chart)).toEqual([]);
});
