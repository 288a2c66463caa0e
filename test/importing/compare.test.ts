/** What counts as a difference between the objects that were read and those of a synth. */
import { compare, Difference } from '../../src/importing/compare';
import { readEstate } from '../../src/importing/estate/estate';
import { Json } from '../../src/util/json';

const noValues = (_: unknown): _ is Json => false;
const differences = (before: Json, ...after: Json[]): Pick<Difference, 'kind' | 'paths'>[] =>
  compare(readEstate([{ file: 'a.yaml', documents: [before] }], noValues).objects, after).map(({ kind, paths }) => ({ kind, paths }));

const dapr = (kind: string, spec: Json, more: Json = {}, version = 'v1alpha1'): Json => ({ apiVersion: `dapr.io/${version}`, kind, metadata: { name: 'a' }, spec, ...more });
const redis = (...metadata: Json[]): Json => dapr('Component', { type: 'state.redis', version: 'v1', metadata });
const [host, db] = [{ name: 'redisHost', value: 'redis:6379' }, { name: 'redisDB', value: '1' }];

test('equal objects do not differ', () => {
  expect(differences(redis(host, db), redis(host, db))).toEqual([]);
});

test.each<[string, Json, Json]>([
  ['the order of metadata', redis(host, db), redis(db, host)],
  ['the case of a name that Dapr reads in any case', redis(host), redis({ ...host, name: 'redishost' })],
  ['an alias of a type', dapr('Component', { type: 'state.postgres', version: 'v1', metadata: [] }), dapr('Component', { type: 'state.postgresql', version: 'v1', metadata: [] })],
  ['the order of scopes', dapr('Component', redis(host).spec, { scopes: ['b', 'a'] }), dapr('Component', redis(host).spec, { scopes: ['a', 'b'] })],
  ['the spelling of a duration', dapr('Resiliency', { policies: { timeouts: { t: '90s' } } }), dapr('Resiliency', { policies: { timeouts: { t: '1m30s' } } })],
  ['the version of a Subscription', dapr('Subscription', { pubsubname: 'p', topic: 't', route: '/t' }),
    dapr('Subscription', { pubsubname: 'p', topic: 't', routes: { default: '/t' } }, {}, 'v2alpha1')],
])('%s is another spelling', (_, before, after) => {
  expect(differences(before, after).map(({ kind }) => kind)).toEqual(['respelled']);
});

test.each<[string, Json, Json, string[]]>([
  ['a value', redis(host), redis({ ...host, value: 'other:6379' }), ['spec.metadata[redisHost].value']],
  ['an entry', redis(host), redis(host, db), ['spec.metadata[redisDB]']],
  ['scopes', redis(host), { ...redis(host), scopes: ['a'] }, ['scopes']],
  ['a route', dapr('Subscription', { pubsubname: 'p', topic: 't', route: '/t' }), dapr('Subscription', { pubsubname: 'p', topic: 't', routes: { default: '/u' } }, {}, 'v2alpha1'), ['spec.routes.default']],
  ['a label', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { b: 'c' } } }, ['metadata.labels']],
  ['a duration of another kind of object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { t: '90s' } }, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { t: '1m30s' } }, ['data.t']],
])('%s is a difference', (_, before, after, paths) => {
  expect(differences(before, after)).toEqual([{ kind: 'changed', paths }]);
});

test('an object that one side lacks is a difference', () => {
  const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } };
  expect(differences(redis(host), other)).toEqual([{ kind: 'missing', paths: [] }, { kind: 'added', paths: [] }]);
});
