/** Names of HTTP endpoints beside those of apps and components. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprHttpEndpoint } from 'cdk8s-dapr';
import { app, newChart, said } from '../../scenarios/charts';
import { component } from '../support/components';
import { chartOf } from '../support/namespaces';

describe('an HTTP endpoint', () => {
  const endpoint = (scope: Chart, httpEndpointName: string) => new DaprHttpEndpoint(scope, `endpoint-${httpEndpointName}`, { baseUrl: 'https://a.example', httpEndpointName, availableToNamespace: true });

  test('has neither the app-id of an app or a peer of its namespace nor the name of a component', () => {
    const chart = newChart();
    const blue = chartOf(chart, 'blue');
    app(blue, {}, 'orders');
    app(blue, {}, 'stock');
    DaprApp.fromAppAttributes(blue, 'peer', { appId: 'billing', namespace: 'blue' });
    DaprApp.fromAppId(blue, 'somewhere', 'mail');
    component(blue, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    ['orders', 'billing', 'mail', 'events', 'other'].forEach(name => endpoint(blue, name));
    expect(said(chart, 'DAPR3130')).toEqual([
      "blue/endpoint-orders: HTTP endpoint 'orders' has the app-id of 'blue/orders'",
      "blue/endpoint-billing: HTTP endpoint 'billing' has the app-id of 'blue/peer'",
      "blue/endpoint-mail: HTTP endpoint 'mail' has the app-id of 'blue/somewhere'",
    ]);
    expect(said(chart, 'DAPR3131')).toEqual(["blue/endpoint-events: HTTP endpoint 'events' has the name of 'blue/events'"]);
  });

  test('may share them with those of another namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(green, {}, 'orders');
    DaprApp.fromAppAttributes(green, 'peer', { appId: 'billing', namespace: 'green' });
    component(green, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    app(blue, {}, 'web');
    ['orders', 'billing', 'events'].forEach(name => endpoint(blue, name));
    expect([...said(chart, 'DAPR3130'), ...said(chart, 'DAPR3131')]).toEqual([]);
  });
});
