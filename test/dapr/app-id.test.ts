/** Valid and invalid app IDs. */
import { newChart, refusal, messagesOf } from '../../scenarios/charts';
import { appIdProblem, checkAppId } from '../../src/dapr/app-id';

describe('an app ID', () => {
  test.each<[string, number, object | undefined]>([
    ['orders', 58, undefined],
    ['a'.repeat(58), 58, undefined],
    ['', 58, { code: 'DAPR1001', what: 'app ID must not be empty' }],
    ['abcdef', 5, { code: 'DAPR1003', what: "app ID must have at most 5 characters; got 'abcdef' (6 characters)", todo: "shorten it, for example to 'abcde'" }],
    ['Or.ders', 58, { code: 'DAPR1002', what: "app ID must be a DNS label; got 'Or.ders', which contains 'O'", todo: "use a DNS label such as 'or-ders'" }],
    ['orders-', 58, { code: 'DAPR1002', what: "app ID must be a DNS label; got 'orders-', which begins or ends with a hyphen", todo: "use a DNS label such as 'orders'" }],
  ])('%s of at most %d characters: %j', (appId, max, problem) => {
    const { rule, ...found } = appIdProblem(appId, max) ?? {};
    expect(rule && { code: rule.code, ...found }).toEqual(problem);
  });
});

test('an invalid app ID is reported and returned, so that construction continues', () => {
  const chart = newChart();
  expect([checkAppId(chart, 5), checkAppId(chart, 'Bad'), checkAppId(chart, 'good'), checkAppId(chart, 'abc', 2)]).toEqual(['invalid', 'Bad', 'good', 'abc']);
  expect(messagesOf(chart, 'DAPR3017')).toEqual(['chart: appId must be a string; got 5']);
  expect(messagesOf(chart, 'DAPR1002')).toEqual(["chart: app ID must be a DNS label; got 'Bad', which contains 'B'"]);
  expect(messagesOf(chart, 'DAPR1003')).toEqual(["chart: app ID must have at most 2 characters; got 'abc' (3 characters)"]);
  expect(refusal(chart)).toContain("Use a DNS label such as 'bad'.");
});
