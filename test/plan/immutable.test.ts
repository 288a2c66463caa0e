/** Changes that the API server refuses, and similar ones that it accepts. */
import { app, job, kind, secret } from '../support/manifests';
import { edited, object, service, withCode } from '../support/plans';

const refused = (before: any, changes: { [path: string]: unknown }): string[] => withCode('DAPR9510', [before], [edited(before, changes)]).map(line => line.replace(/^.*?: /, ''));

const SET = kind('StatefulSet', app(), { serviceName: 'web', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] });
const CLAIM = object('v1', 'PersistentVolumeClaim', 'data', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'main', image: 'a:1', env: [] }] } };
const BINDING = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', { roleRef: { kind: 'Role', name: 'a' }, subjects: [] });
const CLASS = object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a' });
const FIXED = { ...secret('a', 'token'), immutable: true };

test.each<[string, any, { [path: string]: unknown }, string]>([
  ['the selector of a Deployment', app(), { 'spec.selector.matchLabels.app': 'other' }, 'spec.selector.matchLabels.app is immutable, and changes'],
  ['the selector of a DaemonSet', kind('DaemonSet', app()), { 'spec.selector.matchLabels.tier': 'a' }, 'spec.selector.matchLabels.tier is immutable, and changes'],
  ['the selector of a ReplicaSet', kind('ReplicaSet', app()), { 'spec.selector.matchLabels.tier': 'a' }, 'spec.selector.matchLabels.tier is immutable, and changes'],
  ['the Service of a StatefulSet', SET, { 'spec.serviceName': 'other' }, 'spec.serviceName is immutable, and changes'],
  ['the pod management of a StatefulSet', SET, { 'spec.podManagementPolicy': 'Parallel' }, 'spec.podManagementPolicy is immutable, and changes'],
  ['the claims of a StatefulSet', SET, { 'spec.volumeClaimTemplates': [] }, 'spec.volumeClaimTemplates is immutable, and changes'],
  ['the template of a Job', job(), { 'spec.template.spec.restartPolicy': 'OnFailure' }, 'spec.template.spec.restartPolicy is immutable, and changes'],
  ['a headless Service that gets an address', service('a', { clusterIP: 'None' }), { 'spec.clusterIP': undefined }, 'spec.clusterIP is immutable, and changes from None to an assigned address'],
  ['a Service that becomes headless', service('a'), { 'spec.clusterIP': 'None' }, 'spec.clusterIP is immutable, and changes from an assigned address to None'],
  ['another address', service('a', { clusterIP: '10.0.0.1' }), { 'spec.clusterIP': '10.0.0.2' }, 'spec.clusterIP is immutable, and changes from 10.0.0.1 to 10.0.0.2'],
  ['the storage class of a claim', CLAIM, { 'spec.storageClassName': 'fast' }, 'spec.storageClassName is immutable, and changes'],
  ['a smaller claim', CLAIM, { 'spec.resources.requests.storage': '500Mi' }, 'spec.resources.requests.storage is immutable, and changes'],
  ['the source of a volume', object('v1', 'PersistentVolume', 'a', { spec: { nfs: { server: 'a' } } }), { 'spec.nfs.server': 'b' }, 'spec.nfs.server is immutable, and changes'],
  ['the variables of a Pod', POD, { 'spec.containers': [{ name: 'main', image: 'a:1', env: [{ name: 'A', value: 'b' }] }] }, 'spec.containers[main].env[A] is immutable, and changes'],
  ['the data of an immutable Secret', FIXED, { 'stringData.token': 'y' }, 'stringData is immutable, and changes'],
  ['an immutable Secret that becomes mutable', FIXED, { immutable: false }, 'immutable is immutable, and changes'],
  ['the type of a Secret', secret('a'), { type: 'kubernetes.io/tls' }, 'type is immutable, and changes'],
  ['the role of a binding', BINDING, { 'roleRef.name': 'b' }, 'roleRef.name is immutable, and changes'],
  ['the parameters of a StorageClass', CLASS, { 'parameters.type': 'ssd' }, 'parameters.type is immutable, and changes'],
  ['the value of a PriorityClass', object('scheduling.k8s.io/v1', 'PriorityClass', 'a', { value: 1 }), { value: 2 }, 'value is immutable, and changes'],
  ['two fields', SET, { 'spec.serviceName': 'other', 'spec.podManagementPolicy': 'Parallel' }, 'spec.podManagementPolicy, spec.serviceName are immutable, and changes'],
])('%s is refused', (_, before, changes, message) => {
  expect(refused(before, changes)).toEqual([message]);
});

test.each<[string, any, { [path: string]: unknown }]>([
  ['the image of a Deployment', app(), { 'spec.template.spec.containers': [{ name: 'main', image: 'b' }] }],
  ['replicas of a StatefulSet', SET, { 'spec.replicas': 3 }],
  ['the template of a StatefulSet', SET, { 'spec.template.metadata.labels.tier': 'a' }],
  ['a default that is written out', SET, { 'spec.podManagementPolicy': 'OrderedReady' }],
  ['the template of a CronJob', object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { template: {} } } } }), { 'spec.jobTemplate.spec.template.spec': {} }],
  ['the limits of a Job', job(), { 'spec.backoffLimit': 3, 'spec.suspend': true }],
  ['ports of a Service', service('a'), { 'spec.ports': [{ port: 81 }] }],
  ['an address that is no longer written down', service('a', { clusterIP: '10.0.0.1' }), { 'spec.clusterIP': undefined }],
  ['a Service that becomes an ExternalName', service('a', { clusterIP: 'None' }), { 'spec.clusterIP': undefined, 'spec.type': 'ExternalName', 'spec.externalName': 'a.example' }],
  ['a larger claim', CLAIM, { 'spec.resources.requests.storage': '2Gi' }],
  ['the image of a Pod', POD, { 'spec.containers': [{ name: 'main', image: 'a:2', env: [] }] }],
  ['the data of a mutable Secret', secret('a', 'token'), { 'stringData.token': 'y' }],
  ['a Secret that becomes immutable', secret('a', 'token'), { immutable: true }],
  ['the labels of an immutable Secret', FIXED, { 'metadata.labels.a': 'b' }],
  ['the subjects of a binding', BINDING, { subjects: [{ kind: 'ServiceAccount', name: 'a' }] }],
  ['the defaults of a StorageClass', CLASS, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', allowVolumeExpansion: true }],
])('%s may change', (_, before, changes) => {
  expect(refused(before, changes)).toEqual([]);
});

test('a field named like one of another kind is not checked', () => {
  expect(refused(object('acme.io/v1', 'Service', 'a', { spec: { clusterIP: 'None' } }), { 'spec.clusterIP': 'b' })).toEqual([]);
});
