/** Configurations: who reads them, and what becomes of several. */
import { Chart } from 'cdk8s';
import { DaprApi, DaprApp, DaprComponent, DaprConfiguration, DataPlane, SharedDaprDeployment, DaprFeature } from 'cdk8s-dapr';
import { app, find, newChart, pod, refusal, SHARED } from '../../../scenarios/charts';
import { DerivedPart } from '../../../src/configuration-merge/merge';
import { emptyValues } from '../../support/references';
import { schemaErrors } from '../../support/strict-schemas';

const configOf = (chart: Chart, name?: string) => pod(chart, 'Deployment', name).metadata.annotations['dapr.io/config'];
const all = (chart: Chart) => chart.toJson().filter(o => o.kind === 'Configuration').map(o => o.metadata.name);

describe('who reads it', () => {
  test('an app to which it is attached is annotated, and it is emitted once for all of them', () => {
    const chart = newChart();
    const apps = [app(chart, {}, 'a'), app(chart, {}, 'b')];
    const configuration = new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [apps[0]] });
    configuration.addApp(apps[1]);
    expect(all(chart)).toEqual(['c']);
    expect(chart.toJson().filter(o => o.kind === 'Deployment').map(o => o.spec.template.metadata.annotations['dapr.io/config'])).toEqual(['c', 'c']);
  });

  test('to attach it is the same as to give it to the data plane', () => {
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

  test('an annotation that the user gives wins', () => {
    const chart = newChart();
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [app(chart, { podAnnotations: { 'dapr.io/config': 'theirs' } })] });
    expect(configOf(chart)).toBe('theirs');
  });

  test('a shared daprd merges what its apps are meant to read into its own, whenever that comes', () => {
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

describe('several for one app', () => {
  test('are merged into one of the app\'s own; another app keeps its own', () => {
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

  test('a part without an object gives the app a Configuration of its own, with a sidecar and with a shared daprd', () => {
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

test('what is merged is what the API server takes', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  const other = DaprApp.fromAppAttributes(chart, 'billing', { appId: 'billing', namespace: 'finance' });
  new DaprConfiguration(chart, 'a', { accessControlPolicies: [{ app: other }], deniedApis: [{ api: DaprApi.SHUTDOWN }], apps: [checkout] });
  new DaprConfiguration(chart, 'b', { tracingSamplingRate: 0.1, metricsRecordErrorCodes: true, apps: [checkout] });
  const configurations = chart.toJson().filter(o => o.kind === 'Configuration');
  expect(configurations.flatMap(o => [...schemaErrors(o), ...emptyValues(o)])).toEqual([]);
  expect(refusal(chart)).toBe('');
});
