/** What is refused and what is warned of in resources, by their codes. */
import { codes, newChart, refusal, warningCodes } from '../../scenarios/charts';
import { ERRORS, RIGHT, WARNINGS } from '../../scenarios/faults/resources';

const inNamespace = (settings: any): [any, any] => { const { namespace, ...others } = settings; return [others, { namespace }]; };

test.each(ERRORS.map(([what, code, build, settings = {}]) => [what, code, build, settings] as const))('%s is refused with %s', (_what, code, build, settings) => {
  expect(codes(() => { const chart = newChart(...inNamespace(settings)); build(chart); return chart; })).toContain(code);
});

test.each(WARNINGS.map(([what, code, build, settings = {}]) => [what, code, build, settings] as const))('%s is a warning %s and no error', (_what, code, build, settings) => {
  const chart = newChart(settings);
  build(chart);
  expect(refusal(chart)).toBe('');
  expect(warningCodes(chart)).toContain(code);
});

test.each(RIGHT.map(([what, build, settings = {}]) => [what, build, settings] as const))('%s is right', (_what, build, settings) => {
  const chart = newChart(settings);
  build(chart);
  expect(refusal(chart)).toBe('');
});
