/** Authentication of components. */
import * as lib from 'cdk8s-dapr';
import { AzureAuthentication, AzureEnvironment, KafkaAuthentication, KafkaSaslMechanism, MetadataValue, RedisAuthentication } from 'cdk8s-dapr';
import { newChart, errorsOf, warningCodes } from '../../../scenarios/charts';
import { entries, everyone, SECRET } from '../../support/components';

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
  ])('%s sets all required fields of a broker and of a binding', (_, authentication, wanted) => {
    const chart = newChart();
    new lib.pubsub.KafkaPubSub(chart, 'p', { metadata: { brokers: 'k:9092' }, authentication, ...everyone });
    new lib.bindings.KafkaBinding(chart, 'b', { metadata: { brokers: 'k:9092' }, authentication, ...everyone });
    for (const name of ['p', 'b']) {
      expect(entries(chart, name)).toMatchObject(wanted);
      expect(Object.keys(entries(chart, name)).sort()).toEqual([...Object.keys(wanted), 'brokers'].sort());
    }
    expect(errorsOf(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
    expect(Object.keys(authentication.toMetadata()).sort()).toEqual(Object.keys(wanted).sort());
  });

  test('without a password, or together with credentials of another profile, is refused', () => {
    const chart = newChart();
    new lib.pubsub.KafkaPubSub(chart, 'a', { metadata: { brokers: 'k' }, authentication: KafkaAuthentication.password({ username: 'u' } as any), ...everyone });
    new lib.pubsub.KafkaPubSub(chart, 'b', { metadata: { brokers: 'k', saslPassword: SECRET }, authentication: KafkaAuthentication.none(), ...everyone });
    expect(errorsOf(chart)).toMatch(/DAPR3214: authentication\.password must be set\. .*Set password\./);
    expect(errorsOf(chart)).toMatch(/DAPR3214: metadata\.saslPassword is set together with authentication/);
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
  ])('%s sets all required fields, and useAzureAD of databases', (_, authentication, wanted) => {
    const chart = newChart();
    new lib.secretstores.AzureKeyVaultSecretStore(chart, 'v', { metadata: { vaultName: 'shop' }, authentication, ...everyone });
    new lib.state.PostgreSqlStateStoreV2(chart, 'p', { metadata: { connectionString: SECRET }, authentication, ...everyone });
    expect(errorsOf(chart)).toBe('');
    expect(entries(chart, 'v')).toMatchObject({ vaultName: 'shop', ...wanted });
    expect(entries(chart, 'v')).not.toHaveProperty('useAzureAD');
    expect(entries(chart, 'p')).toMatchObject({ useAzureAD: 'true', ...wanted });
  });

  test('together with an account key is refused', () => {
    const chart = newChart();
    new lib.state.AzureBlobStorageStateStoreV2(chart, 'c', {
      metadata: { accountName: 'a', containerName: 'c', accountKey: SECRET }, authentication: AzureAuthentication.managedIdentity(), ...everyone,
    });
    expect(errorsOf(chart)).toMatch(/DAPR3214: metadata\.accountKey is set together with authentication/);
  });
});

describe('RedisAuthentication', () => {
  test('by password or by Entra ID, with the TLS that Azure requires', () => {
    const chart = newChart();
    const metadata = { redisHost: 'r' };
    const password = RedisAuthentication.password({ password: SECRET, username: 'u', sentinelPassword: SECRET, sentinelUsername: 'su' });
    new lib.lock.RedisLock(chart, 'a', { metadata, authentication: password, ...everyone });
    new lib.pubsub.RedisPubSub(chart, 'b', { metadata, authentication: RedisAuthentication.entraId(AzureAuthentication.managedIdentity({ clientId: 'i' })), ...everyone });
    new lib.state.RedisStateStore(chart, 'c', { metadata, authentication: RedisAuthentication.none(), ...everyone });
    expect(errorsOf(chart)).toBe('');
    expect(entries(chart, 'a')).toMatchObject({ redisUsername: 'u', redisPassword: {}, sentinelUsername: 'su', sentinelPassword: {} });
    expect(entries(chart, 'b')).toEqual({ redisHost: 'r', useEntraID: 'true', enableTLS: 'true', azureClientId: 'i' });
    expect(entries(chart, 'c')).toEqual({ redisHost: 'r', redisPassword: '' });
    expect(warningCodes(chart)).toEqual(['DAPR3212']);
  });

  test('by a client assertion, which Dapr reads since 1.19', () => {
    const authentication = RedisAuthentication.oidcPrivateKeyJwt({
      tokenEndpoint: 'https://t',
      clientId: 'i',
      clientAssertionCert: 'c',
      clientAssertionKey: SECRET,
      scopes: ['openid', 'redis'],
      resource: 'r',
      audience: 'a',
      kid: 'k',
      caCert: 'ca',
      username: 'u',
    });
    const chart = newChart({ daprVersion: '1.19' });
    new lib.state.RedisStateStore(chart, 'c', { metadata: { redisHost: 'r' }, authentication, ...everyone });
    expect(errorsOf(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
    expect(entries(chart)).toEqual({
      redisHost: 'r',
      useOIDC: 'true',
      oidcTokenEndpoint: 'https://t',
      oidcClientID: 'i',
      oidcClientAssertionCert: 'c',
      oidcClientAssertionKey: { secretKeyRef: { name: 's', key: 'k' } },
      oidcScopes: 'openid,redis',
      oidcResource: 'r',
      oidcAudience: 'a',
      oidcKid: 'k',
      oidcCACert: 'ca',
      redisUsername: 'u',
    });
    const older = newChart({ daprVersion: '1.18' });
    new lib.lock.RedisLock(older, 'c', { metadata: { redisHost: 'r' }, authentication, ...everyone });
    expect(new Set(warningCodes(older))).toEqual(new Set(['DAPR3212', 'DAPR4080']));
    const without = newChart({ daprVersion: '1.19' });
    new lib.state.RedisStateStore(without, 'c', { metadata: { redisHost: 'r' }, authentication: RedisAuthentication.oidcPrivateKeyJwt({} as any), ...everyone });
    expect(errorsOf(without)).toMatch(/DAPR3214: authentication\.tokenEndpoint must be set/);
    expect(errorsOf(without)).toMatch(/DAPR3214: authentication\.clientAssertionKey must be set/);
  });

  test('not supported by the component is refused', () => {
    const chart = newChart();
    new lib.state.RedisStateStore(chart, 'c', { metadata: { redisHost: 'r' }, authentication: KafkaAuthentication.none() as any, ...everyone });
    expect(errorsOf(chart)).toMatch(/DAPR3214: authentication none sets authType, which state\.redis does not read/);
  });
});
