/** Options of the pods of shared daprds that Kubernetes reads: identity, labels, affinity, volumes. */
import { Testing } from 'cdk8s';
import { DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, find, messagesOf, newChart, refusal, SHARED } from '../../../scenarios/charts';
import { KINDS } from '../../support/shared-daprds';
import { schemaErrors } from '../../support/strict-schemas';

const ZONES = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone' } }] };
const ON_GPU = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }] } };
const NEAR_CACHE = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }] };
const IDENTITY = { 'azure.workload.identity/client-id': 'id' };

describe.each(KINDS)('the pods of a shared %s', (kind, make) => {
  const built = (props: object, ofApp: object = {}) => {
    const chart = newChart(SHARED);
    app(chart, { appId: 'front', appPort: 8080, dataPlane: make(chart, props), ...ofApp });
    expect(refusal(chart)).toBe('');
    const workload = find(chart, kind, 'front-daprd');
    expect(schemaErrors(workload)).toEqual([]);
    return { chart, workload, template: workload.spec.template };
  };

  test('have the service account, the pull secrets and the labels that are set', () => {
    const { chart, workload, template } = built({ serviceAccountName: 'orders', imagePullSecrets: ['b', 'a', 'b'], podLabels: { 'azure.workload.identity/use': 'true' } });
    expect(template.spec).toMatchObject({ serviceAccountName: 'orders', automountServiceAccountToken: false, imagePullSecrets: [{ name: 'b' }, { name: 'a' }] });
    expect(template.metadata.labels).toMatchObject({ ...workload.spec.selector.matchLabels, 'azure.workload.identity/use': 'true' });
    expect(workload.spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'daprd', 'app.kubernetes.io/instance': 'front-daprd' });
    expect(find(chart, 'ServiceAccount', 'front-daprd')).toBeUndefined();
  });

  test('have an own service account with the annotations that are set, without a mounted token', () => {
    const { chart, template } = built({ serviceAccountAnnotations: IDENTITY });
    expect(template.spec).toMatchObject({ serviceAccountName: 'front-daprd', automountServiceAccountToken: false });
    expect(find(chart, 'ServiceAccount', 'front-daprd')).toMatchObject({ metadata: { annotations: IDENTITY }, automountServiceAccountToken: false });
  });

  test('read Secrets with the service account that is set', () => {
    const { chart, template } = built({ serviceAccountName: 'orders' }, { readsSecrets: ['db'] });
    expect(template.spec).toMatchObject({ serviceAccountName: 'orders', automountServiceAccountToken: true });
    expect(find(chart, 'RoleBinding', 'front-dapr-secrets').subjects).toEqual([{ kind: 'ServiceAccount', name: 'orders' }]);
    expect(find(chart, 'ServiceAccount', 'front-daprd')).toBeUndefined();
  });

  test('have one annotated service account where apps read Secrets too', () => {
    const { chart } = built({ serviceAccountAnnotations: IDENTITY }, { readsSecrets: ['db'] });
    expect(find(chart, 'ServiceAccount', 'front-daprd').metadata.annotations).toEqual(IDENTITY);
    expect(find(chart, 'RoleBinding', 'front-dapr-secrets').subjects[0].name).toBe('front-daprd');
  });

  test('have the node affinity that is set', () => {
    expect(built({ affinity: { nodeAffinity: ON_GPU } }).template.spec.affinity.nodeAffinity).toEqual(ON_GPU);
  });

  test('have no field in their affinity that Kubernetes does not know', () => {
    const { chart, template } = built({ affinity: { orders: 'orders', nodeAffinity: { ...ON_GPU, orders: {} } } });
    expect(template.spec.affinity).toMatchObject({ nodeAffinity: ON_GPU });
    expect(JSON.stringify(template.spec.affinity)).not.toContain('orders');
    expect(messagesOf(chart, 'DAPR3027')).toEqual(['affinity.orders', 'affinity.nodeAffinity.orders'].map(path => `${chart.node.path}/front: ${path} is not a known prop`));
  });

  test.each<[string, object, string]>([
    ['an affinity that is no map', { nodeAffinity: 'gpu' }, 'affinity.nodeAffinity must be an object with props'],
    ['node selector terms that are no list', { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { matchExpressions: [] } } }, 'must be a map with nodeSelectorTerms'],
    ['a preference without a weight', { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ preference: {} }] } }, '[0].weight must be set'],
    ['a term without a topology key', { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } }, 'must be a map with the topologyKey of a node'],
    ['a preferred term that is not wrapped', { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, topologyKey: 'zone' }] } }, '[0].podAffinityTerm must be set'],
  ])('refuse %s', (_, affinity, expected) => {
    const chart = newChart(SHARED);
    make(chart, { affinity });
    expect(refusal(chart)).toContain(expected);
  });

  test('refuse a volume whose source is no map', () => {
    const chart = newChart(SHARED);
    make(chart, { volumes: [{ name: 'ca', configMap: 3 }] });
    expect(refusal(chart)).toContain("volumes[0]['configMap'] must be a map");
  });

  test('have volumes that are mounted into daprd', () => {
    const volume = { name: 'ca', configMap: { name: 'ca' } };
    const { template } = built({ volumes: [volume], volumeMounts: { ca: '/etc/ssl/own' } });
    expect(template.spec.volumes).toEqual([volume]);
    expect(template.metadata.annotations['dapr.io/volume-mounts']).toBe('ca:/etc/ssl/own');
  });

  test('mount the volumes into a pinned daprd', () => {
    const volume = { name: 'ca', configMap: { name: 'ca' } };
    const { template } = built({ volumes: [volume, { name: 'tmp', emptyDir: {} }], volumeMounts: { ca: '/etc/ssl/own' }, volumeMountsRw: { tmp: '/tmp' }, pinned: { version: '1.18.2' } });
    expect(template.spec.volumes).toEqual([expect.objectContaining({ name: 'dapr-identity-token' }), volume, { name: 'tmp', emptyDir: {} }]);
    expect(template.spec.containers[0].volumeMounts).toEqual([
      expect.objectContaining({ name: 'dapr-identity-token' }), { name: 'ca', mountPath: '/etc/ssl/own', readOnly: true }, { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  test.each<[string, object, string]>([
    ['a service account of its own and an existing one', { serviceAccountName: 'a', serviceAccountAnnotations: IDENTITY }, 'DAPR3015'],
    ['a label that Services select', { podLabels: { 'app.kubernetes.io/instance': 'x' } }, 'DAPR3015'],
    ['a mount of a volume that it does not have', { volumes: [{ name: 'ca', emptyDir: {} }], volumeMounts: { cert: '/c' } }, 'DAPR3020'],
    ['two volumes of one name', { volumes: [{ name: 'ca', emptyDir: {} }, { name: 'ca', emptyDir: {} }] }, 'DAPR3015'],
    ['a volume of the injector', { volumes: [{ name: 'dapr-identity-token', emptyDir: {} }] }, 'DAPR3015'],
    ['a volume without a name', { volumes: [{ emptyDir: {} }] }, 'DAPR3017'],
    ['a misspelled affinity', { affinity: { nodeAfinity: ON_GPU } }, 'DAPR3026'],
  ])('are refused with %s', (_title, props, code) => {
    const chart = newChart(SHARED);
    app(chart, { appId: 'front', dataPlane: make(chart, props) });
    expect(refusal(chart)).toContain(code);
  });
});

describe('the affinity of a shared Deployment', () => {
  const affinityOf = (props: object) => {
    const chart = newChart(SHARED);
    app(chart, { appId: 'front', appPort: 8080, dataPlane: new SharedDaprDeployment(chart, 'front', props) });
    return find(chart, 'Deployment', 'front-daprd').spec.template.spec.affinity;
  };

  test('prefers different zones unless podAntiAffinity is set', () => {
    expect(affinityOf({ affinity: { nodeAffinity: ON_GPU } })).toMatchObject({ nodeAffinity: ON_GPU, podAntiAffinity: ZONES });
    expect(affinityOf({ affinity: { podAntiAffinity: NEAR_CACHE } })).toEqual({ podAntiAffinity: NEAR_CACHE });
  });

  test('prefers the nodes of the app in addition to podAffinity', () => {
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    const { podAffinity } = affinityOf({ preferNodesOfApp: true, affinity: { podAffinity: NEAR_CACHE } });
    expect(podAffinity[preferred]).toEqual([...NEAR_CACHE[preferred], expect.objectContaining({ weight: 100 })]);
  });

  test('does not depend on the order of its keys', () => {
    const a = affinityOf({ affinity: { podAffinity: NEAR_CACHE, nodeAffinity: ON_GPU } });
    expect(JSON.stringify(affinityOf({ affinity: { nodeAffinity: ON_GPU, podAffinity: NEAR_CACHE } }))).toBe(JSON.stringify(a));
  });
});

test.each([['sharedDaemonSet', DataPlane.sharedDaemonSet], ['sharedDeployment', DataPlane.sharedDeployment]] as const)('DataPlane.%s has the same options', (_name, factory) => {
  const chart = newChart(SHARED);
  app(chart, { dataPlane: factory({ serviceAccountAnnotations: IDENTITY, podLabels: { a: 'b' }, imagePullSecrets: ['r'], affinity: { nodeAffinity: ON_GPU } }) });
  expect(refusal(chart)).toBe('');
  expect(JSON.stringify(Testing.synth(chart))).toContain('"serviceAccountName":"checkout-daprd"');
});

test('a service account of the data plane that an app leaves stays while the app moves', () => {
  const chart = newChart({ ...SHARED, operatorServices: false, hotReload: false });
  app(chart, {
    appPort: 8080, dataPlane: DataPlane.switching(DataPlane.sharedDaemonSet({ serviceAccountAnnotations: IDENTITY }), DataPlane.sharedDeployment({ serviceAccountName: 'web' })),
  });
  expect(refusal(chart)).toBe('');
  expect(find(chart, 'ServiceAccount', 'checkout-daprd').metadata.annotations).toEqual(IDENTITY);
});
