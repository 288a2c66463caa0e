/** Objects with the same kind and name. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprComponent } from 'cdk8s-dapr';
import { app, newChart, messagesOf } from '../../scenarios/charts';

describe('two objects with the same kind and name', () => {
  const map = (scope: Chart, id: string, name: string, namespace?: string, kind = 'ConfigMap', apiVersion = 'v1') => new ApiObject(scope, id, { apiVersion, kind, metadata: { name, namespace } });

  test('in one chart are an error that refers to the first', () => {
    const chart = newChart();
    app(chart);
    ['a', 'b', 'c'].forEach(id => map(chart, id, 'settings'));
    expect(messagesOf(chart, 'DAPR1024')).toEqual(['b', 'c'].map(id => `chart/${id}: ConfigMap 'settings' is also defined at 'chart/a'`));
    expect(messagesOf(chart, 'DAPR1025')).toEqual([]);
  });

  test('in two charts are a warning', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(new Chart(chart.node.root as any, 'other'), 'b', 'settings');
    expect(messagesOf(chart, 'DAPR1025')).toEqual(["other/b: ConfigMap 'settings' is also defined at 'chart/a'"]);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
  });

  test('differ by name, namespace, kind or API group', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(chart, 'b', 'other');
    map(chart, 'c', 'settings', 'shop');
    map(chart, 'd', 'settings', undefined, 'Secret');
    map(chart, 'e', 'settings', undefined, 'ConfigMap', 'acme.dev/v1');
    expect([...messagesOf(chart, 'DAPR1024'), ...messagesOf(chart, 'DAPR1025')]).toEqual([]);
  });

  test('of the library are covered by other rules; one of the library and one manifest are compared here', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => new DaprComponent(chart, id, { type: 'state.in-memory', componentName: 'x', availableToNamespace: true }));
    app(chart);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
    map(chart, 'c', 'x', undefined, 'Component', 'dapr.io/v1alpha1');
    expect(messagesOf(chart, 'DAPR1024')).toEqual(["chart/c: Component 'x' is also defined at 'chart/a/Resource'"]);
  });
});
