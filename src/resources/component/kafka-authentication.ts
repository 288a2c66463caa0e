import { Authentication } from './authentication';
import { MetadataValue } from './metadata-value';

/** How a password is proven to a Kafka broker. */
export enum KafkaSaslMechanism {
  /** SASL/PLAIN. */
  PLAINTEXT = 'PLAINTEXT',
  /** SCRAM-SHA-256. */
  SHA_256 = 'SHA-256',
  /** SCRAM-SHA-512. */
  SHA_512 = 'SHA-512',
}

/** The certificate authority of the brokers. */
export interface KafkaTlsOptions {
  /**
   * Certificate authority of the brokers, as PEM.
   * @default - those that the image of daprd trusts
   */
  readonly caCert?: string | MetadataValue;
}

/** SASL with user and password. */
export interface KafkaPasswordOptions extends KafkaTlsOptions {
  /** User. */
  readonly username: string | MetadataValue;
  /** Password, from a secret. */
  readonly password: MetadataValue;
  /**
   * How it is proven. Dapr takes any other text for PLAINTEXT, without an error.
   * @default KafkaSaslMechanism.PLAINTEXT
   */
  readonly mechanism?: KafkaSaslMechanism;
}

/** TLS with a client certificate. */
export interface KafkaMtlsOptions extends KafkaTlsOptions {
  /** Certificate of the client, as PEM. */
  readonly clientCert: string | MetadataValue;
  /** Private key of the client, as PEM, from a secret. */
  readonly clientKey: MetadataValue;
}

/** OpenID Connect, whatever proves the client. */
export interface KafkaOidcClientOptions extends KafkaTlsOptions {
  /** URL of the token endpoint. */
  readonly tokenEndpoint: string | MetadataValue;
  /** Id of the client. */
  readonly clientId: string | MetadataValue;
  /**
   * Scopes to ask for. A token for `openid` only can be used elsewhere too.
   * @default ['openid']
   */
  readonly scopes?: string[];
  /**
   * JSON object of SASL extensions.
   * @default - none
   */
  readonly extensions?: string | MetadataValue;
}

/** OpenID Connect with a client secret. */
export interface KafkaOidcOptions extends KafkaOidcClientOptions {
  /** Secret of the client, from a secret. */
  readonly clientSecret: MetadataValue;
}

/** OpenID Connect with an assertion that the client signs. */
export interface KafkaOidcPrivateKeyJwtOptions extends KafkaOidcClientOptions {
  /** Certificate of the client, as PEM. */
  readonly clientAssertionCert: string | MetadataValue;
  /** Private key of the client, as PEM, from a secret. */
  readonly clientAssertionKey: MetadataValue;
  /**
   * Resource to ask for.
   * @default - none
   */
  readonly resource?: string | MetadataValue;
  /**
   * Audience to ask for.
   * @default - none
   */
  readonly audience?: string | MetadataValue;
  /**
   * Id of the key.
   * @default - none
   */
  readonly kid?: string | MetadataValue;
}

/** AWS IAM, for Amazon MSK. */
export interface KafkaAwsIamOptions {
  /** Region of the cluster. */
  readonly region: string | MetadataValue;
  /**
   * Access key, with `secretKey`.
   * @default - the credentials of the pod
   */
  readonly accessKey?: MetadataValue;
  /**
   * Secret of the access key.
   * @default - the credentials of the pod
   */
  readonly secretKey?: MetadataValue;
  /**
   * Session token of the access key.
   * @default - none
   */
  readonly sessionToken?: MetadataValue;
  /**
   * Role to assume.
   * @default - none
   */
  readonly assumeRoleArn?: string | MetadataValue;
  /**
   * Name of the session of that role.
   * @default 'DaprDefaultSession'
   */
  readonly sessionName?: string | MetadataValue;
}

/**
 * How a Kafka component signs in. Each sets `authType` and all that it needs; what is missing is refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/component/kafka/metadata.go`.
 */
export class KafkaAuthentication extends Authentication {
  /** No authentication, and no TLS either: Dapr speaks plain text then. */
  public static none(): KafkaAuthentication {
    return new KafkaAuthentication('none', {}, [], {});
  }

  /** SASL with user and password. */
  public static password(options: KafkaPasswordOptions): KafkaAuthentication {
    return new KafkaAuthentication('password', {
      username: 'saslUsername', password: 'saslPassword', mechanism: 'saslMechanism', caCert: 'caCert',
    }, ['username', 'password'], options);
  }

  /** TLS with a client certificate. */
  public static mtls(options: KafkaMtlsOptions): KafkaAuthentication {
    return new KafkaAuthentication('mtls', { clientCert: 'clientCert', clientKey: 'clientKey', caCert: 'caCert' }, ['clientCert', 'clientKey'], options);
  }

  /** TLS with a certificate authority of the brokers, and no authentication of the client. */
  public static certificate(caCert: MetadataValue): KafkaAuthentication {
    return new KafkaAuthentication('certificate', { caCert: 'caCert' }, ['caCert'], { caCert });
  }

  /** OpenID Connect with a client secret. */
  public static oidc(options: KafkaOidcOptions): KafkaAuthentication {
    return new KafkaAuthentication('oidc', { ...OIDC_CLIENT, clientSecret: 'oidcClientSecret' }, ['tokenEndpoint', 'clientId', 'clientSecret'], options);
  }

  /** OpenID Connect with an assertion that the client signs. */
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

  /** AWS IAM. */
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

  private constructor(authType: string, fields: { readonly [option: string]: string }, needed: string[], options: object | undefined) {
    super({ name: authType, fields, needed, fixed: { authType } }, options);
  }
}

const OIDC_CLIENT: { readonly [option in keyof Required<KafkaOidcClientOptions>]: string } = {
  tokenEndpoint: 'oidcTokenEndpoint', clientId: 'oidcClientID', scopes: 'oidcScopes', extensions: 'oidcExtensions', caCert: 'caCert',
};
