/** The objects of an App by kind and name. */
import { App, Chart } from 'cdk8s';
import { DaprPlatform, DaprWarnings } from 'cdk8s-dapr';
import { newChart } from '../../scenarios/charts';
import { Objects } from '../../src/facts/objects';
import { anObject, object } from '../support/objects';

test('objects are found by kind and group, as of the last synth', () => {
  const chart = newChart();
  const [a, b, c] = [anObject(chart, 'a'), anObject(chart, 'b', 'Service'), anObject(chart, 'c', 'Service', 'serving.knative.dev/v1')];
  const objects = Objects.of(chart);
  expect(objects).toBe(Objects.of(chart.node.root));
  DaprWarnings.of(chart).list();
  expect(objects.ofKind('Service')).toEqual([b, c]);
  expect(objects.ofKind('Service', 'core')).toEqual([b]);
  expect(objects.ofKind('Service', 'serving.knative.dev')).toEqual([c]);
  expect(objects.ofKind('None')).toEqual([]);
  expect(objects.all).toEqual([a, b, c]);
  const d = anObject(chart, 'd', 'Service');
  expect(objects.ofKind('Service', 'core')).toEqual([b]);
  DaprWarnings.of(chart).list();
  expect(objects.ofKind('Service', 'core')).toEqual([b, d]);
});

test('an object is found in the cluster of the construct that refers to it', () => {
  const root = new App();
  const charts = ['dev', 'prod'].map(cluster => new Chart(root, cluster));
  charts.forEach(chart => DaprPlatform.set(chart, { cluster: chart.node.id }));
  const maps = charts.map(chart => anObject(chart, 'map', 'ConfigMap', 'v1', { metadata: { name: 'a', namespace: 'shop' } }));
  DaprWarnings.of(root).list();
  expect(charts.map(chart => Objects.of(root).find('ConfigMap', 'core', chart, 'shop', 'a'))).toEqual(maps);
  expect(Objects.of(root).find('ConfigMap', 'core', root, 'shop', 'a')).toBeUndefined();
});

test('an object is found by name and namespace, the first one of duplicates', () => {
  const chart = newChart();
  const [one] = [object(chart, 'Secret', 'a', {}, 'v1', 'shop'), anObject(chart, 'stock', 'Secret', 'v1', { metadata: { name: 'a', namespace: 'stock' } }), anObject(chart, 'again', 'Secret', 'v1', { metadata: { name: 'a', namespace: 'shop' } })];
  DaprWarnings.of(chart).list();
  expect(Objects.of(chart).find('Secret', 'core', chart, 'shop', 'a')).toBe(one);
  expect([Objects.of(chart).find('Secret', 'core', chart, undefined, 'a'), Objects.of(chart).find('Secret', 'other', chart, 'shop', 'a'), Objects.of(chart).find('None', 'core', chart, 'shop', 'a')]).toEqual([undefined, undefined, undefined]);
});
