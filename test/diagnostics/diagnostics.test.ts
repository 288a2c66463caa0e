/** How problems are collected and told. */
import { App, Chart } from 'cdk8s';
import { DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, codes, deployment, newChart, refusal } from '../../scenarios/charts';
import { CODES } from '../../src/diagnostics/codes';
import { Diagnostics, problemText } from '../../src/diagnostics/diagnostics';
import { ERROR, spoken, WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';

describe('the text of a problem', () => {
  const { why, todo } = CODES[ERROR];
  const advice = `${todo.charAt(0).toUpperCase()}${todo.slice(1)}`;
  test('says the code, the place, what is wrong, why that is bad and what to do', () => {
    expect(problemText({ code: ERROR, what: 'x is y' }, 'a/b')).toBe(`DAPR1002 a/b: x is y. ${why}. ${advice}.`);
    expect(problemText({ code: ERROR, what: 'x is y' })).toBe(`DAPR1002: x is y. ${why}. ${advice}.`);
  });
  test('is precise where the finding is, and keeps a question a question', () => {
    expect(problemText({ code: ERROR, what: 'did you mean z?', todo: 'give z' })).toBe(`DAPR1002: did you mean z? ${why}. Give z.`);
  });
  test('is that of an error which stops everything', () => {
    const chart = newChart();
    expect(Diagnostics.fatal({ at: chart, code: ERROR, what: 'x' }).message).toBe(`DAPR1002 chart: x. ${why}. ${advice}.`);
    expect(Diagnostics.message({ at: chart, code: ERROR, what: 'x' }, false)).toMatch(/^DAPR1002: x\./);
  });
});

describe('a synth', () => {
  test('tells every problem of an App at once, each with its code, place, value and way out', () => {
    const chart = newChart();
    app(chart, { appId: 'Bad' }, 'a');
    app(chart, { appPort: 3500 }, 'b');
    app(chart, { workload: deployment(chart, 'w', { hostNetwork: true }) }, 'c');
    expect(refusal(chart)).toMatch(/\[chart\/a\] DAPR1002: app-id 'Bad' holds 'B'\. .* rejects .*\. Give appId, for example 'bad'\./);
    expect(codes(() => chart)).toEqual(expect.arrayContaining(['DAPR1002', 'DAPR2001', 'DAPR2010']));
  });

  test('tells every problem at its construct, each once', () => {
    const chart = newChart();
    const at = anObject(chart, 'a');
    Diagnostics.of(chart).report(at, ERROR, 'one');
    Diagnostics.of(chart).report(at, ERROR, 'one');
    Diagnostics.of(at).report(at, ERROR, 'two', 'do this');
    expect(refusal(chart).match(/\[chart\/a\] DAPR1002: (one|two)\./g)).toEqual(['[chart/a] DAPR1002: one.', '[chart/a] DAPR1002: two.']);
    expect(refusal(chart)).toContain('Do this.');
  });

  test('tells what is found about a construct of another App at the root, with its path', () => {
    const chart = newChart();
    const at = new Construct(newChart(), 'elsewhere');
    Diagnostics.of(chart).check(() => [{ at, code: ERROR, what: 'x' }]);
    expect(refusal(chart)).toContain('[] DAPR1002 chart/elsewhere: x.');
  });

  test('is refused by no warning', () => {
    const chart = newChart();
    Diagnostics.of(chart).report(anObject(chart, 'a'), WARNING, 'x');
    expect(refusal(chart)).toBe('');
  });

  test('forgets what was worked out for the last one', () => {
    const chart = newChart();
    let wrong = true;
    Diagnostics.of(chart).check(() => wrong ? [{ at: chart, code: ERROR, what: 'x' }] : []);
    const { round } = Diagnostics.of(chart);
    expect(refusal(chart)).toContain('DAPR1002');
    expect(Diagnostics.of(chart).round).toBeGreaterThan(round);
    wrong = false;
    expect(refusal(chart)).toBe('');
  });

  test('of a whole App runs a check once, however many charts there are', () => {
    const root = new App();
    ['a', 'b', 'c'].forEach(id => anObject(new Chart(root, id), 'x'));
    let runs = 0;
    Diagnostics.of(root).check(() => { runs++; return []; });
    root.synthYaml();
    // Once for the synth and not again for its warnings.
    expect(runs).toBe(1);
    root.synthYaml();
    expect(runs).toBe(2);
    expect(DaprWarnings.of(root).list()).toEqual([]);
    expect(runs).toBe(3);
  });

  test('that is refused looks at what is found while rendering, too', () => {
    const chart = newChart();
    const object = anObject(chart, 'a');
    Diagnostics.of(chart).checkRendered({ at: object, object: object, findings: () => [{ at: object, code: ERROR, what: 'rendered' }, { at: object, code: WARNING, what: 'doubtful' }] });
    expect(refusal(chart)).toBe('');
    Diagnostics.of(chart).report(object, ERROR, 'known');
    expect(refusal(chart)).toMatch(/\[chart\/a\] DAPR1002: known\.[^\n]*\n\s+\[chart\/a\] DAPR1002: rendered\./);
    expect(refusal(chart)).not.toContain('doubtful');
  });

  test('that stumbles while rendering tells what all renders find, each once', () => {
    const chart = newChart();
    const diagnostics = Diagnostics.of(chart);
    const [a, b] = ['a', 'b'].map(id => anObject(chart, id));
    diagnostics.checkRendered({ at: a, object: a, findings: () => [{ at: a, code: ERROR, what: 'first' }, { at: a, code: WARNING, what: 'doubtful' }] });
    diagnostics.checkRendered({ at: b, object: b, findings: () => [{ at: b, code: ERROR, what: 'second' }, { at: a, code: ERROR, what: 'first' }] });
    expect(() => diagnostics.rendered([])).not.toThrow();
    expect(() => diagnostics.rendered([{ at: a, code: WARNING, what: 'doubtful' }])).not.toThrow();
    expect(() => diagnostics.rendered([{ at: a, code: ERROR, what: 'first' }])).toThrow(/^Validation failed with the following errors:\n {2}DAPR1002 chart\/a: first\..*\n {2}DAPR1002 chart\/b: second\.[^\n]*$/);
  });
});

test('an App without anything of Dapr is synthesized as it is', () => {
  const root = new App();
  DaprPlatform.set(root, {});
  anObject(new Chart(root, 'chart'), 'a');
  expect(spoken(root)).toEqual({ printed: [], error: '' });
  const chart = newChart();
  app(chart, { workload: deployment(chart) });
  expect(spoken(chart.node.root as App)).toEqual({ printed: [], error: '' });
});
