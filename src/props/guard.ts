/** Checks of single values that come from outside TypeScript's sight: plain JavaScript, other languages, `as any`. */
import { IConstruct } from 'constructs';
import { aComponent, withMethod, wholeNumber } from './checks';
import { INVALID_SECRET_REFERENCE, INVALID_VALUE, WRONG_TYPE } from './rules';
import { Check } from './schema';
import { Diagnostics } from '../diagnostics/diagnostics';
import { report } from '../diagnostics/report';
import { isDnsSubdomain } from '../kubernetes/names';
import { describe, isSpecialKey, mustBe, text } from '../util/values';

/** Reports what is not a plain string; a value that is not given is right. */
export function guardText(at: IConstruct, path: string, value: unknown): void {
  const expected = value === undefined ? undefined : text(value);
  if (expected) {
    report(at, WRONG_TYPE, mustBe(path, expected, value));
  }
}

/** Reports a list that holds anything but plain strings. */
export function guardTexts(at: IConstruct, path: string, values: unknown): void {
  if (values !== undefined && !Array.isArray(values)) {
    report(at, WRONG_TYPE, mustBe(path, 'a list', values));
    return;
  }
  (values as unknown[] | undefined)?.forEach((value, i) => guardText(at, `${path}[${i}]`, value));
}

/** The entries of a map that hold plain strings; the others are reported. */
export function guardMap(at: IConstruct, path: string, map: unknown): { [key: string]: string } {
  const good: { [key: string]: string } = {};
  if (map !== undefined && (typeof map !== 'object' || Array.isArray(map) || map instanceof Date)) {
    report(at, WRONG_TYPE, mustBe(path, 'a map', map));
    return good;
  }
  for (const [key, value] of Object.entries(map ?? {})) {
    const where = `${path}[${describe(key)}]`;
    if (isSpecialKey(key) || text(key)) {
      report(at, WRONG_TYPE, `${where} must have a key without control characters that JavaScript and YAML give no meaning`);
    } else if (text(value)) {
      report(at, WRONG_TYPE, mustBe(where, text(value)!, value));
    } else {
      good[key] = value as string;
    }
  }
  return good;
}

/** Throws where something is not what nothing can be made without. */
function demand(at: IConstruct, path: string, check: Check, value: unknown): void {
  const expected = check(value);
  if (typeof expected === 'string') {
    throw Diagnostics.fatal({ at, rule: WRONG_TYPE, what: mustBe(path, expected, value) });
  }
}

/** Throws where something is not there that has the method which makes it what it should be. */
export const guardMethod = (at: IConstruct, path: string, value: unknown, method: string, expected: string): void =>
  // A function has a `bind` too.
  demand(at, path, withMethod(method, expected), value);

/** Throws where something is not a component. */
export const guardComponent = (at: IConstruct, path: string, value: unknown): void => demand(at, path, aComponent, value);

/** Reports what cannot be the name of a Secret. */
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
