/** Options of daprd, from annotations. */
import { Context } from './context';
import { timeCode } from './durations';
import { Code, code, text } from './literal';
import { BY_ANNOTATION, Annotations } from '../../daprd/annotations';
import { readSize } from '../../daprd/option-readings';
import { milliseconds } from '../../util/values';

/** Constants of `LogLevel`, and members of enums, by the type of the option. */
const MEMBERS: { readonly [type: string]: { readonly [value: string]: string } | undefined } = {
  LogLevel: { debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR', fatal: 'FATAL' },
  DaprdSeccompProfileType: { RuntimeDefault: 'RUNTIME_DEFAULT', Localhost: 'LOCALHOST', Unconfined: 'UNCONFINED' },
};
const UNITS: { readonly [unit: string]: string | undefined } = { Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes' };
const AS_READ = ['string', 'number', 'boolean', 'string[]', '{ [name: string]: string }', '{ [volume: string]: string }'];

/** The options that annotations set, as code, and the annotations that no option writes in the same way. */
export function optionsCode(context: Context, annotations: Annotations): { options: { [option: string]: unknown }; rest: Annotations } {
  const options: { [option: string]: unknown } = {};
  const rest: Annotations = {};
  for (const [annotation, raw] of Object.entries(annotations)) {
    const row = BY_ANNOTATION.get(annotation);
    const value = row && optionCode(context, row, raw);
    if (value === undefined) {
      rest[annotation] = raw;
    } else {
      options[row!.option] = value;
    }
  }
  return { options, rest };
}

type Row = NonNullable<ReturnType<typeof BY_ANNOTATION.get>>;

function optionCode(context: Context, row: Row, raw: string): unknown {
  if (row.type === 'IDaprConfiguration') {
    const known = context.configurations.get(raw);
    return known === undefined ? undefined : code(known);
  }
  if (row.check(raw) !== undefined || row.deprecated) {
    return undefined;
  }
  const value: any = row.read(raw);
  // Another spelling would roll the pods.
  if (value === undefined || row.render(value) !== raw || (row.option === 'env' && /(^|,)GOMEMLIMIT=/.test(raw))) {
    return undefined;
  }
  const member = MEMBERS[row.type]?.[raw];
  return AS_READ.includes(row.type) ? value
    : row.type === 'Duration' ? timeCode(context, milliseconds(value)!)
      : row.type === 'Size' ? sizeCode(context, raw)
        : member ? code(`${context.dapr(row.type)}.${member}`) : row.type === 'LogLevel' ? code(`${context.dapr('LogLevel')}.of(${text(raw)})`) : undefined;
}

function sizeCode(context: Context, raw: string): Code | undefined {
  const [, amount, unit] = /^([0-9]+)([A-Z]i)$/.exec(raw) ?? [];
  const method = UNITS[unit];
  return readSize(raw) && method ? code(`${context.cdk8s('Size')}.${method}(${amount})`) : undefined;
}
