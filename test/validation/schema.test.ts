/** The schemas of Dapr's objects in the plugin, compared with the CRDs and with a JSON schema validator. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { SCHEMA_CASES } from './cases/schema';
import { defineEverything } from '../../scenarios/all-props';
import { newChart } from '../../scenarios/charts';
import { isMap } from '../../src/util/json';
import { differences, schemaOf } from '../../src/validation/schema/crds';
import { check, component, configuration, HOST, messagesOf } from '../support/manifests';
import { SCHEMAS } from '../support/paths';
import { schemaErrors } from '../support/strict-schemas';

const keyOf = (object: any): string => `${object.apiVersion}/${object.kind}`;
const differ = (object: any): boolean => differences(object, schemaOf(keyOf(object))!).length > 0;

/** Dapr's objects with every prop of this library. */
function everything(): any[] {
  const chart = newChart({ daprVersion: '1.18.3', apiTokenSecret: 'token' });
  defineEverything(chart);
  return Testing.synth(chart).filter(object => object.apiVersion.startsWith('dapr.io/'));
}
const OBJECTS = everything();

/** A copy of an object for each value in it that another value replaces, and for each field that is left out or added. */
function changed(value: unknown, others: readonly unknown[]): unknown[] {
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  const put = (key: string | number, other: unknown): unknown =>
    Array.isArray(value) ? value.map((each, i) => i === key ? other : each) : { ...value as object, [key]: other };
  return [
    ...others,
    ...entries.flatMap(([key, each]) => changed(each, others).map(other => put(key, other))),
    ...(isMap(value) ? [{ ...value, surplus: 'x' }, ...entries.map(([key]) => Object.fromEntries(entries.filter(([name]) => name !== key)))] : []),
  ];
}

test('the package has the schema of every kind and version in the CRDs', () => {
  const { kinds } = JSON.parse(readFileSync(join(SCHEMAS, 'dapr.json'), 'utf8'));
  expect(Object.keys(kinds).filter(kind => schemaOf(kind) === undefined)).toEqual([]);
  expect(schemaOf('dapr.io/v1alpha1/Toaster')).toBeUndefined();
});

test('a JSON schema validator agrees about every change of a field', () => {
  const specs = OBJECTS.flatMap(object => changed(object.spec, ['x', 1, true, [], {}]).map(spec => ({ ...object, spec })));
  expect(specs.length).toBeGreaterThan(2_000);
  expect(specs.filter(object => differ(object) !== schemaErrors(object).length > 0)).toEqual([]);
});

test('objects with every prop fit', () => {
  expect(new Set(OBJECTS.map(({ kind }) => kind)).size).toBe(7);
  expect(OBJECTS.filter(differ)).toEqual([]);
});

test('a field that is null is the same as no field, and an entry of a list that is null is rejected', () => {
  expect(check([component(HOST, { scopes: null, auth: null })])).toEqual([]);
  expect(messagesOf(check([component(HOST, { scopes: ['web', null] })]))).toEqual(['DAPR6170 Component store: scopes[1] must be a string; got null']);
});

test('a field that belongs elsewhere is named with its place', () => {
  expect(check([configuration({ samplingRate: '1' })]).map(({ todo }) => todo)).toEqual(['move it to spec.tracing.samplingRate, or remove it']);
});

test('a value that only needs quotes, or none, is shown as it must be written', () => {
  const todos = (spec: object): unknown[] => check([configuration(spec)]).map(({ todo }) => todo);
  expect(todos({ metrics: { enabled: 'false' } })).toEqual(['write false, without quotes']);
  expect(todos({ logging: { apiLogging: { enabled: 'yes' } } })).toEqual([undefined]);
  expect(todos({ nameResolution: { component: 1, version: 'v1', configuration: {} } })).toEqual(['write "1", in quotes']);
});

test('a field about which another rule knows more is reported once', () => {
  expect(messagesOf(check([configuration({ tracing: { samplingRate: 1 } })]))).toEqual(['DAPR3017 Configuration tracing: spec.tracing.samplingRate must be a string; got 1']);
});

test('a newer Dapr may have changed any of it, so nothing is an error', () => {
  const found = SCHEMA_CASES.flatMap(([,,, documents]) => check(documents, { daprVersion: '1.30' })).filter(({ rule }) => rule.code.startsWith('DAPR617'));
  expect(found.length).toBeGreaterThan(10);
  expect(new Set(found.map(({ rule }) => rule.code))).toEqual(new Set(['DAPR6173']));
});
