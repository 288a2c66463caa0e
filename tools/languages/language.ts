import { cpSync } from 'fs';
import { join } from 'path';

/** The command of each program, with its argument if it has one. */
export interface Commands {
  readonly [program: string]: (argument: string) => readonly string[];
}

export interface Language {
  readonly name: string;
  /** Programs that it needs. */
  readonly tools: readonly string[];
  /** Packs the compiled library into a folder. */
  readonly pack: (packages: string) => void;
  /**
   * Packs it without what only a registry requires.
   * @default - `pack`
   */
  readonly packForTest?: (packages: string) => void;
  /** Installs the packed library for its examples, which are copied to `example` of the other folder. */
  readonly install: (packages: string, folder: string) => Commands;
}

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** Copies the programs of a language. */
export function copyExample(language: string, folder: string): string {
  const example = join(folder, 'example');
  cpSync(join(EXAMPLES, 'languages', language), example, { recursive: true });
  return example;
}

/** Programs that are started by the same words. */
export const commandsOf = (programs: readonly string[], command: (program: string) => readonly string[]): Commands =>
  Object.fromEntries(programs.map(program => [program, argument => [...command(program), ...argument ? [argument] : []]]));
