/**
 * Run-time checks of the types of props, because the TypeScript compiler does not check plain JavaScript and other languages. A prop of a
 * wrong type is reported and dropped, so that construction continues and finds the other problems.
 */
import { IConstruct } from 'constructs';
import { UNKNOWN_PROP, UNLISTED_PROP, WRONG_TYPE } from './rules';
import { Problem } from '../diagnostics/finding';
import { reportAll } from '../diagnostics/report';
import { Rule } from '../diagnostics/rule';
import { nearest } from '../kubernetes/names';
import { entryOf } from '../util/json';
import { describe, describeAt } from '../util/values';

/** An invalid part of a value, with its path in that value, such as `[0].operator`. */
export interface Mismatch {
  readonly path: string;
  readonly rule: Rule;
  /** The expected value, such as `must be a boolean`. */
  readonly text: string;
  /** The actual value. Only the whole path shows whether it may be a secret, so the message is composed last. */
  readonly got?: { readonly value: unknown };
  readonly todo?: string;
}

/** Returns what an invalid value must be, such as `a boolean`, or the mismatches of its parts; undefined if it is valid. */
export type Check = (value: any) => string | readonly Mismatch[] | undefined;

/** One check for each prop. A missing check does not compile. */
export type Schema<T> = { readonly [prop in keyof Required<T>]: Check };

/** Whether a value is unset: jsii passes null for it. */
export const absent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** All mismatches of the value at a path. */
export function mismatches(path: string, check: Check, value: unknown): readonly Mismatch[] {
  const found = check(value);
  if (found === undefined) {
    return NONE;
  }
  return typeof found === 'string' ? [{ path, rule: WRONG_TYPE, text: `must be ${found}`, got: { value } }]
    : found.map(each => ({ ...each, path: path + each.path }));
}

/** Most values are right: nothing is allocated for them. */
const NONE: readonly Mismatch[] = [];

/** Converts a mismatch to a problem. */
export const asProblem = ({ path, rule, text, got, todo }: Mismatch): Problem =>
  ({ rule, what: `${path} ${text}${got ? `; got ${describeAt(path, got.value)}` : ''}`, todo });

/** The mismatch for a prop that a struct does not have: misspelled if it is similar to a known one. */
export function unknownProp(path: string, prop: string, known: readonly string[]): Mismatch {
  // A short name is similar to many others.
  const maxEdits = prop.length < 6 ? 1 : prop.length < 12 ? 2 : 3;
  const similar = known.find(each => each.toLowerCase() === prop.toLowerCase()) ?? nearest(prop, known, maxEdits);
  return similar === undefined ? { path, rule: UNLISTED_PROP, text: 'is not a known prop' }
    : { path, rule: UNKNOWN_PROP, text: `is not a known prop; did you mean '${similar}'?`, todo: `use '${similar}'` };
}

/**
 * Returns the valid props. Invalid and unknown props are reported.
 *
 * @param found receives the problems; by default, the synth reports them
 */
export function validProps<T extends object>(
  at: IConstruct, props: T | undefined, schema: Schema<T>, found: (problems: Problem[]) => void = problems => reportAll(at, problems),
): T {
  const valid: { [prop: string]: unknown } = {};
  if (absent(props)) {
    return valid as T;
  }
  if (typeof props !== 'object') {
    found([{ rule: WRONG_TYPE, what: `props must be an object; got ${describe(props)}` }]);
    return valid as T;
  }
  for (const [prop, value] of Object.entries(props)) {
    if (absent(value)) {
      continue;
    }
    const check = entryOf(schema as { [prop: string]: Check }, prop);
    const wrong = check ? mismatches(prop, check, value) : [unknownProp(prop, prop, Object.keys(schema))];
    if (wrong.length) {
      found(wrong.map(asProblem));
    }
    if (check && (!wrong.length || wrong.every(({ rule }) => rule === UNKNOWN_PROP || rule === UNLISTED_PROP))) {
      valid[prop] = value;
    }
  }
  return valid as T;
}

/** Reports the unknown props of a struct that lacks a required one, which is probably misspelt. Other structs are checked as a whole. */
export function reportMisspelt(at: IConstruct, path: string, struct: object | undefined, required: string, schema: object): void {
  if (typeof struct === 'object' && struct !== null && absent((struct as { [prop: string]: unknown })[required])) {
    const known = Object.keys(schema);
    reportAll(at, Object.keys(struct).filter(prop => !known.includes(prop)).map(prop => asProblem(unknownProp(path ? `${path}.${prop}` : prop, prop, known))));
  }
}
