import { referencedFirst } from '../../src/util/variables';

const names = (variables: { [name: string]: unknown }): string => referencedFirst(variables).map(([name]) => name).join(' ');

test('variables are in the order of their names', () => {
  expect(referencedFirst({ B: '2', A: '1' })).toEqual([['A', '1'], ['B', '2']]);
});

test('a variable comes after those that its value refers to, also indirectly', () => {
  expect(names({ A: '$(C)/$(B)', B: '$(D)', C: '1', D: '2' })).toBe('C D B A');
});

test('the order of the keys does not matter, even in a cycle', () => {
  expect(names({ A: '$(B)', B: '$(A)', C: '$(C)' })).toBe('B A C');
  expect(names({ C: '$(C)', B: '$(A)', A: '$(B)' })).toBe('B A C');
});

test('an escaped reference, a name without a variable and a value that is not a string do not count', () => {
  expect(names({ A: '$$(B) $(UNKNOWN) $(toString)', B: '1' })).toBe('A B');
  expect(names({ A: '$$$(B)', B: '1' })).toBe('B A');
  expect(names({ A: { secretName: '$(B)' }, B: {} })).toBe('A B');
});
