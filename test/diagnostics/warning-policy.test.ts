/** Which warnings are printed, turned into errors or acknowledged. */
import { App, Chart, Testing } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { newChart, errorsOf } from '../../scenarios/charts';
import { Diagnostics } from '../../src/diagnostics/diagnostics';
import { report } from '../../src/diagnostics/report';
import { ERROR, spoken, WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';
import { withPrintedWarnings } from '../support/printed-warnings';

withPrintedWarnings();

describe('warnings', () => {
  function doubtful(): { root: App; a: Chart; b: Chart; inner: Construct } {
    const root = new App();
    const [a, b] = ['a', 'b'].map(id => new Chart(root, id));
    const inner = anObject(a, 'inner');
    report(inner, WARNING, 'x');
    report(b, WARNING, 'y');
    return { root, a, b, inner };
  }
  const paths = (scope: Construct) => DaprWarnings.of(scope).list().map(({ path }) => path);

  test('are listed at or below a scope, each once', () => {
    const { root, a, b, inner } = doubtful();
    report(inner, WARNING, 'x');
    report(inner, ERROR, 'x');
    expect([paths(root), paths(a), paths(inner), paths(b)]).toEqual([['a/inner', 'b'], ['a/inner'], ['a/inner'], ['b']]);
  });

  test('are printed once by a synth of the App, and never by Testing.synth', () => {
    const { root, a } = doubtful();
    const { printed } = spoken(root, 2);
    expect(printed).toHaveLength(2);
    expect(printed[0]).toMatch(/^warning DAPR4016 a\/inner \(ConfigMap \S+\): x\. .*\n$/);
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    Testing.synth(a);
    expect(silent).not.toHaveBeenCalled();
    silent.mockRestore();
  });

  test('are printed only when the synth succeeds: the errors of a failed one come first', () => {
    const { root, a } = doubtful();
    report(a, ERROR, 'wrong');
    const { printed, error } = spoken(root);
    expect(printed).toEqual([]);
    expect(error).toContain('DAPR1002 a: wrong');
    expect(error).not.toContain('DAPR4016');
  });

  test('that were acknowledged are neither printed nor errors at or below that scope', () => {
    const { root, a } = doubtful();
    Diagnostics.of(root).policy.setStrict(root, true);
    DaprWarnings.of(a).acknowledge(WARNING.code, 'because');
    const { printed, error } = spoken(root);
    expect(printed).toEqual([]);
    expect(error).toContain('DAPR4016 b: y');
    expect(error).not.toContain('a/inner');
    expect(DaprWarnings.of(root).list().map(({ path, acknowledged }) => [path, acknowledged])).toEqual([['a/inner', 'because'], ['b', undefined]]);
  });

  test('that were acknowledged are not printed if warnings are not errors', () => {
    const { root, a } = doubtful();
    DaprWarnings.of(a).acknowledge(WARNING.code, 'because');
    expect(spoken(root).printed.map(text => text.split(':')[0])).toEqual(['warning DAPR4016 b']);
  });

  test('are acknowledged by their code', () => {
    const { root } = doubtful();
    DaprWarnings.of(root).acknowledge('DAPR4015', 'another');
    expect(spoken(root).printed).toHaveLength(2);
  });

  test('are errors according to the nearest scope', () => {
    const { root, a, inner } = doubtful();
    const strict = (scope: Construct, yes: boolean) => Diagnostics.of(root).policy.setStrict(scope, yes);
    const refused = () => [...spoken(root).error.matchAll(/DAPR4016 (\S+)/g)].map(([, path]) => path.replace(/:$/, ''));
    strict(a, true);
    expect(refused()).toEqual(['a/inner']);
    strict(root, true);
    strict(a, false);
    expect(refused()).toEqual(['b']);
    strict(inner, true);
    expect(refused()).toEqual(['a/inner', 'b']);
    strict(root, false);
    strict(inner, false);
    expect(refused()).toEqual([]);
  });

  test('found while rendering are kept until the next synth', () => {
    const chart = newChart();
    const object = anObject(chart, 'a');
    let found = true;
    Diagnostics.of(chart).checkRendered({ at: object, object: object, findings: () => found ? [{ at: object, rule: WARNING, what: 'x' }] : [] });
    expect(paths(chart)).toEqual(['chart/a']);
    found = false;
    errorsOf(chart);
    expect(paths(chart)).toEqual([]);
  });
});
