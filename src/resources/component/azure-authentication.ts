import { Authentication } from './authentication';
import { KnownComponent } from './catalog';
import { GroupOfMetadata } from './group-of-metadata';
import { MetadataValue } from './metadata-value';
import { brand, hasBrand } from '../../util/brand';

/** A cloud of Azure. */
export enum AzureEnvironment {
  /** The public cloud. */
  PUBLIC = 'AzurePublicCloud',
  /** Azure China. */
  CHINA = 'AzureChinaCloud',
  /** Azure US Government. */
  US_GOVERNMENT = 'AzureUSGovernmentCloud',
}

/** In which cloud to sign in. */
export interface AzureEnvironmentOptions {
  /**
   * Cloud in which to sign in.
   * @default AzureEnvironment.PUBLIC
   */
  readonly environment?: AzureEnvironment;
}

/** An identity that Azure gives to the pod. */
export interface AzureManagedIdentityOptions extends AzureEnvironmentOptions {
  /**
   * Client id of the identity; needed where there are several.
   * @default - the only identity, or that of the pod's service account
   */
  readonly clientId?: string | MetadataValue;
}

/** An application of Microsoft Entra ID. */
export interface AzureApplicationOptions extends AzureEnvironmentOptions {
  /** Id of the tenant. */
  readonly tenantId: string | MetadataValue;
  /** Id of the client. */
  readonly clientId: string | MetadataValue;
}

/** An application with a secret. */
export interface AzureClientCredentialsOptions extends AzureApplicationOptions {
  /** Secret of the client, from a secret. */
  readonly clientSecret: MetadataValue;
}

/** An application with a certificate: one of `certificate` and `certificateFile`. */
export interface AzureClientCertificateOptions extends AzureApplicationOptions {
  /**
   * Certificate and private key, PFX or PEM, from a secret.
   * @default - `certificateFile`
   */
  readonly certificate?: MetadataValue;
  /**
   * Path of such a file in daprd's container.
   * @default - `certificate`
   */
  readonly certificateFile?: string | MetadataValue;
  /**
   * Password of the certificate.
   * @default - none
   */
  readonly certificatePassword?: MetadataValue;
}

const APPLICATION = { tenantId: 'azureTenantId', clientId: 'azureClientId', environment: 'azureEnvironment' };

/**
 * How a component signs in to Azure with Microsoft Entra ID. Each sets all that it needs, also `useAzureAD` where the
 * component asks for it; what is missing, and a key or a connection string beside it, are refused (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/authentication/azure/auth.go`.
 */
export class AzureAuthentication extends Authentication {
  /** @internal */
  public static _is(value: unknown): value is AzureAuthentication {
    return hasBrand(value, 'AzureAuthentication');
  }

  /** A managed identity, or the workload identity of the pod's service account. */
  public static managedIdentity(options: AzureManagedIdentityOptions = {}): AzureAuthentication {
    return new AzureAuthentication('managedIdentity', { clientId: 'azureClientId', environment: 'azureEnvironment' }, [], options);
  }

  /** An application with a secret. */
  public static clientCredentials(options: AzureClientCredentialsOptions): AzureAuthentication {
    return new AzureAuthentication('clientCredentials', { ...APPLICATION, clientSecret: 'azureClientSecret' }, ['tenantId', 'clientId', 'clientSecret'], options);
  }

  /** An application with a certificate. */
  public static clientCertificate(options: AzureClientCertificateOptions): AzureAuthentication {
    return new AzureAuthentication('clientCertificate', {
      ...APPLICATION,
      certificate: 'azureCertificate',
      certificateFile: 'azureCertificateFile',
      certificatePassword: 'azureCertificatePassword',
    }, ['tenantId', 'clientId', options?.certificateFile ? 'certificateFile' : 'certificate'], options);
  }

  private constructor(name: string, fields: { readonly [option: string]: string }, needed: string[], options: object | undefined) {
    super({ name, fields, needed }, options);
  }

  /** @internal */
  public _forComponent(known: KnownComponent): GroupOfMetadata {
    const group = super._forComponent(known);
    // Databases sign in with their own users unless they are told.
    const told = known.byName.get('useazuread');
    return told ? { ...group, metadata: { [told.name]: MetadataValue.ofBoolean(true), ...group.metadata } } : group;
  }
}
brand(AzureAuthentication.prototype, 'AzureAuthentication');
