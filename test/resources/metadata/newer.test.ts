/** Components, fields and values newer than the declared Dapr. */
import * as lib from 'cdk8s-dapr';
import { MetadataValue } from 'cdk8s-dapr';
import { errorsOf, messagesOf, newChart, warningCodes } from '../../../scenarios/charts';
import { COMPONENTS } from '../../../tools/components/model';
import { component, everyone } from '../../support/components';

type Texts = { [name: string]: string };
const KAFKA = { brokers: 'k:9092', authType: 'none' };
const RABBIT = { hostname: 'rabbit' };

/** The messages of one rule about a component, with this version of Dapr declared. */
const messages = (code: string, daprVersion: string, type: string, metadata: Texts = {}, version?: string): string[] => {
  const chart = newChart({ daprVersion });
  component(chart, 'c', type, metadata, { ...everyone, version });
  expect(errorsOf(chart)).toBe('');
  return messagesOf(chart, code);
};

describe('metadata that the declared Dapr does not read is a warning with the version that does', () => {
  test.each<[field: string, since: string, older: string, type: string, metadata: Texts]>([
    ['oauth2CredentialsFile', '1.16.7', '1.16.6', 'pubsub.pulsar', { host: 'pulsar:6650', oauth2CredentialsFile: '/etc/ssl/key' }],
    ['redisPort', '1.17', '1.16.20', 'state.redis', { redisHost: 'r:6379', redisPort: '6379' }],
    ['compressionType', '1.17', '1.16', 'pubsub.pulsar', { host: 'pulsar:6650', compressionType: 'lz4' }],
    ['insecureSkipTLSVerify', '1.18', '1.17.20', 'pubsub.redis', { redisHost: 'r:6379', insecureSkipTLSVerify: 'true' }],
    ['dialTimeout', '1.18.2', '1.18', 'pubsub.kafka', { ...KAFKA, dialTimeout: '5s' }],
    ['consumerIsolationLevel', '1.19', '1.18.3', 'pubsub.kafka', { ...KAFKA, consumerIsolationLevel: 'read_committed' }],
    ['queueDeclareMode', '1.19', '1.18.3', 'pubsub.rabbitmq', { ...RABBIT, queueDeclareMode: 'passive' }],
    ['topicsPattern', '1.19', '1.18.3', 'pubsub.pulsar', { host: 'pulsar:6650', topicsPattern: 'orders-.*' }],
    ['maxTokens', '1.19', '1.18.3', 'conversation.ollama', { maxTokens: '100' }],
    ['maxConcurrentHandlers', '1.17.15, 1.18.5', '1.18.4', 'pubsub.azure.eventhubs', { eventHubNamespace: 'n', maxConcurrentHandlers: '10' }],
    ['maxConcurrentHandlers', '1.18.5', '1.17.15', 'bindings.azure.eventhubs', { eventHubNamespace: 'n', maxConcurrentHandlers: '10' }],
    ['entryKeepAliveInterval', '1.19', '1.18.7', 'pubsub.redis', { redisHost: 'r:6379', entryKeepAliveInterval: '10s' }],
    ['topicAddressPrefix', '1.19', '1.18.3', 'pubsub.solace.amqp', { url: 'amqp://s', anonymous: 'true', topicAddressPrefix: '' }],
  ])('%s needs Dapr %s', (field, since, older, type, metadata) => {
    expect(messages('DAPR4080', older, type, metadata)).toEqual([`chart/c: metadata.${field} of ${type} needs Dapr ${since}, and ${older} is declared`]);
    since.split(', ').forEach(version => expect(messages('DAPR4080', version, type, metadata)).toEqual([]));
    expect(messages('DAPR4080', '1.19', type, metadata)).toEqual([]);
  });

  test('in any case of the name', () => {
    expect(messages('DAPR4080', '1.18', 'pubsub.kafka', { ...KAFKA, CONSUMERISOLATIONLEVEL: 'read_committed' })).toHaveLength(1);
  });

  test('also for a value from a secret, and in additionalMetadata', () => {
    const chart = newChart({ daprVersion: '1.18' });
    new lib.lock.RedisLock(chart, 'c', { metadata: { redisHost: 'r', oidcClientAssertionKey: MetadataValue.fromSecret('s') }, ...everyone });
    new lib.lock.RedisLock(chart, 'd', { metadata: { redisHost: 'r' }, additionalMetadata: { oidcKid: MetadataValue.of('k') }, ...everyone });
    expect(messagesOf(chart, 'DAPR4080')).toEqual([
      'chart/c: metadata.oidcClientAssertionKey of lock.redis needs Dapr 1.19, and 1.18 is declared',
      'chart/d: metadata.oidcKid of lock.redis needs Dapr 1.19, and 1.18 is declared',
    ]);
  });

  test('and so is a newer value of an older field', () => {
    const kind = (value: string, daprVersion: string) => messages('DAPR4080', daprVersion, 'pubsub.rabbitmq', { ...RABBIT, exchangeKind: value });
    expect(kind('X-consistent-hash', '1.18')).toEqual(["chart/c: the value 'X-consistent-hash' of metadata.exchangeKind of pubsub.rabbitmq needs Dapr 1.19, and 1.18 is declared"]);
    expect(kind('x-consistent-hash', '1.19')).toEqual([]);
    expect(kind('direct', '1.18')).toEqual([]);
    expect(messages('DAPR3211', '1.18', 'pubsub.rabbitmq', { ...RABBIT, exchangeKind: 'x-consistent-hash' })).toEqual([]);
  });
});

describe('a component that the declared Dapr does not register is a warning', () => {
  test.each<[type: string, version: string, since: string, older: string, metadata: Texts]>([
    ['state.sqlserver', 'v2', '1.17', '1.16', { connectionString: 'sqlserver://db' }],
    ['configuration.kubernetes', 'v1', '1.18', '1.17', { configMapName: 'flags' }],
    ['pubsub.amqp', 'v1', '1.19', '1.18', { url: 'amqp://b', anonymous: 'true' }],
    ['bindings.sqlserver', 'v1', '1.19', '1.18', { connectionString: 'sqlserver://db' }],
    ['binarystore.in-memory', 'v1', '1.19', '1.18', {}],
  ])('%s %s needs Dapr %s', (type, version, since, older, metadata) => {
    expect(messages('DAPR4081', older, type, metadata, version)).toEqual([`chart/c: ${type} ${version} needs Dapr ${since}, and ${older} is declared`]);
    expect(messages('DAPR4081', since, type, metadata, version)).toEqual([]);
  });

  test('without a warning for each of its fields', () => {
    expect(messages('DAPR4080', '1.16', 'state.sqlserver', { connectionString: 'sqlserver://db', bulkGetChunkSize: '10' }, 'v2')).toEqual([]);
    expect(messages('DAPR4080', '1.17', 'state.sqlserver', { connectionString: 'sqlserver://db', bulkGetChunkSize: '10' }, 'v2')).toHaveLength(1);
  });
});

test('every version in the catalogue is a release of a supported line', () => {
  const since = COMPONENTS.flatMap(one => [one.since, ...one.fields.flatMap(field => [field.since, ...Object.values(field.allowedSince)])]);
  expect([...new Set(since.flatMap(versions => versions?.split('|')))].filter(version => version !== undefined && !/^1\.(1[6-9])(\.\d+)?$/.test(version))).toEqual([]);
});

test('a newer building block is a warning, never an error', () => {
  const chart = newChart();
  component(chart, 'c', 'vectors.acme', {}, everyone);
  component(chart, 'd', 'crypt.dapr.jwks', {}, everyone);
  expect(errorsOf(chart)).toBe('');
  expect(warningCodes(chart)).toEqual(['DAPR4082']);
  expect(messagesOf(chart, 'DAPR4082')).toEqual([
    "chart/c: type 'vectors.acme' is not of a building block that this library knows",
    "chart/d: type 'crypt.dapr.jwks' is not of a building block that this library knows; did you mean crypto?",
  ]);
});

test.each([
  ['State.redis', "type must be of a building block in lower case, state.*; got 'State.redis'"],
  ['redis', "type must be a building block and a name, such as state.redis; got 'redis'"],
  ['state. redis', "type must be a building block and a name, such as state.redis; got 'state. redis'"],
])('the type %s is refused: no Dapr can load it', (type, what) => {
  const chart = newChart();
  component(chart, 'c', type, {}, everyone);
  expect(errorsOf(chart)).toContain(`DAPR4017: ${what}.`);
});
