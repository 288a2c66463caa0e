/** Runs kube-score on the YAML of the examples; fails on findings without an explanation. */
import { spawnSync } from 'child_process';
import { readdirSync } from 'fs';
import { basename, dirname, join } from 'path';
import { EXPLAINED, Explanation } from '../../../scenarios/hardening';

interface Finding {
  readonly example: string;
  readonly object: string;
  readonly check: string;
  readonly finding: string;
}

interface Scored {
  readonly object_name: string;
  readonly checks: {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: { readonly summary: string }[] | null;
  }[];
}

/** Grades of kube-score: 1 is critical, 5 a warning, 10 passed. */
const WARNING = 5;

function findingsIn(folder: string): Finding[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().map(name => join(folder, name));
  const { stdout, stderr } = spawnSync('go', ['tool', 'kube-score', 'score', '--kubernetes-version', 'v1.34', '--output-format', 'json', ...files],
    { cwd: __dirname, encoding: 'utf8', maxBuffer: 100_000_000 });
  if (!stdout.startsWith('[') && !stdout.startsWith('null')) {
    throw new Error(`kube-score has no output for ${folder}: ${stderr}`);
  }
  return ((JSON.parse(stdout) ?? []) as Scored[]).flatMap(({ object_name: object, checks }) => checks
    .filter(({ skipped, grade }) => !skipped && grade <= WARNING)
    .flatMap(({ check: { id: check }, comments }) => (comments ?? [{ summary: '' }])
      .map(({ summary: finding }) => ({ example: basename(dirname(folder)), object, check, finding }))));
}

const explains = (each: Explanation, { example, object, check, finding }: Finding): boolean =>
  each.check === check && each.finding === finding && (each.examples?.includes(example) ?? true)
  && (each.of === 'both' || (each.of === 'daprd') === object.endsWith('-daprd'));

/** True if every finding has an explanation, and every explanation has a finding. */
export function hardening(folders: string[]): boolean {
  const found = folders.flatMap(findingsIn);
  const open = found.filter(finding => !EXPLAINED.some(each => explains(each, finding)));
  const stale = EXPLAINED.filter(each => !found.some(finding => explains(each, finding)));
  open.forEach(({ example, object, check, finding }) => console.error(`not explained: ${example} ${object}: ${check}: ${finding}`));
  stale.forEach(({ check, finding, of }) => console.error(`no longer found: ${check}: ${finding} (${of})`));
  console.log(`${folders.length} outputs, ${found.length} findings, ${found.length - open.length} of them explained by ${EXPLAINED.length} lines`);
  return !open.length && !stale.length;
}
