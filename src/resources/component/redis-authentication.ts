import { Authentication, AuthenticationProfile, unsupported } from './authentication';
import { AzureAuthentication } from './azure-authentication';
import { MetadataValue } from './metadata-value';
import { Problem } from '../../diagnostics/finding';
import { mustBe } from '../../util/values';

/** User and password of Redis and of its sentinels. */
export interface RedisPasswordOptions {
  /** Password, from a secret. */
  readonly password: MetadataValue;
  /**
   * User of the access control list.
   * @default - the default user
   */
  readonly username?: string | MetadataValue;
  /**
   * Password of the sentinels.
   * @default - none
   */
  readonly sentinelPassword?: MetadataValue;
  /**
   * User of the sentinels.
   * @default - none
   */
  readonly sentinelUsername?: string | MetadataValue;
}

/**
 * How a Redis component signs in. What is missing is refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/component/redis/settings.go`.
 */
export class RedisAuthentication extends Authentication {
  /** No password, for a Redis that asks for none. */
  public static none(): RedisAuthentication {
    return new RedisAuthentication({ name: 'none', fields: {}, needed: [], fixed: { redisPassword: '' } }, {});
  }

  /** A password, and a user where there is one. */
  public static password(options: RedisPasswordOptions): RedisAuthentication {
    return new RedisAuthentication({
      name: 'password',
      fields: { username: 'redisUsername', password: 'redisPassword', sentinelUsername: 'sentinelUsername', sentinelPassword: 'sentinelPassword' },
      needed: ['password'],
    }, options);
  }

  /** Microsoft Entra ID, for Azure Managed Redis and Azure Cache for Redis. It sets `enableTLS` too, without which Azure refuses it. */
  public static entraId(azure: AzureAuthentication): RedisAuthentication {
    const profile = { name: 'entraId', fixed: { useEntraID: true, enableTLS: true } };
    // What is missing there is said of the component.
    return AzureAuthentication._is(azure) ? new RedisAuthentication({ ...azure._profile, ...profile }, azure._options)
      : new RedisAuthentication({ ...profile, fields: {}, needed: [] }, {}, [unsupported(mustBe('authentication.azure', 'an AzureAuthentication', azure))]);
  }

  private constructor(profile: AuthenticationProfile, options: object | undefined, invalid: Problem[] = []) {
    super(profile, options, invalid);
  }
}
