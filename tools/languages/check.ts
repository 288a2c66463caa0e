import { existsSync, mkdirSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { EXAMPLES, Language } from './language';
import { Output, run } from './run';

/** A run of a program that a language may have. */
interface Run {
  readonly program: string;
  readonly argument: string;
  /** The TypeScript example and the folder of its YAML. */
  readonly topic: string;
  readonly dist: string;
}

const RUNS: Run[] = [
  ...['sidecar', 'shared-daemonset', 'shared-deployment'].map(argument => ({
    program: 'hello', argument, topic: 'hello-kubernetes', dist: argument === 'sidecar' ? 'dist' : `dist-${argument}`,
  })),
  { program: 'own_data_plane', argument: '', topic: 'own-data-plane', dist: 'dist' },
  ...readdirSync(join(EXAMPLES, 'one-app-every-model')).filter(name => name.startsWith('dist-')).map(dist => ({
    program: 'shop', argument: dist.replace('dist-', ''), topic: 'one-app-every-model', dist,
  })),
];

const filesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();

/** What differs between the written folders and those of the TypeScript example. */
function differences(written: string, committed: string): string[] {
  return readdirSync(written).flatMap(folder => {
    const [ours, theirs] = [written, committed].map(top => join(top, folder));
    return [...new Set([...filesOf(ours), ...existsSync(theirs) ? filesOf(theirs) : []])].filter(file => {
      const [a, b] = [ours, theirs].map(top => join(top, file));
      return !existsSync(a) || !existsSync(b) || !readFileSync(a).equals(readFileSync(b));
    }).map(file => `${join(folder, file)} differs from that of ${committed}`);
  });
}

/** What is wrong with the output of the program `findings`: it prints an error that it catches, and the library prints a warning. */
function findingsProblems({ stdout, stderr }: Output): string[] {
  return [
    ...stdout.trim() === 'error DAPR1002 shop/orders' ? [] : [`findings printed ${stdout}`],
    ...stderr.includes('DAPR1110') ? [] : [`the warning DAPR1110 is not on stderr: ${stderr}`],
  ];
}

/** Prints how long a step took. */
export function timed<T>(what: string, step: () => T): T {
  const started = Date.now();
  const result = step();
  console.log(`${what} in ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}

/** Installs the package of a language in an empty folder, and returns what its programs write differently. */
export function check(language: Language, packages: string, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const commands = timed(`${language.name}: installed`, () => language.install(packages, folder));
  const runs = RUNS.filter(({ program }) => commands[program]);
  const wrong = timed(`${language.name}: ran ${runs.length} programs`, () => runs.flatMap(({ program, argument, topic, dist }) => {
    const out = join(folder, 'out', `${program}-${argument}`);
    const [command, ...args] = commands[program](argument);
    run(command, args, { cwd: join(folder, 'example'), env: { CDK8S_OUTDIR: join(out, dist) } });
    return differences(out, join(EXAMPLES, topic));
  }));
  console.log(`${language.name}: ${wrong.length ? 'files differ' : 'all files are equal'}`);
  if (commands.findings) {
    const [command, ...args] = commands.findings('');
    wrong.push(...findingsProblems(run(command, args, { cwd: join(folder, 'example') })));
  }
  return wrong.map(line => `${language.name}: ${line}`);
}
