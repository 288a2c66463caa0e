/**
 * Addresses of a Dapr API as all SDKs read them: Python appends paths to the string, Go and Java know http and https only,
 * and without a port each takes another one.
 */
import { Expected, integer } from '../util/values';

const ENDPOINT = /^(https?):\/\/([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\[[0-9a-fA-F:.]+\]):([0-9]+)$/;

/** What an endpoint must be, where it is not. */
export function endpoint(value: unknown, plain: boolean): Expected {
  const match = typeof value === 'string' ? ENDPOINT.exec(value) : null;
  if (!match) {
    return 'scheme, host and port, as in https://dapr.example:443';
  }
  return match[1] === 'http' && !plain ? 'encrypted (https)' : integer(1, 65535)(match[4]) && 'an address with a port from 1 to 65535';
}

/** A host that is the caller's own machine. */
const LOOPBACK = /^(localhost|.+\.localhost|127\.[0-9.]+|0\.0\.0\.0|\[::1?\])$/;

/** How an address at which an app is called may look. */
export interface AppAddressRules {
  /** Whether it may begin with `http://`. */
  readonly plain: boolean;
  /** The domain of the cluster, where the caller is outside it. */
  readonly outside?: string;
}

/** What an address must be at which a remote Dapr calls an app: a base URL, to which it appends paths. */
export function appAddress(value: unknown, { plain, outside }: AppAddressRules): Expected {
  const url = typeof value === 'string' && /^https?:\/\/[^\s\\]+$/i.test(value) ? parsed(value) : undefined;
  if (!url || url.port === '0') {
    return 'an http or https URL';
  }
  if (url.username || url.password) {
    return 'a URL without user name and password';
  }
  if (/[?#]/.test(value as string)) {
    return 'a URL without query and fragment, to which a path can be added';
  }
  if (LOOPBACK.test(url.hostname)) {
    return 'the address of another machine';
  }
  const host = url.hostname.replace(/\.$/, '');
  const isIpv6 = host.startsWith('[');
  if (outside !== undefined && !isIpv6 && (!host.includes('.') || /\.svc(\.|$)/.test(host) || host.endsWith(`.${outside}`))) {
    return 'an address that is known outside the cluster';
  }
  return url.protocol === 'http:' && !plain ? 'encrypted (https)' : undefined;
}

function parsed(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
