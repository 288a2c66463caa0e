/** Settings of Configurations for all daprds of a platform. */
import { App, Chart, Duration } from 'cdk8s';
import {
  ComposeExporter, ContainerAppsExporter, DaprConfiguration, DaprFeature, DaprPlatform, DaprPlatformSettings, DaprTopology, DataPlane, MetadataValue,
  OtelProtocol, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, codes, deployment, find, newChart, pod, refusal, SHARED } from '../../scenarios/charts';
import { ownConfiguration } from '../support/configurations';

const OTEL = { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, isSecure: false };
const defaults = (settings: object): DaprPlatformSettings => ({ ...SHARED, configurationDefaults: DaprConfiguration.defaults(settings) });
const TRACED = defaults({ otel: OTEL, tracingSamplingRate: 0.1 });
const TRACING = { samplingRate: '0.1', otel: OTEL };
const written = (chart: Chart, settings: object) => app(chart).addConfiguration(new DaprConfiguration(chart, 'own', settings));

test('an app with a sidecar has the settings of the platform', () => {
  const chart = newChart(TRACED);
  app(chart);
  expect(ownConfiguration(chart, 'checkout')).toEqual({ tracing: TRACING });
  expect(pod(chart).metadata.annotations['dapr.io/config']).toBe('checkout-daprd');
});

test.each([
  ['sharedDeployment', DataPlane.sharedDeployment()],
  ['sharedDaemonSet', DataPlane.sharedDaemonSet()],
  ['pinned', DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } })],
])('a shared daprd has them too: %s', (_, dataPlane) => {
  const chart = newChart(TRACED);
  app(chart, { dataPlane, appPort: 8080 });
  expect(ownConfiguration(chart, 'checkout')).toEqual({ tracing: TRACING, features: [{ name: 'HotReload', enabled: false }] });
});

test('a change of them rolls out a shared daprd', () => {
  const fingerprint = (tracingSamplingRate: number) => {
    const chart = newChart(defaults({ tracingSamplingRate }));
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    return find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  };
  expect(fingerprint(0.1)).not.toBe(fingerprint(0.2));
});

test('a shared daprd has those of the scope that it is defined in', () => {
  const root = new App();
  DaprPlatform.set(root, SHARED);
  const [one, two] = ['one', 'two'].map(id => new Chart(root, id, { namespace: 'shop' }));
  DaprPlatform.set(one, TRACED);
  DaprPlatform.set(two, defaults({ apiLoggingEnabled: true }));
  app(two, { dataPlane: new SharedDaprDeployment(one, 'checkout') });
  expect(ownConfiguration(one, 'checkout').tracing).toEqual(TRACING);
  expect(ownConfiguration(one, 'checkout').logging).toBeUndefined();
});

test('an app that moves between a sidecar and a shared daprd has them once', () => {
  const chart = newChart({ ...TRACED, operatorServices: false, hotReload: false });
  app(chart, { appPort: 8080, dataPlane: DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()) });
  expect(ownConfiguration(chart, 'checkout')).toMatchObject({ tracing: TRACING });
  expect(chart.toJson().filter(({ kind }) => kind === 'Configuration')).toHaveLength(1);
});

test('an app of a remote Dapr gets no Configuration', () => {
  const chart = newChart(TRACED);
  app(chart, { dataPlane: DataPlane.remote({ httpEndpoint: 'https://a.example:443', grpcEndpoint: 'https://b.example:443', apiTokenSecret: 't' }) });
  expect(chart.toJson().filter(({ kind }) => kind === 'Configuration')).toEqual([]);
});

test('without settings, the output is that of a platform that sets none', () => {
  const output = (settings: DaprPlatformSettings) => {
    const chart = newChart(settings);
    app(chart);
    app(chart, { appId: 'shared', workload: deployment(chart, 'w2'), dataPlane: DataPlane.sharedDeployment() }, 'b');
    return chart.toJson();
  };
  expect(output(defaults({}))).toEqual(output(SHARED));
});

test('a Configuration of the user takes precedence, setting by setting', () => {
  const chart = newChart(TRACED);
  written(chart, { tracingSamplingRate: 0.5, metricsEnabled: false });
  expect(ownConfiguration(chart, 'checkout')).toEqual({ tracing: { ...TRACING, samplingRate: '0.5' }, metrics: { enabled: false } });
  expect(refusal(chart)).toBe('');
});

test('an exporter of the user is not completed with headers for another one', () => {
  const chart = newChart(defaults({ otel: { ...OTEL, headers: { key: MetadataValue.fromSecret('otel', 'key') }, timeout: Duration.seconds(1) } }));
  written(chart, { otel: { ...OTEL, endpointAddress: 'mine:4317' } });
  expect(pod(chart).metadata.annotations['dapr.io/config']).toBe('own');
});

test('a sampling rate that the user did not set is that of the platform', () => {
  const chart = newChart(TRACED);
  written(chart, { zipkinEndpoint: 'http://zipkin:9411/api/v2/spans' });
  expect(ownConfiguration(chart, 'checkout')).toEqual({ tracing: { ...TRACING, zipkin: { endpointAddress: 'http://zipkin:9411/api/v2/spans' } } });
});

test('metrics that the platform disables stay disabled with rules of the user', () => {
  const chart = newChart(defaults({ metricsEnabled: false }));
  written(chart, { metricsRecordErrorCodes: true });
  expect(ownConfiguration(chart, 'checkout')).toEqual({ metrics: { enabled: false, recordErrorCodes: true } });
});

test('features are defaults by name', () => {
  const chart = newChart(defaults({ features: [DaprFeature.ACTOR_STATE_TTL, DaprFeature.HOT_RELOAD.disabled()] }));
  written(chart, { features: [DaprFeature.HOT_RELOAD] });
  expect(ownConfiguration(chart, 'checkout').features).toEqual([{ name: 'HotReload', enabled: true }, { name: 'ActorStateTTL', enabled: true }]);
});

test('pods of an app roll when its resources change if the platform disables HotReload by such a setting', () => {
  const chart = newChart(defaults({ features: [DaprFeature.HOT_RELOAD.disabled()] }));
  app(chart);
  expect(pod(chart).metadata.annotations['cdk8s-dapr/resources']).toMatch(/^[0-9a-f]+$/);
});

test('what is derived for an app takes precedence over the platform', () => {
  const chart = newChart({ ...defaults({ features: [DaprFeature.HOT_RELOAD] }), hotReload: false });
  app(chart);
  expect(ownConfiguration(chart, 'checkout').features).toEqual([{ name: 'HotReload', enabled: false }]);
});

test('a Configuration that is referenced by name stays as it is', () => {
  const chart = newChart(TRACED);
  app(chart).addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'own', 'own'));
  expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  expect(codes(() => chart)).toEqual([]);
});

test('the nearest scope that contains a setting wins', () => {
  const root = new App();
  DaprPlatform.set(root, TRACED);
  const chart = new Chart(root, 'chart');
  DaprPlatform.set(chart, defaults({ tracingSamplingRate: 0.2, apiLoggingEnabled: true }));
  app(chart);
  expect(ownConfiguration(chart, 'checkout')).toEqual({ tracing: { ...TRACING, samplingRate: '0.2' }, logging: { apiLogging: { enabled: true } } });
  expect(DaprPlatform.of(chart).configurationDefaults!.settingNames).toEqual(['apiLoggingEnabled', 'otel', 'tracingSamplingRate']);
});

test.each<[string, object, string]>([
  ['a wrong type', { tracingStdout: 'yes' }, 'DAPR3017 chart: tracingStdout must be a boolean; got \'yes\''],
  ['an invalid value', { otel: { ...OTEL, endpointAddress: 'http://otel:4317' } }, 'DAPR3109 chart: otel.endpointAddress must be a host and port without scheme or path'],
  ['a setting of one app', { accessControlDefaultAction: 'deny' }, 'accessControlDefaultAction is not a known prop'],
])('%s is reported at the scope of the platform', (_, settings, message) => {
  const chart = newChart({ ...defaults(settings), warningsAsErrors: true });
  expect(refusal(chart)).toContain(message);
});

test('a setting that the declared Dapr lacks is refused', () => {
  expect(refusal(newChart({ ...defaults({ globalMaxConcurrentWorkflowInvocations: 1 }), daprVersion: '1.17' }))).toContain('globalMaxConcurrentWorkflowInvocations needs Dapr 1.18.1');
});

test('a value that DaprConfiguration.defaults did not create is refused', () => {
  expect(refusal(newChart({ configurationDefaults: { otel: OTEL } as any }))).toContain('configurationDefaults must be a ConfigurationDefaults, such as DaprConfiguration.defaults(');
});

test('exports for other targets have them', () => {
  const chart = newChart({ ...TRACED, daprVersion: '1.18.3' });
  app(chart);
  expect(JSON.stringify(new ComposeExporter().export(DaprTopology.of(chart.node.root)))).toContain('otel:4317');
});

test('Azure Container Apps, which has no Configurations, refuses them', () => {
  const chart = newChart(TRACED);
  app(chart);
  const exported = () => new ContainerAppsExporter({ location: 'westeurope', managedEnvironmentId: '/subscriptions/s/managedEnvironments/e' } as any).export(DaprTopology.of(chart.node.root));
  expect(exported).toThrow('dapr.io/config is not a setting of Azure Container Apps');
});
