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

/**
 * Authentication of a Redis component. A missing option is refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/component/redis/settings.go`.
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

  /** `none`, `password` or `entraId`. */
  public get credentialType(): string {
    return this._profile.name;
  }

  private constructor(profile: AuthenticationProfile, options: object | undefined, invalid: Problem[] = []) {
    super(profile, options, invalid);
  }
}
