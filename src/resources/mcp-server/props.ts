import { Duration } from 'cdk8s';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { MetadataValue } from '../metadata/metadata-value';
import { DaprScopes } from '../scopes';

/** OAuth 2.0 client credentials. */
export interface McpOAuth2 {
  /** URL of the token issuer. */
  readonly issuer: string;
  /**
   * Client ID.
   * @default - none
   */
  readonly clientId?: string;
  /**
   * Client secret; must come from `MetadataValue.fromSecret` (DAPR3140).
   * @default - none
   */
  readonly clientSecret?: MetadataValue;
  /**
   * Audience of the token.
   * @default - none
   */
  readonly audience?: string;
  /**
   * Requested scopes of the token.
   * @default - none
   */
  readonly scopes?: string[];
}

/** The SPIFFE identity of the app as a JWT, issued by Sentry. */
export interface McpSpiffeJwt {
  /** Audience of the token. */
  readonly audience: string;
  /** Header that contains the token. */
  readonly header: string;
  /**
   * Prefix of the header value, such as `Bearer ` including the space.
   * @default - none
   */
  readonly headerValuePrefix?: string;
}

/** MCP transport over HTTP. */
export interface McpHttpTransport {
  /** URL of the server, with http:// or https://. */
  readonly url: string;
  /**
   * MCP protocol version, such as `2025-06-18`.
   * @default - the newest version that both sides support
   */
  readonly protocolVersion?: string;
  /**
   * Timeout of a call.
   * @default - Dapr's default
   */
  readonly timeout?: Duration;
  /**
   * Headers of each request, by name. A header whose name suggests a secret must come from a Secret (DAPR3006).
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * Secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
  /**
   * OAuth 2.0 client credentials.
   * @default - none
   */
  readonly oauth2?: McpOAuth2;
  /**
   * The SPIFFE identity of the app as a JWT.
   * @default - none
   */
  readonly spiffeJwt?: McpSpiffeJwt;
}

/** MCP transport over standard input and output: daprd starts the server as a process. Self-hosted mode only (DAPR3141). */
export interface McpStdioTransport {
  /** The command. */
  readonly command: string;
  /**
   * Arguments of the command.
   * @default - none
   */
  readonly args?: string[];
  /**
   * Environment variables of the process, by name.
   * @default - none
   */
  readonly env?: { [name: string]: MetadataValue };
}

/** A workflow that runs before tools are listed. */
export interface McpHook {
  /** Name of the workflow. */
  readonly workflowName: string;
  /**
   * The app that runs the workflow.
   * @default - the calling app
   */
  readonly app?: IDaprPeer;
}

/** A workflow that runs before or after a call and may change its data. */
export interface McpMutatingHook extends McpHook {
  /**
   * Whether the workflow may change the data of the call.
   * @default false
   */
  readonly mutate?: boolean;
}

/** Props of `DaprMcpServer`. Exactly one of `streamableHttp`, `sse` and `stdio` must be set (DAPR3140). */
export interface DaprMcpServerProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct ID
   */
  readonly mcpServerName?: string;
  /**
   * Namespace of the object; must be the namespace of the apps (DAPR1013).
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
  /**
   * Streamable HTTP transport.
   * @default - another transport
   */
  readonly streamableHttp?: McpHttpTransport;
  /**
   * Server-sent events (SSE) transport, for older servers.
   * @default - another transport
   */
  readonly sse?: McpHttpTransport;
  /**
   * Standard input and output transport.
   * @default - another transport
   */
  readonly stdio?: McpStdioTransport;
  /**
   * Whether daprd starts even if the server is invalid or its secrets are not found.
   * @default false
   */
  readonly ignoreErrors?: boolean;
  /**
   * Workflows that run before each tool call; a failed workflow prevents the call.
   * @default - none
   */
  readonly beforeCallTool?: McpMutatingHook[];
  /**
   * Workflows that run after each tool call; a failed workflow withholds the result.
   * @default - none
   */
  readonly afterCallTool?: McpMutatingHook[];
  /**
   * Workflows that run before tools are listed; a failed workflow prevents the listing.
   * @default - none
   */
  readonly beforeListTools?: McpHook[];
  /**
   * Workflows that run after tools are listed.
   * @default - none
   */
  readonly afterListTools?: McpMutatingHook[];
  /**
   * Display name in the catalog.
   * @default - none
   */
  readonly displayName?: string;
  /**
   * Description of the server.
   * @default - none
   */
  readonly description?: string;
  /**
   * Tags of the server, for search.
   * @default - none
   */
  readonly tags?: string[];
  /**
   * URLs of related pages, by name.
   * @default - none
   */
  readonly links?: { [name: string]: string };
  /**
   * The team that owns the server.
   * @default - none
   */
  readonly ownerTeam?: string;
  /**
   * Contact of the owning team.
   * @default - none
   */
  readonly ownerContact?: string;
}
