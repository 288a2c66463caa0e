/** The Service through which daprds call each other. */
import { App, Chart } from 'cdk8s';
import { invocationService, operatorMakesService } from '../../src/dapr/invocation-service';

test.each<[string, boolean, boolean]>([
  ['Deployment', false, true], ['StatefulSet', false, true], ['KnativeService', false, true], ['Rollout', false, false], ['Rollout', true, true], ['DaemonSet', true, false], ['Job', true, false],
])('the operator creates the Service of a %s (Argo Rollouts: %s): %s, and none with its Service reconciler off', (kind, argoRolloutServices, made) => {
  expect(operatorMakesService(kind, { operatorServices: true, argoRolloutServices })).toBe(made);
  expect(operatorMakesService(kind, { operatorServices: false, argoRolloutServices })).toBe(false);
});

const settings = { serviceAppProtocol: false, mtls: true };

test('the invocation Service is the same as that of the operator', () => {
  const chart = new Chart(new App(), 'chart');
  const props = { appId: 'a', selector: () => ({ app: 'x' }), ports: { grpc: 1, internalGrpc: 2, metrics: 3 }, settings, annotations: { 'team': 'shop', 'dapr.io/app-id': 'b' } };
  const port = (name: string, number: number, targetPort = number) => ({ name: `dapr-${name}`, port: number, targetPort, protocol: 'TCP' });
  const json = invocationService(chart, 'one', { ...props, namespace: 'shop' }).toJson();
  expect(json).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a-dapr', namespace: 'shop', labels: { 'dapr.io/enabled': 'true' }, annotations: { 'team': 'shop', 'dapr.io/app-id': 'a' } },
    spec: { clusterIP: 'None', selector: { app: 'x' }, ports: [port('http', 80, 3500), port('grpc', 1), port('internal', 2), port('metrics', 3)] },
  });
  expect(invocationService(chart, 'two', props).toJson().metadata).not.toHaveProperty('namespace');
});

test.each([[true, 'tls'], [false, 'grpc']])('its ports declare the protocols of the operator of Dapr 1.19 (mTLS: %s)', (mtls, internal) => {
  const json = invocationService(new Chart(new App(), 'chart'), 'one', {
    appId: 'a', selector: () => ({}), ports: { grpc: 1, internalGrpc: 2, metrics: 3 }, annotations: {}, settings: { serviceAppProtocol: true, mtls },
  }).toJson();
  expect(json.spec.ports.map(({ name, appProtocol }: any) => [name, appProtocol])).toEqual([
    ['dapr-http', 'http'], ['dapr-grpc', 'grpc'], ['dapr-internal', internal], ['dapr-metrics', 'http'],
  ]);
});
