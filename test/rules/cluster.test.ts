/** Cluster objects that conflict with the pods of apps and shared daprds. */
import { Chart } from 'cdk8s';
import { DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, job, newChart, refusal, messagesOf, SHARED } from '../../scenarios/charts';
import { object } from '../support/objects';
import { PROJECT } from '../support/remote-dapr';
import { replicas } from '../support/replicas';

describe('a PodDisruptionBudget', () => {
  const labels = { matchLabels: { app: 'scaled' } };
  const budget = (spec: object | undefined, count?: number, namespace?: string) => {
    const chart = newChart();
    object(chart, 'PodDisruptionBudget', 'budget', { spec }, 'policy/v1', namespace);
    app(chart, { workload: count === undefined ? deployment(chart, 'scaled') : replicas(chart, count) });
    return messagesOf(chart, 'DAPR7018');
  };

  test.each<[object, number | undefined]>([
    [{ maxUnavailable: 0 }, undefined], [{ maxUnavailable: '0%' }, undefined], [{ maxUnavailable: '0' }, 3], [{ maxUnavailable: '00%' }, 3], [{ minAvailable: '100%' }, undefined],
    [{ minAvailable: 2 }, 2], [{ minAvailable: 3 }, 2],
  ])('of %j allows no disruption of %p replicas', (spec, count) => {
    expect(budget({ ...spec, selector: labels }, count)).toEqual(["chart/checkout: PodDisruptionBudget 'chart/PodDisruptionBudget-budget' selects its pods and allows no disruptions"]);
  });

  test.each<[object, number | undefined]>([
    [{ maxUnavailable: 1 }, undefined], [{ maxUnavailable: '10%' }, undefined], [{ maxUnavailable: '50%' }, undefined], [{ maxUnavailable: '05%' }, undefined], [{ minAvailable: '10%' }, 2],
    [{ minAvailable: 1 }, 2], [{ minAvailable: 5 }, undefined], [{}, 2],
  ])('of %j allows a disruption of %p replicas', (spec, count) => {
    expect(budget({ ...spec, selector: labels }, count)).toEqual([]);
  });

  test('of other pods, without a selector, or of another namespace is accepted', () => {
    expect(budget({ maxUnavailable: 0, selector: { matchLabels: { app: 'other' } } })).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: { matchLabels: { app: 'scaled', tier: 'a' } } })).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: { ...labels, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['scaled'] }] } })).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: {} })).toEqual([]);
    expect(budget({ maxUnavailable: 0 })).toEqual([]);
    expect(budget(undefined)).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: labels }, undefined, 'stock')).toEqual([]);
  });

  test('of a workload without labels selects none of its pods', () => {
    const chart = newChart();
    object(chart, 'PodDisruptionBudget', 'budget', { spec: { maxUnavailable: 0, selector: labels } }, 'policy/v1');
    app(chart, { workload: job(chart) });
    expect(messagesOf(chart, 'DAPR7018')).toEqual([]);
  });

  test('applies to the pods of a shared daprd, except the budget that comes with it', () => {
    const chart = newChart(SHARED);
    const front = new SharedDaprDeployment(chart, 'front');
    app(chart, { dataPlane: front });
    expect(messagesOf(chart, 'DAPR7018')).toEqual([]);
    object(chart, 'PodDisruptionBudget', 'budget', { spec: { maxUnavailable: 0, selector: { matchLabels: { 'app.kubernetes.io/instance': 'front-daprd' } } } }, 'policy/v1');
    expect(messagesOf(chart, 'DAPR7018')).toEqual(["chart/front: PodDisruptionBudget 'chart/PodDisruptionBudget-budget' selects its pods and allows no disruptions"]);
  });
});

describe('a namespace that enforces the Pod Security standard restricted', () => {
  const REFUSED = (at: string) => `${at}: namespace 'shop' enforces the Pod Security standard 'restricted'`;
  const inShop = (build: (shop: Chart) => void, settings: object = SHARED, level = 'restricted', name = 'shop') => {
    const chart = newChart(settings);
    object(chart, 'Namespace', name, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } } });
    object(chart, 'Namespace', 'unlabelled');
    build(new Chart(chart, 'shop', { namespace: 'shop' }));
    return messagesOf(chart, 'DAPR7022');
  };

  test('rejects the container that the sidecar injector adds', () => {
    expect(inShop(shop => { app(shop); })).toEqual([REFUSED('chart/shop/checkout')]);
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front') }); })).toEqual([REFUSED('chart/shop/front')]);
  });

  test('accepts a pinned daprd, one completed by the cluster policy, and an app with a remote Dapr', () => {
    const pinned = { pinned: { version: '1.18.2' } };
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front', pinned) }); })).toEqual([]);
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front') }); }, { ...SHARED, clusterPolicyInstalled: true })).toEqual([]);
    expect(inShop(shop => { app(shop, { dataPlane: DataPlane.remote(PROJECT) }); })).toEqual([]);
  });

  test('is not one with another level, nor another namespace', () => {
    expect(inShop(shop => { app(shop); }, SHARED, 'baseline')).toEqual([]);
    expect(inShop(shop => { app(shop); }, SHARED, 'restricted', 'stock')).toEqual([]);
  });
});

describe('a user-defined autoscaler', () => {
  const scaled = (to: object | undefined, options: object = { replicas: 2 }, namespace?: string) => {
    const chart = newChart(SHARED);
    object(chart, 'HorizontalPodAutoscaler', 'hpa', { spec: to && { scaleTargetRef: to } }, 'autoscaling/v2', namespace);
    app(chart, { dataPlane: new SharedDaprDeployment(chart, 'front', options) });
    return chart;
  };
  const FRONT = { kind: 'Deployment', name: 'front-daprd' };

  test('conflicts with fixed replicas of a shared daprd', () => {
    const chart = scaled(FRONT);
    expect(messagesOf(chart, 'DAPR7006')).toEqual(["chart/front: HorizontalPodAutoscaler 'chart/HorizontalPodAutoscaler-hpa' scales it, but its replicas are fixed"]);
    expect(refusal(chart)).toContain('Use autoscaling of the shared daprd.');
  });

  test('does not conflict if it scales another workload', () => {
    expect(messagesOf(scaled({ ...FRONT, kind: 'StatefulSet' }), 'DAPR7006')).toEqual([]);
    expect(messagesOf(scaled({ ...FRONT, name: 'orders' }), 'DAPR7006')).toEqual([]);
    expect(messagesOf(scaled(FRONT, {}, 'stock'), 'DAPR7006')).toEqual([]);
    expect(messagesOf(scaled(undefined), 'DAPR7006')).toEqual([]);
  });

  test('is not the one that the library creates, which has no fixed replicas', () => {
    expect(messagesOf(scaled(FRONT, { autoscaling: { maxReplicas: 4 } }), 'DAPR7006')).toEqual([]);
  });
});

test('a PriorityClass must be defined in this App or built in', () => {
  const chart = newChart(SHARED);
  object(chart, 'PriorityClass', 'gold', {}, 'scheduling.k8s.io/v1');
  ['gold', 'silver', 'system-node-critical', 'system-cluster-critical'].forEach((priorityClassName, i) =>
    app(chart, { dataPlane: new SharedDaprDeployment(chart, `front${i}`, { priorityClassName }) }, `app${i}`));
  expect(messagesOf(chart, 'DAPR7020')).toEqual(["chart/front1: priorityClassName 'silver' refers to a PriorityClass that this App does not define"]);
});
