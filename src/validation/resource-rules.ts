/** MCP servers, workflow access policies and HTTP endpoints. */
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { Problem } from '../diagnostics/finding';
import { INVALID_MCP_SERVER, LOCAL_MCP_SERVER } from '../resources/mcp-server/checks';
import { comesFromSecret, namedValueProblems } from '../resources/metadata/named-values';
import { SECRET_OVER_PLAIN_HTTP } from '../resources/resource';
import { conditionProblems, INVALID_WORKFLOW_ACCESS, sizeProblems } from '../resources/workflow-access/checks';
import { ENDPOINT_NAMED_LIKE_COMPONENT } from '../rules/http-endpoints';
import { Json } from '../util/json';
import { describe, mustBe } from '../util/values';

const TODO_NEWER = 'remove it, or set daprVersion of DaprValidation if the cluster is newer';
const TRANSPORTS = ['streamableHTTP', 'sse', 'stdio'];

function mcpServer({ spec }: Manifest): Problem[] {
  const endpoint = map(spec.endpoint);
  const given = TRANSPORTS.filter(name => endpoint[name] !== undefined && endpoint[name] !== null);
  return [
    ...(given.length === 1 ? [] : [{
      rule: INVALID_MCP_SERVER,
      what: `spec.endpoint must have one of ${TRANSPORTS.join(', ')}; got ${given.join(' and ') || 'none'}`,
      todo: 'set exactly one of them',
    }]),
    ...(given.includes('stdio') ? [{ rule: LOCAL_MCP_SERVER, what: `spec.endpoint.stdio starts the command ${describe(map(endpoint.stdio).command)}`, todo: 'use streamableHTTP' }] : []),
    ...['streamableHTTP', 'sse'].filter(name => given.includes(name)).flatMap(name => remote(`spec.endpoint.${name}`, map(endpoint[name]))),
  ];
}

function remote(path: string, { url, headers }: { [field: string]: any }): Problem[] {
  const entries = list(headers).map(map);
  const problems = namedValueProblems(`${path}.headers`, entries);
  if (typeof url !== 'string') {
    return problems;
  }
  if (!/^https?:\/\/[^/\s?#]+/.test(url)) {
    return [...problems, { rule: INVALID_MCP_SERVER, what: mustBe(`${path}.url`, 'a URL that begins with http:// or https://', url) }];
  }
  return url.startsWith('http:') && entries.some(comesFromSecret)
    ? [...problems, { rule: SECRET_OVER_PLAIN_HTTP, what: `${path}.url must be an https URL if it receives credentials; got ${describe(url)}` }] : problems;
}

const workflowAccess = ({ spec }: Manifest, all: Manifests): Problem[] => [
  ...list(spec.rules).map(map).flatMap((rule, i) => workflowRule(rule, i, all)),
  ...sizeProblems('spec.rules', list(spec.rules).map(map), all.settings.daprVersion),
];

function workflowRule({ workflows, activities }: Json, i: number, all: Manifests): Problem[] {
  const empty = list(workflows).map(map).findIndex(({ operations }) => Array.isArray(operations) && operations.length === 0);
  return [
    ...(list(workflows).length || list(activities).length ? []
      : [{ rule: INVALID_WORKFLOW_ACCESS, what: `spec.rules[${i}] must have workflows or activities`, todo: 'add a workflow or an activity, or remove the rule' }]),
    ...(empty < 0 ? [] : [{ rule: INVALID_WORKFLOW_ACCESS, what: mustBe(`spec.rules[${i}].workflows[${empty}].operations`, 'a non-empty list', []) }]),
    ...Object.entries({ workflows, activities }).flatMap(([field, entries]) => list(entries).map(map).flatMap((entry, j) => {
      const path = `spec.rules[${i}].${field}[${j}]`;
      return [...nameProblems(path, entry), ...conditionProblems(path, entry, all.settings.daprVersion, TODO_NEWER)];
    })),
  ];
}

/** The API server refuses empty names. */
const nameProblems = (path: string, { name, requires }: { readonly [field: string]: unknown }): Problem[] =>
  [[path, name], ...list(requires).map((event, i) => [`${path}.requires[${i}]`, map(event).name])]
    .flatMap(([at, value]) => value === '' ? [{ rule: INVALID_WORKFLOW_ACCESS, what: mustBe(`${at}.name`, 'a non-empty string', value) }] : []);

const httpEndpoint = (object: Manifest, all: Manifests): Problem[] => all.find('dapr.io', 'Component', object.name, object)
  ? [{ rule: ENDPOINT_NAMED_LIKE_COMPONENT, what: `metadata.name '${object.name}' is also the name of a Component` }] : [];

const CHECKS: { readonly [kind: string]: (object: Manifest, all: Manifests) => Problem[] } = {
  MCPServer: mcpServer, WorkflowAccessPolicy: workflowAccess, HTTPEndpoint: httpEndpoint,
};

export const RESOURCE_RULES: ManifestRule[] = Object.entries(CHECKS).map(([kind, check]): ManifestRule =>
  all => all.dapr(kind).flatMap(object => check(object, all).map((problem): ManifestProblem => ({ ...problem, at: object }))));
