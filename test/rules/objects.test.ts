/** Objects with the same kind and name. */
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { DaprApp, DaprComponent, DaprConfiguration, DaprFindings, DaprResiliency, DataPlane } from 'cdk8s-dapr';
import { app, deployment, newChart, messagesOf, SHARED } from '../../scenarios/charts';

describe('two objects with the same kind and name', () => {
  const map = (scope: Chart, id: string, name: string, namespace?: string, kind = 'ConfigMap', apiVersion = 'v1') => new ApiObject(scope, id, { apiVersion, kind, metadata: { name, namespace } });

  test('in one chart are an error that refers to the first', () => {
    const chart = newChart();
    app(chart);
    ['a', 'b', 'c'].forEach(id => map(chart, id, 'settings'));
    expect(messagesOf(chart, 'DAPR1024')).toEqual(['b', 'c'].map(id => `chart/${id}: ConfigMap 'settings' is also defined at 'chart/a'`));
    expect(messagesOf(chart, 'DAPR1025')).toEqual([]);
  });

  test('in two charts are a warning', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(new Chart(chart.node.root as any, 'other'), 'b', 'settings');
    expect(messagesOf(chart, 'DAPR1025')).toEqual(["other/b: ConfigMap 'settings' is also defined at 'chart/a'"]);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
  });

  test('differ by name, namespace, kind or API group', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(chart, 'b', 'other');
    map(chart, 'c', 'settings', 'shop');
    map(chart, 'd', 'settings', undefined, 'Secret');
    map(chart, 'e', 'settings', undefined, 'ConfigMap', 'acme.dev/v1');
    expect([...messagesOf(chart, 'DAPR1024'), ...messagesOf(chart, 'DAPR1025')]).toEqual([]);
  });

  test('of the library are covered by other rules; one of the library and one manifest are compared here', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => new DaprComponent(chart, id, { type: 'state.in-memory', componentName: 'x', availableToNamespace: true }));
    app(chart);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
    map(chart, 'c', 'x', undefined, 'Component', 'dapr.io/v1alpha1');
    expect(messagesOf(chart, 'DAPR1024')).toEqual(["chart/c: Component 'x' is also defined at 'chart/a/Resource'"]);
  });
});

describe('an object with the name of a derived one', () => {
  const manifest = (scope: Chart, kind: string, name: string, apiVersion = 'v1') => new ApiObject(scope, 'mine', { apiVersion, kind, metadata: { name } });
  const found = (chart: Chart) => DaprFindings.of(chart.node.root).list().filter(({ level }) => level === 'error').map(({ code, path, message, todo }) => `${code} ${path}: ${message} ${todo}`);
  const refused = (what: string, appId: string, path = 'chart/mine') => [`DAPR1024 ${path}: ${what}. Rename it: the name of the other is derived from app ID '${appId}'.`];
  const derived = (chart: Chart) => {
    const web = new DaprApp(chart, 'web', { workload: deployment(chart, 'w', { serviceAccountName: 'w' }), appPort: 8080, readsSecrets: ['a'] });
    web.addCaller({ app: DaprApp.fromAppAttributes(chart, 'peer', { appId: 'peer', namespace: 'front' }) });
    return web;
  };

  test.each([true, false])('is refused: a DaprConfiguration and the Configuration derived for an app (derived first: %p)', derivedFirst => {
    const chart = newChart({}, { namespace: 'shop' });
    const steps = [() => derived(chart), () => new DaprConfiguration(chart, 'web-daprd', { metricsEnabled: false })];
    (derivedFirst ? steps : steps.reverse()).forEach(step => step());
    expect(found(chart)).toEqual(refused("Configuration 'web-daprd' is also defined at 'chart/web/Configuration'", 'web', 'chart/web-daprd/Resource'));
  });

  test('is refused even for the app that loads it: its settings are part of the derived Configuration', () => {
    const chart = newChart({}, { namespace: 'shop' });
    new DaprConfiguration(chart, 'web-daprd', { metricsEnabled: false, apps: [derived(chart)] });
    expect(found(chart)).toHaveLength(1);
  });

  test('is refused in another chart, too', () => {
    const chart = newChart({}, { namespace: 'shop' });
    derived(chart);
    new DaprConfiguration(new Chart(chart.node.root as any, 'other', { namespace: 'shop' }), 'web-daprd', { metricsEnabled: false });
    expect(found(chart)).toEqual(refused("Configuration 'web-daprd' is also defined at 'chart/web/Configuration'", 'web', 'other/web-daprd/Resource'));
  });

  test('is accepted if nothing is derived', () => {
    const chart = newChart({}, { namespace: 'shop' });
    new DaprConfiguration(chart, 'web-daprd', { metricsEnabled: false, apps: [app(chart, {}, 'web')] });
    expect(found(chart)).toEqual([]);
  });

  test.each([
    ['Role', 'web-dapr-secrets', 'rbac.authorization.k8s.io/v1', 'web/SecretReader'], ['RoleBinding', 'web-dapr-secrets', 'rbac.authorization.k8s.io/v1', 'web/SecretReaderBinding'],
  ])('is refused for a sidecar app: %s %s', (kind, name, apiVersion, path) => {
    const chart = newChart({}, { namespace: 'shop' });
    derived(chart);
    manifest(chart, kind, name, apiVersion);
    expect(found(chart)).toEqual(refused(`${kind} '${name}' is also defined at 'chart/${path}'`, 'web'));
  });

  test.each([
    ['Service', 'shop-channel', 'v1', 'shop/Channel'], ['Service', 'shop-dapr-api', 'v1', 'shop/DataPlane/Api'], ['Deployment', 'shop-daprd', 'apps/v1', 'shop/DataPlane/Resource'],
    ['Configuration', 'shop-daprd', 'dapr.io/v1alpha1', 'shop/DataPlane/Configuration'], ['NetworkPolicy', 'shop-daprd', 'networking.k8s.io/v1', 'shop/DataPlane/ApiNetworkPolicy'],
    ['PodDisruptionBudget', 'shop-daprd', 'policy/v1', 'shop/DataPlane/DisruptionBudget'], ['HorizontalPodAutoscaler', 'shop-daprd', 'autoscaling/v2', 'shop/DataPlane/Autoscaler'],
    ['ServiceAccount', 'shop-daprd', 'v1', 'shop/DataPlane/ServiceAccount'], ['Role', 'shop-dapr-secrets', 'rbac.authorization.k8s.io/v1', 'shop/DataPlane/SecretReader'],
    ['Resiliency', 'shop-events-events', 'dapr.io/v1alpha1', 'shop/EventRetry-events/Resource'], ['Subscription', 'shop-events-orders', 'dapr.io/v2alpha1', 'shop/Subscription-events-orders/Resource'],
  ])('is refused for a shared daprd: %s %s', (kind, name, apiVersion, path) => {
    const chart = newChart(SHARED, { namespace: 'team' });
    const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.acme' });
    const dataPlane = DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } });
    app(chart, { appPort: 8080, readsSecrets: ['a'], dataPlane, subscribes: [{ pubsub, topic: 'orders', route: '/t' }] }, 'shop');
    manifest(chart, kind, name, apiVersion);
    expect(found(chart)).toEqual(refused(`${kind} '${name}' is also defined at 'chart/${path}'`, 'shop'));
  });

  test('is reported once for the Service that Dapr reserves', () => {
    const chart = newChart(SHARED, { namespace: 'team' });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDaemonSet() }, 'shop');
    manifest(chart, 'Service', 'shop-dapr');
    expect(found(chart)).toEqual([expect.stringMatching(/^DAPR1006 chart\/shop: Service 'chart\/mine' has the name 'shop-dapr'/)]);
  });

  test('is reported once for two apps with one app ID', () => {
    const chart = newChart({}, { namespace: 'shop' });
    [1, 2].forEach(i => new DaprApp(chart, `web${i}`, { appId: 'web', workload: deployment(chart, `w${i}`, { serviceAccountName: 'w' }), readsSecrets: ['a'] }));
    expect(found(chart)).toEqual([expect.stringMatching(/^DAPR1004 /)]);
  });
});

test('two objects without a namespace in the cluster are one object even if their charts have different namespaces', () => {
  const chart = newChart({}, { namespace: 'a' });
  app(chart);
  const other = new Chart(chart.node.root as any, 'other', { namespace: 'b' });
  for (const [kind, apiVersion] of [['ClusterRole', 'rbac.authorization.k8s.io/v1'], ['Role', 'rbac.authorization.k8s.io/v1']]) {
    [chart, other].forEach(scope => new ApiObject(scope, kind, { apiVersion, kind, metadata: { name: 'reader' } }));
  }
  expect(messagesOf(chart, 'DAPR1025')).toEqual(["other/ClusterRole: ClusterRole 'reader' is also defined at 'chart/ClusterRole'"]);
});

describe('a JSON patch on an object', () => {
  const rename = JsonPatch.replace('/metadata/name', 'renamed');
  const move = JsonPatch.add('/metadata/namespace', 'billing');

  test('of the library that renames or moves it is refused, because others refer to it', () => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
    app(chart, { appPort: 8080, uses: [store], dataPlane: DataPlane.sharedDeployment() });
    ApiObject.of(store).addJsonPatch(rename, move, JsonPatch.add('/metadata/labels', { a: 'b' }));
    ApiObject.of(chart.node.findAll().find(({ node }) => node.path.endsWith('/Api'))!).addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1032')).toEqual([
      "chart/store/Resource: name is 'store', and a JSON patch sets it to 'renamed'",
      "chart/store/Resource: namespace is 'shop', and a JSON patch sets it to 'billing'",
      "chart/checkout/DataPlane/Api: name is 'checkout-dapr-api', and a JSON patch sets it to 'renamed'",
    ]);
  });

  test('may rename an object that nothing refers to, but not move it', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const retries = new DaprResiliency(chart, 'retries', { apps: [app(chart)] });
    ApiObject.of(retries).addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1032')).toEqual([]);
    ApiObject.of(retries).addJsonPatch(move);
    expect(messagesOf(chart, 'DAPR1032')).toHaveLength(1);
  });

  test('of the user counts where objects are compared by name', () => {
    const chart = newChart();
    app(chart);
    const made = ['a', 'b'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
    made[1].addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1024')).toEqual([]);
    made[0].addJsonPatch(rename);
    expect(messagesOf(chart, 'DAPR1024')).toEqual(["chart/b: ConfigMap 'renamed' is also defined at 'chart/a'"]);
  });
});
