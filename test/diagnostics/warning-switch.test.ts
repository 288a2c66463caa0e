/** The environment variable that decides what happens to warnings. */
import { App, Chart } from 'cdk8s';
import { DaprFindings, DaprPlatform } from 'cdk8s-dapr';
import { report } from '../../src/diagnostics/report';
import { warningMode } from '../../src/diagnostics/warning-switch';
import { settingsOf } from '../../src/validation/settings';
import { spoken, WARNING } from '../support/diagnostics';

const SWITCH = 'CDK8S_DAPR_WARNINGS';
afterEach(() => { delete process.env[SWITCH]; });

function warned(): { root: App; chart: Chart } {
  const root = new App();
  const chart = new Chart(root, 'chart');
  report(chart, WARNING, 'x');
  return { root, chart };
}

test.each(['JEST_WORKER_ID', 'VITEST', 'NODE_TEST_CONTEXT', 'PYTEST_VERSION'])('warnings are off under the test runner that sets %s', name => {
  expect(warningMode({ [name]: '1' })).toBe('off');
  expect(warningMode({ [name]: '1', [SWITCH]: 'print' })).toBe('print');
});

test('warnings are printed outside test runners, and by an empty or unknown value', () => {
  expect([{}, { [SWITCH]: '' }, { [SWITCH]: 'no' }].map(env => warningMode(env))).toEqual(['print', 'print', 'print']);
  expect(warningMode({ [SWITCH]: 'off' })).toBe('off');
});

test('a synth of an App writes nothing to stderr under Jest', () => {
  expect(spoken(warned().root)).toEqual({ printed: [], error: '' });
});

test('the switch prints them under Jest', () => {
  process.env[SWITCH] = 'print';
  expect(spoken(warned().root).printed).toEqual([expect.stringMatching(/^warning DAPR4016 chart: x\. /)]);
});

test('the switch makes them errors, unless a scope says otherwise', () => {
  process.env[SWITCH] = 'error';
  expect(spoken(warned().root)).toEqual({ printed: [], error: expect.stringContaining('DAPR4016 chart: x.') });
  const lenient = new App();
  const chart = new Chart(lenient, 'lenient');
  DaprPlatform.set(chart, { warningsAsErrors: false });
  report(chart, WARNING, 'x');
  expect(spoken(lenient)).toEqual({ printed: [expect.stringContaining('DAPR4016 lenient: x.')], error: '' });
});

test('the switch makes the warnings of the validation plugin errors, unless its properties say otherwise', () => {
  expect(settingsOf({}).warningsAsErrors).toBe(false);
  process.env[SWITCH] = 'error';
  expect([settingsOf({}), settingsOf({ warningsAsErrors: false })].map(each => each.warningsAsErrors)).toEqual([true, false]);
});

test('an unknown value is refused by constructs and by the validation plugin', () => {
  process.env[SWITCH] = 'errors';
  const text = "CDK8S_DAPR_WARNINGS must be 'print', 'off' or 'error'; got 'errors'.";
  expect(DaprFindings.of(warned().root).list().map(({ code, path, message }) => [code, path, message])[0]).toEqual(['DAPR8170', 'App', text]);
  expect(spoken(warned().root).error).toContain(`DAPR8170 App: ${text}`);
  expect(() => settingsOf({})).toThrow(`DAPR8170 DaprValidation: ${text}`);
});
