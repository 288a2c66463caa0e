/** Runs the written statements, without a compiler and without files of code. */
import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import { Part } from './estate/model';
import { chartProgram } from './project';
import { DaprFinding } from '../diagnostics/dapr-finding';
import { DaprFindings } from '../diagnostics/dapr-findings';
import { Json } from '../util/json';

/** What this package exports, by name. */
export interface Library { readonly [name: string]: unknown }

export interface Run {
  /** The objects that a synth writes; undefined if it fails. */
  readonly objects?: readonly Json[];
  readonly findings: readonly DaprFinding[];
  /** An error without a code. */
  readonly failure?: string;
}

type ChartClass = new (scope: cdk8s.App, id: string) => cdk8s.Chart;

/**
 * The objects and findings of the written charts.
 *
 * @param folder the folder of the files of YAML
 */
export function run(parts: readonly Part[], folder: string, library: Library): Run {
  const modules: { readonly [name: string]: unknown } = { cdk8s, constructs, 'cdk8s-dapr': library, 'path': { join: (...names: string[]) => names.join('/') } };
  try {
    const app = new cdk8s.App();
    for (const part of parts) {
      const Chart: ChartClass = new Function('require', '__dirname', chartProgram(part))((name: string) => modules[name], folder);
      new Chart(app, part.id);
    }
    const findings = DaprFindings.of(app).list();
    return findings.some(({ level }) => level === 'error') ? { findings } : { findings, objects: app.charts.flatMap(chart => chart.toJson()) };
  } catch (thrown) {
    const findings = DaprFindings.ofError(thrown).list();
    return { findings, ...(findings.length ? {} : { failure: (thrown as Error).message }) };
  }
}
