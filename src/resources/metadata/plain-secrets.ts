/** Plain text secrets in the metadata of a component. */
import { KnownComponent } from './catalog';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { containsPrivateKey, hasCredentials, hasPasswordInUrl, maybeSecret } from '../../util/secrets';

export const METADATA_SECRET_AS_TEXT = warning('DAPR3207', {
  title: 'secret in plain text',
  why: 'The secret ends up in the manifest, in Git and in etcd',
  todo: 'use MetadataValue.fromSecret, or secretKeyRef in a manifest',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});

/** A placeholder that daprd or a tool replaces. */
const PLACEHOLDER = /^\{[A-Za-z]+\}$/;
/** Sensitive fields with an address, which may have no credentials. */
const ADDRESS = /(connectionstring|url|uri|dsn)$/i;

/**
 * A literal value that is a secret: according to Dapr's metadata files, or by its name if the type is not registered. The message never
 * contains the value.
 */
export function plainSecretProblems(path: string, name: string, value: unknown, known: KnownComponent | undefined): Problem[] {
  const literal = typeof value === 'string' ? value : '';
  const field = known?.byName.get(name.toLowerCase());
  const isSecret = known ? field?.sensitive && literal !== '' && !PLACEHOLDER.test(literal) && !(ADDRESS.test(field.name) && !hasCredentials(literal))
    : maybeSecret(name, literal);
  const inUrl = hasPasswordInUrl(literal);
  return isSecret || containsPrivateKey(literal) || inUrl ? [{
    rule: METADATA_SECRET_AS_TEXT,
    what: `${path}${known ? ` of ${known.type}` : ''} must come from a Secret; got a plain text secret${inUrl ? ' (a URL with a password)' : ''}`,
  }] : [];
}
