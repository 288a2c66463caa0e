import * as names from '../../src/kubernetes/names';
import { SimilarNames } from '../../src/kubernetes/similar-names';

const many = Array.from({ length: 2000 }, (_, i) => `team-${1000 + i}-database`);

test('of a few names, the most similar one is found wherever the typos are', () => {
  expect(new SimilarNames(['payments', 'orders', 'users']).nearest('paymentz')).toBe('payments');
  expect(new SimilarNames(['payments', 'orders', 'users']).nearest('aymentz')).toBe('payments');
  expect(new SimilarNames(['payments', 'orders', 'users']).nearest('inventory')).toBeUndefined();
});

test.each([
  ['a wrong letter at the end', 'team-1500-databasf'],
  ['a missing letter at the end', 'team-1500-databas'],
  ['a wrong letter in the middle', 'team-1500_database'],
  ['two transposed letters', 'team-1500-dtaabase'],
  ['a missing letter at the start', 'eam-1500-database'],
  ['a wrong letter at the start', 'tean-1500-database'],
])('of many names, the one with %s is found', (_, name) => {
  expect(new SimilarNames(many).nearest(name)).toBe('team-1500-database');
});

test('a name is compared with at most 32 names, even if there are many', () => {
  const nearest = jest.spyOn(names, 'nearest');
  const compared = (count: number): number => {
    nearest.mockClear();
    new SimilarNames(many.slice(0, count)).nearest('team-1234-databasf');
    return nearest.mock.calls[0][1].length;
  };
  expect(compared(200)).toBeLessThanOrEqual(32);
  expect(compared(2000)).toBeLessThanOrEqual(32);
  nearest.mockRestore();
});

test('the name found does not depend on the order of the names', () => {
  expect(new SimilarNames([...many].reverse()).nearest('team-15o0-database')).toBe(new SimilarNames(many).nearest('team-15o0-database'));
  expect(new SimilarNames(['cat', 'car']).nearest('cap')).toBe(new SimilarNames(['car', 'cat']).nearest('cap'));
});
