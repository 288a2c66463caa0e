/** Arguments of a command. */
import { UsageError } from './command';
import { nearest } from '../kubernetes/names';
import { anyOf, describe } from '../util/values';

/** The arguments without the options, and the values of the options by name. */
export interface Arguments {
  readonly words: readonly string[];
  readonly options: { readonly [name: string]: string | undefined };
}

/**
 * Reads the arguments of a command: `--name value` or `--name=value`, in any place. Throws a `UsageError` for an option or a value that is unknown.
 *
 * @param known the options with their values; empty if an option takes any text
 */
export function readArguments(given: readonly string[], known: { readonly [name: string]: readonly string[] }): Arguments {
  const words: string[] = [];
  const options: { [name: string]: string } = {};
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, assigned] = /^--([^=]+)(?:=([^]*))?$/.exec(word) ?? [];
    if (name === undefined) {
      if (/^-./.test(word)) {
        throw new UsageError(`unknown option ${word}`);
      }
      words.push(word);
      continue;
    }
    if (!Object.hasOwn(known, name)) {
      const like = nearest(name, Object.keys(known));
      throw new UsageError(`unknown option --${name}${like ? `; did you mean --${like}?` : ''}`);
    }
    const value = assigned ?? rest.shift();
    if (!value || (known[name].length && !known[name].includes(value))) {
      throw new UsageError(`--${name} must be ${known[name].length ? anyOf(known[name]) : 'set'}; got ${describe(value)}`);
    }
    options[name] = value;
  }
  return { words, options };
}
