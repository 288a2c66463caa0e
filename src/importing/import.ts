/** Imports an estate: writes code, runs it, compares, and keeps in YAML what differs or is refused, until nothing does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ChartInput, writeChart } from './code/chart';
import { className, IMPORTED } from './code/names';
import { compare, Difference } from './compare';
import { Estate } from './estate/estate';
import { Part } from './estate/model';
import { keptFile } from './project';
import { Library, run, Run } from './run';
import { DaprFinding } from '../diagnostics/dapr-finding';
import { PLATFORM_DEFAULTS } from '../platform/defaults';
import { grouped } from '../util/grouped';

export interface Imported {
  readonly parts: readonly Part[];
  readonly differences: readonly Difference[];
  /** What a synth of the project reports. */
  readonly findings: readonly DaprFinding[];
  /** Why the project has no synth; undefined for almost all. */
  readonly failure?: string;
}

/** Each round keeps at least one more object. */
const ROUNDS = 50;

/**
 * Imports the objects of an estate.
 *
 * @param name of the chart with the objects without a namespace
 * @param daprVersion of the cluster
 */
export function importEstate(
  { objects, values }: Estate, name: string, library: Library, daprVersion: string = PLATFORM_DEFAULTS.daprVersion,
): Imported {
  const reasons = new Map<string, string>();
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-import-'));
  try {
    for (let round = 0; ; round++) {
      const parts = partsOf({ objects, values }, { name, daprVersion, reasons, exported: Object.keys(library) });
      writeKept(folder, parts);
      const result = run(parts, folder, library);
      const differences = result.objects ? compare(objects, result.objects) : [];
      const found = round < ROUNDS ? refused(parts, result, differences) : new Map<string, string>();
      const news = [...found].filter(([key]) => !reasons.has(key));
      if (!news.length) {
        return { parts, differences, findings: result.findings, failure: result.failure ?? (result.objects ? undefined : 'errors remain') };
      }
      news.forEach(([key, why]) => reasons.set(key, why));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function partsOf({ objects, values }: Pick<Estate, 'objects' | 'values'>, { name, ...all }: Pick<ChartInput, 'daprVersion' | 'reasons' | 'exported'> & { readonly name: string }): Part[] {
  const byNamespace = grouped(objects, ({ manifest: { namespace } }) => namespace ?? '');
  if (values.length && !byNamespace.has('')) {
    byNamespace.set('', []);
  }
  const ids = new Set<string>();
  const classes = new Set([...all.exported, ...IMPORTED]);
  return [...byNamespace].sort(([a], [b]) => a < b ? -1 : 1).map(([namespace, found]) => {
    let id = namespace || name;
    while (ids.has(id) || ['main', 'stack.test'].includes(id)) {
      id = `${id}-objects`;
    }
    ids.add(id);
    return writeChart({
      ...all, namespace: namespace || undefined, id, className: className(id, classes), objects: found, values: namespace ? [] : values,
    });
  });
}

function writeKept(folder: string, parts: readonly Part[]): void {
  mkdirSync(join(folder, 'kept'), { recursive: true });
  parts.forEach(part => writeFileSync(join(folder, 'kept', `${part.id}.yaml`), keptFile(part)));
}

/** Objects that cannot be constructs, by key, with the reason. */
function refused(parts: readonly Part[], { findings, failure }: Run, differences: readonly Difference[]): Map<string, string> {
  const constructs = parts.flatMap(part => part.constructs.map(construct => ({ path: `${part.id}/${construct.id}`, construct })));
  const errors = findings.filter(({ level }) => level === 'error');
  const found = new Map<string, string>();
  for (const { path, code, message } of errors) {
    const at = constructs.find(each => path === each.path || path.startsWith(`${each.path}/`));
    if (at) {
      found.set(at.construct.object.key, `${code} ${message}`);
    }
  }
  for (const { key, kind, paths } of differences) {
    if (['missing', 'changed'].includes(kind) && constructs.some(({ construct: { object } }) => object.key === key)) {
      found.set(key, kind === 'missing' ? 'the construct does not write the object' : `the construct would change ${paths.join(', ')}`);
    }
  }
  if (!found.size) {
    // The error is about objects that stay as they are: nothing checks them without constructs beside them in the chart.
    const others = failure === undefined ? errors.map(({ code, path, message }) => ({ path, why: `${code} ${path}: ${message}` }))
      : [{ path: '', why: failure }];
    for (const { path, why } of others) {
      const chart = `${path.split('/')[0]}/`;
      const inChart = constructs.filter(each => each.path.startsWith(chart));
      (inChart.length ? inChart : constructs).forEach(({ construct: { object } }) => found.set(object.key, why));
    }
  }
  return found;
}
