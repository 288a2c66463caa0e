/** Compares results: a sidecar must equal Dapr's own manifests, and each failure behind a shared daprd must be explained. */
import { EXPLAINED, EXPLAINED_DIFFERENCES, ExplainedFailure } from './explained';
import { isShared, Model, OWN } from './models';
import { ModelResults, SuiteResult } from './results';
import { Result } from './run-suite';

export const works = (result: Result | undefined): boolean => result === 'pass' || result === 'flaky';

/** The explanation of a failed test. */
export const explanationOf = (model: Model, suite: string, test: string): ExplainedFailure | undefined =>
  EXPLAINED.find(each => each.suite === suite && each.models.includes(model) && each.tests.test(test));

/** Tests of the own manifests that work, and do not in a model. */
export const lostTests = (own: SuiteResult, result: SuiteResult): string[] =>
  Object.keys(own.leaves).filter(test => works(own.leaves[test]) && !works(result.leaves[test]));

/** Problems of a suite in a model; none if it is as expected. */
export function problemsOf(model: Model, suite: string, own: SuiteResult | undefined, result: SuiteResult): string[] {
  if (model === OWN) {
    return [];
  }
  const lost = own ? lostTests(own, result) : [];
  return [
    ...(own ? [] : [`${suite}: no results of ${OWN} to compare with`]),
    ...(own && own.dapr !== result.dapr ? [`${suite}: Dapr ${result.dapr}, and ${OWN} ran with ${own.dapr}`] : []),
    ...lost.filter(test => !isShared(model) || !explanationOf(model, suite, test)).map(test => `${suite}: ${test} works with Dapr's own manifests and fails here`),
    ...result.differences.filter(text => !EXPLAINED_DIFFERENCES.some(({ difference, models }) => models.includes(model) && difference.test(text)))
      .map(text => `${suite}: difference that is not explained: ${text}`),
  ];
}

/** Explanations of tests that work: they must be removed. */
export function unusedExplanations(model: Model, own: ModelResults, results: ModelResults): string[] {
  const used = EXPLAINED.filter(({ suite, models, passesAtTimes }) => !passesAtTimes && models.includes(model) && results[suite] && own[suite]);
  return used.filter(({ suite, tests }) => !lostTests(own[suite], results[suite]).some(test => tests.test(test)))
    .map(({ suite, tests }) => `${suite}: ${tests.source} is explained and does not fail in ${model}`);
}

/** Numbers of tests that work and that fail. */
export function score({ leaves }: SuiteResult): string {
  const all = Object.values(leaves);
  return `${all.filter(works).length}/${all.filter(each => each === 'fail').length}`;
}
