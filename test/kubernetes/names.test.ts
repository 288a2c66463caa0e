/** Names, addresses, JSON and the shapes of props. */
import { App, Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { newChart, refusal, said } from '../../scenarios/charts';
import { appIdProblem, checkAppId } from '../../src/dapr/app-id';
import { appAddress, endpoint } from '../../src/dapr/endpoint';
import { checkNamespaces } from '../../src/dapr/namespaces';
import { DeclaredCalls } from '../../src/facts/declared-calls';
import { inWords, unableWorkload } from '../../src/facts/uses';
import * as names from '../../src/kubernetes/names';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, nearest, serviceHost, suggestDnsLabel } from '../../src/kubernetes/names';
import { guardHas, guardInteger, guardMap, guardSecretName, guardText, guardTexts } from '../../src/props/guard';
import * as shape from '../../src/props/shape';
import { given, givenOrNothing, isMap, mapValues, sorted } from '../../src/util/json';
import { workloadKind } from '../../src/workload/kinds';

describe('names of Kubernetes', () => {
  test.each(['a', 'a-b', '0', 'a1-2b', 'a'.repeat(63)])('%s is a DNS label', name => expect(isDnsLabel(name)).toBe(true));
  test.each(['', '-a', 'a-', 'A', 'aB', 'a.b', 'a_b', 'a'.repeat(64), '0o17'])('%s is no DNS label', name => expect(isDnsLabel(name)).toBe(false));
  test.each(['a', 'a.b', 'a-b.c-d.e1', `${'a'.repeat(63)}.${'b'.repeat(189)}`])('%s is a DNS subdomain', name => expect(isDnsSubdomain(name)).toBe(true));
  test.each(['', '.a', 'a.', 'a..b', 'a.-b', 'a-.b', 'a.B', 'A.b', 'a'.repeat(254), '0o17'])('%s is no DNS subdomain', name => expect(isDnsSubdomain(name)).toBe(false));
  test.each(['a', 'A.b_c-D', 'x/y', 'dapr.io/app-id', `${'p'.repeat(253)}/${'n'.repeat(63)}`])('%s is a key of a label', key => expect(isLabelKey(key)).toBe(true));
  test.each(['', '-a', 'a-', 'a b', 'x/y/z', '/a', 'a/', 'X_Y/a', 'n'.repeat(64), `${'p'.repeat(254)}/n`])('%s is no key of a label', key => expect(isLabelKey(key)).toBe(false));
  test.each(['', 'a', 'A.b_c-D', '1', 'v'.repeat(63)])('"%s" is a value of a label', value => expect(isLabelValue(value)).toBe(true));
  test.each(['-a', 'a-', 'a b', 'v'.repeat(64), 5, undefined, '0O17', '0X1F'])('%p is no value of a label', value => expect(isLabelValue(value)).toBe(false));

  test.each([
    ['OrdersApi', 'orders-api'], ['orders.v1', 'orders-v1'], ['orders..v1', 'orders-v1'], ['-a-', 'a'], ['--a--', 'a'], ['___', 'my-app'], ['', 'my-app'], ['a'.repeat(99), 'a'.repeat(58)],
    [`${'a'.repeat(57)}-b`, 'a'.repeat(57)], ['HTTPApi2Go', 'httpapi2-go'], ['0o17', 'my-app'],
  ])('for %s the app-id %s is suggested', (name, expected) => {
    expect(suggestDnsLabel(name, 58)).toBe(expected);
  });

  test.each<[string, (string | undefined)[]]>([
    ['web', ['web', undefined, undefined]], ['web', ['web', undefined, 'cluster.local']], ['web.shop.svc', ['web', 'shop', undefined]], ['web.shop.svc.cluster.local', ['web', 'shop', 'cluster.local']],
  ])('%s is the host of a Service %j', (host, [name, namespace, domain]) => {
    expect(serviceHost(name!, namespace, domain)).toBe(host);
  });
});

describe('the nearest name', () => {
  test.each<[string, string[], string | undefined]>([
    ['dapr.io/appid', ['dapr.io/app-id', 'dapr.io/env'], 'dapr.io/app-id'],
    ['something', ['dapr.io/app-id'], undefined],
    ['orders', ['orders'], 'orders'],
    ['odrers', ['borders', 'orders'], 'orders'],
    ['abc', ['axx'], 'axx'],
    ['abc', ['xxx'], undefined],
    ['abc', ['abcde'], 'abcde'],
    ['abc', ['abcdef'], undefined],
    ['abcdefghijkl', ['abcdefghixxx'], 'abcdefghixxx'],
    ['abcdefghijkl', ['abcdefghxxxx'], undefined],
    ['abcdefghijkl', ['bcdefghijkl'], 'bcdefghijkl'],
    ['abcdefgh', ['xabcdefg'], 'xabcdefg'],
    ['first', ['firsa', 'firsb'], 'firsa'],
    ['any', [], undefined],
  ])('to %s among %j is %p: near enough is a slip, the first of the nearest wins', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});

describe('an app-id', () => {
  test.each<[string, number, object | undefined]>([
    ['orders', 58, undefined],
    ['a'.repeat(58), 58, undefined],
    ['', 58, { code: 'DAPR1001', what: 'appId is empty' }],
    ['abcdef', 5, { code: 'DAPR1003', what: "app-id 'abcdef' has 6 characters, at most 5 fit", todo: "shorten it, for example to 'abcde'" }],
    ['Or.ders', 58, { code: 'DAPR1002', what: "app-id 'Or.ders' holds 'O'", todo: "give appId, for example 'or-ders'" }],
    ['orders-', 58, { code: 'DAPR1002', what: "app-id 'orders-' begins or ends with a hyphen", todo: "give appId, for example 'orders'" }],
  ])('%s of at most %d characters: %j', (appId, max, problem) => {
    expect(appIdProblem(appId, max)).toEqual(problem);
  });
});

describe('an endpoint of a Dapr API', () => {
  const NONE = (value: unknown) => `${typeof value === 'string' ? `'${value}'` : JSON.stringify(value)} is not as in https://dapr.example:443: scheme, host and port, nothing else`;
  test.each(['https://dapr.example:443', 'https://a:1', 'https://a-b.c:65535', 'https://10.0.0.1:443', 'https://[::1]:443', 'https://[2001:DB8::a]:443', 'https://A.b:1'])('is %s', value => expect(endpoint(value, false)).toBeUndefined());
  test.each(['', 'https://a', 'a:443', 'ftp://a:1', 'https://a:', 'https://a:443/', 'https://a:443/x', 'xhttps://a:443', 'https://-a:443', 'https://a-:443', 'https://a b:443', 'https://u@a:443', 'https://[]:443', 'https://a:4x', 'grpcs://a:1', 5, { toString: () => 'https://a:443' }])('is not %s', value => {
    expect(endpoint(value, true)).toBe(NONE(value));
  });
  test('is encrypted, unless plain will do, and has a port', () => {
    expect(endpoint('http://a:80', true)).toBeUndefined();
    expect(endpoint('http://a:80', false)).toBe("'http://a:80' is not encrypted");
    expect(endpoint('https://a:0', false)).toBe("'0' is no whole number from 1 to 65535");
    expect(endpoint('https://a:65536', true)).toBe("'65536' is no whole number from 1 to 65535");
  });
});

describe('an address at which a Dapr elsewhere calls an app', () => {
  const inside = { plain: false };
  const outside = { plain: true, outside: 'cluster.local' };
  test.each(['https://a', 'https://a:8080/base', 'HTTPS://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]:443', 'https://web.shop.svc.cluster.local'])('is %s', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders.example', 'https://10.1.2.3', 'https://[2001:db8::1]', 'http://orders.example.', 'https://svc.example', 'https://a.svcs'])('from outside is %s', value => expect(appAddress(value, outside)).toBeUndefined());
  test.each(['', 'a', 'ftp://a', 'xhttps://a', 'https://', 'https://a b', 'https://a\\b', 'https://a:0', 'https://a:99999', 5, undefined, { toString: () => 'https://a' }])('is not %p', value => {
    expect(appAddress(value, inside)).toMatch(/ is no http or https URL$/);
  });
  test.each([
    ['https://u@a', 'it holds a user or a password'], ['https://:p@a', 'it holds a user or a password'],
    ['https://a?x', "'https://a?x' ends in a query or a fragment, behind which no path can stand"], ['https://a#x', "'https://a#x' ends in a query or a fragment, behind which no path can stand"],
    ['https://a/?', "'https://a/?' ends in a query or a fragment, behind which no path can stand"],
    ...['localhost', 'ab.localhost', '127.0.0.1', '127.1.2.3', '0.0.0.0', '[::1]', '[::]'].map(host => [`https://${host}`, `'https://${host}' is that Dapr's own machine`]),
    ['http://a', "'http://a' is not encrypted"],
  ])('is not %s: %s', (value, wrong) => expect(appAddress(value, inside)).toBe(wrong));
  test.each(['https://xlocalhost.example', 'https://localhost.example', 'https://1.127.0.1', 'https://[::2]', 'https://a.0.0.0.0.example'])('%s is not the own machine', value => expect(appAddress(value, inside)).toBeUndefined());
  test.each(['https://orders', 'https://web.shop.svc', 'https://web.shop.svc.', 'https://web.shop.svc.other.example', 'https://web.cluster.local', 'https://orders.'])('from outside is not %s', value => {
    expect(appAddress(value, outside)).toBe(`'${value}' is known in the cluster only`);
  });
});

describe('JSON', () => {
  class Other {}
  test('has nothing that was not given, and nothing empty', () => {
    const other = new Other();
    expect(given({ a: undefined, b: null, c: [], d: {}, e: '', f: 0, g: false, h: [0], i: { a: undefined }, j: other })).toEqual({ e: '', f: 0, g: false, h: [0], i: { a: undefined }, j: other });
    expect(Object.keys(given({ a: undefined, i: { a: 1 }, j: other }))).toEqual(['i', 'j']);
    expect(givenOrNothing({ a: [] })).toBeUndefined();
    expect(givenOrNothing({ a: 1, b: undefined })).toEqual({ a: 1 });
  });

  test('is in the order of its keys', () => {
    expect(Object.entries(sorted({ b: 1, c: 2, a: 3 }))).toEqual([['a', 3], ['b', 1], ['c', 2]]);
    expect(mapValues({ b: 1, a: 2 }, (value, key) => `${key}${value}`)).toEqual({ a: 'a2', b: 'b1' });
    expect(mapValues(undefined, value => value)).toEqual({});
  });

  test.each<[unknown, boolean]>([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['a', false], [5, false]])('%p is a map: %s', (value, map) => {
    expect(isMap(value)).toBe(map);
  });
});

describe('shapes of props', () => {
  const Color = { RED: 'red', BLUE: 'blue' };
  const pair: shape.Shape<{ a?: string; b?: number }> = { a: shape.aText, b: shape.aNumber };
  test.each<[string, (value: any) => string | undefined, unknown[], [unknown, string][]]>([
    ['anything', shape.elsewhere, [undefined, 1, {}], []],
    ['a text', shape.aText, ['a', ' '], [['', 'text without control characters'], ['a\nb', 'text without control characters'], [5, 'text without control characters']]],
    ['a truth', shape.aTruth, [true, false], [['true', 'truth'], [0, 'truth']]],
    ['a number', shape.aNumber, [0, -1.5], [['1', 'number'], [NaN, 'number'], [Infinity, 'number']]],
    ['a namespace', shape.aNamespace, ['shop'], [['Shop', 'namespace'], ['a.b', 'namespace'], [5, 'namespace']]],
    ['a name', shape.aName, ['shop', 'a.b'], [['Shop', 'name of an object'], ['', 'name of an object'], [5, 'name of an object']]],
    ['a key', shape.aKey, ['ca.crt', 'A_b-1', 'k'.repeat(253)], [['', 'key of a ConfigMap or Secret'], ['a b', 'key of a ConfigMap or Secret'], ['a/b', 'key of a ConfigMap or Secret'], ['k'.repeat(254), 'key of a ConfigMap or Secret'], [5, 'key of a ConfigMap or Secret']]],
    ['a duration', shape.aDuration, [Duration.seconds(1)], [['1s', 'Duration of whole milliseconds'], [5, 'Duration of whole milliseconds'], [null, 'Duration of whole milliseconds'], [undefined, 'Duration of whole milliseconds'], [{}, 'Duration of whole milliseconds']]],
    ['a port', shape.aPort, [1, 65535], [[0, 'port'], [65536, 'port'], [1.5, 'port'], ['80', 'port']]],
    ['an app', shape.anApp, [{ appId: 'a' }], [['a', 'app'], [{}, 'app'], [null, 'app'], [undefined, 'app'], [{ appId: 5 }, 'app']]],
    ['something with a method', shape.having('grantUse', 'component'), [{ grantUse: () => undefined }], [[{}, 'component'], [null, 'component'], [{ grantUse: 1 }, 'component'], [Object.assign(() => 1, { grantUse: () => 1 }), 'component']]],
    ['one of an enum', shape.oneOf(Color), ['red', 'blue'], [['RED', 'red or blue'], ['', 'red or blue'], [undefined, 'red or blue']]],
    ['a list', shape.aList, [[], [1]], [['a', 'list'], [{}, 'list']]],
    ['a list of numbers', shape.listOf(shape.aNumber), [[], [1, 2]], [['a', 'list'], [[1, 'a'], 'list with entries each a number']]],
    ['a map of numbers', shape.mapOf(shape.aNumber), [{}, { a: 1 }], [[[], 'map'], [null, 'map'], [new Date(0), 'map'], ['a', 'map'], [{ a: 1, b: 'x' }, 'map with values each a number'], [JSON.parse('{"__proto__":1}'), 'map with values each a plain key']]],
    ['a struct', shape.struct(pair), [{}, { a: 'x', b: 1 }, { a: undefined, b: null }], [['a', 'struct'], [[], 'struct'], [{ a: 'x', b: 'y' }, 'struct with b a number']]],
    ['a struct with props', shape.required(shape.struct(pair), 'a', 'b'), [{ a: 'x', b: 0 }], [[{ b: 1 }, 'struct with a'], [{ a: 'x', b: null }, 'struct with b'], ['a', 'struct'], [{ a: 1 }, 'struct with a a text without control characters']]],
    ['a size', shape.aSize, [Size.kibibytes(1), Size.kibibytes(0.5)], [['1Ki', 'Size'], [undefined, 'Size'], [{}, 'Size'], [Size.kibibytes(Infinity), 'Size']]],
    ['labels', shape.labels, [{}, { 'a.b/c': 'D', 'd': '' }], [[{ a: 'b c' }, 'map with values each a value of a label'], [{ 'a': 'b', 'a b': 'c' }, 'map with keys of labels'], ['a', 'map']]],
    ['annotations', shape.annotations, [{ 'a.b/c': 'any text' }], [[{ 'a': 'b', 'a b': 'c' }, 'map with keys of annotations'], [{ a: 5 }, 'map with values each a text without control characters']]],
    ['a document', shape.aDocument, ['', 'a', 0, true, [], {}, { a: [{ b: 1 }] }], [[null, 'value of JSON'], [NaN, 'value of JSON'], [[null], 'list with entries each a value of JSON'], [{ a: BigInt(1) }, 'map with values each a value of JSON']]],
    ['a toleration', shape.aToleration, [{ operator: 'Exists' }, { key: 'a.b/c', operator: 'Equal', value: 'd', effect: 'NoSchedule' }, { key: 'a', value: '', effect: 'PreferNoSchedule' }, { key: 'a', operator: 'Exists', effect: 'NoExecute' }], [
      [{ key: 'a b' }, 'struct with key a key of a taint'], [{ key: 5 }, 'struct with key a key of a taint'], [{ key: 'a', value: 'b c' }, 'struct with value a value of a taint'],
      [{ key: 'a', operator: 'exists' }, 'struct with operator a Exists or Equal'], [{ key: 'a', effect: 'Never' }, 'struct with effect a NoSchedule or PreferNoSchedule or NoExecute'],
      [{ operator: 'Equal' }, 'toleration with a key, or with the operator Exists'], [{ key: 'a', operator: 'Exists', value: 'b' }, 'toleration without a value, since its operator is Exists'],
    ]],
    ['lines', shape.multiLine, ['a', 'a\n\tb'], [['', 'text'], ['a\u0000', 'text'], [5, 'text']]],
  ])('%s', (_, kind, right, wrong) => {
    right.forEach(value => expect([value, kind(value)]).toEqual([value, undefined]));
    wrong.forEach(([value, wanted]) => expect([value, kind(value)]).toEqual([value, wanted]));
  });

  test('a prop of a wrong type is reported and left out, one that is not given is neither', () => {
    const found: unknown[] = [];
    const props: any = { a: 5, b: 1, c: 'unknown' };
    expect(shape.wellFormed(new App(), props, pair, (...finding) => found.push(finding))).toEqual({ b: 1, c: 'unknown' });
    expect(found).toEqual([['DAPR3017', 'a 5 is no text without control characters', 'give a text without control characters']]);
    expect(Object.keys(shape.wellFormed(new App(), { a: undefined, b: null } as any, pair))).toEqual([]);
    expect(shape.wellFormed(new App(), undefined, pair)).toEqual({});
  });

  test('it is reported by the synth where nobody else takes the report', () => {
    const chart = newChart();
    shape.wellFormed(chart, { b: 'x' } as any, pair);
    expect(said(chart, 'DAPR3017')).toEqual(["chart: b 'x' is no number"]);
  });
});

describe('guards', () => {
  const guarded = (guard: (chart: Chart) => void) => {
    const chart = newChart();
    guard(chart);
    return [...said(chart, 'DAPR3017'), ...said(chart, 'DAPR3008'), ...said(chart, 'DAPR3001')];
  };

  test('a text is one, or is not given', () => {
    expect(guarded(chart => { guardText(chart, 'a', undefined); guardText(chart, 'b', 'x'); })).toEqual([]);
    expect(guarded(chart => guardText(chart, 'a', 5))).toEqual(['chart: a: 5 is no string']);
  });

  test('a list of texts is one, or is not given', () => {
    expect(guarded(chart => { guardTexts(chart, 'a', undefined); guardTexts(chart, 'b', ['x']); })).toEqual([]);
    expect(guarded(chart => guardTexts(chart, 'a', 'x'))).toEqual(["chart: a 'x' is no list"]);
    expect(guarded(chart => guardTexts(chart, 'a', ['x', 5]))).toEqual(['chart: a[1]: 5 is no string']);
  });

  test('a map of texts keeps what is right of it', () => {
    const chart = newChart();
    expect(guardMap(chart, 'a', undefined)).toEqual({});
    expect(guardMap(chart, 'a', null)).toEqual({});
    expect(refusal(chart)).toBe('');
    expect(guardMap(chart, 'a', { 'x': 'y', 'z': 5, 'k\u0000': 'v' })).toEqual({ x: 'y' });
    expect(guardMap(chart, 'a', JSON.parse('{"constructor":"x"}'))).toEqual({});
    expect(said(chart, 'DAPR3017')).toEqual(["chart: a['z']: 5 is no string", "chart: a['k\\u0000']: 'k\\u0000' holds a control character", "chart: a['constructor']: key 'constructor' has a meaning of its own in JavaScript or YAML"]);
  });

  test.each<[unknown, string]>([['x', "'x'"], [['x'], '["x"]'], [5, '5'], [new Date(0), '"1970-01-01T00:00:00.000Z"']])('%p is no map', (value, text) => {
    expect(guarded(chart => { expect(guardMap(chart, 'a', value)).toEqual({}); })).toEqual([`chart: a ${text} is no map`]);
  });

  test('something without its method stops the construction', () => {
    const chart = newChart();
    const has = (value: unknown) => () => guardHas(chart, 'dataPlane', value, 'bind', 'data plane');
    expect(has({ bind: () => undefined })).not.toThrow();
    for (const value of [undefined, null, 'x', {}, { bind: 5 }, () => undefined]) {
      expect(has(value)).toThrow(/^DAPR3017 chart: dataPlane .* is no data plane\. .*Give a data plane\.$/);
    }
  });

  test('the name of a Secret is one', () => {
    expect(guarded(chart => { guardSecretName(chart, 'a', undefined); guardSecretName(chart, 'a', 'my.secret'); })).toEqual([]);
    expect(guarded(chart => guardSecretName(chart, 'a', 'My Secret'))).toEqual(["chart: a 'My Secret' is not the name of a Secret"]);
    expect(guarded(chart => guardSecretName(chart, 'a', 5))).toEqual(['chart: a 5 is not the name of a Secret']);
  });

  test('a number is whole and in its range', () => {
    expect(guarded(chart => { guardInteger(chart, 'a', undefined, 1, 5); guardInteger(chart, 'a', 5, 1, 5); })).toEqual([]);
    expect(guarded(chart => guardInteger(chart, 'a', 6, 1, 5))).toEqual(["chart: a: '6' is no whole number from 1 to 5"]);
    expect(guarded(chart => guardInteger(chart, 'a', '3', 1, 5))).toEqual(["chart: a: '3' is no number"]);
  });
});

describe('namespaces that must be the same', () => {
  const check = (a: string | undefined, b: string | undefined, oneChart = false) => {
    const root = new App();
    const [first, second] = [new Chart(root, 'one'), new Chart(root, 'two')];
    const placed = (scope: Chart, id: string, namespace: string | undefined) => Object.assign(new Construct(scope, id), { namespace });
    return checkNamespaces(placed(first, 'app', a), placed(oneChart ? first : second, 'it', b), 'Component', 'DAPR1013').map(({ code, what, todo }) => ({ code, what, todo }));
  };

  test('are', () => {
    expect(check('a', 'a')).toEqual([]);
    expect(check(undefined, undefined)).toEqual([]);
  });
  test('are not', () => {
    expect(check('a', 'b')).toEqual([{ code: 'DAPR1013', what: "the app is in namespace 'a', Component 'two/it' in namespace 'b'", todo: undefined }]);
    expect(check('a', undefined)).toEqual([{
      code: 'DAPR1013', what: "the app is in namespace 'a', Component 'two/it' in no namespace, and they are in different charts", todo: 'give both charts the namespace',
    }]);
    expect(check(undefined, 'b')).toHaveLength(1);
    expect(check(undefined, 'b', true)).toEqual([{ code: 'DAPR1012', what: "the app is in no namespace, Component 'one/it' in namespace 'b'", todo: undefined }]);
  });
});

describe('calls between apps', () => {
  const peer = (appId: string, namespace?: string) => ({ appId, namespace }) as any;

  test('are kept by the app that is called, in the namespace of the caller where nobody says', () => {
    const calls = new DeclaredCalls();
    const [first, second] = [{ caller: peer('web', 'shop') }, { caller: peer('cron', 'shop'), operations: [{ name: '/a' }] }];
    calls.add(peer('orders'), first);
    calls.add(peer('orders', 'shop'), second);
    calls.add(peer('orders', 'stock'), { caller: peer('x', 'shop') });
    expect(calls.of(peer('orders', 'shop'))).toEqual([first, second]);
    expect(calls.of(peer('orders'))).toEqual([]);
    expect(calls.of(peer('other', 'shop'))).toEqual([]);
    calls.add(peer('orders'), { caller: peer('web') });
    expect(calls.of(peer('orders'))).toHaveLength(1);
  });

  test('are told to those who watch, before and after', () => {
    const calls = new DeclaredCalls();
    const told: string[] = [];
    calls.watch({ app: peer('orders', 'shop'), called: () => told.push('a') });
    expect(told).toEqual([]);
    calls.add(peer('orders'), { caller: peer('web', 'shop') });
    expect(told).toEqual(['a']);
    calls.watch({ app: peer('orders', 'shop'), called: () => told.push('b') });
    expect(told).toEqual(['a', 'b']);
    calls.add(peer('orders', 'shop'), { caller: peer('cron') });
    expect(told).toEqual(['a', 'b', 'a', 'b']);
    calls.add(peer('orders', 'stock'), { caller: peer('cron') });
    expect(told).toHaveLength(4);
  });
});

test.each<[any, string]>([
  [{ kind: 'publish', subject: 't', component: 'b' }, "publishes to 't' of 'b'"],
  [{ kind: 'subscribe', subject: 't', component: 'b' }, "subscribes to 't' of 'b'"],
  [{ kind: 'input-binding', component: 'b' }, "is called by binding 'b'"],
  [{ kind: 'invoke', subject: 'a' }, "invokes 'a'"],
  [{ kind: 'invoked', subject: 'a' }, "is invoked by 'a'"],
  [{ kind: 'actors' }, 'hosts actors at its port'],
  [{ kind: 'streaming-actors' }, 'hosts actors over a stream'],
  [{ kind: 'workflow-worker' }, 'runs workflows'],
  [{ kind: 'workflow-client' }, 'starts workflows'],
  [{ kind: 'job', subject: 'nightly' }, "handles the job 'nightly'"],
  [{ kind: 'read-secret', subject: 's' }, "reads the Secret 's'"],
])('%j in words: %s', (use, words) => {
  expect(inWords(use)).toBe(words);
});

test('a workload that ends receives nothing, and one of Knative hosts no actors behind a shared daprd', () => {
  const ENDS = 'its pods end by themselves, so whatever Dapr would deliver is lost';
  const all = { 'subscribe': ENDS, 'input-binding': ENDS, 'invoked': ENDS, 'actors': ENDS, 'job': ENDS, 'streaming-actors': ENDS, 'workflow-worker': 'its pods end by themselves, and workflows would stay pending' };
  expect(unableWorkload('Job', false)).toEqual(all);
  expect(unableWorkload('CronJob', true)).toEqual(all);
  expect(unableWorkload('Deployment', true)).toEqual({});
  expect(unableWorkload('KnativeService', false)).toEqual({});
  expect(unableWorkload('KnativeService', true)).toEqual({ actors: 'Knative sends each call to any of its pods, or to a new one, and an actor would live in several' });
});

test.each([
  ['serving.knative.dev', 'Service', 'KnativeService'], ['core.openfunction.io', 'Function', 'OpenFunctionFunction'], ['core', 'Service', 'Service'], ['apps', 'Deployment', 'Deployment'],
])('%s/%s is a workload of kind %s', (apiGroup, kind, expected) => {
  expect(workloadKind({ apiGroup, kind })).toBe(expected);
});

test('the names that the library gives', () => {
  expect([
    names.invocationServiceName('a'), names.apiServiceName('a'), names.channelServiceName('a'), names.sharedDaprdName('a'), names.secretReaderName('a'), names.deadLetterTopicName('t'),
    names.SHARED_DAPRD_LABEL, names.APP_LABEL, names.RESOURCES_ANNOTATION, names.VALUES_ANNOTATION,
    names.ACKNOWLEDGED_ANNOTATION, names.BUILTIN_STORE, names.MAX_APP_ID, names.MAX_SHARED_APP_ID,
  ]).toEqual([
    'a-dapr', 'a-dapr-api', 'a-channel', 'a-daprd', 'a-dapr-secrets', 't-dead-letter',
    'cdk8s-dapr/shared-daprd', 'cdk8s-dapr/app', 'cdk8s-dapr/resources', 'cdk8s-dapr/values', 'cdk8s-dapr/acknowledged-', 'kubernetes', 58, 54,
  ]);
});

test('an app-id that is none is reported, and stands for itself so that the rest is found too', () => {
  const chart = newChart();
  expect([checkAppId(chart, 5), checkAppId(chart, 'Bad'), checkAppId(chart, 'good'), checkAppId(chart, 'abc', 2)]).toEqual(['invalid', 'Bad', 'good', 'abc']);
  expect(said(chart, 'DAPR3017')).toEqual(['chart: appId: 5 is no string']);
  expect(said(chart, 'DAPR1002')).toEqual(["chart: app-id 'Bad' holds 'B'"]);
  expect(said(chart, 'DAPR1003')).toEqual(["chart: app-id 'abc' has 3 characters, at most 2 fit"]);
  expect(refusal(chart)).toContain("Give appId, for example 'bad'.");
});
