import { Authentication, AuthenticationProfile, unsupported } from './authentication';
import { AzureAuthentication } from './azure-authentication';
import { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';
import { mustBe } from '../../util/values';

/** Credentials of Redis and of its sentinels. */
export interface RedisPasswordOptions {
  /** Password, from a secret. */
  readonly password: MetadataValue;
  /**
   * User name (Redis ACL).
   * @default - the default user
   */
  readonly username?: string | MetadataValue;
  /**
   * Password of the sentinels.
   * @default - none
   */
  readonly sentinelPassword?: MetadataValue;
  /**
   * User name for the sentinels.
   * @default - none
   */
  readonly sentinelUsername?: string | MetadataValue;
}

/** Options of OpenID Connect with a client assertion (private key JWT). The token is the password of Redis. */
export interface RedisOidcPrivateKeyJwtOptions {
  /** URL of the token endpoint. */
  readonly tokenEndpoint: string | MetadataValue;
  /** Client ID. */
  readonly clientId: string | MetadataValue;
  /** Client certificate, in PEM format. */
  readonly clientAssertionCert: string | MetadataValue;
  /** RSA private key of the client, in PEM format, from a secret. */
  readonly clientAssertionKey: MetadataValue;
  /**
   * Scopes to request.
   * @default ['openid']
   */
  readonly scopes?: string[];
  /**
   * Resource to request.
   * @default - none
   */
  readonly resource?: string | MetadataValue;
  /**
   * Audience of the client assertion.
   * @default - the URL of the token endpoint
   */
  readonly audience?: string | MetadataValue;
  /**
   * ID of the key (`kid`).
   * @default - none
   */
  readonly kid?: string | MetadataValue;
  /**
   * CA certificate of the token endpoint, in PEM format.
   * @default - the certificate authorities that daprd's image trusts
   */
  readonly caCert?: string | MetadataValue;
  /**
   * User name (Redis ACL).
   * @default - the default user
   */
  readonly username?: string | MetadataValue;
}

/**
 * Authentication of a Redis component. A missing option is refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/component/redis/settings.go`; for OpenID Connect `pubsub/redis/metadata.yaml` of 1.19.
 * @example new state.RedisStateStore(chart, 'store', { metadata: { redisHost: 'redis:6379' }, authentication: RedisAuthentication.password({ password: MetadataValue.fromSecret('redis', 'password') }) });
 */
export class RedisAuthentication extends Authentication {
  /** No password, for a Redis server that requires none. */
  public static none(): RedisAuthentication {
    return new RedisAuthentication({ name: 'none', fields: {}, required: [], fixed: { redisPassword: '' } }, {});
  }

  /** A password and, optionally, a user name. */
  public static password(options: RedisPasswordOptions): RedisAuthentication {
    return new RedisAuthentication({
      name: 'password',
      fields: { username: 'redisUsername', password: 'redisPassword', sentinelUsername: 'sentinelUsername', sentinelPassword: 'sentinelPassword' },
      required: ['password'],
    }, options);
  }

  /** Microsoft Entra ID, for Azure Managed Redis and Azure Cache for Redis. It also sets `enableTLS`, which Azure requires. */
  public static entraId(azure: AzureAuthentication): RedisAuthentication {
    const profile = { name: 'entraId', fixed: { useEntraID: true, enableTLS: true } };
    // Its missing options are reported at the component.
    return AzureAuthentication._is(azure) ? new RedisAuthentication({ ...azure._profile, ...profile }, azure._options)
      : new RedisAuthentication({ ...profile, fields: {}, required: [] }, {}, [unsupported(mustBe('authentication.azure', 'an AzureAuthentication', azure))]);
  }

  /** OpenID Connect with a client assertion (private key JWT). It needs Dapr 1.19: an older daprd ignores it and signs in without a password (DAPR4080). */
  public static oidcPrivateKeyJwt(options: RedisOidcPrivateKeyJwtOptions): RedisAuthentication {
    return new RedisAuthentication({
      name: 'oidcPrivateKeyJwt',
      fields: {
        tokenEndpoint: 'oidcTokenEndpoint',
        clientId: 'oidcClientID',
        clientAssertionCert: 'oidcClientAssertionCert',
        clientAssertionKey: 'oidcClientAssertionKey',
        scopes: 'oidcScopes',
        resource: 'oidcResource',
        audience: 'oidcAudience',
        kid: 'oidcKid',
        caCert: 'oidcCACert',
        username: 'redisUsername',
      },
      required: ['tokenEndpoint', 'clientId', 'clientAssertionCert', 'clientAssertionKey'],
      fixed: { useOIDC: true },
    }, options);
  }

  /** `none`, `password`, `entraId` or `oidcPrivateKeyJwt`. */
  public get credentialType(): string {
    return this._profile.name;
  }

  private constructor(profile: AuthenticationProfile, options: object | undefined, invalid: Problem[] = []) {
    super(profile, options, invalid);
  }
}
