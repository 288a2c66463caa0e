import { Authentication } from './authentication';
import { AzureAuthentication } from './azure-authentication';
import { MetadataValue } from './metadata-value';

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
    return new RedisAuthentication('none', { redisPassword: '' }, []);
  }

  /** A password, and a user where there is one. */
  public static password(options: RedisPasswordOptions): RedisAuthentication {
    const { password, username, sentinelPassword, sentinelUsername } = options ?? {};
    return new RedisAuthentication('password', { redisUsername: username, redisPassword: password, sentinelUsername, sentinelPassword }, ['redisPassword']);
  }

  /** Microsoft Entra ID, for Azure Managed Redis and Azure Cache for Redis. It sets `enableTLS` too, without which Azure refuses it. */
  public static entraId(azure: AzureAuthentication): RedisAuthentication {
    // What is missing there is said of the component.
    const { _given, _needed } = AzureAuthentication._is(azure) ? azure : { _given: { azure }, _needed: [] };
    return new RedisAuthentication('entraId', { useEntraID: true, enableTLS: true, ..._given }, _needed);
  }

  private constructor(title: string, fields: { [name: string]: unknown }, needed: string[]) {
    super(title, fields, needed);
  }
}
