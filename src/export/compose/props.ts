/** Options of `ComposeExporter`. */
export interface ComposeExportProps {
  /**
   * Name of the Compose project, used as a prefix of container names; a DNS label (DAPR3017).
   * @default 'dapr'
   */
  readonly name?: string;
  /**
   * Registry of the Dapr images, without a trailing slash. Set it to a mirror if there is no internet access.
   * @default 'ghcr.io/dapr'
   */
  readonly imageRegistry?: string;
  /**
   * Host ports that are mapped to the `appPort` of apps, by service name of the app.
   * @default - none: only containers of the project reach the apps
   */
  readonly publishedPorts?: { [app: string]: number };
  /**
   * Replacements for cluster addresses, by cluster address: `{ 'redis.shop.svc:6379': 'redis:6379' }`. They apply to
   * components, HTTP endpoints, MCP servers, Configurations, commands and environment variables. An address that is not
   * replaced is refused (DAPR8102) if it contains `.svc`, or is the short name of a Service of this App that the project does not
   * contain. Any other host name without a domain is a warning (DAPR8106).
   * @default - none
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * Adds the development services of `dapr init`: Redis at `redis:6379`, and Zipkin, with tracing unless a Configuration sets it. Apps that use a
   * component `statestore` or `pubsub` that the exported scope does not contain get one in this Redis, and so do apps with actors and workflows without a state store.
   * Not for production: Redis has no password and no TLS. Components that connect to it are exported without these settings.
   * @default false
   */
  readonly devServices?: boolean;
  /**
   * Allows daprds without an API token. Any container of the project that reaches such a daprd can act as its app.
   * @default false: an app without apiTokenSecret is refused (DAPR8103)
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
}
