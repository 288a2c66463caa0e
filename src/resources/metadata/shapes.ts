/** Types of values in `spec.metadata`. A value is wrong only if no code of Dapr accepts it. */
import { KnownField } from './catalog';
import { Expected, quantity } from '../../util/values';

/** A number as Go parses it, including other bases. */
const NUMBER = /^[+-]?(0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]+|([0-9][0-9_]*(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?)$/i;
/** A Go duration with an optional sign: in some fields a negative duration means "never". */
const DURATION = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))*$/;
/** `strconv.ParseBool` of Go. */
const GO_BOOLEAN = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
/** The booleans of dapr/kit (`IsTruthy`), and their opposites. */
const BOOLEAN = /^(y|yes|true|t|on|1|n|no|false|f|off|0)$/i;

/** A value with a placeholder that daprd fills in: `{uuid}`, `{podName}`, `{namespace}`, `{appID}`. */
export const isTemplate = (value: string): boolean => /\{[A-Za-z]+\}/.test(value);

/** What the value of a field must be; undefined if it is valid. */
export function wrongShape({ shape }: KnownField, given: string, strict: boolean): Expected {
  const value = given.trim();
  if (value === '' || isTemplate(value)) {
    return undefined;
  }
  const number = NUMBER.test(value);
  const duration = number || DURATION.test(value);
  const unless = (right: boolean, expected: string): Expected => right ? undefined : expected;
  switch (shape) {
    case 'b': return unless((strict ? GO_BOOLEAN : BOOLEAN).test(value), 'true or false');
    // The catalogue sometimes declares a duration as a number, and vice versa.
    case 'n': return unless(duration, 'a number');
    case 'd': return unless(duration, 'a Go duration such as 500ms, 5s or 1m30s');
    case 'z': return unless(number || quantity(value) === undefined, 'a Kubernetes quantity such as 128Ki');
    default: return undefined;
  }
}
