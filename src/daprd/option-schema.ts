import { DaprdOption } from './option-types';
import { DAPRD_OPTIONS } from './options';
import { DaprdOptions } from './options.generated';
import { DaprSecretKey } from './types';
import { aBoolean, aDuration, aNumber, listOf, mapOf, ruled, struct } from '../props/checks';
import { Check, Schema } from '../props/schema';

/** Checks the type only; the content is checked with the rendered annotation. */
const aString: Check = value => typeof value === 'string' ? undefined : 'a string';
const SECRET_KEY: Schema<DaprSecretKey> = { secretName: aString, key: aString };

/** Checks by type of the option. */
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
/** Names of other types in messages. */
const NAMES: { readonly [type: string]: string | undefined } = {
  'IDaprConfiguration': 'a Configuration',
  'InitEndpoint[]': 'a list of InitEndpoint',
  'LogLevel': 'a LogLevel such as LogLevel.INFO',
  'Size': 'a Size such as Size.mebibytes(4)',
};

/** Type checks of the options of daprd; their values are checked with the rendered annotations. */
export const OPTION_SCHEMA = Object.fromEntries(Object.entries<DaprdOption>(DAPRD_OPTIONS).map(([option, { rule, render, type }]) =>
  [option, ruled(rule, CHECKS[type] ?? (value => render(value) === undefined ? NAMES[type] ?? `a ${type}` : undefined))])) as Schema<DaprdOptions>;
