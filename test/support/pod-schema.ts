/** The schema of a pod spec, by the path of a field without indices. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { TOP } from './paths';
import { Json } from '../../src/util/json';

const { definitions } = JSON.parse(readFileSync(join(TOP, 'test', 'schemas', 'kubernetes.json'), 'utf8'));

/** The schema itself, of a list that of its items. */
function resolved(schema: Json | undefined): Json | undefined {
  const name = (schema?.$ref ?? schema?.allOf?.[0]?.$ref)?.replace('#/definitions/', '');
  return name ? definitions[name] : schema?.type === 'array' && schema.items ? resolved(schema.items) : schema;
}

function raw(path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((schema, field) => resolved(schema)?.properties?.[field], definitions['io.k8s.api.core.v1.PodSpec']);
}

/** The schema of a field; of the pod spec if the path is empty. */
export const schemaOf = (path: string): Json => path ? resolved(raw(path))! : definitions['io.k8s.api.core.v1.PodSpec'];

/** Any value of the type of a field. */
export const sampleOf = (path: string): unknown => sample(raw(path)!);

function sample(schema: Json): unknown {
  if (schema.type === 'array') {
    return [sample(schema.items)];
  }
  const { type, enum: values, properties = {}, required = [], additionalProperties } = resolved(schema)!;
  if (type === 'object') {
    const names: string[] = required.length ? required : Object.keys(properties).slice(0, 1);
    return names.length ? Object.fromEntries(names.map(name => [name, sample(properties[name])])) : typeof additionalProperties === 'object' ? { a: sample(additionalProperties) } : { a: 'b' };
  }
  return values ? values[0] : type === 'integer' ? 7 : type === 'boolean' ? true : 'abc';
}

/** A copy of a pod spec with a field, in the first item of each list. */
export function withField(spec: Json, path: string, value: unknown): Json {
  const [field, ...rest] = path.split('.');
  return inner(spec, definitions['io.k8s.api.core.v1.PodSpec'], field, rest, value);
}

function inner(object: Json, schema: Json, field: string, [next, ...rest]: string[], value: unknown): Json {
  const own = schema.properties[field];
  if (next === undefined) {
    return { ...object, [field]: value };
  }
  const [first = {}, ...others] = own.type === 'array' ? object[field] ?? [] : [object[field]];
  const item = inner(first, resolved(own)!, next, rest, value);
  return { ...object, [field]: own.type === 'array' ? [item, ...others] : item };
}
