/** A locked platform setting holds for everything below the scope that locks it. */
import { App, Chart } from 'cdk8s';
import { DaprPlatform, DaprPlatformSettings, DataPlane, SidecarApp } from 'cdk8s-dapr';
import { app, deployment, newChart, refusal, SHARED } from '../../scenarios/charts';

const REMOTE = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443' };
const TOKEN: DaprPlatformSettings = { apiTokenSecret: 'token', locked: ['apiTokenSecret'] };
const VERSION: DaprPlatformSettings = { daprVersion: '1.18.2', locked: ['daprVersion'] };
const sidecar = (chart: Chart, props: object) => new SidecarApp(chart, 'a', { workload: deployment(chart), ...props });

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
  ['the data plane by that of an app', { dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] }, 'dataPlane must be the locked object',
    chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ apiTokenSecret: 't' }) })],
  ['what is derived by the name of another Configuration', { derivedAccess: { accessControl: true }, locked: ['derivedAccess'] },
    "annotation dapr.io/config must not be set while 'App' locks derivedAccess", chart => app(chart, { podAnnotations: { 'dapr.io/config': 'mine' } })],
];

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

const EQUAL: [string, DaprPlatformSettings, (chart: Chart) => void][] = [
  ['token', TOKEN, chart => sidecar(chart, { apiTokenSecret: 'token' })],
  ['token of a remote Dapr', TOKEN, chart => app(chart, { dataPlane: DataPlane.remote({ ...REMOTE, apiTokenSecret: 'token' }) })],
  ['token of Catalyst, which identifies the app', TOKEN, chart => app(chart, { dataPlane: DataPlane.catalyst(REMOTE) })],
  ['version', VERSION, chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' }, apiTokenSecret: 't' }) })],
  ['patch of a locked line', { daprVersion: '1.18', locked: ['daprVersion'] }, chart => sidecar(chart, { sidecarImage: 'ghcr.io/dapr/daprd:1.18.3' })],
  ['data plane', { dataPlane: DataPlane.sidecar({ logAsJson: true }), locked: ['dataPlane'] }, chart => app(chart, { dataPlane: DataPlane.sidecar({ logAsJson: true }) })],
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
