/**
 * Synthesizes every example as its user would, and prints the paths of the YAML. With a folder as argument, YAML and
 * exported files are written there instead.
 *
 * Each `main*.ts` is one run. If there is a `models.ts` or an `environments.ts` next to `main.ts`, `main.ts` runs once for each name in it.
 */
import { spawn, spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { EVERY_MODEL, everyModelTable } from './every-model';

const examples = join(__dirname, '..', 'examples');
const elsewhere = process.argv[2];
const TSX = ['--import', 'tsx'];

interface Run {
  readonly topic: string;
  /** The main file and its argument. */
  readonly command: string[];
  /** Name of the folder of the YAML. */
  readonly dist: string;
}

function runsOf(topic: string): Run[] {
  const folder = join(examples, topic);
  const variants = variantsOf(folder);
  if (variants.length) {
    return variants.map(name => ({ topic, command: ['main.ts', name], dist: `dist-${name}` }));
  }
  return readdirSync(folder).filter(name => /^main.*\.ts$/.test(name)).sort()
    .map(main => ({ topic, command: [main], dist: main.replace(/^main/, 'dist').replace(/\.ts$/, '') }));
}

/** The names that `main.ts` accepts as its argument. */
function variantsOf(folder: string): string[] {
  const file = ['models', 'environments'].find(name => existsSync(join(folder, `${name}.ts`)));
  if (file === undefined) {
    return [];
  }
  const { status, stdout } = spawnSync(process.execPath, [...TSX, '-p', `Object.keys(require('./${file}').${file.toUpperCase()}).join()`],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) {
    throw new Error(`cannot read ${file}.ts of ${folder}`);
  }
  return stdout.trim().split(',');
}

function synth({ topic, command, dist }: Run): Promise<string[]> {
  const folder = join(examples, topic);
  const out = join(elsewhere ? join(elsewhere, topic) : folder, dist);
  rmSync(out, { recursive: true, force: true });
  const child = spawn(process.execPath, [...TSX, ...command], {
    cwd: folder, env: { ...process.env, CDK8S_OUTDIR: out, IMAGE: '', CONTROL_PLANE: '', DAPR_CHART_REPOSITORY: '', DAPR_REGISTRY: '' }, stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', status => status === 0 ? resolve(readdirSync(out).map(file => join(out, file))) : reject(new Error(`${topic}/${command.join(' ')} failed`)));
  });
}

/** Runs two processes in parallel, as most of their time is spent loading. */
async function work(runs: Run[]): Promise<void> {
  for (let run = runs.shift(); run; run = runs.shift()) {
    const { topic, command } = run;
    try {
      (await synth(run)).forEach(file => console.log(`${topic}/${command.join(' ')} -> ${relative(process.cwd(), file)}`));
    } catch (error) {
      process.exitCode = 1;
      console.error((error as Error).message);
    }
  }
}

async function all(): Promise<void> {
  const runs = readdirSync(examples).filter(name => existsSync(join(examples, name, 'cdk8s.yaml'))).sort().flatMap(runsOf);
  await Promise.all([work(runs), work(runs)]);
  if (!elsewhere && !process.exitCode) {
    const readme = join(examples, EVERY_MODEL, 'README.md');
    const table = everyModelTable(join(examples, EVERY_MODEL), variantsOf(join(examples, EVERY_MODEL)));
    writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- models -->\n)[^]*(<!-- \/models -->)/, (_, begin, end) => `${begin}\n${table}\n\n${end}`));
  }
}

void all();
