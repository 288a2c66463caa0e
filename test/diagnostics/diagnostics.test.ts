/** How problems and warnings are collected, told, made errors and acknowledged. */
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { DaprComponent, DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, codes, deployment, newChart, refusal } from '../../scenarios/charts';
import { annotateAcknowledged, objectOf } from '../../src/diagnostics/acknowledged';
import { CODES } from '../../src/diagnostics/codes';
import { Diagnostics, problemText } from '../../src/diagnostics/diagnostics';

const WARNING = 'DAPR4016';
const ERROR = 'DAPR1002';
const map = (scope: Construct, id: string) => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
/** What a synth of the App as the CLI does it writes on stderr, and its error. */
function spoken(root: App, times = 1): { printed: string[]; error: string } {
  const printed: string[] = [];
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  let error = '';
  try {
    for (let i = 0; i < times; i++) {
      root.synthYaml();
    }
  } catch (thrown) {
    error = (thrown as Error).message;
  } finally {
    silent.mockRestore();
  }
  return { printed, error };
}

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
    const at = map(chart, 'a');
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
    Diagnostics.of(chart).report(map(chart, 'a'), WARNING, 'x');
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
    ['a', 'b', 'c'].forEach(id => map(new Chart(root, id), 'x'));
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
    const object = map(chart, 'a');
    Diagnostics.of(chart).checkRendered({ at: object, object: object, findings: () => [{ at: object, code: ERROR, what: 'rendered' }, { at: object, code: WARNING, what: 'doubtful' }] });
    expect(refusal(chart)).toBe('');
    Diagnostics.of(chart).report(object, ERROR, 'known');
    expect(refusal(chart)).toMatch(/\[chart\/a\] DAPR1002: known\.[^\n]*\n\s+\[chart\/a\] DAPR1002: rendered\./);
    expect(refusal(chart)).not.toContain('doubtful');
  });

  test('that stumbles while rendering tells what all renders find, each once', () => {
    const chart = newChart();
    const diagnostics = Diagnostics.of(chart);
    const [a, b] = ['a', 'b'].map(id => map(chart, id));
    diagnostics.checkRendered({ at: a, object: a, findings: () => [{ at: a, code: ERROR, what: 'first' }, { at: a, code: WARNING, what: 'doubtful' }] });
    diagnostics.checkRendered({ at: b, object: b, findings: () => [{ at: b, code: ERROR, what: 'second' }, { at: a, code: ERROR, what: 'first' }] });
    expect(() => diagnostics.rendered([])).not.toThrow();
    expect(() => diagnostics.rendered([{ at: a, code: WARNING, what: 'doubtful' }])).not.toThrow();
    expect(() => diagnostics.rendered([{ at: a, code: ERROR, what: 'first' }])).toThrow(/^Validation failed with the following errors:\n {2}DAPR1002 chart\/a: first\..*\n {2}DAPR1002 chart\/b: second\.[^\n]*$/);
  });
});

describe('warnings', () => {
  function doubtful(): { root: App; a: Chart; b: Chart; inner: Construct } {
    const root = new App();
    const [a, b] = ['a', 'b'].map(id => new Chart(root, id));
    const inner = map(a, 'inner');
    Diagnostics.of(root).report(inner, WARNING, 'x');
    Diagnostics.of(root).report(b, WARNING, 'y');
    return { root, a, b, inner };
  }
  const paths = (scope: Construct) => DaprWarnings.of(scope).list().map(({ path }) => path);

  test('are those at or below a scope, each once', () => {
    const { root, a, b, inner } = doubtful();
    Diagnostics.of(root).report(inner, WARNING, 'x');
    Diagnostics.of(root).report(inner, ERROR, 'x');
    expect([paths(root), paths(a), paths(inner), paths(b)]).toEqual([['a/inner', 'b'], ['a/inner'], ['a/inner'], ['b']]);
  });

  test('are printed once by a synth of the App, and never by a test\'s', () => {
    const { root, a } = doubtful();
    const { printed } = spoken(root, 2);
    expect(printed).toHaveLength(2);
    expect(printed[0]).toMatch(/^warning DAPR4016 a\/inner: x\. .*\n$/);
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    Testing.synth(a);
    expect(silent).not.toHaveBeenCalled();
    silent.mockRestore();
  });

  test('are printed where the synth fails, too', () => {
    const { root, a } = doubtful();
    Diagnostics.of(root).report(a, ERROR, 'wrong');
    const { printed, error } = spoken(root);
    expect(printed).toHaveLength(2);
    expect(error).toContain('[a] DAPR1002: wrong');
    expect(error).not.toContain('DAPR4016');
  });

  test('that were acknowledged are neither printed nor made errors, at or below that scope', () => {
    const { root, a } = doubtful();
    Diagnostics.of(root).policy.setStrict(root, true);
    DaprWarnings.of(a).acknowledge(WARNING, 'because');
    const { printed, error } = spoken(root);
    expect(printed).toEqual([]);
    expect(error).toContain('[b] DAPR4016: y');
    expect(error).not.toContain('a/inner');
    expect(DaprWarnings.of(root).list().map(({ path, acknowledged }) => [path, acknowledged])).toEqual([['a/inner', 'because'], ['b', undefined]]);
  });

  test('that were acknowledged are not printed by a platform that is not strict', () => {
    const { root, a } = doubtful();
    DaprWarnings.of(a).acknowledge(WARNING, 'because');
    expect(spoken(root).printed.map(text => text.split(':')[0])).toEqual(['warning DAPR4016 b']);
  });

  test('are acknowledged by their code', () => {
    const { root } = doubtful();
    DaprWarnings.of(root).acknowledge('DAPR4015', 'another');
    expect(spoken(root).printed).toHaveLength(2);
  });

  test('are errors as the nearest scope says', () => {
    const { root, a, inner } = doubtful();
    const strict = (scope: Construct, yes: boolean) => Diagnostics.of(root).policy.setStrict(scope, yes);
    const refused = () => spoken(root).error.match(/\[\S+\] DAPR4016/g) ?? [];
    strict(a, true);
    expect(refused()).toEqual(['[a/inner] DAPR4016']);
    strict(root, true);
    strict(a, false);
    expect(refused()).toEqual(['[b] DAPR4016']);
    strict(inner, true);
    expect(refused()).toEqual(['[a/inner] DAPR4016', '[b] DAPR4016']);
    strict(root, false);
    strict(inner, false);
    expect(refused()).toEqual([]);
  });

  test('that are errors are not printed as warnings', () => {
    const { root, a } = doubtful();
    Diagnostics.of(root).policy.setStrict(a, true);
    expect(spoken(root).printed.map(text => text.split(':')[0])).toEqual(['warning DAPR4016 b']);
  });

  test('found while rendering are kept until the next synth', () => {
    const chart = newChart();
    const object = map(chart, 'a');
    let found = true;
    Diagnostics.of(chart).checkRendered({ at: object, object: object, findings: () => found ? [{ at: object, code: WARNING, what: 'x' }] : [] });
    expect(paths(chart)).toEqual(['chart/a']);
    found = false;
    refusal(chart);
    expect(paths(chart)).toEqual([]);
  });
});

describe('a reason in the output', () => {
  test('stands on the object for which a construct stands', () => {
    const chart = newChart();
    const object = map(chart, 'a');
    const component = new DaprComponent(chart, 'c', { type: 'state.in-memory' });
    expect(objectOf(object)).toBe(object);
    expect(objectOf(component)).toBe(component.node.defaultChild);
    expect(objectOf(chart)).toBeUndefined();
    const odd = new Construct(chart, 'odd');
    new Construct(odd, 'Resource');
    expect(objectOf(odd)).toBeUndefined();
  });

  test('is added in the order of the names, once, to what is there', () => {
    const chart = newChart();
    const object = new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { z: '1' } } });
    const reasons = new Map<string, string>();
    annotateAcknowledged(object, () => reasons);
    annotateAcknowledged(object, () => new Map([['DAPR0000', 'never']]));
    const before = object.toJson();
    expect(before.metadata.annotations).toEqual({ z: '1' });
    reasons.set('DAPR2', 'two').set('DAPR1', 'one');
    const { metadata } = object.toJson();
    expect(Object.entries(metadata.annotations)).toEqual([['cdk8s-dapr/acknowledged-DAPR1', 'one'], ['cdk8s-dapr/acknowledged-DAPR2', 'two'], ['z', '1']]);
    expect(Object.keys(metadata)).toEqual(['annotations', 'name']);
    const bare = map(chart, 'b');
    annotateAcknowledged(bare, () => undefined);
    expect(bare.toJson().metadata.annotations).toBeUndefined();
  });

  test('is that of the warning and not of another', () => {
    const chart = newChart();
    const [a, b] = ['a', 'b'].map(id => map(chart, id));
    Diagnostics.of(chart).report(a, WARNING, 'x');
    Diagnostics.of(chart).report(b, 'DAPR4015', 'y');
    Diagnostics.of(chart).report(b, 'DAPR4023', 'z');
    DaprWarnings.of(a).acknowledge(WARNING, 'first');
    DaprWarnings.of(chart).acknowledge(WARNING, 'second');
    DaprWarnings.of(b).acknowledge('DAPR4015', 'third');
    DaprWarnings.of(b).acknowledge('DAPR4023', 'fourth');
    expect(Testing.synth(chart).map(({ metadata }) => metadata.annotations)).toEqual([
      { 'cdk8s-dapr/acknowledged-DAPR4016': 'first' }, { 'cdk8s-dapr/acknowledged-DAPR4015': 'third', 'cdk8s-dapr/acknowledged-DAPR4023': 'fourth' },
    ]);
  });

  test('goes as its warning goes', () => {
    const chart = newChart();
    const object = map(chart, 'a');
    let found = true;
    Diagnostics.of(chart).check(() => found ? [{ at: object, code: WARNING, what: 'x' }] : []);
    DaprWarnings.of(chart).acknowledge(WARNING, 'why');
    expect(Testing.synth(chart)[0].metadata.annotations).toBeDefined();
    found = false;
    expect(Testing.synth(chart)[0].metadata.annotations).toBeUndefined();
  });
});

test('an App without anything of Dapr is synthesized as it is', () => {
  const root = new App();
  DaprPlatform.set(root, {});
  map(new Chart(root, 'chart'), 'a');
  expect(spoken(root)).toEqual({ printed: [], error: '' });
  const chart = newChart();
  app(chart, { workload: deployment(chart) });
  expect(spoken(chart.node.root as App)).toEqual({ printed: [], error: '' });
});
