/** How findings are collected and reported. */
import { App, Chart } from 'cdk8s';
import { DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, codes, deployment, newChart, refusal } from '../../scenarios/charts';
import { Diagnostics } from '../../src/diagnostics/diagnostics';
import { report } from '../../src/diagnostics/report';
import { Synths } from '../../src/synth/synths';
import { ERROR, spoken, WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';

describe('a synth', () => {
  test('reports all errors of an App at once, each with code, path, value and advice', () => {
    const chart = newChart();
    app(chart, { appId: 'Bad' }, 'a');
    app(chart, { appPort: 3500 }, 'b');
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'daprd' }] }) }, 'c');
    expect(refusal(chart)).toMatch(/DAPR1002 chart\/a \(Deployment \S+\): app ID must be a DNS label; got 'Bad', which contains 'B'\. .* rejects .*\. Use a DNS label such as 'bad'\./);
    expect(codes(() => chart)).toEqual(expect.arrayContaining(['DAPR1002', 'DAPR2001', 'DAPR1009']));
  });

  test('reports every error once, at its construct', () => {
    const chart = newChart();
    const at = anObject(chart, 'a');
    report(at, ERROR, 'one');
    report(at, ERROR, 'one');
    report(at, ERROR, 'two', 'do this');
    expect(refusal(chart).match(/DAPR1002 chart\/a \(ConfigMap \S+\): (one|two)\./g)).toHaveLength(2);
    expect(refusal(chart)).toContain('Do this.');
  });

  test('reports a finding about a construct of another App, with its path', () => {
    const chart = newChart();
    const at = new Construct(newChart(), 'elsewhere');
    Diagnostics.of(chart).check(() => [{ at, rule: ERROR, what: 'x' }]);
    expect(refusal(chart)).toContain('DAPR1002 chart/elsewhere: x.');
  });

  test('does not fail because of a warning', () => {
    const chart = newChart();
    report(anObject(chart, 'a'), WARNING, 'x');
    expect(refusal(chart)).toBe('');
  });

  test('does not reuse the findings of the last one', () => {
    const chart = newChart();
    let wrong = true;
    Diagnostics.of(chart).check(() => wrong ? [{ at: chart, rule: ERROR, what: 'x' }] : []);
    const { round } = Synths.of(chart);
    expect(refusal(chart)).toContain('DAPR1002');
    expect(Synths.of(chart).round).toBeGreaterThan(round);
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

  test('that fails reports the errors found while rendering, too', () => {
    const chart = newChart();
    const object = anObject(chart, 'a');
    Diagnostics.of(chart).checkRendered({ at: object, object: object, findings: () => [{ at: object, rule: ERROR, what: 'rendered' }, { at: object, rule: WARNING, what: 'doubtful' }] });
    expect(refusal(chart)).toBe('');
    report(object, ERROR, 'known');
    expect(refusal(chart)).toMatch(/DAPR1002 chart\/a \(ConfigMap \S+\): known\.[^\n]*\n\s+DAPR1002 chart\/a \(ConfigMap \S+\): rendered\./);
    expect(refusal(chart)).not.toContain('doubtful');
  });

  test('that fails while rendering reports the errors of all renders, each once', () => {
    const chart = newChart();
    const diagnostics = Diagnostics.of(chart);
    const [a, b] = ['a', 'b'].map(id => anObject(chart, id));
    diagnostics.checkRendered({ at: a, object: a, findings: () => [{ at: a, rule: ERROR, what: 'first' }, { at: a, rule: WARNING, what: 'doubtful' }] });
    diagnostics.checkRendered({ at: b, object: b, findings: () => [{ at: b, rule: ERROR, what: 'second' }, { at: a, rule: ERROR, what: 'first' }] });
    expect(() => diagnostics.takeRendered([])).not.toThrow();
    expect(() => diagnostics.takeRendered([{ at: a, rule: WARNING, what: 'doubtful' }])).not.toThrow();
    expect(() => diagnostics.takeRendered([{ at: a, rule: ERROR, what: 'first' }])).toThrow(/^Validation failed with the following errors:\n {2}DAPR1002 chart\/a \(ConfigMap \S+\): first\..*\n {2}DAPR1002 chart\/b \(ConfigMap \S+\): second\.[^\n]*$/);
  });
});

test('an App without findings is synthesized without any output', () => {
  const root = new App();
  DaprPlatform.set(root, {});
  anObject(new Chart(root, 'chart'), 'a');
  expect(spoken(root)).toEqual({ printed: [], error: '' });
  const chart = newChart();
  app(chart, { workload: deployment(chart) });
  expect(spoken(chart.node.root as App)).toEqual({ printed: [], error: '' });
});
