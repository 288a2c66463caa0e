/** The committed results: one file a model, with the suites that were run last. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Model } from './models';
import { Difference } from './proxy/compare';
import { Result, SuiteRun } from './run-suite';

export interface SuiteResult {
  readonly date: string;
  readonly dapr: string;
  readonly kubernetes: string;
  readonly seconds: number;
  readonly leaves: { readonly [test: string]: Result };
  /** Differences between the builders, over all apps of the suite. */
  readonly differences: readonly string[];
  /** Errors and warnings of the constructs. */
  readonly findings: readonly string[];
}

export interface ModelResults { readonly [suite: string]: SuiteResult }

export const RESULTS = join(__dirname, 'results');
const fileOf = (model: Model): string => join(RESULTS, `${model}.json`);

export const resultsOf = (model: Model): ModelResults => existsSync(fileOf(model)) ? JSON.parse(readFileSync(fileOf(model), 'utf8')) : {};

/** A difference as text: the values are those of the app and not shown, except where they differ. */
export const shownDifference = ({ side, field, values }: Difference): string =>
  side === 'both' ? `differs: ${field}: ${values.map(value => JSON.stringify(value)).join(' and ')}` : `only ${side === 'dapr' ? 'Dapr' : 'ours'}: ${field}`;

export function addResult(model: Model, suite: string, run: SuiteRun, versions: { dapr: string; kubernetes: string }): SuiteResult {
  const unique = (texts: string[]): string[] => [...new Set(texts)].sort();
  const result: SuiteResult = {
    date: new Date().toISOString().slice(0, 10),
    ...versions,
    seconds: run.seconds,
    leaves: run.leaves,
    differences: unique(run.translated.flatMap(each => each.differences.map(shownDifference))),
    findings: unique(run.translated.flatMap(each => each.findings.map(finding => finding.slice(0, 'DAPR0000'.length)))),
  };
  const all = { ...resultsOf(model), [suite]: result };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(fileOf(model), `${JSON.stringify(Object.fromEntries(Object.entries(all).sort(([a], [b]) => a < b ? -1 : 1)), undefined, 2)}\n`);
  return result;
}
