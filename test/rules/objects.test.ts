/** Objects with the same kind and name. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprComponent, DaprResiliency, DataPlane } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../scenarios/charts';

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

describe('a JSON patch on an object', () => {
  const rename = JsonPatch.replace('/metadata/name', 'renamed');
  const move = JsonPatch.add('/metadata/namespace', 'billing');

  test('of the library that renames or moves it is refused, because others refer to it', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    app(chart, { appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDeployment() });
    ApiObject.of(store).addJsonPatch(rename, move, JsonPatch.add('/metadata/labels', { a: 'b' }));
    ApiObject.of(chart.node.findAll().find(({ node }) => node.path.endsWith('/Api'))!).addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1032')).toEqual([
      "chart/store/Resource: name is 'store', and a JSON patch sets it to 'renamed'",
      "chart/store/Resource: namespace is 'shop', and a JSON patch sets it to 'billing'",
      "chart/checkout/DataPlane/Api: name is 'checkout-dapr-api', and a JSON patch sets it to 'renamed'",
    ]);
  });

  test('may rename an object that nothing refers to, but not move it', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const retries = new DaprResiliency(chart, 'retries', { apps: [app(chart)] });
    ApiObject.of(retries).addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1032')).toEqual([]);
    ApiObject.of(retries).addJsonPatch(move);
    expect(messagesOf(chart, 'DAPR1032')).toHaveLength(1);
  });

  test('of the user counts where objects are compared by name', () => {
    const chart = newChart();
    app(chart);
    const made = ['a', 'b'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
    made[1].addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
    made[0].addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1024')).toEqual(["chart/b: ConfigMap 'renamed' is also defined at 'chart/a'"]);
  });
});
