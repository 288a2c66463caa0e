/** Apps on the host network behind a shared daprd. */
import { DataPlane, IDataPlane } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';

const messages = (code: string, spec: object, dataPlane: IDataPlane = DataPlane.sharedDeployment(), networkPolicy = true) => {
  const chart = newChart({ ...SHARED, derivedAccess: { networkPolicy } });
  app(chart, { workload: deployment(chart, 'w', spec), dataPlane });
  return messagesOf(chart, code);
};
const HOST = { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' };

test('the NetworkPolicy of a shared Deployment does not select pods on the host network', () => {
  expect(messages('DAPR7053', HOST)).toEqual(['chart/checkout: hostNetwork is true, and the data plane has a NetworkPolicy']);
  expect(messages('DAPR7053', HOST, DataPlane.sharedDeployment(), false)).toEqual([]);
  expect(messages('DAPR7053', { hostNetwork: false })).toEqual([]);
});

test('a node reaches the shared daprd that runs on it', () => {
  expect(messages('DAPR7053', HOST, DataPlane.sharedDaemonSet())).toEqual([]);
});

test('a pod on the host network needs the DNS of the cluster', () => {
  expect(messages('DAPR7054', { hostNetwork: true })).toEqual(['chart/checkout: hostNetwork is true, and dnsPolicy is not set']);
  expect(messages('DAPR7054', { hostNetwork: true, dnsPolicy: 'ClusterFirst' })).toEqual(["chart/checkout: hostNetwork is true, and dnsPolicy is 'ClusterFirst'"]);
  expect(messages('DAPR7054', HOST)).toEqual([]);
  expect(messages('DAPR7054', { hostNetwork: true, dnsPolicy: 'None' })).toEqual([]);
  expect(messages('DAPR7054', {})).toEqual([]);
});

test('a daprd that this library does not define may have any policy', () => {
  const own = { bind: () => ({ location: 'cluster' as any }) };
  expect(messages('DAPR7053', HOST, own)).toEqual([]);
});
