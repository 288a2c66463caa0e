/** The values of Dapr's chart, and which user-defined values are refused. */
import { DaprWarnings } from 'cdk8s-dapr';
import { codes, refusal, warningCodes } from '../../scenarios/charts';
import { CHART_KEYS } from '../../src/control-plane/chart-keys';
import { build, refused } from '../support/control-plane';

describe('unknown values', () => {
  test.each<[string, { [key: string]: any }, string, string]>([
    ['a first-level name', { dapr_injector: {} }, 'DAPR9006', 'Use one of global, dapr_config, '],
    ['a typo in a first-level name', { dapr_operater: {} }, 'DAPR9006', 'Use dapr_operator'],
    ['a typo in a second-level name', { global: { logAsJSON: true } }, 'DAPR9006', 'values.global.logAsJSON is not a value of the chart'],
    ['tracing, which the control plane does not support', { global: { tracing: { samplingRate: '1' } } }, 'DAPR9006', 'DaprConfiguration'],
    ['tracing at the first level', { otel: {} }, 'DAPR9006', 'DaprConfiguration'],
    ['a subchart that is not a map', { dapr_sentry: 'x' }, 'DAPR9012', 'must be a map'],
  ])('%s is refused', (_what, given, code, message) => {
    expect(refused({ values: given })).toEqual([code]);
    expect(refusal(build({ values: given }))).toContain(message);
  });

  test('an unknown second-level name may be newer than this library and causes a warning', () => {
    const chart = build({ values: { dapr_scheduler: { quorumOfTheFuture: 3 } } });
    expect(warningCodes(chart)).toEqual(['DAPR9007']);
    expect(refusal(chart)).toBe('');
    DaprWarnings.of(chart).acknowledge('DAPR9007', 'Dapr 1.20 has it');
  });

  test.each(Object.keys(CHART_KEYS))('every known name of %s is accepted', key => {
    for (const name of CHART_KEYS[key]) {
      expect([name, codes(() => build({ chartVersion: '1.19.0', values: { [key]: { [name]: {} } } }, { daprVersion: '1.19' })).filter(code => code !== 'DAPR9005')]).toEqual([name, []]);
    }
  });

  test.each<[string, unknown, string]>([
    ['null, which each output interprets differently', null, 'DAPR3017'], ['a function', () => 1, 'DAPR3017'], ['NaN', NaN, 'DAPR3017'], ['a date', new Date(0), 'DAPR3017'],
    ['a control character', 'a\u0000', 'DAPR3017'],
  ])('%s among the values is refused', (_what, value, code) => {
    expect(refused({ values: { global: { labels: { a: [value] } } } })).toEqual([code]);
  });

  test('a multi-line string is accepted', () => {
    expect(refused({ values: { global: { labels: { a: 'one\n\ttwo\r\n' } } } })).toEqual([]);
  });
});
