/** Which apps load a resource. */
import { DaprComponent } from 'cdk8s-dapr';
import { app, newChart } from '../../scenarios/charts';

test('row 79: an app that uses a component is added to its scopes', () => {
  const chart = newChart();
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['elsewhere'] })] });
  expect(chart.toJson().find(o => o.kind === 'Component').scopes).toEqual(['checkout', 'elsewhere']);
});
