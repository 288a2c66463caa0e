/** JSON as it is rendered. */
import { omitEmpty, omitEmptyOrUndefined, isMap, mapValues, sorted } from '../../src/util/json';

describe('JSON', () => {
  class Other {}
  test('omits unset fields and empty lists and maps', () => {
    const other = new Other();
    expect(omitEmpty({ a: undefined, b: null, c: [], d: {}, e: '', f: 0, g: false, h: [0], i: { a: undefined }, j: other })).toEqual({ e: '', f: 0, g: false, h: [0], i: { a: undefined }, j: other });
    expect(Object.keys(omitEmpty({ a: undefined, i: { a: 1 }, j: other }))).toEqual(['i', 'j']);
    expect(omitEmptyOrUndefined({ a: [] })).toBeUndefined();
    expect(omitEmptyOrUndefined({ a: 1, b: undefined })).toEqual({ a: 1 });
  });

  test('is sorted by key', () => {
    expect(Object.entries(sorted({ b: 1, c: 2, a: 3 }))).toEqual([['a', 3], ['b', 1], ['c', 2]]);
    expect(mapValues({ b: 1, a: 2 }, (value, key) => `${key}${value}`)).toEqual({ a: 'a2', b: 'b1' });
    expect(mapValues(undefined, value => value)).toEqual({});
  });

  test.each<[unknown, boolean]>([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['a', false], [5, false]])('%p is a map: %s', (value, map) => {
    expect(isMap(value)).toBe(map);
  });
});
