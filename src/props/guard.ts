/** Checks of values that come from outside TypeScript's sight: plain JavaScript, other languages, `as any`. */
import { IConstruct } from 'constructs';
import { INVALID_SECRET_REFERENCE, INVALID_VALUE, WRONG_TYPE } from './rules';
import { aComponent } from './shape';
import { Diagnostics } from '../diagnostics/diagnostics';
import { report } from '../diagnostics/report';
import { isDnsSubdomain } from '../kubernetes/names';
import { describe, integer, isSpecialKey, text } from '../util/values';

/** Reports what is no plain text; a value that is not given is right. */
export function guardText(at: IConstruct, name: string, value: unknown): void {
  const wrong = value === undefined ? undefined : text(value);
  if (wrong) {
    report(at, WRONG_TYPE, `${name}: ${wrong}`);
  }
}

/** Reports a list that holds anything but plain texts. */
export function guardTexts(at: IConstruct, name: string, values: unknown): void {
  if (values !== undefined && !Array.isArray(values)) {
    report(at, WRONG_TYPE, `${name} ${describe(values)} is no list`);
    return;
  }
  (values as unknown[] | undefined)?.forEach((value, i) => guardText(at, `${name}[${i}]`, value));
}

/** The entries of a map that hold plain texts; the others are reported. */
export function guardMap(at: IConstruct, name: string, map: unknown): { [key: string]: string } {
  const good: { [key: string]: string } = {};
  if (map !== undefined && (typeof map !== 'object' || Array.isArray(map) || map instanceof Date)) {
    report(at, WRONG_TYPE, `${name} ${describe(map)} is no map`);
    return good;
  }
  for (const [key, value] of Object.entries(map ?? {})) {
    const wrong = isSpecialKey(key) ? `key '${key}' has a meaning of its own in JavaScript or YAML` : text(key) ?? text(value);
    if (wrong) {
      report(at, WRONG_TYPE, `${name}['${key}']: ${wrong}`);
    } else {
      good[key] = value as string;
    }
  }
  return good;
}

/** Throws where something is not there that has the method which makes it what it should be. */
export function guardHas(at: IConstruct, name: string, value: unknown, method: string, wanted: string): void {
  // A function has a `bind` too.
  if (typeof value !== 'object' || typeof (value as { [method: string]: unknown } | null)?.[method] !== 'function') {
    throw Diagnostics.fatal({ at, rule: WRONG_TYPE, what: `${name} ${describe(value)} is no ${wanted}`, todo: `give a ${wanted}` });
  }
}

/** Throws where something is no component. */
export function guardComponent(at: IConstruct, name: string, value: unknown): void {
  if (aComponent(value)) {
    throw Diagnostics.fatal({ at, rule: WRONG_TYPE, what: `${name} ${describe(value)} is no component`, todo: 'give a component' });
  }
}

/** Reports what cannot be the name of a Secret. */
export function guardSecretName(at: IConstruct, name: string, value: unknown): void {
  if (value !== undefined && (typeof value !== 'string' || !isDnsSubdomain(value))) {
    report(at, INVALID_SECRET_REFERENCE, `${name} ${describe(value)} is not the name of a Secret`);
  }
}

/** Reports a number that is not whole or out of range. */
export function guardInteger(at: IConstruct, name: string, value: unknown, min: number, max: number): void {
  const wrong = value === undefined ? undefined : typeof value === 'number' ? integer(min, max)(String(value)) : `${describe(value)} is no number`;
  if (wrong) {
    report(at, INVALID_VALUE, `${name}: ${wrong}`);
  }
}
