/**
 * Packs the library for other languages, installs it in an empty folder, runs the programs of `examples/languages` there, and compares all their
 * files with those of the TypeScript examples. Arguments are names of languages; without any, languages whose tools are missing are skipped.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Language, LANGUAGES } from './languages/languages';
import { hasProgram, run } from './languages/run';

const EXAMPLES = join(__dirname, '..', 'examples');

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

function check(language: Language, folder: string): string[] {
  const started = Date.now();
  const commands = language.install(folder);
  console.log(`${language.name}: packed and installed in ${Math.round((Date.now() - started) / 1000)} s`);
  const wrong = RUNS.filter(({ program }) => commands[program]).flatMap(({ program, argument, topic, dist }) => {
    const out = join(folder, 'out', `${program}-${argument}`);
    const [command, ...args] = commands[program];
    run(command, [...args, ...argument ? [argument] : []], { cwd: join(folder, 'example'), env: { CDK8S_OUTDIR: join(out, dist) } });
    const found = differences(out, join(EXAMPLES, topic));
    console.log(`${language.name}: ${program} ${argument} ${found.length ? 'differs' : 'is equal'}`);
    return found;
  });
  console.log(`${language.name}: ${Math.round((Date.now() - started) / 1000)} s`);
  return wrong;
}

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !LANGUAGES.some(language => language.name === name));
if (unknown.length) {
  throw new Error(`unknown language ${unknown.join(', ')}; expected ${LANGUAGES.map(({ name }) => name).join(', ')}`);
}
const work = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-languages-'));
try {
  for (const language of LANGUAGES.filter(({ name }) => !asked.length || asked.includes(name))) {
    const missing = language.tools.filter(tool => !hasProgram(tool));
    const wrong = missing.length ? [] : check(language, mkdtempSync(join(work, `${language.name}-`)));
    if (missing.length) {
      console.log(`${language.name}: skipped, ${missing.join(' and ')} missing`);
    }
    wrong.forEach(line => console.error(`${language.name}: ${line}`));
    if (wrong.length || missing.length && asked.length) {
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
