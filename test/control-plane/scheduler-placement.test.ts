/** Placement of actors by the scheduler. */
import { Chart } from 'cdk8s';
import { DaprPlatform, DaprPlatformSettings, DataPlane } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, refusal } from '../../scenarios/charts';
import { build, define, Props, refused } from '../support/control-plane';

const NEW: DaprPlatformSettings = { daprVersion: '1.19', apiTokenSecret: 'token' };
const ENABLED: Props = { chartVersion: '1.19.0', schedulerPlacementEnabled: true };

describe('the guards of the chart', () => {
  const refusedValues = (values: object): string[] => messagesOf(build({ ...ENABLED, values: { global: values } }, NEW), 'DAPR7082');

  test.each<[string, object, string]>([
    ['without the scheduler', { scheduler: { enabled: false } }, 'values.global.scheduler.enabled is false'],
    ['without actors', { actors: { enabled: false } }, 'values.global.actors.enabled is false'],
    ['with another service for actors', { actors: { serviceName: 'acme' } }, "values.global.actors.serviceName is 'acme'"],
  ])('it is refused %s', (_, values, what) => {
    expect(refusedValues(values)).toEqual([`chart/dapr: the scheduler serves the placement of actors, and ${what}`]);
  });

  test('equal defaults of the chart are accepted', () => {
    expect(refusedValues({ scheduler: { enabled: true }, actors: { enabled: true, serviceName: 'placement' } })).toEqual([]);
  });

  test('the value counts like the prop', () => {
    const values = (enabled: boolean) => ({ global: { scheduler: { enabled: false, placement: { enabled } } } });
    expect(refused({ chartVersion: '1.19.0', values: values(true) }, NEW)).toEqual(['DAPR7082']);
    expect(refused({ chartVersion: '1.19.0', values: values(false) }, NEW)).toEqual([]);
    expect(refused({ ...ENABLED, schedulerPlacementEnabled: false, values: { global: { scheduler: { enabled: false } } } }, NEW)).toEqual([]);
  });

  test('it needs Dapr 1.19, as do additional arguments of Sentry', () => {
    const OLD = { daprVersion: '1.18' };
    const chartVersion = '1.18.3';
    expect(messagesOf(build({ chartVersion, schedulerPlacementEnabled: true, sentryExtraArgs: ['--a'] }, OLD), 'DAPR1106')).toEqual([
      'chart/dapr: schedulerPlacementEnabled needs Dapr 1.19, and 1.18 is declared', 'chart/dapr: sentryExtraArgs needs Dapr 1.19, and 1.18 is declared',
    ]);
    expect(refused({ chartVersion, schedulerPlacementEnabled: false, sentryExtraArgs: [] }, OLD)).toEqual([]);
    expect(messagesOf(build({ chartVersion, values: { dapr_sentry: { extraArgs: ['--a'] } } }, OLD), 'DAPR9006')).toEqual(['chart/dapr: values.dapr_sentry.extraArgs needs the chart of Dapr 1.19, and 1.18 is declared']);
    expect(refused({ chartVersion: '1.19.0', values: { dapr_sentry: { extraArgs: ['--a'] } } }, NEW)).toEqual([]);
  });
});

describe('every daprd of the cluster must know it', () => {
  const SERVED = "and the scheduler of 'chart/dapr' serves the placement of actors";

  /** What is refused if these apps are defined next to the control plane. */
  function found(apps: (chart: Chart) => void, settings: DaprPlatformSettings = {}, props: Props = ENABLED): string[] {
    const chart = newChart({ ...NEW, ...settings });
    define(chart, props);
    apps(chart);
    return messagesOf(chart, 'DAPR7081');
  }
  const other = (chart: Chart, settings: DaprPlatformSettings): Chart => {
    const made = new Chart(chart.node.root as any, 'other');
    DaprPlatform.set(made, settings);
    return made;
  };

  test('apps on the declared version are accepted', () => {
    expect(found(chart => {
      app(chart);
      app(chart, { dataPlane: DataPlane.sharedDeployment(), workload: deployment(chart, 'b-web') }, 'b');
      app(chart, { dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.19.1' }), workload: deployment(chart, 'c-web') }, 'c');
      app(chart, { dataPlane: DataPlane.sidecar({ sidecarImage: 'acme/daprd@sha256:' + 'a'.repeat(64) }), workload: deployment(chart, 'd-web') }, 'd');
    })).toEqual([]);
  });

  test('a sidecar with an older image is refused', () => {
    expect(found(chart => app(chart, { dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.18.3' }) }))).toEqual([`chart/checkout: daprd is 1.18.3, ${SERVED}`]);
  });

  test('a pinned daprd of an older version is refused', () => {
    const pinned = { version: '1.18.3', trustAnchorsConfigMap: 'anchors' };
    expect(found(chart => app(chart, { dataPlane: DataPlane.sharedDeployment({ pinned }) }))).toEqual([`chart/checkout/DataPlane: daprd is 1.18.3, ${SERVED}`]);
  });

  test('a chart with an older declared version is refused, unless it describes another cluster or another control plane', () => {
    expect(found(chart => app(other(chart, { ...NEW, daprVersion: '1.18' })))).toEqual([`other/checkout: daprd is 1.18, ${SERVED}`]);
    expect(found(chart => app(other(chart, { ...NEW, daprVersion: '1.18', dataPlane: DataPlane.sharedDeployment() })))).toEqual([`other/checkout/DataPlane: daprd is 1.18, ${SERVED}`]);
    expect(found(chart => app(other(chart, { ...NEW, daprVersion: '1.18', cluster: 'b' })))).toEqual([]);
    expect(found(chart => app(other(chart, { ...NEW, daprVersion: '1.18', controlPlaneNamespace: 'dapr-b' })))).toEqual([]);
  });

  test('an upgrade from an older version must be complete', () => {
    expect(found(() => {}, { upgradingFrom: '1.18' })).toEqual(['chart/dapr: the scheduler serves the placement of actors, and upgradingFrom of DaprPlatform is 1.18']);
    expect(found(() => {}, { upgradingFrom: '1.19' })).toEqual([]);
  });

  test('nothing is refused while the placement service serves placement', () => {
    const old = (chart: Chart) => app(chart, { dataPlane: DataPlane.sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.18.3' }) });
    expect([found(old, {}, { chartVersion: '1.19.0' }), found(old, {}, { ...ENABLED, schedulerPlacementEnabled: false })]).toEqual([[], []]);
  });

  test('an accepted stack synthesizes', () => {
    const chart = newChart(NEW);
    define(chart, ENABLED);
    app(chart);
    expect(refusal(chart)).toBe('');
  });
});
