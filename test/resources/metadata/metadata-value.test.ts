/** One value of the metadata of a component. */
import { MetadataValue } from 'cdk8s-dapr';

test('row 69: a metadata value is exactly one of a string, a secret key and an environment variable', () => {
  const rendered = [MetadataValue.of('a'), MetadataValue.fromSecret('s', 'k'), MetadataValue.fromEnv('E')].map(v => Object.keys(v._render('n')));
  expect(rendered).toEqual([['name', 'value'], ['name', 'secretKeyRef'], ['name', 'envRef']]);
});

test.each<[string, MetadataValue, string]>([
  ['without a name', MetadataValue.fromSecret(undefined as any, 'key'), 'the name and the key of a Secret; got name nothing and key \'key\''],
  ['without a name and a key', MetadataValue.fromSecret(undefined as any), 'the name and the key of a Secret; got name nothing and key nothing'],
  ['to no variable', MetadataValue.fromEnv(undefined as any), 'the name of a variable; got undefined'],
])('a reference %s is refused', (_, value, expected) => {
  expect(value._wrong()).toBe(expected);
});
