import { Authentication } from './authentication';
import { KnownComponent } from './catalog';
import { GroupOfMetadata } from './group-of-metadata';
import { MetadataValue } from './metadata-value';
import { brand, hasBrand } from '../../util/brand';

/** An Azure cloud environment. */
export enum AzureEnvironment {
  /** The public cloud. */
  PUBLIC = 'AzurePublicCloud',
  /** Azure China. */
  CHINA = 'AzureChinaCloud',
  /** Azure US Government. */
  US_GOVERNMENT = 'AzureUSGovernmentCloud',
}

/** Options common to all Azure profiles. */
export interface AzureEnvironmentOptions {
  /**
   * Azure cloud to authenticate with.
   * @default AzureEnvironment.PUBLIC
   */
  readonly environment?: AzureEnvironment;
}

/** Options of a managed identity or workload identity. */
export interface AzureManagedIdentityOptions extends AzureEnvironmentOptions {
  /**
   * Client ID of the identity; required if there are several.
   * @default - the only identity, or the one of the pod's service account
   */
  readonly clientId?: string | MetadataValue;
}

/** Options common to Microsoft Entra ID applications. */
export interface AzureApplicationOptions extends AzureEnvironmentOptions {
  /** Tenant ID. */
  readonly tenantId: string | MetadataValue;
  /** Client ID. */
  readonly clientId: string | MetadataValue;
}

/** Options of an application with a client secret. */
export interface AzureClientCredentialsOptions extends AzureApplicationOptions {
  /** Client secret, from a secret. */
  readonly clientSecret: MetadataValue;
}

/** Options of an application with a certificate: set either `certificate` or `certificateFile`. */
export interface AzureClientCertificateOptions extends AzureApplicationOptions {
  /**
   * Certificate and private key in PFX or PEM format, from a secret.
   * @default - `certificateFile`
   */
  readonly certificate?: MetadataValue;
  /**
   * Path of the certificate file in daprd's container.
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
 * Authentication of a component with Microsoft Entra ID. Each profile sets the fields it requires, and `useAzureAD` for
 * components that read it. A missing option is refused, as is an additional account key or connection string (DAPR3214).
 *
 * Source: components-contrib 1.18.4, `common/authentication/azure/auth.go`.
 * @example new secretstores.AzureKeyVaultSecretStore(chart, 'secrets', { metadata: { vaultName: 'shop' }, authentication: AzureAuthentication.managedIdentity() });
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

  /** An application with a client secret. */
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

  /** `managedIdentity`, `clientCredentials` or `clientCertificate`. */
  public get identityType(): string {
    return this._profile.name;
  }

  private constructor(name: string, fields: { readonly [option: string]: string }, required: string[], options: object | undefined) {
    super({ name, fields, required }, options);
  }

  /** @internal */
  public _forComponent(known: KnownComponent): GroupOfMetadata {
    const group = super._forComponent(known);
    // Databases use their own users unless this field is set.
    const useAzureAd = known.byName.get('useazuread');
    return useAzureAd ? { ...group, metadata: { [useAzureAd.name]: MetadataValue.ofBoolean(true), ...group.metadata } } : group;
  }
}
brand(AzureAuthentication.prototype, 'AzureAuthentication');
