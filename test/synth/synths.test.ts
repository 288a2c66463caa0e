/** The synths of one App, for every way to call them. */
import { App, Chart } from 'cdk8s';
import { DaprWarnings } from 'cdk8s-dapr';
import { app } from '../../scenarios/charts';
import { Diagnostics } from '../../src/diagnostics/diagnostics';
import { report } from '../../src/diagnostics/report';
import { Collection } from '../../src/facts/collection';
import { oncePerSynth } from '../../src/synth/synths';
import { WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';
import { withPrintedWarnings } from '../support/printed-warnings';

withPrintedWarnings();

/** Adds a warning and a check that counts its runs. */
function counted(root: App): { readonly runs: () => number } {
  const charts = ['a', 'b', 'c'].map(id => new Chart(root, id));
  charts.forEach(chart => anObject(chart, 'x'));
  report(charts[0], WARNING, 'x');
  let runs = 0;
  Diagnostics.of(root).check(() => { runs++; return []; });
  return { runs: () => runs };
}

/** How often the warning was printed. */
function printed(synth: () => void): number {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    synth();
    return write.mock.calls.filter(([text]) => String(text).startsWith(`warning ${WARNING.code}`)).length;
  } finally {
    write.mockRestore();
  }
}

/** Other languages call the method of the class. */
class Special extends App {
  public readonly seen: string[] = [];

  public synth(): void {
    this.seen.push('before');
    super.synth();
    this.seen.push('after');
  }
}

test.each<[string, (root: App) => void, () => App]>([
  ['by its method', root => root.synth(), () => new App()],
  ['by the method of its class, as jsii does', root => App.prototype.synth.call(root), () => new App()],
  ['as YAML by the method of its class', root => { App.prototype.synthYaml.call(root); }, () => new App()],
  ['by a subclass that calls super', root => root.synth(), () => new Special()],
])('an App that is synthesized %s is validated once and prints its warnings once', (_how, synth, make) => {
  const root = make();
  const { runs } = counted(root);
  expect(printed(() => synth(root))).toBe(1);
  expect(runs()).toBe(1);
  if (root instanceof Special) {
    expect(root.seen).toEqual(['before', 'after']);
  }
});

test('two Apps in one process do not interfere', () => {
  const [one, two] = [new App(), new Special()];
  const counts = [counted(one), counted(two)];
  expect(printed(() => { two.synth(); one.synth(); })).toBe(2);
  expect(counts.map(({ runs }) => runs())).toEqual([1, 1]);
});

test('a value computed once per synth is computed again after a definition', () => {
  const root = new App();
  const things = new Collection<string>('things-of-a-test');
  let runs = 0;
  const count = oncePerSynth(root, () => { runs++; return things.of(root).length; });
  expect([count(), count(), runs]).toEqual([0, 0, 1]);
  things.add(root, 'a');
  expect([count(), runs]).toEqual([1, 2]);
  app(new Chart(root, 'chart'));
  DaprWarnings.of(root).list();
  count();
  expect(runs).toBe(3);
});
