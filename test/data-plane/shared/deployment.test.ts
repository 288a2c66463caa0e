/** A shared Deployment: its objects in whole, and each refusal in words; who may connect to a shared daprd. */
import { ApiObject, Duration } from 'cdk8s';
import { DaprConfiguration, DataPlane, Locality, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, deployment, find, newChart, refusal, said, SHARED } from '../../../scenarios/charts';
import { apiNetworkPolicy } from '../../../src/data-plane/shared/network-policy';

const front = (props: any, settings: object = SHARED) => {
  const chart = newChart(settings);
  app(chart, { appPort: 8080, dataPlane: new SharedDaprDeployment(chart, 'front', props) });
  return chart;
};
const PINNED = { image: 'ghcr.io/dapr/daprd:1.18.2' };
const LABELS = { 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'front-daprd' };
const METADATA = { name: 'front-daprd', labels: LABELS };

test('row 94: a shared Deployment names its Configuration in its annotations, and rolls when that changes', () => {
  const chart = newChart(SHARED);
  app(chart, { dataPlane: DataPlane.sharedDeployment({ configuration: new DaprConfiguration(chart, 'c', { metricsEnabled: false }) }) });
  const { annotations } = find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata;
  expect(annotations).toMatchObject({ 'dapr.io/config': 'checkout-daprd', 'cdk8s-dapr/resources': expect.stringMatching(/^[0-9a-f]{16}$/) });
});

describe('a shared Deployment', () => {
  test('has a budget that lets one pod go, whether it is ready or not', () => {
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: METADATA };
    const spec = { maxUnavailable: 1, selector: { matchLabels: LABELS } };
    expect(find(front({}), 'PodDisruptionBudget')).toEqual({ ...budget, spec: { ...spec, unhealthyPodEvictionPolicy: 'AlwaysAllow' } });
    expect(find(front({}, { ...SHARED, kubernetesVersion: '1.26' }), 'PodDisruptionBudget')).toEqual({ ...budget, spec });
  });

  test('is spread over nodes and zones, the pods of one rollout where Kubernetes can tell', () => {
    const spread = (chart: any) => find(chart, 'Deployment', 'front-daprd').spec.template.spec.topologySpreadConstraints;
    const of = (topologyKey: string, more: object) => ({ topologyKey, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: LABELS }, ...more });
    const keys = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];
    expect(spread(front({}))).toEqual(keys.map(key => of(key, { matchLabelKeys: ['pod-template-hash'] })));
    expect(spread(front({}, { ...SHARED, kubernetesVersion: '1.26' }))).toEqual(keys.map(key => of(key, {})));
  });

  test('has two replicas and replaces them one by one', () => {
    const { spec } = find(front({}), 'Deployment', 'front-daprd');
    expect([spec.replicas, spec.strategy, spec.template.spec.affinity]).toEqual([2, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, undefined]);
  });

  test('follows its load where asked', () => {
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

  test('prefers nodes of its app where asked, once there is one that receives', () => {
    const affinity = (chart: any) => find(chart, 'Deployment', 'front-daprd').spec.template.spec.affinity;
    expect(affinity(front({ preferNodesOfApp: true }))).toEqual({
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{
          weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'checkout-web' } } },
        }],
      },
    });
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front', { preferNodesOfApp: true });
    expect(affinity(chart)).toBeUndefined();
  });

  test.each<[any, string, string | undefined]>([
    [undefined, '1.36', undefined], [Locality.NONE, '1.36', undefined], [Locality.SAME_NODE, '1.34', 'PreferSameNode'], [Locality.SAME_ZONE, '1.34', 'PreferSameZone'],
    [Locality.SAME_ZONE, '1.33', 'PreferClose'],
  ])('keeps calls near by locality %s on Kubernetes %s: %s', (locality, kubernetesVersion, expected) => {
    const { spec } = find(front({ locality }, { ...SHARED, kubernetesVersion }), 'Service', 'front-dapr-api');
    expect(spec.trafficDistribution).toBe(expected);
    expect('trafficDistribution' in spec).toBe(expected !== undefined);
  });

  test.each<[object, string[]]>([
    [{ replicas: 0 }, ['replicas is 0']], [{ replicas: 1.5 }, ['replicas is 1.5']], [{ replicas: 1 }, []],
    [{ autoscaling: {} }, ['maxReplicas is 0']],
    [{ autoscaling: { minReplicas: 0, maxReplicas: 5 } }, ['minReplicas is 0']],
    [{ autoscaling: { maxReplicas: 5, targetCpuPercent: 0 } }, ['targetCpuPercent is 0']],
    [{ autoscaling: { minReplicas: 4, maxReplicas: 3 } }, ['minReplicas 4 is above maxReplicas 3']],
    [{ autoscaling: { minReplicas: 3, maxReplicas: 3, targetCpuPercent: 1 } }, []],
    [{ autoscaling: { maxReplicas: 1 } }, ['minReplicas 2 is above maxReplicas 1']],
    [{ autoscaling: { maxReplicas: 5 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }, ['autoscaling without a CPU request, by which it measures']],
    [{ podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }, []],
    [{ autoscaling: { maxReplicas: 5 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '5m' } }, []],
    [{ autoscaling: { maxReplicas: 5 }, replicas: 3 }, ['replicas 3 beside autoscaling, which would fight over it']],
  ])('of %j: %j', (props, refused) => {
    expect(said(front(props), 'DAPR7006')).toEqual(refused.map(what => `chart/front: ${what}`));
  });

  test.each<[any, string]>([
    [{ replicas: 'two' }, "replicas 'two' is no number"], [{ replicas: NaN }, 'replicas NaN is no number'],
    [{ replicas: Duration.hours(2) }, 'replicas {"amount":2'],
    [{ autoscaling: { maxReplicas: '5' } }, 'autoscaling {"maxReplicas":"5"} is no struct with maxReplicas a number'],
  ])('of %j is refused before anybody renders it: %s', (props, refused) => {
    expect(said(front(props), 'DAPR3017')).toEqual([expect.stringContaining(`chart/front: ${refused}`)]);
  });

  test.each<[any, string]>([
    [{ unixDomainSocketPath: '/s' }, "unixDomainSocketPath '/s' on a shared daprd: sockets do not reach from one pod to another"],
    [{ sidecarListenAddresses: ['[::1]'] }, 'sidecarListenAddresses ["[::1]"] on a shared daprd: the data plane listens where its Service needs it'],
    [{ volumeMounts: { data: '/d' } }, 'volumeMounts {"data":"/d"} on a shared daprd: the pod has no volumes'],
    [{ volumeMountsRw: { data: '/d' } }, 'volumeMountsRw {"data":"/d"} on a shared daprd: the pod has no volumes'],
    [{ pluggableComponents: ['c'] }, 'pluggableComponents ["c"] on a shared daprd: the pod has no such containers'],
    [{ appSsl: true }, 'appSsl true on a shared daprd: use appProtocol of the app'],
    [{ pinned: PINNED, placeholderImage: 'a:1' }, "placeholderImage 'a:1' on a pinned daprd: it has no placeholder"],
    [{ pinned: PINNED, apiReachability: 'AfterAppListens' }, "apiReachability 'AfterAppListens' on a pinned daprd: it is reachable before the app listens, and loses no call either"],
    [{ unsafeAllowUnauthenticatedApi: true, apiTokenSecret: 'token' }, "unsafeAllowUnauthenticatedApi beside apiTokenSecret 'token'"],
  ])('cannot have %j', (props, refused) => {
    expect(said(front(props), 'DAPR3015')).toEqual([`chart/front: ${refused}`]);
  });

  test('needs a token, or to say that it has none', () => {
    expect(said(front({}, {}), 'DAPR7002')).toEqual(['chart/front: no apiTokenSecret']);
    expect(said(front({ unsafeAllowUnauthenticatedApi: true }, {}), 'DAPR7002')).toEqual([]);
    expect(said(front({ apiTokenSecret: 'My Secret' }), 'DAPR3008')).toEqual(["chart/front: apiTokenSecret 'My Secret' is not the name of a Secret"]);
  });

  test('mounts no token of a service account, so that its built-in secret store is off', () => {
    expect(said(front({ disableBuiltinK8sSecretStore: false }), 'DAPR7014')).toEqual(['chart/front: the pod of a shared daprd mounts no token, and disableBuiltinK8sSecretStore is false']);
  });

  test.each<[object, string[]]>([
    [{ replicas: 1 }, ['replicas is 1']], [{ replicas: 2 }, []], [{}, []], [{ autoscaling: { minReplicas: 1, maxReplicas: 5 } }, ['minReplicas is 1']], [{ autoscaling: { maxReplicas: 5 } }, []],
  ])('of %j is a risk: %j', (props, doubts) => {
    expect(said(front(props), 'DAPR7017')).toEqual(doubts.map(what => `chart/front: ${what}`));
  });

  test.each<[any, string, string | undefined]>([
    [Locality.SAME_NODE, '1.33', '1.34'], [Locality.SAME_NODE, '1.34', undefined], [Locality.SAME_ZONE, '1.30', '1.31'], [Locality.SAME_ZONE, '1.31', undefined], [Locality.NONE, '1.25', undefined],
    [undefined, '1.25', undefined],
  ])('with locality %s on Kubernetes %s needs %s', (locality, kubernetesVersion, needs) => {
    expect(said(front({ locality }, { ...SHARED, kubernetesVersion }), 'DAPR1106'))
      .toEqual(needs ? [`chart/front: locality ${locality} needs Kubernetes ${needs}, and ${kubernetesVersion} is declared`] : []);
  });

  test('takes its own props only in their types', () => {
    expect(said(front({ locality: 'Near', preferNodesOfApp: 'yes', autoscaling: 5 }), 'DAPR3017')).toEqual([
      "chart/front: locality 'Near' is no None or SameZone or SameNode", "chart/front: preferNodesOfApp 'yes' is no truth", 'chart/front: autoscaling 5 is no struct',
    ]);
  });
});

test('to a shared daprd connect the pods of its apps, to the port between daprds and to the metrics every pod', () => {
  const chart = newChart(SHARED);
  const apps = [{ z: '1', a: '2' }, { a: '2', z: '1' }, { a: '1' }].map(labels => ({ podSelector: () => labels }) as any);
  const policy = (annotations: object): any =>
    apiNetworkPolicy(new ApiObject(chart, JSON.stringify(annotations), { apiVersion: 'v1', kind: 'X' }), { metadata: { name: 'n' }, labels: { l: 'x' }, annotations: annotations as any, apps: () => apps }).toJson();
  const everyPod = [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }];
  const tcp = (...ports: number[]) => ports.map(port => ({ port, protocol: 'TCP' }));
  expect(policy({})).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'n' },
    spec: {
      podSelector: { matchLabels: { l: 'x' } },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ a: '1' }, { a: '2', z: '1' }].map(matchLabels => ({ podSelector: { matchLabels } })), ports: tcp(3500, 50001) },
        { from: everyPod, ports: tcp(50002, 9090) },
      ],
    },
  });
  expect(policy({ 'dapr.io/grpc-port': '1', 'dapr.io/internal-grpc-port': '2', 'dapr.io/metrics-port': '3' }).spec.ingress.map((rule: any) => rule.ports)).toEqual([tcp(3500, 1), tcp(2, 3)]);
});

test('a shared Deployment of a chart without anything else is whole', () => {
  const chart = newChart(SHARED);
  new SharedDaprDeployment(chart, 'front');
  deployment(chart);
  expect(refusal(chart)).toBe('');
});
