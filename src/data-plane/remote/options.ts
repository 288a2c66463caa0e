/** Options of a Dapr that another party runs. */
export interface RemoteDaprOptions {
  /**
   * URL of its HTTP API, `https://host:port` without a path: the only form that every SDK interprets alike. The Python, Java and
   * .NET SDKs use it for health checks even if the app uses gRPC. Any other form is refused (DAPR7040).
   */
  readonly httpEndpoint: string;
  /** URL of its gRPC API, also `https://host:port`: SDKs interpret other schemes differently (DAPR7040). */
  readonly grpcEndpoint: string;
  /**
   * Name of the Secret whose key `token` contains the API token that it requires.
   * @default - the app ID with the suffix `-catalyst` for Catalyst, otherwise that of `DaprPlatform`; refused without either (DAPR7043)
   */
  readonly apiTokenSecret?: string;
  /**
   * URL at which it calls the app, with port and path if needed. It declares that the app is reachable; the party that
   * runs the remote Dapr must configure it there. A URL that it cannot reach or that contains a password is refused (DAPR7045); for
   * Catalyst, so is a cluster-internal URL.
   * @default - none: nothing can be delivered to the app, and features that require delivery are refused (DAPR8001)
   */
  readonly appEndpoint?: string;
  /**
   * Allows an API without a token: anyone who reaches it can act as the app. Not supported with Catalyst (DAPR3015).
   * @default false
   */
  readonly unsafeAllowUnauthenticatedApi?: boolean;
  /**
   * Allows URLs that begin with `http://`: token and data are sent unencrypted.
   * @default false
   */
  readonly unsafeAllowPlainHttp?: boolean;
}
