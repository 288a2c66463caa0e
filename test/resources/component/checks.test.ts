/** The metadata of components, as it was written: what daprd would refuse is refused, what it ignores is a warning. */
import { DaprComponent, DaprPlatform, DaprWarnings, MetadataValue } from 'cdk8s-dapr';
import { find, newChart, told, warningCodes } from '../../../scenarios/charts';

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

describe('what daprd would refuse, or take for something else, is refused', () => {
  test.each<[what: string, code: string, type: string, metadata: Metadata, version?: string]>([
    ['what the component needs is missing', 'DAPR3200', 'state.redis', {}],
    ['a truth that is none', 'DAPR3201', 'state.mysql', { connectionString: MetadataValue.fromSecret('s'), actorStateStore: 'ja' }],
    ['a truth that only other components than Redis take', 'DAPR3201', 'state.redis', { ...REDIS, enableTLS: 'yes' }],
    ['a number that is none', 'DAPR3201', 'state.redis', { ...REDIS, redisDB: 'one' }],
    ['a duration that is none', 'DAPR3201', 'state.redis', { ...REDIS, dialTimeout: '5 seconds' }],
    ['one name in two cases', 'DAPR3202', 'state.redis', { ...REDIS, redishost: 'other:6379' }],
    ['a name that the runtime reads by exact case', 'DAPR3203', 'pubsub.redis', { ...REDIS, consumerId: 'orders' }],
    ['a name of a family that is read by exact case', 'DAPR3203', 'pubsub.kafka', { brokers: 'k:9092', authType: 'none', backoffPolicy: 'constant' }],
    ['a version that is not registered', 'DAPR3204', 'state.redis', REDIS, 'v2'],
    ['a type that begins with v2', 'DAPR3204', 'state.yugabytedb', {}, 'v1'],
    ['both of two that exclude each other', 'DAPR3205', 'secretstores.hashicorp.vault', { vaultToken: MetadataValue.fromSecret('v'), vaultTokenMountPath: '/token' }],
    ['none of two of which one is needed', 'DAPR3205', 'secretstores.hashicorp.vault', { vaultToken: '' }],
    ['none of several of which one is needed', 'DAPR3200', 'state.mongodb', { databaseName: 'orders' }],
    ['only an empty one of several', 'DAPR3200', 'state.mongodb', { connectionString: '', host: '' }],
    ['both a connection string and a namespace', 'DAPR3205', 'pubsub.azure.servicebus.topics', { connectionString: MetadataValue.fromSecret('s'), namespaceName: 'n.servicebus.windows.net' }],
    ['actors on a store that cannot keep them', 'DAPR3206', 'state.memcached', { hosts: 'm:11211', actorStateStore: 'true' }],
    ['actors in any spelling of the name and the value', 'DAPR3206', 'state.azure.blobstorage',
      { accountName: 'a', containerName: 'c', ActorStateStore: 'Yes' }],
  ])('%s (%s)', (_, code, ...given) => {
    expect(told(component(...given))).toContain(code);
  });

  test('with what is right in the message', () => {
    expect(told(component('state.redis', { ...REDIS, redisDB: 'one' }))).toMatch(/metadata\.redisDB of state\.redis must be a number; got 'one'\. .*Set a value of the documented type/);
    expect(told(component('state.redis', REDIS, 'v2'))).toMatch(/version must be v1 for state\.redis; got 'v2'\. .*Use a registered version/);
    expect(told(component('state.postgresql', { connectionString: MetadataValue.fromSecret('s') }, 'v3'))).toMatch(/version must be v1 or v2 for state\.postgresql; got 'v3'\./);
  });
});

describe('what the code of a component demands, and no catalogue of Dapr says, is demanded', () => {
  const KAFKA: Metadata = { brokers: 'k:9092', authType: 'none' };
  const STRING: Metadata = { connectionString: MetadataValue.fromSecret('s') };
  const BLOB: Metadata = { containerName: 'c', accountName: 'a' };
  const SMS: Metadata = { fromNumber: '+1', accountSid: 'a', authToken: MetadataValue.fromSecret('s') };
  test.each<[type: string, needed: string, metadata: Metadata, version?: string]>([
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
  ])('of %s: %s', (type, needed, metadata, ...version) => {
    expect(told(component(type, metadata, ...version))).toBe('');
    const { [needed]: _, ...rest } = metadata;
    expect(told(component(type, rest, ...version))).toMatch(new RegExp(`DAPR320[05]: ${type} .*\\b${needed}\\b`));
  });
});

describe('what Dapr accepts is accepted', () => {
  test.each<[what: string, type: string, metadata: Metadata, version?: string]>([
    ['names in any case', 'state.redis', { REDISHOST: 'redis:6379' }],
    ['a needed field under its other name', 'pubsub.rabbitmq', { host: MetadataValue.fromSecret('rabbit') }],
    ['one of several under its other name', 'state.azure.blobstorage', { containerName: 'c', storageAccountName: 'a' }],
    ['one of several in another case, from a secret', 'state.mongodb', { CONNECTIONSTRING: MetadataValue.fromSecret('m') }],
    ['more than one of several', 'state.azure.blobstorage', { containerName: 'c', accountName: 'a', connectionString: MetadataValue.fromSecret('s') }],
    ['one of two, and the other empty', 'pubsub.azure.servicebus.queues', { connectionString: '', namespaceName: 'n.servicebus.windows.net' }],
    ['one of several that says little, with the rest in the environment of daprd', 'state.postgresql', { port: '5433' }],
    ['versions in any case, and v0 for v1', 'state.redis', REDIS, 'V0'],
    ['durations as numbers, negative ones, and numbers as durations', 'state.redis', { ...REDIS, dialTimeout: '5000', idleTimeout: '-1s', ttlInSeconds: '5s' }],
    ['numbers in other bases', 'state.redis', { ...REDIS, redisDB: '0x10' }],
    ['what daprd completes', 'pubsub.redis', { ...REDIS, concurrency: '{uuid}', consumerID: '{appID}' }],
    ['empty values', 'state.redis', { ...REDIS, redisPassword: '', enableTLS: '', redisDB: '' }],
    ['truths in the words of dapr/kit', 'bindings.mqtt3', { url: MetadataValue.fromSecret('mqtt'), topic: 't', consumerID: 'c', retain: 'on' }],
    ['a version that only another name of the type has', 'state.cockroachdb', { connectionString: MetadataValue.fromSecret('s') }, 'v2'],
    ['fields of which only the pattern is known', 'bindings.graphql', { 'endpoint': 'https://g', 'header:x-token': 't' }],
    ['schemas of topics', 'pubsub.pulsar', { 'host': MetadataValue.fromSecret('p'), 'orders.avroschema': '{}' }],
    ['components that Dapr does not register', 'state.mine.v9', { anything: 'goes', Anything: 'too' }, 'v7'],
  ])('%s', (_, ...given) => {
    expect(told(component(...given))).toBe('');
    expect(warnings(...given).filter(code => !['DAPR3209', 'DAPR3212'].includes(code))).toEqual([]);
  });
});

describe('what is doubtful is a warning', () => {
  test.each<[what: string, code: string, type: string, metadata: Metadata]>([
    ['a secret in plain text', 'DAPR3207', 'state.redis', { ...REDIS, redisPassword: 'hunter2' }],
    ['a private key anywhere', 'DAPR3207', 'state.redis', { ...REDIS, clientCert: '-----BEGIN RSA PRIVATE KEY-----\nx' }],
    ['a field that nobody reads', 'DAPR3208', 'state.redis', { ...REDIS, redisHots: 'x' }],
    ['another name of a type', 'DAPR3209', 'state.sqlite3', { connectionString: 'data.db' }],
    ['another name of a field', 'DAPR3209', 'pubsub.rabbitmq', { host: MetadataValue.fromSecret('rabbit') }],
    ['a deprecated field', 'DAPR3210', 'pubsub.kafka', { brokers: 'k:9092', authRequired: 'false' }],
    ['a value outside the known ones', 'DAPR3211', 'state.redis', { ...REDIS, redisType: 'ring' }],
    ['an alpha component', 'DAPR3212', 'lock.redis', REDIS],
    ['a type that is nearly registered', 'DAPR3213', 'state.rediss', {}],
  ])('%s (%s)', (_, code, type, metadata) => {
    expect(warnings(type, metadata)).toEqual([code]);
    expect(told(component(type, metadata))).toBe('');
  });

  test('with the nearest name', () => {
    expect(warningText(component('state.redis', { ...REDIS, redisHots: 'x' }))).toContain('did you mean redisHost?');
    expect(warningText(component('state.rediss'))).toContain('did you mean state.redis?');
  });

  test('that never shows the secret', () => {
    expect(warningText(component('state.redis', { ...REDIS, redisPassword: 'hunter2' }))).not.toContain('hunter2');
  });

  test('and an error where the platform says so', () => {
    const chart = newChart({ warningsAsErrors: true });
    new DaprComponent(chart, 'c', {
      type: 'state.redis', availableToNamespace: true, metadata: { redisHost: MetadataValue.of('r'), redisPassword: MetadataValue.of('hunter2') },
    });
    expect(told(chart)).toContain('DAPR3207');
    expect(DaprPlatform.of(chart).warningsAsErrors).toBe(true);
  });

  test('values in another case are known ones', () => {
    expect(warnings('state.redis', { ...REDIS, redisType: 'Cluster' })).toEqual([]);
    expect(warnings('bindings.kafka', { brokers: 'k:9092', authType: 'none', direction: 'input, output' })).toEqual([]);
  });
});

test('the registered type and Dapr\'s own spelling are emitted', () => {
  const chart = component('state.Postgres', { CONNECTIONSTRING: MetadataValue.fromSecret('s') });
  expect(find(chart, 'Component').spec).toMatchObject({ type: 'state.postgresql', metadata: [{ name: 'connectionString' }] });
});
