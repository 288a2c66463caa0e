import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  ApiReachability, DaprComponent, DaprConfiguration, DaprPlatform, DaprSubscription, DataPlane, IpFamily, Locality, SharedDaprDaemonSet,
  SharedDaprDaemonSetProps,
  SharedDaprdPolicy, SharedDaprDeployment, SharedDaprDeploymentProps,
} from 'cdk8s-dapr';
import { app, deployment, find, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';

const KINDS: ['DaemonSet' | 'Deployment', (chart: Chart, props?: any) => SharedDaprDaemonSet | SharedDaprDeployment][] = [
  ['DaemonSet', (chart, props = {}) => new SharedDaprDaemonSet(chart, 'front', props)],
  ['Deployment', (chart, props = {}) => new SharedDaprDeployment(chart, 'front', props)],
];
const fingerprint = (chart: Chart, kind: string): string => find(chart, kind, 'front-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];

describe.each(KINDS)('a shared %s', (kind, make) => {
  test('has one container, which does nothing and is not ready before daprd is', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { containers } = find(chart, kind).spec.template.spec;
    expect(containers).toHaveLength(1);
    expect(containers[0]).toMatchObject({ image: 'registry.k8s.io/pause:3.10', readinessProbe: { tcpSocket: { port: 3501 } } });
  });

  test('is hardened as far as it is ours', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { spec } = find(chart, kind).spec.template;
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(spec.containers[0].securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '16Mi' } });
  });

  test('asks for no right at all', () => {
    const chart = newChart(SHARED);
    make(chart);
    expect(chart.toJson().filter(o => /Role|ServiceAccount/.test(o.kind))).toEqual([]);
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('replaces a pod only once the new one is ready', () => {
    const chart = newChart(SHARED);
    make(chart);
    const { spec } = find(chart, kind);
    expect((spec.strategy ?? spec.updateStrategy).rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('blocks its shutdown for 5 s, within a grace period that fits', () => {
    const chart = newChart(SHARED);
    make(chart, { blockShutdownDuration: Duration.seconds(20), gracefulShutdownSeconds: 15 });
    expect(find(chart, kind).spec.template.spec.terminationGracePeriodSeconds).toBe(5 + 20 + 15 + 5);
    const usual = newChart(SHARED);
    make(usual);
    expect(find(usual, kind).spec.template.metadata.annotations['dapr.io/block-shutdown-duration']).toBe('5s');
    expect(find(usual, kind).spec.template.spec.terminationGracePeriodSeconds).toBe(30);
  });

  test('has a Service for apps with the two API ports only', () => {
    const chart = newChart(SHARED);
    make(chart, { grpcPort: 50011 });
    expect(find(chart, 'Service', 'front-dapr-api').spec.ports.map((p: any) => p.port)).toEqual([3500, 50011]);
  });

  test('runs where it is told', () => {
    const chart = newChart(SHARED);
    make(chart, { nodeSelector: { pool: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high', placeholderImage: 'acme/pause:1' });
    expect(find(chart, kind).spec.template.spec).toMatchObject({
      nodeSelector: { pool: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high', containers: [{ image: 'acme/pause:1' }],
    });
  });

  test('listens on every address of the cluster\'s family', () => {
    const chart = newChart({ ...SHARED, ipFamily: IpFamily.IPV6 });
    make(chart);
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/sidecar-listen-addresses']).toBe('[::]');
  });

  test.each([
    ['its app may call before it listens', {}, {}, true, true],
    ['its app must listen first', { apiReachability: ApiReachability.AFTER_APP_LISTENS }, {}, true, undefined],
    ['the cluster policy is installed', {}, { clusterPolicyInstalled: true }, true, undefined],
    ['no app of it has a port', {}, {}, false, undefined],
  ])('publishes addresses that are not ready only where needed: %s', (_case, props, settings, port, published) => {
    const chart = newChart({ ...SHARED, ...settings });
    app(chart, { dataPlane: make(chart, props), appPort: port ? 8080 : undefined });
    expect(find(chart, 'Service', 'front-dapr-api').spec.publishNotReadyAddresses).toBe(published);
  });

  test.each([
    ['short, where neither is known', {}, {}, 'http://front-dapr-api:3500'],
    ['with the namespace', {}, { namespace: 'shop' }, 'http://front-dapr-api.shop.svc:3500'],
    ['with the cluster domain', { clusterDomain: 'acme.local' }, { namespace: 'shop' }, 'http://front-dapr-api.shop.svc.acme.local:3500'],
  ])('gives its endpoints as far as they are known: %s', (_case, settings, props, endpoint) => {
    const daprd = make(newChart({ ...SHARED, ...settings }, props));
    expect(daprd.httpEndpoint).toBe(endpoint);
    expect(daprd.grpcEndpoint).toBe(endpoint.replace('3500', '50001'));
    expect([daprd.identity, daprd.apiServiceName]).toEqual(['front', 'front-dapr-api']);
  });

  test('has the API without a token only by an option that says what it does', () => {
    const chart = newChart();
    make(chart, { unsafeAllowUnauthenticatedApi: true });
    expect(refusal(chart)).toBe('');
    expect(find(chart, kind).spec.template.metadata.annotations).not.toHaveProperty('dapr.io/api-token-secret');
  });

  test('rolls when a component of one of its apps changes', () => {
    const [a, b] = ['v0', 'v1'].map(version => {
      const chart = newChart(SHARED);
      app(chart, { dataPlane: make(chart), uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', version })] });
      return fingerprint(chart, kind);
    });
    expect(a).not.toBe(b);
  });

  test('rolls when an unscoped component of its namespace changes', () => {
    const [a, b] = ['v0', 'v1'].map(version => {
      const chart = newChart(SHARED);
      app(chart, { dataPlane: make(chart) });
      new DaprComponent(chart, 'store', { type: 'state.in-memory', version, availableToNamespace: true });
      return fingerprint(chart, kind);
    });
    expect(a).not.toBe(b);
  });

  test('does not roll when another app uses a component of its own', () => {
    const [a, b] = [false, true].map(second => {
      const chart = newChart(SHARED);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      app(chart, { dataPlane: make(chart), uses: [store] });
      if (second) {
        app(chart, { uses: [store] }, 'other');
      }
      return fingerprint(chart, kind);
    });
    expect(a).toBe(b);
  });

  test('does not roll when labels or annotations of a component change', () => {
    const [a, b] = [false, true].map(label => {
      const chart = newChart(SHARED);
      const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
      if (label) {
        (store.node.defaultChild as any).metadata.addLabel('team', 'a');
      }
      app(chart, { dataPlane: make(chart), uses: [store] });
      return fingerprint(chart, kind);
    });
    expect(a).toBe(b);
  });

  test('carries a Configuration with HotReload off, and the user\'s settings in it', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: new DaprConfiguration(chart, 'mine', { tracingSamplingRate: 0.5, features: { ActorStateTTL: true } }) });
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/config']).toBe('front-daprd');
    expect(find(chart, 'Configuration', 'front-daprd').spec).toEqual({
      tracing: { samplingRate: '0.5' }, features: [{ name: 'ActorStateTTL', enabled: true }, { name: 'HotReload', enabled: false }],
    });
  });

  test('refuses a setting that contradicts it, with both values', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: new DaprConfiguration(chart, 'mine', { features: { HotReload: true } }) });
    expect(refusal(chart)).toMatch(/DAPR5001: features\[HotReload\]\.enabled is true by chart\/mine and false by chart\/front/);
  });

  test('uses a Configuration known by name as it is, with a warning', () => {
    const chart = newChart(SHARED);
    make(chart, { configuration: DaprConfiguration.fromConfigurationName(chart, 'c', 'platform') });
    expect(find(chart, kind).spec.template.metadata.annotations['dapr.io/config']).toBe('platform');
    expect(find(chart, 'Configuration')).toBeUndefined();
    expect(warningCodes(chart)).toEqual(['DAPR5002']);
  });

  test('is applied after what it loads, in one chart', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { appPort: 8080, dataPlane: make(chart) });
    const late = new DaprComponent(chart, 'late', { type: 'state.in-memory' });
    checkout.addUses(late);
    new DaprSubscription(chart, 'sub', { app: checkout, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
    const order = Testing.synth(chart).map(o => `${o.kind}/${o.metadata.name}`);
    for (const before of ['Component/late', 'Component/events', 'Subscription/sub', 'Resiliency/front-events-events', 'Configuration/front-daprd']) {
      expect(order.indexOf(before)).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(before)).toBeLessThan(order.indexOf(`${kind}/front-daprd`));
    }
  });

  test('makes no chart depend on another', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const components = new Chart(chart.node.root, 'components', { namespace: 'shop' });
    app(chart, { dataPlane: make(chart, { namespace: 'shop' }), workload: deployment(chart), uses: [new DaprComponent(components, 'store', { type: 'state.in-memory' })] });
    expect(chart.node.root.node.findAll().flatMap(c => c.node.dependencies).filter(d => Chart.of(d) !== chart)).toEqual([]);
    expect(refusal(chart)).toBe('');
  });
});

test('a limit of memory tells Go, too', () => {
  const chart = newChart(SHARED);
  new SharedDaprDeployment(chart, 'front');
  expect(find(chart, 'Deployment').spec.template.metadata.annotations['dapr.io/env']).toBe('GOMEMLIMIT=900MiB');
});

describe('node-local', () => {
  test.each([
    ['prefers the own node on Kubernetes 1.34', '1.34', {}, { trafficDistribution: 'PreferSameNode' }],
    ['stays on the own node before that', '1.33', {}, { internalTrafficPolicy: 'Local' }],
    ['stays on the own node when asked for strictly', '1.36', { strictlyNodeLocal: true }, { internalTrafficPolicy: 'Local' }],
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

describe('a shared Deployment', () => {
  test('has two replicas, a disruption budget that does not block drains, and is spread', () => {
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front');
    const { spec } = find(chart, 'Deployment');
    expect(spec.replicas).toBe(2);
    expect(spec.template.spec.topologySpreadConstraints).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
      topologyKey, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: ['pod-template-hash'], labelSelector: spec.selector,
    })));
    expect(find(chart, 'PodDisruptionBudget').spec).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: spec.selector });
  });

  test('follows its load where asked', () => {
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

  test('prefers nodes of its app where asked', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, dataPlane: new SharedDaprDeployment(chart, 'front', { preferNodesOfApp: true }) });
    const [term] = find(chart, 'Deployment', 'front-daprd').spec.template.spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(term.podAffinityTerm.labelSelector.matchLabels).toEqual({ app: 'checkout-web' });
  });
});

describe('the cluster policy', () => {
  test('acts on pods of shared daprds only, and leaves them alone before injection', () => {
    const chart = newChart(SHARED);
    new SharedDaprDeployment(chart, 'front');
    new SharedDaprdPolicy(chart, 'policy');
    const { spec } = find(chart, 'MutatingAdmissionPolicy');
    expect(find(chart, 'Deployment').spec.template.metadata.labels).toMatchObject(spec.matchConstraints.objectSelector.matchLabels);
    expect(spec).toMatchObject({ reinvocationPolicy: 'IfNeeded' });
    expect(spec).not.toHaveProperty('matchConditions');
    expect(spec.mutations[0].jsonPatch.expression).toMatch(/^variables\.main < 0 && variables\.init < 0 \? \[\] : \[/);
  });

  test('is refused on a Kubernetes that does not have it', () => {
    const chart = newChart({ kubernetesVersion: '1.35' });
    new SharedDaprdPolicy(chart, 'policy');
    expect(refusal(chart)).toContain('DAPR7015');
  });
});

test('every prop of a shared data plane is one that this test knows', () => {
  const known: Required<Pick<SharedDaprDaemonSetProps, 'strictlyNodeLocal' | 'appId' | 'namespace' | 'unsafeAllowUnauthenticatedApi' | 'apiReachability'
  | 'placeholderImage' | 'pinned' | 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'podAnnotations'>>
  & Required<Pick<SharedDaprDeploymentProps, 'replicas' | 'autoscaling' | 'locality' | 'preferNodesOfApp'>> = {
    appId: 'all',
    namespace: 'shop',
    strictlyNodeLocal: true,
    unsafeAllowUnauthenticatedApi: false,
    apiReachability: ApiReachability.AFTER_APP_LISTENS,
    placeholderImage: 'p:1',
    pinned: { version: '1.18.2' },
    nodeSelector: { a: 'b' },
    tolerations: [{ operator: 'Exists' }],
    priorityClassName: 'p',
    podAnnotations: { a: 'b' },
    replicas: 3,
    autoscaling: { maxReplicas: 4 },
    locality: Locality.SAME_ZONE,
    preferNodesOfApp: true,
  };
  for (const [option, value] of Object.entries(known)) {
    const build = (props: object) => {
      const chart = newChart(SHARED);
      const Type = option in ({ replicas: 1, autoscaling: 1, locality: 1, preferNodesOfApp: 1 }) ? SharedDaprDeployment : SharedDaprDaemonSet;
      app(chart, { appPort: 8080, appId: 'appId' in props ? 'all' : 'front', dataPlane: new Type(chart, 'front', { apiTokenSecret: 't', ...props }) });
      return JSON.stringify(chart.node.root.node.findAll().filter(c => 'toJson' in c && !('charts' in c) && !(c instanceof Chart)).map((c: any) => c.toJson()));
    };
    // `false` is the default of the one that must not be true beside a token.
    expect([option, build({ [option]: value }) !== build({})]).toEqual([option, value !== false]);
  }
});

test('a shared daprd in an App of its own needs nothing else', () => {
  const root = new App();
  DaprPlatform.set(root, { apiTokenSecret: 'token' });
  const chart = new Chart(root, 'c');
  new SharedDaprDeployment(chart, 'front');
  expect(refusal(chart)).toBe('');
});
