/** Faults of identity: app IDs, names, labels, namespaces, duplicate objects, objects of another App. */
import { ApiObject, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { DaprComponent, DaprConfiguration, DataPlane, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { Case, facts, shared, usesInMemory } from './case';
import { app, deployment, newChart, SHARED } from '../charts';

const named = (kind: string, length: number) => (chart: Chart) => {
  const workload = deployment(chart, 'w', {}, {}, kind);
  workload.addJsonPatch(JsonPatch.replace('/metadata/name', 'a'.repeat(length)));
  app(chart, { workload });
};

/** An App that writes each object to a file. */
const oneFileEach = (chart: Chart) => { Object.assign(chart.node.root, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }); };
/** Roles in two namespaces, and an app. */
const roles = (chart: Chart, ...names: string[]) => {
  app(chart);
  names.forEach((name, i) => new ApiObject(chart, `role${i}`, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name, namespace: `n${i}` } }));
};

export const ERRORS: Case[] = [
  ['1 a missing app ID', 'DAPR1001', facts({ appId: '' })],
  ['2 an app ID with an upper-case letter', 'DAPR1002', facts({ appId: 'Orders' })],
  ['2 an app ID with a dot', 'DAPR1002', facts({ appId: 'orders.v1' })],
  ['2 an app ID with a leading hyphen', 'DAPR1002', facts({ appId: '-orders' })],
  ['3 an app ID with a trailing hyphen', 'DAPR1002', facts({ appId: 'orders-' })],
  ['4 an app ID of 59 characters', 'DAPR1003', facts({ appId: 'a'.repeat(59) })],
  ['4 an app ID of 55 characters behind a shared daprd', 'DAPR1003', facts({ appId: 'a'.repeat(55), dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['5 an invalid app ID of a shared daprd', 'DAPR1002', chart => { new SharedDaprDeployment(chart, 'd', { appId: 'Orders' }); }, SHARED],
  ['6 one app ID on two workloads', 'DAPR1004', chart => { app(chart, { appId: 'same' }, 'a'); app(chart, { appId: 'same' }, 'b'); }],
  ['6 one app ID on two shared daprds', 'DAPR1004', chart => {
    new SharedDaprDeployment(chart, 'a', { appId: 'same' });
    new SharedDaprDaemonSet(chart, 'b', { appId: 'same' });
  }, SHARED],
  ['7 one app ID with a sidecar and a shared daprd', 'DAPR1005', chart => { new SharedDaprDeployment(chart, 'same'); app(chart, { appId: 'same' }); }, SHARED],
  ['8 a Service with the name that Dapr needs', 'DAPR1006', chart => {
    app(chart);
    new ApiObject(chart, 's', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'checkout-dapr' }, spec: { ports: [{ port: 80 }] } });
  }],
  ['165 an app ID that Kubernetes reads as a number', 'DAPR1002', facts({ appId: '0o17' })],
  ['164 an object instead of a string', 'DAPR3017', facts({ appId: { toString: () => 'x' } })],

  ['19 two objects with the same kind and name', 'DAPR1024', chart => {
    app(chart);
    ['a', 'b'].forEach(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
  }],
  ['a Configuration with the name of a derived one', 'DAPR1024', chart => {
    app(chart, { readsSecrets: ['a'] });
    new DaprConfiguration(chart, 'checkout-daprd', { metricsEnabled: false });
  }, { namespace: 'shop' }],
  ['several objects in one output file', 'DAPR1029', chart => { oneFileEach(chart); roles(chart, 'settings', 'settings'); }],
  ['20 an invalid label key', 'DAPR1026', chart => { app(chart, { workload: deployment(chart, 'w', {}, { labels: { 'my label': 'x' } }) }); }],
  ['20 an invalid label value', 'DAPR1026', chart => { app(chart, { workload: deployment(chart, 'w', {}, { labels: { team: 'a b' } }) }); }],
  ['20 an invalid annotation key', 'DAPR1026', chart => { app(chart, { podAnnotations: { 'a/b/c': 'x' } }); }],
  ['20 an invalid annotation key of a shared daprd', 'DAPR1026', shared({ podAnnotations: { 'a/b/c': 'x' } }), SHARED],
  ['20 an invalid object name', 'DAPR1021', chart => {
    const workload = deployment(chart);
    workload.addJsonPatch(JsonPatch.replace('/metadata/name', 'My_App'));
    app(chart, { workload });
  }],
  ['a workload that a JSON patch renames after its app was created', 'DAPR1033', chart => {
    const workload = deployment(chart);
    app(chart, { workload });
    workload.addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'));
  }],
  ['a component that a JSON patch renames', 'DAPR1032', chart => {
    usesInMemory({})(chart);
    ApiObject.of(chart.node.findChild('store')).addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'));
  }],
  ['21 a StatefulSet with a name of 53 characters', 'DAPR1027', named('StatefulSet', 53)],
  ['165 an object name that Kubernetes reads as a number', 'DAPR1021', chart => { new DaprComponent(chart, '0o17', { type: 'pubsub.in-memory' }); }],

  ['15 an app in the namespace of the control plane', 'DAPR1011', chart => {
    app(chart, { workload: new ApiObject(chart, 'w', { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'dapr-system' }, spec: { containers: [{ name: 'a' }] } }) });
  }],
  ['15 a shared daprd in the namespace of the control plane', 'DAPR1011', chart => { new SharedDaprDaemonSet(chart, 'd', { namespace: 'dapr-system' }); }, SHARED],
  ['16 a namespace on one side only, in different charts', 'DAPR1013', chart => {
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    app(chart, { uses: [new DaprComponent(other, 'store', { type: 'state.in-memory' })] });
  }],
  ['17 a component in another namespace', 'DAPR1013', chart => {
    const shop = new Chart(chart.node.root as any, 'shop', { namespace: 'shop' });
    app(shop, { uses: [new DaprComponent(shop, 'store', { type: 'state.in-memory', namespace: 'stock' })] });
  }],
  ['18 and 145 a shared daprd in another namespace than its app', 'DAPR1014', chart => {
    const shop = new Chart(chart.node.root as any, 'shop', { namespace: 'shop' });
    app(shop, { dataPlane: new SharedDaprDeployment(shop, 'checkout-daprd', { appId: 'checkout', namespace: 'stock' }) });
  }, SHARED],

  ['a component of another App', 'DAPR1020', chart => { app(chart, { uses: [new DaprComponent(newChart(), 'store', { type: 'state.in-memory' })] }); }],
  ['a workload of another App', 'DAPR1020', chart => { app(chart, { workload: deployment(newChart()) }); }],
  ['a shared daprd of another App', 'DAPR1020', chart => { app(chart, { dataPlane: new SharedDaprDeployment(newChart(SHARED), 'd') }); }, SHARED],
];

export const WARNINGS: Case[] = [
  ['16 a namespace on one side only, in one chart', 'DAPR1012', usesInMemory({ namespace: 'shop' })],
  ['19 two objects with the same kind and name in different charts', 'DAPR1025', chart => {
    [chart, new Chart(chart.node.root as any, 'other')].forEach(scope => new ApiObject(scope, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
    app(chart);
  }],
  ['output files that differ in case only', 'DAPR1030', chart => { oneFileEach(chart); roles(chart, 'settings', 'Settings'); }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['two objects with different names in an App that writes each object to a file', 'DAPR1029', chart => { oneFileEach(chart); roles(chart, 'a', 'b'); }],
  ['19 the same name in two namespaces', 'DAPR1024', chart => { ['a', 'b'].forEach(namespace => new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace } })); app(chart); }],
  ['21 a StatefulSet with a name of 52 characters', 'DAPR1027', named('StatefulSet', 52)],
  ['21 a Deployment with a long name', 'DAPR1027', named('Deployment', 60)],
];
