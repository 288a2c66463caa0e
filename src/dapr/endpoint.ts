/**
 * Addresses of a Dapr API that all SDKs parse alike: Python appends paths to the string, Go and Java support http and https only,
 * and without a port each SDK uses a different default.
 */
import { describe, Expected, integer } from '../util/values';

const ENDPOINT = /^(https?):\/\/([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\[[0-9a-fA-F:.]+\]):([0-9]+)$/;

/** What an invalid endpoint must be. */
export function endpoint(value: unknown, plain: boolean): Expected {
  const match = typeof value === 'string' ? ENDPOINT.exec(value) : null;
  if (!match) {
    return 'a URL of scheme, host and port, such as https://dapr.example:443';
  }
  return match[1] === 'http' && !plain ? 'an https URL' : integer(1, 65535)(match[4]) && 'a URL with a port from 1 to 65535';
}

/** A loopback or unspecified host. */
const LOOPBACK = /^(localhost|.+\.localhost|127\.[0-9.]+|0\.0\.0\.0|\[::1?\])$/;

/** Which addresses of an app are allowed. */
export interface AppAddressRules {
  /** Whether `http://` is allowed. */
  readonly plain: boolean;
  /** The cluster domain, if the caller is outside the cluster. */
  readonly outside?: string;
}

/** What an invalid address of an app must be. A remote Dapr appends paths to it, so it is a base URL. */
export function appAddress(value: unknown, { plain, outside }: AppAddressRules): Expected {
  const url = typeof value === 'string' && /^https?:\/\/[^\s\\]+$/i.test(value) ? parsed(value) : undefined;
  if (!url || url.port === '0') {
    return 'an http or https URL';
  }
  if (url.username || url.password) {
    return 'a URL without user name and password';
  }
  if (/[?#]/.test(value as string)) {
    return 'a URL without query and fragment';
  }
  if (LOOPBACK.test(url.hostname)) {
    return 'an address other than loopback';
  }
  const host = url.hostname.replace(/\.$/, '');
  const isIpv6 = host.startsWith('[');
  if (outside !== undefined && !isIpv6 && (!host.includes('.') || /\.svc(\.|$)/.test(host) || host.endsWith(`.${outside}`))) {
    return 'an address that resolves outside the cluster';
  }
  return url.protocol === 'http:' && !plain ? 'an https URL' : undefined;
}

function parsed(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

/** An address for a message: without user, password, query and fragment, each of which may be a secret. Of a wrong type only the type. */
export function describeAddress(value: unknown): string {
  if (typeof value !== 'string') {
    return Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'a map' : describe(value);
  }
  return describe(value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^]*@/i, '$1***@').replace(/([?#])[^]+$/, '$1***'));
}
