/** Secrets that stand in the metadata of a component as text. */
import { KnownComponent } from './catalog';
import { Problem } from '../../diagnostics/finding';
import { warning } from '../../diagnostics/rule';
import { namesSecret } from '../../util/values';

export const METADATA_SECRET_AS_TEXT = warning('DAPR3207', {
  title: 'secret in plain text',
  why: 'It ends in the manifest, in Git and in etcd',
  todo: 'read it from a Secret: MetadataValue.fromSecret, or secretKeyRef',
  source: 'dapr/components-contrib 1.18.4',
  manifests: true,
});

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A password within an address; what daprd completes is none. */
const PASSWORD_IN_URL = /:\/\/[^\s:@/]*:[^\s@/{}$<>]+@/;
/** What daprd or a tool puts in its place. */
const PLACEHOLDER = /^\{[A-Za-z]+\}$/;
/** Names that sound of a secret and hold something about one, and values that are none. */
const ABOUT_SECRETS = /(file|path|url|uri|name|type|field|ttl|id|header|scope|endpoint|audience|expir|rotation|enabled|length|prefix|store|mode|method|version)s?$/i;
const NO_SECRET = /^(true|false|[0-9.]*|[{<$].*)$/i;

/**
 * A literal value that is a secret: as Dapr's metadata files say of the field, or by its name where they do not know the type. The message never
 * holds the value.
 */
export function plainSecretProblems(path: string, name: string, value: unknown, known: KnownComponent | undefined): Problem[] {
  const literal = typeof value === 'string' ? value : '';
  const field = known?.byName.get(name.toLowerCase());
  const isSecret = known ? field?.sensitive && literal !== '' && !PLACEHOLDER.test(literal)
    : namesSecret(name) && !ABOUT_SECRETS.test(name) && !NO_SECRET.test(literal);
  return isSecret || holdsKey(literal) || PASSWORD_IN_URL.test(literal)
    ? [{ rule: METADATA_SECRET_AS_TEXT, what: `${path} must come from a Secret; got a literal value${PASSWORD_IN_URL.test(literal) ? ' with a password' : ''}` }] : [];
}

/** A private key in PEM. */
export const holdsKey = (literal: string): boolean => PRIVATE_KEY.test(literal);
