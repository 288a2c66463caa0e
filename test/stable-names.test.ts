/** Names that objects in clusters depend on: a change here replaces objects of running apps, and belongs in the changelog. */
import { ApiObject, Duration } from 'cdk8s';
import {
  ControlPlaneOutput, DaprApp, DaprComponent, DaprConfiguration, DaprControlPlane, DaprHttpEndpoint, DaprMcpServer, DaprResiliency, DaprSubscription,
  DaprWorkflowAccessPolicy, DataPlane, OpenFunction, ResiliencyTimeout, SharedDaprdPolicy,
} from 'cdk8s-dapr';
import { deployment, find, newChart, SHARED } from '../scenarios/charts';

const named = (dataPlane: any, kind = 'Deployment') => {
  const chart = newChart({ ...SHARED });
  const app = new DaprApp(chart, 'shop', { workload: deployment(chart, 'w', {}, {}, kind), appPort: 8080, dataPlane });
  new DaprSubscription(chart, 'created', { app, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
  return Object.fromEntries(chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && c.node.id !== 'w')
    .map(o => [o.node.path.replace('chart/', ''), `${o.kind} ${o.name}`]));
};
const resources = { 'created/Resource': 'Subscription created', 'events/Resource': 'Component events' };
const retry = { 'shop/EventRetry-events/Resource': 'Resiliency shop-events-events' };

test('construct IDs and object names of a sidecar app are stable', () => {
  expect(named(DataPlane.sidecar())).toEqual(resources);
  expect(named(DataPlane.sidecar(), 'DaemonSet')).toEqual({ ...resources, 'shop/Invocation': 'Service shop-dapr' });
});

test('construct IDs and object names of a shared DaemonSet are stable', () => {
  expect(named(DataPlane.sharedDaemonSet())).toEqual({
    ...resources,
    ...retry,
    'shop/Channel': 'Service shop-channel',
    'shop/DataPlane/Api': 'Service shop-dapr-api',
    'shop/DataPlane/ApiNetworkPolicy': 'NetworkPolicy shop-daprd',
    'shop/DataPlane/Configuration': 'Configuration shop-daprd',
    'shop/DataPlane/Invocation': 'Service shop-dapr',
    'shop/DataPlane/Resource': 'DaemonSet shop-daprd',
  });
});

test('construct IDs and object names of a shared Deployment are stable', () => {
  expect(named(DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } }))).toEqual({
    ...resources,
    ...retry,
    'shop/Channel': 'Service shop-channel',
    'shop/DataPlane/Api': 'Service shop-dapr-api',
    'shop/DataPlane/Autoscaler': 'HorizontalPodAutoscaler shop-daprd',
    'shop/DataPlane/ApiNetworkPolicy': 'NetworkPolicy shop-daprd',
    'shop/DataPlane/Configuration': 'Configuration shop-daprd',
    'shop/DataPlane/DisruptionBudget': 'PodDisruptionBudget shop-daprd',
    'shop/DataPlane/Resource': 'Deployment shop-daprd',
  });
});

test('a pinned Deployment has the same names, and the invocation Service that otherwise Dapr\'s operator creates', () => {
  const { 'shop/DataPlane/Invocation': invocation, ...others } = named(DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }));
  expect(invocation).toBe('Service shop-dapr');
  expect(others).toEqual(named(DataPlane.sharedDeployment()));
});

test('construct IDs and object names of resources and of the merged Configuration of an app are stable', () => {
  const chart = newChart();
  const app = new DaprApp(chart, 'shop', { workload: deployment(chart, 'w') });
  new DaprConfiguration(chart, 'a', { metricsEnabled: false, apps: [app] });
  new DaprConfiguration(chart, 'b', { tracingSamplingRate: 1, apps: [app] });
  new DaprHttpEndpoint(chart, 'endpoint', { baseUrl: 'https://a', apps: [app] });
  new DaprMcpServer(chart, 'tools', { sse: { url: 'https://a' }, apps: [app] });
  new DaprResiliency(chart, 'patience', { timeouts: [ResiliencyTimeout.of('t', Duration.seconds(1))], apps: [app] });
  new DaprWorkflowAccessPolicy(chart, 'access', { apps: [app] });
  expect(Object.fromEntries(chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && c.node.id !== 'w')
    .map(o => [o.node.path.replace('chart/', ''), `${o.kind} ${o.name}`]))).toEqual({
    'a/Resource': 'Configuration a',
    'b/Resource': 'Configuration b',
    'shop/Configuration': 'Configuration shop-daprd',
    'endpoint/Resource': 'HTTPEndpoint endpoint',
    'tools/Resource': 'MCPServer tools',
    'patience/Resource': 'Resiliency patience',
    'access/Resource': 'WorkflowAccessPolicy access',
  });
  expect(find(newEvents(), 'Subscription', 'created').spec.deadLetterTopic).toBe('t-dead-letter');
});

const newEvents = () => {
  const chart = newChart(SHARED);
  const app = new DaprApp(chart, 'shop', { workload: deployment(chart), appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  new DaprSubscription(chart, 'created', { app, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
  return chart;
};

test('labels, annotations and the policy are stable', () => {
  const chart = newChart(SHARED);
  new SharedDaprdPolicy(chart, 'policy');
  new DaprApp(chart, 'shop', { workload: deployment(chart), dataPlane: DataPlane.sharedDeployment() });
  const objects = chart.toJson();
  expect(objects.filter(o => o.kind.startsWith('Mutating')).map(o => `${o.kind} ${o.metadata.name}`)).toEqual([
    'MutatingAdmissionPolicy cdk8s-dapr-shared-daprd', 'MutatingAdmissionPolicyBinding cdk8s-dapr-shared-daprd',
  ]);
  const { metadata } = objects.find(o => o.metadata.name === 'shop-daprd' && o.kind === 'Deployment').spec.template;
  expect(metadata.labels).toEqual({ 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'shop-daprd', 'cdk8s-dapr/shared-daprd': 'true' });
  expect(metadata.annotations).toHaveProperty(['cdk8s-dapr/resources'], expect.stringMatching(/^[0-9a-f]{16}$/));
});

test('construct ID and object name of an OpenFunction function are stable', () => {
  const chart = newChart({}, { namespace: 'shop' });
  const orders = new OpenFunction(chart, 'orders', { image: 'a' });
  expect([orders.node.findChild('Resource').node.path, ApiObject.of(orders).name, orders.appId]).toEqual(['chart/orders/Resource', 'orders', 'orders-shop']);
});

test('a Knative Service has no channel Service, with any data plane', () => {
  for (const dataPlane of [DataPlane.sidecar(), DataPlane.sharedDaemonSet(), DataPlane.sharedDeployment()]) {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const workload = new ApiObject(chart, 'w', {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'f' },
      spec: { template: { metadata: { annotations: { 'autoscaling.knative.dev/min-scale': '1' } }, spec: { containers: [{ image: 'a' }] } } },
    });
    const app = new DaprApp(chart, 'shop', { workload, appPort: 8080, dataPlane });
    expect(app.node.tryFindChild('Channel')).toBeUndefined();
  }
});

test('construct IDs and object names of the control plane are stable', () => {
  const chart = newChart();
  new DaprControlPlane(chart, 'a', { output: ControlPlaneOutput.flux(), chartVersion: '1.19.2' });
  new DaprControlPlane(chart, 'b', { output: ControlPlaneOutput.argoCd(), chartVersion: '1.19.2' });
  expect(chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map(o => `${o.node.path} ${o.kind} ${o.name}`)).toEqual([
    'chart/a/Repository HelmRepository dapr', 'chart/a/Resource HelmRelease dapr', 'chart/b/Resource Application dapr',
  ]);
  expect(chart.toJson()[1].spec.values.dapr_operator.deploymentAnnotations).toHaveProperty(['cdk8s-dapr/values']);
});

test('construct IDs and object names of derived objects are stable', () => {
  const derived = (settings: object, props: object) => {
    const chart = newChart(settings, { namespace: 'shop' });
    const app = new DaprApp(chart, 'shop', { workload: deployment(chart, 'w', { serviceAccountName: 'w' }), appPort: 8080, readsSecrets: ['a'], ...props });
    app.addCaller({ app: DaprApp.fromAppAttributes(chart, 'peer', { appId: 'peer', namespace: 'front' }) });
    return chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && c.node.id !== 'w').map(o => `${o.node.path} ${o.kind} ${o.name}`).sort();
  };
  expect(derived({}, {})).toEqual([
    'chart/shop/Configuration Configuration shop-daprd', 'chart/shop/SecretReader Role shop-dapr-secrets', 'chart/shop/SecretReaderBinding RoleBinding shop-dapr-secrets',
  ]);
  expect(derived(SHARED, { dataPlane: DataPlane.sharedDeployment() })).toEqual(expect.arrayContaining([
    'chart/shop/DataPlane/SecretReader Role shop-dapr-secrets', 'chart/shop/DataPlane/SecretReaderBinding RoleBinding shop-dapr-secrets',
    'chart/shop/DataPlane/ServiceAccount ServiceAccount shop-daprd',
  ]));
});
