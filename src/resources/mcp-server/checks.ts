import { IConstruct } from 'constructs';
import { DaprMcpServerProps, McpHook, McpHttpTransport, McpMutatingHook, McpOAuth2, McpSpiffeJwt, McpStdioTransport } from './props';
import { report, reportAll } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { aBoolean, aComponent, aDuration, aString, anApp, listOf, mapOf, struct, unchecked } from '../../props/checks';
import { Schema } from '../../props/schema';
import { describe, mustBe } from '../../util/values';
import { comesFromSecret, namedValueProblems, namedValues } from '../metadata/named-values';
import { aValue } from '../metadata/value-shape';
import { SECRET_OVER_PLAIN_HTTP } from '../resource';
import { SCOPES } from '../scoped-resource';

export const INVALID_MCP_SERVER = error('DAPR3140', {
  title: 'invalid MCPServer',
  why: 'The API server rejects the object, or daprd exits',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/internal/loader/validate/mcpserver.go',
  manifests: true,
});
export const LOCAL_MCP_SERVER = warning('DAPR3141', {
  title: 'MCPServer with the stdio transport',
  why: 'In a cluster daprd rejects the server and exits; in self-hosted mode it works',
  todo: 'use streamableHttp, or acknowledge this for a stack that is only exported',
  source: 'dapr/dapr pkg/internal/loader/validate/mcpserver.go',
  manifests: true,
});

const OAUTH2: Schema<McpOAuth2> = { issuer: aString, clientId: aString, clientSecret: aValue, audience: aString, scopes: listOf(aString) };
const SPIFFE: Schema<McpSpiffeJwt> = { audience: aString, header: aString, headerValuePrefix: aString };
const HTTP: Schema<McpHttpTransport> = {
  url: aString,
  protocolVersion: aString,
  timeout: aDuration,
  headers: mapOf(aValue),
  secretStore: aComponent,
  oauth2: struct(OAUTH2, 'issuer'),
  spiffeJwt: struct(SPIFFE, 'audience', 'header'),
};
const STDIO: Schema<McpStdioTransport> = { command: aString, args: listOf(aString), env: mapOf(aValue) };
const HOOK: Schema<McpHook> = { workflowName: aString, app: anApp };
const MUTATING: Schema<McpMutatingHook> = { ...HOOK, mutate: aBoolean };
const hooks = listOf(struct(MUTATING, 'workflowName'));

/** Schema of the props. */
export const MCP_SERVER: Schema<DaprMcpServerProps> = {
  ...SCOPES,
  mcpServerName: unchecked,
  namespace: unchecked,
  streamableHttp: struct(HTTP, 'url'),
  sse: struct(HTTP, 'url'),
  stdio: struct(STDIO, 'command'),
  ignoreErrors: aBoolean,
  beforeCallTool: hooks,
  afterCallTool: hooks,
  beforeListTools: listOf(struct(HOOK, 'workflowName')),
  afterListTools: hooks,
  displayName: aString,
  description: aString,
  tags: listOf(aString),
  links: mapOf(aString),
  ownerTeam: aString,
  ownerContact: aString,
};

/** Reports the problems of a single MCPServer. */
export function checkMcpServer(at: IConstruct, props: DaprMcpServerProps): void {
  const { stdio } = props;
  const transports = (['streamableHttp', 'sse', 'stdio'] as const).filter(name => props[name] !== undefined);
  if (transports.length !== 1) {
    report(at, INVALID_MCP_SERVER, transports.length ? `${transports.join(' and ')} are set together` : 'no transport is set', 'set exactly one of streamableHttp, sse and stdio');
  }
  if (stdio) {
    report(at, LOCAL_MCP_SERVER, `stdio starts the command ${describe(stdio.command)}`);
    if (/^\.\.(\/|$)|\/\.\.(\/|$)/.test(stdio.command)) {
      report(at, INVALID_MCP_SERVER, mustBe('stdio.command', 'a path without \'..\' segments', stdio.command));
    }
    reportAll(at, namedValueProblems('stdio.env', namedValues(stdio.env)));
    Object.keys(stdio.env ?? {}).filter(name => !/^[^=\s]+$/.test(name)).forEach(name => report(at, INVALID_MCP_SERVER, `stdio.env must have names of environment variables as keys; got ${describe(name)}`));
  }
  for (const [name, transport] of Object.entries({ streamableHttp: props.streamableHttp, sse: props.sse })) {
    if (transport === undefined) {
      continue;
    }
    const { url, headers, oauth2, spiffeJwt } = transport;
    const entries = namedValues(headers);
    if (!/^https?:\/\/[^/\s?#]+/.test(url)) {
      report(at, INVALID_MCP_SERVER, mustBe(`${name}.url`, 'a URL that begins with http:// or https://', url));
    } else if (url.startsWith('http:') && (entries.some(comesFromSecret) || oauth2?.clientSecret || spiffeJwt)) {
      report(at, SECRET_OVER_PLAIN_HTTP, `${name}.url must be an https URL if it receives credentials; got ${describe(url)}`);
    }
    if (oauth2?.clientSecret && !oauth2.clientSecret._render('').secretKeyRef) {
      report(at, INVALID_MCP_SERVER, `${name}.oauth2.clientSecret must come from a secret`, 'use MetadataValue.fromSecret');
    }
    reportAll(at, namedValueProblems(`${name}.headers`, entries));
  }
}
