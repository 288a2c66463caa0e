/** Components that sign in at a cloud need an identity of the pod in which their daprd runs. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprComponent, DataPlane, MetadataValue } from 'cdk8s-dapr';
import { app, deployment, messagesOf, newChart, SHARED, warningCodes } from '../../../scenarios/charts';

const CLIENT_ID = { 'azure.workload.identity/client-id': 'id' };
const KEY = MetadataValue.fromSecret('s', 'k');

type Metadata = { [name: string]: string | MetadataValue };

function using(type: string, metadata: Metadata, props: object = {}, pods: object = {}, objects: (chart: Chart) => void = () => {}): Chart {
  const chart = newChart(SHARED, { namespace: 'shop' });
  objects(chart);
  const entries = Object.entries(metadata).map(([name, value]) => [name, typeof value === 'string' ? MetadataValue.of(value) : value]);
  app(chart, { workload: deployment(chart, 'web', pods), uses: [new DaprComponent(chart, 'c', { type, metadata: Object.fromEntries(entries) })], ...props });
  return chart;
}
const codesOf = (chart: Chart) => warningCodes(chart).filter(code => ['DAPR4061', 'DAPR4062'].includes(code));
const shared = (options: object = {}) => ({ dataPlane: DataPlane.sharedDeployment(options) });

test.each<[string, string, { [name: string]: string | MetadataValue }]>([
  ['a managed identity of Azure', 'state.azure.blobstorage', { accountName: 'a', containerName: 'c', azureClientId: 'id' }],
  ['a component of Azure without a key', 'secretstores.azure.keyvault', { vaultName: 'v' }],
  ['an alias of the client ID', 'state.azure.blobstorage', { accountName: 'a', containerName: 'c', spnClientId: 'id' }],
  ['Entra ID for Redis', 'state.redis', { redisHost: 'r:6379', useEntraID: 'true' }],
  ['Entra ID for PostgreSQL', 'state.postgresql', { connectionString: 'host=db', useAzureAD: 'true' }],
  ['IAM for PostgreSQL', 'state.postgresql', { connectionString: 'host=db', useAWSIAM: 'true' }],
  ['IAM for Kafka', 'pubsub.kafka', { brokers: 'k:9092', authType: 'awsiam' }],
  ['a component of AWS without keys', 'state.aws.dynamodb', { table: 't', region: 'r' }],
  ['an empty key of AWS', 'state.aws.dynamodb', { table: 't', region: 'r', accessKey: '', secretKey: '' }],
  ['a component of Google Cloud without a key', 'pubsub.gcp.pubsub', { projectId: 'p' }],
])('%s is a warning where the pods of a daprd have the default service account', (_, type, metadata) => {
  expect(codesOf(using(type, metadata, shared()))).toEqual(['DAPR4061']);
  expect(codesOf(using(type, metadata))).toEqual(['DAPR4061']);
  expect(codesOf(using(type, metadata, shared({ serviceAccountName: 'orders' })))).toEqual([]);
  expect(codesOf(using(type, metadata, {}, { serviceAccountName: 'orders' }))).toEqual([]);
});

test.each<[string, string, { [name: string]: string | MetadataValue }]>([
  ['a client secret', 'state.azure.blobstorage', { accountName: 'a', containerName: 'c', azureClientId: 'id', azureTenantId: 't', azureClientSecret: KEY }],
  ['a key of an account', 'state.azure.blobstorage', { accountName: 'a', containerName: 'c', accountKey: KEY }],
  ['an alias of a key', 'state.azure.blobstorage', { accountName: 'a', containerName: 'c', storageAccountKey: KEY }],
  ['a connection string', 'pubsub.azure.servicebus.topics', { connectionString: KEY }],
  ['a password of Redis', 'state.redis', { redisHost: 'r:6379', redisPassword: KEY }],
  ['a switch that is off', 'state.redis', { redisHost: 'r:6379', useEntraID: 'false' }],
  ['keys of AWS', 'state.aws.dynamodb', { table: 't', region: 'r', accessKey: KEY, secretKey: KEY }],
  ['an emulator', 'state.aws.dynamodb', { table: 't', region: 'r', endpoint: 'http://local:4566' }],
  ['a key of Google Cloud', 'secretstores.gcp.secretmanager', { project_id: 'p', private_key: KEY }],
  ['another type', 'state.in-memory', {}],
])('%s needs no identity', (_, type, metadata) => {
  expect(codesOf(using(type, metadata, shared()))).toEqual([]);
});

test('a variable of daprd with credentials is enough', () => {
  const envFromSecret = { AWS_ACCESS_KEY_ID: { secretName: 's', key: 'id' }, AWS_SECRET_ACCESS_KEY: { secretName: 's', key: 'key' } };
  expect(codesOf(using('state.aws.dynamodb', { table: 't', region: 'r' }, shared({ envFromSecret })))).toEqual([]);
});

test('the service account of the app does not count behind a shared daprd', () => {
  const chart = using('secretstores.azure.keyvault', { vaultName: 'v' }, shared(), { serviceAccountName: 'orders' });
  expect(messagesOf(chart, 'DAPR4061')).toEqual([
    "chart/checkout: component 'c' of type secretstores.azure.keyvault signs in at Azure, and the pods of its shared daprd have the service account 'default'",
  ]);
});

test('a default service account with an identity is enough', () => {
  const account = (chart: Chart) => { new ApiObject(chart, 'sa', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', annotations: { 'eks.amazonaws.com/role-arn': 'r' } } }); };
  expect(codesOf(using('state.aws.dynamodb', { table: 't', region: 'r' }, {}, {}, account))).toEqual([]);
});

test('a service account with a client ID of Azure needs a label on the pods', () => {
  const vault = (options: object) => using('secretstores.azure.keyvault', { vaultName: 'v' }, shared({ serviceAccountAnnotations: CLIENT_ID, ...options }));
  expect(messagesOf(vault({}), 'DAPR4062')).toEqual([
    "chart/checkout: component 'c' of type secretstores.azure.keyvault signs in at Azure, and the pods of its shared daprd have the service account 'checkout-daprd' with a client ID, and no label azure.workload.identity/use",
  ]);
  expect(codesOf(vault({ podLabels: { 'azure.workload.identity/use': 'true' } }))).toEqual([]);
});

test('each daprd of an app that moves is compared', () => {
  const chart = newChart({ ...SHARED, operatorServices: false, hotReload: false });
  app(chart, {
    workload: deployment(chart, 'web', { serviceAccountName: 'orders' }),
    uses: [new DaprComponent(chart, 'c', { type: 'secretstores.azure.keyvault', metadata: { vaultName: MetadataValue.of('v') } })],
    dataPlane: DataPlane.switching(DataPlane.sidecar(), DataPlane.sharedDeployment()),
  });
  expect(messagesOf(chart, 'DAPR4061')).toEqual([expect.stringContaining('its shared daprd')]);
});
