/** Permission to read specific Secrets. */
import { App, Chart } from 'cdk8s';
import { secretReader } from '../../src/dapr/secret-reader';

test('the permission to read Secrets is a Role and its binding', () => {
  const chart = new Chart(new App(), 'chart');
  const props = { appId: 'a', accounts: () => ['sa'], secrets: () => ['s', 't'] };
  const [role, binding] = secretReader(chart, { ...props, namespace: 'shop' }).map(each => each.toJson());
  expect(role).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'a-dapr-secrets', namespace: 'shop' },
    rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['s', 't'], verbs: ['get'] }],
  });
  expect(binding).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'a-dapr-secrets', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a-dapr-secrets' },
    subjects: [{ kind: 'ServiceAccount', name: 'sa', namespace: 'shop' }],
  });
  const bare = secretReader(new Chart(new App(), 'other'), props).map(each => JSON.stringify(each.toJson()));
  expect(bare.filter(text => text.includes('namespace'))).toEqual([]);
});
