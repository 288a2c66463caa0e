/**
 * Addresses of a Dapr API as all SDKs read them: Python appends paths to the text, Go and Java know http and https only,
 * and without a port each takes another one.
 */
import { describe, integer, Wrong } from './values';

const ENDPOINT = /^(https?):\/\/([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\[[0-9a-fA-F:.]+\]):([0-9]+)$/;

/** What is wrong with an endpoint. */
export function endpoint(value: unknown, plain: boolean): Wrong {
  const match = typeof value === 'string' ? ENDPOINT.exec(value) : null;
  if (!match) {
    return `${describe(value)} is not as in https://dapr.example:443: scheme, host and port, nothing else`;
  }
  return match[1] === 'http' && !plain ? `${describe(value)} is not encrypted` : integer(1, 65535)(match[4]);
}
