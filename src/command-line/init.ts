import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { readArguments } from './arguments';
import { Command, UsageError } from './command';
import { isMap, Json } from '../util/json';

/** The folder of the package, of `src/command-line` as well as of `lib/rooms`. */
const PACKAGE = join(__dirname, '..', '..');

/** The files of a project, by the path in it. npm leaves out or renames files with some names. */
const FILES: { readonly [path: string]: string } = {
  'shop.ts': 'shop.ts',
  'main.ts': 'main.ts',
  'shop.test.ts': 'shop.test.ts',
  'tests.ts': 'tests.ts',
  'cdk8s.yaml': 'cdk8s.yaml',
  'tsconfig.json': 'tsconfig.json',
  '.gitignore': 'gitignore',
  '.github/workflows/stack.yml': 'pipeline.yml',
};
const SCRIPTS: { readonly [name: string]: string } = { synth: 'cdk8s synth', test: 'node --import tsx --test tests.ts' };
/** No script, or the one that `npm init` writes. */
const NO_SCRIPT = /^$|no test specified/;
const DEPENDENCIES = ['cdk8s', 'cdk8s-dapr', 'cdk8s-plus-33', 'constructs'];
const TOOLS = ['@types/node', 'cdk8s-cli', 'tsx', 'typescript'];

/** A project with a small stack, its test and a pipeline. */
export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a project with a small stack, its test and a pipeline',
  usage: `Usage: cdk8s-dapr init [folder]

Writes a stack, its test, a pipeline for GitHub Actions and package.json into the folder, by default the current one. Files that exist are kept; package.json gets the
scripts and dependencies that it lacks.

Exit codes: 0, 1 for wrong arguments or a package.json that cannot be read.
`,
  run(given, { out }) {
    const { words } = readArguments(given, {});
    if (words.length > 1) {
      throw new UsageError(`init takes one folder; got ${words.length} arguments`);
    }
    const [folder = '.'] = words;
    const lines = [completePackage(folder), ...Object.entries(FILES).map(([path, file]) => copy(join(PACKAGE, 'template', file), folder, path))];
    out(`${lines.map(line => `  ${line}\n`).join('')}\nNext: ${folder === '.' ? '' : `cd ${folder} && `}npm install && npm run synth && npm test\n`);
    return 0;
  },
};

function copy(from: string, folder: string, path: string): string {
  const to = join(folder, path);
  if (existsSync(to)) {
    return `${path} exists and is kept`;
  }
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from));
  return path;
}

/** Adds the scripts and dependencies that a package.json lacks. */
function completePackage(folder: string): string {
  const file = join(folder, 'package.json');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = `${JSON.stringify(completed(before ? parsed(file, before) : { private: true }), undefined, 2)}\n`;
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

function completed(found: Json): Json {
  const { version, peerDependencies, devDependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const versions: Json = { ...devDependencies, ...peerDependencies, 'cdk8s-dapr': `^${version}` };
  const has = (name: string): boolean => [found.dependencies, found.devDependencies].some(known => known?.[name]);
  const lacking = (names: readonly string[]): Json => Object.fromEntries(names.filter(name => !has(name)).map(name => [name, versions[name]]));
  const scripts = Object.entries(SCRIPTS).filter(([name]) => NO_SCRIPT.test(found.scripts?.[name] ?? ''));
  return {
    ...found,
    scripts: { ...found.scripts, ...Object.fromEntries(scripts) },
    dependencies: { ...found.dependencies, ...lacking(DEPENDENCIES) },
    devDependencies: { ...found.devDependencies, ...lacking(TOOLS) },
  };
}
