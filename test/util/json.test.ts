/** JSON as it is rendered. */
import { byName, canonical, canonicalText, omitEmpty, omitEmptyOrUndefined, isMap, mapValues, sorted } from '../../src/util/json';

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

  test('is canonical with the keys of all maps sorted, but not of lists and of instances', () => {
    const other = Object.assign(new Other(), { b: 1, a: 2 });
    const value = canonical({ b: [{ d: 1, c: 2 }, 'b', 'a'], a: Object.assign(Object.create(null), { f: 1, e: null }), o: other });
    expect(JSON.stringify(value)).toBe('{"a":{"e":null,"f":1},"b":[{"c":2,"d":1},"b","a"],"o":{"b":1,"a":2}}');
    expect(value.o).toBe(other);
    expect(canonicalText({ b: 1, a: undefined })).toBe('{"b":1}');
    expect(canonical(structuredClone({ b: 1, a: 2 }))).toEqual({ a: 2, b: 1 });
  });

  test('a list of named entries is in the order of the names, and equal names keep theirs', () => {
    const entries = [{ name: 'b' }, { name: 'a', value: 2 }, { name: 'a', value: 1 }];
    expect(byName(entries)).toEqual([{ name: 'a', value: 2 }, { name: 'a', value: 1 }, { name: 'b' }]);
    expect(entries[0]).toEqual({ name: 'b' });
  });

  test.each<[unknown, boolean]>([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['a', false], [5, false]])('%p is a map: %s', (value, map) => {
    expect(isMap(value)).toBe(map);
  });
});
