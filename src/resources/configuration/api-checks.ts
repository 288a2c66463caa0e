/** Checks of the lists of allowed and denied APIs, for Configurations of this library and for manifests. */
import { DaprApiRule } from './access';
import { API_VERSIONS, apiVersions } from './access-spec';
import { isNewerThanKnown } from '../../dapr/version';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { entryOf, Json } from '../../util/json';
import { describe } from '../../util/values';

const INVALID_API_RULE = error('DAPR3107', {
  title: 'invalid API list',
  why: 'daprd treats a list of unknown APIs as no list for gRPC and allows every call, and answers every HTTP call with 404',
  todo: 'use APIs and versions that the declared Dapr version supports',
  source: 'dapr/dapr pkg/api/grpc/endpoints.go',
  manifests: true,
});

/** A value for use in a message, also if it is missing. */
const shown = (value: unknown): string => value === undefined || value === null ? 'nothing' : describe(value);
const invalid = (what: string, todo?: string): Problem => ({ rule: INVALID_API_RULE, what, todo });
/** An API of HTTP only. */
const HEALTH = 'healthz';
/** HTTP accepts the versions of gRPC and those in its paths (`pkg/api/http/endpoints/endpoint.go`). */
const HTTP_VERSION = /^v1((alpha|beta)\d+|\.0(-(alpha|beta)\d+)?)?$/;

/** Problems of an API version, compared with the versions that gRPC supports. */
export function versionProblems(path: string, api: string, version: unknown, daprVersion: string): Problem[] {
  if (isNewerThanKnown(daprVersion)) {
    return [];
  }
  const supported = apiVersions(api, daprVersion);
  const since = entryOf(entryOf(API_VERSIONS, api) ?? {}, String(version));
  return supported.includes(String(version)) ? []
    : [invalid(`${path} must be ${supported.join(' or ') || 'a supported version'} with Dapr ${daprVersion}; got ${shown(version)}${since ? ` of API '${api}', which Dapr supports since ${since.join(', ')}` : ` of API '${api}'`}`)];
}

/** Problems of a rule in Dapr's format. */
export function apiRuleProblems(path: string, { name, version, protocol }: Json, daprVersion: string): Problem[] {
  const normalized = String(protocol).toLowerCase();
  const names = [...Object.keys(API_VERSIONS), ...normalized === 'http' ? [HEALTH] : []];
  if (!['http', 'grpc'].includes(normalized)) {
    return [invalid(`${path}.protocol must be 'http' or 'grpc'; got ${shown(protocol)}`)];
  }
  if (!names.includes(name) && !isNewerThanKnown(daprVersion)) {
    return [invalid(`${path}.name must be one of ${names.join(', ')}; got ${shown(name)}`)];
  }
  return normalized === 'grpc' ? versionProblems(`${path}.version`, name, version, daprVersion) : HTTP_VERSION.test(String(version)) ? []
    : [invalid(`${path}.version must be a version such as v1, v1alpha1 or v1.0; got ${shown(version)}`)];
}

/** An API without versions of the declared Dapr would render an empty list, and Dapr then allows every call. */
export function unknownApiProblems(path: string, name: string, daprVersion: string): Problem[] {
  const versions = entryOf(API_VERSIONS, name);
  if (!versions) {
    return [invalid(`${path} must be an API that this library supports; got ${describe(name)}`, 'list its versions in a rule of a DaprConfiguration')];
  }
  const since = Object.values(versions).flatMap(each => each ?? []);
  return apiVersions(name, daprVersion).length ? []
    : [invalid(`${path} must be an API of Dapr ${daprVersion}; got ${describe(name)}, which Dapr supports since ${since.join(', ')}`, 'declare a newer version in DaprPlatform if the cluster runs it')];
}

interface ApiLists {
  readonly allowedApis?: DaprApiRule[];
  readonly deniedApis?: DaprApiRule[];
}

/** Problems of the API lists of a `DaprConfiguration`. */
export function apiListProblems({ allowedApis, deniedApis }: ApiLists, daprVersion: string): Problem[] {
  const check = (prop: string, rules: DaprApiRule[] | undefined): Problem[] => [
    ...(rules?.length === 0 ? [invalid(`${prop} must contain at least one entry; got []`, 'add an API, or remove the list: Dapr treats an empty list as no list')] : []),
    ...(rules ?? []).flatMap(({ api, versions }, i) => [
      ...(versions ? [] : unknownApiProblems(`${prop}[${i}].api`, api.apiName, daprVersion)),
      ...(versions?.length === 0 ? [invalid(`${prop}[${i}].versions must contain at least one entry; got []`, 'remove versions to cover all of them')] : []),
      ...(versions ?? []).flatMap((version, j) => versionProblems(`${prop}[${i}].versions[${j}]`, api.apiName, version, daprVersion)),
    ]),
  ];
  const both = (allowedApis ?? []).filter(({ api, versions }) => (deniedApis ?? []).some(rule => rule.api.apiName === api.apiName
    && (!rule.versions || !versions || rule.versions.some(version => versions.includes(version)))));
  return [...check('allowedApis', allowedApis), ...check('deniedApis', deniedApis),
    ...both.map(({ api }) => invalid(`allowedApis must not contain '${api.apiName}', which deniedApis also contains`, 'remove the API from one of the lists'))];
}
