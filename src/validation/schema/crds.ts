/** Objects compared with the CRDs of Dapr, as the API server does. */
import { CRDS } from './crds.generated';
import { entryOf, isMap } from '../../util/json';
import { describe } from '../../util/values';

/**
 * The type of a field: a string `s`, an integer `i`, a boolean `b`, a map of anything `o`, anything `*`, one of the texts after `=`, a list of
 * one type, or a map. The name of a required field ends with `!`, and the name `*` stands for any.
 */
export type Field = string | Field[] | { [name: string]: Field };

/** A difference from the schema. */
export interface Difference {
  readonly path: string;
  /** What the API server does: it rejects the value, rejects the object without the field, or drops the field. */
  readonly kind: 'type' | 'missing' | 'unknown';
  readonly value: unknown;
  /** The type of the field. */
  readonly field: Field;
  /** Fields beside an unknown one. */
  readonly known: string[];
}

interface Crds {
  readonly roots: { readonly [kind: string]: string };
  readonly parts: Field[];
}

let crds: Crds | undefined;
const loaded = (): Crds => crds ??= JSON.parse(CRDS);

/** A type itself, instead of the reference to a part that several types share. */
export const resolve = (field: Field): Field => typeof field === 'string' && field.startsWith('#') ? loaded().parts[Number(field.slice(1))] : field;

/** The schema of a kind, such as `dapr.io/v1alpha1/Component`; undefined for an unknown one. */
export const schemaOf = (kind: string): Field | undefined => entryOf(loaded().roots, kind);

/** The fields of a map, without the marks of required ones. */
export const fieldsOf = (field: Field): [name: string, field: Field, required: boolean][] =>
  isMap(field) ? Object.entries(field).map(([name, type]) => [name.replace(/!$/, ''), type, name.endsWith('!')]) : [];

/** All differences of a value from its schema. */
export function differences(value: unknown, given: Field, path = ''): Difference[] {
  const field = resolve(given);
  if (!fits(value, field)) {
    return [{ path, kind: 'type', value, field, known: [] }];
  }
  if (Array.isArray(field)) {
    return (value as unknown[]).flatMap((item, i) => differences(item, field[0], `${path}${itemPath(path, item, i)}`));
  }
  return isMap(field) ? differencesOfMap(value as object, field, path) : [];
}

function differencesOfMap(value: object, field: { [name: string]: Field }, path: string): Difference[] {
  const under = (name: string): string => path ? `${path}.${name}` : name;
  // The API server removes fields that are null.
  const given = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  if ('*' in field) {
    return given.flatMap(([name, each]) => differences(each, field['*'], under(name)));
  }
  const names = new Set(given.map(([name]) => name));
  return [
    ...fieldsOf(field).filter(([name,, required]) => required && !names.has(name))
      .map(([name, type]): Difference => ({ path: under(name), kind: 'missing', value: undefined, field: resolve(type), known: [] })),
    ...given.flatMap(([name, each]): Difference[] => {
      const type = entryOf(field, name) ?? entryOf(field, `${name}!`);
      return type === undefined ? [{ path: under(name), kind: 'unknown', value: each, field, known: fieldsOf(field).map(([known]) => known) }]
        : differences(each, type, under(name));
    }),
  ];
}

function fits(value: unknown, field: Field): boolean {
  switch (field) {
    case '*': return true;
    case 's': return typeof value === 'string';
    case 'i': return Number.isInteger(value);
    case 'b': return typeof value === 'boolean';
    case 'o': return isMap(value);
    default: return Array.isArray(field) ? Array.isArray(value) : typeof field === 'object' ? isMap(value) : field.slice(1).split('|').includes(value as string);
  }
}

/** Lists whose entries other messages name by key too. */
const KEYED = ['spec.metadata', 'spec.headers'];

const itemPath = (path: string, item: unknown, index: number): string =>
  KEYED.includes(path) && isMap(item) && typeof item.name === 'string' && item.name ? `[${describe(item.name)}]` : `[${index}]`;
