/** Changes of access control: which callers are denied what now, and what is allowed now. */
import { app, configuration, policy } from '../support/manifests';
import { edited, entriesOf } from '../support/plans';

const access = (before: object | undefined, after: object | undefined, ...others: any[]): string[] =>
  entriesOf([configuration({ accessControl: before }), ...others], [configuration({ accessControl: after }), ...others]).map(line => line.replace('Configuration tracing: spec.accessControl', '…'));
const deny = (...policies: object[]): object => ({ defaultAction: 'deny', policies });
const operations = (...all: object[]): object => policy({ operations: all.map(each => ({ action: 'allow', ...each })) });
const DENIED = 'DAPR9569 …';
const [WEB, OTHERS] = ["'web' of namespace 'shop'", 'every app that no policy names'];

test('an app that may call one operation only, instead of all, is denied the others', () => {
  const orders = (spec: object): any => ({ ...configuration({ accessControl: spec }, 'orders-daprd'), metadata: { name: 'orders-daprd', namespace: 'shop' } });
  const of = (more: object): object => deny(policy({ appId: 'checkout', ...more }));
  const pods = edited(app({ 'app-id': 'orders', 'config': 'orders-daprd' }), { 'metadata.namespace': 'shop' });
  const [all, one] = [of({ defaultAction: 'allow' }), of({ defaultAction: 'deny', operations: [{ name: '/orders', httpVerb: ['POST'], action: 'allow' }] })];
  expect(entriesOf([orders(all), pods], [orders(one), pods])).toEqual([
    "DAPR9569 Configuration shop/orders-daprd: spec.accessControl changes: calls of 'orders' by 'checkout' of namespace 'shop' change from all operations to POST '/orders'",
  ]);
});

test.each<[string, object | undefined, object | undefined, string[]]>([
  ['deny becomes allow', deny(), { defaultAction: 'allow' }, ['DAPR9564 … changes: calls by every app change from no operation to all operations']],
  ['the default deny of policies is removed, which allows', deny(policy()), { policies: [policy()] }, [`DAPR9564 … changes: calls by ${WEB}, ${OTHERS} change from no operation to all operations`]],
  ['a missing default, which allows, becomes allow', { policies: [policy()] }, { defaultAction: 'allow', policies: [policy()] }, []],
  ['a missing default becomes deny', { policies: [policy()] }, deny(policy()), [`${DENIED} changes: calls by ${WEB}, ${OTHERS} change from all operations to no operation`]],
  ['allow becomes deny', { defaultAction: 'allow' }, deny(), [`${DENIED} changes: calls by every app change from all operations to no operation`]],
  ['access control ends', deny(), undefined, ['DAPR9563 … is removed: calls by every app change from no operation to all operations']],
  ['access control that allows all ends', { defaultAction: 'allow' }, undefined, []],
  ['access control starts', undefined, deny(policy({ defaultAction: 'allow' })), [`${DENIED} is added: calls by ${OTHERS} change from all operations to no operation`]],
  ['an empty one restricts nothing', {}, undefined, []],
  ['a trust domain', { trustDomain: 'a' }, undefined, ["DAPR9566 ….trustDomain changes from 'a' to 'public': access policies of the apps that are called name the trust domain of the caller"]],
  ['the default trust domain', { trustDomain: 'public' }, undefined, []],
])('%s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

test.each<[string, object, object, string[]]>([
  ['a caller that was denied', deny(policy({ defaultAction: 'deny' })), deny(policy({ defaultAction: 'allow' })), [`DAPR9564 … changes: calls by ${WEB} change from no operation to all operations`]],
  ['a denial that ends where the rest is allowed', { defaultAction: 'allow', policies: [policy({ defaultAction: 'deny' })] }, { defaultAction: 'allow' }, [`DAPR9564 … changes: calls by ${WEB} change from no operation to all operations`]],
  ['a new caller', deny(), deny(policy({ defaultAction: 'allow' })), [`DAPR9570 … changes: calls by ${WEB} change from no operation to all operations`]],
  ['a caller less', deny(policy({ defaultAction: 'allow' })), deny(), [`${DENIED} changes: calls by ${WEB} change from all operations to no operation`]],
  ['a policy that the default action replaces', { defaultAction: 'allow', policies: [policy({ defaultAction: 'allow' })] }, { defaultAction: 'allow' }, []],
  ['two callers with the same change', deny(policy({ defaultAction: 'allow' }), policy({ appId: 'job', defaultAction: 'allow' })), deny(), [`${DENIED} changes: calls by 'job' of namespace 'shop', ${WEB} change from all operations to no operation`]],
  ['two callers with different changes', deny(policy({ defaultAction: 'allow' })), deny(policy({ appId: 'job', defaultAction: 'allow' })), [
    `${DENIED} changes: calls by ${WEB} change from all operations to no operation`, "DAPR9570 … changes: calls by 'job' of namespace 'shop' change from no operation to all operations",
  ]],
  ['the trust domain of a caller', deny(policy({ defaultAction: 'allow' })), deny(policy({ trustDomain: 'b', defaultAction: 'allow' })), [
    `${DENIED} changes: calls by ${WEB} change from all operations to no operation`, `DAPR9570 … changes: calls by ${WEB} in trust domain 'b' change from no operation to all operations`,
  ]],
  ['the order of policies', deny(policy(), policy({ appId: 'job' })), deny(policy({ appId: 'job' }), policy()), []],
])('callers: %s', (_, before, after, expected) => {
  expect(access(before, after)).toEqual(expected);
});

const GET = { httpVerb: ['GET'] };
const ANY = { httpVerb: ['*'] };
test.each<[string, object, object, string[]]>([
  ['another operation', operations({ name: '/a', ...ANY }), operations({ name: '/b', ...ANY }), [
    `${DENIED} changes: calls by ${WEB} change from '/a' to '/b' (denied now: '/a')`, `DAPR9570 … changes: calls by ${WEB} change from '/a' to '/b' (allowed now: '/b')`,
  ]],
  ['an operation more', operations({ name: '/a', ...ANY }), operations({ name: '/a', ...ANY }, { name: '/b', ...GET }), [`DAPR9570 … changes: calls by ${WEB} change from '/a' to '/a', GET '/b'`]],
  ['verbs less', operations({ name: '/a', ...ANY }), operations({ name: '/a', ...GET }), [`${DENIED} changes: calls by ${WEB} change from '/a' to GET '/a'`]],
  ['verbs more', operations({ name: '/a', ...GET }), operations({ name: '/a', ...ANY }), [`DAPR9570 … changes: calls by ${WEB} change from GET '/a' to '/a'`]],
  ['another verb', operations({ name: '/a', httpVerb: ['GET', 'PUT'] }), operations({ name: '/a', httpVerb: ['GET', 'POST'] }), [
    `${DENIED} changes: calls by ${WEB} change from GET, PUT '/a' to GET, POST '/a' (denied now: PUT '/a')`,
    `DAPR9570 … changes: calls by ${WEB} change from GET, PUT '/a' to GET, POST '/a' (allowed now: POST '/a')`,
  ]],
  ['all verbs but one for that one', operations({ name: '/a', ...ANY }, { name: '/b', ...GET }), operations({ name: '/a', ...GET }, { name: '/b', ...ANY }), [
    `${DENIED} changes: calls by ${WEB} change from '/a', GET '/b' to '/b', GET '/a' (denied now: '/a' with verbs other than GET)`,
    `DAPR9570 … changes: calls by ${WEB} change from '/a', GET '/b' to '/b', GET '/a' (allowed now: '/b' with verbs other than GET)`,
  ]],
  ['an operation that is denied by name', policy({ defaultAction: 'allow' }), policy({ defaultAction: 'allow', operations: [{ name: '/a', action: 'deny', ...GET }] }), [`${DENIED} changes: calls by ${WEB} change from all operations to all operations except GET '/a'`]],
  ['a pattern that covers fewer paths', operations({ name: '/a/**', ...ANY }), operations({ name: '/a/*', ...ANY }), [`${DENIED} changes: calls by ${WEB} change from '/a/**' to '/a/*'`]],
  ['a pattern that covers all paths', operations({ name: '/a/*', ...ANY }), operations({ name: '/**', ...ANY }), [`DAPR9564 … changes: calls by ${WEB} change from '/a/*' to '/**'`]],
  ['a pattern that covers more paths', operations({ name: '/a/b', ...ANY }), operations({ name: '/a/*', ...ANY }), [`DAPR9570 … changes: calls by ${WEB} change from '/a/b' to '/a/*'`]],
  ['an operation that a pattern covers already', operations({ name: '/a/**', ...ANY }), operations({ name: '/a/**', ...ANY }, { name: '/a/b', ...ANY }), []],
  ['an operation that gets its verbs', operations({ name: 'a' }, { name: '/b', action: 'deny' }), operations({ name: '/a', ...ANY }, { name: '/b', action: 'deny', ...ANY }), [`DAPR9564 … changes: calls by ${WEB} change from '/a' (gRPC only, without httpVerb) to '/a'`]],
  ['verbs where the rest is allowed', policy({ defaultAction: 'allow', operations: [{ name: '/a', action: 'allow' }] }), policy({ defaultAction: 'allow', operations: [{ name: '/a', action: 'allow', ...ANY }] }), []],
  ['a slash at the start', operations({ name: 'a', ...ANY }), operations({ name: '/a', ...ANY }), []],
])('operations: %s', (_, before, after, expected) => {
  expect(access(deny(before), deny(after))).toEqual(expected);
});

test('verbs make no difference to an app that uses gRPC', () => {
  const pods = app({ 'app-id': 'orders', 'app-protocol': 'grpc', 'config': 'tracing' });
  expect(access(deny(operations({ name: '/a', ...ANY })), deny(operations({ name: '/a', ...GET })), pods)).toEqual([]);
  expect(access(deny(operations({ name: '/a', ...ANY })), deny(), pods)).toEqual([`${DENIED} changes: calls of 'orders' by ${WEB} change from '/a' to no operation`]);
});

test('a caller that is in one of the stacks only is not denied anything', () => {
  const caller = edited(app({ 'app-id': 'web' }), { 'metadata.namespace': 'shop' });
  const [one, none] = [deny(policy({ defaultAction: 'allow' })), deny()].map(accessControl => configuration({ accessControl }));
  const entries = (before: any[], after: any[]): string[] => entriesOf(before, after).filter(line => line.includes('accessControl'));
  expect(entries([one, caller], [none])).toEqual([]);
  expect(entries([one, caller], [none, caller])).toHaveLength(1);
});

test('an app that uses another Configuration', () => {
  const [open, closed] = [configuration({}, 'open'), configuration({ accessControl: deny() }, 'closed')];
  const use = (config?: string): any => edited(app({ 'app-id': 'x', ...(config ? { config } : {}) }), { 'metadata.name': 'x' });
  const both = (from?: string, to?: string): string[] => entriesOf([use(from), open, closed], [use(to), open, closed]).filter(line => line.includes('spec.'));
  const change = "calls of 'x' by every app change from";
  expect(both('closed', 'open')).toEqual([`DAPR9563 Deployment x: with Configuration 'open' instead of 'closed': spec.accessControl is removed: ${change} no operation to all operations`]);
  expect(both('closed')).toEqual([`DAPR9563 Deployment x: with no Configuration instead of 'closed': spec.accessControl is removed: ${change} no operation to all operations`]);
  expect(both(undefined, 'closed')).toEqual([`DAPR9569 Deployment x: with Configuration 'closed' instead of none: spec.accessControl is added: ${change} all operations to no operation`]);
  expect(both('closed', 'unknown')).toEqual([]);
  expect(both('closed', 'closed')).toEqual([]);
});
