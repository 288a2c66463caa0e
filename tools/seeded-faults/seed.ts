/** Puts every fault of the catalogue into a valid stack and tells what is found, by this library and by cdk8s alone. */
import { App, Chart, Testing } from 'cdk8s';
import { DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { NO_COUNTERPART, PLAIN } from './plain';
import { findingsIn } from '../../scenarios/charts';
import type { Case } from '../../scenarios/faults/case';
import { BY_LIBRARY, BY_TYPE, FAULTS, ROWS, rowsOf } from '../../scenarios/faults/catalogue';
import { NAMESPACE, validStack } from '../../scenarios/valid-stack';

/** What a synth said of one construct. */
export interface Found {
  readonly code: string;
  readonly level: 'error' | 'warning';
  /** Path of the construct. */
  readonly at: string;
}

export interface Seeded {
  /** Its rows in the catalogue; none where the catalogue does not have it. */
  readonly rows: number[];
  readonly fault: string;
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly found: Found[];
  /** What was found at the stack itself. */
  readonly beside: Found[];
}

/** They are about having no namespace, or have a second chart without one. */
const WITHOUT_NAMESPACE = [
  '16 namespace known on one side only, in one chart', '19 two objects of one kind and name in different charts', '160 mTLS off on one side',
  'a function behind a shared daprd without a namespace', 'a function of OpenFunction without a namespace',
];

/** What the error says with which a synth or a constructor refused. */
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

/** What is found in the stack as it is. */
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
  return { rows: rowsOf(fault), fault: title.replace(/^[\d and]*\d /, ''), code, level, found, beside: found.filter(({ at }) => stack.includes(at.split('/')[0])) };
}

export const seeded = (): Seeded[] => FAULTS.map(({ level, fault }) => seed(level, fault));

/** What cdk8s and cdk8s-plus say to a row without this library: their error, or nothing; or why the row cannot be written there. */
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

/** Every row, and what nobody can seed since it does not compile or the library does it right. */
export const CATALOGUE = Array.from({ length: ROWS }, (_, i) => i + 1);
export const NOT_SEEDED: { [row: number]: string } = {
  ...Object.fromEntries(Object.entries(BY_TYPE).map(([row, why]) => [row, `does not compile: ${why}`])),
  ...Object.fromEntries(Object.entries(BY_LIBRARY).map(([row, why]) => [row, `the library: ${why}`])),
};
