/** Who owns the Service of an app ID. */
import { app, kind, named, without } from '../support/manifests';
import { edited, service, withCode } from '../support/plans';

const plain = edited(app(), { 'spec.template.metadata.annotations': undefined });
const shared = (kindName: string, name = 'web-daprd'): any => kind(kindName, { ...app({ 'app-channel-address': 'web' }), metadata: { name } });
const ghosts = (before: any[], after: any[]): string[] => withCode('DAPR9526', before, after);
const owners = (before: any[], after: any[]): string[] => withCode('DAPR9527', before, after);
const GHOST = 'had dapr.io/enabled, and the daprd of app ID \'web\' is now in DaemonSet web-daprd: Service \'web-dapr\' may keep the selector of';

test.each(['Deployment', 'StatefulSet'])('a %s that loses the annotation stays an owner', kindName => {
  expect(ghosts([kind(kindName, app())], [kind(kindName, plain), shared('DaemonSet')])).toEqual([`${kindName} web: ${GHOST} ${kindName} web`]);
});

test('a disabled annotation is a lost one', () => {
  expect(ghosts([app()], [app({ enabled: 'false' }), shared('DaemonSet')])).toHaveLength(1);
});

test('nothing is owned twice where the workload ends, never had the annotation, or the app ID has no daprd any more', () => {
  expect(ghosts([app()], [shared('DaemonSet')])).toEqual([]);
  expect(ghosts([plain], [plain, shared('DaemonSet')])).toEqual([]);
  expect(ghosts([app()], [plain])).toEqual([]);
  expect(ghosts([kind('DaemonSet', app())], [kind('DaemonSet', plain), shared('DaemonSet')])).toEqual([]);
});

test('where the manifests have the Services of all injected workloads, the operator makes none', () => {
  const after = [plain, shared('Deployment')];
  expect(ghosts([app()], after)).toHaveLength(1);
  expect(ghosts([app()], [...after, service('web-dapr')])).toEqual([]);
  expect(ghosts([app(), service('web-dapr')], [plain, shared('DaemonSet'), service('web-dapr')])).toEqual([]);
});

test('the Service of a DaemonSet says nothing about the operator', () => {
  expect(ghosts([app()], [plain, shared('DaemonSet'), service('web-dapr')])).toHaveLength(1);
});

test('one app with its own Service beside others without is overwritten by the operator', () => {
  expect(ghosts([app()], [plain, shared('DaemonSet'), named('a'), service('a-dapr'), named('b')])).toHaveLength(1);
  expect(ghosts([app()], [plain, shared('DaemonSet'), named('a'), service('a-dapr')])).toEqual([]);
  // An app without a port may have no Service.
  const silent = edited(without('app-port'), { 'metadata.name': 'b', 'spec.template.metadata.annotations.dapr.io/app-id': 'b' });
  expect(ghosts([app()], [plain, shared('DaemonSet'), named('a'), service('a-dapr'), silent])).toEqual([]);
});

test('two annotated workloads with one app ID are reported when the second appears', () => {
  expect(owners([named('a', 'web')], [named('a', 'web'), named('b', 'web')])).toEqual(['Deployment b: app ID \'web\' is also that of Deployment a: both own Service \'web-dapr\'']);
  expect(owners([named('a', 'web'), named('b', 'web')], [named('a', 'web'), named('b', 'web')])).toEqual([]);
  expect(owners([], [named('a', 'web'), named('b', 'other')])).toEqual([]);
  expect(owners([], [named('a', 'web'), edited(named('b', 'web'), { 'metadata.namespace': 'shop' })])).toEqual([]);
  expect(owners([], [named('a', 'web'), kind('DaemonSet', named('b', 'web'))])).toEqual([]);
});
