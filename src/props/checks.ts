/** Checks of props: single values, lists, maps and structs. */
import { SizeRoundingBehavior } from 'cdk8s';
import { IConstruct } from 'constructs';
import { WRONG_TYPE } from './rules';
import { absent, Check, Mismatch, mismatches, Schema, unknownProp } from './schema';
import { DaprToleration, IDaprComponent, IDaprPeer } from '../contract';
import { Rule } from '../diagnostics/rule';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../kubernetes/names';
import { entryOf } from '../util/json';
import { anyOf, describe, integer, isPrintableName, isSpecialKey, milliseconds, text } from '../util/values';

const unless = (valid: boolean, expected: string): string | undefined => valid ? undefined : expected;
export const isPlainObject = (value: any): value is object => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Accepts any value: the code that uses it checks it. */
export const unchecked: Check = () => undefined;
export const aString: Check = value => unless(value !== '' && text(value) === undefined, 'a non-empty string without control characters');
/** Any string: the code that uses it checks its content. */
export const anyString: Check = value => unless(typeof value === 'string', 'a string');
/** A string that may have multiple lines. */
export const multiLine: Check = value =>
  unless(typeof value === 'string' && value !== '' && text(value.replace(/[\n\t]/g, '')) === undefined, 'a non-empty string without control characters');
export const aBoolean: Check = value => unless(typeof value === 'boolean', 'a boolean');
export const aNumber: Check = value => unless(typeof value === 'number' && Number.isFinite(value), 'a number');
export const wholeNumber = (min: number, max?: number): Check => {
  const check = integer(min, max);
  return value => check(typeof value === 'number' ? String(value) : '');
};
export const aPort: Check = wholeNumber(1, 65535);
export const aNamespace: Check = value => unless(typeof value === 'string' && isDnsLabel(value), 'the name of a namespace (a DNS label)');
export const aName: Check = value => unless(typeof value === 'string' && isDnsSubdomain(value), 'the name of an object (a DNS subdomain)');
export const aKey: Check = value =>
  unless(typeof value === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(value), 'a key of a ConfigMap or Secret (letters, digits, hyphens, underscores and dots)');
export const aDuration: Check = value => unless(milliseconds(value) !== undefined, 'a Duration of whole milliseconds');
export const aSize: Check = value =>
  unless(typeof value?.toKibibytes === 'function' && Number.isFinite(value.toKibibytes({ rounding: SizeRoundingBehavior.NONE })), 'a Size');
/** Whether a value is a construct, of this copy of `constructs` or another. */
export const isConstruct = (value: any): value is IConstruct => typeof value?.node?.findAll === 'function';
export const anApp: Check = value => unless(isConstruct(value) && typeof (value as IDaprPeer).appId === 'string', 'an app');
/** A component, of this copy of the package or another. */
export const aComponent: Check = value => unless(isConstruct(value) && typeof (value as IDaprComponent).componentName === 'string' && (value as IDaprComponent).kind === 'Component', 'a component');
/** An object with a method of this name. */
export const withMethod = (method: string, expected: string): Check => value =>
  unless(typeof value === 'object' && typeof value?.[method] === 'function', expected);
export const enumOf = (values: { readonly [name: string]: string }): Check => {
  const known = Object.values(values);
  return value => known.includes(value) ? undefined : anyOf(known);
};
/** A check that is created only when there is a value. */
export const lazily = (check: () => Check): Check => value => check()(value);
/** The same check, but its findings belong to `rule` instead of `WRONG_TYPE`. */
export const ruled = (rule: Rule, check: Check): Check => value => {
  const found = mismatches('', check, value);
  return found.length ? found.map(each => each.rule === WRONG_TYPE ? { ...each, rule } : each) : undefined;
};

/** The result of the first check that fails. */
export const inOrder = (...checks: Check[]): Check => value => {
  for (const check of checks) {
    const found = check(value);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
};
/** An instance of an enum-like class. */
export const named = (isInstance: (value: unknown) => boolean, expected: string): Check => value =>
  unless(isInstance(value) && isName(value), isInstance(value) ? `${expected} with a name of printable characters without spaces` : expected);
/** Such a class returns its name from `toString`; one that was created with another value than a string has none. */
function isName(value: any): boolean {
  const name: unknown = value.toString();
  return typeof name === 'string' && isPrintableName(name);
}

const all = (found: readonly Mismatch[][]): readonly Mismatch[] | undefined => {
  const flat = found.flat();
  return flat.length ? flat : undefined;
};
const inside = (path: string, check: Check, value: unknown): Mismatch[] => [...mismatches(path, check, value)];
export const aList: Check = value => unless(Array.isArray(value), 'a list');
export const listOf = (check: Check): Check => value => {
  const found = aList(value);
  // Most lists are right: nothing is allocated for them.
  return found !== undefined || (value as unknown[]).every(each => check(each) === undefined) ? found
    : all((value as unknown[]).map((each, i) => inside(`[${i}]`, check, each)));
};
/** A map, without keys that JavaScript or YAML reserves. */
export const mapOf = (check: Check): Check => value => {
  const found = unless(isPlainObject(value), 'a map');
  return found !== undefined || Object.keys(value).every(key => isRightKey(key) && check(value[key]) === undefined) ? found
    : all(Object.keys(value).map(key => isRightKey(key) ? inside(`[${describe(key)}]`, check, value[key])
      : [{ path: `[${describe(key)}]`, rule: WRONG_TYPE, text: 'must have a key that contains no control characters and is not reserved by JavaScript or YAML' }]));
};
const isRightKey = (key: string): boolean => !isSpecialKey(key) && text(key) === undefined;
const qualified = (check: Check): Check => {
  const entries = mapOf(check);
  return value => entries(value) ?? all(Object.keys(value).filter(key => !isLabelKey(key)).map(key =>
    [{ path: `[${describe(key)}]`, rule: WRONG_TYPE, text: 'must have a key of at most 63 letters, digits, hyphens, underscores and dots, after an optional DNS prefix' }]));
};
export const labels: Check = qualified(value => unless(isLabelValue(value), 'a label value (at most 63 letters, digits, hyphens, underscores and dots)'));
export const annotations: Check = qualified(aString);
/** A value of a JSON document: a string, number or boolean, or a list or map of values. */
export const aDocument: Check = value => Array.isArray(value) ? listOf(aDocument)(value) : isPlainObject(value) ? mapOf(aDocument)(value)
  : unless(typeof value === 'boolean' || typeof value === 'string' || !aNumber(value), 'a string, number, boolean, list or map');
/** A map of such values. */
export const aMap: Check = mapOf(aDocument);

/** A struct with props of these types, and its required props. */
export const struct = <T>(schema: Schema<T>, ...required: (keyof T & string)[]): Check => value => {
  const notStruct = unless(isPlainObject(value), 'an object with props');
  if (notStruct !== undefined) {
    return notStruct;
  }
  const found: Mismatch[] = [];
  for (const prop of required) {
    if (absent(value[prop])) {
      found.push({ path: `.${prop}`, rule: WRONG_TYPE, text: 'must be set' });
    }
  }
  for (const prop of Object.keys(value)) {
    const check = entryOf(schema as { [prop: string]: Check }, prop);
    if (!check && !absent(value[prop])) {
      found.push(unknownProp(`.${prop}`, prop, Object.keys(schema)));
    } else if (check && !absent(value[prop]) && check(value[prop]) !== undefined) {
      found.push(...inside(`.${prop}`, check, value[prop]));
    }
  }
  return found.length ? found : undefined;
};

const TOLERATION: Schema<DaprToleration> = {
  key: value => unless(typeof value === 'string' && isLabelKey(value), 'the key of a taint'),
  operator: enumOf({ exists: 'Exists', equal: 'Equal' }),
  value: value => unless(isLabelValue(value), 'the value of a taint'),
  effect: enumOf({ never: 'NoSchedule', rather: 'PreferNoSchedule', off: 'NoExecute' }),
};
/** A toleration that the API server accepts: `Exists` if it has no key, and no value with `Exists`. */
export const aToleration: Check = value => struct(TOLERATION)(value)
  ?? (absent(value.key) && value.operator !== 'Exists' ? [{ path: '.key', rule: WRONG_TYPE, text: 'must be set, or operator must be \'Exists\'' }] : undefined)
  ?? (value.value && value.operator === 'Exists' ? [{ path: '.value', rule: WRONG_TYPE, text: 'must not be set together with operator \'Exists\'' }] : undefined);
