import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkMcpServer, MCP_SERVER } from './checks';
import { DaprMcpServerProps, McpHttpTransport, McpMutatingHook, McpStdioTransport } from './props';
import { noteEnvReferences } from '../../facts/env-references';
import { validProps } from '../../props/schema';
import { omitEmpty, Json, sorted } from '../../util/json';
import { durationText } from '../../util/values';
import { namedValues } from '../metadata/named-values';
import { ScopedResource } from '../scoped-resource';

/**
 * A Model Context Protocol (MCP) server, which provides tools to language models. Dapr runs tool calls as workflows.
 * Requires Dapr 1.18 or newer.
 * @example new DaprMcpServer(chart, 'tools', { apps: [orders], streamableHttp: { url: 'https://mcp.example.com' } });
 */
export class DaprMcpServer extends ScopedResource {
  constructor(scope: Construct, id: string, props: DaprMcpServerProps) {
    super(scope, id, 'MCPServer', props?.mcpServerName, props?.namespace);
    const all = validProps(this, props, MCP_SERVER);
    const { ignoreErrors, displayName, description, tags, links, ownerTeam: team, ownerContact: contact } = all;
    const spec = omitEmpty({
      endpoint: omitEmpty({ streamableHTTP: http(all.streamableHttp), sse: http(all.sse), stdio: stdio(all.stdio) }),
      middleware: omitEmpty({
        beforeCallTool: hooks(all.beforeCallTool),
        afterCallTool: hooks(all.afterCallTool),
        beforeListTools: hooks(all.beforeListTools),
        afterListTools: hooks(all.afterListTools),
      }),
      catalog: omitEmpty({ displayName, description, tags, links: links && sorted(links), owner: omitEmpty({ team, contact }) }),
      ignoreErrors,
    });
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'MCPServer',
      metadata: this._metadata(),
      spec,
      scopes: Lazy.any({ produce: () => this._scopes() }),
    });
    this._checkVersion();
    [all.streamableHttp?.secretStore, all.sse?.secretStore].filter(store => store !== undefined).forEach(store => this._alsoLoad(store));
    noteEnvReferences(this, spec.endpoint?.stdio);
    noteEnvReferences(this, spec.endpoint?.streamableHTTP?.headers, all.streamableHttp?.secretStore);
    noteEnvReferences(this, spec.endpoint?.sse?.headers, all.sse?.secretStore);
    this._scopeTo(all);
    checkMcpServer(this, all);
  }
}

/** Renders the transports with a URL: streamable HTTP and SSE. */
function http(transport: McpHttpTransport | undefined): Json | undefined {
  if (!transport) {
    return undefined;
  }
  const { url, protocolVersion, timeout, headers, secretStore, oauth2, spiffeJwt } = transport;
  return omitEmpty({
    url,
    protocolVersion,
    timeout: durationText(timeout),
    headers: namedValues(headers),
    auth: omitEmpty({
      secretStore: secretStore?.componentName,
      oauth2: oauth2 && omitEmpty({
        issuer: oauth2.issuer,
        clientID: oauth2.clientId,
        audience: oauth2.audience,
        scopes: oauth2.scopes,
        secretKeyRef: oauth2.clientSecret?._render('').secretKeyRef,
      }),
      spiffe: spiffeJwt && {
        jwt: omitEmpty({ audience: spiffeJwt.audience, header: spiffeJwt.header, headerValuePrefix: spiffeJwt.headerValuePrefix }),
      },
    }),
  });
}

const stdio = (transport: McpStdioTransport | undefined): Json | undefined =>
  transport && omitEmpty({ command: transport.command, args: transport.args, env: namedValues(transport.env) });

const hooks = (all: McpMutatingHook[] | undefined): Json[] | undefined =>
  all?.map(({ workflowName, app, mutate }) => omitEmpty({ workflow: omitEmpty({ workflowName, appID: app?.appId }), mutate }));
