/** Guards of single values that the compiler does not see. */
import { Chart } from 'cdk8s';
import { newChart, refusal, messagesOf } from '../../scenarios/charts';
import { guardMethod, guardInteger, guardMap, guardSecretName, guardText, guardTexts } from '../../src/props/guard';

describe('guards', () => {
  const guarded = (guard: (chart: Chart) => void) => {
    const chart = newChart();
    guard(chart);
    return [...messagesOf(chart, 'DAPR3017'), ...messagesOf(chart, 'DAPR3008'), ...messagesOf(chart, 'DAPR3001')];
  };

  test('a string must be a string if it is set', () => {
    expect(guarded(chart => { guardText(chart, 'a', undefined); guardText(chart, 'b', 'x'); })).toEqual([]);
    expect(guarded(chart => guardText(chart, 'a', 5))).toEqual(['chart: a must be a string; got 5']);
  });

  test('a list of strings must be one if it is set', () => {
    expect(guarded(chart => { guardTexts(chart, 'a', undefined); guardTexts(chart, 'b', ['x']); })).toEqual([]);
    expect(guarded(chart => guardTexts(chart, 'a', 'x'))).toEqual(["chart: a must be a list; got 'x'"]);
    expect(guarded(chart => guardTexts(chart, 'a', ['x', 5]))).toEqual(['chart: a[1] must be a string; got 5']);
  });

  test('a map of strings keeps its valid entries', () => {
    const chart = newChart();
    expect(guardMap(chart, 'a', undefined)).toEqual({});
    expect(guardMap(chart, 'a', null)).toEqual({});
    expect(refusal(chart)).toBe('');
    expect(guardMap(chart, 'a', { 'x': 'y', 'z': 5, 'k\u0000': 'v' })).toEqual({ x: 'y' });
    expect(guardMap(chart, 'a', JSON.parse('{"constructor":"x"}'))).toEqual({});
    expect(messagesOf(chart, 'DAPR3017')).toEqual([
      "chart: a['z'] must be a string; got 5",
      "chart: a['k\\u0000'] must have a key that contains no control characters and is not reserved by JavaScript or YAML",
      "chart: a['constructor'] must have a key that contains no control characters and is not reserved by JavaScript or YAML",
    ]);
  });

  test.each<[unknown, string]>([['x', "'x'"], [['x'], '["x"]'], [5, '5'], [new Date(0), 'a Date']])('%p is not a map', (value, text) => {
    expect(guarded(chart => { expect(guardMap(chart, 'a', value)).toEqual({}); })).toEqual([`chart: a must be a map; got ${text}`]);
  });

  test('an object must have the required method', () => {
    const has = (value: unknown, expected: boolean) => guarded(chart => { expect(guardMethod(chart, 'dataPlane', value, 'bind', 'a data plane')).toBe(expected); });
    expect(has({ bind: () => undefined }, true)).toEqual([]);
    for (const value of [undefined, null, 'x', {}, { bind: 5 }, () => undefined]) {
      expect(has(value, false)).toEqual([expect.stringMatching(/^chart: dataPlane must be a data plane; got /)]);
    }
  });

  test('the name of a Secret must be valid', () => {
    expect(guarded(chart => { guardSecretName(chart, 'a', undefined); guardSecretName(chart, 'a', 'my.secret'); })).toEqual([]);
    expect(guarded(chart => guardSecretName(chart, 'a', 'My Secret'))).toEqual(["chart: a must be the name of a Secret; got 'My Secret'"]);
    expect(guarded(chart => guardSecretName(chart, 'a', 5))).toEqual(['chart: a must be the name of a Secret; got 5']);
  });

  test('a number must be whole and in range', () => {
    expect(guarded(chart => { guardInteger(chart, 'a', undefined, 1, 5); guardInteger(chart, 'a', 5, 1, 5); })).toEqual([]);
    expect(guarded(chart => guardInteger(chart, 'a', 6, 1, 5))).toEqual(['chart: a must be a whole number from 1 to 5; got 6']);
    expect(guarded(chart => guardInteger(chart, 'a', '3', 1, 5))).toEqual(["chart: a must be a whole number from 1 to 5; got '3'"]);
  });
});
