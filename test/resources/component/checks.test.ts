/** Checks of component metadata: an error for values that daprd refuses, a warning for those that it ignores. */
import { DaprComponent, DaprPlatform, DaprWarnings, MetadataValue } from 'cdk8s-dapr';
import { find, newChart, errorsOf, warningCodes } from '../../../scenarios/charts';

type Metadata = { [name: string]: string | MetadataValue };
const REDIS: Metadata = { redisHost: 'redis:6379' };

function component(type: string, metadata: Metadata = {}, version?: string) {
  const chart = newChart();
  const values = Object.entries(metadata).map(([name, value]) => [name, typeof value === 'string' ? MetadataValue.of(value) : value]);
  new DaprComponent(chart, 'c', { type, version, metadata: Object.fromEntries(values), availableToNamespace: true });
  return chart;
}
const warningText = (chart: ReturnType<typeof component>) => DaprWarnings.of(chart).list().map(({ message }) => message).join('\n');
const warnings = (type: string, metadata: Metadata = {}, version?: string) => warningCodes(component(type, metadata, version));

describe('metadata that daprd refuses or misinterprets is refused', () => {
  test.each<[what: string, code: string, type: string, metadata: Metadata, version?: string]>([
    ['missing required metadata', 'DAPR3200', 'state.redis', {}],
    ['an invalid boolean', 'DAPR3201', 'state.mysql', { connectionString: MetadataValue.fromSecret('s'), actorStateStore: 'ja' }],
    ['a boolean that all components except Redis accept', 'DAPR3201', 'state.redis', { ...REDIS, enableTLS: 'yes' }],
    ['an invalid number', 'DAPR3201', 'state.redis', { ...REDIS, redisDB: 'one' }],
    ['an invalid duration', 'DAPR3201', 'state.redis', { ...REDIS, dialTimeout: '5 seconds' }],
    ['one name in two cases', 'DAPR3202', 'state.redis', { ...REDIS, redishost: 'other:6379' }],
    ['a name that the runtime matches case-sensitively', 'DAPR3203', 'pubsub.redis', { ...REDIS, consumerId: 'orders' }],
    ['a name of a group that is matched case-sensitively', 'DAPR3203', 'pubsub.kafka', { brokers: 'k:9092', authType: 'none', backoffPolicy: 'constant' }],
    ['a version that is not registered', 'DAPR3204', 'state.redis', REDIS, 'v2'],
    ['a type that begins with v2', 'DAPR3204', 'state.yugabytedb', {}, 'v1'],
    ['both of two mutually exclusive fields', 'DAPR3205', 'secretstores.hashicorp.vault', { vaultToken: MetadataValue.fromSecret('v'), vaultTokenMountPath: '/token' }],
    ['none of two fields of which one is required', 'DAPR3205', 'secretstores.hashicorp.vault', { vaultToken: '' }],
    ['none of several fields of which one is required', 'DAPR3200', 'state.mongodb', { databaseName: 'orders' }],
    ['only empty values of several fields of which one is required', 'DAPR3200', 'state.mongodb', { connectionString: '', host: '' }],
    ['both a connection string and a namespace', 'DAPR3205', 'pubsub.azure.servicebus.topics', { connectionString: MetadataValue.fromSecret('s'), namespaceName: 'n.servicebus.windows.net' }],
    ['an actor state store on a store without actor support', 'DAPR3206', 'state.memcached', { hosts: 'm:11211', actorStateStore: 'true' }],
    ['an actor state store in another spelling of name and value', 'DAPR3206', 'state.azure.blobstorage',
      { accountName: 'a', containerName: 'c', ActorStateStore: 'Yes' }],
  ])('%s (%s)', (_, code, ...given) => {
    expect(errorsOf(component(...given))).toContain(code);
  });

  test('and the message states the expected value', () => {
    expect(errorsOf(component('state.redis', { ...REDIS, redisDB: 'one' }))).toMatch(/metadata\.redisDB of state\.redis must be a number; got 'one'\. .*Set a value of the documented type/);
    expect(errorsOf(component('state.redis', REDIS, 'v2'))).toMatch(/version must be v1 for state\.redis; got 'v2'\. .*Use a registered version/);
    expect(errorsOf(component('state.postgresql', { connectionString: MetadataValue.fromSecret('s') }, 'v3'))).toMatch(/version must be v1 or v2 for state\.postgresql; got 'v3'\./);
  });
});

describe('metadata that the code of a component requires, although no catalogue of Dapr states it, is required', () => {
  const KAFKA: Metadata = { brokers: 'k:9092', authType: 'none' };
  const STRING: Metadata = { connectionString: MetadataValue.fromSecret('s') };
  const BLOB: Metadata = { containerName: 'c', accountName: 'a' };
  const SMS: Metadata = { fromNumber: '+1', accountSid: 'a', authToken: MetadataValue.fromSecret('s') };
  test.each<[type: string, required: string, metadata: Metadata, version?: string]>([
    ['bindings.azure.blobstorage', 'accountName', BLOB],
    ['bindings.azure.eventhubs', 'eventHubNamespace', { eventHubNamespace: 'n', eventHub: 'h' }],
    ['bindings.azure.servicebus.queues', 'namespaceName', { namespaceName: 'n', queueName: 'q' }],
    ['bindings.kafka', 'brokers', KAFKA],
    ['bindings.kafka', 'authType', KAFKA],
    ['bindings.mqtt3', 'consumerID', { url: MetadataValue.fromSecret('s'), topic: 't', consumerID: 'c' }],
    ['bindings.postgres', 'host', { host: 'p.example' }],
    ['bindings.rabbitmq', 'host', { host: MetadataValue.fromSecret('s'), queueName: 'q' }],
    ['bindings.twilio.sms', 'accountSid', SMS],
    ['bindings.twilio.sms', 'authToken', SMS],
    ['configuration.postgresql', 'connectionString', { ...STRING, table: 't' }],
    ['pubsub.azure.eventhubs', 'connectionString', STRING],
    ['pubsub.azure.servicebus.queues', 'connectionString', STRING],
    ['pubsub.azure.servicebus.topics', 'namespaceName', { namespaceName: 'n' }],
    ['pubsub.gcp.pubsub', 'projectID', { projectID: 'p' }],
    ['pubsub.kafka', 'authType', KAFKA],
    ['pubsub.mqtt3', 'url', { url: MetadataValue.fromSecret('s') }],
    ['state.azure.blobstorage', 'accountName', BLOB],
    ['state.azure.blobstorage', 'accountName', BLOB, 'v2'],
    ['state.cockroachdb', 'connectionString', STRING],
    ['state.cockroachdb', 'connectionString', STRING, 'v2'],
    ['state.gcp.firestore', 'project_id', { project_id: 'p' }],
    ['state.mongodb', 'server', { server: 'm.example' }],
    ['state.mysql', 'connectionString', STRING],
    ['state.postgresql', 'user', { user: 'u' }],
    ['state.postgresql', 'sslRootCert', { sslRootCert: 'c' }, 'v2'],
    ['state.sqlite', 'connectionString', { connectionString: 'file::memory:' }],
    ['state.sqlserver', 'connectionString', STRING],
    ['state.sqlserver', 'connectionString', STRING, 'v2'],
  ])('of %s: %s', (type, required, metadata, ...version) => {
    expect(errorsOf(component(type, metadata, ...version))).toBe('');
    const { [required]: _, ...rest } = metadata;
    expect(errorsOf(component(type, rest, ...version))).toMatch(new RegExp(`DAPR320[05]: ${type} .*\\b${required}\\b`));
  });
});

describe('metadata that Dapr accepts is accepted', () => {
  test.each<[what: string, type: string, metadata: Metadata, version?: string]>([
    ['names in any case', 'state.redis', { REDISHOST: 'redis:6379' }],
    ['a required field under its alias', 'pubsub.rabbitmq', { host: MetadataValue.fromSecret('rabbit') }],
    ['one of several fields under its alias', 'state.azure.blobstorage', { containerName: 'c', storageAccountName: 'a' }],
    ['one of several fields in another case, from a secret', 'state.mongodb', { CONNECTIONSTRING: MetadataValue.fromSecret('m') }],
    ['more than one of several fields', 'state.azure.blobstorage', { containerName: 'c', accountName: 'a', connectionString: MetadataValue.fromSecret('s') }],
    ['one of two fields, and the other empty', 'pubsub.azure.servicebus.queues', { connectionString: '', namespaceName: 'n.servicebus.windows.net' }],
    ['one of several fields, with the rest in the environment of daprd', 'state.postgresql', { port: '5433' }],
    ['versions in any case, and v0 for v1', 'state.redis', REDIS, 'V0'],
    ['durations as numbers, negative ones, and numbers as durations', 'state.redis', { ...REDIS, dialTimeout: '5000', idleTimeout: '-1s', ttlInSeconds: '5s' }],
    ['numbers in other bases', 'state.redis', { ...REDIS, redisDB: '0x10' }],
    ['placeholders that daprd fills in', 'pubsub.redis', { ...REDIS, concurrency: '{uuid}', consumerID: '{appID}' }],
    ['empty values', 'state.redis', { ...REDIS, redisPassword: '', enableTLS: '', redisDB: '' }],
    ['booleans as dapr/kit parses them', 'bindings.mqtt3', { url: MetadataValue.fromSecret('mqtt'), topic: 't', consumerID: 'c', retain: 'on' }],
    ['a version registered only for an alias of the type', 'state.cockroachdb', { connectionString: MetadataValue.fromSecret('s') }, 'v2'],
    ['fields that match a pattern', 'bindings.graphql', { 'endpoint': 'https://g', 'header:x-token': 't' }],
    ['schemas of topics', 'pubsub.pulsar', { 'host': MetadataValue.fromSecret('p'), 'orders.avroschema': '{}' }],
    ['components that Dapr does not register', 'state.mine.v9', { anything: 'goes', Anything: 'too' }, 'v7'],
  ])('%s', (_, ...given) => {
    expect(errorsOf(component(...given))).toBe('');
    expect(warnings(...given).filter(code => !['DAPR3209', 'DAPR3212'].includes(code))).toEqual([]);
  });
});

describe('doubtful metadata is a warning', () => {
  test.each<[what: string, code: string, type: string, metadata: Metadata]>([
    ['a secret in plain text', 'DAPR3207', 'state.redis', { ...REDIS, redisPassword: 'hunter2' }],
    ['a private key in any field', 'DAPR3207', 'state.redis', { ...REDIS, clientCert: '-----BEGIN RSA PRIVATE KEY-----\nx' }],
    ['a field that the component does not read', 'DAPR3208', 'state.redis', { ...REDIS, redisHots: 'x' }],
    ['an alias of a type', 'DAPR3209', 'state.sqlite3', { connectionString: 'data.db' }],
    ['an alias of a field', 'DAPR3209', 'pubsub.rabbitmq', { host: MetadataValue.fromSecret('rabbit') }],
    ['a deprecated field', 'DAPR3210', 'pubsub.kafka', { brokers: 'k:9092', authRequired: 'false' }],
    ['an unknown value', 'DAPR3211', 'state.redis', { ...REDIS, redisType: 'ring' }],
    ['an alpha component', 'DAPR3212', 'lock.redis', REDIS],
    ['a misspelled type', 'DAPR3213', 'state.rediss', {}],
  ])('%s (%s)', (_, code, type, metadata) => {
    expect(warnings(type, metadata)).toEqual([code]);
    expect(errorsOf(component(type, metadata))).toBe('');
  });

  test('that suggests the nearest name', () => {
    expect(warningText(component('state.redis', { ...REDIS, redisHots: 'x' }))).toContain('did you mean redisHost?');
    expect(warningText(component('state.rediss'))).toContain('did you mean state.redis?');
  });

  test('that never shows the secret', () => {
    expect(warningText(component('state.redis', { ...REDIS, redisPassword: 'hunter2' }))).not.toContain('hunter2');
  });

  test('and an error with warningsAsErrors of the platform', () => {
    const chart = newChart({ warningsAsErrors: true });
    new DaprComponent(chart, 'c', {
      type: 'state.redis', availableToNamespace: true, metadata: { redisHost: MetadataValue.of('r'), redisPassword: MetadataValue.of('hunter2') },
    });
    expect(errorsOf(chart)).toContain('DAPR3207');
    expect(DaprPlatform.of(chart).warningsAsErrors).toBe(true);
  });

  test('values in another case are accepted', () => {
    expect(warnings('state.redis', { ...REDIS, redisType: 'Cluster' })).toEqual([]);
    expect(warnings('bindings.kafka', { brokers: 'k:9092', authType: 'none', direction: 'input, output' })).toEqual([]);
  });
});

test('the registered type and Dapr\'s own spelling are emitted', () => {
  const chart = component('state.Postgres', { CONNECTIONSTRING: MetadataValue.fromSecret('s') });
  expect(find(chart, 'Component').spec).toMatchObject({ type: 'state.postgresql', metadata: [{ name: 'connectionString' }] });
});

test('a required field of the wrong type is not reported as missing as well', () => {
  const chart = newChart();
  new DaprComponent(chart, 'c', { type: 'state.redis', metadata: { redisHost: 'redis:6379' as any }, availableToNamespace: true });
  expect(errorsOf(chart)).toContain('DAPR4017: metadata.redisHost must be a MetadataValue; got a string.');
  expect(errorsOf(chart)).not.toContain('DAPR3200');
});
