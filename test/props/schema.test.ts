/** Type checks of props. */
import { App, Duration, Size } from 'cdk8s';
import { newChart, messagesOf } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import { Problem } from '../../src/diagnostics/finding';
import * as checks from '../../src/props/checks';
import { asProblem, Check, mismatches, Schema, validProps } from '../../src/props/schema';

const Color = { RED: 'red', BLUE: 'blue', GREEN: 'green' };
const pair: Schema<{ a?: string; b?: number }> = { a: checks.aString, b: checks.aNumber };
const aString = 'a non-empty string without control characters';
const namespace = 'the name of a namespace (a DNS label)';
const name = 'the name of an object (a DNS subdomain)';
const key = 'a key of a ConfigMap or Secret (letters, digits, hyphens, underscores and dots)';
const duration = 'a Duration of whole milliseconds';
const port = 'a whole number from 1 to 65535';
const json = 'a string, number, boolean, list or map';

/** What a construct of any copy of `constructs` has. */
const CONSTRUCT = { node: { findAll: () => [] } };

describe('types of props', () => {
  test.each<[string, Check, unknown[], [unknown, string][]]>([
    ['anything', checks.unchecked, [undefined, 1, {}], []],
    ['a string', checks.aString, ['a', ' '], [['', aString], ['a\nb', aString], [5, aString]]],
    ['a boolean', checks.aBoolean, [true, false], [['true', 'a boolean'], [0, 'a boolean']]],
    ['a number', checks.aNumber, [0, -1.5], [['1', 'a number'], [NaN, 'a number'], [Infinity, 'a number']]],
    ['a whole number', checks.wholeNumber(0, 5), [0, 5], [['1', 'a whole number from 0 to 5'], [6, 'a whole number from 0 to 5'], [0.5, 'a whole number from 0 to 5']]],
    ['a namespace', checks.aNamespace, ['shop'], [['Shop', namespace], ['a.b', namespace], [5, namespace]]],
    ['a name', checks.aName, ['shop', 'a.b'], [['Shop', name], ['', name], [5, name]]],
    ['a key', checks.aKey, ['ca.crt', 'A_b-1', 'k'.repeat(253)], [['', key], ['a b', key], ['a/b', key], ['k'.repeat(254), key], [5, key]]],
    ['a duration', checks.aDuration, [Duration.seconds(1)], [['1s', duration], [5, duration], [null, duration], [undefined, duration], [{}, duration]]],
    ['a port', checks.aPort, [1, 65535], [[0, port], [65536, port], [1.5, port], ['80', port]]],
    ['an app', checks.anApp, [{ ...CONSTRUCT, appId: 'a' }], [['a', 'an app'], [{ appId: 'a' }, 'an app'], [{}, 'an app'], [null, 'an app'], [undefined, 'an app'], [{ ...CONSTRUCT, appId: 5 }, 'an app']]],
    ['a component', checks.aComponent, [{ ...CONSTRUCT, componentName: 'a', kind: 'Component' }], [[{ ...CONSTRUCT, componentName: 'a' }, 'a component'], [{ componentName: 'a', kind: 'Component' }, 'a component'], [null, 'a component'], ['a', 'a component']]],
    ['something with a method', checks.withMethod('bind', 'a data plane'), [{ bind: () => undefined }], [
      [{}, 'a data plane'], [null, 'a data plane'], [{ bind: 1 }, 'a data plane'], [Object.assign(() => 1, { bind: () => 1 }), 'a data plane'],
    ]],
    ['one of an enum', checks.enumOf(Color), ['red', 'blue'], [['RED', "'red', 'blue' or 'green'"], ['', "'red', 'blue' or 'green'"], [undefined, "'red', 'blue' or 'green'"]]],
    ['one of an enum of one', checks.enumOf({ RED: 'red' }), ['red'], [['', "'red'"]]],
    ['a lazy check', checks.lazily(() => checks.aNumber), [1], [['1', 'a number']]],
    ['a list', checks.aList, [[], [1]], [['a', 'a list'], [{}, 'a list']]],
    ['a size', checks.aSize, [Size.kibibytes(1), Size.kibibytes(0.5)], [['1Ki', 'a Size'], [undefined, 'a Size'], [{}, 'a Size'], [Size.kibibytes(Infinity), 'a Size']]],
    ['a document', checks.aDocument, ['', 'a', 0, true, [], {}, { a: [{ b: 1 }] }], [[null, json], [NaN, json]]],
    ['lines', checks.multiLine, ['a', 'a\n\tb'], [['', aString], ['a\u0000', aString], [5, aString]]],
  ])('%s', (_, check, right, wrong) => {
    right.forEach(value => expect([value, check(value)]).toEqual([value, undefined]));
    wrong.forEach(([value, expected]) => expect([value, check(value)]).toEqual([value, expected]));
  });

  const label = 'must be a label value (at most 63 letters, digits, hyphens, underscores and dots)';
  const labelKey = 'must have a key of at most 63 letters, digits, hyphens, underscores and dots, after an optional DNS prefix';
  test.each<[string, Check, unknown[], [unknown, string[]][]]>([
    ['a list of numbers', checks.listOf(checks.aNumber), [[], [1, 2]], [['a', ["x must be a list; got 'a'"]], [[1, 'a', 'b'], ["x[1] must be a number; got 'a'", "x[2] must be a number; got 'b'"]]]],
    ['a map of numbers', checks.mapOf(checks.aNumber), [{}, { a: 1 }], [
      [[], ['x must be a map; got []']], [null, ['x must be a map; got null']], ['a', ["x must be a map; got 'a'"]], [{ a: 1, b: 'y' }, ["x['b'] must be a number; got 'y'"]],
      [JSON.parse('{"__proto__":1}'), ["x['__proto__'] must have a key that contains no control characters and is not reserved by JavaScript or YAML"]],
    ]],
    ['a struct', checks.struct(pair), [{}, { a: 'x', b: 1 }, { a: undefined, b: null }], [
      ['a', ["x must be an object with props; got 'a'"]], [[], ['x must be an object with props; got []']], [{ a: 'x', b: 'y' }, ["x.b must be a number; got 'y'"]],
      [{ ab: 1 }, ["x.ab is not a known prop; did you mean 'a'?"]], [{ somethingElse: 1 }, ['x.somethingElse is not a known prop']],
    ]],
    ['a struct with required props', checks.struct(pair, 'a', 'b'), [{ a: 'x', b: 0 }], [
      [{ b: 1 }, ['x.a must be set']], [{ a: 'x', b: null }, ['x.b must be set']], [{ a: 1 }, ['x.b must be set', `x.a must be ${aString}; got 1`]],
    ]],
    ['labels', checks.labels, [{}, { 'a.b/c': 'D', 'd': '' }], [[{ a: 'b c' }, [`x['a'] ${label}; got 'b c'`]], [{ 'a': 'b', 'a b': 'c' }, [`x['a b'] ${labelKey}`]], ['a', ["x must be a map; got 'a'"]]]],
    ['annotations', checks.annotations, [{ 'a.b/c': 'any text' }], [[{ 'a': 'b', 'a b': 'c' }, [`x['a b'] ${labelKey}`]], [{ a: 5 }, [`x['a'] must be ${aString}; got 5`]]]],
    ['a document with lists and maps', checks.aDocument, [{ a: [{ b: 1 }] }], [[[null], [`x[0] must be ${json}; got null`]], [{ a: { b: undefined } }, [`x['a']['b'] must be ${json}; got nothing`]]]],
    ['a toleration', checks.aToleration, [
      { operator: 'Exists' }, { key: 'a.b/c', operator: 'Equal', value: 'd', effect: 'NoSchedule' }, { key: 'a', value: '', effect: 'PreferNoSchedule' }, { key: 'a', operator: 'Exists', effect: 'NoExecute' },
    ], [
      [{ key: 'a b' }, ["x.key must be the key of a taint; got 'a b'"]], [{ key: 5 }, ['x.key must be the key of a taint; got 5']], [{ key: 'a', value: 'b c' }, ["x.value must be the value of a taint; got 'b c'"]],
      [{ key: 'a', operator: 'Foo' }, ["x.operator must be 'Exists' or 'Equal'; got 'Foo'"]], [{ key: 'a', effect: 'Never' }, ["x.effect must be 'NoSchedule', 'PreferNoSchedule' or 'NoExecute'; got 'Never'"]],
      [{ operator: 'Equal' }, ["x.key must be set, or operator must be 'Exists'"]], [{ key: 'a', operator: 'Exists', value: 'b' }, ["x.value must not be set together with operator 'Exists'"]],
    ]],
  ])('%s is checked in each of its parts', (_, check, right, wrong) => {
    const found = (value: unknown) => mismatches('x', check, value).map(each => asProblem(each).what);
    right.forEach(value => expect([value, found(value)]).toEqual([value, []]));
    wrong.forEach(([value, expected]) => expect([value, found(value)]).toEqual([value, expected]));
  });

  test('a check may have its own rule, which does not apply to misspelled props', () => {
    const found = mismatches('x', checks.ruled(RULES.DAPR3001, checks.struct(pair)), { b: 'y', bb: 1 });
    expect(found.map(({ path, rule: { code } }) => [path, code])).toEqual([['x.b', 'DAPR3001'], ['x.bb', 'DAPR3026']]);
    expect(checks.ruled(RULES.DAPR3001, checks.aNumber)(5)).toBeUndefined();
  });
});

describe('props', () => {
  test('of a wrong type are reported and dropped; unset props are not reported', () => {
    const found: Problem[] = [];
    const props: any = { a: 5, b: 1 };
    expect(validProps(new App(), props, pair, problems => found.push(...problems))).toEqual({ b: 1 });
    expect(found.map(({ rule, what }) => [rule.code, what])).toEqual([['DAPR3017', `a must be ${aString}; got 5`]]);
    expect(Object.keys(validProps(new App(), { a: undefined, b: null } as any, pair))).toEqual([]);
    expect(validProps(new App(), undefined, pair)).toEqual({});
  });

  test('that are unknown are reported and dropped; a value that contains a misspelled prop is kept', () => {
    const found: Problem[] = [];
    const props: any = { ab: 1, whatever: 2, inner: { aa: 'x', b: 3 }, gone: null, constructor: 4 };
    expect(validProps<any>(new App(), props, { ...pair, inner: checks.struct(pair) }, problems => found.push(...problems))).toEqual({ inner: { aa: 'x', b: 3 } });
    expect(found.map(({ rule, what }) => [rule.code, what])).toEqual([
      ['DAPR3026', "ab is not a known prop; did you mean 'a'?"], ['DAPR3027', 'whatever is not a known prop'],
      ['DAPR3026', "inner.aa is not a known prop; did you mean 'a'?"], ['DAPR3027', 'constructor is not a known prop'],
    ]);
  });

  test('must be an object', () => {
    const chart = newChart();
    expect(validProps(chart, 'abc' as any, pair)).toEqual({});
    expect(messagesOf(chart, 'DAPR3017')).toEqual(["chart: props must be an object; got 'abc'"]);
  });

  test('are reported by the synth by default', () => {
    const chart = newChart();
    validProps(chart, { b: 'x' } as any, pair);
    expect(messagesOf(chart, 'DAPR3017')).toEqual(["chart: b must be a number; got 'x'"]);
  });
});
