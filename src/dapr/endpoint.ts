/**
 * Addresses of a Dapr API as all SDKs read them: Python appends paths to the text, Go and Java know http and https only,
 * and without a port each takes another one.
 */
import { describe, integer, Wrong } from '../util/values';

const ENDPOINT = /^(https?):\/\/([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\[[0-9a-fA-F:.]+\]):([0-9]+)$/;

/** What is wrong with an endpoint. */
export function endpoint(value: unknown, plain: boolean): Wrong {
  const match = typeof value === 'string' ? ENDPOINT.exec(value) : null;
  if (!match) {
    return `${describe(value)} is not as in https://dapr.example:443: scheme, host and port, nothing else`;
  }
  return match[1] === 'http' && !plain ? `${describe(value)} is not encrypted` : integer(1, 65535)(match[4]);
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

/** What is wrong with an address at which a Dapr elsewhere calls an app: a base URL, to which it appends paths. */
export function appAddress(value: unknown, { plain, outside }: AppAddressRules): Wrong {
  const url = typeof value === 'string' && /^https?:\/\/[^\s\\]+$/i.test(value) ? parsed(value) : undefined;
  if (!url || url.port === '0') {
    return `${describe(value)} is no http or https URL`;
  }
  if (url.username || url.password) {
    return 'it holds a user or a password';
  }
  if (/[?#]/.test(value as string)) {
    return `${describe(value)} ends in a query or a fragment, behind which no path can stand`;
  }
  if (LOOPBACK.test(url.hostname)) {
    return `${describe(value)} is that Dapr's own machine`;
  }
  const host = url.hostname.replace(/\.$/, '');
  const isIpv6 = host.startsWith('[');
  if (outside !== undefined && !isIpv6 && (!host.includes('.') || /\.svc(\.|$)/.test(host) || host.endsWith(`.${outside}`))) {
    return `${describe(value)} is known in the cluster only`;
  }
  return url.protocol === 'http:' && !plain ? `${describe(value)} is not encrypted` : undefined;
}

function parsed(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
