/**
 * Stacks in which many apps share something: their cost compared with the same objects in plain cdk8s, and its growth. A cost that grows with
 * the square of the App shows in the growth first.
 */
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { Measured } from './cases/measure';
import { SCENARIOS } from './cases/scenario-names';
import { Compiled } from './compile';
import { goal, median, range, withOutput } from './program';

const GOAL_RATIO = 1.10;
const GOAL_GROWTH = 1.10;

interface Pairs { readonly ours: Measured[]; readonly plain: Measured[] }

/** Objects by kind and name. */
const objectsOf = (outdir: string): { [object: string]: unknown } => Object.fromEntries(readdirSync(outdir).sort()
  .flatMap(file => parseAllDocuments(readFileSync(join(outdir, file), 'utf8'))).map(document => document.toJS())
  .map(object => [`${object.kind} ${object.metadata.name}`, object]));

function measure(compiled: Compiled, scenario: string, apps: number, runs: number): Pairs {
  const record = join(compiled.folder, 'record.json');
  const task = { scenario, apps, model: 'none', charts: 1 };
  const pairs: Pairs = { ours: [], plain: [] };
  try {
    withOutput(compiled, 'scenario', { ...task, record }, () => undefined);
    const ours = (): void => void pairs.ours.push(withOutput(compiled, 'scenario', task, result => result));
    const plain = (): void => void pairs.plain.push(withOutput(compiled, 'replay', { ...task, record }, result => result));
    for (let run = 0; run < runs; run++) {
      (run % 2 ? [plain, ours] : [ours, plain]).forEach(call => call());
    }
  } finally {
    rmSync(record, { force: true });
  }
  return pairs;
}

/** The recorded objects must be those of the stack, or the two cannot be compared. */
function checkSame(compiled: Compiled, scenario: string): void {
  const record = join(compiled.folder, 'record.json');
  const task = { scenario, apps: 10, model: 'none', charts: 1 };
  const ours = withOutput(compiled, 'scenario', { ...task, record }, (_, outdir) => objectsOf(outdir));
  const plain = withOutput(compiled, 'replay', { ...task, record }, (_, outdir) => objectsOf(outdir));
  const different = Object.keys({ ...ours, ...plain }).find(key => !isDeepStrictEqual(ours[key], plain[key]));
  if (different !== undefined) {
    throw new Error(`${scenario}: ${different} differs\n${JSON.stringify(ours[different])}\n${JSON.stringify(plain[different])}`);
  }
}

const perApp = (all: readonly Measured[], apps: number): number => median(all.map(({ cpuMs }) => cpuMs)) * 1000 / apps;

/** Measures and prints all stacks. */
export function stacks(compiled: Compiled, runs: number): void {
  for (const { name, sizes, isLinear } of SCENARIOS) {
    checkSame(compiled, name);
    const all = sizes.map(apps => ({ apps, ...measure(compiled, name, apps, runs) }));
    for (const { apps, ours, plain } of all) {
      const ratios = ours.map(({ cpuMs }, run) => cpuMs / plain[run].cpuMs);
      goal(`${name}, ${apps} apps, CPU at most x${GOAL_RATIO.toFixed(2)} of plain`,
        `x${median(ratios).toFixed(2)} (${range(ratios)}); us/app ${perApp(ours, apps).toFixed(0)} / ${perApp(plain, apps).toFixed(0)}`, median(ratios) <= GOAL_RATIO);
    }
    if (isLinear) {
      const [few, many] = [all[0], all[all.length - 1]];
      const of = (key: keyof Pairs): number => perApp(many[key], many.apps) / perApp(few[key], few.apps);
      goal(`${name}, growth of cost per app, ${few.apps} to ${many.apps}, at most x${GOAL_GROWTH.toFixed(2)}`,
        `x${of('ours').toFixed(2)}, plain x${of('plain').toFixed(2)}`, of('ours') <= GOAL_GROWTH);
    }
  }
}
