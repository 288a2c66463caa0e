/** Checks of HTTPEndpoints, for those of this library and for manifests. */
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { PLAIN_TEXT_SECRET } from '../../props/rules';
import { isMap, Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';
import { comesFromSecret, namedValueProblems } from '../metadata/named-values';
import { SECRET_OVER_PLAIN_HTTP } from '../resource';

const INVALID_HTTP_ENDPOINT = error('DAPR3132', {
  title: 'invalid HTTPEndpoint',
  why: 'Every call to the endpoint fails',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/apis/httpEndpoint',
  manifests: true,
});

/** Addresses at which cloud providers serve the credentials of the machine. */
const METADATA_SERVICE = /^(169\.254\.|\[?fe80:|\[?fd00:ec2::254|metadata\.google\.internal$)/i;
const RENEGOTIATION = ['Never', 'OnceAsClient', 'FreelyAsClient'];

const invalid = (what: string, todo?: string): Problem => ({ rule: INVALID_HTTP_ENDPOINT, what, todo });

/**
 * Problems of the spec alone.
 *
 * @param path prefix of field names in messages
 * @param tls prefix of the field names of `clientTLS` in messages
 */
export function endpointProblems({ baseUrl, headers, clientTLS }: Json, path: string, tls: string): Problem[] {
  const entries = mapsIn(headers);
  return [
    ...urlProblems(`${path}baseUrl`, baseUrl, entries),
    ...namedValueProblems(`${path}headers`, entries),
    ...tlsProblems(tls, isMap(clientTLS) ? clientTLS : {}),
  ];
}

function urlProblems(path: string, baseUrl: unknown, headers: Json[]): Problem[] {
  const url = parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol) || /[?#\s]/.test(String(baseUrl))) {
    return [invalid(`${path} must be a URL such as https://host:port/path, without a query; got ${describe(baseUrl)}`)];
  }
  if (METADATA_SERVICE.test(url.hostname)) {
    return [invalid(`${path} must not be the metadata service of the machine; got ${describe(baseUrl)}`, 'remove the endpoint: it grants the machine\'s permissions to every app')];
  }
  return [
    ...(url.username || url.password ? [{ rule: PLAIN_TEXT_SECRET, what: `${path} must not contain a user name or password`, todo: 'send them in a header whose value comes from a Secret' }] : []),
    ...(url.protocol === 'http:' && headers.some(comesFromSecret) ? [{ rule: SECRET_OVER_PLAIN_HTTP, what: `${path} must be an https URL if a header comes from a secret; got ${describe(baseUrl)}` }] : []),
  ];
}

function tlsProblems(path: string, { rootCA, certificate, privateKey, renegotiation }: Json): Problem[] {
  const missing = certificate === undefined ? 'certificate' : 'privateKey';
  return [
    ...(isMap(certificate) !== isMap(privateKey) ? [invalid(`${path}${missing} must be set together with ${missing === 'certificate' ? 'privateKey' : 'certificate'}`, 'set both, or remove both')] : []),
    ...(privateKey?.value !== undefined ? [{ rule: PLAIN_TEXT_SECRET, what: `${path}privateKey must come from a secret; got a literal value`, todo: 'read it from a Secret' }] : []),
    ...Object.entries<Json | undefined>({ rootCA, certificate, privateKey }).filter(([, value]) => value?.envRef !== undefined)
      .map(([name]) => invalid(`${path}${name} must be a literal value or come from a secret; got an environment variable, which Dapr does not support here`)),
    ...(renegotiation === undefined || RENEGOTIATION.includes(renegotiation) ? []
      : [invalid(`${path}renegotiation must be ${RENEGOTIATION.join(' or ')}; got ${describe(renegotiation)}`)]),
  ];
}

function parse(url: unknown): URL | undefined {
  try {
    return new URL(String(url));
  } catch {
    return undefined;
  }
}
