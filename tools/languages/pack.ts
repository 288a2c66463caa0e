import { cpSync, mkdirSync } from 'fs';
import { join } from 'path';
import { run } from './run';

export const TOP = join(__dirname, '..', '..');
const MODULES = join(TOP, 'node_modules');

/** Packs the compiled library with the tools of the language. */
export const pack = (target: string, out: string): void => pacmak(TOP, out, ['--target', target]);

/** Writes the code of the library without building it. */
export const generate = (target: string, out: string): void => pacmak(TOP, out, ['--code-only', '--target', target]);

/**
 * Writes the code of a dependency as installed here, so that its version is the one that wrote the YAML, and its registry is not needed.
 *
 * Packs a copy, because jsii-pacmak packs with npm in the folder of the package.
 */
export function generateDependency(name: string, target: string, out: string): void {
  const copies = join(out, 'npm', 'node_modules');
  mkdirSync(copies, { recursive: true });
  ['constructs', 'cdk8s', name].forEach(each => cpSync(join(MODULES, each), join(copies, each), { recursive: true, dereference: true }));
  pacmak(join(copies, name), out, ['--code-only', '--force-target', '--target', target]);
}

function pacmak(project: string, out: string, args: string[]): void {
  run(join(MODULES, '.bin', 'jsii-pacmak'), [...args, '--npmignore=false', '--outdir', out, project], { cwd: TOP });
}
