/** References to keys of Secrets. */
import { newChart } from '../../scenarios/charts';
import { registerTokenSecret, TOKEN_SECRETS } from '../../src/facts/key-references';

test('references to token Secrets are recorded with the prop that names them', () => {
  const chart = newChart();
  registerTokenSecret(chart, 'shop', 'apiTokenSecret', 'a');
  registerTokenSecret(chart, 'shop', 'appTokenSecret', undefined);
  registerTokenSecret(chart, 'shop', 'other', 'b');
  expect(TOKEN_SECRETS.of(chart)).toEqual([
    { at: chart, namespace: 'shop', name: 'a', key: 'token', by: 'apiTokenSecret' }, { at: chart, namespace: 'shop', name: 'b', key: 'token', by: 'other' },
  ]);
  expect(TOKEN_SECRETS.of(newChart())).toEqual([]);
});
