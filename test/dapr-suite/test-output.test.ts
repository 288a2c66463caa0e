/** Results are read from the output of Go's tests. */
import { combined } from '../../dapr-suite/run-suite';
import { leavesOf, patternOfFailed, SETUP } from '../../dapr-suite/test-output';

const OUTPUT = `=== RUN   TestState
=== RUN   TestState/http
=== RUN   TestState/grpc
2026/11/30 21:00:00 --- a line of the app
--- FAIL: TestState (1.64s)
    --- PASS: TestState/http (0.01s)
    --- FAIL: TestState/grpc (0.01s)
=== RUN   TestQuery
--- SKIP: TestQuery (0.00s)
FAIL
`;

test('the leaves are the tests without subtests', () => {
  expect(leavesOf(OUTPUT, 1)).toEqual({ 'TestState/http': 'pass', 'TestState/grpc': 'fail', 'TestQuery': 'skip' });
});

test('a test that fails by itself, after its subtests passed, is a leaf too', () => {
  expect(leavesOf('--- FAIL: TestA (1.00s)\n    --- PASS: TestA/b (0.00s)\n', 1)).toEqual({ 'TestA': 'fail', 'TestA/b': 'pass' });
});

test('the test that was running when the program ended has failed', () => {
  expect(leavesOf('=== RUN   TestA\n--- PASS: TestA (0.00s)\n=== RUN   TestB\npanic: test timed out', 2)).toEqual({ TestA: 'pass', TestB: 'fail' });
});

test('a program that ends before its tests is a failure of the setup', () => {
  expect(leavesOf('Failed Platform.setup()', 1)).toEqual({ [SETUP]: 'fail' });
});

test('a repetition runs the tests at the top that failed, or all if none ran', () => {
  expect(patternOfFailed(leavesOf(OUTPUT, 1))).toBe('^(TestState)$');
  expect(patternOfFailed({ [SETUP]: 'fail' })).toBeUndefined();
  expect(patternOfFailed({ TestA: 'pass' })).toBeUndefined();
});

test('a failure that does not repeat is flaky', () => {
  expect(combined({ 'A/x': 'fail', 'A/y': 'pass', 'B': 'fail' }, { 'A/x': 'pass', 'A/y': 'pass', 'B': 'fail' })).toEqual({ 'A/x': 'flaky', 'A/y': 'pass', 'B': 'fail' });
  expect(combined({ A: 'fail' }, undefined)).toEqual({ A: 'fail' });
});

test('a failed setup is flaky if the repetition reaches the tests, whose results count', () => {
  expect(combined({ [SETUP]: 'fail' }, { A: 'pass' })).toEqual({ [SETUP]: 'flaky', A: 'pass' });
  expect(combined({ [SETUP]: 'fail' }, { [SETUP]: 'fail' })).toEqual({ [SETUP]: 'fail' });
});
