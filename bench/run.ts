/**
 * The cost of a synth with this library, compared with the same manifests written with cdk8s and cdk8s-plus, and with
 * writing their YAML only. Every measurement is a separate process. The variants alternate, because the speed of a machine
 * varies, and a ratio is the median of the ratios of adjacent runs. Goals apply to CPU time: wall-clock time includes
 * other programs of the machine.
 *
 * `--quick` measures 100 apps only, and no stacks in which apps share something; `--stacks` measures only those. BENCH_RUNS (5) is the number of measurements; 100 apps are measured three times as
 * often. A missed goal is printed and is not an error; different manifests are an error, as they cannot be compared.
 */
import { readdirSync, readFileSync, rmSync } from 'fs';
import { availableParallelism, cpus } from 'os';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { Measured, Model, MODELS, Task } from './cases/measure';
import { compile } from './compile';
import { child as childOf, goal, median, withOutput } from './program';
import { stacks } from './stacks';

const GOAL_RATIO = 1.10;
const GOAL_LOAD_MS = 10;
/** The difference between medians of the same program. */
const NOISE = 0.05;
const LOAD_RUNS = 15;
/** Few runs, because the floor is for orientation only. */
const FLOOR_RUNS = 3;

const onlyStacks = process.argv.includes('--stacks');
const quick = process.argv.includes('--quick');
const runs = Math.max(1, Number(process.env.BENCH_RUNS ?? 5));
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
  /** Ratio of CPU time. */
  readonly ratio: number;
  /** Ratio of wall-clock time. */
  readonly clockRatio: number;
}

const child = (program: string, args: string[]): any => childOf(compiled, program, args);

const synth = <T>(variant: Variant, task: Omit<Task, 'outdir'>, read: (measured: Measured, outdir: string) => T): T => withOutput(compiled, variant, task, read);

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

/** Names that cdk8s derives from paths end with a hash, which the floor does not have. */
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

/** Measurements below a second vary most. */
const repetitions = (apps: number): number => apps <= 100 ? 3 * runs : runs;

function compare(mode: string, model: Model, apps: number, charts: number): Row {
  const measured: { [variant in Variant]: Measured[] } = { ours: [], plain: [], floor: [] };
  for (let run = 0; run < repetitions(apps); run++) {
    const pair: Variant[] = run % 2 ? ['plain', 'ours'] : ['ours', 'plain'];
    for (const variant of run < FLOOR_RUNS ? [...pair, 'floor' as const] : pair) {
      measured[variant].push(synth(variant, { model, apps, charts }, result => result));
    }
  }
  const ratioOf = (value: (m: Measured) => number) => median(measured.ours.map((ours, run) => value(ours) / value(measured.plain[run])));
  const row = { mode, model, apps, charts, ...measured, ratio: ratioOf(m => m.cpuMs), clockRatio: ratioOf(total) };
  print(row);
  return row;
}

const COLUMNS = [27, 5, 20, 20, 6, 6, 6, 21, 15];

function line(cells: string[]): void {
  console.log(cells.map((cell, i) => i ? cell.padStart(COLUMNS[i]) : cell.padEnd(COLUMNS[i])).join(' '));
}

function print({ mode, apps, ours, plain, floor, ratio, clockRatio }: Row): void {
  const of = (all: Measured[], value: (measured: Measured) => number) => median(all.map(value));
  const times = (all: Measured[]) => `${of(all, m => m.buildMs).toFixed(0)} + ${of(all, m => m.synthMs).toFixed(0)} = ${of(all, total).toFixed(0)}`;
  const three = (value: (measured: Measured) => number) => [ours, plain, floor].map(all => of(all, value).toFixed(0)).join(' / ');
  const perApp = three(m => m.cpuMs * 1000 / apps);
  line([
    mode, String(apps), times(ours), times(plain), of(floor, total).toFixed(0), clockRatio.toFixed(2), ratio.toFixed(2), perApp, three(m => m.rssMiB),
  ]);
}

/** Growth of the cost per app with the number of apps, ours compared with plain. */
function growth(rows: Row[], model: Model): void {
  const [few, many] = [1000, 5000].map(apps => rows.find(r => r.model === model && r.apps === apps && r.charts === 1)!);
  const perApp = (row: Row, key: 'ours' | 'plain') => median(row[key].map(m => m.cpuMs)) / row.apps;
  const of = (key: 'ours' | 'plain') => perApp(many, key) / perApp(few, key);
  const against = (many.ratio / few.ratio).toFixed(2);
  const value = `x${of('ours').toFixed(2)}, plain x${of('plain').toFixed(2)}; by ratios of adjacent runs x${against} compared with plain`;
  if (model === 'none') {
    console.log(`for comparison growth of cost per app, 1000 to 5000, ${model}: ${value}`);
    return;
  }
  goal(`growth of cost per app, 1000 to 5000, ${model}, at most ${NOISE * 100} % beyond plain`, value, many.ratio / few.ratio <= 1 + NOISE);
}

interface Loaded {
  readonly ms: number;
  readonly cpuMs: number;
}

function loading(): void {
  const alone: Loaded[] = [];
  const after: Loaded[] = [];
  const added: Loaded[] = [];
  for (let run = 0; run < LOAD_RUNS; run++) {
    const cdk8s = (): Loaded => child('load', ['cdk8s'])[0];
    const both = (): [Loaded, Loaded] => child('load', ['cdk8s', 'cdk8s-dapr']);
    const early = run % 2 ? cdk8s() : undefined;
    const [first, second] = both();
    const only = early ?? cdk8s();
    alone.push(only);
    after.push(second);
    added.push({ ms: first.ms + second.ms - only.ms, cpuMs: first.cpuMs + second.cpuMs - only.cpuMs });
  }
  const text = (all: Loaded[]) => `${median(all.map(l => l.ms)).toFixed(1)} ms (CPU ${median(all.map(l => l.cpuMs)).toFixed(1)} ms)`;
  console.log(`\nload, medians of ${LOAD_RUNS}: cdk8s alone ${text(alone)}; then this library ${text(after)}; processes with both minus processes with cdk8s ${text(added)}`);
  // Two measurements of one process differ less than those of two processes.
  goal(`loading adds at most ${GOAL_LOAD_MS} ms to cdk8s`, text(after), median(after.map(l => l.ms)) <= GOAL_LOAD_MS);
}

function models(): void {
  MODELS.forEach(model => [1, 3].forEach(charts => checkSame({ model, apps: 3, charts })));
  line(['', 'N', 'ours, ms', 'plain, ms', 'floor', 'ratio', 'cpu', 'cpu us/app', 'RSS MiB']);
  const one = (apps: number) => MODELS.map(model => compare(`${model}, one chart`, model, apps, 1));
  const each = (apps: number) => MODELS.map(model => compare(`${model}, a chart per app`, model, apps, apps));
  const rows = quick ? one(100) : [...one(100), ...each(400), ...one(1000), ...one(5000)];
  console.log([
    '\nms: build + synth = both, wall-clock time. ratio and cpu: ours to plain, wall-clock and CPU time.',
    'cpu us/app and RSS (peak): ours / plain / floor. none: without Dapr, so that both do the same, and the ratio shows the noise.\n',
  ].join('\n'));
  rows.filter(row => row.model !== 'none')
    .forEach(row => goal(`${row.mode}, ${row.apps} apps, at most x${GOAL_RATIO.toFixed(2)}`, `x${row.ratio.toFixed(2)}`, row.ratio <= GOAL_RATIO));
  if (!quick) {
    MODELS.forEach(model => growth(rows, model));
  }
  loading();
}

try {
  console.log(`Node ${process.version}, ${cpus()[0].model}, ${availableParallelism()} CPUs; library: ${compiled.library}; medians of ${runs} runs\n`);
  if (!onlyStacks) {
    models();
  }
  if (!quick) {
    stacks(compiled, runs);
  }
} finally {
  rmSync(compiled.folder, { recursive: true, force: true });
}
