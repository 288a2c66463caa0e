/** What the program and its commands agree on. */

/** Where a command reads and writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** The content of the standard input. */
  readonly stdin: () => string;
}

/** One command of the program. */
export interface Command {
  /** Name on the command line. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments, options and exit codes. */
  readonly usage: string;
  /**
   * Runs the command and returns the exit code. Throws a `UsageError` for wrong arguments.
   *
   * @param words the arguments after the name of the command
   * @param library what the package exports, by name
   */
  run(words: readonly string[], terminal: Terminal, library: { readonly [name: string]: unknown }): number;
}

/** Wrong arguments: the program prints the message and exits with 1. */
export class UsageError extends Error {}
