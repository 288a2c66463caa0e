/** Files of a project that a command writes. Files that exist are kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { UsageError } from './command';
import { isMap, Json } from '../util/json';

/** The folder of the package, of `src/command-line` as well as of `lib/rooms`. */
const PACKAGE = join(__dirname, '..', '..');
/** npm leaves out or renames files with some names. */
const IN_TEMPLATE: { readonly [path: string]: string | undefined } = { '.gitignore': 'gitignore', '.github/workflows/stack.yml': 'pipeline.yml' };
/** No script, or the one that `npm init` writes. */
const NO_SCRIPT = /^$|no test specified/;
/** The script `synth`: a pipeline has no use for cdk8s-cli's question for a newer version, which needs a registry. */
export const SYNTH = 'cdk8s synth --no-check-upgrade';
const TOOLS = ['@types/node', 'cdk8s-cli', 'tsx', 'typescript'];

/** Writes a file of the template, and returns a line for the report. */
export const copyTemplate = (path: string, folder: string): string => write(folder, path, readFileSync(join(PACKAGE, 'template', IN_TEMPLATE[path] ?? path), 'utf8'));

/** Writes a file, and returns a line for the report. */
export function write(folder: string, path: string, content: string): string {
  const to = join(folder, path);
  if (existsSync(to)) {
    return `${path} exists and is kept`;
  }
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, content);
  return path;
}

/** Adds the scripts and dependencies that a package.json lacks, and returns a line for the report. */
export function completePackage(folder: string, scripts: { readonly [name: string]: string }, dependencies: readonly string[]): string {
  const file = join(folder, 'package.json');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = `${JSON.stringify(completed(before ? parsed(file, before) : { private: true }, scripts, dependencies), undefined, 2)}\n`;
  if (before.trimEnd() === after.trimEnd()) {
    return 'package.json has all it needs';
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, after);
  return before ? 'package.json, with what it lacked' : 'package.json';
}

function parsed(file: string, text: string): Json {
  try {
    const found = JSON.parse(text);
    if (isMap(found) && [found.scripts, found.dependencies, found.devDependencies].every(part => part === undefined || isMap(part))) {
      return found;
    }
  } catch {
    // Refused below.
  }
  throw new UsageError(`${file} must be a package.json`);
}

function completed(found: Json, scripts: { readonly [name: string]: string }, dependencies: readonly string[]): Json {
  const { version, peerDependencies, devDependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const versions: Json = { ...devDependencies, ...peerDependencies, 'cdk8s-dapr': `^${version}` };
  const has = (name: string): boolean => [found.dependencies, found.devDependencies].some(known => known?.[name]);
  const lacking = (names: readonly string[]): Json => Object.fromEntries(names.filter(name => !has(name)).map(name => [name, versions[name]]));
  return {
    ...found,
    scripts: { ...found.scripts, ...Object.fromEntries(Object.entries(scripts).filter(([name]) => NO_SCRIPT.test(found.scripts?.[name] ?? ''))) },
    dependencies: { ...found.dependencies, ...lacking(dependencies) },
    devDependencies: { ...found.devDependencies, ...lacking(TOOLS) },
  };
}
