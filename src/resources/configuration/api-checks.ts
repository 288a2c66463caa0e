/** Which APIs an app may use: checks of the lists as Dapr reads them, of Configurations made here and of manifests. */
import { DaprApiRule } from './access';
import { API_VERSIONS, apiVersions } from './access-spec';
import { isNewerThanKnown } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { entryOf, Json } from '../../util/json';
import { describe } from '../../util/values';

const INVALID_API_RULE = error('DAPR3107', {
  title: 'invalid list of APIs',
  why: 'gRPC takes a list of unknown APIs for no list and leaves everything open, and HTTP answers 404 to all',
  todo: 'name APIs and versions that the declared Dapr has',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
  manifests: true,
});

const invalid = (what: string, todo?: string): Problem => ({ rule: INVALID_API_RULE, what, todo });
/** Of HTTP alone. */
const HEALTH = 'healthz';
/** HTTP knows the versions of gRPC, and those in its paths (`pkg/api/http/endpoints/endpoint.go`). */
const HTTP_VERSION = /^v1((alpha|beta)\d+|\.0(-(alpha|beta)\d+)?)?$/;

/** What is wrong with a version of an API, by the versions that gRPC has. */
export function versionProblems(path: string, api: string, version: unknown, daprVersion: string): Problem[] {
  if (isNewerThanKnown(daprVersion)) {
    return [];
  }
  const known = apiVersions(api, daprVersion);
  const since = entryOf(entryOf(API_VERSIONS, api) ?? {}, String(version));
  return known.includes(String(version)) ? []
    : [invalid(`${path} must be ${known.join(' or ')} with Dapr ${daprVersion}; got ${describe(version)}${since ? ` of API '${api}', which Dapr has since ${since.join(', ')}` : ` of API '${api}'`}`)];
}

/** What is wrong with a rule as Dapr reads it. */
export function apiRuleProblems(path: string, { name, version, protocol }: Json, daprVersion: string): Problem[] {
  const spoken = String(protocol).toLowerCase();
  const names = [...Object.keys(API_VERSIONS), ...spoken === 'http' ? [HEALTH] : []];
  if (!['http', 'grpc'].includes(spoken)) {
    return [invalid(`${path}.protocol must be 'http' or 'grpc'; got ${describe(protocol ?? 'nothing')}`)];
  }
  if (!names.includes(name) && !isNewerThanKnown(daprVersion)) {
    return [invalid(`${path}.name must be one of ${names.join(', ')}; got ${describe(name ?? 'nothing')}`)];
  }
  return spoken === 'grpc' ? versionProblems(`${path}.version`, name, version ?? 'nothing', daprVersion) : HTTP_VERSION.test(String(version)) ? []
    : [invalid(`${path}.version must be a version such as v1, v1alpha1 or v1.0; got ${describe(version ?? 'nothing')}`)];
}

/** An API without versions that are known: nothing could be written of it, and a list with nothing in it leaves everything open. */
export const unknownApiProblems = (path: string, name: string): Problem[] => Object.hasOwn(API_VERSIONS, name) ? []
  : [invalid(`${path} must be an API that this library knows; got ${describe(name)}`, 'give its versions in a rule of a DaprConfiguration')];

interface ApiLists {
  readonly allowedApis?: DaprApiRule[];
  readonly deniedApis?: DaprApiRule[];
}

/** What is wrong with the lists of a `DaprConfiguration`. */
export function apiListProblems({ allowedApis, deniedApis }: ApiLists, daprVersion: string): Problem[] {
  const check = (prop: string, rules: DaprApiRule[] | undefined): Problem[] => [
    ...(rules?.length === 0 ? [invalid(`${prop} must have an entry; got []`, 'name APIs, or leave it out: an empty list is none')] : []),
    ...(rules ?? []).flatMap(({ api, versions }, i) => [
      ...(versions ? [] : unknownApiProblems(`${prop}[${i}].api`, api.name)),
      ...(versions?.length === 0 ? [invalid(`${prop}[${i}].versions must have an entry; got []`, 'leave it out for all of them')] : []),
      ...(versions ?? []).flatMap((version, j) => versionProblems(`${prop}[${i}].versions[${j}]`, api.name, version, daprVersion)),
    ]),
  ];
  const both = (allowedApis ?? []).filter(({ api, versions }) => (deniedApis ?? []).some(rule => rule.api.name === api.name
    && (!rule.versions || !versions || rule.versions.some(version => versions.includes(version)))));
  return [...check('allowedApis', allowedApis), ...check('deniedApis', deniedApis),
    ...both.map(({ api }) => invalid(`allowedApis must not name '${api.name}', which deniedApis names too`, 'leave one of them out'))];
}
