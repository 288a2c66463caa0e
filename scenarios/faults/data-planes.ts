/** Faults of data planes: apps, tokens, replicas, nodes, pinned daprds. */
import { DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { Case, facts, object, podSpec, shared } from './case';
import { app, deployment, SHARED } from '../charts';

const labels = { matchLabels: { 'app.kubernetes.io/instance': 'checkout-daprd' } };

export const ERRORS: Case[] = [
  ['138 and 139 a workload with two data planes', 'DAPR7001', chart => {
    const workload = deployment(chart);
    app(chart, { workload }, 'a');
    app(chart, { workload, dataPlane: DataPlane.sharedDeployment() }, 'b');
  }, SHARED],
  ['a shared daprd with another app ID', 'DAPR7009', chart => { app(chart, { appId: 'other', dataPlane: new SharedDaprDeployment(chart, 'storefront') }); }, SHARED],
  ['two receivers behind one daprd', 'DAPR7010', chart => {
    const dataPlane = new SharedDaprDeployment(chart, 'storefront');
    app(chart, { appPort: 8080, dataPlane }, 'a');
    app(chart, { appPort: 8080, dataPlane }, 'b');
  }, SHARED],
  ['dapr.io/enabled on an app with a shared daprd', 'DAPR7012', chart => {
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/enabled': 'true' } }), dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],

  ['141 a shared daprd without a token', 'DAPR7002', facts({ dataPlane: DataPlane.sharedDeployment() })],
  ['143 a token Secret without the key token', 'DAPR7016', chart => {
    object(chart, 'Secret', { metadata: { name: 'tokens' }, stringData: { key: 'x' } });
    facts({ dataPlane: DataPlane.sidecar({ apiTokenSecret: 'tokens' }) })(chart);
  }],
  ['the built-in secret store on a shared daprd', 'DAPR7014', facts({ dataPlane: DataPlane.sharedDeployment({ disableBuiltinK8sSecretStore: false }) }), SHARED],
  ['the built-in secret store without a token in the pod', 'DAPR7014', podSpec({ containers: [{ name: 'a' }], automountServiceAccountToken: false }, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: false }) })],

  ['146 no replicas', 'DAPR7006', facts({ dataPlane: DataPlane.sharedDeployment({ replicas: 0 }) }), SHARED],
  ['146 autoscaling with a minimum above the maximum', 'DAPR7006', facts({ dataPlane: DataPlane.sharedDeployment({ autoscaling: { minReplicas: 4, maxReplicas: 3 } }) }), SHARED],
  ['149 a shared daprd that another autoscaler scales', 'DAPR7006', chart => {
    shared({})(chart);
    object(chart, 'HorizontalPodAutoscaler', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'checkout-daprd' } } }, 'autoscaling/v2');
  }, SHARED],
  ['149 autoscaling without a CPU request', 'DAPR7006', shared({ autoscaling: { maxReplicas: 3 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }), SHARED],

  ['a toleration without a key', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ tolerations: [{ operator: 'Equal' }] }) }), SHARED],
  ['a toleration of Exists with a value', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }) }), SHARED],
  ['a node selector with an invalid key', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { 'a b': 'x' } }) }), SHARED],
  ['a node selector with an invalid value', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { disk: 'a b' } }) }), SHARED],

  ['a pinned daprd without a full version', 'DAPR7030', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: {} }) }), SHARED],
  ['a sidecar image for a pinned daprd', 'DAPR3015', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' }, sidecarImage: 'd:1' }) }), SHARED],
  ['159 a private key among the trust anchors', 'DAPR7023', chart => {
    object(chart, 'ConfigMap', { metadata: { name: 'dapr-trust-bundle' }, data: { 'ca.crt': '-----BEGIN EC PRIVATE KEY-----' } });
    shared({ pinned: { version: '1.18.2' } })(chart);
  }, SHARED],
];

export const WARNINGS: Case[] = [
  ['a dapr.io annotation on an app with a shared daprd', 'DAPR7061', chart => {
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/log-level': 'debug' } }), dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['150 an app on nodes without its strictly node-local daprd', 'DAPR7004', facts({ dataPlane: DataPlane.sharedDaemonSet({ strictlyNodeLocal: true, nodeSelector: { pool: 'a' } }) }), SHARED],
  ['150 an app with a toleration that its strictly node-local daprd does not have', 'DAPR7004', podSpec(
    { containers: [{ name: 'a' }], tolerations: [{ key: 'gpu', operator: 'Exists' }] }, { dataPlane: DataPlane.sharedDaemonSet({ strictlyNodeLocal: true }) }), SHARED],
  ['147 a single replica of a shared daprd', 'DAPR7017', shared({ replicas: 1 }), SHARED],
  ['148 a disruption budget that allows no disruption', 'DAPR7018', chart => { shared({})(chart); object(chart, 'PodDisruptionBudget', { spec: { maxUnavailable: 0, selector: labels } }, 'policy/v1'); }, SHARED],
  ['150 an app on nodes without its node-local daprd', 'DAPR7005', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { pool: 'a' } }) }), SHARED],
  ['a shared daprd that no app joined', 'DAPR7060', chart => { new SharedDaprDeployment(chart, 'storefront'); }, SHARED],
  ['155 a PriorityClass that is not in this App', 'DAPR7020', shared({ priorityClassName: 'gold' }), SHARED],
  ['a pinned daprd newer than its control plane', 'DAPR7031', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) }), { ...SHARED, daprVersion: '1.17' }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['148 a disruption budget that allows one disruption', 'DAPR7018', chart => { shared({})(chart); object(chart, 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: labels } }, 'policy/v1'); }, SHARED],
];
