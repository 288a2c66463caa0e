/** Components that sign in by the identity of their pod (components-contrib 1.18.4, `common/authentication`). */
import { knownComponent } from './catalog';
import { Json } from '../../util/json';

/** A cloud with workload identities. */
export type Cloud = 'AWS' | 'Azure' | 'Google Cloud';

/** Fields that switch the sign-in on, for types that have another one by default. */
const SWITCHES: readonly (readonly [field: string, cloud: Cloud])[] = [['useAzureAD', 'Azure'], ['useEntraID', 'Azure'], ['useAWSIAM', 'AWS']];

/** Fields with credentials, or with the address of an emulator, which needs none. */
const CREDENTIALS: { readonly [cloud in Cloud]: readonly string[] } = {
  'AWS': ['accessKey', 'secretKey', 'awsAccessKey', 'awsSecretKey', 'endpoint', 'trustAnchorArn'],
  'Azure': ['azureClientSecret', 'azureCertificate', 'azureCertificateFile', 'azureAuthMethods'],
  'Google Cloud': ['privateKey', 'private_key', 'endpoint', 'connectionEndpoint'],
};
/** Fields with which a component of Azure signs in by a key instead. */
const KEYS_OF_AZURE = ['connectionString', 'accountKey', 'masterKey', 'apiKey', 'accessKey'];

/** Variables of daprd with which the SDKs of a cloud sign in otherwise, or reach an emulator. */
export const OTHER_SIGN_IN: { readonly [cloud in Cloud]: RegExp } = {
  'AWS': /^AWS_(ACCESS_KEY_ID|PROFILE|SHARED_CREDENTIALS_FILE|WEB_IDENTITY_TOKEN_FILE|ENDPOINT_URL.*)$/,
  'Azure': /^AZURE_(CLIENT_SECRET|CLIENT_CERTIFICATE_PATH|FEDERATED_TOKEN_FILE)$/,
  'Google Cloud': /^(GOOGLE_APPLICATION_CREDENTIALS|\w+_EMULATOR_HOST)$/,
};

const MAY_SIGN_IN = /\.(aws|azure|gcp)\.|\.(postgres|postgresql|cockroachdb|sqlserver|redis|kafka)$/;

/** The cloud at which a component signs in by the identity of its pod; `entries` reads its rendered metadata. */
export function cloudIdentity(type: string, version: string, entries: () => readonly Json[]): Cloud | undefined {
  const known = MAY_SIGN_IN.test(type) ? knownComponent(type, version) : undefined;
  if (!known) {
    return undefined;
  }
  const canonical = (name: string): string => known.byName.get(name.toLowerCase())?.name ?? name;
  const set = new Map(entries().filter(({ value }) => value !== '').map(({ name, value }) => [canonical(name).toLowerCase(), value]));
  const has = (field: string): boolean => set.has(canonical(field).toLowerCase());
  const cloud = cloudOf(type, field => /^(true|1|t|yes|y|on)$/i.test(String(set.get(field.toLowerCase()))), set.get('authtype'));
  const byKey = cloud === 'Azure' && /\.azure\./.test(type) && KEYS_OF_AZURE.some(has) && !has('azureClientId');
  return cloud && !byKey && !CREDENTIALS[cloud].some(has) ? cloud : undefined;
}

function cloudOf(type: string, isTrue: (field: string) => boolean, authType: unknown): Cloud | undefined {
  const provider = /\.(aws|azure|gcp)\./.exec(type)?.[1];
  return provider ? ({ aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' } as const)[provider as 'aws' | 'azure' | 'gcp']
    : SWITCHES.find(([field]) => isTrue(field))?.[1] ?? (String(authType).toLowerCase() === 'awsiam' ? 'AWS' : undefined);
}
