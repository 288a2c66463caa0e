/** Volumes and containers to which the injector connects daprd. */
import { DataPlane } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED } from '../../../scenarios/charts';

const containers = [{ name: 'main', ports: [{ containerPort: 8080 }] }, { name: 'component' }];
const messages = (code: string, spec: object, options: object = {}, kind = 'Deployment', patch: object = {}) => {
  const chart = newChart();
  const workload = deployment(chart, 'w', { containers, ...spec }, {}, kind);
  Object.assign((workload as any).props.spec, patch);
  app(chart, { workload, dataPlane: DataPlane.sidecar(options) });
  return messagesOf(chart, code);
};
const volume = (name: string, source: object = { emptyDir: {} }) => ({ volumes: [{ name, ...source }] });
const named = (name: string) => [`chart/checkout: the pod has a volume named '${name}'`];

test('a volume with the name of the injector\'s identity token is refused, unless it is a projected one', () => {
  expect(messages('DAPR3050', volume('dapr-identity-token'))).toEqual(named('dapr-identity-token'));
  expect(messages('DAPR3050', volume('dapr-identity-token', { projected: { sources: [] } }))).toEqual([]);
});

test('a volume with the name of the sockets of pluggable components is refused where the injector adds it', () => {
  const name = 'dapr-components-unix-domain-socket';
  expect(messages('DAPR3050', volume(name), { pluggableComponents: ['component'] })).toEqual(named(name));
  expect(messages('DAPR3050', volume(name), { injectPluggableComponents: true })).toEqual(named(name));
  expect(messages('DAPR3050', {}, { pluggableComponents: ['component'] }, 'StatefulSet', { volumeClaimTemplates: [{ metadata: { name } }] })).toEqual(named(name));
  expect(messages('DAPR3050', volume(name))).toEqual([]);
  expect(messages('DAPR3050', volume('other'), { pluggableComponents: ['component'] })).toEqual([]);
});

test('a volume with the name of the sockets of the API is accepted: the injector mounts it', () => {
  expect(messages('DAPR3050', volume('dapr-unix-domain-socket'), { unixDomainSocketPath: '/tmp/dapr' })).toEqual([]);
});

test('a pluggable component without a container of its name is refused', () => {
  const missing = (name: string) => [`chart/checkout: pluggableComponents names '${name}', which the pod does not have; its containers: main, component`];
  expect(messages('DAPR3051', {}, { pluggableComponents: ['store'] })).toEqual(missing('store'));
  expect(messages('DAPR3051', { initContainers: [{ name: 'store', restartPolicy: 'Always' }] }, { pluggableComponents: ['store'] })).toEqual(missing('store'));
  expect(messages('DAPR3051', {}, { pluggableComponents: ['component'] })).toEqual([]);
});

test('the injector would replace the only volume of a pod with pluggable components', () => {
  const off = { automountServiceAccountToken: false };
  expect(messages('DAPR3053', off, { pluggableComponents: ['component'] })).toEqual(['chart/checkout: the pod has pluggable components, no volumes, and no service account token']);
  expect(messages('DAPR3053', { ...off, ...volume('data') }, { pluggableComponents: ['component'] })).toEqual([]);
  expect(messages('DAPR3053', {}, { pluggableComponents: ['component'] })).toEqual([]);
  expect(messages('DAPR3053', off)).toEqual([]);
});

test('the pods of an app behind a shared daprd may have any volume', () => {
  const chart = newChart(SHARED);
  app(chart, { workload: deployment(chart, 'w', { containers, ...volume('dapr-identity-token') }), dataPlane: DataPlane.sharedDeployment() });
  expect(messagesOf(chart, 'DAPR3050')).toEqual([]);
});
