/** Plain text secrets in the metadata of a component. */
import { KnownComponent } from './catalog';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { namesSecret } from '../../util/values';

export const METADATA_SECRET_AS_TEXT = warning('DAPR3207', {
  title: 'secret in plain text',
  why: 'The secret ends up in the manifest, in Git and in etcd',
  todo: 'use MetadataValue.fromSecret, or secretKeyRef in a manifest',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A password within a URL; placeholders that daprd fills in are excluded. */
const PASSWORD_IN_URL = /:\/\/[^\s:@/]*:[^\s@/{}$<>]+@/;
/** A placeholder that daprd or a tool replaces. */
const PLACEHOLDER = /^\{[A-Za-z]+\}$/;
/** Names that look like those of secrets but describe one, and values that are not secrets. */
const ABOUT_SECRETS = /(file|path|url|uri|name|type|field|ttl|id|header|scope|endpoint|audience|expir|rotation|enabled|length|prefix|store|mode|method|version)s?$/i;
const NO_SECRET = /^(true|false|[0-9.]*|[{<$].*)$/i;

/**
 * A literal value that is a secret: according to Dapr's metadata files, or by its name if the type is not registered. The message never
 * contains the value.
 */
export function plainSecretProblems(path: string, name: string, value: unknown, known: KnownComponent | undefined): Problem[] {
  const literal = typeof value === 'string' ? value : '';
  const field = known?.byName.get(name.toLowerCase());
  const isSecret = known ? field?.sensitive && literal !== '' && !PLACEHOLDER.test(literal)
    : namesSecret(name) && !ABOUT_SECRETS.test(name) && !NO_SECRET.test(literal);
  const inUrl = PASSWORD_IN_URL.test(literal);
  return isSecret || containsPrivateKey(literal) || inUrl ? [{
    rule: METADATA_SECRET_AS_TEXT,
    what: `${path}${known ? ` of ${known.type}` : ''} must come from a Secret; got a plain text secret${inUrl ? ' (a URL with a password)' : ''}`,
  }] : [];
}

/** Whether the value contains a private key in PEM format. */
export const containsPrivateKey = (literal: string): boolean => PRIVATE_KEY.test(literal);
