/** What is a secret, by its content, and what may be one, by its name. */
import { namesSecret } from './values';

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A password within a URL; placeholders that daprd fills in are excluded. */
const PASSWORD_IN_URL = /:\/\/[^\s:@/]*:[^\s@/{}$<>]+@/;
/** Names that look like those of secrets but describe one, and values that are not secrets: switches, numbers, placeholders, paths and URLs. */
const ABOUT_SECRETS = /(file|path|url|uri|name|type|field|ttl|id|header|scope|endpoint|audience|expir\w*|rotation|enabled|length|prefix|store|mode|method|version|host|port|dir|directory)s?$/i;
const NO_SECRET = /^(true|false|[0-9.]*|[{<$].*|\.{0,2}\/.*|[a-z][a-z0-9+.-]*:\/\/.*)$/i;

/** Whether a value contains a private key in PEM format. */
export const containsPrivateKey = (value: string): boolean => PRIVATE_KEY.test(value);

/** Whether a value contains a URL with a password. */
export const hasPasswordInUrl = (value: string): boolean => PASSWORD_IN_URL.test(value);

/** Keys of a connection string whose values are secrets. */
const SECRET_KEY = /(^|[^a-z])(sig|pass)$|(password|passwd|pwd|passphrase|secret|token|key)$/i;
/** An entry such as `Server=db`; PostgreSQL separates entries with spaces, others with semicolons. */
const ENTRY = /(?:^|[;\s])([A-Za-z][\w.]*(?: [\w.]+)*)\s*=\s*('[^']*'|"[^"]*"|[^;\s]*)/g;
const isSecretEntry = ([, key, value]: RegExpMatchArray): boolean => SECRET_KEY.test(key) && !/^(['"]{2})?$/.test(value) && !value.startsWith('/');

/**
 * Whether a connection string has credentials: a URL with a password or with a query that contains a secret, or entries such as `Password=x`. Another
 * text may have some.
 */
export function hasCredentials(connection: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(connection)) {
    const query = [...connection.matchAll(/[?&]([^=&]+)=([^&]*)/g)];
    return /:\/\/[^@/]*:[^@/]+@/.test(connection) || query.some(isSecretEntry);
  }
  // The driver of MySQL: `user@tcp(host)/database`.
  if (/^([^:@/\s]*:?@)?(tcp|unix)\(/.test(connection)) {
    return false;
  }
  const entries = [...connection.matchAll(ENTRY)];
  return !entries.length || entries.some(isSecretEntry);
}

/** Whether a value is certainly a secret. */
export const isSecretValue = (value: string): boolean =>
  hasPasswordInUrl(value) || containsPrivateKey(value) || (/^[^\s;]+=.*;/.test(value) && hasCredentials(value));

/** Whether a value may be a secret, because of its name. */
export const maybeSecret = (name: string, value: string): boolean => namesSecret(name) && !ABOUT_SECRETS.test(name) && !NO_SECRET.test(value);
