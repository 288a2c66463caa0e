/**
 * Formats of values, as Dapr's injector, daprd and the API server parse them. Each check returns what an invalid value must
 * be, such as `a whole number from 1 to 5`, and undefined for a valid one.
 */

export type Expected = string | undefined;

/** The message for an invalid value at a path. */
export const mustBe = (path: string, expected: string, value: unknown): string => `${path} must be ${expected}; got ${describeAt(path, value)}`;

/** One or more numbers with a unit, as Go's `time.ParseDuration` accepts them. */
const GO_DURATION = /^(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|ms|s|m|h)(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|\u00b5s|ms|s|m|h))*)$/;
const QUANTITY = /^([0-9]+(\.[0-9]*)?|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][0-9]+)?$/;
const GO_MEMORY = /^([0-9]+)(B|KiB|MiB|GiB|TiB)?$/;
/** Values that the injector treats as true (`strings.IsTruthy` of dapr/kit), and their opposites. */
const YES = ['y', 'yes', 'true', 't', 'on', '1'];
const BOOLS = [...YES, 'n', 'no', 'false', 'f', 'off', '0'];
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** A number to Go, but a string to YAML 1.1, which cdk8s writes. */
const GO_NUMBER = /^[-+]?0(o[0-7_]+|O[0-7_]+|X[0-9a-fA-F_]+|B[01_]+)$/;
export const isGoNumber = (shown: string): boolean => GO_NUMBER.test(shown);
/** A lone surrogate of UTF-16. */
const SURROGATE = /\p{Cs}/u;
/** An invisible character, or a line separator. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u;
export const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const text = (value: unknown): Expected => {
  if (typeof value !== 'string') {
    return 'a string';
  }
  if (CONTROL.test(value)) {
    return 'a string without control characters';
  }
  return SURROGATE.test(value) ? 'a string of valid Unicode' : isGoNumber(value) ? 'a string that YAML does not parse as a number' : undefined;
};

export const bool = (value: string): Expected => BOOLS.includes(value.toLowerCase()) ? undefined : '\'true\' or \'false\'';

export const isTruthy = (value: string): boolean => YES.includes(value.toLowerCase());

export const integer = (min: number, max = 2 ** 31 - 1) => (value: string): Expected =>
  /^-?[0-9]+$/.test(value) && Number(value) >= min && Number(value) <= max ? undefined : `a whole number from ${min} to ${max}`;

export const port = integer(1, 65535);

/** Formats values for a message: `'a', 'b' or 'c'`. */
export function anyOf(values: readonly string[]): string {
  const quoted = values.map(value => `'${value}'`);
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}` : quoted.join();
}

export const oneOf = (...values: string[]) => (value: string): Expected => values.includes(value) ? undefined : anyOf(values);

export const duration = (value: string): Expected => GO_DURATION.test(value) ? undefined : 'a Go duration such as 500ms, 5s or 1m30s';

export const quantity = (value: string): Expected => QUANTITY.test(value) ? undefined : 'a Kubernetes quantity such as 100m or 250Mi';

export const goMemory = (value: string): Expected => value === 'off' || GO_MEMORY.test(value) ? undefined
  : 'a number of bytes with an optional unit B, KiB, MiB, GiB or TiB';

/** The number of a Kubernetes quantity, in its base unit such as bytes or cores. */
export function quantityValue(value: string): number {
  const [, number, , unit] = QUANTITY.exec(value) ?? [undefined, 'NaN'];
  if (unit && /^[eE][0-9]/.test(unit)) {
    return Number(number) * 10 ** Number(unit.slice(1));
  }
  const decimal = ['', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(unit ?? '');
  const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].indexOf(unit ?? '');
  return Number(number) * (unit === 'm' ? 0.001 : decimal >= 0 ? 1000 ** decimal : 1024 ** binary);
}

/** The number of bytes of a GOMEMLIMIT. */
export function goMemoryValue(value: string): number {
  const [, number, unit] = GO_MEMORY.exec(value) ?? [undefined, 'Infinity', 'B'];
  return Number(number) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit ?? 'B');
}

/** Formats milliseconds as a Go duration: whole units, the largest first. */
export function goDuration(length: number): string {
  const parts: [number, string][] = [[3_600_000, 'h'], [60_000, 'm'], [1000, 's'], [1, 'ms']];
  let rest = length;
  let out = '';
  for (const [size, unit] of parts) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    out += count ? `${count}${unit}` : '';
  }
  return out || '0s';
}

/** The longest Go duration, 292 years: Go counts nanoseconds in 64 bits. */
const LONGEST_MILLISECONDS = 9_223_372_036_854;

/** The milliseconds of a Duration; undefined if it is not a Duration of whole milliseconds, or is too long for Go. */
export function milliseconds(value: any): number | undefined {
  const count = typeof value?.toMilliseconds === 'function' ? value.toMilliseconds({ integral: false }) : undefined;
  return Number.isInteger(count) && count >= 0 && count <= LONGEST_MILLISECONDS ? count : undefined;
}

/** A Duration in Go format; undefined if it is not a Duration. */
export function durationText(value: unknown): string | undefined {
  const count = milliseconds(value);
  return count === undefined ? undefined : goDuration(count);
}

/** The seconds of a Go duration. */
export function goDurationSeconds(value: string): number {
  const units: { [unit: string]: number } = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  let seconds = 0;
  for (const [, number, unit] of value.matchAll(/([0-9.]+)(ns|us|\u00b5s|ms|s|m|h)/g)) {
    seconds += Number(number) * units[unit];
  }
  return seconds;
}

/** Whether a name suggests that its value is a secret. */
export const namesSecret = (name: string): boolean => /token|secret|password|passwd|passphrase|credential|(api|private|access)_?key|(^|[_-])(pwd|pass)$|pwd$/i.test(name);

/** The password in a URL, which may contain a slash or an at sign where it should be encoded, and the values of its query and fragment. */
const URL_PASSWORD = /(:\/\/[^/@\s:]*:)[^\s'",]+@/g;
const QUERY_VALUE = /([?&#;][^=&\s'"]+=)[^&\s'"]+/g;
/** A text without the passwords and query values of its URLs. */
const withoutSecrets = (shown: string): string => shown.replace(URL_PASSWORD, '$1***@').replace(QUERY_VALUE, '$1***');

/** Paths whose values are often secrets; names of Secrets and references to them are not. */
const SECRET_PATH = /(^|[./])(headers|env|envFromSecret|env-from-secret|params|privateKey)\b|(^|\.)(metadata|values|nameResolution\.configuration|otel)$/;
const SECRET_REFERENCE = /^secret|secret$/i;

/** Formats the value at a path: only its type, if it may be a secret. */
export function describeAt(path: string, value: unknown): string {
  const field = /[^.[]*$/.exec(path.replace(/ \(.*/, ''))![0];
  const mayBeSecret = SECRET_PATH.test(path) || (namesSecret(field) && !SECRET_REFERENCE.test(field));
  if (!mayBeSecret || value === null || value === 'true' || value === 'false' || !['string', 'object'].includes(typeof value) || (typeof value === 'object' && !isStruct(value))) {
    return describe(value);
  }
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : 'a string';
}

/** Formats a value for a message: short, without the password of a URL, and never `[object Object]`. */
export function describe(value: unknown): string {
  const shown = typeof value === 'object' && value !== null ? describeObject(value)
    : typeof value === 'string' ? `'${value}'` : value === undefined ? 'nothing' : String(value);
  const line = withoutSecrets(oneLine(shown));
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}

/** A string in one line, with invisible characters escaped. */
export const oneLine = (shown: string): string =>
  INVISIBLE.test(shown) ? [...shown].map(c => INVISIBLE.test(c) ? `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}` : c).join('') : shown;

/** A struct or list as JSON; in it, an instance of a class as its text or its class. */
function describeObject(value: object): string {
  try {
    if (!isStruct(value)) {
      const shown = textOf(value);
      return shown === undefined ? classOf(value) : `'${shown}'`;
    }
    return JSON.stringify(value, (_, each) => typeof each === 'object' && each !== null && !isStruct(each) ? textOf(each) ?? classOf(each) : each) ?? 'an object';
  } catch {
    return 'an object';
  }
}

const isStruct = (value: object): boolean => Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A Duration or Size as text, and a construct by its path. */
function textOf(value: any): string | undefined {
  const time = milliseconds(value);
  const shown = time === undefined ? value.asString?.() ?? value.node?.path : goDuration(time);
  return typeof shown === 'string' ? shown : undefined;
}

/** An instance by its class alone, as its content may be a secret. */
const classOf = ({ constructor: { name } }: object): string => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;

/** Whether a name, such as one that a newer Dapr adds, is of printable ASCII without spaces. */
export const isPrintableName = (name: string): boolean => /^[!-~]+$/.test(name);

/** Keys with a special meaning: to JavaScript, and the merge key `<<` to YAML. */
const SPECIAL = ['__proto__', 'constructor', 'prototype', '<<'];
export const isSpecialKey = (key: string): boolean => SPECIAL.includes(key);
