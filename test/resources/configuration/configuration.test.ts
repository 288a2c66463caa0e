/** Configurations: apps that use them, and merging of several. */
import { Chart } from 'cdk8s';
import { DaprApi, DaprApp, DaprComponent, DaprConfiguration, DataPlane, SharedDaprDeployment, DaprFeature } from 'cdk8s-dapr';
import { app, find, newChart, pod, refusal, SHARED } from '../../../scenarios/charts';
import { DerivedPart } from '../../../src/configuration-merge/merge';
import { emptyValues } from '../../support/references';
import { schemaErrors } from '../../support/strict-schemas';

const configOf = (chart: Chart, name?: string) => pod(chart, 'Deployment', name).metadata.annotations['dapr.io/config'];
const all = (chart: Chart) => chart.toJson().filter(o => o.kind === 'Configuration').map(o => o.metadata.name);

describe('the apps that use a Configuration', () => {
  test('are annotated with it, and it is emitted once', () => {
    const chart = newChart();
    const apps = [app(chart, {}, 'a'), app(chart, {}, 'b')];
    const configuration = new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [apps[0]] });
    configuration.addApp(apps[1]);
    expect(all(chart)).toEqual(['c']);
    expect(chart.toJson().filter(o => o.kind === 'Deployment').map(o => o.spec.template.metadata.annotations['dapr.io/config'])).toEqual(['c', 'c']);
  });

  test('may be added, or refer to it by their data plane', () => {
    const [a, b] = [true, false].map(attached => {
      const chart = newChart();
      const configuration = new DaprConfiguration(chart, 'c', { metricsEnabled: false });
      const checkout = app(chart, { dataPlane: attached ? undefined : DataPlane.sidecar({ configuration }) });
      if (attached) {
        configuration.addApp(checkout);
      }
      return chart.toJson();
    });
    expect(a).toEqual(b);
  });

  test('keep an annotation that the user sets', () => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [app(chart, { podAnnotations: { 'dapr.io/config': 'theirs' } })] });
    expect(configOf(chart)).toBe('theirs');
  });

  test('behind a shared daprd have their Configurations merged into its own, also later ones', () => {
    const chart = newChart(SHARED);
    const plane = new SharedDaprDeployment(chart, 'front');
    const front = app(chart, { dataPlane: plane, appPort: 8080 }, 'web');
    const before = find(chart, 'Deployment', 'front-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
    const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
    new DaprConfiguration(chart, 'c', { httpPipeline: [{ component: limit }], features: [DaprFeature.ACTOR_STATE_TTL], apps: [front] });
    expect(find(chart, 'Configuration', 'front-daprd').spec).toEqual({
      features: [{ name: 'ActorStateTTL', enabled: true }, { name: 'HotReload', enabled: false }],
      httpPipeline: { handlers: [{ name: 'limit', type: 'middleware.http.ratelimit' }] },
    });
    const { annotations } = find(chart, 'Deployment', 'front-daprd').spec.template.metadata;
    expect(annotations['dapr.io/config']).toBe('front-daprd');
    expect(annotations['cdk8s-dapr/resources']).not.toBe(before);
    expect(find(chart, 'Component', 'limit').scopes).toEqual(['front']);
  });
});

describe('several Configurations of one app', () => {
  test('are merged into a separate one; another app keeps its own', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const [a, b] = [app(chart, {}, 'a'), app(chart, {}, 'b')];
    new DaprConfiguration(chart, 'metrics', { metricsEnabled: false, apps: [a, b] });
    new DaprConfiguration(chart, 'traces', { tracingSamplingRate: 1, apps: [a] });
    expect(find(chart, 'Configuration', 'a-daprd')).toEqual({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: 'a-daprd', namespace: 'shop' },
      spec: { metrics: { enabled: false }, tracing: { samplingRate: '1' } },
    });
    const configs = chart.toJson().filter(o => o.kind === 'Deployment').map(o => o.spec.template.metadata.annotations['dapr.io/config']);
    expect(configs).toEqual(['a-daprd', 'metrics']);
    expect(refusal(chart)).toBe('');
  });

  test('are created for derived settings, with a sidecar and with a shared daprd', () => {
    for (const dataPlane of [DataPlane.sidecar(), DataPlane.sharedDeployment()]) {
      const chart = newChart(SHARED);
      const checkout = app(chart, { appPort: 8080, dataPlane });
      let action = 'allow';
      checkout.addConfiguration(new DerivedPart(checkout, 'Access', () => ({ accessControl: { defaultAction: action } })));
      action = 'deny';
      expect(find(chart, 'Configuration', 'checkout-daprd').spec.accessControl).toEqual({ defaultAction: 'deny' });
      expect(all(chart)).toEqual(['checkout-daprd']);
    }
  });
});

test('merged Configurations conform to the CRD schema', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  const other = DaprApp.fromAppAttributes(chart, 'billing', { appId: 'billing', namespace: 'finance' });
  new DaprConfiguration(chart, 'a', { accessControlPolicies: [{ app: other }], deniedApis: [{ api: DaprApi.SHUTDOWN }], apps: [checkout] });
  new DaprConfiguration(chart, 'b', { tracingSamplingRate: 0.1, metricsRecordErrorCodes: true, apps: [checkout] });
  const configurations = chart.toJson().filter(o => o.kind === 'Configuration');
  expect(configurations.flatMap(o => [...schemaErrors(o), ...emptyValues(o)])).toEqual([]);
  expect(refusal(chart)).toBe('');
});
