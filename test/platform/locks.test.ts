/** A locked platform setting holds for everything below the scope that locks it. */
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import {
  DaprConfiguration, DaprDelivery, DaprFeature, DaprdLocation, DaprPlatform, DaprPlatformSettings, DataPlane, IDataPlane, OpenFunction,
  OpenFunctionDaprMode, SharedDaprDeployment, SidecarApp,
} from 'cdk8s-dapr';
import { app, deployment, newChart, refusal, SHARED } from '../../scenarios/charts';

const REMOTE = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443' };
const TOKEN: DaprPlatformSettings = { apiTokenSecret: 'token', locked: ['apiTokenSecret'] };
const VERSION: DaprPlatformSettings = { daprVersion: '1.18.2', locked: ['daprVersion'] };
const sidecar = (chart: Chart, props: object) => new SidecarApp(chart, 'a', { workload: deployment(chart), ...props });

const DERIVED: DaprPlatformSettings = { derivedAccess: { accessControl: true }, locked: ['derivedAccess'] };
const annotated = (chart: Chart, annotations: object) => new ApiObject(chart, 'annotated', {
  apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' }, annotations }, spec: { containers: [{ name: 'main', image: 'test.local/app:1' }] } } },
});

const UNDOING: [string, DaprPlatformSettings, string, (chart: Chart) => void][] = [
  ['the token by the option of a sidecar', TOKEN, "apiTokenSecret (dapr.io/api-token-secret) must be 'token'", chart => sidecar(chart, { apiTokenSecret: 'mine' })],
  ['the token by an annotation', TOKEN, 'apiTokenSecret (dapr.io/api-token-secret) must be', chart => app(chart, { podAnnotations: { 'dapr.io/api-token-secret': 'mine' } })],
  ['the token by removing the annotation', TOKEN, 'apiTokenSecret (dapr.io/api-token-secret) must be', chart => app(chart, { podAnnotations: { 'dapr.io/api-token-secret': '' } })],
  ['the token of a shared daprd by its unsafe switch', TOKEN, 'apiTokenSecret (dapr.io/api-token-secret) must be',
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ unsafeAllowUnauthenticatedApi: true }) })],
  ['the token of a shared daprd by an annotation', TOKEN, 'apiTokenSecret (dapr.io/api-token-secret) must be',
    chart => app(chart, { dataPlane: DataPlane.sharedDaemonSet({ podAnnotations: { 'dapr.io/api-token-secret': '' } }) })],
  ['the token of a remote Dapr by its unsafe switch', TOKEN, "apiTokenSecret must be 'token'",
    chart => app(chart, { dataPlane: DataPlane.remote({ ...REMOTE, unsafeAllowUnauthenticatedApi: true }) })],
  ['the version by a pinned daprd', VERSION, "pinned.version must be '1.18.2'", chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.17.1' }, apiTokenSecret: 't' }) })],
  ['the version by the image of a pinned daprd', VERSION, "version of pinned.image must be '1.18.2'",
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { image: 'ghcr.io/dapr/daprd:1.17.1' }, apiTokenSecret: 't' }) })],
  ['the version by the image of a sidecar', VERSION, "version of sidecarImage must be '1.18.2'", chart => sidecar(chart, { sidecarImage: 'mirror.example/dapr/daprd:1.17.1' })],
  ['the data plane by that of an app', { dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] }, "dataPlane must be the locked DataPlane.sidecar (locked at 'App'); got DataPlane.sharedDeployment",
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ apiTokenSecret: 't' }) })],
  ['what is derived by the name of another Configuration', { derivedAccess: { accessControl: true }, locked: ['derivedAccess'] },
    "annotation dapr.io/config must not be set while 'App' locks derivedAccess", chart => app(chart, { podAnnotations: { 'dapr.io/config': 'mine' } })],
  ['the version by an image with another line', VERSION, 'version of sidecarImage must be', chart => sidecar(chart, { sidecarImage: 'ghcr.io/dapr/daprd:1.16' })],
  ['the version by an image that does not show it', VERSION, "tag of sidecarImage must show version '1.18.2'", chart => sidecar(chart, { sidecarImage: 'mirror.example/daprd:stable' })],
  ['the version by an annotation of the workload', VERSION, 'version of sidecarImage must be', chart => app(chart, { workload: annotated(chart, { 'dapr.io/sidecar-image': 'ghcr.io/dapr/daprd:1.16.0' }) })],
  ['what is derived by an annotation of the workload', DERIVED, 'annotation dapr.io/config must not be set', chart => app(chart, { workload: annotated(chart, { 'dapr.io/config': 'mine' }) })],
  ['what is derived by a Configuration that is referenced by name', DERIVED, "Configuration 'mine', which is referenced by name, must not be set",
    chart => app(chart).addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'mine', 'mine'))],
  ['the switch of the built-in secret store by an option', { derivedAccess: { builtinSecretStoreOff: true }, locked: ['derivedAccess'] }, 'disableBuiltinK8sSecretStore',
    chart => sidecar(chart, { disableBuiltinK8sSecretStore: false })],
  ['the token by a data plane of the user', TOKEN, "env DAPR_API_TOKEN of the data plane must be 'token'",
    chart => app(chart, { dataPlane: { bind: () => ({ location: DaprdLocation.CLUSTER, env: [{ name: 'DAPR_API_TOKEN', secretName: 'mine' }] }) } })],
  ['the roll of an app at an upgrade by removing its annotation', { rollOnUpgrade: true, daprVersion: '1.18.2', locked: ['rollOnUpgrade'] },
    "annotation cdk8s-dapr/dapr-version must not be set while 'App' locks rollOnUpgrade", chart => app(chart, { podAnnotations: { 'cdk8s-dapr/dapr-version': '' } })],
  ['the roll of a shared daprd at an upgrade by an annotation', { rollOnUpgrade: true, apiTokenSecret: 't', locked: ['rollOnUpgrade'] },
    "annotation cdk8s-dapr/trust-anchors must not be set while 'App' locks rollOnUpgrade", chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ podAnnotations: { 'cdk8s-dapr/trust-anchors': 'mine' } }) })],
  ['an option of the data plane by an annotation of the app', { dataPlane: DataPlane.sidecar({ logAsJson: true }), locked: ['dataPlane'] },
    "annotation dapr.io/log-as-json must not be set while 'App' locks dataPlane", chart => app(chart, { podAnnotations: { 'dapr.io/log-as-json': '' } })],
  ['an option that the data plane leaves out by an annotation of the app', { dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] },
    'annotation dapr.io/sidecar-memory-limit must not be set', chart => app(chart, { podAnnotations: { 'dapr.io/sidecar-memory-limit': '4Gi' } })],
  ['an option of the data plane by an annotation of the workload', { dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] },
    'annotation dapr.io/log-level must not be set', chart => app(chart, { workload: annotated(chart, { 'dapr.io/log-level': 'debug' }) })],
  ['the token by a function', TOKEN, "annotations['dapr.io/api-token-secret'] must be 'token'",
    chart => { new OpenFunction(chart, 'f', { image: 'a/b:1', daprServiceMode: OpenFunctionDaprMode.SIDECAR, annotations: { 'dapr.io/api-token-secret': 'mine' } }); }],
];

const DEFAULTS: DaprPlatformSettings = {
  ...SHARED, configurationDefaults: DaprConfiguration.defaults({ tracingSamplingRate: 0.1, features: [DaprFeature.ACTOR_STATE_TTL] }), locked: ['configurationDefaults'],
};
UNDOING.push(
  ['a default of Configurations by an own one', DEFAULTS, 'tracing.samplingRate is "0.1" in configurationDefaults, which \'App\' locks, and "0.5" in chart/own',
    chart => app(chart).addConfiguration(new DaprConfiguration(chart, 'own', { tracingSamplingRate: 0.5 }))],
  ['a default feature of a shared daprd', DEFAULTS, 'features[ActorStateTTL].enabled is true',
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'own', { features: [DaprFeature.ACTOR_STATE_TTL.disabled()] }) }) })],
  ['defaults of Configurations by the name of one', DEFAULTS, "Configuration 'mine', which is referenced by name, must not be set while 'App' locks configurationDefaults",
    chart => app(chart).addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'mine', 'mine'))],
  ['defaults of Configurations by an annotation', DEFAULTS, "annotation dapr.io/config must not be set while 'App' locks configurationDefaults",
    chart => app(chart, { podAnnotations: { 'dapr.io/config': 'mine' } })],
);

const locked = (settings: DaprPlatformSettings): Chart => {
  const root = new App();
  DaprPlatform.set(root, settings);
  return new Chart(root, 'chart', { namespace: 'shop' });
};

test.each(UNDOING)('nothing undoes %s under a lock', (_what, settings, message, build) => {
  const chart = locked(settings);
  build(chart);
  expect(refusal(chart)).toContain('DAPR1105');
  expect(refusal(chart)).toContain(message);
});

test.each(UNDOING)('%s: allowed without a lock', (_what, settings, _message, build) => {
  const chart = locked({ ...settings, locked: undefined });
  build(chart);
  expect(refusal(chart)).not.toContain('DAPR1105');
});

test.each<[string, IDataPlane, IDataPlane, string]>([
  ['an option of a sidecar', DataPlane.sidecar({ logAsJson: true }), DataPlane.sidecar({ sidecarMemoryLimit: Size.mebibytes(64) }), 'the locked DataPlane.sidecar; another value of logAsJson, sidecarMemoryLimit'],
  ['an option of a shared daprd', DataPlane.sharedDaemonSet(), DataPlane.sharedDaemonSet({ strictlyNodeLocal: true }), 'the locked DataPlane.sharedDaemonSet; another value of strictlyNodeLocal'],
  ['a remote Dapr', DataPlane.catalyst(REMOTE), DataPlane.remote(REMOTE), 'the locked DataPlane.catalyst; DataPlane.remote'],
  ['the target of a switch', DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()), DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDaemonSet()),
    'the locked DataPlane.switching; another value of to'],
  ['a data plane of the user', DataPlane.sidecar(), { bind: () => ({}) }, 'the locked DataPlane.sidecar; another object'],
])('the message names the model and the options that differ: %s', (_, own, given, expected) => {
  const chart = locked({ dataPlane: own, locked: ['dataPlane'] });
  const [must, got] = expected.split('; ');
  expect(() => DaprPlatform.set(chart, { dataPlane: given })).toThrow(`dataPlane must be ${must} (locked at 'App'); got ${got}.`);
});

test('the message names a data plane that is a construct by its path', () => {
  const root = new App();
  const daprd = new SharedDaprDeployment(new Chart(root, 'daprds', { namespace: 'shop' }), 'orders', { appId: 'orders', apiTokenSecret: 't' });
  const chart = new Chart(root, 'chart');
  DaprPlatform.set(chart, { dataPlane: daprd, locked: ['dataPlane'] });
  expect(() => DaprPlatform.set(chart, { dataPlane: DataPlane.sidecar() })).toThrow("dataPlane must be 'daprds/orders' (locked at 'chart'); got DataPlane.sidecar.");
});

const EQUAL: [string, DaprPlatformSettings, (chart: Chart) => void][] = [
  ['token', TOKEN, chart => sidecar(chart, { apiTokenSecret: 'token' })],
  ['token of a remote Dapr', TOKEN, chart => app(chart, { dataPlane: DataPlane.remote({ ...REMOTE, apiTokenSecret: 'token' }) })],
  ['token of Catalyst, which identifies the app', TOKEN, chart => app(chart, { dataPlane: DataPlane.catalyst(REMOTE) })],
  ['version', VERSION, chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' }, apiTokenSecret: 't' }) })],
  ['patch of a locked line', { daprVersion: '1.18', locked: ['daprVersion'] }, chart => sidecar(chart, { sidecarImage: 'ghcr.io/dapr/daprd:1.18.3' })],
  ['data plane', { dataPlane: DataPlane.sidecar({ logAsJson: true }), locked: ['dataPlane'] }, chart => app(chart, { dataPlane: DataPlane.sidecar({ logAsJson: true }) })],
  ['shared data plane', { dataPlane: DataPlane.sharedDeployment({ replicas: 3, apiTokenSecret: 't' }), locked: ['dataPlane'] },
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ replicas: 3, apiTokenSecret: 't' }) })],
  ['sidecar without options', { dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] }, chart => app(chart, { dataPlane: DataPlane.sidecar({}) })],
  ['option of the data plane as an annotation', { dataPlane: DataPlane.sidecar({ logAsJson: true }), locked: ['dataPlane'] },
    chart => app(chart, { podAnnotations: { 'dapr.io/log-as-json': 'true', 'dapr.io/log-level': '', 'team': 'a' } })],
  ['mirrored image', VERSION, chart => sidecar(chart, { sidecarImage: 'mirror.example/daprd:1.18.2-mariner' })],
  ['delivery', { delivery: DaprDelivery.flux({ name: 'shop', path: 'dist', interval: Duration.minutes(1) }), locked: ['delivery'] },
    chart => DaprPlatform.set(chart, { delivery: DaprDelivery.flux({ name: 'shop', path: 'dist', interval: Duration.minutes(1) }) })],
  ['default of Configurations', DEFAULTS, chart => {
    DaprPlatform.set(chart, { configurationDefaults: DaprConfiguration.defaults({ tracingSamplingRate: 0.1 }) });
    // The library adds a sampling rate to it, which is not a setting of the user.
    app(chart).addConfiguration(new DaprConfiguration(chart, 'own', { tracingStdout: true }));
  }],
  ['switch of what is derived', { derivedAccess: { accessControl: true }, locked: ['derivedAccess'] }, chart => {
    DaprPlatform.set(chart, { derivedAccess: { accessControl: true } });
    app(chart);
  }],
];
test.each(EQUAL)('an equal %s passes a lock', (_what, settings, build) => {
  const chart = locked(settings);
  build(chart);
  expect(refusal(chart)).not.toContain('DAPR1105');
});

test('a chart does not change a locked delivery', () => {
  const chart = locked({ delivery: DaprDelivery.argoCd(), locked: ['delivery'] });
  expect(() => DaprPlatform.set(chart, { delivery: DaprDelivery.none() })).toThrow("DAPR1105 chart: delivery must be the locked object (locked at 'App'); got another object");
  DaprPlatform.set(chart, { delivery: DaprDelivery.argoCd() });
});

test('a chart does not change a locked default of Configurations', () => {
  const chart = locked(DEFAULTS);
  expect(() => DaprPlatform.set(chart, { configurationDefaults: DaprConfiguration.defaults({ tracingSamplingRate: 0.2 }) })).toThrow('DAPR1105');
});

test('a later call at the same scope neither changes a locked setting nor unlocks it', () => {
  const chart = newChart(SHARED);
  DaprPlatform.set(chart, { trustDomain: 'a.example', locked: ['trustDomain'] });
  expect(() => DaprPlatform.set(chart, { trustDomain: 'b.example' })).toThrow('DAPR1105 chart: trustDomain must be \'a.example\' (locked at \'chart\'); got \'b.example\'');
  DaprPlatform.set(chart, { locked: [] });
  expect(() => DaprPlatform.set(chart, { trustDomain: 'b.example' })).toThrow('DAPR1105');
});

test('a switch of what is derived is locked to its default too', () => {
  const chart = locked({ derivedAccess: { topicScopes: true }, locked: ['derivedAccess'] });
  expect(() => DaprPlatform.set(chart, { derivedAccess: { accessControl: false } })).toThrow('DAPR1105');
});

test('a setting that a scope has set before is refused once it is locked above', () => {
  const root = new App();
  DaprPlatform.set(new Chart(root, 'chart'), { mtls: false });
  expect(() => DaprPlatform.set(root, { mtls: true, locked: ['mtls'] })).toThrow('DAPR1105 chart: mtls must be true (locked at \'App\'); got false');
});

test.each<[string, DaprPlatformSettings, object, string]>([
  ['token', TOKEN, { apiTokenSecret: 'mine' }, 'apiTokenSecret'],
  ['unsafe switch', TOKEN, { unsafeAllowUnauthenticatedApi: true }, 'apiTokenSecret'],
  ['pinned version', VERSION, { apiTokenSecret: 't', pinned: { version: '1.17.1' } }, 'version of the image of'],
])('the lock of an app holds for a shared daprd of another chart: its %s', (_what, settings, options, message) => {
  const root = new App();
  const free = new Chart(root, 'free', { namespace: 'shop' });
  const chart = new Chart(root, 'chart', { namespace: 'shop' });
  DaprPlatform.set(chart, settings);
  const shared = new SharedDaprDeployment(free, 'checkout', options);
  app(chart, { dataPlane: shared });
  expect(refusal(chart)).toMatch(new RegExp(`DAPR1105 chart/checkout [^\n]*${message}`));
});

test('two data planes of the user are equal only if they are one', () => {
  class Own implements IDataPlane {
    public readonly bind = () => ({});
  }
  const chart = locked({ dataPlane: new Own(), locked: ['dataPlane'] });
  app(chart, { dataPlane: new Own() });
  expect(refusal(chart)).toContain('DAPR1105');
});
