/** Annotations are read back into the props that write them. */
import { Duration, Size } from 'cdk8s';
import { AppProtocol, DaprApp, DataPlane, LogLevel } from 'cdk8s-dapr';
import { deployment, newChart, pod, refusal } from '../../../scenarios/charts';
import { ALL, valueFor } from '../../../scenarios/option-values';
import { propsFromAnnotations } from '../../../src/app/annotations-read/read';
import { KNOWN_ANNOTATIONS } from '../../../src/daprd/annotations';
import { DAPR } from '../../support/daprd-annotations';

type Texts = { [name: string]: string };
const NEWEST = { daprVersion: '1.18.3', kubernetesVersion: '1.36' };

/** A value of each annotation that describes the app. */
const APP: Texts = {
  'enabled': 'true',
  'app-id': 'cart',
  'app-port': '8080',
  'app-protocol': 'h2c',
  'app-channel-address': 'cart.shop',
  'app-max-concurrency': '7',
  'app-token-secret': 'app-token',
  'enable-app-health-check': 'true',
  'app-health-check-path': '/alive',
  'app-health-probe-interval': '9',
  'app-health-probe-timeout': '700',
  'app-health-threshold': '4',
};
/** A value of each annotation of daprd. */
const OF_DAPRD: Texts = Object.fromEntries(Object.values(ALL).map(([, annotation, text]) => [annotation, text]));

const read = (annotations: Texts) => propsFromAnnotations(newChart(), DAPR(annotations));

/** The annotations that the props read from annotations write with a sidecar. */
function written(annotations: Texts): Texts {
  const chart = newChart(NEWEST);
  const { app: { appChannelHost, ...app }, options, podAnnotations } = propsFromAnnotations(chart, DAPR(annotations));
  const workload = deployment(chart, 'web', { volumes: [{ name: 'certs' }, { name: 'data' }], containers: [{ name: 'main' }, { name: 'store' }] });
  new DaprApp(chart, 'dapr', { workload, ...app, podAnnotations, dataPlane: DataPlane.sidecar(options) });
  expect(refusal(chart)).toBe('');
  const texts: Texts = pod(chart).metadata.annotations;
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name.startsWith('dapr.io/')).map(([name, text]) => [name.slice('dapr.io/'.length), text]));
}

test('a value is tested for every annotation that Dapr knows', () => {
  expect(Object.keys(DAPR({ ...OF_DAPRD, ...APP })).sort()).toEqual(KNOWN_ANNOTATIONS);
});

test.each(Object.entries(ALL))('the annotation of option %s is read back as its value', (option, [, annotation, text]) => {
  const chart = newChart();
  const { options, podAnnotations } = propsFromAnnotations(chart, DAPR({ [annotation]: text }));
  expect(podAnnotations).toEqual({});
  expect(Object.keys(options)).toEqual([option]);
  const value: any = (options as any)[option];
  if (option === 'configuration') {
    expect(value.resourceName).toBe('cfg');
  } else if (['appBindingOptionsTimeout', 'actorsDisseminateTimeout', 'blockShutdownDuration'].includes(option)) {
    expect(value.toMilliseconds()).toBe((valueFor(chart, option as keyof typeof ALL) as Duration).toMilliseconds());
  } else {
    expect(value).toEqual(valueFor(chart, option as keyof typeof ALL));
  }
});

test.each(Object.entries({ ...OF_DAPRD, ...APP }).filter(([annotation]) => annotation !== 'app-channel-address'))('annotation %s is written again with the same value', (annotation, text) => {
  // daprd has no health check without the switch, and protocol, concurrency and token need a port.
  const others: Texts = annotation.includes('health') ? { 'app-port': '80', 'enable-app-health-check': 'true' } : annotation.startsWith('app-') ? { 'app-port': '80' } : {};
  expect(written({ ...others, [annotation]: text })).toMatchObject({ [annotation]: text });
});

test('the annotations of an app are read back as its props', () => {
  expect(read(APP)).toEqual({
    enabled: true,
    options: {},
    podAnnotations: {},
    app: {
      appId: 'cart',
      appPort: 8080,
      appProtocol: AppProtocol.H2C,
      appChannelHost: 'cart.shop',
      appMaxConcurrency: 7,
      appTokenSecret: 'app-token',
      appHealthCheck: { path: '/alive', interval: Duration.seconds(9), timeout: Duration.millis(700), threshold: 4 },
    },
  });
});

test('a health check without a path has the path that the injector sets, not that of a readiness probe', () => {
  expect(read({ 'enable-app-health-check': 'y' }).app.appHealthCheck).toEqual({ path: '/healthz' });
  expect(read({ 'enable-app-health-check': 'true', 'app-protocol': 'grpc' }).app.appHealthCheck).toEqual({});
});

test('settings of a health check that is off are not read, because daprd does not read them', () => {
  expect(read({ 'enable-app-health-check': 'false', 'app-health-check-path': '/x' })).toEqual({ enabled: false, app: {}, options: {}, podAnnotations: {} });
});

test('an empty text is not set, false for a boolean, and an address where it disables a service', () => {
  const { app, options } = read({ 'sidecar-cpu-limit': '', 'app-port': '', 'enable-metrics': '', 'placement-host-address': '', 'log-level': '', 'env': '' });
  expect(app).toEqual({});
  expect(options).toEqual({ enableMetrics: false, placementHostAddress: '' });
});

test.each([
  ['app-port', '-1', '-x'], ['app-port', '0', '00'], ['graceful-shutdown-seconds', '-3', '3-'], ['http-max-request-size', '-1', '-2'], ['http-read-buffer-size', '-1', '-10'],
])('%s %s is like no annotation, as in Dapr', (annotation, unset, invalid) => {
  expect(read({ [annotation]: unset })).toEqual({ enabled: false, app: {}, options: {}, podAnnotations: {} });
  expect(read({ [annotation]: invalid }).podAnnotations).toEqual(DAPR({ [annotation]: invalid }));
});

test('other spellings of a value are read like the injector reads them', () => {
  const spelled = { 'enable-metrics': 'N', 'block-shutdown-duration': '90s', 'disable-init-endpoints': 'config, subscribe', 'log-as-json': 'On' };
  expect(read(spelled).options).toEqual({
    enableMetrics: false, blockShutdownDuration: Duration.millis(90_000), disableInitEndpoints: ['config', 'subscribe'], logAsJson: true,
  });
});

test('variables of daprd may contain commas and equals signs, and the memory limit of Go is its own option', () => {
  expect(read({ env: 'A=1,2, B=x=y,GOMEMLIMIT=300MiB' }).options).toEqual({ env: { A: '1,2', B: 'x=y' }, goMemoryLimit: Size.mebibytes(300) });
  expect(read({ env: 'GOMEMLIMIT=off' }).options).toEqual({ env: { GOMEMLIMIT: 'off' } });
});

test.each([
  ['an unknown annotation', { 'log-levle': 'debug' }],
  ['an invalid number', { 'app-port': 'http' }],
  ['an invalid option', { 'metrics-port': '0' }],
  ['a level that is not known', { 'log-level': 'trace' }],
  ['a size in a unit that cdk8s does not have', { 'max-body-size': '500M' }],
  ['a duration in less than milliseconds', { 'block-shutdown-duration': '5us' }],
  ['two paths for one volume', { 'volume-mounts': 'a:/x,a:/y' }],
  ['an invalid health check', { 'enable-app-health-check': 'true', 'app-health-threshold': 'many' }],
] as [string, Texts][])('%s remains an annotation', (_, annotations) => {
  expect(read(annotations)).toEqual({ enabled: false, app: {}, options: {}, podAnnotations: DAPR(annotations) });
});

test('a level of a value is a LogLevel, and annotations of others are not read', () => {
  expect(propsFromAnnotations(newChart(), { 'dapr.io/log-level': 'warn', 'prometheus.io/scrape': 'true' })).toEqual({
    enabled: false, app: {}, options: { logLevel: LogLevel.WARN }, podAnnotations: {},
  });
});
