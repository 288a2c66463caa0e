/** The shapes of values in `spec.metadata`, as widely as any code of Dapr takes them: what passes nowhere is wrong. */
import { KnownField } from './catalog';
import { describe, quantity } from '../../util/values';

/** A number as Go reads it, also in other bases. */
const NUMBER = /^[+-]?(0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]+|([0-9][0-9_]*(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?)$/i;
/** A Go duration, with a sign: some fields take a negative one for "never". */
const DURATION = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))*$/;
/** `strconv.ParseBool` of Go. */
const GO_TRUTH = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
/** What dapr/kit takes for yes, and its opposites. */
const TRUTH = /^(y|yes|true|t|on|1|n|no|false|f|off|0)$/i;

/** A value that daprd completes: `{uuid}`, `{podName}`, `{namespace}`, `{appID}`. */
export const isTemplate = (value: string): boolean => /\{[A-Za-z]+\}/.test(value);

/** What is wrong with a text as the value of a field, and what would be right. */
export function wrongShape({ shape }: KnownField, given: string, strict: boolean): { wrong: string; todo: string } | undefined {
  const value = given.trim();
  if (value === '' || isTemplate(value)) {
    return undefined;
  }
  const number = NUMBER.test(value);
  const duration = number || DURATION.test(value);
  const is = (right: boolean, wanted: string, todo: string) => right ? undefined : { wrong: `${describe(given)} is ${wanted}`, todo };
  switch (shape) {
    case 'b': return is((strict ? GO_TRUTH : TRUTH).test(value), 'neither true nor false', 'give true or false');
    // The catalogue takes one for the other now and then.
    case 'n': return is(duration, 'no number', 'give a number');
    case 'd': return is(duration, 'no Go duration', 'give a duration such as 500ms, 5s or 1m30s');
    case 'z': return is(number || quantity(value) === undefined, 'no size', 'give a Kubernetes quantity such as 128Ki');
    default: return undefined;
  }
}
