/** Locked platform settings hold for JSON patches, and for pods with a sidecar that no app describes. */
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { AccessAction, DaprApp, DaprConfiguration, DaprPlatform, DaprPlatformSettings, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, messagesOf, refusal } from '../../scenarios/charts';

const TOKEN: DaprPlatformSettings = { apiTokenSecret: 'token', locked: ['apiTokenSecret'] };
const PLANE: DaprPlatformSettings = { apiTokenSecret: 'token', dataPlane: DataPlane.sidecar(), locked: ['dataPlane'] };
const VERSION: DaprPlatformSettings = { apiTokenSecret: 'token', daprVersion: '1.18.2', locked: ['daprVersion'] };
const DEFAULTS: DaprPlatformSettings = { apiTokenSecret: 'token', configurationDefaults: DaprConfiguration.defaults({ tracingSamplingRate: 0.1 }), locked: ['configurationDefaults'] };
const DERIVED: DaprPlatformSettings = { apiTokenSecret: 'token', derivedAccess: { accessControl: true }, locked: ['derivedAccess'] };
const newChart = (settings: DaprPlatformSettings): Chart => {
  const root = new App();
  DaprPlatform.set(root, settings);
  return new Chart(root, 'chart', { namespace: 'shop' });
};

const daprd = (chart: Chart, props: object = {}): ApiObject => ApiObject.of(new SharedDaprDeployment(chart, 'orders', { appId: 'orders', ...props } as any));
const pinned = (chart: Chart): ApiObject => daprd(chart, { pinned: { version: '1.18.2' } });
const configurationOf = (chart: Chart): ApiObject => chart.node.findAll().find((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === 'Configuration')!;
const withDefaults = (chart: Chart): ApiObject => {
  app(chart, { appPort: 8080 });
  return configurationOf(chart);
};
const called = (chart: Chart): ApiObject => {
  app(chart, { appPort: 8080, invokedBy: [{ app: DaprApp.fromAppId(chart, 'web', 'web') }] });
  return configurationOf(chart);
};
const written = (chart: Chart): ApiObject => ApiObject.of(new DaprConfiguration(chart, 'own', { tracingStdout: true, accessControlDefaultAction: AccessAction.DENY }));

const annotation = (name: string): string => `/spec/template/metadata/annotations/${name.replace('/', '~1')}`;
const container = (path: string): string => `/spec/template/spec/containers/0/${path}`;
const UNDOING: [string, DaprPlatformSettings, (chart: Chart) => ApiObject, JsonPatch, string][] = [
  ['the token of a shared daprd, removed', TOKEN, daprd, JsonPatch.remove(annotation('dapr.io/api-token-secret')), "apiTokenSecret (dapr.io/api-token-secret) must be 'token' (apiTokenSecret is locked at 'App'); got nothing"],
  ['the token of a shared daprd, replaced', TOKEN, daprd, JsonPatch.replace(annotation('dapr.io/api-token-secret'), 'mine'), "apiTokenSecret (dapr.io/api-token-secret) must be 'token' (apiTokenSecret is locked at 'App'); got 'mine'"],
  ['all annotations of a shared daprd', TOKEN, daprd, JsonPatch.remove('/spec/template/metadata/annotations'), "apiTokenSecret (dapr.io/api-token-secret) must be 'token'"],
  ['an option of a shared daprd', PLANE, daprd, JsonPatch.add(annotation('dapr.io/log-level'), 'debug'), "annotation dapr.io/log-level must not be set while 'App' locks dataPlane"],
  ['the version of a shared daprd by its image', VERSION, daprd, JsonPatch.add(annotation('dapr.io/sidecar-image'), 'daprio/daprd:1.16.0'), "version of sidecarImage must be '1.18.2'"],
  ['the Configuration of a shared daprd', DERIVED, daprd, JsonPatch.replace(annotation('dapr.io/config'), 'mine'), "annotation dapr.io/config must not be set while 'App' locks derivedAccess"],
  ['the token of a pinned daprd', TOKEN, pinned, JsonPatch.remove(container('env')), "DAPR_API_TOKEN of container daprd must be 'token' (apiTokenSecret is locked at 'App'); got nothing"],
  ['the options of a pinned daprd', PLANE, pinned, JsonPatch.add(container('args/-'), '--log-level=debug'), "args of container daprd must not be changed by a JSON patch while 'App' locks dataPlane"],
  ['the version of a pinned daprd', VERSION, pinned, JsonPatch.replace(container('image'), 'daprio/daprd:1.16.0'), "version of image of container daprd must be '1.18.2'"],
  ['the derived access control', DERIVED, called, JsonPatch.replace('/spec/accessControl/defaultAction', 'allow'), "spec.accessControl must not be changed by a JSON patch while 'App' locks derivedAccess"],
  ['a default of Configurations', DEFAULTS, withDefaults, JsonPatch.replace('/spec/tracing/samplingRate', '1'), "spec.tracing must not be changed by a JSON patch while 'App' locks configurationDefaults"],
];

test.each(UNDOING)('no JSON patch undoes %s under a lock', (_, settings, build, patch, message) => {
  const chart = newChart(settings);
  build(chart).addJsonPatch(patch);
  expect(refusal(chart)).toContain('DAPR1105');
  expect(refusal(chart)).toContain(message);
});

test.each(UNDOING)('a JSON patch of %s is allowed without a lock', (_, settings, build, patch) => {
  const chart = newChart({ ...settings, locked: undefined });
  build(chart).addJsonPatch(patch);
  expect(refusal(chart)).not.toContain('DAPR1105');
});

test.each<[string, DaprPlatformSettings, (chart: Chart) => ApiObject, JsonPatch]>([
  ['a label of a shared daprd', { ...PLANE, locked: ['dataPlane', 'apiTokenSecret'] }, daprd, JsonPatch.add('/metadata/labels', { team: 'a' })],
  ['an annotation that is not an option', PLANE, daprd, JsonPatch.add(annotation('team'), 'a')],
  ['an equal token', TOKEN, daprd, JsonPatch.replace(annotation('dapr.io/api-token-secret'), 'token')],
  ['the replicas of a pinned daprd', { ...PLANE, locked: ['dataPlane', 'apiTokenSecret'] }, pinned, JsonPatch.add('/spec/replicas', 3)],
  ['hand-written access control', DERIVED, written, JsonPatch.replace('/spec/accessControl/defaultAction', 'allow')],
  ['a setting that is not a default', DEFAULTS, withDefaults, JsonPatch.add('/spec/tracing/stdout', true)],
])('a JSON patch of %s passes a lock', (_, settings, build, patch) => {
  const chart = newChart(settings);
  build(chart).addJsonPatch(patch);
  expect(refusal(chart)).not.toContain('DAPR1105');
});

const raw = (chart: Chart, annotations: object, kind = 'Deployment'): ApiObject => new ApiObject(chart, 'raw', {
  apiVersion: kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1',
  kind,
  spec: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' }, annotations }, spec: { containers: [{ name: 'main', image: 'a' }] } } },
});
const ENABLED = { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'a' };
const missing = (names: string): string[] => [`chart/raw: dapr.io/enabled is set without DaprApp, and the pods do not get ${names}, which the platform locks`];

test.each<[string, DaprPlatformSettings, object, string[]]>([
  ['lack the token', TOKEN, ENABLED, missing("'apiTokenSecret'")],
  ['lack several settings', { ...DERIVED, dataPlane: DataPlane.sidecar(), locked: ['apiTokenSecret', 'dataPlane', 'derivedAccess'] }, ENABLED, missing("'apiTokenSecret', 'dataPlane' or 'derivedAccess'")],
  ['have the token', TOKEN, { ...ENABLED, 'dapr.io/api-token-secret': 'token' }, []],
  ['have no sidecar', TOKEN, { 'dapr.io/app-id': 'a' }, []],
  ['lack no locked setting', { ...TOKEN, locked: [] }, ENABLED, []],
])('pods without an app that %s: warnings', (_, settings, annotations, expected) => {
  for (const kind of ['Deployment', 'Rollout']) {
    const chart = newChart(settings);
    raw(chart, annotations, kind);
    expect(messagesOf(chart, 'DAPR1140')).toEqual(expected);
    expect(refusal(chart)).not.toContain('DAPR1105');
  }
});

test.each<[DaprPlatformSettings, object, string]>([
  [TOKEN, { 'dapr.io/api-token-secret': 'mine' }, "apiTokenSecret (dapr.io/api-token-secret) must be 'token'"],
  [VERSION, { 'dapr.io/sidecar-image': 'daprio/daprd:1.16.0' }, "version of sidecarImage must be '1.18.2'"],
])('pods without an app must not contradict a lock: %#', (settings, annotations, message) => {
  const chart = newChart(settings);
  raw(chart, { ...ENABLED, ...annotations });
  expect(refusal(chart)).toContain(message);
});

test('pods of an app and of a shared daprd are not reported', () => {
  const chart = newChart(PLANE);
  app(chart, { workload: raw(chart, {}) });
  const shared = newChart({ ...PLANE, dataPlane: DataPlane.sharedDeployment(), locked: ['dataPlane', 'derivedAccess'] });
  app(shared);
  expect([chart, shared].flatMap(each => messagesOf(each, 'DAPR1140'))).toEqual([]);
});
