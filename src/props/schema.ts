/**
 * The types of props, checked at run time: other languages and plain JavaScript are not seen by the compiler. A prop of a
 * wrong type is reported and left out, so that the construction goes on and finds the other problems.
 */
import { IConstruct } from 'constructs';
import { UNKNOWN_PROP, UNLISTED_PROP, WRONG_TYPE } from './rules';
import { Problem } from '../diagnostics/finding';
import { reportAll } from '../diagnostics/report';
import { Rule } from '../diagnostics/rule';
import { nearest } from '../kubernetes/names';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

/** A part of a value that is not what it must be, by its path below that value, as in `[0].operator`. */
export interface Mismatch {
  readonly path: string;
  readonly rule: Rule;
  /** What the part must be and what it is: `must be a boolean; got 5`. */
  readonly text: string;
  readonly todo?: string;
}

/** Answers with what a value must be, as in `a boolean`, or with what is wrong with its parts; with nothing where it is right. */
export type Check = (value: any) => string | readonly Mismatch[] | undefined;

/** One check for each prop. A prop without one does not compile. */
export type Schema<T> = { readonly [prop in keyof Required<T>]: Check };

/** A value that was not given: jsii passes null for it. */
export const absent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** All that is wrong with a value, which is at that path. */
export function mismatches(path: string, check: Check, value: unknown): readonly Mismatch[] {
  const found = check(value);
  if (found === undefined) {
    return [];
  }
  return typeof found === 'string' ? [{ path, rule: WRONG_TYPE, text: `must be ${found}; got ${describe(value)}` }]
    : found.map(each => ({ ...each, path: path + each.path }));
}

/** The same as a problem of a construct. */
export const asProblem = ({ path, rule, text, todo }: Mismatch): Problem => ({ rule, what: `${path} ${text}`, todo });

/** A prop that a struct does not have: one that is like another is misspelt. */
export function unknownProp(path: string, prop: string, known: readonly string[]): Mismatch {
  // A short name is like many others.
  const most = prop.length < 6 ? 1 : prop.length < 12 ? 2 : 3;
  const like = known.find(each => each.toLowerCase() === prop.toLowerCase()) ?? nearest(prop, known, most);
  return like === undefined ? { path, rule: UNLISTED_PROP, text: 'is not a known prop' }
    : { path, rule: UNKNOWN_PROP, text: `is not a known prop; did you mean '${like}'?`, todo: `write '${like}'` };
}

/**
 * The props that are of their type. The others are reported, and so are props that are not known.
 *
 * @param found takes the problems; without it they are reported by the synth
 */
export function validProps<T extends object>(
  at: IConstruct, props: T | undefined, schema: Schema<T>, found: (problems: Problem[]) => void = problems => reportAll(at, problems),
): T {
  const good: { [prop: string]: unknown } = {};
  if (absent(props)) {
    return good as T;
  }
  if (typeof props !== 'object') {
    found([{ rule: WRONG_TYPE, what: `props must be an object; got ${describe(props)}` }]);
    return good as T;
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
    if (check && wrong.every(({ rule }) => rule === UNKNOWN_PROP || rule === UNLISTED_PROP)) {
      good[prop] = value;
    }
  }
  return good as T;
}
