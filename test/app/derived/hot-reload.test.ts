/** HotReload of sidecars. */
import { DaprComponent, DaprConfiguration, DaprFeature, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, newChart, pod, SHARED } from '../../../scenarios/charts';
import { ownConfiguration } from '../../support/configurations';

const OFF = [{ name: 'HotReload', enabled: false }];

test('without HotReload, the Configuration of a sidecar disables it', () => {
  const chart = newChart({ hotReload: false });
  app(chart);
  expect(ownConfiguration(chart, 'checkout')).toEqual({ features: OFF });
  expect(pod(chart).metadata.annotations['dapr.io/config']).toBe('checkout-daprd');
});

test('by default, and where Dapr has HotReload off by default, it gets no Configuration for it', () => {
  for (const settings of [{}, { hotReload: false, daprVersion: '1.17' }]) {
    const chart = newChart(settings);
    app(chart);
    expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  }
});

test('a Configuration of the user that sets the feature takes precedence', () => {
  const chart = newChart({ hotReload: false });
  app(chart).addConfiguration(new DaprConfiguration(chart, 'set', { features: [DaprFeature.HOT_RELOAD] }));
  expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
  expect(pod(chart).metadata.annotations['dapr.io/config']).toBe('set');
});

test('other features of the user are kept', () => {
  const chart = newChart({ hotReload: false });
  app(chart).addConfiguration(new DaprConfiguration(chart, 'set', { features: [DaprFeature.WORKFLOW_HISTORY_SIGNING] }));
  expect(ownConfiguration(chart, 'checkout').features).toEqual([{ name: 'WorkflowHistorySigning', enabled: true }, ...OFF]);
});

test('a shared daprd has it off anyway', () => {
  for (const hotReload of [true, false]) {
    const chart = newChart({ ...SHARED, hotReload });
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect(ownConfiguration(chart, 'checkout')).toEqual({ features: OFF });
  }
});

test('without HotReload, the pods of a sidecar roll when a resource that it loads changes', () => {
  const [a, b] = ['1', '2'].map(value => {
    const chart = newChart({ hotReload: false });
    app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of(`redis-${value}:6379`) } })] });
    return pod(chart).metadata.annotations['cdk8s-dapr/resources'];
  });
  expect(a).toMatch(/^[0-9a-f]+$/);
  expect(a).not.toBe(b);
});
