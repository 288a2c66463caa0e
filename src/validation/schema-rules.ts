/** Dapr objects that the API server rejects or changes because of their CRDs. */
import { Manifest } from './manifest';
import { ManifestProblem, ManifestRule, meant } from './manifests';
import { Difference, differences, Field, fieldsOf, resolve, schemaOf } from './schema/crds';
import { isNewerThanKnown } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { anyOf, mustBe } from '../util/values';

const FIELD_OF_WRONG_TYPE = error('DAPR6170', {
  title: 'value that the CRD of a Dapr object does not allow',
  why: 'The API server rejects the object',
  todo: 'use a value of the declared type',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});
const FIELD_MISSING = error('DAPR6171', {
  title: 'missing required field of a Dapr object',
  why: 'The API server rejects the object',
  todo: 'set the field',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});
const FIELD_DROPPED = error('DAPR6172', {
  title: 'unknown field of a Dapr object',
  why: 'The API server drops the field without an error; kubectl apply, which asks for strict validation, refuses the object',
  todo: 'correct the name or the indentation, or remove the field',
  source: 'dapr/dapr charts/dapr/crds, Kubernetes field validation',
  manifests: true,
});
const SCHEMA_OF_NEWER_DAPR = warning('DAPR6173', {
  title: 'Dapr object that differs from the CRDs that this library knows',
  why: 'Unless the CRDs of the newer Dapr allow it, the API server rejects the object or drops the field',
  todo: 'check the field, then acknowledge this',
  source: 'dapr/dapr charts/dapr/crds',
  manifests: true,
});

const TYPES: { readonly [field: string]: string } = { s: 'a string', i: 'a whole number', b: 'true or false', o: 'a map' };

const expected = (field: Field): string => typeof field !== 'string' ? Array.isArray(field) ? 'a list' : 'a map'
  : field.startsWith('=') ? anyOf(field.slice(1).split('|')) : TYPES[field];

/** How to write a value of another type; undefined if that is not only a matter of quotes. */
function quotes(value: unknown, field: Field): string | undefined {
  if (field === 's') {
    return ['number', 'boolean'].includes(typeof value) ? `write "${String(value)}", in quotes` : undefined;
  }
  const right = typeof value === 'string' && (field === 'i' ? /^-?\d+$/ : field === 'b' ? /^(true|false)$/ : /$^/).test(value);
  return right ? `write ${value as string}, without quotes` : undefined;
}

/** The paths of fields with a name. Fields of lists and of named entries are left out: their place is a matter of intent. */
function pathsOf(name: string, given: Field, path: string[] = []): string[] {
  return fieldsOf(resolve(given)).filter(([each]) => each !== '*')
    .flatMap(([each, type]) => [...(each === name ? [[...path, each].join('.')] : []), ...pathsOf(name, type, [...path, each])]);
}

function problemOf({ path, kind, value, field, known }: Difference, schema: Field): Problem {
  switch (kind) {
    case 'type': return { rule: FIELD_OF_WRONG_TYPE, what: mustBe(path, expected(field), value), todo: quotes(value, field) };
    case 'missing': return { rule: FIELD_MISSING, what: `${path} must be set`, todo: `set it to ${field === '*' ? 'a value' : expected(field)}` };
    default: {
      const name = path.slice(path.lastIndexOf('.') + 1);
      const places = pathsOf(name, schema);
      return {
        rule: FIELD_DROPPED,
        what: `${path} is not a field of the CRD${meant(name, known)}`,
        todo: places.length === 1 ? `move it to ${places[0]}, or remove it` : undefined,
      };
    }
  }
}

const schemas: ManifestRule = ({ objects, settings }) => objects.filter(object => object.isDapr()).flatMap((object): ManifestProblem[] => {
  const schema = schemaOf(`${String(object.json.apiVersion)}/${String(object.json.kind)}`);
  return schema === undefined ? [] : differences(object.json, schema).map(difference => {
    const problem = problemOf(difference, schema);
    return { ...problem, at: object, ...(isNewerThanKnown(settings.daprVersion) ? { rule: SCHEMA_OF_NEWER_DAPR } : {}) };
  });
});

const RULES = [FIELD_OF_WRONG_TYPE, FIELD_MISSING, FIELD_DROPPED, SCHEMA_OF_NEWER_DAPR];
const pathOf = (what: string): string => what.replace(/ (must be|is not a field of) .*/s, '');

/** Leaves out what another rule says about the same field: it knows more about it. */
export function withoutRepeated(problems: ManifestProblem[]): ManifestProblem[] {
  const said = new Map<Manifest, string[]>();
  for (const { at, what, also = [] } of problems.filter(({ rule }) => !RULES.includes(rule))) {
    said.set(at, said.get(at) ?? []);
    said.get(at)!.push(what, ...also);
  }
  const isSaid = (at: Manifest, path: string): boolean => (said.get(at) ?? []).some(what => what.startsWith(path) && !/^\w/.test(what.slice(path.length)));
  return problems.filter(({ rule, at, what }) => !RULES.includes(rule) || !isSaid(at, pathOf(what)));
}

export const SCHEMA_RULES: ManifestRule[] = [schemas];
