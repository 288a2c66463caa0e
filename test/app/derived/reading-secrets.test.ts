/** Objects and settings of an app that declares to read Secrets. */
import { Testing } from 'cdk8s';
import { AppProtocol, DaprPlatformSettings, DataPlane, SharedDaprDeployment } from 'cdk8s-dapr';
import { app, codes, deployment, find, messagesOf, newChart, pod, refusal, SHARED } from '../../../scenarios/charts';
import { ownConfiguration } from '../../support/configurations';
import { shop } from '../../support/namespaces';

describe('reading Secrets', () => {
  const reader = (pods: object = { serviceAccountName: 'checkout' }, props: object = {}, settings: DaprPlatformSettings = {}) => {
    const chart = shop(settings);
    app(chart, { workload: deployment(chart, 'web', pods), readsSecrets: ['stripe', 'mail'], ...props });
    return chart;
  };
  const OFF = 'dapr.io/disable-builtin-k8s-secret-store';

  test('allows the service account of the pods to read exactly the declared Secrets, mounts its token and keeps the store enabled', () => {
    const chart = reader({ serviceAccountName: 'checkout', automountServiceAccountToken: false });
    expect(find(chart, 'Role').rules).toEqual([{ apiGroups: [''], resources: ['secrets'], resourceNames: ['mail', 'stripe'], verbs: ['get'] }]);
    expect(find(chart, 'RoleBinding')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'checkout-dapr-secrets' }, subjects: [{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }],
    });
    expect(pod(chart).spec.automountServiceAccountToken).toBe(true);
    expect(pod(chart).metadata.annotations).not.toHaveProperty([OFF]);
    expect(ownConfiguration(chart, 'checkout')).toEqual({ secrets: { scopes: [{ storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: ['mail', 'stripe'] }] } });
  });

  test('without readsSecrets the store is disabled, and no access is granted', () => {
    const chart = shop();
    app(chart);
    expect(pod(chart).metadata.annotations[OFF]).toBe('true');
    expect(pod(chart).spec).not.toHaveProperty('automountServiceAccountToken');
    expect([find(chart, 'Role'), find(chart, 'RoleBinding')]).toEqual([undefined, undefined]);
  });

  test.each<[string, DaprPlatformSettings, object]>([
    ['the platform setting', { derivedAccess: { builtinSecretStoreOff: false } }, {}], ['the option of daprd', {}, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: false }) }],
  ])('%s keeps the store enabled', (_, settings, props) => {
    const chart = shop(settings);
    app(chart, props);
    expect(pod(chart).metadata.annotations[OFF]).not.toBe('true');
  });

  test.each([
    ['the default service account', {}, {}, 'DAPR3250'],
    ['a store disabled by the user', { serviceAccountName: 'a' }, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: true }) }, 'DAPR3253'],
    ['a remote Dapr', {}, { dataPlane: DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't' }) }, 'DAPR8001'],
  ])('%s is refused', (_, pods, props, code) => {
    expect(codes(() => reader(pods, props))).toEqual([code]);
  });

  describe('all of them', () => {
    const all = (props: object = {}, settings: DaprPlatformSettings = {}) => {
      const chart = shop(settings);
      app(chart, { workload: deployment(chart, 'web', { serviceAccountName: 'checkout', automountServiceAccountToken: false }), readsAllSecrets: true, ...props });
      return chart;
    };
    const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }];

    test('permits the service account to read and list every Secret, without a secret scope', () => {
      const chart = all();
      expect(find(chart, 'Role').rules).toEqual(rules);
      expect(pod(chart).spec.automountServiceAccountToken).toBe(true);
      expect(pod(chart).metadata.annotations).not.toHaveProperty([OFF]);
      expect(ownConfiguration(chart, 'checkout')).toBeUndefined();
    });

    test('includes the named ones, and may be declared later', () => {
      expect(find(all({ readsSecrets: ['stripe'] }), 'Role').rules).toEqual(rules);
      const chart = all({ readsAllSecrets: false, readsSecrets: ['stripe'] });
      expect(find(chart, 'Role').rules[0]).toMatchObject({ resourceNames: ['stripe'], verbs: ['get'] });
      const later = shop();
      app(later, { workload: deployment(later, 'web', { serviceAccountName: 'checkout' }) }).grantReadAllSecrets();
      expect(find(later, 'Role').rules).toEqual(rules);
    });

    test('is granted to the service account of a shared daprd', () => {
      const chart = all({ dataPlane: DataPlane.sharedDeployment() }, SHARED);
      expect(find(chart, 'Role').rules).toEqual(rules);
      expect(find(chart, 'RoleBinding').subjects[0].name).toBe('checkout-daprd');
    });

    test('is described in messages', () => {
      const remote = DataPlane.remote({ httpEndpoint: 'https://d:443', grpcEndpoint: 'https://d:443', apiTokenSecret: 't' });
      expect(messagesOf(all({ dataPlane: remote }), 'DAPR8001')).toEqual([expect.stringContaining('the app reads all Secrets')]);
    });
  });

  test('without a namespace, the binding and its service account are in the namespace of the apply', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'web', { serviceAccountName: 'a' }), readsSecrets: ['x'] });
    expect(refusal(chart)).toBe('');
    const { metadata, subjects } = find(chart, 'RoleBinding');
    expect([metadata.namespace, subjects]).toEqual([undefined, [{ kind: 'ServiceAccount', name: 'a' }]]);
  });

  test('a shared daprd with the store disabled is refused', () => {
    expect(codes(() => reader({}, { dataPlane: DataPlane.sharedDeployment({ disableBuiltinK8sSecretStore: true }) }, SHARED))).toEqual(['DAPR3253']);
  });

  test.each([['injected', {}], ['pinned', { pinned: { version: '1.18.2' } }]])('a shared daprd that is %s has a service account for the access, and its app needs none', (_, options) => {
    const chart = reader({}, { dataPlane: DataPlane.sharedDeployment(options) }, SHARED);
    const daprd = find(chart, 'Deployment', 'checkout-daprd').spec.template;
    expect(daprd.spec).toMatchObject({ serviceAccountName: 'checkout-daprd', automountServiceAccountToken: true });
    expect(JSON.stringify(daprd)).not.toContain('disable-builtin-k8s-secret-store');
    expect(find(chart, 'ServiceAccount').metadata).toMatchObject({ name: 'checkout-daprd', namespace: 'shop' });
    expect(find(chart, 'RoleBinding').subjects[0].name).toBe('checkout-daprd');
    expect(find(chart, 'Role').rules[0].resourceNames).toEqual(['mail', 'stripe']);
    expect(pod(chart).spec).not.toHaveProperty('automountServiceAccountToken');
  });

  test('a shared daprd inside another data plane gets the access too, and its service account is applied before it', () => {
    const chart = shop(SHARED);
    const shared = new SharedDaprDeployment(chart, 'checkout-daprd', { appId: 'checkout' });
    const checkout = app(chart, { dataPlane: { bind: (scope, joining) => shared.bind(scope, joining) } });
    checkout.grantReadSecret('stripe');
    checkout.grantReadSecret('mail');
    const objects = Testing.synth(chart).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
    expect(objects.filter(object => /Role|ServiceAccount/.test(object)).sort())
      .toEqual(['Role checkout-dapr-secrets', 'RoleBinding checkout-dapr-secrets', 'ServiceAccount checkout-daprd']);
    expect(objects.indexOf('ServiceAccount checkout-daprd')).toBeLessThan(objects.indexOf('Deployment checkout-daprd'));
    expect(find(chart, 'Role').rules[0].resourceNames).toEqual(['mail', 'stripe']);
  });

  test('a shared daprd whose apps read no Secrets has no service account, Role or token', () => {
    const chart = shop(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDaemonSet(), appProtocol: AppProtocol.HTTP });
    expect(Testing.synth(chart).map(o => o.kind).filter(kind => /Role|ServiceAccount/.test(kind))).toEqual([]);
    expect(find(chart, 'DaemonSet').spec.template.spec.automountServiceAccountToken).toBe(false);
  });
});
