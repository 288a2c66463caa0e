/** Objects that are omitted while nothing reads them. */
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { newChart } from '../../scenarios/charts';
import { allObjects, omitChild, omitWhile } from '../../src/synth/omitted-objects';
import { anObject } from '../support/objects';

describe('an omitted object', () => {
  const written = (chart: Chart) => Testing.synth(chart).map(({ metadata }) => metadata.name);
  const named = (scope: Construct, id: string, name: string) => anObject(scope, id, 'ConfigMap', 'v1', { metadata: { name } });

  test('is not written while nothing reads it, and stays the default child of its construct', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    const made = named(resource, 'Resource', 'a');
    named(resource, 'other', 'b');
    let unread = true;
    omitWhile(resource, () => unread);
    expect(written(chart)).toEqual(['b']);
    expect(resource.node.defaultChild).toBe(made);
    expect(allObjects(chart).map(({ name }) => name).sort()).toEqual(['a', 'b']);
    unread = false;
    expect(written(chart).sort()).toEqual(['a', 'b']);
    expect(allObjects(chart)).toHaveLength(2);
  });

  test('among several children is hidden from exporters too', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    const [a, b, c] = ['a', 'b', 'c'].map(name => named(resource, name, name));
    omitChild(a, () => true);
    omitChild(b, () => false);
    omitChild(c, () => true);
    expect(written(chart)).toEqual(['b']);
    expect(allObjects(chart).map(({ name }) => name)).toEqual(['b']);
  });

  test('may be absent', () => {
    const chart = newChart();
    const resource = new Construct(chart, 'r');
    omitWhile(resource, () => true);
    expect(written(chart)).toEqual([]);
    expect(allObjects(chart)).toEqual([]);
  });
});
