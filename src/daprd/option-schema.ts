import { IConstruct } from 'constructs';
import { DaprdOption } from './option-types';
import { DAPRD_OPTIONS } from './options';
import { DaprdOptions } from './options.generated';
import { DaprSecretKey } from './types';
import { aBoolean, aDuration, aNumber, anyString, listOf, mapOf, ruled, struct, unchecked } from '../props/checks';
import { absent, Check, mismatches, Schema } from '../props/schema';
import { containsToken, hasResolvers } from '../synth/tokens';
import { entryOf } from '../util/json';

const SECRET_KEY: Schema<DaprSecretKey> = { secretName: anyString, key: anyString };

/** Checks by type of the option. */
const CHECKS: { readonly [type: string]: Check | undefined } = {
  'boolean': aBoolean,
  'number': aNumber,
  'string': anyString,
  'Duration': aDuration,
  'string[]': listOf(anyString),
  '{ [name: string]: string }': mapOf(anyString),
  '{ [volume: string]: string }': mapOf(anyString),
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

/** Options that other objects or checks read when the app is defined. They must not be tokens. */
const READ_EARLY = ['apiTokenSecret', 'configuration', 'sidecarListenAddresses', 'enableNativeSidecar', 'grpcPort', 'internalGrpcPort', 'metricsPort', 'debugPort',
  'enableProfiling', 'enableDebug'];

/** Options with a token, or with an invalid value that a resolver of the App may replace. They are checked after they are resolved. */
export function unresolvedOptions(at: IConstruct, given: DaprdOptions | undefined): string[] {
  return Object.entries(given ?? {}).filter(([option, value]) => {
    const row = READ_EARLY.includes(option) || absent(value) ? undefined : entryOf<DaprdOption>(DAPRD_OPTIONS, option);
    return row !== undefined && (containsToken(at, value) || (hasResolvers(at) && !isValid(row, option, value)));
  }).map(([option]) => option);
}

function isValid(row: DaprdOption, option: string, value: unknown): boolean {
  const rendered = mismatches(option, OPTION_SCHEMA[option as keyof DaprdOptions], value).length ? undefined : row.render(value);
  return rendered !== undefined && row.check(rendered) === undefined;
}

/** The schema of options of which some are checked after they are resolved. */
export const optionSchema = (unresolved: readonly string[]): Schema<DaprdOptions> =>
  unresolved.length ? { ...OPTION_SCHEMA, ...Object.fromEntries(unresolved.map(option => [option, unchecked])) } : OPTION_SCHEMA;
