/**
 * Validates the exported files of the examples with their consumers: Compose's parser, Knative's webhook, the structs of Dapr's CLI, the
 * published models of Azure; and all YAML with kube-score. Arguments select checks. Requires Go and Python 3 and their registries; installs
 * into e2e/out.
 */
import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, relative, resolve } from 'path';
import { hardening } from './hardening/check';

const root = resolve(__dirname, '..', '..');
const out = join(root, 'e2e', 'out', 'azure');
const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .map(path => join(root, 'examples', path)).filter(path => !path.includes('node_modules')).sort();
const named = (pattern: RegExp): string[] => files.filter(path => pattern.test(path));
const foldersOf = (paths: string[], up: string): string[] => [...new Set(paths.map(path => resolve(path, up)))];

const run = (command: string, args: string[], cwd = __dirname): boolean => spawnSync(command, args, { cwd, stdio: 'inherit' }).status === 0;
/** A check without files fails. */
const all = (paths: string[], check: (paths: string[]) => boolean): boolean => {
  if (!paths.length) {
    console.error('no example has a file for this check');
  }
  return paths.length > 0 && check(paths);
};

/** az is installed without its dependencies, because only its model is read. */
function azure(folders: string[]): boolean {
  const python = join(out, 'bin', 'python');
  const installed = existsSync(join(out, 'done')) || run('python3', ['-m', 'venv', out])
    && run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', 'azure/requirements.txt'])
    && run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', 'azure/requirements-az.txt'])
    && run('touch', [join(out, 'done')]);
  return installed && run(python, ['azure/check.py', ...folders]);
}

const CHECKS: { [name: string]: () => boolean } = {
  'compose': () => all(named(/\/compose\.yaml$/), paths => run('go', ['run', './compose', ...paths])),
  'knative': () => all(named(/\/dist[^/]*\/[^/]*\.yaml$/).filter(path => readFileSync(path, 'utf8').includes('apiVersion: serving.knative.dev/')),
    paths => run('go', ['run', './knative', ...paths])),
  'run-file': () => all(named(/\/dapr\.yaml$/), paths => run('go', ['run', '.', ...paths], join(__dirname, 'run-file'))),
  'hardening': () => all(foldersOf(named(/\/dist[^/]*\/[^/]*\.yaml$/), '..'), hardening),
  'azure': () => all(foldersOf(named(/\.containerapp\.yaml$/), '..'), azure),
};

const wanted = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(CHECKS);
const failed = wanted.filter(name => {
  console.log(`\n== ${name}`);
  return !CHECKS[name]?.();
});
console.log(failed.length ? `\nfailed: ${failed.join(' ')} (in ${relative(process.cwd(), __dirname) || '.'})` : `\npassed: ${wanted.join(' ')}`);
process.exitCode = failed.length ? 1 : 0;
