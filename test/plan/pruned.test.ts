/** Objects of the old stack that are not in the new one. */
import { app, component, configuration, dapr, endpoint, events, resiliency, secret, stored, subscription } from '../support/manifests';
import { edited, entriesOf, object, service } from '../support/plans';

const pruned = (removed: any, ...after: any[]): string[] => entriesOf([removed, ...after], after).filter(line => /^DAPR951[1-4]/.test(line));
const pod = (spec: object): any => edited(app(), { 'spec.template.spec': { containers: [{ name: 'main' }], ...spec } });
const withEnv = (...env: object[]): any => pod({ containers: [{ name: 'main', env }] });
const plain = (line: string): string => `DAPR9511 ${line}: is not in the new manifests`;
const named = (line: string, by = 'Deployment web'): string => `DAPR9512 ${line}: is not in the new manifests, but ${by} names it`;

test('an object that nothing names is a notice', () => {
  expect(pruned(secret('a', 'token'), app())).toEqual([plain('Secret a')]);
  expect(pruned(configuration({}), app({ config: 'other' }))).toEqual([plain('Configuration tracing')]);
});

test.each<[string, any, any, string]>([
  ['a Secret as API token', secret('a'), app({ 'api-token-secret': 'a' }), 'Secret a'],
  ['a Secret as app token', secret('a'), app({ 'app-token-secret': 'a' }), 'Secret a'],
  ['a Secret in a variable', secret('a'), withEnv({ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }), 'Secret a'],
  ['a Secret in all variables', secret('a'), pod({ containers: [{ name: 'main', envFrom: [{ secretRef: { name: 'a' } }] }] }), 'Secret a'],
  ['a Secret as a volume', secret('a'), pod({ volumes: [{ name: 'a', secret: { secretName: 'a' } }] }), 'Secret a'],
  ['a Secret in a projected volume', secret('a'), pod({ volumes: [{ name: 'a', projected: { sources: [{ secret: { name: 'a' } }] } }] }), 'Secret a'],
  ['a Secret to pull images', secret('a'), pod({ imagePullSecrets: [{ name: 'a' }] }), 'Secret a'],
  ['a ConfigMap in a variable', object('v1', 'ConfigMap', 'a'), withEnv({ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }), 'ConfigMap a'],
  ['a claim', object('v1', 'PersistentVolumeClaim', 'a'), pod({ volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }] }), 'PersistentVolumeClaim a'],
  ['a ServiceAccount', object('v1', 'ServiceAccount', 'a'), pod({ serviceAccountName: 'a' }), 'ServiceAccount a'],
  ['a Service in a URL', service('a'), withEnv({ name: 'DAPR_HTTP_ENDPOINT', value: 'http://a.shop.svc:3500' }), 'Service a'],
  ['the channel of a shared daprd', service('a'), app({ 'app-channel-address': 'a.shop.svc' }), 'Service a'],
  ['a Configuration', configuration({}), app({ config: 'tracing' }), 'Configuration tracing'],
])('%s is a danger while it is named', (_, removed, user, title) => {
  expect(pruned(removed, user)).toEqual([named(title)]);
});

test('a Configuration of a daprd container is named by its flag', () => {
  const pinned = edited(app(), { 'spec.template.metadata.annotations': dapr({ 'app-id': 'web' }), 'spec.template.spec.containers': [{ name: 'daprd', args: ['/daprd', '--config', 'tracing'] }] });
  expect(pruned(configuration({}), pinned)).toEqual([named('Configuration tracing')]);
  expect(pruned(configuration({}, 'other'), pinned)).toEqual([plain('Configuration other')]);
});

test.each<[string, any, any, string, string]>([
  ['a broker of a Subscription', events, subscription(), 'Component events', 'Subscription paid'],
  ['a target of a Resiliency', events, resiliency({}, { components: { events: {} } }), 'Component events', 'Resiliency slow'],
  ['a secret store', stored('vault', 'kubernetes'), component([], { auth: { secretStore: 'vault' } }), 'Component vault', 'Component store'],
  ['a Secret of a component', secret('a'), component([{ name: 'redisPassword', secretKeyRef: { name: 'a', key: 'b' } }]), 'Secret a', 'Component store'],
  ['a middleware', component([], {}, 'middleware.http.ratelimit', 'limit'), configuration({ httpPipeline: { handlers: [{ name: 'limit' }] } }), 'Component limit', 'Configuration tracing'],
  ['a store of secret scopes', stored('vault', 'kubernetes'), configuration({ secrets: { scopes: [{ storeName: 'vault' }] } }), 'Component vault', 'Configuration tracing'],
  ['a role', object('rbac.authorization.k8s.io/v1', 'Role', 'a'), object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', { roleRef: { kind: 'Role', name: 'a' } }), 'Role a', 'RoleBinding b'],
  ['what an autoscaler scales', app(), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } }), 'Deployment web', 'HorizontalPodAutoscaler a'],
])('%s is a danger while it is named', (_, removed, user, title, by) => {
  expect(pruned(removed, user)).toEqual([named(title, by)]);
});

test('what is optional, in another namespace, or of another secret store does not count', () => {
  expect(pruned(secret('a'), withEnv({ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b', optional: true } } }))).toEqual([plain('Secret a')]);
  expect(pruned(secret('a'), { ...app({ 'api-token-secret': 'a' }), metadata: { name: 'web', namespace: 'shop' } })).toEqual([plain('Secret a')]);
  expect(pruned(secret('a'), component([{ name: 'redisPassword', secretKeyRef: { name: 'a', key: 'b' } }], { auth: { secretStore: 'vault' } }))).toEqual([plain('Secret a')]);
});

test('several names are shown, and the rest is counted', () => {
  const users = ['a', 'b', 'c', 'd'].map(name => ({ ...app({ 'app-id': name, 'config': 'tracing' }), metadata: { name } }));
  expect(pruned(configuration({}), ...users)).toEqual(['DAPR9512 Configuration tracing: is not in the new manifests, but Deployment a, Deployment b, Deployment c and 1 more name it']);
});

test('a component of apps that still exist is a danger', () => {
  expect(pruned(component([], { scopes: ['web', 'gone'] }), app())).toEqual(['DAPR9513 Component store: is not in the new manifests, but app web of its scopes is']);
  expect(pruned(component(), app())).toEqual(['DAPR9513 Component store: is not in the new manifests, but every app of its namespace loaded it']);
  expect(pruned(edited(endpoint({}), { scopes: ['web'] }), app())).toEqual(['DAPR9513 HTTPEndpoint payments: is not in the new manifests, but app web of its scopes is']);
});

test('a component without apps is a notice', () => {
  expect(pruned(component([], { scopes: ['gone'] }), app())).toEqual([plain('Component store')]);
  expect(pruned(component(), service('a'))).toEqual([plain('Component store')]);
  expect(pruned({ ...component(), metadata: { name: 'store', namespace: 'other' } }, app())).toEqual([plain('Component other/store')]);
});

test.each([object('v1', 'PersistentVolumeClaim', 'data'), object('v1', 'Namespace', 'shop'), object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a.acme.io')])('$kind is a danger, as its content ends with it', removed => {
  expect(pruned(removed)).toEqual([`DAPR9514 ${removed.kind} ${removed.metadata.name}: is not in the new manifests`]);
});
