/** What a compose project has of its own. */
export interface ComposeExportProps {
  /**
   * Name of the project, which prefixes its containers.
   * @default 'dapr'
   */
  readonly name?: string;
  /**
   * Where the images of Dapr come from, without a slash at the end: a mirror, where there is no internet.
   * @default 'ghcr.io/dapr'
   */
  readonly imageRegistry?: string;
  /**
   * Ports of the host under which apps are reached from outside, by the name of the service of the app; they lead to its `appPort`.
   * @default - other containers of the project only
   */
  readonly publishedPorts?: { [app: string]: number };
  /**
   * What an address of the cluster is here: `{ 'redis.shop.svc:6379': 'redis:6379' }`. Replaced in components, HTTP
   * endpoints, configurations, commands and environments; one that is left is refused
   * (DAPR8102): one with `.svc`, and a Service of this App by its short name that the project has not, too. Another host without a domain is a warning (DAPR8106).
   * @default - none
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * Adds what `dapr init` gives a developer: Redis, with a state store `statestore` and a broker `pubsub` where there
   * are none of these names, and Zipkin, with tracing where no Configuration says otherwise. Not for production: Redis has no password.
   * @default false
   */
  readonly devServices?: boolean;
  /**
   * Lets daprds without an API token be. Every container of the project that reaches one acts as its app.
   * @default false, an app without apiTokenSecret is refused (DAPR8103)
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
}
