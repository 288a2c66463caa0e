/** The shapes of props. */
import { App, Duration, Size } from 'cdk8s';
import { newChart, said } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import * as shape from '../../src/props/shape';

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
    expect(found).toEqual([[RULES.DAPR3017, 'a 5 is no text without control characters', 'give a text without control characters']]);
    expect(Object.keys(shape.wellFormed(new App(), { a: undefined, b: null } as any, pair))).toEqual([]);
    expect(shape.wellFormed(new App(), undefined, pair)).toEqual({});
  });

  test('it is reported by the synth where nobody else takes the report', () => {
    const chart = newChart();
    shape.wellFormed(chart, { b: 'x' } as any, pair);
    expect(said(chart, 'DAPR3017')).toEqual(["chart: b 'x' is no number"]);
  });
});
