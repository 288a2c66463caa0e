/** A shared DaemonSet. */
import { SharedDaprDaemonSet } from 'cdk8s-dapr';
import { newChart, SHARED } from '../../../scenarios/charts';

test('rows 39 and 151: no prop of a shared DaemonSet makes a host port or another update strategy', () => {
  const chart = newChart(SHARED);
  new SharedDaprDaemonSet(chart, 'd');
  const { spec } = chart.toJson().find(o => o.kind === 'DaemonSet');
  expect(JSON.stringify(spec)).not.toContain('hostPort');
  expect(spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
});
