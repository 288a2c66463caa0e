/** One value of the metadata of a component. */
import { MetadataValue } from 'cdk8s-dapr';

test('row 69: a metadata value is exactly one of a string, a secret key and an environment variable', () => {
  const rendered = [MetadataValue.of('a'), MetadataValue.fromSecret('s', 'k'), MetadataValue.fromEnv('E')].map(v => Object.keys(v._render('n')));
  expect(rendered).toEqual([['name', 'value'], ['name', 'secretKeyRef'], ['name', 'envRef']]);
});
