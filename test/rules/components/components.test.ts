/** Names and scopes of components, and the secret stores that they need. */
import { Chart } from 'cdk8s';
import { DaprApp, DaprComponent } from 'cdk8s-dapr';
import { app, newChart, refusal, messagesOf } from '../../../scenarios/charts';
import { byName, component } from '../../support/components';
import { chartOf } from '../../support/namespaces';

describe('a component', () => {
  test('must have a unique name in a namespace', () => {
    const chart = newChart();
    ['a', 'b', 'c'].forEach(id => component(chart, id, 'state.in-memory', {}, { componentName: 'x', availableToNamespace: true }));
    component(chart, 'd', 'state.in-memory', {}, { componentName: 'y', availableToNamespace: true });
    component(chartOf(chart, 'blue'), 'e', 'state.in-memory', {}, { componentName: 'x', availableToNamespace: true });
    app(chart);
    expect(messagesOf(chart, 'DAPR4014')).toEqual(['b', 'c'].map(id => `chart/${id}: Component 'x' is also defined at 'chart/a'`));
  });

  test('must be scoped to apps or peers of this App', () => {
    const chart = newChart();
    DaprApp.fromAppId(chart, 'peer', 'billing');
    component(chart, 'store', 'state.in-memory', {}, { scopes: ['checkout', 'billing', 'chekout', 'zzzzzz'] });
    app(chart);
    expect(messagesOf(chart, 'DAPR4015')).toEqual([
      "chart/store: scope 'chekout' does not match any app of this App; did you mean 'checkout'?", "chart/store: scope 'zzzzzz' does not match any app of this App",
    ]);
  });
});

describe('a secret store that needs a secret store', () => {
  const vault = (scope: Chart, id: string, store: string) => component(scope, id, 'secretstores.local.env', {}, { secretStore: byName(scope, store, `${id}-needs`), scopes: ['checkout'] });

  test('must not depend on itself', () => {
    const chart = newChart();
    app(chart);
    vault(chart, 'a', 'b');
    vault(chart, 'b', 'c');
    vault(chart, 'c', 'a');
    vault(chart, 'd', 'a');
    expect(messagesOf(chart, 'DAPR4012')).toEqual([['a', 'b', 'c', 'a'], ['b', 'c', 'a', 'b'], ['c', 'a', 'b', 'c']].map(cycle => `chart/${cycle[0]}: secretStore forms a cycle: ${cycle.join(' -> ')}`));
  });

  test('may depend on one without dependencies, in its own namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(blue);
    vault(blue, 'a', 'b');
    vault(green, 'b', 'a');
    vault(blue, 'x', 'a');
    expect(messagesOf(chart, 'DAPR4012')).toEqual([]);
  });
});

test('a scope that names an app outside this stack is not a misspelling', () => {
  const chart = newChart({ warningsAsErrors: true });
  DaprApp.fromAppId(chart, 'billing', 'billing');
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['billing'] })] });
  expect(refusal(chart)).not.toContain('DAPR4015');
});
