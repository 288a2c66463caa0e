/** A shared DaemonSet. */
import { DataPlane, SharedDaprDaemonSet } from 'cdk8s-dapr';
import { app, find, newChart, SHARED } from '../../../scenarios/charts';

describe('node-local', () => {
  test.each([
    ['prefers the same node on Kubernetes 1.34', '1.34', {}, { trafficDistribution: 'PreferSameNode' }],
    ['stays on the same node on older versions', '1.33', {}, { internalTrafficPolicy: 'Local' }],
    ['stays on the same node with strictlyNodeLocal', '1.36', { strictlyNodeLocal: true }, { internalTrafficPolicy: 'Local' }],
  ])('%s', (_case, kubernetesVersion, props, expected) => {
    const chart = newChart({ ...SHARED, kubernetesVersion });
    new SharedDaprDaemonSet(chart, 'front', props);
    const { trafficDistribution, internalTrafficPolicy } = find(chart, 'Service', 'front-dapr-api').spec;
    expect({ ...(trafficDistribution && { trafficDistribution }), ...(internalTrafficPolicy && { internalTrafficPolicy }) }).toEqual(expected);
  });

  test('a DaemonSet whose apps have no port gets no invocation Service', () => {
    const chart = newChart(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDaemonSet() });
    expect(find(chart, 'Service', 'checkout-dapr')).toBeUndefined();
  });
});

test('rows 39 and 151: a shared DaemonSet has no host port and a surging update strategy', () => {
  const chart = newChart(SHARED);
  new SharedDaprDaemonSet(chart, 'd');
  const { spec } = chart.toJson().find(o => o.kind === 'DaemonSet');
  expect(JSON.stringify(spec)).not.toContain('hostPort');
  expect(spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
});
