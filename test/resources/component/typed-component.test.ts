/** The generated components: one class for each type and version that Dapr registers, and the helpers for their metadata. */
import { Duration } from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import {
  ActorHosting, AzureAuthentication, AzureEnvironment, DaprComponent, DaprComponentOptions, KafkaAuthentication, KafkaSaslMechanism, MetadataValue,
  RedisAuthentication, TopicScopes, TypedComponentOptions, WorkflowRole,
} from 'cdk8s-dapr';
import { app, find, newChart, refusal, warningCodes } from '../../../scenarios/charts';
import { EVERY_COMPONENT, make } from '../../../scenarios/every-component';
import { COMPONENTS } from '../../../tools/components/model';
import { className } from '../../../tools/components/names';

const SECRET = MetadataValue.fromSecret('s', 'k');
const entries = (chart: ReturnType<typeof newChart>, name?: string): { [name: string]: any } =>
  Object.fromEntries(find(chart, 'Component', name).spec.metadata.map(({ name: field, ...value }: any) => [field, value.value ?? value]));
const everyone = { availableToNamespace: true };

describe('every registered component', () => {
  test.each(EVERY_COMPONENT.map(made => [made.name, made] as const))('%s has a class that takes all that it reads', (_, made) => {
    const chart = newChart();
    make(chart, 'c', made, SECRET);
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart).filter(code => !['DAPR3210', 'DAPR3212'].includes(code))).toEqual([]);
    const { type, version } = find(chart, 'Component').spec;
    expect({ type, version }).toEqual({ type: made.component.type, version: made.component.version });
    expect(Object.keys(entries(chart))).toEqual(made.fields.map(({ name }) => name));
  });

  test('is made with every field that Dapr reads', () => {
    const missing = COMPONENTS.flatMap(component => component.fields.filter(({ name, dead }) => !dead
      && !EVERY_COMPONENT.some(made => made.component === component && made.fields.some(field => field.name === name))).map(({ name }) => `${component.type} ${name}`));
    expect(missing).toEqual([]);
  });

  test('is there once', () => {
    expect(new Set(COMPONENTS.map(({ type, version }) => className(type, version))).size).toBe(COMPONENTS.length);
    expect(COMPONENTS).toHaveLength(137);
  });

  test('is a DaprComponent with all options of one', () => {
    const chart = newChart({}, { namespace: 'shop' });
    const options: Required<Omit<DaprComponentOptions, 'availableToNamespace'>> & Pick<TypedComponentOptions, 'additionalMetadata'> = {
      componentName: 'orders',
      namespace: 'shop',
      scopes: ['elsewhere'],
      secretStore: DaprComponent.fromComponentName(chart, 'vault', 'vault'),
      initTimeout: Duration.seconds(30),
      ignoreErrors: true,
      additionalMetadata: { newInDapr2: MetadataValue.of('x') },
    };
    const store = new lib.state.RedisStateStore(chart, 'store', { metadata: { redisHost: 'redis:6379' }, ...options });
    expect(store).toBeInstanceOf(DaprComponent);
    expect(find(chart, 'Component')).toEqual({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'orders', namespace: 'shop' },
      scopes: ['elsewhere'],
      auth: { secretStore: 'vault' },
      spec: {
        type: 'state.redis',
        version: 'v1',
        initTimeout: '30s',
        ignoreErrors: true,
        metadata: [{ name: 'newInDapr2', value: 'x' }, { name: 'redisHost', value: 'redis:6379' }],
      },
    });
    expect(warningCodes(chart)).not.toContain('DAPR3208');
  });
});

test('a plain value becomes text with a unit, and a MetadataValue stays what it is', () => {
  const chart = newChart();
  new lib.state.RedisStateStore(chart, 'c', {
    ...everyone,
    metadata: {
      redisHost: 'redis:6379',
      redisDB: 3,
      enableTLS: false,
      dialTimeout: Duration.millis(1500),
      redisPassword: SECRET,
      maxConnAge: MetadataValue.of('-1s'),
      redisUsername: MetadataValue.fromEnv('USER'),
    },
  });
  expect(entries(chart)).toEqual({
    redisHost: 'redis:6379',
    redisDB: '3',
    enableTLS: 'false',
    dialTimeout: '1s500ms',
    redisPassword: { secretKeyRef: { name: 's', key: 'k' } },
    maxConnAge: '-1s',
    redisUsername: { envRef: 'USER' },
  });
});

test.each<[what: string, code: string, props: any]>([
  ['metadata that is no struct', 'DAPR3017', { metadata: 'redis:6379' }],
  ['a property that does not exist', 'DAPR3017', { metadata: { redisHost: 'r', redisHots: 'r' } }],
  ['a value that is none', 'DAPR3017', { metadata: { redisHost: { host: 'r' } } }],
  ['a number that is none', 'DAPR3017', { metadata: { redisHost: 'r', redisDB: NaN } }],
  ['additional metadata that is no map', 'DAPR3017', { metadata: { redisHost: 'r' }, additionalMetadata: ['a'] }],
  ['additional metadata without values', 'DAPR4017', { metadata: { redisHost: 'r' }, additionalMetadata: { a: 'b' } }],
  ['additional metadata in another case', 'DAPR3202', { metadata: { redisHost: 'r' }, additionalMetadata: { redishost: MetadataValue.of('r') } }],
  ['metadata given twice', 'DAPR3202', { metadata: { redisHost: 'r' }, additionalMetadata: { redisHost: MetadataValue.of('r') } }],
  ['metadata and authentication that give the same', 'DAPR3202',
    { metadata: { redisHost: 'r', redisPassword: SECRET }, authentication: RedisAuthentication.password({ password: SECRET }) }],
  ['authentication of another kind', 'DAPR3017', { metadata: { redisHost: 'r' }, authentication: { password: 'x' } }],
  ['no props at all', 'DAPR3200', undefined],
])('%s is refused (%s)', (_, code, props) => {
  const chart = newChart();
  new lib.state.RedisStateStore(chart, 'c', props);
  expect(refusal(chart)).toContain(code);
});

describe('KafkaAuthentication', () => {
  test.each<[string, KafkaAuthentication, object]>([
    ['none', KafkaAuthentication.none(), { authType: 'none' }],
    ['password', KafkaAuthentication.password({ username: 'u', password: SECRET, mechanism: KafkaSaslMechanism.SHA_512, caCert: 'ca' }),
      { authType: 'password', saslUsername: 'u', saslPassword: {}, saslMechanism: 'SHA-512', caCert: 'ca' }],
    ['mtls', KafkaAuthentication.mtls({ clientCert: 'c', clientKey: SECRET }), { authType: 'mtls', clientCert: 'c', clientKey: {} }],
    ['certificate', KafkaAuthentication.certificate(MetadataValue.of('ca')), { authType: 'certificate', caCert: 'ca' }],
    ['oidc', KafkaAuthentication.oidc({ tokenEndpoint: 'https://t', clientId: 'i', clientSecret: SECRET, scopes: ['openid', 'kafka'], extensions: '{"a":"b"}' }),
      { authType: 'oidc', oidcTokenEndpoint: 'https://t', oidcClientID: 'i', oidcClientSecret: {}, oidcScopes: 'openid,kafka', oidcExtensions: '{"a":"b"}' }],
    ['oidcPrivateKeyJwt', KafkaAuthentication.oidcPrivateKeyJwt({
      tokenEndpoint: 'https://t', clientId: 'i', clientAssertionCert: 'c', clientAssertionKey: SECRET, resource: 'r', audience: 'a', kid: 'k',
    }), {
      authType: 'oidc_private_key_jwt',
      oidcTokenEndpoint: 'https://t',
      oidcClientID: 'i',
      oidcClientAssertionCert: 'c',
      oidcClientAssertionKey: {},
      oidcResource: 'r',
      oidcAudience: 'a',
      oidcKid: 'k',
    }],
    ['awsIam', KafkaAuthentication.awsIam({ region: 'eu-west-1', accessKey: SECRET, secretKey: SECRET, sessionToken: SECRET, assumeRoleArn: 'arn', sessionName: 's' }),
      { authType: 'awsiam', region: 'eu-west-1', accessKey: {}, secretKey: {}, sessionToken: {}, assumeRoleArn: 'arn', sessionName: 's' }],
  ])('%s gives all that it needs, to a broker and to a binding', (_, authentication, wanted) => {
    const chart = newChart();
    new lib.pubsub.KafkaPubSub(chart, 'p', { metadata: { brokers: 'k:9092' }, authentication, ...everyone });
    new lib.bindings.KafkaBinding(chart, 'b', { metadata: { brokers: 'k:9092' }, authentication, ...everyone });
    for (const name of ['p', 'b']) {
      expect(entries(chart, name)).toMatchObject(wanted);
      expect(Object.keys(entries(chart, name)).sort()).toEqual([...Object.keys(wanted), 'brokers'].sort());
    }
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
    expect(Object.keys(authentication.toMetadata()).sort()).toEqual(Object.keys(wanted).sort());
  });

  test('without a password, or with the credentials of another profile beside it, is refused', () => {
    const chart = newChart();
    new lib.pubsub.KafkaPubSub(chart, 'a', { metadata: { brokers: 'k' }, authentication: KafkaAuthentication.password({ username: 'u' } as any), ...everyone });
    new lib.pubsub.KafkaPubSub(chart, 'b', { metadata: { brokers: 'k', saslPassword: SECRET }, authentication: KafkaAuthentication.none(), ...everyone });
    expect(refusal(chart)).toMatch(/\[chart\/a\] DAPR3214: authentication password without saslPassword/);
    expect(refusal(chart)).toMatch(/\[chart\/b\] DAPR3214: metadata\.saslPassword beside authentication/);
    expect(() => KafkaAuthentication.password({ username: 'u' } as any).toMetadata()).toThrow('DAPR3214');
  });
});

describe('AzureAuthentication', () => {
  test.each<[string, AzureAuthentication, object]>([
    ['managedIdentity', AzureAuthentication.managedIdentity({ clientId: 'i', environment: AzureEnvironment.CHINA }), { azureClientId: 'i', azureEnvironment: 'AzureChinaCloud' }],
    ['clientCredentials', AzureAuthentication.clientCredentials({ tenantId: 't', clientId: 'i', clientSecret: SECRET }),
      { azureTenantId: 't', azureClientId: 'i', azureClientSecret: {} }],
    ['clientCertificate', AzureAuthentication.clientCertificate({ tenantId: 't', clientId: 'i', certificateFile: '/cert.pfx', certificatePassword: SECRET }),
      { azureTenantId: 't', azureClientId: 'i', azureCertificateFile: '/cert.pfx', azureCertificatePassword: {} }],
  ])('%s signs in to Azure, and tells databases so', (_, authentication, wanted) => {
    const chart = newChart();
    new lib.secretstores.AzureKeyVaultSecretStore(chart, 'v', { metadata: { vaultName: 'shop' }, authentication, ...everyone });
    new lib.state.PostgreSqlStateStoreV2(chart, 'p', { metadata: { connectionString: SECRET }, authentication, ...everyone });
    expect(refusal(chart)).toBe('');
    expect(entries(chart, 'v')).toMatchObject({ vaultName: 'shop', ...wanted });
    expect(entries(chart, 'v')).not.toHaveProperty('useAzureAD');
    expect(entries(chart, 'p')).toMatchObject({ useAzureAD: 'true', ...wanted });
  });

  test('beside a key of the account is refused', () => {
    const chart = newChart();
    new lib.state.AzureBlobStorageStateStoreV2(chart, 'c', {
      metadata: { accountName: 'a', containerName: 'c', accountKey: SECRET }, authentication: AzureAuthentication.managedIdentity(), ...everyone,
    });
    expect(refusal(chart)).toMatch(/DAPR3214: metadata\.accountKey beside authentication/);
  });
});

describe('RedisAuthentication', () => {
  test('by password or by Entra ID, with the TLS that Azure demands', () => {
    const chart = newChart();
    const metadata = { redisHost: 'r' };
    const password = RedisAuthentication.password({ password: SECRET, username: 'u', sentinelPassword: SECRET, sentinelUsername: 'su' });
    new lib.lock.RedisLock(chart, 'a', { metadata, authentication: password, ...everyone });
    new lib.pubsub.RedisPubSub(chart, 'b', { metadata, authentication: RedisAuthentication.entraId(AzureAuthentication.managedIdentity({ clientId: 'i' })), ...everyone });
    new lib.state.RedisStateStore(chart, 'c', { metadata, authentication: RedisAuthentication.none(), ...everyone });
    expect(refusal(chart)).toBe('');
    expect(entries(chart, 'a')).toMatchObject({ redisUsername: 'u', redisPassword: {}, sentinelUsername: 'su', sentinelPassword: {} });
    expect(entries(chart, 'b')).toEqual({ redisHost: 'r', useEntraID: 'true', enableTLS: 'true', azureClientId: 'i' });
    expect(entries(chart, 'c')).toEqual({ redisHost: 'r', redisPassword: '' });
    expect(warningCodes(chart)).toEqual(['DAPR3212']);
  });

  test('that the component cannot have is refused', () => {
    const chart = newChart();
    new lib.state.RedisStateStore(chart, 'c', { metadata: { redisHost: 'r' }, authentication: KafkaAuthentication.none() as any, ...everyone });
    expect(refusal(chart)).toMatch(/DAPR3214: authentication none gives authType, which state\.redis does not read/);
  });
});

describe('TopicScopes', () => {
  const broker = (topicScopes: TopicScopes, more: object = {}) => {
    const chart = newChart();
    new lib.pubsub.RedisPubSub(chart, 'c', { metadata: { redisHost: 'r', ...more }, topicScopes, ...everyone });
    return chart;
  };

  test('are written as daprd reads them', () => {
    const scopes = TopicScopes.of({
      allowedTopics: ['a', 'b'], protectedTopics: ['b'], publishingScopes: { checkout: ['a', 'b'], audit: [] }, subscriptionScopes: { audit: ['b'] },
    });
    expect(entries(broker(scopes))).toEqual({
      redisHost: 'r', allowedTopics: 'a,b', protectedTopics: 'b', publishingScopes: 'checkout=a,b;audit=', subscriptionScopes: 'audit=b',
    });
    expect(Object.keys(scopes.toMetadata())).toEqual(['allowedTopics', 'protectedTopics', 'publishingScopes', 'subscriptionScopes']);
  });

  test('that name an app of nobody are a warning', () => {
    expect(warningCodes(broker(TopicScopes.of({ publishingScopes: { chekout: ['a'] } })))).toEqual(['DAPR4015']);
  });

  test.each<[string, any]>([
    ['a topic that would be split', { allowedTopics: ['a,b'] }],
    ['a topic with blanks, which daprd removes', { protectedTopics: ['a b'] }],
    ['a topic that is no text', { publishingScopes: { checkout: [1] } }],
    ['an app-id that would be split', { publishingScopes: { 'a;b': ['t'] } }],
    ['no topic, which would mean every one', { allowedTopics: [] }],
    ['a topic that is not allowed', { allowedTopics: ['a'], subscriptionScopes: { checkout: ['b'] } }],
    ['a protected topic that is not allowed', { allowedTopics: ['a'], protectedTopics: ['b'] }],
    ['no list', { allowedTopics: 'a' }],
    ['no map', { publishingScopes: ['a'] }],
  ])('%s is refused', (_, props) => {
    expect(refusal(broker(TopicScopes.of(props)))).toContain('DAPR3217');
    expect(() => TopicScopes.of(props).toMetadata()).toThrow('DAPR3217');
  });

  test('beside the same metadata are refused', () => {
    expect(refusal(broker(TopicScopes.of({ allowedTopics: ['a'] }), { allowedTopics: 'b' }))).toContain('DAPR3202');
  });
});

describe('actor state stores', () => {
  const store = (chart: ReturnType<typeof newChart>, id: string, props: object = {}) =>
    new lib.state.RedisStateStore(chart, id, { metadata: { redisHost: 'r', actorStateStore: true }, ...props });

  test('two of them for one app are refused', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'a'), store(chart, 'b')] });
    expect(refusal(chart)).toMatch(/\[chart\/b\] DAPR3215: 'checkout' loads the actor state stores 'a' and 'b'/);
  });

  test('one for everyone and one for an app are refused', () => {
    const chart = newChart();
    store(chart, 'a', everyone);
    app(chart, { uses: [store(chart, 'b')] });
    expect(refusal(chart)).toContain('DAPR3215');
  });

  test('one for each app is right', () => {
    const chart = newChart();
    app(chart, { uses: [store(chart, 'a')] }, 'checkout');
    app(chart, { uses: [store(chart, 'b')] }, 'stock');
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
  });

  test.each<[string, object]>([
    ['actors', { appPort: 8080, hostsActors: ActorHosting.APP_PORT }], ['workflows', { workflows: [WorkflowRole.WORKER] }],
  ])('an app that hosts %s and has none is warned of, unless it uses a component of which nothing is known', (_, uses) => {
    const chart = newChart();
    const checkout = app(chart, uses);
    expect(warningCodes(chart)).toEqual(['DAPR3216']);
    checkout.addUses(DaprComponent.fromComponentName(chart, 'existing', 'existing'));
    expect(warningCodes(chart)).toEqual([]);
  });

  test('a store that could be one and is none does not help', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: [new lib.state.InMemoryStateStore(chart, 's')] });
    expect(warningCodes(chart)).toEqual(['DAPR3216']);
  });
});
