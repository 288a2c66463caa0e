/** Costs of daprds, as chosen and with each other data plane. */
import { ApiObject, Chart, Size } from 'cdk8s';
import { DaprApp, DataPlane, SharedDaprDeployment, TopologyExportProps } from 'cdk8s-dapr';
import { deployment, job } from '../../../scenarios/charts';
import { Json } from '../../../src/util/json';
import { app, everything, files, json, shop } from '../../support/pictures';

function knative(chart: Chart, scale: { [name: string]: string }): ApiObject {
  const annotations = Object.fromEntries(Object.entries(scale).map(([name, value]) => [`autoscaling.knative.dev/${name}`, value]));
  return new ApiObject(chart, 'function', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    spec: { template: { metadata: { annotations }, spec: { containers: [{ name: 'main', image: 'test.local/app:1' }] } } },
  });
}

describe('costs', () => {
  const range = (min: number, max = min) => ({ min, max });
  const cost = (daprds: object, cpuMillis: object, memoryMebibytes: object, pods = daprds) => ({ daprds, pods, cpuMillis, memoryMebibytes });
  const NONE = cost(range(0), range(0), range(0));
  const costs = (chart: Chart, props?: TopologyExportProps): Json => json(chart, props).costs;
  const only = (chart: Chart, props?: TopologyExportProps): Json => costs(chart, props).dataPlanes[0];

  test('of sidecars without requests are zero, with a daprd for each pod', () => {
    const chart = shop();
    app(chart, 'checkout', {}, 5);
    expect(only(chart, { nodes: 4 })).toEqual({
      dataPlane: 'chart/checkout',
      chosen: 'sidecar',
      appPods: range(5),
      costs: {
        sidecar: cost(range(5), range(0), range(0), range(0)),
        sharedPerNode: cost(range(4), range(404), range(1032)),
        sharedPerCluster: cost(range(2), range(202), range(516)),
        remote: NONE,
      },
    });
  });

  test('of sidecars are the assumed requests, unless a sidecar sets its own', () => {
    const chart = shop();
    app(chart, 'a', {}, 1);
    app(chart, 'b', { dataPlane: DataPlane.sidecar({ sidecarCpuRequest: '20m', sidecarMemoryLimit: Size.mebibytes(64) }) }, 1);
    const { dataPlanes: [a, b], total } = costs(chart, { sidecarCpuRequest: '0.1', sidecarMemoryRequest: Size.mebibytes(100) });
    expect(a.costs.sidecar).toEqual(cost(range(1), range(100), range(100), range(0)));
    expect(b.costs.sidecar).toEqual(cost(range(1), range(20), range(64), range(0)));
    expect(b.costs.sharedPerCluster).toEqual(cost(range(2), range(42), range(144)));
    expect(total.chosen).toEqual(cost(range(2), range(120), range(164), range(0)));
  });

  test('of shared daprds are the requests of their pods, including a placeholder', () => {
    const chart = shop();
    app(chart, 'injected', { dataPlane: DataPlane.sharedDeployment({ replicas: 3, sidecarMemoryRequest: Size.mebibytes(100) }) });
    app(chart, 'pinned', { dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) });
    const [injected, pinned] = costs(chart).dataPlanes;
    expect(injected.costs.sharedPerCluster).toEqual(cost(range(3), range(303), range(324)));
    expect(injected.costs.sidecar).toEqual(cost(range(2), range(0), range(200), range(0)));
    expect(pinned.costs.sharedPerCluster).toEqual(cost(range(2), range(200), range(500)));
  });

  test('count one daprd for all workloads that share it', () => {
    const chart = shop();
    const dataPlane = new SharedDaprDeployment(chart, 'shop', { autoscaling: { minReplicas: 2, maxReplicas: 4 } });
    app(chart, 'web', { appPort: 8080, dataPlane }, 3);
    app(chart, 'worker', { dataPlane }, 4);
    expect(costs(chart).dataPlanes).toHaveLength(1);
    const { appPods, costs: each } = only(chart);
    expect([appPods, each.sidecar.daprds]).toEqual([range(7), range(7)]);
    expect(each.sharedPerCluster).toEqual(cost(range(2, 4), range(202, 404), range(516, 1032)));
    expect(only(chart, { replicas: 10 }).appPods).toEqual(range(20));
  });

  test('range from the minimum to the maximum pods of an autoscaler', () => {
    const chart = shop();
    const scaled = (kind: string, apiVersion: string, id: string, spec: object) => {
      const target = app(chart, id);
      const { kind: targetKind, name } = chart.node.findChild(`${id}-web`) as ApiObject;
      new ApiObject(chart, `${target.appId}-scale`, { apiVersion, kind, spec: { scaleTargetRef: { kind: targetKind, name }, ...spec } });
    };
    scaled('HorizontalPodAutoscaler', 'autoscaling/v2', 'a', { minReplicas: 3, maxReplicas: 9 });
    scaled('ScaledObject', 'keda.sh/v1alpha1', 'b', { maxReplicaCount: 7 });
    scaled('ScaledObject', 'keda.sh/v1alpha1', 'c', {});
    expect(costs(chart).dataPlanes.map(({ appPods }: Json) => appPods)).toEqual([range(3, 9), range(0, 7), range(0, 100)]);
  });

  test.each([
    ['a DaemonSet', (chart: Chart) => deployment(chart, 'web', {}, {}, 'DaemonSet'), range(6)],
    ['a Job', (chart: Chart) => job(chart, 'job', {}, { parallelism: 4 }), range(0, 4)],
    ['a Deployment without replicas', (chart: Chart) => deployment(chart), range(1)],
    ['Knative', (chart: Chart) => knative(chart, { 'min-scale': '1', 'max-scale': '5' }), range(1, 5)],
    ['Knative without a maximum', (chart: Chart) => knative(chart, { 'min-scale': '2' }), range(2)],
  ])('count the pods of %s', (_kind, workload, pods) => {
    const chart = shop();
    new DaprApp(chart, 'checkout', { workload: workload(chart) });
    expect(only(chart, { nodes: 6 }).appPods).toEqual(pods);
  });

  test('of a remote Dapr are zero', () => {
    const { dataPlanes } = costs(everything());
    expect(dataPlanes.find(({ chosen }: Json) => chosen === 'remote').costs.remote).toEqual(NONE);
  });

  test('are a table with the chosen model in bold', () => {
    const chart = shop();
    app(chart, 'checkout', { dataPlane: DataPlane.sharedDeployment() }, 12);
    const table = files(chart, { nodes: 50 })['costs.md'];
    expect(table).toContain('| **as chosen** | 2 | 2 | 202m | 516Mi |\n| all sidecar | 12 | 0 | not set | not set |\n| all shared, one on each node | 50 | 50 | 5050m | 12900Mi |');
    expect(table).toContain('| `checkout` | 12 | 12 · not set · not set | 50 · 5050m · 12900Mi | **2 · 202m · 516Mi** | 0 |');
    expect(table).toContain('requests nothing for it by default, but it uses CPU and memory.');
    expect(table).toMatch(/^# chart: costs of the data planes\n/);
    expect(files(chart)['topology.svg']).toContain('daprds at 3 nodes: 2 as chosen · 12 if all were sidecars · 3 if all were one on each node · 2 if all were a few for the cluster');
  });

  test('show in the table what sidecars leave unset, also in totals', () => {
    const chart = shop();
    app(chart, 'checkout', { dataPlane: DataPlane.sharedDeployment() }, 1);
    app(chart, 'orders', { dataPlane: DataPlane.sidecar({ sidecarCpuRequest: '1500m' }) }, 2);
    const table = files(chart)['costs.md'];
    expect(table).toContain('| **as chosen** | 4 | 2 | 3202m | 516Mi + not set |');
    expect(table).toContain('| all sidecar | 3 | 0 | 3000m + not set | not set |');
    expect(table).toContain('| `orders` | 2 | **2 · 3000m · not set** |');
  });
});
