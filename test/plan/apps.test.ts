/** Apps whose app ID, namespace, port, protocol or object changes. */
import { app, component, dapr, events, kind, named, without } from '../support/manifests';
import { edited, withCode } from '../support/plans';

const plain = edited(app(), { 'spec.template.metadata.annotations': undefined });
const inNamespace = (object: any, namespace: string): any => edited(object, { 'metadata.namespace': namespace });
const shared = (kindName = 'Deployment', name = 'web-daprd', annotations: object = {}): any => kind(kindName, { ...app({ 'app-channel-address': 'web', ...annotations }), metadata: { name } });
const user = (appId: string, endpoint = true): any => edited(plain, {
  'spec.template.spec.containers': [{ name: 'main', env: [{ name: 'DAPR_APP_ID', value: appId }, ...(endpoint ? [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:3500' }] : [])] }],
});
const pinned = (...args: string[]): any => edited({ ...app(), metadata: { name: 'web-daprd' } }, {
  'spec.template.metadata.annotations': dapr({ 'app-id': 'web' }), 'spec.template.spec.containers': [{ name: 'daprd', image: 'daprio/daprd:1.18.2', args: ['/daprd', '--app-id=web', ...args] }],
});

test.each<[string, any[], any[], string]>([
  ['a sidecar to a remote Dapr', [app()], [user('web')], 'Deployment web: app ID \'web\' moves from a sidecar to a remote Dapr'],
  ['a shared DaemonSet to a pinned Deployment', [shared('DaemonSet')], [pinned()], 'Deployment web-daprd: app ID \'web\' moves from a shared DaemonSet to a pinned shared Deployment'],
])('from %s', (_, before, after, line) => {
  expect(withCode('DAPR9520', before, after)).toEqual([line]);
});

test('a container of daprd beside that of the app is a sidecar', () => {
  const own = edited(pinned(), { 'spec.template.spec.containers': [{ name: 'main' }, { name: 'daprd', args: ['--app-id', 'web'] }] });
  expect(withCode('DAPR9520', [own], [shared('DaemonSet')])).toEqual(['DaemonSet web-daprd: app ID \'web\' moves from a sidecar to a shared DaemonSet']);
});

test('an app whose pods stay without a daprd loses it', () => {
  const line = 'Deployment web: has no daprd any more: its app ID was \'web\'';
  expect(withCode('DAPR9521', [app()], [plain])).toEqual([line]);
  expect(withCode('DAPR9521', [app()], [app({ enabled: 'false' })])).toEqual([line]);
  expect(withCode('DAPR9521', [user('web', false), shared()], [user('web', false)])).toEqual([line]);
  expect(withCode('DAPR9521', [app()], [user('web'), shared()])).toEqual([]);
  expect(withCode('DAPR9521', [app()], [app({ 'app-id': 'other' })])).toEqual([]);
  expect(withCode('DAPR9521', [app()], [])).toEqual([]);
});

test('an app ID that changes names the data that hangs on it', () => {
  const stores = [
    component([], { scopes: ['web'] }, 'state.redis', 'orders'), component([{ name: 'keyPrefix', value: 'name' }], {}, 'state.redis', 'named'),
    component([{ name: 'KeyPrefix', value: 'appid' }], {}, 'state.redis', 'marked'), component([], { scopes: ['other'] }, 'state.redis', 'other'), events,
    component([{ name: 'consumerID', value: 'fixed' }], {}, 'pubsub.redis', 'fixed'),
  ];
  expect(withCode('DAPR9522', [app(), ...stores], [app({ 'app-id': 'shop' }), ...stores])).toEqual([
    'Deployment web: app ID changes from \'web\' to \'shop\', and with it keys in marked, orders and the consumer group in events',
  ]);
  expect(withCode('DAPR9522', [app()], [app({ 'app-id': 'shop' })])).toEqual(['Deployment web: app ID changes from \'web\' to \'shop\'']);
  expect(withCode('DAPR9522', [app()], [app({ 'app-port': '1' })])).toEqual([]);
});

test('the app ID of pods behind a shared daprd is the one of their variables', () => {
  expect(withCode('DAPR9522', [user('web'), shared()], [user('shop'), shared('Deployment', 'shop-daprd', { 'app-id': 'shop' })])).toEqual(['Deployment web: app ID changes from \'web\' to \'shop\'']);
});

test('a sidecar that joins a shared daprd of another app ID changes its app ID', () => {
  expect(withCode('DAPR9522', [app()], [user('shop'), shared('DaemonSet', 'shop-daprd', { 'app-id': 'shop' })])).toEqual(['Deployment web: app ID changes from \'web\' to \'shop\'']);
});

test('an app that moves to another namespace names the keys that have the namespace', () => {
  const store = component([{ name: 'keyPrefix', value: 'namespace' }]);
  expect(withCode('DAPR9523', [inNamespace(app(), 'a'), inNamespace(store, 'a')], [inNamespace(app(), 'b'), inNamespace(store, 'b')])).toEqual([
    'Deployment b/web: app ID \'web\' moves from namespace \'a\' to \'b\', and with it keys in store',
  ]);
  expect(withCode('DAPR9523', [app()], [inNamespace(app(), 'b')])).toEqual(['Deployment b/web: app ID \'web\' moves from namespace \'default\' to \'b\'']);
  expect(withCode('DAPR9523', [inNamespace(app(), 'a')], [inNamespace(app(), 'a'), inNamespace(app(), 'b')])).toEqual([]);
  // The workload stays, with another app ID.
  expect(withCode('DAPR9523', [inNamespace(app(), 'a')], [inNamespace(app({ 'app-id': 'shop' }), 'a'), inNamespace(app(), 'b')])).toEqual([]);
});

test('an app that ends is a notice', () => {
  expect(withCode('DAPR9529', [app(), named('b')], [app()])).toEqual(['Deployment b: app ID \'b\' is in no new manifest']);
  expect(withCode('DAPR9529', [inNamespace(app(), 'a')], [inNamespace(app(), 'b')])).toEqual([]);
  expect(withCode('DAPR9529', [app()], [plain])).toEqual([]);
});

test.each<[string, any, any, string[]]>([
  ['the port', app(), app({ 'app-port': '9090' }), ['Deployment web: dapr.io/app-port changes from \'8080\' to \'9090\' for app ID \'web\'']],
  ['a port that appears', without('app-port'), app(), ['Deployment web: dapr.io/app-port changes from nothing to \'8080\' for app ID \'web\'']],
  ['the port of a daprd container', pinned('--app-port=1'), pinned('--app-port', '2'), ['Deployment web-daprd: dapr.io/app-port changes from \'1\' to \'2\' for app ID \'web\'']],
  ['the log level', app(), app({ 'log-level': 'debug' }), []],
])('%s of an app', (_, before, after, lines) => {
  expect(withCode('DAPR9524', [before], [after])).toEqual(lines);
});

test('the protocol of an app, which is http unless it is set', () => {
  expect(withCode('DAPR9525', [app()], [app({ 'app-protocol': 'grpc' })])).toEqual(['Deployment web: dapr.io/app-protocol changes from \'http\' to \'grpc\' for app ID \'web\'']);
  expect(withCode('DAPR9525', [app()], [app({ 'app-protocol': 'http' })])).toEqual([]);
});

test('an app ID that moves to another object is a notice', () => {
  expect(withCode('DAPR9528', [named('a', 'web')], [named('b', 'web')])).toEqual(['Deployment b: app ID \'web\' moves from Deployment a to Deployment b']);
  expect(withCode('DAPR9528', [shared('Deployment', 'a')], [shared('Deployment', 'b')])).toEqual(['Deployment b: app ID \'web\' moves from Deployment a to Deployment b']);
  expect(withCode('DAPR9528', [named('a', 'web')], [named('a', 'web'), named('b', 'web')])).toEqual([]);
  expect(withCode('DAPR9528', [named('a', 'web'), named('b', 'web')], [named('b', 'web'), named('c', 'web')])).toEqual([]);
  expect(withCode('DAPR9528', [inNamespace(app(), 'a')], [inNamespace(app(), 'b')])).toEqual([]);
});
