/** `adopt` takes over a workload with annotations of Dapr: with a sidecar nothing changes, and one argument switches the data plane. */
import { ApiObject, Chart, Include, Size, Testing } from 'cdk8s';
import { AppHealthCheck, AppProtocol, DaprApp, DaprAppProps, DaprComponent, DaprConfiguration, DaprWarnings, DataPlane, LogLevel, SharedDaprDeployment } from 'cdk8s-dapr';
import { deployment, errorsOf, find, messagesOf, newChart, pod, SHARED, warningCodes } from '../../scenarios/charts';
import { DAPR } from '../support/daprd-annotations';
import { temporaryFolder } from '../support/temporary-folder';

type Texts = { [name: string]: string };
const ANNOTATIONS: Texts = {
  'enabled': 'True',
  'app-id': 'orders',
  'app-port': '8080',
  'app-protocol': 'http',
  'config': 'tracing',
  'log-level': 'debug',
  'enable-app-health-check': 'true',
  'app-health-probe-interval': '9',
  'block-shutdown-duration': '15000ms',
  'sidecar-memory-limit': '256Mi',
  'graceful-shutdown-seconds': '10',
};

const workload = (chart: Chart, annotations: object = DAPR(ANNOTATIONS), spec: object = {}): ApiObject => deployment(chart, 'web', spec, { annotations });
const adopt = (chart: Chart, props: Partial<DaprAppProps> = {}, annotations?: object, spec?: object): DaprApp =>
  new DaprApp(chart, 'app', { workload: workload(chart, annotations, spec), adopt: true, ...props });
const configured = (): Chart => {
  const chart = newChart(SHARED);
  new ApiObject(chart, 'tracing', { apiVersion: 'dapr.io/v1alpha1', kind: 'Configuration', metadata: { name: 'tracing' }, spec: { tracing: { samplingRate: '1' } } });
  return chart;
};

test('the annotations of an adopted workload become facts of the app', () => {
  const app = adopt(newChart(SHARED));
  expect([app.appId, app.appPort, app.appProtocol, app.appHealthCheck?.interval?.toSeconds()]).toEqual(['orders', 8080, AppProtocol.HTTP, 9]);
});

test('an adopted workload with a sidecar stays as it is', () => {
  const chart = configured();
  const before = Testing.synth(chart).find(({ kind }) => kind === 'Deployment') ?? workload(chart).toJson();
  const taken = configured();
  adopt(taken);
  expect(errorsOf(taken)).toBe('');
  expect(pod(taken)).toEqual(before.spec.template);
});

test('an adopted Job keeps its pod template, which the API server does not let change', () => {
  const chart = newChart();
  const job = new ApiObject(chart, 'job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: { template: { metadata: { annotations: DAPR({ 'enabled': 'true', 'app-id': 'job' }) }, spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] } } },
  });
  new DaprApp(chart, 'app', { workload: job, adopt: true });
  expect(pod(chart, 'Job').metadata.annotations).toEqual(DAPR({ 'enabled': 'true', 'app-id': 'job' }));
});

test('one argument moves an adopted app to a shared daprd, which has its options', () => {
  const chart = configured();
  adopt(chart, { dataPlane: DataPlane.sharedDeployment() });
  expect(errorsOf(chart)).toBe('');
  expect(pod(chart).metadata.annotations).toBeUndefined();
  expect(find(chart, 'Deployment', 'orders-daprd').spec.template.metadata.annotations).toMatchObject(DAPR({
    'app-id': 'orders', 'app-port': '8080', 'log-level': 'debug', 'app-health-probe-interval': '9', 'block-shutdown-duration': '15s', 'sidecar-memory-limit': '256Mi',
  }));
  expect(find(chart, 'Configuration', 'orders-daprd').spec).toMatchObject({ tracing: { samplingRate: '1' } });
});

test('annotations are not warned of one by one', () => {
  const chart = configured();
  adopt(chart);
  expect(warningCodes(chart)).toEqual([]);
});

test.each<[string, Partial<DaprAppProps>, Texts, string]>([
  ['appPort', { appPort: 80 }, { 'app-port': '8080' }, 'appPort is 80, and pod annotation dapr.io/app-port is 8080'],
  ['appId', { appId: 'cart' }, { 'app-id': 'orders' }, 'appId is \'cart\', and pod annotation dapr.io/app-id is \'orders\''],
  ['appHealthCheck', { appHealthCheck: { threshold: 2 } as AppHealthCheck }, { 'enable-app-health-check': 'true' },
    'appHealthCheck is a health check, and pod annotation dapr.io/enable-app-health-check is a different one'],
  ['an option', { dataPlane: DataPlane.sidecar({ logLevel: LogLevel.WARN }) }, { 'log-level': 'debug' }, 'logLevel is \'warn\', and pod annotation dapr.io/log-level is \'debug\''],
  ['an option of a shared daprd', { dataPlane: DataPlane.sharedDeployment({ maxBodySize: Size.mebibytes(8) }) }, { 'max-body-size': '16Mi' },
    'maxBodySize is \'8Mi\', and pod annotation dapr.io/max-body-size is \'16Mi\''],
])('a prop that contradicts the annotation is refused: %s', (_, props, annotations, message) => {
  const chart = newChart(SHARED);
  adopt(chart, props, DAPR({ 'enabled': 'true', 'app-id': 'orders', ...annotations }));
  expect(messagesOf(chart, 'DAPR1034')).toEqual([`chart/app: ${message}`]);
});

test('a prop with the value of the annotation is accepted', () => {
  const chart = newChart(SHARED);
  adopt(chart, { appPort: 8080, dataPlane: DataPlane.sidecar({ maxBodySize: Size.kibibytes(1024) }) }, DAPR({ 'enabled': 'true', 'app-id': 'orders', 'app-port': '8080', 'max-body-size': '1024Ki' }));
  expect(errorsOf(chart)).toBe('');
});

test.each([
  ['a port', DAPR({ 'app-port': 'web' }), 'DAPR2003', 'pod annotation dapr.io/app-port must be a whole number from 1 to 65535; got \'web\''],
  ['a number without quotes', { 'dapr.io/app-port': 8080 }, 'DAPR3017', 'pod annotation dapr.io/app-port must be a string; got 8080'],
  ['a duration', DAPR({ 'block-shutdown-duration': 'soon' }), 'DAPR3002', 'pod annotation dapr.io/block-shutdown-duration must be a Go duration'],
])('a malformed annotation is refused by name with every data plane: %s', (_, annotations, code, message) => {
  for (const dataPlane of [DataPlane.sidecar(), DataPlane.sharedDaemonSet()]) {
    const chart = newChart(SHARED);
    adopt(chart, { dataPlane }, { ...DAPR({ 'enabled': 'true', 'app-id': 'orders' }), ...annotations });
    expect(messagesOf(chart, code).join()).toContain(message);
  }
});

test('an unknown annotation is a warning, and stays beside a sidecar', () => {
  const chart = newChart();
  adopt(chart, {}, DAPR({ 'enabled': 'true', 'app-id': 'orders', 'log-levels': 'debug' }));
  expect(errorsOf(chart)).toBe('');
  expect(messagesOf(chart, 'DAPR1035')).toEqual(['chart/app: dapr.io/log-levels is not a pod annotation of Dapr up to 1.19; did you mean dapr.io/log-level?']);
  expect(pod(chart).metadata.annotations).toHaveProperty(['dapr.io/log-levels'], 'debug');
});

test('a size that no option can write stays beside a sidecar, and is named when the data plane changes', () => {
  const annotations = DAPR({ 'enabled': 'true', 'app-id': 'orders', 'sidecar-memory-limit': '500M' });
  const sidecar = newChart();
  adopt(sidecar, {}, annotations);
  expect([errorsOf(sidecar), warningCodes(sidecar), pod(sidecar).metadata.annotations]).toEqual(['', [], annotations]);
  const shared = newChart(SHARED);
  adopt(shared, { dataPlane: DataPlane.sharedDaemonSet() }, annotations);
  expect(messagesOf(shared, 'DAPR1035')).toEqual(['chart/app: pod annotation dapr.io/sidecar-memory-limit is \'500M\', and no option has this value']);
});

test('options have no effect on a shared daprd that exists on its own, and are named', () => {
  const chart = newChart(SHARED);
  adopt(chart, { dataPlane: new SharedDaprDeployment(chart, 'orders', {}) }, DAPR({ 'enabled': 'true', 'app-id': 'orders', 'log-level': 'debug' }));
  expect(messagesOf(chart, 'DAPR1035')).toEqual(['chart/app: pod annotation dapr.io/log-level is \'debug\', and the shared daprd has its own options']);
});

test('addresses of the previous daprd are removed when the data plane changes, and named', () => {
  const container = { name: 'main', image: 'x', env: [{ name: 'DAPR_HTTP_PORT', value: '3500' }, { name: 'A', value: 'b' }] };
  const chart = newChart(SHARED);
  adopt(chart, { dataPlane: DataPlane.sharedDaemonSet() }, DAPR({ 'enabled': 'true', 'app-id': 'orders' }), { containers: [container] });
  expect(errorsOf(chart)).toBe('');
  const names = pod(chart).spec.containers[0].env.map(({ name }: any) => name);
  expect(names).toEqual(expect.arrayContaining(['A', 'DAPR_HTTP_ENDPOINT']));
  expect(names).not.toContain('DAPR_HTTP_PORT');
  expect(messagesOf(chart, 'DAPR1036')).toEqual(['chart/app: container \'main\' has DAPR_HTTP_PORT \'3500\', which is removed']);
});

test('the channel address of an adopted workload is that of its app behind a shared daprd', () => {
  const chart = newChart(SHARED);
  const app = adopt(chart, { dataPlane: DataPlane.sharedDaemonSet() }, DAPR({ 'enabled': 'true', 'app-id': 'orders', 'app-port': '8080', 'app-channel-address': 'orders.shop' }));
  expect(app.appAddress).toEqual({ host: 'orders.shop', port: 8080 });
});

test('a Configuration of this library may take the place of the one that the annotation names', () => {
  const chart = newChart(SHARED);
  const tracing = new DaprConfiguration(chart, 'tracing', { tracingSamplingRate: 1 });
  adopt(chart, { dataPlane: DataPlane.sidecar({ configuration: tracing }) });
  expect([errorsOf(chart), pod(chart).metadata.annotations['dapr.io/config']]).toEqual(['', 'tracing']);
});

test('an adopted app with a component that reads the API server keeps its pods and its permissions', () => {
  const chart = newChart();
  const secrets = new DaprComponent(chart, 'secrets', { type: 'secretstores.kubernetes' });
  adopt(chart, { uses: [secrets] }, DAPR({ 'enabled': 'true', 'app-id': 'orders' }));
  expect(pod(chart).spec).not.toHaveProperty('automountServiceAccountToken');
  expect(chart.toJson().map(({ kind }: any) => kind)).toEqual(['Component', 'Deployment']);
});

describe('objects of an included file', () => {
  const folder = temporaryFolder();
  const YAML = `
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: events }
spec:
  type: pubsub.redis
  version: v1
  metadata: [{ name: redisHost, value: redis:6379 }]
scopes: [orders]
---
apiVersion: dapr.io/v2alpha1
kind: Subscription
metadata: { name: created }
spec: { pubsubname: events, topic: created, routes: { default: /created } }
scopes: [orders]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata:
      labels: { app: orders }
      annotations: { dapr.io/enabled: "true", dapr.io/app-id: orders, dapr.io/app-port: "8080" }
    spec: { containers: [{ name: main, image: acme/orders:1 }] }
`;
  const included = (yaml: string, dataPlane = DataPlane.sidecar()): Chart => {
    const file = folder.write('orders.yaml', yaml);
    const chart = newChart(SHARED);
    new DaprApp(chart, 'app', { workload: new Include(chart, 'orders', { url: file }), adopt: true, dataPlane });
    return chart;
  };

  test('with a sidecar the output equals the file', () => {
    const file = folder.write('orders.yaml', YAML);
    const plain = newChart(SHARED);
    new Include(plain, 'orders', { url: file });
    expect(Testing.synth(included(YAML))).toEqual(Testing.synth(plain));
  });

  test('behind a shared daprd, a retry keeps the events of an included subscription', () => {
    const chart = included(YAML, DataPlane.sharedDeployment());
    expect(errorsOf(chart)).toBe('');
    expect(find(chart, 'Resiliency').spec.targets).toEqual({ components: { events: { inbound: { retry: 'untilTheAppIsBack' } } } });
  });

  test('a changed included component rolls the shared daprd that loads it', () => {
    const fingerprint = (yaml: string): string => find(included(yaml, DataPlane.sharedDeployment()), 'Deployment', 'orders-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    expect(fingerprint(YAML)).toBeDefined();
    expect(fingerprint(YAML.replace('redis:6379', 'redis:6380'))).not.toBe(fingerprint(YAML));
    const other = (host: string): string => `${YAML}---${YAML.split('---')[0].replace('events', 'other').replace('redis:6379', host).replace('[orders]', '[cart]')}`;
    expect(fingerprint(other('a:1'))).toBe(fingerprint(other('b:2')));
  });

  test('an included component without scopes is loaded by the app too', () => {
    const unscoped = YAML.replace('scopes: [orders]\n---', '---');
    const fingerprint = (yaml: string): string => find(included(yaml, DataPlane.sharedDeployment()), 'Deployment', 'orders-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    expect(fingerprint(unscoped.replace('redis:6379', 'redis:6380'))).not.toBe(fingerprint(unscoped));
  });

  test('an included input of another file is read once for all apps', () => {
    const chart = included(YAML);
    new DaprApp(chart, 'other', { workload: deployment(chart, 'cart', {}, { annotations: DAPR({ 'enabled': 'true', 'app-id': 'cart' }) }), adopt: true });
    expect(errorsOf(chart)).toBe('');
    expect(DaprWarnings.of(chart).list()).toEqual([]);
  });
});
