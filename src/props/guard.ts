/** Checks of single values that the TypeScript compiler does not see: plain JavaScript, other languages, `as any`. */
import { IConstruct } from 'constructs';
import { aComponent, enumOf, withMethod, wholeNumber } from './checks';
import { INVALID_SECRET_REFERENCE, INVALID_VALUE, WRONG_TYPE } from './rules';
import { Check } from './schema';
import { report } from '../diagnostics/report';
import { isDnsSubdomain } from '../kubernetes/names';
import { mayBeToken, tokenText } from '../synth/tokens';
import { describe, isSpecialKey, mustBe, text } from '../util/values';

/** Reports a value that is neither undefined nor a plain string. */
export function guardText(at: IConstruct, path: string, value: unknown): void {
  const expected = value === undefined ? undefined : text(value);
  if (expected) {
    report(at, WRONG_TYPE, mustBe(path, expected, value));
  }
}

/** Reports a value that is not a list of plain strings. */
export function guardTexts(at: IConstruct, path: string, values: unknown): void {
  if (values !== undefined && !Array.isArray(values)) {
    report(at, WRONG_TYPE, mustBe(path, 'a list', values));
    return;
  }
  (values as unknown[] | undefined)?.forEach((value, i) => guardText(at, `${path}[${i}]`, value));
}

/** Returns the entries of a map that are plain strings, and reports the others. A token may become a text that is resolved later. */
export function guardMap(at: IConstruct, path: string, map: unknown, mayHaveTokens = false): { [key: string]: string } {
  const valid: { [key: string]: string } = {};
  if (map !== undefined && (typeof map !== 'object' || Array.isArray(map) || map instanceof Date)) {
    report(at, WRONG_TYPE, mustBe(path, 'a map', map));
    return valid;
  }
  for (const [key, value] of Object.entries(map ?? {})) {
    const where = `${path}[${describe(key)}]`;
    if (isSpecialKey(key) || text(key)) {
      report(at, WRONG_TYPE, `${where} must have a key that contains no control characters and is not reserved by JavaScript or YAML`);
    } else if (mayHaveTokens && mayBeToken(at, value)) {
      valid[key] = tokenText(at, value);
    } else if (text(value)) {
      report(at, WRONG_TYPE, mustBe(where, text(value)!, value));
    } else {
      valid[key] = value as string;
    }
  }
  return valid;
}

/** Reports an invalid value, and returns whether it is valid: construction continues without an invalid one. */
export function guard(at: IConstruct, path: string, check: Check, value: unknown, todo?: string): boolean {
  const expected = check(value);
  if (typeof expected === 'string') {
    report(at, WRONG_TYPE, mustBe(path, expected, value), todo);
    return false;
  }
  return true;
}

/** Whether a value is an object with a method of this name; reports another. */
export const guardMethod = (at: IConstruct, path: string, value: unknown, method: string, expected: string): boolean =>
  // `withMethod` rejects functions: every function has a `bind`.
  guard(at, path, withMethod(method, expected), value);

/** Whether a value is a value of an enum; reports another. */
export const guardEnum = (at: IConstruct, path: string, value: unknown, values: { readonly [name: string]: string }): boolean =>
  guard(at, path, enumOf(values), value);

/** Whether a value is a component; reports another. */
export const guardComponent = (at: IConstruct, path: string, value: unknown): boolean =>
  guard(at, path, aComponent, value, 'pass a DaprComponent, or DaprComponent.fromComponentName for one outside this App');

/** Reports an invalid name of a Secret. */
export function guardSecretName(at: IConstruct, path: string, value: unknown): void {
  if (value !== undefined && (typeof value !== 'string' || !isDnsSubdomain(value))) {
    report(at, INVALID_SECRET_REFERENCE, mustBe(path, 'the name of a Secret', value));
  }
}

/** Reports a number that is not whole or out of range. */
export function guardInteger(at: IConstruct, path: string, value: unknown, min: number, max: number): void {
  const expected = value === undefined ? undefined : wholeNumber(min, max)(value);
  if (typeof expected === 'string') {
    report(at, INVALID_VALUE, mustBe(path, expected, value));
  }
}
