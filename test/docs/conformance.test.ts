/** docs/conformance.md, the model pages and the capability table agree with the committed results of Dapr's own tests. */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CAPABILITIES } from '../../dapr-suite/capabilities';
import { conformanceOf } from '../../dapr-suite/conformance';
import { EXPLAINED } from '../../dapr-suite/explained';
import { isShared, Model, MODELS, OWN } from '../../dapr-suite/models';
import { resultsOf } from '../../dapr-suite/results';
import { LEFT_OUT, runsIn, SUITES } from '../../dapr-suite/suites';
import { problemsOf, unusedExplanations } from '../../dapr-suite/verdict';
import { TABLE } from '../../scenarios/capability-table';
import { Model as Checked } from '../../scenarios/models';
import { RULES } from '../../src/catalogue/rules.generated';
import { conformancePage } from '../../tools/conformance';
import { TOP } from '../support/paths';

const COMPARED = MODELS.filter(model => model !== OWN);
const PAGES = join(TOP, 'docs');
const rules = RULES as { [code: string]: { level: string } };

/** The models of the capability table. */
const CHECKED: { readonly [model in Exclude<Model, 'own'>]: Checked } = {
  'sidecar': 'sidecar', 'shared-per-node': 'shared DaemonSet', 'shared-per-cluster': 'shared Deployment', 'pinned': 'pinned Deployment',
};

test('the page is generated from the committed results', () => {
  expect(readFileSync(join(PAGES, 'conformance.md'), 'utf8')).toBe(conformancePage());
});

test.each(COMPARED)('the committed results of model %s are as expected', model => {
  const [own, results] = [resultsOf(OWN), resultsOf(model)];
  expect(Object.keys(results).flatMap(suite => problemsOf(model, suite, own[suite], results[suite]))).toEqual([]);
  expect(unusedExplanations(model, own, results)).toEqual([]);
});

test.each(EXPLAINED.map(each => [`${each.suite} ${each.tests.source}`, each] as const))('a page of docs tells users why %s fails', (_, { page, rule, says }) => {
  expect(existsSync(join(PAGES, page))).toBe(true);
  const text = readFileSync(join(PAGES, page), 'utf8');
  expect(text).toContain(says);
  if (rule) {
    expect(rules[rule]).toBeDefined();
    expect(text).toContain(rule);
  }
});

test('every suite belongs to a capability, and none of them is left out', () => {
  expect([...new Set(CAPABILITIES.flatMap(({ tests }) => tests.map(({ suite }) => suite)))].sort()).toEqual(Object.keys(SUITES).sort());
  expect(Object.keys(LEFT_OUT).filter(suite => suite in SUITES)).toEqual([]);
});

test('a rule tells users why a suite does not run behind shared daprds, and it has no results there', () => {
  const left = Object.entries(SUITES).flatMap(([suite, { notShared }]) => notShared ? [{ suite, ...notShared }] : []);
  expect(left.map(({ rule }) => rule).filter(rule => !rules[rule])).toEqual([]);
  expect(left.flatMap(({ suite }) => MODELS.filter(model => isShared(model) && (runsIn(model, suite) || resultsOf(model)[suite])))).toEqual([]);
  expect(runsIn(OWN, 'injector') && runsIn('sidecar', 'injector') && runsIn('pinned', 'stateapp')).toBe(true);
});

describe.each(COMPARED)('the capability table agrees with the tests in model %s', model => {
  const rows = conformanceOf(model, resultsOf(OWN), resultsOf(model)).filter(({ capability, tests }) => tests && capability.declared);

  test.each(rows.map(row => [row.capability.name, row] as const))('%s', (_, { capability: { declared, settings }, lost, refused: raised }) => {
    const refused = declared!.map(each => TABLE[CHECKED[model as keyof typeof CHECKED]][each]).filter(cell => rules[cell]?.level === 'error');
    const reasons = [settings?.[model] ?? '', ...raised].join();
    // What the table refuses was refused in the run too, or ran with the settings that the rule asks for.
    expect(refused.filter(code => !reasons.includes(code))).toEqual([]);
    expect(lost.filter(({ explained }) => !explained)).toEqual([]);
  });
});
