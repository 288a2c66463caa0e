/** Seeds every fault of the catalogue into a valid stack, and returns the findings of this library and of cdk8s alone. */
import { App, Chart, Testing } from 'cdk8s';
import { DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { NO_COUNTERPART, PLAIN } from './plain';
import { findingsIn } from '../../scenarios/charts';
import type { Case } from '../../scenarios/faults/case';
import { BY_LIBRARY, BY_TYPE, FAULTS, ROWS, rowsOf } from '../../scenarios/faults/catalogue';
import { NAMESPACE, validStack } from '../../scenarios/valid-stack';

/** A finding about one construct. */
export interface Found {
  readonly code: string;
  readonly level: 'error' | 'warning';
  /** Path of the construct. */
  readonly at: string;
}

export interface Seeded {
  /** Its rows in the catalogue; none for a fault beyond it. */
  readonly rows: number[];
  readonly fault: string;
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly found: Found[];
  /** The findings about the stack itself. */
  readonly inStack: Found[];
}

/** Faults that need a chart without a namespace. */
const WITHOUT_NAMESPACE = [
  '16 a namespace on one side only, in one chart', '19 two objects with the same kind and name in different charts', '160 mTLS disabled on one side',
  'an outbox on a broker with topic scopes, in an unknown namespace', 'a component that reads from another namespace, for an app without a known namespace',
  'a function behind a shared daprd without a namespace', 'an OpenFunction function without a namespace',
];

/** The findings in the error of a synth or a constructor. */
function errorsIn(error: unknown): Found[] {
  const found = findingsIn(error).map(({ code, path }): Found => ({ code, level: 'error', at: path }));
  return found.length || !error ? found : [{ code: (error as Error).message, level: 'error', at: '' }];
}

function findings(app: App, build: () => void): Found[] {
  let error: unknown;
  try {
    build();
    app.charts.forEach(each => Testing.synth(each));
  } catch (thrown) {
    error = thrown;
  }
  return [...errorsIn(error), ...DaprWarnings.of(app).list().map(({ code, path }) => ({ code, level: 'warning' as const, at: path }))];
}

/** The findings in the stack without a fault. */
export function unseeded(): Found[] {
  const app = Testing.app();
  return findings(app, () => validStack(app));
}

function seed(level: 'error' | 'warning', fault: Case): Seeded {
  const [title, code, build, { namespace = WITHOUT_NAMESPACE.includes(title) ? undefined : NAMESPACE, ...platform } = {}] = fault;
  const app = Testing.app();
  const stack = validStack(app).map(({ node }) => node.id);
  const found = findings(app, () => {
    const chart = new Chart(app, 'chart', { namespace });
    DaprPlatform.set(chart, platform);
    build(chart);
  });
  return { rows: rowsOf(fault), fault: title.replace(/^[\d and]*\d /, ''), code, level, found, inStack: found.filter(({ at }) => stack.includes(at.split('/')[0])) };
}

export const seeded = (): Seeded[] => FAULTS.map(({ level, fault }) => seed(level, fault));

/** The error of cdk8s and cdk8s-plus for a row without this library, if any, or the reason why the row cannot be written there. */
export function alone(row: number): { readonly error?: string; readonly noCounterpart?: string } {
  if (NO_COUNTERPART[row]) {
    return { noCounterpart: NO_COUNTERPART[row] };
  }
  const app = Testing.app();
  try {
    PLAIN[row](new Chart(app, 'chart'));
    app.synthYaml();
    return {};
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** All rows, and those that cannot be seeded because they do not compile or the library prevents them. */
export const CATALOGUE = Array.from({ length: ROWS }, (_, i) => i + 1);
export const NOT_SEEDED: { [row: number]: string } = {
  ...Object.fromEntries(Object.entries(BY_TYPE).map(([row, why]) => [row, `does not compile: ${why}`])),
  ...Object.fromEntries(Object.entries(BY_LIBRARY).map(([row, why]) => [row, `prevented: ${why}`])),
};
