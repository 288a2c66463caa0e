/** Components that differ from what Dapr registers. */
import { Case } from './case';
import { component, HOST, resource } from '../../support/manifests';

const cosmos = (...metadata: object[]): any => component([{ name: 'url', value: 'https://x.documents.azure.com' }, { name: 'database', value: 'd' }, { name: 'collection', value: 'c' }, ...metadata], {}, 'state.azure.cosmosdb');

export const COMPONENT_CASES: Case[] = [
  ['a misspelled type', 'DAPR3213', 'spec.type \'pubsub.rabitmq\' is not registered in Dapr; did you mean pubsub.rabbitmq?', [component([], {}, 'pubsub.rabitmq')]],
  ['a version that no Dapr has', 'DAPR3204', 'spec.version must be v1 for state.redis; got \'v2\'', [resource('Component', 'store', { type: 'state.redis', version: 'v2', metadata: HOST })]],
  ['a version that a newer Dapr may have', 'DAPR3270', 'spec.version must be v1 for state.redis; got \'v2\'', [resource('Component', 'store', { type: 'state.redis', version: 'v2', metadata: HOST })], { daprVersion: '1.30' }],
  ['a time limit of Service Bus that expires at once', 'DAPR3182', 'spec.metadata[\'handlerTimeoutInSec\'] must be a positive number of seconds; got \'0\'',
    [component([{ name: 'namespaceName', value: 'n' }, { name: 'handlerTimeoutInSec', value: '0' }], {}, 'pubsub.azure.servicebus.topics')], { daprVersion: '1.18.5' }],
  ['a component newer than the declared Dapr', 'DAPR4081', 'binarystore.in-memory v1 needs Dapr 1.19, and 1.18 is declared', [component([], {}, 'binarystore.in-memory')], { daprVersion: '1.18' }],
  ['a field newer than the declared Dapr', 'DAPR4080', 'spec.metadata[\'insecureSkipTLSVerify\'] of state.redis needs Dapr 1.18, and 1.17 is declared', [component([...HOST, { name: 'insecureSkipTLSVerify', value: true }])], { daprVersion: '1.17' }],
  ['a value that the declared Dapr misreads', 'DAPR4080', 'the value \'30s\' of spec.metadata[\'redeliverInterval\'] of pubsub.redis, a time with a unit, needs Dapr 1.19, and 1.18 is declared',
    [component([...HOST, { name: 'redeliverInterval', value: '30s' }], {}, 'pubsub.redis')], { daprVersion: '1.18' }],
  ['a missing field', 'DAPR3200', 'state.redis requires spec.metadata[\'redisHost\']', [component([])]],
  ['a missing field of an input binding', 'DAPR3200', 'bindings.cron requires spec.metadata[\'schedule\']', [component([], {}, 'bindings.cron')]],
  ['a misspelled field', 'DAPR3208', 'spec.metadata[\'redisHots\'] is not a field of state.redis; did you mean redisHost?', [component([{ name: 'redisHots', value: 'redis:6379' }])]],
  ['a value of another type', 'DAPR3201', 'spec.metadata[\'redisDB\'] of state.redis must be a number; got \'zero\'', [component([...HOST, { name: 'redisDB', value: 'zero' }])]],
  ['a boolean that is none', 'DAPR3201', 'spec.metadata[\'enableTLS\'] of state.redis must be true or false; got \'5\'', [component([...HOST, { name: 'enableTLS', value: 5 }])]],
  ['a value that this library does not know', 'DAPR3211', 'spec.metadata[\'redisType\'] of state.redis must be one of node, cluster; got \'ring\'', [component([...HOST, { name: 'redisType', value: 'ring' }])]],
  ['names that differ only in case', 'DAPR3202', 'spec.metadata[\'redishost\'] and spec.metadata[\'redisHost\'] differ only in case', [component([...HOST, { name: 'redishost', value: 'b' }])]],
  ['an actor state store that cannot be one', 'DAPR3206', 'spec.metadata[\'actorStateStore\'] is set on state.memcached', [component([{ name: 'hosts', value: 'm:11211' }, { name: 'actorStateStore', value: true }], {}, 'state.memcached')]],
  ['an alias of a type', 'DAPR3209', 'spec.type \'bindings.postgresql\' is an alias of bindings.postgres', [component([{ name: 'connectionString', secretKeyRef: { name: 'pg', key: 'url' } }], {}, 'bindings.postgresql')]],
  ['an alpha component', 'DAPR3212', 'lock.redis v1 is alpha', [component(HOST, {}, 'lock.redis')]],
  ['a literal key whose name does not show it', 'DAPR3207', 'spec.metadata[\'masterKey\'] of state.azure.cosmosdb must come from a Secret', [cosmos({ name: 'masterKey', value: 'AbCdEf0123456789==' })]],
  ['a literal connection string with a password', 'DAPR3207', 'spec.metadata[\'connectionString\'] of state.postgresql must come from a Secret', [component([{ name: 'connectionString', value: 'host=pg user=postgres password=s3cr3tpw' }], {}, 'state.postgresql')]],
  ['a literal key of a cloud', 'DAPR3207', 'spec.metadata[\'secretKey\'] of pubsub.aws.snssqs must come from a Secret', [component([{ name: 'secretKey', value: 'abcd1234' }, { name: 'region', value: 'us-east-1' }], {}, 'pubsub.aws.snssqs')]],
  ['a password that is a number', 'DAPR3207', 'spec.metadata[\'redisPassword\'] of state.redis must come from a Secret', [component([...HOST, { name: 'redisPassword', value: 12345 }])]],
  ['a deprecated field', 'DAPR3210', 'spec.metadata[\'authRequired\'] of pubsub.kafka is deprecated', [component([{ name: 'brokers', value: 'kafka:9092' }, { name: 'authRequired', value: 'false' }], {}, 'pubsub.kafka')]],
  ['a field in the wrong case', 'DAPR3203', 'spec.metadata[\'Route\'] of bindings.cron must be spelled route', [component([{ name: 'schedule', value: '@daily' }, { name: 'Route', value: '/tick' }], {}, 'bindings.cron')]],
  ['two fields that exclude each other', 'DAPR3205', 'secretstores.hashicorp.vault requires exactly one of vaultToken, vaultTokenMountPath; got none', [component([{ name: 'vaultAddr', value: 'https://vault:8200' }], {}, 'secretstores.hashicorp.vault')]],
  ['ignored errors', 'DAPR4023', 'spec.ignoreErrors is true', [resource('Component', 'store', { type: 'state.redis', version: 'v1', ignoreErrors: true, metadata: HOST })]],
  ['a consumer group that each start creates', 'DAPR4026', 'spec.metadata[\'consumerID\'] must not contain {uuid}; got \'{uuid}\'', [component([...HOST, { name: 'consumerID', value: '{uuid}' }], {}, 'pubsub.redis')]],
  ['an address of a developer\'s machine', 'DAPR8004', 'spec.metadata[\'redisHost\'] must not be a localhost address; got \'localhost\'', [component([{ name: 'redisHost', value: 'localhost:6379' }])]],
  ['more than etcd accepts', 'DAPR3025', 'spec.metadata must be at most 1048576 bytes; got 1100010', [component([...HOST, { name: 'x', value: 'x'.repeat(1_100_000) }])]],
];
