/** The ways to required labels for each app that `docs/concepts.md` shows. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprPlatform, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, newChart, refusal, SHARED } from '../../scenarios/charts';
import { Json } from '../../src/util/json';

const MODELS: [string, (podLabels?: { [label: string]: string }) => IDataPlane][] = [
  ['a Deployment', podLabels => DataPlane.sharedDeployment({ podLabels })], ['a DaemonSet', podLabels => DataPlane.sharedDaemonSet({ podLabels })],
];

describe.each(MODELS)('a shared daprd in %s', (_what, dataPlane) => {
  const labelsOf = (chart: Chart): { objects: unknown[]; pods: unknown[] } => {
    const ours: Json[] = chart.toJson().filter(({ metadata }) => /^checkout-(daprd|channel|dapr-api)$/.test(metadata.name));
    expect(ours.length).toBeGreaterThan(2);
    return {
      objects: ours.map(({ metadata }) => metadata.labels?.team),
      pods: ours.filter(({ spec }) => spec?.template).map(({ spec }) => spec.template.metadata.labels.team),
    };
  };

  test('has the labels of the chart of its app on its objects, and those of the data plane of that chart on its pods', () => {
    const chart = newChart(SHARED);
    const orders = new Chart(chart, 'orders', { namespace: 'shop', labels: { team: 'sales' } });
    DaprPlatform.set(orders, { dataPlane: dataPlane({ team: 'sales' }) });
    app(orders, { appPort: 8080 });
    const { objects, pods } = labelsOf(orders);
    expect([...new Set(objects)]).toEqual(['sales']);
    expect(pods).toEqual(['sales']);
  });

  test('has a label from a JSON patch on its pods, under a lock', () => {
    const platform = newChart({ ...SHARED, dataPlane: dataPlane(), locked: ['dataPlane'] });
    const chart = new Chart(platform, 'orders', { namespace: 'shop', labels: { team: 'sales' } });
    const checkout = app(chart, { appPort: 8080 });
    ApiObject.of(checkout.node.findChild('DataPlane')).addJsonPatch(JsonPatch.add('/spec/template/metadata/labels/team', 'sales'));
    expect(refusal(chart)).toBe('');
    const { objects, pods } = labelsOf(chart);
    expect([...new Set(objects)]).toEqual(['sales']);
    expect(pods).toEqual(['sales']);
  });
});
