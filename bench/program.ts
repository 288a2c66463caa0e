/** Runs of compiled cases, and statistics of their results. */
import { spawnSync } from 'child_process';
import { mkdirSync, rmSync } from 'fs';
import { join } from 'path';
import { Compiled } from './compile';

/** Runs a case in a process of its own, and returns the JSON that it prints. */
export function child({ folder }: Compiled, program: string, args: string[]): any {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cases', `${program}.js`), ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  }
  return JSON.parse(stdout);
}

/** Runs a case with an output folder, which `read` may read. */
export function withOutput<T>(compiled: Compiled, program: string, task: object, read: (result: any, outdir: string) => T): T {
  const outdir = join(compiled.folder, 'out');
  mkdirSync(outdir);
  try {
    return read(child(compiled, program, [JSON.stringify({ ...task, outdir })]), outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const range = (values: readonly number[]): string => `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;

export function goal(what: string, value: string, met: boolean): void {
  console.log(`${met ? 'goal met    ' : 'goal MISSED '} ${what}: ${value}`);
}
