/** Names of HTTPEndpoints compared with those of apps and components. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprHttpEndpoint } from 'cdk8s-dapr';
import { app, newChart, messagesOf } from '../../scenarios/charts';
import { component } from '../support/components';
import { chartOf } from '../support/namespaces';

describe('an HTTPEndpoint', () => {
  const endpoint = (scope: Chart, httpEndpointName: string) => new DaprHttpEndpoint(scope, `endpoint-${httpEndpointName}`, { baseUrl: 'https://a.example', httpEndpointName, availableToNamespace: true });

  test('must not have the app ID of an app or peer in its namespace, nor the name of a component', () => {
    const chart = newChart();
    const blue = chartOf(chart, 'blue');
    app(blue, {}, 'orders');
    app(blue, {}, 'stock');
    DaprApp.fromAppAttributes(blue, 'peer', { appId: 'billing', namespace: 'blue' });
    DaprApp.fromAppId(blue, 'somewhere', 'mail');
    component(blue, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    ['orders', 'billing', 'mail', 'events', 'other'].forEach(name => endpoint(blue, name));
    expect(messagesOf(chart, 'DAPR3130')).toEqual([
      "blue/endpoint-orders: HTTPEndpoint 'orders' has the same name as the app ID of 'blue/orders'",
      "blue/endpoint-billing: HTTPEndpoint 'billing' has the same name as the app ID of 'blue/peer'",
      "blue/endpoint-mail: HTTPEndpoint 'mail' has the same name as the app ID of 'blue/somewhere'",
    ]);
    expect(messagesOf(chart, 'DAPR3131')).toEqual(["blue/endpoint-events: HTTPEndpoint 'events' has the same name as component 'blue/events'"]);
  });

  test('may have the name of an app or component in another namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(green, {}, 'orders');
    DaprApp.fromAppAttributes(green, 'peer', { appId: 'billing', namespace: 'green' });
    component(green, 'events', 'pubsub.in-memory', {}, { availableToNamespace: true });
    app(blue, {}, 'web');
    ['orders', 'billing', 'events'].forEach(name => endpoint(blue, name));
    expect([...messagesOf(chart, 'DAPR3130'), ...messagesOf(chart, 'DAPR3131')]).toEqual([]);
  });
});
