import { readFileSync, writeSync } from 'fs';
import { Command, Terminal, UsageError } from './command';
import { importCommand } from './import';
import { initCommand } from './init';
import { planCommand } from './plan';
import { findingsOfError } from '../diagnostics/synthesis-error';
import { nearest } from '../kubernetes/names';

const COMMANDS: readonly Command[] = [initCommand, importCommand, planCommand];

/** Writes everything before the process ends; a pipe accepts a large text in parts only. */
function write(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(file, bytes, at);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EPIPE') {
        return;
      }
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw thrown;
      }
    }
  }
}

const TERMINAL: Terminal = { out: text => write(1, text), error: text => write(2, text), stdin: () => readFileSync(0, 'utf8') };

/**
 * The program `cdk8s-dapr` of the package.
 *
 * @internal
 */
export class DaprCommandLine {
  /**
   * Runs a command, and returns the exit code: 1 for wrong arguments and for errors with a code.
   *
   * @param library what the package exports, for commands that run a stack
   */
  public static run(words: readonly string[], terminal: Terminal = TERMINAL, library: { readonly [name: string]: unknown } = {}): number {
    const [name = '', ...rest] = words;
    if (['', 'help', '--help', '-h'].includes(name)) {
      (name ? terminal.out : terminal.error)(overview());
      return name ? 0 : 1;
    }
    const command = COMMANDS.find(each => each.name === name);
    if (!command) {
      const like = nearest(name, COMMANDS.map(each => each.name));
      terminal.error(`cdk8s-dapr: unknown command ${name}${like ? `; did you mean ${like}?` : ''}\n\n${overview()}`);
      return 1;
    }
    return rest.some(word => ['--help', '-h'].includes(word)) ? help(command, terminal) : runCommand(command, rest, terminal, library);
  }

  private constructor() {}
}

function help({ usage }: Command, { out }: Terminal): number {
  out(usage);
  return 0;
}

function runCommand(command: Command, words: readonly string[], terminal: Terminal, library: { readonly [name: string]: unknown }): number {
  try {
    return command.run(words, terminal, library);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      terminal.error(`cdk8s-dapr: ${thrown.message}\n\n${command.usage}`);
      return 1;
    }
    // An error without a code is one of the program, whose stack helps to find it.
    if (!findingsOfError(thrown).length) {
      throw thrown;
    }
    terminal.error(`${(thrown as Error).message}\n`);
    return 1;
  }
}

const overview = (): string => `Usage: cdk8s-dapr <command>

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(6)}   ${summary}`).join('\n')}

cdk8s-dapr <command> --help shows the arguments of a command.
`;
