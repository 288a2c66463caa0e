/** What counts as a failure of a run. */
import { EXPLAINED } from '../../dapr-suite/explained';
import { SuiteResult } from '../../dapr-suite/results';
import { lostTests, problemsOf, score, unusedExplanations } from '../../dapr-suite/verdict';

const result = (leaves: SuiteResult['leaves'], more: Partial<SuiteResult> = {}): SuiteResult =>
  ({ date: '2026-11-30', dapr: '1.18.2', kubernetes: '1.36', seconds: 1, leaves, differences: [], findings: [], ...more });
const TEST = 'TestHeaders/serviceinvocation-caller/grpc-to-http';
const OWN = result({ 'A/x': 'pass', 'A/y': 'flaky', 'B': 'fail', 'C': 'skip' });

test('a test is lost if it works with the own manifests, and fails, is skipped or does not run in a model', () => {
  expect(lostTests(OWN, result({ 'A/x': 'fail', 'B': 'fail' }))).toEqual(['A/x', 'A/y']);
  expect(lostTests(OWN, result({ 'A/x': 'flaky', 'A/y': 'skip' }))).toEqual(['A/y']);
});

test('a sidecar that loses a test is a problem', () => {
  expect(problemsOf('sidecar', 'stateapp', OWN, result({ 'A/x': 'pass', 'A/y': 'pass' }))).toEqual([]);
  expect(problemsOf('sidecar', 'stateapp', OWN, result({ 'A/x': 'fail', 'A/y': 'pass' }))).toEqual(['stateapp: A/x works with Dapr\'s own manifests and fails here']);
});

test('an explanation does not apply to a sidecar', () => {
  const { suite } = EXPLAINED[0];
  const own = result({ [TEST]: 'pass' });
  const failed = result({ [TEST]: 'fail' });
  expect(suite).toBe('service_invocation');
  expect(problemsOf('shared-per-node', suite, own, failed)).toEqual([]);
  expect(problemsOf('sidecar', suite, own, failed)).toHaveLength(1);
  expect(problemsOf('shared-per-node', 'stateapp', own, failed)).toHaveLength(1);
});

test('a difference between the builders that is not explained is a problem', () => {
  expect(problemsOf('sidecar', 'stateapp', OWN, result(OWN.leaves, { differences: ['only Dapr: dapr.io/log-level'] }))).toEqual(
    ['stateapp: difference that is not explained: only Dapr: dapr.io/log-level']);
});

test('results of another Dapr version, or none, cannot be compared', () => {
  expect(problemsOf('sidecar', 'stateapp', undefined, OWN)).toEqual(['stateapp: no results of own to compare with']);
  expect(problemsOf('sidecar', 'stateapp', OWN, result(OWN.leaves, { dapr: '1.19.0' }))).toEqual(['stateapp: Dapr 1.19.0, and own ran with 1.18.2']);
});

test('Dapr\'s own manifests are never a problem', () => {
  expect(problemsOf('own', 'stateapp', OWN, OWN)).toEqual([]);
});

test('an explanation without a failure is reported, so that it is removed', () => {
  const suites = { service_invocation: result({ [TEST]: 'pass' }) };
  expect(unusedExplanations('pinned', suites, suites)).toEqual([expect.stringMatching(/^service_invocation: .*TestHeaders.* is explained/)]);
  expect(unusedExplanations('pinned', suites, { service_invocation: result({ [TEST]: 'fail' }) })).toEqual([]);
  expect(unusedExplanations('pinned', {}, suites)).toEqual([]);
});

test('the score counts working and failing tests', () => {
  expect(score(OWN)).toBe('2/1');
});
