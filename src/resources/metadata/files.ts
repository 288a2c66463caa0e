/** Files and directories of daprd's container that components read or write (components-contrib 1.18.4). */
import { isField } from './field-names';
import { entryOf } from '../../util/json';

/** Fields that contain a path, in lower case; by type where another type has a field of the name with another meaning. */
const READ_FIELDS = new Set([
  'azurecertificatefile', 'cacertificatepath', 'certpath', 'clientconfigpath', 'configfilepath', 'keypath', 'knownhostsfile', 'kubeconfigpath', 'oauth2clientsecretpath', 'oauth2credentialsfile',
  'oraclewalletlocation', 'pempath', 'secretsfile', 'sslrootcert', 'tlscertspath', 'tlsclientcertpath', 'vaulttokenmountpath',
]);
const READ_BY_TYPE: { readonly [type: string]: readonly string[] | undefined } = {
  'crypto.dapr.localstorage': ['path'],
  'secretstores.hashicorp.vault': ['cacert', 'capath'],
};
/** Fields that contain either a path, or a document or URL. */
const MAYBE_PATHS: { readonly [type: string]: readonly string[] | undefined } = {
  'bindings.http': ['mtlsrootca', 'mtlsclientcert', 'mtlsclientkey'],
  'bindings.wasm': ['url'],
  'crypto.dapr.jwks': ['jwks'],
  'middleware.http.wasm': ['url'],
  'pubsub.pulsar': ['publickey', 'privatekey'],
};
/** Directories that daprd's container has: certificates of its image, and tokens that Kubernetes and webhooks mount. */
const OF_CONTAINER = /^\/(etc\/ssl|usr\/(local\/)?share|proc|sys|var\/run\/secrets|var\/lib\/dapr)(\/|$)/;

type Entries = readonly (readonly [string, string])[];

/** A path in the metadata of a component, and the field that contains it. */
export interface FilePath {
  readonly field: string;
  readonly path: string;
}

const withoutScheme = (value: string): string => value.replace(/^file:(\/\/)?/, '');

/** The files that a component reads and that are not in the container of daprd. */
export function filesRead(type: string, entries: Entries): FilePath[] {
  return entries.flatMap(([field, value]) => {
    const name = field.toLowerCase();
    const isPath = READ_FIELDS.has(name) || entryOf(READ_BY_TYPE, type)?.includes(name) || (entryOf(MAYBE_PATHS, type)?.includes(name) && /^(file:|\.{0,2}\/)/.test(value));
    const path = withoutScheme(value);
    return isPath && path && !OF_CONTAINER.test(path) ? [{ field, path }] : [];
  });
}

/** The file or directory that a component writes to, if its metadata contains it as a plain value. */
export function fileWritten(type: string, entries: Entries): FilePath | undefined {
  const of = (field: string, byDefault?: string): FilePath | undefined => {
    const path = entries.find(([name]) => isField(name, field))?.[1] || byDefault;
    return path === undefined ? undefined : { field, path };
  };
  switch (type) {
    case 'bindings.localstorage': return of('rootPath');
    // The default of alibaba/sentinel-golang.
    case 'middleware.http.sentinel': return of('logDir', '~/logs/csp');
    case 'state.sqlite': {
      const file = of('connectionString');
      return !file || /:memory:|mode=memory/.test(file.path) ? undefined : { ...file, path: withoutScheme(file.path).replace(/\?.*$/, '') };
    }
    default: return undefined;
  }
}
