import { Duration } from 'cdk8s';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { MetadataValue } from '../component/metadata-value';
import { DaprScopes } from '../scopes';

/** Credentials of a client, by OAuth 2.0. */
export interface McpOAuth2 {
  /** Address at which tokens are given. */
  readonly issuer: string;
  /**
   * Name of the client.
   * @default - none
   */
  readonly clientId?: string;
  /**
   * Its secret, by `MetadataValue.fromSecret` (DAPR3140).
   * @default - none
   */
  readonly clientSecret?: MetadataValue;
  /**
   * For whom the token is.
   * @default - not said
   */
  readonly audience?: string;
  /**
   * What the token is to allow.
   * @default - not said
   */
  readonly scopes?: string[];
}

/** The identity of the app as a token, which Sentry gives. */
export interface McpSpiffeJwt {
  /** For whom the token is. */
  readonly audience: string;
  /** Header that holds it. */
  readonly header: string;
  /**
   * What stands before it there, such as `Bearer ` with its blank.
   * @default - nothing
   */
  readonly headerValuePrefix?: string;
}

/** An MCP server behind a URL. */
export interface McpHttpTransport {
  /** Its address, with http:// or https://. */
  readonly url: string;
  /**
   * Version of the protocol, such as `2025-06-18`.
   * @default - the newest that both know
   */
  readonly protocolVersion?: string;
  /**
   * How long a call may take.
   * @default - Dapr's own
   */
  readonly timeout?: Duration;
  /**
   * Headers of each call, by name. One whose name is that of a secret has to come from one (DAPR3006).
   * @default - none
   */
  readonly headers?: { [name: string]: MetadataValue };
  /**
   * The secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
  /**
   * Credentials by OAuth 2.0.
   * @default - none
   */
  readonly oauth2?: McpOAuth2;
  /**
   * The identity of the app as a token.
   * @default - none
   */
  readonly spiffeJwt?: McpSpiffeJwt;
}

/** An MCP server that daprd starts as a program: on a machine only (DAPR3141). */
export interface McpStdioTransport {
  /** The program. */
  readonly command: string;
  /**
   * Its arguments.
   * @default - none
   */
  readonly args?: string[];
  /**
   * Its environment variables, by name.
   * @default - none
   */
  readonly env?: { [name: string]: MetadataValue };
}

/** A workflow that is run before a listing of tools. */
export interface McpHook {
  /** Name of the workflow. */
  readonly workflowName: string;
  /**
   * The app that runs it.
   * @default - the app that calls
   */
  readonly app?: IDaprPeer;
}

/** A workflow that is run around a call. */
export interface McpMutatingHook extends McpHook {
  /**
   * Whether it may change what passes.
   * @default false
   */
  readonly mutate?: boolean;
}

/** What defines a `DaprMcpServer`. One of `streamableHttp`, `sse` and `stdio` has to be given (DAPR3140). */
export interface DaprMcpServerProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly mcpServerName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * The server, by streamable HTTP.
   * @default - another transport
   */
  readonly streamableHttp?: McpHttpTransport;
  /**
   * The server, by server-sent events, as older ones do.
   * @default - another transport
   */
  readonly sse?: McpHttpTransport;
  /**
   * The server as a program.
   * @default - another transport
   */
  readonly stdio?: McpStdioTransport;
  /**
   * Lets daprd start where the server is invalid or its secrets are not found.
   * @default false
   */
  readonly ignoreErrors?: boolean;
  /**
   * Workflows before each call of a tool; one that fails prevents it.
   * @default - none
   */
  readonly beforeCallTool?: McpMutatingHook[];
  /**
   * Workflows after each call of a tool; one that fails withholds the result.
   * @default - none
   */
  readonly afterCallTool?: McpMutatingHook[];
  /**
   * Workflows before each listing of tools; one that fails prevents it.
   * @default - none
   */
  readonly beforeListTools?: McpHook[];
  /**
   * Workflows after each listing of tools.
   * @default - none
   */
  readonly afterListTools?: McpMutatingHook[];
  /**
   * Name for people.
   * @default - none
   */
  readonly displayName?: string;
  /**
   * What it is for.
   * @default - none
   */
  readonly description?: string;
  /**
   * Words by which it is found.
   * @default - none
   */
  readonly tags?: string[];
  /**
   * Addresses for people, by what they are.
   * @default - none
   */
  readonly links?: { [name: string]: string };
  /**
   * The team that owns it.
   * @default - none
   */
  readonly ownerTeam?: string;
  /**
   * How to reach that team.
   * @default - none
   */
  readonly ownerContact?: string;
}
