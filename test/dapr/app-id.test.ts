/** Which app-ids there may be. */
import { newChart, refusal, said } from '../../scenarios/charts';
import { appIdProblem, checkAppId } from '../../src/dapr/app-id';

describe('an app-id', () => {
  test.each<[string, number, object | undefined]>([
    ['orders', 58, undefined],
    ['a'.repeat(58), 58, undefined],
    ['', 58, { code: 'DAPR1001', what: 'appId is empty' }],
    ['abcdef', 5, { code: 'DAPR1003', what: "app-id 'abcdef' has 6 characters, at most 5 fit", todo: "shorten it, for example to 'abcde'" }],
    ['Or.ders', 58, { code: 'DAPR1002', what: "app-id 'Or.ders' holds 'O'", todo: "give appId, for example 'or-ders'" }],
    ['orders-', 58, { code: 'DAPR1002', what: "app-id 'orders-' begins or ends with a hyphen", todo: "give appId, for example 'orders'" }],
  ])('%s of at most %d characters: %j', (appId, max, problem) => {
    const { rule, ...found } = appIdProblem(appId, max) ?? {};
    expect(rule && { code: rule.code, ...found }).toEqual(problem);
  });
});

test('an app-id that is none is reported, and stands for itself so that the rest is found too', () => {
  const chart = newChart();
  expect([checkAppId(chart, 5), checkAppId(chart, 'Bad'), checkAppId(chart, 'good'), checkAppId(chart, 'abc', 2)]).toEqual(['invalid', 'Bad', 'good', 'abc']);
  expect(said(chart, 'DAPR3017')).toEqual(['chart: appId must be a string; got 5']);
  expect(said(chart, 'DAPR1002')).toEqual(["chart: app-id 'Bad' holds 'B'"]);
  expect(said(chart, 'DAPR1003')).toEqual(["chart: app-id 'abc' has 3 characters, at most 2 fit"]);
  expect(refusal(chart)).toContain("Give appId, for example 'bad'.");
});
