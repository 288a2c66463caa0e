import { DaprdOption } from './option-types';
import { DAPRD_OPTIONS } from './options';
import { DaprdOptions } from './options.generated';
import { DaprSecretKey } from './types';
import { aBoolean, aDuration, aNumber, listOf, mapOf, ruled, struct } from '../props/checks';
import { Check, Schema } from '../props/schema';

/** What is in it is checked with the annotation that it makes. */
const aString: Check = value => typeof value === 'string' ? undefined : 'a string';
const SECRET_KEY: Schema<DaprSecretKey> = { secretName: aString, key: aString };

/** By the type of the option. */
const CHECKS: { readonly [type: string]: Check | undefined } = {
  'boolean': aBoolean,
  'number': aNumber,
  'string': aString,
  'Duration': aDuration,
  'string[]': listOf(aString),
  '{ [name: string]: string }': mapOf(aString),
  '{ [volume: string]: string }': mapOf(aString),
  '{ [name: string]: DaprSecretKey }': mapOf(struct(SECRET_KEY, 'secretName')),
};
/** What values of other types are called in messages. */
const NAMES: { readonly [type: string]: string | undefined } = { 'IDaprConfiguration': 'a Configuration', 'InitEndpoint[]': 'a list of InitEndpoint' };

/** The types of the options of daprd; the values are checked with the annotations that they make. */
export const OPTION_SCHEMA = Object.fromEntries(Object.entries<DaprdOption>(DAPRD_OPTIONS).map(([option, { rule, render, type }]) =>
  [option, ruled(rule, CHECKS[type] ?? (value => render(value) === undefined ? NAMES[type] ?? `a ${type}` : undefined))])) as Schema<DaprdOptions>;
