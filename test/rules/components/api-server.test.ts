/** Components that read from the API server: token, service account, Roles, and what no declaration names. */
import { ApiObject, Chart, Testing } from 'cdk8s';
import { DaprComponent, DataPlane, IDaprComponent, MetadataValue, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, codes, deployment, find, messagesOf, pod, refusal, SHARED, warningCodes } from '../../../scenarios/charts';
import { component } from '../../support/components';
import { shop } from '../../support/namespaces';

const settings = (chart: Chart): IDaprComponent => component(chart, 'settings', 'configuration.kubernetes', { configMapName: 'flags' });
const events = (chart: Chart, namespace = 'shop'): IDaprComponent => component(chart, 'events', 'bindings.kubernetes', { namespace });
const store = (chart: Chart): DaprComponent => new DaprComponent(chart, 'vault', { type: 'secretstores.kubernetes' });
const keys = (chart: Chart): IDaprComponent => component(chart, 'keys', 'crypto.dapr.kubernetes.secrets');
const redis = (chart: Chart, secretStore: IDaprComponent): IDaprComponent => new DaprComponent(chart, 'redis', {
  type: 'state.redis', secretStore, metadata: { redisHost: MetadataValue.of('r:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') },
});
const ofPods = (serviceAccountName: string | undefined = 'checkout') => ({ automountServiceAccountToken: false, ...(serviceAccountName ? { serviceAccountName } : {}) });
const using = (uses: (chart: Chart) => IDaprComponent[], props: object = {}, pods: object = ofPods()): Chart => {
  const chart = shop(SHARED);
  app(chart, { workload: deployment(chart, 'web', pods), uses: uses(chart), ...props });
  return chart;
};
const podOf = (chart: Chart): any => Testing.synth(chart).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('web')).spec.template;
const rolesOf = (chart: Chart): object[] => Testing.synth(chart).filter(({ kind }) => kind === 'Role').map(({ metadata: { name, namespace }, rules }) => ({ name: `${namespace}/${name}`, rules }));

test.each<[string, (chart: Chart) => IDaprComponent[]]>([
  ['configuration.kubernetes', chart => [settings(chart)]], ['bindings.kubernetes', chart => [events(chart)]],
  ['secretstores.kubernetes', chart => [redis(chart, store(chart))]], ['crypto.dapr.kubernetes.secrets', chart => [keys(chart)]],
])('%s mounts the token of the service account, and the built-in secret store stays disabled', (_, uses) => {
  const { spec, metadata } = pod(using(uses));
  expect(spec.automountServiceAccountToken).toBe(true);
  expect(metadata.annotations['dapr.io/disable-builtin-k8s-secret-store']).toBe('true');
});

test('the service account of the pods may read exactly what the components read', () => {
  const chart = using(each => [settings(each), events(each), redis(each, store(each))]);
  expect(refusal(chart)).toBe('');
  expect(rolesOf(chart)).toEqual([{
    name: 'shop/checkout-dapr-components',
    rules: [
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['list', 'watch'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['redis'], verbs: ['get'] },
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] },
    ],
  }]);
  expect(find(chart, 'RoleBinding')).toMatchObject({
    metadata: { name: 'checkout-dapr-components', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'checkout-dapr-components' },
    subjects: [{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }],
  });
  expect(warningCodes(chart)).not.toContain('DAPR4041');
});

test('a binding to the events of another namespace has a Role there, for the service account of the app', () => {
  const chart = using(each => [settings(each), events(each, 'billing')]);
  expect(rolesOf(chart)).toEqual([
    expect.objectContaining({ name: 'shop/checkout-dapr-components' }),
    { name: 'billing/checkout-dapr-components', rules: [{ apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] }] },
  ]);
  const binding = Testing.synth(chart).find(({ kind, metadata }) => kind === 'RoleBinding' && metadata.namespace === 'billing');
  expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }]);
});

test('a component that is added later has the same effect', () => {
  const chart = shop();
  const checkout = app(chart, { workload: deployment(chart, 'web', ofPods()) });
  checkout.addComponent(settings(chart));
  expect(pod(chart).spec.automountServiceAccountToken).toBe(true);
  expect(rolesOf(chart)).toHaveLength(1);
});

test('a chart without a namespace has a Role without one', () => {
  const chart = new Chart(Testing.app(), 'chart');
  app(chart, { workload: deployment(chart, 'web', ofPods()), uses: [settings(chart)] });
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'checkout' }]);
});

test.each([['injected', {}], ['pinned', { pinned: { version: '1.18.2' } }]])('a shared daprd that is %s reads with a service account of its own, and the pods of its app get no token', (_, options) => {
  const chart = using(each => [settings(each), redis(each, store(each))], { dataPlane: DataPlane.sharedDeployment(options) });
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'Deployment', 'checkout-daprd').spec.template.spec).toMatchObject({ serviceAccountName: 'checkout-daprd', automountServiceAccountToken: true });
  expect(find(chart, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'checkout-daprd', namespace: 'shop' }]);
  expect(rolesOf(chart)).toEqual([{ name: 'shop/checkout-dapr-components', rules: [expect.objectContaining({ resources: ['configmaps'] }), expect.objectContaining({ resources: ['secrets'] })] }]);
  expect(podOf(chart).spec.automountServiceAccountToken).toBe(false);
  expect(warningCodes(chart)).not.toContain('DAPR4041');
});

test('the apps of one shared daprd have one service account, also if they read Secrets themselves', () => {
  const chart = shop(SHARED);
  const shared = new SharedDaprDeployment(chart, 'shared', { appId: 'checkout' });
  app(chart, { dataPlane: shared, uses: [settings(chart)], readsSecrets: ['stripe'] });
  app(chart, { dataPlane: shared, uses: [events(chart)], appId: 'checkout' }, 'worker');
  expect(Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`).filter(name => /Role|ServiceAccount/.test(name)).sort()).toEqual([
    'Role checkout-dapr-components', 'Role checkout-dapr-secrets', 'RoleBinding checkout-dapr-components', 'RoleBinding checkout-dapr-secrets', 'ServiceAccount checkout-daprd',
  ]);
  expect(find(chart, 'Role', 'checkout-dapr-components').rules).toHaveLength(2);
});

test('during a switch both daprds may read', () => {
  const chart = shop({ ...SHARED, operatorServices: false, hotReload: false });
  app(chart, { workload: deployment(chart, 'web', ofPods()), uses: [settings(chart)], dataPlane: DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()) });
  expect(find(chart, 'RoleBinding').subjects.map(({ name }: any) => name)).toEqual(['checkout', 'checkout-daprd']);
});

test.each<[string, object, object, string[]]>([
  ['both with an account of their own', { serviceAccountName: 'old' }, { serviceAccountName: 'new' }, ['new', 'old']],
  ['only the new one', {}, { serviceAccountName: 'new' }, ['checkout-daprd', 'new']],
  ['only the old one', { serviceAccountName: 'old' }, {}, ['checkout-daprd', 'old']],
  ['none', {}, {}, ['checkout-daprd']],
])('during a switch between two shared daprds, the service accounts of both may read: %s', (_, from, to, expected) => {
  const chart = shop({ ...SHARED, operatorServices: false, hotReload: false });
  app(chart, { uses: [settings(chart)], readsSecrets: ['stripe'], dataPlane: DataPlane.switching(DataPlane.sharedDaemonSet(from), DataPlane.sharedDeployment(to)) });
  for (const name of ['checkout-dapr-components', 'checkout-dapr-secrets']) {
    expect(find(chart, 'RoleBinding', name).subjects.map((subject: any) => subject.name).sort()).toEqual(expected);
    expect(Testing.synth(chart).filter(({ kind, metadata }) => kind === 'RoleBinding' && metadata.name === name)).toHaveLength(1);
  }
});

test('the service account default gets no permission, which is a warning', () => {
  const chart = using(each => [settings(each)], {}, ofPods(''));
  expect(pod(chart).spec.automountServiceAccountToken).toBe(true);
  expect(rolesOf(chart)).toEqual([]);
  expect(messagesOf(chart, 'DAPR4041')).toEqual([
    "chart/checkout: component 'settings' of type configuration.kubernetes reads from the API server, and no Role is derived for the service account 'default', which all pods of the namespace may have",
  ]);
});

test.each<[string, (chart: Chart) => IDaprComponent[], string]>([
  ['a secret store that the app calls', chart => [store(chart)], 'the Secrets that the app names in its calls'],
  ['keys', chart => [keys(chart)], 'the Secrets that the app names in its calls'],
  ['a ConfigMap from a variable', chart => [new DaprComponent(chart, 'c', { type: 'configuration.kubernetes', metadata: { configMapName: MetadataValue.fromEnv('MAP') } })], 'a ConfigMap whose name is not a plain value'],
  ['events of a namespace from a variable', chart => [new DaprComponent(chart, 'e', { type: 'bindings.kubernetes', metadata: { namespace: MetadataValue.fromEnv('SPACE') } })], 'events of a namespace that is not a plain value'],
])('what no declaration names is a warning: %s', (_, uses, what) => {
  const chart = using(uses);
  expect(refusal(chart)).toBe('');
  expect(messagesOf(chart, 'DAPR4041')).toEqual([expect.stringContaining(`and no declaration names ${what}`)]);
  expect(rolesOf(chart)).toEqual([]);
});

test.each<[string, (chart: Chart) => void, object]>([
  ['readsSecrets', () => {}, { readsSecrets: ['stripe'] }],
  ['a RoleBinding of this App', chart => {
    new ApiObject(chart, 'mine', {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'mine' }, roleRef: {}, subjects: [{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }],
    } as any);
  }, {}],
])('what no declaration names is permitted by %s', (_, prepare, props) => {
  const chart = using(each => [store(each), keys(each)], props);
  prepare(chart);
  expect(messagesOf(chart, 'DAPR4041')).toEqual([]);
});

test('a component with a kubeconfig file needs no token', () => {
  const chart = using(each => [component(each, 'keys', 'crypto.dapr.kubernetes.secrets', { kubeconfigPath: '/etc/kubeconfig' })]);
  expect(refusal(chart)).toBe('');
  expect(pod(chart).spec.automountServiceAccountToken).toBe(false);
});

describe('a component that an app loads by its scopes only', () => {
  const scoped = (scopes: object, pods: object, props: object = {}, more: object = {}): Chart => {
    const chart = shop(SHARED);
    app(chart, { workload: deployment(chart, 'web', pods), ...props });
    new DaprComponent(chart, 'settings', { type: 'configuration.kubernetes', metadata: { configMapName: MetadataValue.of('flags') }, ...scopes, ...more });
    return chart;
  };

  test.each<[string, object, object]>([
    ['scopes', { scopes: ['checkout'] }, {}], ['availableToNamespace', { availableToNamespace: true }, {}], ['scopes of a shared daprd', { scopes: ['checkout'] }, { dataPlane: DataPlane.sharedDeployment() }],
  ])('needs a token: %s', (_, scopes, props) => {
    expect(messagesOf(scoped(scopes, ofPods(), props), 'DAPR4040')).toEqual([
      "chart/checkout: component 'settings' of type configuration.kubernetes reads from the API server, and the pods of its daprd mount no service account token",
    ]);
  });

  test('is accepted with a token, with a warning about the permission', () => {
    const chart = scoped({ scopes: ['checkout'] }, { serviceAccountName: 'checkout' });
    expect(refusal(chart)).toBe('');
    expect(messagesOf(chart, 'DAPR4041')).toEqual([expect.stringContaining('the app loads it by its scopes only')]);
  });

  test('is accepted if its errors are ignored', () => {
    expect(codes(() => scoped({ scopes: ['checkout'] }, ofPods(), {}, { ignoreErrors: true }))).toEqual([]);
  });

  test('is refused if the ServiceAccount of the pods mounts no token', () => {
    const chart = scoped({ scopes: ['checkout'] }, { serviceAccountName: 'checkout' });
    new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'checkout' }, automountServiceAccountToken: false } as any);
    expect(messagesOf(chart, 'DAPR4040')).toHaveLength(1);
  });
});

test('a component in another namespace or with a remote Dapr needs nothing', () => {
  const chart = using(each => [settings(each)], { dataPlane: DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't' }) });
  expect(messagesOf(chart, 'DAPR4040')).toEqual([]);
  expect(pod(chart).spec.automountServiceAccountToken).toBe(false);
});
