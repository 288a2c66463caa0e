/** Components that an app references by name only. */
import { ApiObject, Chart } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { app, newChart, messagesOf, SHARED } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';
import { chartOf } from '../../support/namespaces';
import { PROJECT } from '../../support/remote-dapr';

const plain = (scope: Chart, name: string, rest: object = {}, namespace?: string) => new ApiObject(scope, `plain-${name}`, {
  apiVersion: 'dapr.io/v1alpha1', kind: 'Component', metadata: { name, namespace }, spec: { type: 'state.redis' }, ...rest,
});

describe('a component referenced by name', () => {
  test('whose scopes exclude the app is reported with its scopes', () => {
    const chart = newChart();
    component(chart, 'orders', 'state.in-memory', {}, { scopes: ['billing', 'stock'] });
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(messagesOf(chart, 'DAPR4022')).toEqual(["chart/checkout: the app uses component 'orders' by name, and 'chart/orders' is scoped to 'billing', 'stock' only"]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['names the app in its scopes', chart => { component(chart, 'orders', 'state.in-memory', {}, { scopes: ['billing', 'checkout'] }); }],
    ['is available to the namespace', chart => { component(chart, 'orders', 'state.in-memory', {}, { availableToNamespace: true }); }],
    ['is a manifest with no scopes', chart => { plain(chart, 'orders'); }],
    ['is a manifest with an empty list', chart => { plain(chart, 'orders', { scopes: [] }); }],
  ])('that %s is accepted', (_, define) => {
    const chart = newChart();
    define(chart);
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(messagesOf(chart, 'DAPR4022')).toEqual([]);
    expect(messagesOf(chart, 'DAPR4021')).toEqual([]);
  });

  test('that is a manifest is checked by its own scopes', () => {
    const chart = newChart();
    plain(chart, 'orders', { scopes: ['billing'] });
    app(chart, { uses: [byName(chart, 'orders')] });
    expect(messagesOf(chart, 'DAPR4022')).toEqual(["chart/checkout: the app uses component 'orders' by name, and 'chart/plain-orders' is scoped to 'billing' only"]);
  });

  test('that resembles one in the namespace is reported as a misspelling; any other is assumed to exist', () => {
    const chart = newChart();
    component(chart, 'orders', 'state.in-memory', {}, { scopes: ['checkout'] });
    app(chart, { uses: [byName(chart, 'odrers'), byName(chart, 'vault')] });
    expect(messagesOf(chart, 'DAPR4021')).toEqual(["chart/checkout: the app uses component 'odrers'; did you mean 'orders' at 'chart/orders'?"]);
  });

  test('is looked up in the namespace of the app', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    component(green, 'orders', 'state.in-memory', {}, { scopes: ['billing'] });
    plain(green, 'odrers', { scopes: ['billing'] });
    plain(chart, 'stock', { scopes: ['billing'] }, 'green');
    app(blue, { uses: [byName(blue, 'orders'), byName(blue, 'stock')] });
    expect([...messagesOf(chart, 'DAPR4022'), ...messagesOf(chart, 'DAPR4021')]).toEqual([]);
    app(green, { uses: [byName(green, 'stock')] });
    expect(messagesOf(chart, 'DAPR4022')).toEqual(["green/checkout: the app uses component 'stock' by name, and 'chart/plain-stock' is scoped to 'billing' only"]);
  });

  test('is not looked up with a remote Dapr', () => {
    const chart = newChart(SHARED);
    plain(chart, 'orders', { scopes: ['billing'] });
    app(chart, { uses: [byName(chart, 'orders')], dataPlane: DataPlane.remote(PROJECT) });
    expect(messagesOf(chart, 'DAPR4022')).toEqual([]);
  });
});
