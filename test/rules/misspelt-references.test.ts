/** Names of resources that are referenced by name, and resemble those of defined resources. */
import { Chart } from 'cdk8s';
import { AccessAction, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprResiliency, DataPlane, ResiliencyRetry } from 'cdk8s-dapr';
import { app, messagesOf, newChart } from '../../scenarios/charts';

const shop = (): Chart => {
  const chart = newChart({}, { namespace: 'shop' });
  new DaprComponent(chart, 'orders-store', { type: 'state.in-memory', availableToNamespace: true });
  new DaprHttpEndpoint(chart, 'payments', { baseUrl: 'https://payments.example' });
  new DaprConfiguration(chart, 'tracing-all', { tracingStdout: true });
  return chart;
};
const findings = (chart: Chart): string[] => messagesOf(chart, 'DAPR4030');
const named = (chart: Chart, name: string) => DaprComponent.fromComponentName(chart, 'by-name', name);
const message = (kind: string, name: string, similar: string): string[] => [`chart/by-name: no ${kind} of this App has the name '${name}'; did you mean '${similar}'?`];

test.each<[string, (chart: Chart) => void, string[]]>([
  ['a target of a Resiliency', chart => { new DaprResiliency(chart, 'r', { componentTargets: [{ component: named(chart, 'order-store'), outbound: { retry: ResiliencyRetry.of('slow', { maxRetries: 2 }) } }] }); },
    message('Component', 'order-store', 'orders-store')],
  ['a secret scope', chart => { new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore: named(chart, 'order-store'), defaultAccess: AccessAction.DENY }] }); }, message('Component', 'order-store', 'orders-store')],
  ['nothing', chart => { named(chart, 'order-store'); }, message('Component', 'order-store', 'orders-store')],
  ['an HTTP endpoint', chart => { DaprHttpEndpoint.fromHttpEndpointName(chart, 'by-name', 'payment'); }, message('HTTPEndpoint', 'payment', 'payments')],
  ['a Configuration', chart => { DaprConfiguration.fromConfigurationName(chart, 'by-name', 'traccing-all'); }, message('Configuration', 'traccing-all', 'tracing-all')],
])('a misspelled name of %s is a warning', (_, build, expected) => {
  const chart = shop();
  build(chart);
  expect(findings(chart)).toEqual(expected);
});

test.each(['orders-store', 'invoices', 'kubernetes', 'orders-store2'])('the name %s is accepted', name => {
  const chart = shop();
  named(chart, name);
  expect(findings(chart)).toEqual([]);
});

test('a name that a component of another namespace has is accepted, and so is one that only resembles it', () => {
  const chart = shop();
  const other = new Chart(chart.node.root, 'other', { namespace: 'other' });
  new DaprComponent(other, 'flags-cache', { type: 'state.in-memory', availableToNamespace: true });
  named(chart, 'flags-cache');
  named(other, 'orders-storre');
  expect(findings(chart)).toEqual([]);
});

test('a component that an app uses is reported at the app only', () => {
  const chart = shop();
  app(chart, { uses: [named(chart, 'order-store')], dataPlane: DataPlane.sidecar() });
  expect(findings(chart)).toEqual([]);
  expect(messagesOf(chart, 'DAPR4021')).toHaveLength(1);
});
