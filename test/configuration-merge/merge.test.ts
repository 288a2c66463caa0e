/** Merging the parts of a Configuration. */
import { Chart } from 'cdk8s';
import { DaprConfiguration } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { newChart } from '../../scenarios/charts';
import { DerivedPart, derivedSettings, findingsOf, HOT_RELOAD_OFF, mergeAll, mergeConfigurations } from '../../src/configuration-merge/merge';
import { isConfiguration, registerConfiguration } from '../../src/facts/configurations';

describe('parts of a Configuration', () => {
  const merge = (...specs: any[]) => mergeConfigurations(specs.map((spec, i) => ({ from: `p${i}`, spec })));

  test('are merged field by field', () => {
    expect(merge({ a: { x: 1 } }, { a: { y: 2 }, b: [1] }, { a: { x: 1 } })).toEqual({ spec: { a: { x: 1, y: 2 }, b: [1] }, conflicts: [] });
    expect(merge()).toEqual({ spec: {}, conflicts: [] });
  });

  test.each<[string, any, any, string[]]>([
    ['a value', { a: { x: 1 } }, { a: { x: 2 } }, ['a.x is 1 in p0 and 2 in p1']],
    ['a list without keys', { a: [1] }, { a: [2] }, ['a is [1] in p0 and [2] in p1']],
    ['a list and a map', { a: [] }, { a: {} }, ['a is [] in p0 and {} in p1']],
    ['a map and a value', { a: {} }, { a: 5 }, ['a is {} in p0 and 5 in p1']],
    ['an entry of a list', { features: [{ name: 'F', enabled: true }] }, { features: [{ name: 'F', enabled: false }] }, ['features[F].enabled is true in p0 and false in p1']],
    ['an entry of a list with two keys', { accessControl: { policies: [{ appId: 'a', namespace: 'n', x: 1 }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'n', x: 2 }] } }, ['accessControl.policies[a n].x is 1 in p0 and 2 in p1']],
    ['an API', { api: { allowed: [{ name: 'state', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'state', version: 'v1', protocol: 'http' }] } }, ['api.allowed and api.denied both contain state v1 over http']],
    ['an API among others', { api: { allowed: [{ name: 'state', version: 'v1', protocol: 'grpc' }, { name: 'state', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'state', version: 'v2', protocol: 'grpc' }, { name: 'state', version: 'v1', protocol: 'http' }] } }, ['api.allowed and api.denied both contain state v1 over http']],
    ['a list with an entry without a key', { a: [{ name: 'x' }, 5] }, { a: [{ name: 'x' }, 6] }, ['a is [{"name":"x"},5] in p0 and [{"name":"x"},6] in p1']],
    ['a list of maps without keys', { a: [{}] }, { a: [{ x: 1 }] }, ['a is [{}] in p0 and [{"x":1}] in p1']],
    ['a list of maps whose keys are not strings', { a: [{ name: 5 }] }, { a: [{ name: 6 }] }, ['a is [{"name":5}] in p0 and [{"name":6}] in p1']],
    ['a list whose path ends like that of a set', { x: { components: { deny: ['a'] } } }, { x: { components: { deny: ['b'] } } }, ['x.components.deny is ["a"] in p0 and ["b"] in p1']],
    ['a list whose path begins like that of a set', { components: { denyAll: ['a'] } }, { components: { denyAll: ['b'] } }, ['components.denyAll is ["a"] in p0 and ["b"] in p1']],
  ])('conflict in %s', (_, a, b, conflicts) => {
    expect(merge(a, b).conflicts).toEqual(conflicts);
  });

  test.each<[string, any, any, any]>([
    ['by name', { features: [{ name: 'F' }] }, { features: [{ name: 'G' }, { name: 'F', x: 1 }] }, { features: [{ name: 'F', x: 1 }, { name: 'G' }] }],
    ['by app and namespace', { accessControl: { policies: [{ appId: 'a', namespace: 'n' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'm' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'n' }, { appId: 'a', namespace: 'm' }] } }],
    ['by store', { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['a'] }] } }, { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['b', 'a'] }, { storeName: 't' }] } }, { secrets: { scopes: [{ storeName: 's', deniedSecrets: ['a', 'b'] }, { storeName: 't' }] } }],
    ['by one of two keys', { accessControl: { policies: [{ appId: 'a' }] } }, { accessControl: { policies: [{ appId: 'a', x: 1 }] } }, { accessControl: { policies: [{ appId: 'a', x: 1 }] } }],
    ['as sets', { components: { deny: ['a'] }, metrics: { http: { pathMatching: ['/a'] } } }, { components: { deny: ['b', 'a'] }, metrics: { http: { pathMatching: ['/b'] } } }, { components: { deny: ['a', 'b'] }, metrics: { http: { pathMatching: ['/a', '/b'] } } }],
    ['by name, version and protocol', { api: { denied: [{ name: 'a', version: 'v1', protocol: 'http' }] } }, { api: { denied: [{ name: 'a', version: 'v1', protocol: 'grpc' }, { name: 'a', version: 'v2', protocol: 'http' }] } }, { api: { denied: [{ name: 'a', version: 'v1', protocol: 'http' }, { name: 'a', version: 'v1', protocol: 'grpc' }, { name: 'a', version: 'v2', protocol: 'http' }] } }],
  ])('have lists that are merged %s', (_, a, b, spec) => {
    expect(merge(a, b)).toEqual({ spec, conflicts: [] });
  });

  test('are not modified', () => {
    const given = { a: { b: { c: 1 } }, features: [{ name: 'F', at: { x: 1 } }] };
    const before = JSON.stringify(given);
    merge(given, { a: { b: { d: 2 } }, features: [{ name: 'F', y: 1 }, { name: 'G', at: {} }] }, { features: [{ name: 'G', z: 1 }] });
    expect(JSON.stringify(given)).toBe(before);
  });

  test('name the part that set the nearest enclosing field', () => {
    expect(merge({ a: { b: { c: 1 } } }, { a: { d: 1 } }, { a: { b: { c: 2 } } }).conflicts).toEqual(['a.b.c is 1 in p0 and 2 in p2']);
    expect(merge({ a: {} }, { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }).conflicts).toEqual(['a.b.c is 1 in p1 and 2 in p2']);
  });

  const derivedPart = (chart: Chart, id: string, spec: any) => new DerivedPart(chart, id, () => spec);
  const part = (chart: Chart, id: string, spec: any): any => {
    const written = Object.assign(new Construct(chart, id), { kind: 'Configuration', resourceName: id, configurationName: id });
    registerConfiguration(written, { settings: () => spec });
    return written;
  };

  test('keep HotReload off', () => {
    expect(HOT_RELOAD_OFF).toEqual({ features: [{ name: 'HotReload', enabled: false }] });
  });

  test('that are derived give way to user-written ones', () => {
    const chart = newChart();
    const derived = derivedPart(chart, 'derived', {
      accessControl: { defaultAction: 'deny' }, api: { allowed: [{ name: 'a', version: 'v1', protocol: 'http' }] }, secrets: { scopes: [{ storeName: 's', defaultAccess: 'deny' }, { storeName: 't' }] }, tracing: {},
    });
    expect(mergeAll([derived]).spec).toEqual({ accessControl: { defaultAction: 'deny' }, api: { allowed: [{ name: 'a', version: 'v1', protocol: 'http' }] }, secrets: { scopes: [{ storeName: 's', defaultAccess: 'deny' }, { storeName: 't' }] } });
    const written = part(chart, 'written', { accessControl: { defaultAction: 'allow' }, api: { denied: [] }, secrets: { scopes: [{ storeName: 's', x: 1 }] } });
    expect(mergeAll([written, derived])).toEqual({
      spec: { accessControl: { defaultAction: 'allow' }, api: { denied: [] }, secrets: { scopes: [{ storeName: 's', x: 1 }, { storeName: 't' }] } }, conflicts: [], unknown: [],
    });
    expect(mergeAll([part(chart, 'all', { secrets: { scopes: [{ storeName: 's' }, { storeName: 't' }] } }), derived]).spec.secrets.scopes).toHaveLength(2);
    expect(derivedSettings([written, derived])).toEqual({ secrets: { scopes: [{ storeName: 's', x: 1 }, { storeName: 't' }] } });
    expect(derivedSettings([written])).toEqual({});
    expect(derivedSettings([derived], [{ from: 'own', spec: { accessControl: { defaultAction: 'allow' } } }])).not.toHaveProperty('accessControl');
  });

  test('referenced by name only cannot be merged', () => {
    const chart = newChart();
    const unknown = DaprConfiguration.fromConfigurationName(chart, 'tracing', 'tracing');
    const derived = derivedPart(chart, 'derived', { accessControl: {} });
    const merged = mergeAll([unknown, unknown, part(chart, 'a', { x: 1 }), derived], [{ from: 'own', spec: { y: 2 } }]);
    expect(merged).toEqual({ spec: { x: 1, y: 2 }, conflicts: [], unknown: [unknown] });
    expect(findingsOf(chart, { ...merged, conflicts: ['x'] }).map(({ at, rule, what }) => [at, rule.code, what])).toEqual([
      [chart, 'DAPR5001', 'x'], [chart, 'DAPR3102', "configuration 'tracing' is referenced by name and cannot be merged with another one"],
    ]);
  });

  test('are recognized as Configurations by kind and name', () => {
    const chart = newChart();
    const one = derivedPart(chart, 'a', { x: 1 });
    expect([one, part(chart, 'b', {}), {}, undefined, { configurationName: 'a' }, { kind: 'Configuration' }].map(isConfiguration)).toEqual([true, true, false, false, false, false]);
    expect([one.kind, one.resourceName, one.configurationName]).toEqual(['Configuration', 'a', 'a']);
  });
});

describe('merging', () => {
  const merge = (...specs: any[]) => mergeConfigurations(specs.map((spec, i) => ({ from: `part${i}`, spec })));

  test('lists with keys are unions: policies by app and namespace, APIs by protocol, secret stores by name', () => {
    const rule = (name: string, protocol: string) => ({ name, version: 'v1', protocol });
    const { spec, conflicts } = merge(
      { accessControl: { policies: [{ appId: 'a', namespace: 'x' }] }, api: { allowed: [rule('state', 'http')] }, secrets: { scopes: [{ storeName: 's', allowedSecrets: ['a'] }] } },
      { accessControl: { policies: [{ appId: 'a', namespace: 'y' }] }, api: { allowed: [rule('state', 'grpc')] }, secrets: { scopes: [{ storeName: 's', allowedSecrets: ['b'] }] } },
    );
    expect(conflicts).toEqual([]);
    expect(spec).toEqual({
      accessControl: { policies: [{ appId: 'a', namespace: 'x' }, { appId: 'a', namespace: 'y' }] },
      api: { allowed: [rule('state', 'http'), rule('state', 'grpc')] },
      secrets: { scopes: [{ storeName: 's', allowedSecrets: ['a', 'b'] }] },
    });
  });

  test('denied component types are merged to their union', () => {
    expect(merge({ components: { deny: ['a', 'b'] } }, { components: { deny: ['b', 'c'] } }).spec.components.deny).toEqual(['a', 'b', 'c']);
  });

  test('two values of one field conflict, and the message names both values and their sources', () => {
    expect(merge({ accessControl: { policies: [{ appId: 'a', namespace: 'x', defaultAction: 'allow' }] } }, { accessControl: { policies: [{ appId: 'a', namespace: 'x', defaultAction: 'deny' }] } }).conflicts)
      .toEqual(['accessControl.policies[a x].defaultAction is "allow" in part0 and "deny" in part1']);
  });

  test('an API that one part allows and another denies is a conflict', () => {
    const rule = { name: 'state', version: 'v1', protocol: 'http' };
    expect(merge({ api: { allowed: [rule] } }, { api: { denied: [rule] } }).conflicts).toEqual(['api.allowed and api.denied both contain state v1 over http']);
  });

  test('the parts are not modified', () => {
    const part = { features: [{ name: 'A', enabled: true }] };
    merge(part, { features: [{ name: 'B', enabled: true }] });
    expect(part.features).toHaveLength(1);
  });
});
