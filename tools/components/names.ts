/** Names of the component classes: the product as Dapr's documentation spells it, followed by the building block. */

/** Spellings of type segments that cannot be derived; acronyms are capitalized like words, as in the rest of the API. */
const WORDS: { [part: string]: string } = {
  alicloud: 'AliCloud',
  blobstorage: 'BlobStorage',
  cloudmap: 'CloudMap',
  cockroachdb: 'CockroachDb',
  cosmosdb: 'CosmosDb',
  datalake: 'DataLake',
  deepseek: 'DeepSeek',
  dingtalk: 'DingTalk',
  dynamodb: 'DynamoDb',
  eventgrid: 'EventGrid',
  eventhubs: 'EventHubs',
  googleai: 'GoogleAi',
  graphql: 'GraphQl',
  gremlinapi: 'GremlinApi',
  hashicorp: 'HashiCorp',
  huaweicloud: 'HuaweiCloud',
  huggingface: 'HuggingFace',
  influx: 'InfluxDb',
  jetstream: 'JetStream',
  jobworker: 'JobWorker',
  keyvault: 'KeyVault',
  kubemq: 'KubeMq',
  localstorage: 'LocalStorage',
  mongodb: 'MongoDb',
  mysql: 'MySql',
  oauth2: 'OAuth2',
  oauth2clientcredentials: 'OAuth2ClientCredentials',
  objectstorage: 'ObjectStorage',
  openai: 'OpenAi',
  oracledatabase: 'OracleDatabase',
  parameterstore: 'ParameterStore',
  postgres: 'PostgreSql',
  postgresql: 'PostgreSql',
  pubsub: 'PubSub',
  rabbitmq: 'RabbitMq',
  ratelimit: 'RateLimit',
  ravendb: 'RavenDb',
  rethinkdb: 'RethinkDb',
  rocketmq: 'RocketMq',
  routeralias: 'RouterAlias',
  routerchecker: 'RouterChecker',
  secretmanager: 'SecretManager',
  sendgrid: 'SendGrid',
  servicebus: 'ServiceBus',
  signalr: 'SignalR',
  snssqs: 'SnsSqs',
  sqlserver: 'SqlServer',
  statechange: 'StateChange',
  storagequeues: 'StorageQueues',
  tablestorage: 'TableStorage',
  tablestore: 'TableStore',
  tencentcloud: 'TencentCloud',
  workerskv: 'WorkersKv',
  zookeeper: 'ZooKeeper',
};

/** Products of types whose segments do not spell the name of the product. */
const PRODUCTS: { [type: string]: string } = {
  'secretstores.aws.secretmanager': 'AwsSecretsManager',
  'configuration.azure.appconfig': 'AzureApp',
  'crypto.dapr.jwks': 'Jwks',
  'crypto.dapr.kubernetes.secrets': 'KubernetesSecrets',
  'crypto.dapr.localstorage': 'LocalStorage',
};

export interface Block {
  /** Name of the jsii submodule. */
  readonly module: string;
  /** Suffix of its class names. */
  readonly noun: string;
  /** The noun as used in a sentence. */
  readonly words: string;
}

/** Building blocks, by the first segment of the type. */
export const BLOCKS: { [category: string]: Block } = {
  binarystore: { module: 'binarystore', noun: 'BinaryStore', words: 'binary store' },
  bindings: { module: 'bindings', noun: 'Binding', words: 'binding' },
  configuration: { module: 'configuration', noun: 'ConfigurationStore', words: 'configuration store' },
  conversation: { module: 'conversation', noun: 'Conversation', words: 'conversation component' },
  crypto: { module: 'crypto', noun: 'Cryptography', words: 'cryptography component' },
  lock: { module: 'lock', noun: 'Lock', words: 'lock store' },
  middleware: { module: 'middleware', noun: 'Middleware', words: 'HTTP middleware' },
  pubsub: { module: 'pubsub', noun: 'PubSub', words: 'pub/sub message broker' },
  secretstores: { module: 'secretstores', noun: 'SecretStore', words: 'secret store' },
  state: { module: 'state', noun: 'StateStore', words: 'state store' },
};

export const blockOf = (type: string): Block => BLOCKS[type.split('.')[0]];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `state.redis` v1 is `RedisStateStore`, `state.postgresql` v2 `PostgreSqlStateStoreV2`. */
export function className(type: string, version: string): string {
  const parts = type.replace(/^middleware\.http\./, 'middleware.').split('.').slice(1).flatMap(part => part.split('-'));
  const product = PRODUCTS[type] ?? parts.map(part => WORDS[part] ?? capital(part)).join('');
  const { noun } = blockOf(type);
  return `${product.endsWith(noun) ? product : product + noun}${version === 'v1' ? '' : version.toUpperCase()}`;
}

/** The prop of a field: in camel case, without a `get` prefix, which jsii reserves for Java getters. */
export function propertyName(field: string): string {
  const [first, ...rest] = field.split(/[-_]/);
  // `MTLSRootCA` is `mtlsRootCA`, `ServerURL` is `serverURL`.
  const start = first.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, head => head.toLowerCase());
  const name = [start, ...rest.map(capital)].join('');
  return name.replace(/^get([A-Z])/, (_, head: string) => head.toLowerCase());
}
