import { IConstruct } from 'constructs';
import { DaprMcpServerProps, McpHook, McpHttpTransport, McpMutatingHook, McpOAuth2, McpSpiffeJwt, McpStdioTransport } from './props';
import { report, reportAll } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { aComponent, aDuration, aText, aTruth, anApp, elsewhere, listOf, mapOf, required, Shape, struct } from '../../props/shape';
import { describe } from '../../util/values';
import { comesFromSecret, namedValueProblems, namedValues } from '../component/named-values';
import { aValue } from '../component/value-shape';
import { SECRET_OVER_PLAIN_HTTP } from '../resource';
import { SCOPES } from '../scoped-resource';

const INVALID_MCP_SERVER = error('DAPR3140', {
  title: 'invalid MCP server',
  why: 'The API server rejects it, or daprd exits',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/internal/loader/validate/mcpserver.go',
});
const LOCAL_MCP_SERVER = warning('DAPR3141', {
  title: 'MCP server that daprd would have to start',
  why: 'In a cluster daprd refuses it and exits; on a machine it works',
  todo: 'use streamableHttp, or acknowledge this for a stack that is only exported',
  source: 'dapr/dapr pkg/internal/loader/validate/mcpserver.go',
});

const OAUTH2: Shape<McpOAuth2> = { issuer: aText, clientId: aText, clientSecret: aValue, audience: aText, scopes: listOf(aText) };
const SPIFFE: Shape<McpSpiffeJwt> = { audience: aText, header: aText, headerValuePrefix: aText };
const HTTP: Shape<McpHttpTransport> = {
  url: aText,
  protocolVersion: aText,
  timeout: aDuration,
  headers: mapOf(aValue),
  secretStore: aComponent,
  oauth2: required(struct(OAUTH2), 'issuer'),
  spiffeJwt: required(struct(SPIFFE), 'audience', 'header'),
};
const STDIO: Shape<McpStdioTransport> = { command: aText, args: listOf(aText), env: mapOf(aValue) };
const HOOK: Shape<McpHook> = { workflowName: aText, app: anApp };
const MUTATING: Shape<McpMutatingHook> = { ...HOOK, mutate: aTruth };
const hooks = listOf(required(struct(MUTATING), 'workflowName'));

/** Types of the props. */
export const MCP_SERVER: Shape<DaprMcpServerProps> = {
  ...SCOPES,
  mcpServerName: elsewhere,
  namespace: elsewhere,
  streamableHttp: required(struct(HTTP), 'url'),
  sse: required(struct(HTTP), 'url'),
  stdio: required(struct(STDIO), 'command'),
  ignoreErrors: aTruth,
  beforeCallTool: hooks,
  afterCallTool: hooks,
  beforeListTools: listOf(required(struct(HOOK), 'workflowName')),
  afterListTools: hooks,
  displayName: aText,
  description: aText,
  tags: listOf(aText),
  links: mapOf(aText),
  ownerTeam: aText,
  ownerContact: aText,
};

/** Reports what is wrong with an MCP server by itself. */
export function checkMcpServer(at: IConstruct, props: DaprMcpServerProps): void {
  const { stdio } = props;
  const transports = (['streamableHttp', 'sse', 'stdio'] as const).filter(name => props[name] !== undefined);
  if (transports.length !== 1) {
    report(at, INVALID_MCP_SERVER, transports.length ? `${transports.join(' and ')} are given` : 'no transport is given', 'give one of streamableHttp, sse and stdio');
  }
  if (stdio) {
    report(at, LOCAL_MCP_SERVER, `stdio runs ${describe(stdio.command)}`);
    if (/^\.\.(\/|$)|\/\.\.(\/|$)/.test(stdio.command)) {
      report(at, INVALID_MCP_SERVER, `command ${describe(stdio.command)} leads out of its folder`);
    }
    reportAll(at, namedValueProblems('stdio.env', namedValues(stdio.env)));
    Object.keys(stdio.env ?? {}).filter(name => !/^[^=\s]+$/.test(name)).forEach(name => report(at, INVALID_MCP_SERVER, `variable ${describe(name)} has no name of a variable`));
  }
  for (const [name, transport] of Object.entries({ streamableHttp: props.streamableHttp, sse: props.sse })) {
    if (transport === undefined) {
      continue;
    }
    const { url, headers, oauth2, spiffeJwt } = transport;
    const entries = namedValues(headers);
    if (!/^https?:\/\/[^/\s?#]+/.test(url)) {
      report(at, INVALID_MCP_SERVER, `url ${describe(url)} is no address that begins with http:// or https://`);
    } else if (url.startsWith('http:') && (entries.some(comesFromSecret) || oauth2?.clientSecret || spiffeJwt)) {
      report(at, SECRET_OVER_PLAIN_HTTP, `credentials go to ${describe(url)}`);
    }
    if (oauth2?.clientSecret && !oauth2.clientSecret._render('').secretKeyRef) {
      report(at, INVALID_MCP_SERVER, 'oauth2.clientSecret comes from no secret', 'use MetadataValue.fromSecret');
    }
    reportAll(at, namedValueProblems(`${name}.headers`, entries));
  }
}
