import { spawnSync } from 'child_process';

export interface RunOptions {
  readonly cwd: string;
  /** @default - none in addition to those of this process */
  readonly env?: { readonly [name: string]: string };
}

/** jsii warns of a Node.js that is out of support, in each process. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command and returns its output, and throws with it if the command fails. */
export function run(command: string, args: readonly string[], { cwd, env }: RunOptions): Output {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: { ...process.env, ...QUIET, ...env }, encoding: 'utf8', maxBuffer: 256 * 1024 ** 2 });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed: ${error ?? `${stdout}\n${stderr}`}`);
  }
  return { stdout, stderr };
}
