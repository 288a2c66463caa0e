/** Every field of every CRD of Dapr 1.19 has a typed prop, and objects with all props are valid for the API server. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { defineEverything } from '../../scenarios/all-props';
import { newChart, refusal } from '../../scenarios/charts';
import { SCHEMAS } from '../support/paths';
import { emptyValues } from '../support/references';
import { schemaErrors } from '../support/strict-schemas';

const { kinds, definitions } = JSON.parse(readFileSync(join(SCHEMAS, 'dapr.json'), 'utf8'));

/** Fields that are never rendered, and why. */
const NEVER: { [kind: string]: RegExp } = {
  // `metrics` overrides `metric`: the API server sets it.
  // daprd does not read environment variables for these headers.
  'dapr.io/v1alpha1/Configuration': /^spec\.(metric(\.|$)|tracing\.otel\.headers\[\]\.envRef$)/,
  // A private key in plain text is refused.
  'dapr.io/v1alpha1/HTTPEndpoint': /^spec\.clientTLS\.privateKey\.value$/,
};
/** Converted by a webhook to v2alpha1, which is the rendered version. */
const OLD = ['dapr.io/v1alpha1/Subscription'];

/** Field paths of a schema, without metadata; maps as `{}`, lists as `[]`. */
function fieldsOf(schema: any, path = ''): string[] {
  return [
    ...Object.entries<any>(schema.properties ?? {}).flatMap(([name, child]) => {
      const at = path ? `${path}.${name}` : name;
      return /^(apiVersion|kind|metadata)$/.test(at) ? [] : [at, ...fieldsOf(child, at)];
    }),
    ...typeof schema.additionalProperties === 'object' ? fieldsOf(schema.additionalProperties, `${path}{}`) : [],
    ...schema.items ? fieldsOf(schema.items, `${path}[]`) : [],
  ];
}

/** Adds the paths of a value, in the notation of `fieldsOf`. */
function collect(value: any, schema: any, path: string, into: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach(item => collect(item, schema?.items, `${path}[]`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      const known = schema?.properties?.[name];
      const at = known || !schema?.additionalProperties ? path ? `${path}.${name}` : name : `${path}{}`;
      into.add(at);
      collect(child, known ?? schema?.additionalProperties, at, into);
    }
  }
}

const chart = newChart({ daprVersion: '1.19', kubernetesVersion: '1.37' }, { namespace: 'shop' });
defineEverything(chart);
const objects: any[] = chart.toJson().filter((o: any) => o.apiVersion.startsWith('dapr.io/'));

test.each(Object.keys(kinds).filter(kind => !OLD.includes(kind)))('every field of %s is set by a prop', kind => {
  const schema = definitions[kinds[kind]];
  const rendered = new Set<string>();
  objects.filter(o => `${o.apiVersion}/${o.kind}` === kind).forEach(o => collect(o, schema, '', rendered));
  const fields = fieldsOf(schema).filter(path => !NEVER[kind]?.test(path));
  expect(fields.length).toBeGreaterThan(5);
  expect(fields.filter(path => !rendered.has(path))).toEqual([]);
});

test('objects with all props are valid for the API server, and none of their values is empty', () => {
  expect(refusal(chart)).toBe('');
  expect(objects.flatMap(schemaErrors)).toEqual([]);
  expect(objects.filter(o => o.kind !== 'Component').flatMap(o => emptyValues(o).map(path => `${o.kind} ${path}`))).toEqual([]);
});

test('neither the old version of subscriptions nor the overridden metric is ever rendered', () => {
  expect(objects.filter(o => OLD.includes(`${o.apiVersion}/${o.kind}`))).toEqual([]);
  expect(objects.filter(o => o.kind === 'Configuration').map(o => Object.keys(o.spec)).flat()).not.toContain('metric');
});
