/** What is needed to reach a Dapr that somebody else runs. */
export interface RemoteDaprOptions {
  /**
   * Address of its HTTP API, `https://host:port` and nothing after it: what every SDK reads alike. Python, Java and .NET
   * ask it for health even where the app speaks gRPC. Anything else is refused (DAPR7040).
   */
  readonly httpEndpoint: string;
  /** Address of its gRPC API, also `https://host:port`: SDKs do not agree on other schemes (DAPR7040). */
  readonly grpcEndpoint: string;
  /**
   * Name of the Secret whose key `token` it demands.
   * @default - for Catalyst `<app-id>-catalyst`; else that of DaprPlatform; without any it is refused (DAPR7043)
   */
  readonly apiTokenSecret?: string;
  /**
   * Address at which it calls the app: a URL, with port and path where needed. Whoever runs it has to know it; here it
   * says that there is one. One that it cannot reach or that holds a password is refused (DAPR7045); for Catalyst that is
   * also one of the cluster.
   * @default - none: nothing can be delivered to the app, and what would be is refused (DAPR8001)
   */
  readonly appEndpoint?: string;
  /**
   * Allows an API that demands no token: whoever reaches it acts as the app. Not at Catalyst (DAPR3015).
   * @default false
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
  /**
   * Allows addresses that begin with `http://`: token and data are readable on the way.
   * @default false
   */
  readonly unsafeAllowPlainHttp?: boolean;
}
