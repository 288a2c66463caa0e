/**
 * What a synth costs with this library, against the same manifests written by hand with cdk8s and cdk8s-plus, and
 * against their YAML alone. Every measurement is a process of its own; those to compare alternate, since a machine is not
 * equally fast all the time, and a ratio is the median of the ratios of neighbours.
 *
 * `--quick` has 100 apps only; BENCH_RUNS (5) is how often each is measured. A goal missed is printed and is no failure;
 * manifests that differ are one, for then there is nothing to compare.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { availableParallelism, cpus } from 'os';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { Measured, Model, MODELS, Task } from './cases/measure';
import { compile } from './compile';

const GOAL_RATIO = 1.10;
const GOAL_LOAD_MS = 10;
/** Medians of the same program differ by this much. */
const NOISE = 0.05;
const LOAD_RUNS = 15;
/** The floor is for orientation: it needs no more. */
const FLOOR_RUNS = 3;

const quick = process.argv.includes('--quick');
const runs = Math.max(1, Number(process.env.BENCH_RUNS ?? 5));
const sizes = quick ? [100] : [100, 1000, 5000];
const compiled = compile();

type Variant = 'ours' | 'plain' | 'floor';

interface Row {
  readonly mode: string;
  readonly model: Model;
  readonly apps: number;
  readonly charts: number;
  readonly ours: Measured[];
  readonly plain: Measured[];
  readonly floor: Measured[];
  readonly ratio: number;
}

function child(program: string, args: string[]): any {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(compiled.folder, 'cases', `${program}.js`), ...args], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  }
  return JSON.parse(stdout);
}

function synth<T>(variant: Variant, task: Omit<Task, 'outdir'>, read: (measured: Measured, outdir: string) => T): T {
  const outdir = join(compiled.folder, 'out');
  mkdirSync(outdir);
  try {
    return read(child(variant, [JSON.stringify({ ...task, outdir })]), outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function total(measured: Measured): number {
  return measured.buildMs + measured.synthMs;
}

/** Objects by kind and name. */
function manifests(variant: Variant, task: Omit<Task, 'outdir'>, read: (yaml: string) => string): { [object: string]: any } {
  return synth(variant, task, (_, outdir) => Object.fromEntries(readdirSync(outdir).sort()
    .flatMap(file => parseAllDocuments(read(readFileSync(join(outdir, file), 'utf8'))))
    .map(document => document.toJS())
    .map(object => [`${object.kind} ${object.metadata.name}`, object])));
}

/** The names that cdk8s makes of paths end in a hash, which the floor does not have. */
function withoutHashes(yaml: string): string {
  return yaml.replace(/-c8[0-9a-f]{6}\b/g, '-c0000000');
}

function checkSame(task: Omit<Task, 'outdir'>): void {
  for (const [variant, other, read] of [['plain', 'ours', (yaml: string) => yaml], ['plain', 'floor', withoutHashes]] as const) {
    const expected = manifests(variant, task, read);
    const found = manifests(other, task, read);
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      if (!isDeepStrictEqual(expected[key], found[key])) {
        const text = (object: any) => JSON.stringify(object, undefined, 1);
        throw new Error(`${task.model}: ${key} differs\n${variant}: ${text(expected[key])}\n${other}: ${text(found[key])}`);
      }
    }
  }
}

function compare(mode: string, model: Model, apps: number, charts: number): Row {
  const measured: { [variant in Variant]: Measured[] } = { ours: [], plain: [], floor: [] };
  for (let run = 0; run < runs; run++) {
    const pair: Variant[] = run % 2 ? ['plain', 'ours'] : ['ours', 'plain'];
    for (const variant of run < FLOOR_RUNS ? [...pair, 'floor' as const] : pair) {
      measured[variant].push(synth(variant, { model, apps, charts }, result => result));
    }
  }
  const ratio = median(measured.ours.map((ours, run) => total(ours) / total(measured.plain[run])));
  const row = { mode, model, apps, charts, ...measured, ratio };
  print(row);
  return row;
}

const COLUMNS = [28, 6, 21, 21, 8, 7, 9, 9, 9, 21];

function line(cells: string[]): void {
  console.log(cells.map((cell, i) => i ? cell.padStart(COLUMNS[i]) : cell.padEnd(COLUMNS[i])).join(' '));
}

function print({ mode, apps, ours, plain, floor, ratio }: Row): void {
  const of = (all: Measured[], value: (measured: Measured) => number) => median(all.map(value));
  const times = (all: Measured[]) => `${of(all, m => m.buildMs).toFixed(0)} + ${of(all, m => m.synthMs).toFixed(0)} = ${of(all, total).toFixed(0)}`;
  const perApp = (all: Measured[]) => (of(all, total) * 1000 / apps).toFixed(0);
  const rss = [ours, plain, floor].map(all => of(all, m => m.rssMiB).toFixed(0)).join(' / ');
  line([mode, String(apps), times(ours), times(plain), of(floor, total).toFixed(0), ratio.toFixed(2), perApp(ours), perApp(plain), perApp(floor), rss]);
}

function goal(what: string, value: string, met: boolean): void {
  console.log(`${met ? 'goal met    ' : 'goal MISSED '} ${what}: ${value}`);
}

/** Cost per app with many apps over that with fewer, ours against plain. */
function growth(rows: Row[], model: Model): void {
  const [few, many] = [1000, 5000].map(apps => rows.find(r => r.model === model && r.apps === apps && r.charts === 1)!);
  const of = (key: 'ours' | 'plain') => median(many[key].map(total)) / many.apps / (median(few[key].map(total)) / few.apps);
  const against = (many.ratio / few.ratio).toFixed(2);
  const value = `x${of('ours').toFixed(2)}, plain x${of('plain').toFixed(2)}; by ratios of neighbours x${against} against plain`;
  if (model === 'none') {
    console.log(`for comparison growth of cost per app, 1000 to 5000, ${model}: ${value}`);
    return;
  }
  goal(`growth of cost per app, 1000 to 5000, ${model}, at most ${NOISE * 100} % beyond plain`, value, many.ratio / few.ratio <= 1 + NOISE);
}

function loading(): void {
  const alone: number[] = [];
  const added: number[] = [];
  const after: number[] = [];
  for (let run = 0; run < LOAD_RUNS; run++) {
    const cdk8s = () => child('load', ['cdk8s'])[0] as number;
    const both = () => child('load', ['cdk8s', 'cdk8s-dapr']) as [number, number];
    const [first, second] = run % 2 ? [cdk8s(), both()] : [both(), cdk8s()].reverse() as [number, [number, number]];
    alone.push(first);
    added.push(second[0] + second[1] - first);
    after.push(second[1]);
  }
  console.log(`\nload: cdk8s alone ${median(alone).toFixed(1)} ms; this library adds ${median(after).toFixed(1)} ms in the same process`);
  goal(`loading adds at most ${GOAL_LOAD_MS} ms to cdk8s`, `${median(added).toFixed(1)} ms between processes`, median(added) <= GOAL_LOAD_MS);
}

try {
  console.log(`Node ${process.version}, ${cpus()[0].model}, ${availableParallelism()} CPUs; library: ${compiled.library}; medians of ${runs} runs\n`);
  MODELS.forEach(model => [1, 3].forEach(charts => checkSame({ model, apps: 3, charts })));
  line(['mode', 'N', 'ours: ms', 'plain: ms', 'floor', 'ratio', 'us/app', 'plain', 'floor', 'RSS MiB']);
  const rows = MODELS.flatMap(model => [
    ...sizes.map(apps => compare(`${model}, one chart`, model, apps, 1)),
    ...(quick ? [] : [compare(`${model}, a chart each`, model, 400, 400)]),
  ]);
  console.log('\nms: build + synth = both; RSS: peak of ours / plain / floor; none: no Dapr, the same program twice, so its ratio shows the noise\n');
  rows.filter(row => row.model !== 'none')
    .forEach(row => goal(`${row.mode}, ${row.apps} apps, at most x${GOAL_RATIO.toFixed(2)}`, `x${row.ratio.toFixed(2)}`, row.ratio <= GOAL_RATIO));
  if (!quick) {
    MODELS.forEach(model => growth(rows, model));
  }
  loading();
} finally {
  rmSync(compiled.folder, { recursive: true });
}
