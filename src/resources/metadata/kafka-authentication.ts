import { Authentication } from './authentication';
import { MetadataValue } from './metadata-value';

/** SASL mechanism of a Kafka broker. */
export enum KafkaSaslMechanism {
  /** SASL/PLAIN. */
  PLAINTEXT = 'PLAINTEXT',
  /** SCRAM-SHA-256. */
  SHA_256 = 'SHA-256',
  /** SCRAM-SHA-512. */
  SHA_512 = 'SHA-512',
}

/** TLS options of a Kafka connection. */
export interface KafkaTlsOptions {
  /**
   * CA certificate of the brokers, in PEM format.
   * @default - the certificate authorities that daprd's image trusts
   */
  readonly caCert?: string | MetadataValue;
}

/** Options of SASL with a user name and password. */
export interface KafkaPasswordOptions extends KafkaTlsOptions {
  /** User name. */
  readonly username: string | MetadataValue;
  /** Password, from a secret. */
  readonly password: MetadataValue;
  /**
   * SASL mechanism. Dapr silently treats any other string as PLAINTEXT.
   * @default KafkaSaslMechanism.PLAINTEXT
   */
  readonly mechanism?: KafkaSaslMechanism;
}

/** Options of TLS with a client certificate. */
export interface KafkaMtlsOptions extends KafkaTlsOptions {
  /** Client certificate, in PEM format. */
  readonly clientCert: string | MetadataValue;
  /** Private key of the client, in PEM format, from a secret. */
  readonly clientKey: MetadataValue;
}

/** Options common to all OpenID Connect profiles. */
export interface KafkaOidcClientOptions extends KafkaTlsOptions {
  /** URL of the token endpoint. */
  readonly tokenEndpoint: string | MetadataValue;
  /** Client ID. */
  readonly clientId: string | MetadataValue;
  /**
   * Scopes to request. A token for `openid` only is not restricted to Kafka.
   * @default ['openid']
   */
  readonly scopes?: string[];
  /**
   * JSON object of SASL extensions.
   * @default - none
   */
  readonly extensions?: string | MetadataValue;
}

/** Options of OpenID Connect with a client secret. */
export interface KafkaOidcOptions extends KafkaOidcClientOptions {
  /** Client secret, from a secret. */
  readonly clientSecret: MetadataValue;
}

/** Options of OpenID Connect with a client assertion (private key JWT). */
export interface KafkaOidcPrivateKeyJwtOptions extends KafkaOidcClientOptions {
  /** Client certificate, in PEM format. */
  readonly clientAssertionCert: string | MetadataValue;
  /** Private key of the client, in PEM format, from a secret. */
  readonly clientAssertionKey: MetadataValue;
  /**
   * Resource to request.
   * @default - none
   */
  readonly resource?: string | MetadataValue;
  /**
   * Audience to request.
   * @default - none
   */
  readonly audience?: string | MetadataValue;
  /**
   * ID of the key (`kid`).
   * @default - none
   */
  readonly kid?: string | MetadataValue;
}

/** Options of AWS IAM, for Amazon MSK. */
export interface KafkaAwsIamOptions {
  /** Region of the cluster. */
  readonly region: string | MetadataValue;
  /**
   * Access key ID; requires `secretKey`.
   * @default - the credentials of the pod
   */
  readonly accessKey?: MetadataValue;
  /**
   * Secret access key; requires `accessKey`.
   * @default - the credentials of the pod
   */
  readonly secretKey?: MetadataValue;
  /**
   * Session token of the access key.
   * @default - none
   */
  readonly sessionToken?: MetadataValue;
  /**
   * ARN of the role to assume.
   * @default - none
   */
  readonly assumeRoleArn?: string | MetadataValue;
  /**
   * Session name for the assumed role.
   * @default 'DaprDefaultSession'
   */
  readonly sessionName?: string | MetadataValue;
}

/**
 * Authentication of a Kafka component. Each profile sets `authType` and the fields it requires; a missing option is refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/component/kafka/metadata.go`.
 * @example new pubsub.KafkaPubSub(chart, 'events', { metadata: { brokers: 'kafka:9092' }, authentication: KafkaAuthentication.none() });
 */
export class KafkaAuthentication extends Authentication {
  /** No authentication and no TLS: traffic is in plain text. */
  public static none(): KafkaAuthentication {
    return new KafkaAuthentication('none', {}, [], {});
  }

  /** SASL with a user name and password, over TLS unless `metadata` sets `disableTls`. */
  public static password(options: KafkaPasswordOptions): KafkaAuthentication {
    return new KafkaAuthentication('password', {
      username: 'saslUsername', password: 'saslPassword', mechanism: 'saslMechanism', caCert: 'caCert',
    }, ['username', 'password'], options);
  }

  /** TLS with a client certificate. */
  public static mtls(options: KafkaMtlsOptions): KafkaAuthentication {
    return new KafkaAuthentication('mtls', { clientCert: 'clientCert', clientKey: 'clientKey', caCert: 'caCert' }, ['clientCert', 'clientKey'], options);
  }

  /** TLS with a CA certificate of the brokers, without client authentication. */
  public static certificate(caCert: MetadataValue): KafkaAuthentication {
    return new KafkaAuthentication('certificate', { caCert: 'caCert' }, ['caCert'], { caCert });
  }

  /** OpenID Connect with a client secret. */
  public static oidc(options: KafkaOidcOptions): KafkaAuthentication {
    return new KafkaAuthentication('oidc', { ...OIDC_CLIENT, clientSecret: 'oidcClientSecret' }, ['tokenEndpoint', 'clientId', 'clientSecret'], options);
  }

  /** OpenID Connect with a client assertion (private key JWT). */
  public static oidcPrivateKeyJwt(options: KafkaOidcPrivateKeyJwtOptions): KafkaAuthentication {
    return new KafkaAuthentication('oidc_private_key_jwt', {
      ...OIDC_CLIENT,
      clientAssertionCert: 'oidcClientAssertionCert',
      clientAssertionKey: 'oidcClientAssertionKey',
      resource: 'oidcResource',
      audience: 'oidcAudience',
      kid: 'oidcKid',
    }, ['tokenEndpoint', 'clientId', 'clientAssertionCert', 'clientAssertionKey'], options);
  }

  /** AWS IAM, for Amazon MSK. */
  public static awsIam(options: KafkaAwsIamOptions): KafkaAuthentication {
    const both = options?.accessKey || options?.secretKey ? ['accessKey', 'secretKey'] as const : [];
    return new KafkaAuthentication('awsiam', {
      region: 'region',
      accessKey: 'accessKey',
      secretKey: 'secretKey',
      sessionToken: 'sessionToken',
      assumeRoleArn: 'assumeRoleArn',
      sessionName: 'sessionName',
    }, ['region', ...both], options);
  }

  /** Value of the metadata field `authType`. */
  public get authType(): string {
    return this._profile.name;
  }

  private constructor(authType: string, fields: { readonly [option: string]: string }, required: string[], options: object | undefined) {
    super({ name: authType, fields, required, fixed: { authType } }, options);
  }
}

const OIDC_CLIENT: { readonly [option in keyof Required<KafkaOidcClientOptions>]: string } = {
  tokenEndpoint: 'oidcTokenEndpoint', clientId: 'oidcClientID', scopes: 'oidcScopes', extensions: 'oidcExtensions', caCert: 'caCert',
};
