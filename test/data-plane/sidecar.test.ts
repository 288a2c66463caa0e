/** A sidecar: the text of its findings, and the Service that the operator does not create. */
import { ApiObject, Testing } from 'cdk8s';
import { DataPlane, IpFamily, LogLevel, SidecarApp } from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { app, deployment, find, job, newChart, pod, refusal, messagesOf, SHARED } from '../../scenarios/charts';

const sidecar = (options: any, settings: any = {}, props: any = {}) => {
  const chart = newChart(settings);
  app(chart, { dataPlane: DataPlane.sidecar(options), ...props });
  return chart;
};

test.each<[string[] | string, string[]]>([
  [['0.0.0.0'], ['0.0.0.0']], [['127.0.0.1', '10.0.0.1', '[::]'], ['10.0.0.1, [::]']], [['127.0.0.1'], []], [['[::1]', '127.0.0.1'], []],
])('a sidecar that listens on %j is open to the network on %j', (sidecarListenAddresses, open) => {
  expect(messagesOf(sidecar({ sidecarListenAddresses }), 'DAPR2012')).toEqual(open.map(addresses => `chart/checkout: the sidecar listens on ${addresses}`));
  expect(messagesOf(sidecar({ sidecarListenAddresses, apiTokenSecret: 's' }), 'DAPR2013')).toEqual(open.map(addresses => `chart/checkout: the sidecar listens on ${addresses}`));
  expect(messagesOf(sidecar({ sidecarListenAddresses, apiTokenSecret: 's' }), 'DAPR2012')).toEqual([]);
});

test('an IPv4 address on an IPv6-only cluster causes a warning', () => {
  const of = (address: string, ipFamily?: IpFamily) => messagesOf(sidecar({ sidecarListenAddresses: [address] }, { apiTokenSecret: 's', ipFamily }), 'DAPR2014');
  expect(of('0.0.0.0', IpFamily.IPV6)).toEqual(['chart/checkout: the sidecar listens on 0.0.0.0']);
  expect([of('[::]', IpFamily.IPV6), of('0.0.0.0', IpFamily.IPV4), of('0.0.0.0')]).toEqual([[], [], []]);
});

test('a native sidecar requires Kubernetes 1.29', () => {
  const of = (enableNativeSidecar: boolean | undefined, kubernetesVersion: string) => messagesOf(sidecar({ enableNativeSidecar }, { kubernetesVersion }), 'DAPR1106');
  expect(of(true, '1.28')).toEqual(['chart/checkout: enableNativeSidecar needs Kubernetes 1.29, and 1.28 is declared']);
  expect([of(true, '1.29'), of(false, '1.28'), of(undefined, '1.28')]).toEqual([[], [], []]);
});

test.each<[string, string, string]>([
  ['1.17', '1.29', 'Dapr 1.18'], ['1.18', '1.28', 'Kubernetes 1.29'], ['1.17', '1.28', 'Dapr 1.18 and Kubernetes 1.29'],
])('a Job with Dapr %s on Kubernetes %s lacks %s', (daprVersion, kubernetesVersion, lacks) => {
  const chart = newChart({ daprVersion, kubernetesVersion });
  app(chart, { workload: job(chart) });
  expect(messagesOf(chart, 'DAPR7007')).toEqual([`chart/checkout: a Job needs a native sidecar, which Dapr ${daprVersion} on Kubernetes ${kubernetesVersion} does not support`]);
  expect(refusal(chart)).toContain(`Declare ${lacks} or newer if the cluster has it, or join a shared daprd, which runs outside the pod.`);
});

test('a Job has a native sidecar by default, and other workloads do not', () => {
  const native = (kind: string, options: object = {}) => {
    const chart = newChart({ daprVersion: '1.18', kubernetesVersion: '1.29' });
    app(chart, { workload: kind === 'Job' ? job(chart) : deployment(chart), dataPlane: DataPlane.sidecar(options) });
    return chart.toJson()[0].spec.template.metadata.annotations['dapr.io/enable-native-sidecar'];
  };
  expect([native('Job'), native('Deployment'), native('Job', { enableNativeSidecar: true })]).toEqual(['true', undefined, 'true']);
});

test('the Service that the operator does not create has the ports of the sidecar, once the app has a port', () => {
  const service = (props: object, kind = 'DaemonSet') => {
    const chart = newChart({}, { namespace: 'shop' });
    app(chart, { workload: deployment(chart, 'web', {}, {}, kind), dataPlane: DataPlane.sidecar({ grpcPort: 1, internalGrpcPort: 2, metricsPort: 3 }), ...props });
    return find(chart, 'Service');
  };
  expect(service({ appPort: 8080 })).toMatchObject({
    metadata: { name: 'checkout-dapr', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }, { port: 1 }, { port: 2 }, { port: 3 }] },
  });
  expect([service({}), service({ appPort: 8080 }, 'Deployment')]).toEqual([undefined, undefined]);
});

test('row 14: a DaemonSet that receives gets the Service that the operator does not create', () => {
  const chart = newChart();
  app(chart, { workload: deployment(chart, 'w', {}, {}, 'DaemonSet'), appPort: 8080 });
  expect(find(chart, 'Service')).toMatchObject({ metadata: { name: 'checkout-dapr' }, spec: { clusterIP: 'None', selector: { app: 'w' } } });
});

test('row 144: the app gets the token that its daprd requires', () => {
  const chart = newChart();
  new SidecarApp(chart, 'checkout', { workload: deployment(chart), apiTokenSecret: 'tokens', logLevel: LogLevel.DEBUG });
  const { metadata, spec } = pod(chart);
  expect(metadata.annotations['dapr.io/api-token-secret']).toBe('tokens');
  expect(spec.containers[0].env).toContainEqual({ name: 'DAPR_API_TOKEN', valueFrom: { secretKeyRef: { name: 'tokens', key: 'token' } } });
});

test('apiTokenSecret must be the name of a Secret with the key token', () => {
  expect(messagesOf(sidecar({ apiTokenSecret: 'My Secret' }), 'DAPR3008')).toEqual(["chart/checkout: apiTokenSecret must be the name of a Secret; got 'My Secret'"]);
  const chart = sidecar({ apiTokenSecret: 'tokens' });
  new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tokens' }, stringData: { key: 'x' } });
  expect(messagesOf(chart, 'DAPR7016')).toEqual(["chart/checkout: Secret 'tokens' of apiTokenSecret must contain the key 'token'; got key"]);
});

test('a Knative pod has another metrics port, because the default one is taken', () => {
  const chart = newChart();
  const spec = { template: { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } }, spec: { containers: [{ ports: [{ containerPort: 8080 }] }] } } };
  app(chart, { workload: new ApiObject(chart, 'f', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'f' }, spec }) });
  expect(chart.toJson()[0].spec.template.metadata.annotations['dapr.io/metrics-port']).toBe('9095');
  expect(pod(sidecar({})).metadata.annotations).not.toHaveProperty('dapr.io/metrics-port');
});

test('null options are accepted as no options', () => {
  const chart = newChart();
  app(chart, { dataPlane: DataPlane.sidecar(null as any) });
  expect(refusal(chart)).toBe('');
});

describe('jobs', () => {
  test.each([['Job', kplus.Job], ['CronJob', kplus.CronJob]])('a %s gets a native sidecar', (kind, type: any) => {
    const chart = newChart();
    app(chart, { workload: new type(chart, 'j', { containers: [{ image: 'a' }], schedule: { expressionString: '0 0 * * *' } }) });
    const [object] = Testing.synth(chart);
    const template = kind === 'Job' ? object.spec.template : object.spec.jobTemplate.spec.template;
    expect(template.metadata.annotations['dapr.io/enable-native-sidecar']).toBe('true');
  });

  test('on older clusters a Job is refused with the remedies that apply', () => {
    const chart = newChart({ daprVersion: '1.17', kubernetesVersion: '1.34' });
    app(chart, { workload: new kplus.Job(chart, 'j', { containers: [{ image: 'a' }] }) });
    expect(refusal(chart)).toMatch(/a Job needs a native sidecar, which Dapr 1\.17 on Kubernetes 1\.34 does not support\. .*Declare Dapr 1\.18 or newer if the cluster has it, or join a shared daprd/);
    expect(refusal(chart)).not.toContain('Kubernetes 1.29');
  });

  test('a Job with a shared daprd needs no native sidecar', () => {
    const chart = newChart({ ...SHARED, daprVersion: '1.16' });
    app(chart, { workload: new kplus.Job(chart, 'j', { containers: [{ image: 'a' }] }), dataPlane: DataPlane.sharedDeployment() });
    expect(refusal(chart)).toBe('');
  });
});
