import { SelectorIndex } from '../../src/kubernetes/selector-index';

const index = new SelectorIndex([
  { place: 'shop', selector: { matchLabels: { team: 'a', app: 'orders' } }, entry: 'orders' },
  { place: 'shop', selector: { matchLabels: { team: 'a', app: 'users' } }, entry: 'users' },
  { place: 'shop', selector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] }, entry: 'teams' },
  { place: 'shop', selector: { matchLabels: { team: 'a' }, matchExpressions: [{ key: 'canary', operator: 'DoesNotExist' }] }, entry: 'stable' },
  { place: 'bank', selector: { matchLabels: { app: 'orders' } }, entry: 'other namespace' },
  { place: 'shop', selector: undefined, entry: 'none' },
  { place: 'shop', selector: { matchLabels: 'app' as never }, entry: 'malformed' },
]);

test('the objects of the namespace that select the labels are found, in their order', () => {
  expect(index.selecting('shop', { app: 'orders', team: 'a' })).toEqual(['orders', 'teams', 'stable']);
  expect(index.selecting('shop', { app: 'users', team: 'a', canary: 'yes' })).toEqual(['users', 'teams']);
  expect(index.selecting('bank', { app: 'orders', team: 'a' })).toEqual(['other namespace']);
});

test('labels that nothing selects find nothing', () => {
  expect(index.selecting('shop', { app: 'other' })).toEqual([]);
  expect(index.selecting('shop', {})).toEqual([]);
});
