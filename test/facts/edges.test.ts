/** Edges between apps and what they use. */
import { AccessAction, DaprApp, DaprComponent, DaprUseKind } from 'cdk8s-dapr';
import { messagesOf, newChart } from '../../scenarios/charts';
import { Edge, EdgeKind, Edges, guardApp, guardDaprApp } from '../../src/facts/edges';

function ends(namespace?: string) {
  const chart = newChart({}, { namespace });
  const peer = (appId: string, where = namespace) => DaprApp.fromAppAttributes(chart, `${appId}-${where}`, { appId, ...(where ? { namespace: where } : {}) });
  const component = (name: string) => new DaprComponent(chart, name, { type: 'state.in-memory' });
  return { chart, edges: Edges.of(chart), peer, component };
}
const { LOAD, USE } = EdgeKind;

test('an edge is found from both ends, and stored once', () => {
  const { edges, peer, component } = ends();
  const [web, cron, store, events] = [peer('web'), peer('cron'), component('store'), component('events')];
  edges.add({ app: web, kind: USE, resource: store });
  edges.add({ app: web, kind: USE, resource: store });
  edges.add({ app: web, kind: DaprUseKind.PUBLISH, resource: events, subject: 'a' });
  edges.add({ app: web, kind: DaprUseKind.PUBLISH, resource: events, subject: 'b' });
  edges.add({ app: cron, kind: LOAD, resource: store });
  edges.add({ app: web, kind: DaprUseKind.JOB, subject: 'nightly' });
  expect(edges.from(web).map(({ kind, resource, subject }) => [kind, resource?.resourceName, subject])).toEqual([
    [USE, 'store', undefined], ['publish', 'events', 'a'], ['publish', 'events', 'b'], ['job', undefined, 'nightly'],
  ]);
  expect(edges.appsOf(store)).toEqual([web, cron]);
  expect(edges.loadedBy(web)).toEqual([store, events]);
  expect([edges.loads(web, store), edges.loads(cron, events)]).toEqual([true, false]);
  expect([...edges.users()]).toEqual([web, cron]);
  expect([edges.from(peer('other')), edges.loadedBy(peer('else')), edges.appsOf(component('unused'))]).toEqual([[], [], []]);
});

test('a component that a daprd loads only for another resource is not used by the app, nor by an app with the same ID in another namespace', () => {
  const { edges, peer, component } = ends('shop');
  const [web, store, vault] = [peer('web'), component('store'), component('vault')];
  edges.add({ app: web, kind: USE, resource: store });
  edges.add({ app: web, kind: LOAD, resource: vault, through: store });
  expect([edges.isUsed(web, 'store'), edges.isUsed(web, 'vault'), edges.isUsed(peer('web', 'stock'), 'store')]).toEqual([true, false, false]);
});

test('a watcher of an end gets existing and future edges, with the first between two ends marked', () => {
  const { edges, peer, component } = ends();
  const [web, store] = [peer('web'), component('store')];
  const seen: string[] = [];
  const watch = (name: string) => ({ kind, subject }: Edge, isFirst: boolean) => seen.push([name, kind, subject, isFirst].filter(part => part !== undefined).join(' '));
  edges.add({ app: web, kind: USE, resource: store });
  edges.onUse(web, watch('app'));
  edges.onUsed(store, watch('store'));
  edges.add({ app: web, kind: DaprUseKind.INPUT_BINDING, resource: store });
  edges.add({ app: web, kind: DaprUseKind.JOB, subject: 'nightly' });
  edges.add({ app: peer('cron'), kind: LOAD, resource: store });
  expect(seen).toEqual(['app use true', 'store use true', 'app input-binding false', 'store input-binding false', 'app job nightly true', 'store load true']);
});

test('calls are stored by called app, in the namespace of the caller unless specified', () => {
  const { chart, edges, peer } = ends();
  const orders = DaprApp.fromAppId(chart, 'orders', 'orders');
  const told: string[] = [];
  edges.onCall(peer('orders', 'shop'), ({ app }) => told.push(`before ${app.appId}`));
  edges.add({ app: peer('web', 'shop'), kind: DaprUseKind.INVOKE, peer: orders });
  edges.add({ app: peer('cron', 'shop'), kind: DaprUseKind.INVOKE, peer: peer('orders', 'shop2'), operations: [{ name: '/a' }] });
  expect(edges.callsOf(orders)).toEqual([]);
  const byName = DaprApp.fromAppAttributes(chart, 'by-name', { appId: 'orders', namespace: 'shop' });
  expect(edges.callsOf(byName).map(({ app }) => app.appId)).toEqual(['web']);
  edges.onCall(byName, ({ app }) => told.push(`after ${app.appId}`));
  edges.add({ app: peer('late', 'shop'), kind: DaprUseKind.INVOKE, peer: byName });
  expect(told).toEqual(['before web', 'after web', 'before late', 'after late']);
});

test('both ends must belong to one App', () => {
  const [one, two] = [ends(), ends()];
  const [web, late] = [one.peer('web'), two.peer('late')];
  one.edges.add({ app: web, kind: USE, resource: two.component('store') });
  one.edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: two.peer('web') });
  one.edges.add({ app: late, kind: USE, resource: one.component('store') });
  expect(messagesOf(one.chart, 'DAPR1020')).toEqual([
    "chart/web-undefined: Component 'chart/store' belongs to another cdk8s App",
    "chart/web-undefined: app 'chart/web-undefined' belongs to another cdk8s App",
    expect.stringMatching(/^chart\/store.*: app 'chart\/late-undefined' belongs to another cdk8s App$/),
  ]);
  expect([web, late].flatMap(app => one.edges.from(app))).toEqual([]);
});

test('a value that is not an app is refused with the name of the prop', () => {
  const { chart, peer } = ends();
  expect(guardApp(chart, 'invokes', 5)).toBe(false);
  expect(guardApp(chart, 'invokes', peer('a'))).toBe(true);
  expect(guardDaprApp(chart, 'apps', peer('b'))).toBe(false);
  expect(messagesOf(chart, 'DAPR3017')).toEqual([
    'chart: invokes must be an app; got 5', expect.stringContaining('chart: apps must be a DaprApp; got '),
  ]);
});

test('edges that differ in their operations or in what they lead through are both stored', () => {
  const { edges, peer, component } = ends('shop');
  const [web, billing, store, vault] = [peer('web'), peer('billing'), component('store'), component('vault')];
  const [get, all] = [[{ name: '/a', action: AccessAction.ALLOW }], [{ name: '/b', action: AccessAction.ALLOW }]];
  edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: billing, operations: get });
  edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: billing, operations: [...get] });
  edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: billing, operations: all });
  edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: billing });
  edges.add({ app: web, kind: LOAD, resource: vault, through: store });
  edges.add({ app: web, kind: LOAD, resource: vault });
  expect(edges.from(web).map(({ operations, through }) => operations?.[0].name ?? through?.resourceName)).toEqual(['/a', '/b', undefined, 'store', undefined]);
});

test('a watcher that comes late sees which of the edges between two ends is the first', () => {
  const { edges, peer, component } = ends();
  const [web, events] = [peer('web'), component('events')];
  ['a', 'b'].forEach(subject => edges.add({ app: web, kind: DaprUseKind.PUBLISH, resource: events, subject }));
  const [fromApp, toResource]: boolean[][] = [[], []];
  edges.onUse(web, (_edge, isFirst) => fromApp.push(isFirst));
  edges.onUsed(events, (_edge, isFirst) => toResource.push(isFirst));
  expect([fromApp, toResource]).toEqual([[true, false], [true, false]]);
});

test('only an invocation is a call', () => {
  const { edges, peer } = ends('shop');
  const [web, billing] = [peer('web'), peer('billing')];
  expect(edges.hasCalls()).toBe(false);
  edges.add({ app: web, kind: DaprUseKind.WORKFLOW_CLIENT, peer: billing } as Edge);
  edges.add({ app: web, kind: DaprUseKind.JOB, subject: 'x' });
  expect([edges.hasCalls(), edges.callsOf(billing)]).toEqual([false, []]);
  edges.add({ app: web, kind: DaprUseKind.INVOKE, peer: billing });
  expect([edges.hasCalls(), edges.callsOf(billing).length]).toEqual([true, 1]);
});
