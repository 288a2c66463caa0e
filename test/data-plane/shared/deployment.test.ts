/** A shared Deployment: its complete objects and the text of each finding. */
import { Duration } from 'cdk8s';
import { DaprConfiguration, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, find, newChart, refusal, messagesOf, SHARED } from '../../../scenarios/charts';
import { Locality } from '../../../src/data-plane/shared/deployment-options';
import { front } from '../../support/shared-daprds';

const LABELS = { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'front-daprd' };
const METADATA = { name: 'front-daprd', labels: LABELS };

test('row 94: a shared Deployment names its Configuration in its annotations, and rolls when that changes', () => {
  const chart = newChart(SHARED);
  app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'c', { metricsEnabled: false }) }) });
  const { annotations } = find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata;
  expect(annotations).toMatchObject({ 'dapr.io/config': 'checkout-daprd', 'cdk8s-dapr/resources': expect.stringMatching(/^[0-9a-f]{16}$/) });
});

describe('a shared Deployment', () => {
  test('has a disruption budget that allows one pod to be evicted, ready or not', () => {
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: METADATA };
    const spec = { maxUnavailable: 1, selector: { matchLabels: LABELS } };
    expect(find(front({}), 'PodDisruptionBudget')).toEqual({ ...budget, spec: { ...spec, unhealthyPodEvictionPolicy: 'AlwaysAllow' } });
    expect(find(front({}, { ...SHARED, kubernetesVersion: '1.26' }), 'PodDisruptionBudget')).toEqual({ ...budget, spec });
  });

  test('is spread over nodes and zones, per rollout if Kubernetes supports it; a node without a zone counts for the spread over nodes', () => {
    const pod = (kubernetesVersion: string) => find(front({}, { ...SHARED, kubernetesVersion }), 'Deployment', 'front-daprd').spec.template.spec;
    const of = (topologyKey: string, rollout: boolean) => ({ topologyKey, labelSelector: { matchLabels: LABELS }, ...(rollout ? { matchLabelKeys: ['pod-template-hash'] } : {}) });
    expect(['1.36', '1.31', '1.30', '1.27', '1.26'].map(version => pod(version)).map(({ topologySpreadConstraints, affinity }) => ({ topologySpreadConstraints, affinity }))).toEqual(
      [[true, true], [true, true], [true, false], [true, false], [false, false]].map(([nodes, zones]) => ({
        topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', ...of('kubernetes.io/hostname', nodes) }],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: of('topology.kubernetes.io/zone', zones) }],
          },
        },
      })));
  });

  test('has two replicas and replaces them one by one', () => {
    const { spec } = find(front({}), 'Deployment', 'front-daprd');
    expect([spec.replicas, spec.strategy]).toEqual([2, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }]);
  });

  test('scales with its load if autoscaling is set', () => {
    const of = (autoscaling: object) => find(front({ autoscaling }), 'HorizontalPodAutoscaler');
    expect(of({ maxReplicas: 5 })).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: METADATA,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'front-daprd' },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      },
    });
    expect(of({ minReplicas: 3, maxReplicas: 4, targetCpuPercent: 50 }).spec)
      .toMatchObject({ minReplicas: 3, metrics: [{ resource: { target: { averageUtilization: 50 } } }] });
    expect(find(front({ autoscaling: { maxReplicas: 5 } }), 'Deployment', 'front-daprd').spec).not.toHaveProperty('replicas');
    expect(find(front({}), 'HorizontalPodAutoscaler')).toBeUndefined();
  });

  test('prefers nodes of its app if set, once an app receives', () => {
    const affinity = (chart: any) => find(chart, 'Deployment', 'front-daprd').spec.template.spec.affinity.podAffinity;
    expect(affinity(front({ preferNodesOfApp: true }))).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [{
        weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'checkout-web' } } },
      }],
    });
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front', { preferNodesOfApp: true });
    expect(affinity(chart)).toBeUndefined();
  });

  test.each<[any, string, string | undefined]>([
    [undefined, '1.36', undefined], [Locality.NONE, '1.36', undefined], [Locality.SAME_NODE, '1.34', 'PreferSameNode'], [Locality.SAME_ZONE, '1.34', 'PreferSameZone'],
    [Locality.SAME_ZONE, '1.33', 'PreferClose'],
  ])('has the traffic distribution of locality %s on Kubernetes %s: %s', (locality, kubernetesVersion, expected) => {
    const { spec } = find(front({ locality }, { ...SHARED, kubernetesVersion }), 'Service', 'front-dapr-api');
    expect(spec.trafficDistribution).toBe(expected);
    expect('trafficDistribution' in spec).toBe(expected !== undefined);
  });

  test.each<[object, string[]]>([
    [{ replicas: 0 }, ['replicas must be a whole number of at least 1; got 0']], [{ replicas: 1.5 }, ['replicas must be a whole number of at least 1; got 1.5']], [{ replicas: 1 }, []],
    [{ autoscaling: {} }, ['autoscaling.maxReplicas must be a whole number of at least 1; got 0']],
    [{ autoscaling: { minReplicas: 0, maxReplicas: 5 } }, ['autoscaling.minReplicas must be a whole number of at least 1; got 0']],
    [{ autoscaling: { maxReplicas: 5, targetCpuPercent: 0 } }, ['autoscaling.targetCpuPercent must be a whole number of at least 1; got 0']],
    [{ autoscaling: { minReplicas: 4, maxReplicas: 3 } }, ['autoscaling.minReplicas must be at most maxReplicas (3); got 4']],
    [{ autoscaling: { minReplicas: 3, maxReplicas: 3, targetCpuPercent: 1 } }, []],
    [{ autoscaling: { maxReplicas: 1 } }, ['autoscaling.minReplicas must be at most maxReplicas (1); got 2']],
    [{ autoscaling: { maxReplicas: 5 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }, ['autoscaling measures CPU use relative to the CPU request, which podAnnotations removes']],
    [{ podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }, []],
    [{ autoscaling: { maxReplicas: 5 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '5m' } }, []],
    [{ autoscaling: { maxReplicas: 5 }, replicas: 3 }, ['replicas 3 conflicts with autoscaling']],
  ])('with %j reports %j', (props, refused) => {
    expect(messagesOf(front(props), 'DAPR7006')).toEqual(refused.map(what => `chart/front: ${what}`));
  });

  test.each<[any, string]>([
    [{ replicas: 'two' }, "replicas must be a number; got 'two'"], [{ replicas: NaN }, 'replicas must be a number; got NaN'],
    [{ replicas: Duration.hours(2) }, 'replicas must be a number; got \'2h\''],
    [{ autoscaling: { maxReplicas: '5' } }, 'autoscaling.maxReplicas must be a number; got \'5\''],
  ])('with %j is refused before rendering: %s', (props, refused) => {
    expect(messagesOf(front(props), 'DAPR3017')).toEqual([expect.stringContaining(`chart/front: ${refused}`)]);
  });

  test.each<[object, string[]]>([
    [{ replicas: 1 }, ['replicas is 1']], [{ replicas: 2 }, []], [{}, []], [{ autoscaling: { minReplicas: 1, maxReplicas: 5 } }, ['autoscaling.minReplicas is 1']], [{ autoscaling: { maxReplicas: 5 } }, []],
  ])('with %j warns: %j', (props, warnings) => {
    expect(messagesOf(front(props), 'DAPR7017')).toEqual(warnings.map(what => `chart/front: ${what}`));
  });

  test.each<[any, string, string | undefined]>([
    [Locality.SAME_NODE, '1.33', '1.34'], [Locality.SAME_NODE, '1.34', undefined], [Locality.SAME_ZONE, '1.30', '1.31'], [Locality.SAME_ZONE, '1.31', undefined], [Locality.NONE, '1.25', undefined],
    [undefined, '1.25', undefined],
  ])('with locality %s on Kubernetes %s needs %s', (locality, kubernetesVersion, needs) => {
    expect(messagesOf(front({ locality }, { ...SHARED, kubernetesVersion }), 'DAPR1106'))
      .toEqual(needs ? [`chart/front: locality ${locality} needs Kubernetes ${needs}, and ${kubernetesVersion} is declared`] : []);
  });

  test('checks the types of its own props', () => {
    expect(messagesOf(front({ locality: 'Near', preferNodesOfApp: 'yes', autoscaling: 5 }), 'DAPR3017')).toEqual([
      "chart/front: locality must be 'None', 'SameZone' or 'SameNode'; got 'Near'", "chart/front: preferNodesOfApp must be a boolean; got 'yes'", 'chart/front: autoscaling must be an object with props; got 5',
    ]);
  });

  test('has two replicas, and a disruption budget that does not block drains', () => {
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front');
    const { spec } = find(chart, 'Deployment');
    expect(spec.replicas).toBe(2);
    expect(find(chart, 'PodDisruptionBudget').spec).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: spec.selector });
  });

  test('scales with its load within the given limits', () => {
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front', { autoscaling: { minReplicas: 3, maxReplicas: 9, targetCpuPercent: 60 } });
    expect(find(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(find(chart, 'HorizontalPodAutoscaler').spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'front-daprd' },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
    });
  });

  test.each([
    [Locality.NONE, '1.36', undefined], [Locality.SAME_ZONE, '1.36', 'PreferSameZone'], [Locality.SAME_ZONE, '1.33', 'PreferClose'], [Locality.SAME_NODE, '1.36', 'PreferSameNode'],
  ])('locality %s on Kubernetes %s is %s', (locality, kubernetesVersion, expected) => {
    const chart = newChart({ ...SHARED, kubernetesVersion });
    new SharedDaprDeployment(chart, 'front', { locality });
    expect(find(chart, 'Service').spec.trafficDistribution).toBe(expected);
  });

  test('prefers nodes of its app if set', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, dataPlane: new SharedDaprDeployment(chart, 'front', { preferNodesOfApp: true }) });
    const [term] = find(chart, 'Deployment', 'front-daprd').spec.template.spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(term.podAffinityTerm.labelSelector.matchLabels).toEqual({ app: 'checkout-web' });
  });
});

test('a shared Deployment needs no other construct in its chart', () => {
  const chart = newChart(SHARED);
  new SharedDaprDeployment(chart, 'front');
  deployment(chart);
  expect(refusal(chart)).toBe('');
});
