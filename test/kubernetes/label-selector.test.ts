import { selects } from '../../src/kubernetes/label-selector';

const labels = { app: 'web', track: 'stable' };
const expression = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, values }] });

test.each([
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'web', track: 'canary' } }, false],
  [expression('track', 'In', ['stable']), true],
  [expression('track', 'In', ['canary']), false],
  [expression('track', 'NotIn', ['canary']), true],
  [expression('track', 'NotIn', ['stable']), false],
  [expression('tier', 'NotIn', ['stable']), true],
  [expression('track', 'Exists'), true],
  [expression('tier', 'Exists'), false],
  [expression('track', 'DoesNotExist'), false],
  [expression('tier', 'DoesNotExist'), true],
  [{ matchLabels: { app: 'web' }, ...expression('track', 'In', ['canary']) }, false],
  [{}, false],
  [undefined, false],
  [null, false],
])('the selector %j selects the pods: %s', (selector, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});
