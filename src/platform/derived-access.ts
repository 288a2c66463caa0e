/**
 * What is derived from what apps declare to do. Each derivation can be turned off by itself, for an App, a chart or whatever
 * else a scope of `DaprPlatform` is; what somebody writes by hand always wins over what is derived.
 */
export interface DerivedAccess {
  /**
   * Which app may publish to and receive which topics of a broker (`publishingScopes`, `subscriptionScopes`, `protectedTopics`):
   * an app that declares a topic of a broker has declared all that it uses of it. Read at the broker's component.
   * @default true
   */
  readonly topicScopes?: boolean;
  /**
   * What an app may read of secret stores by the API: of Kubernetes the Secrets of `readsSecrets`, of a store that only its
   * components need nothing. Read at the app.
   * @default true
   */
  readonly secretScopes?: boolean;
  /**
   * Which apps may call an app, as soon as one is declared; all others are denied. Needs mTLS. Read at the app that is called.
   * @default true
   */
  readonly accessControl?: boolean;
  /**
   * Which APIs of Dapr an app may use, for HTTP and gRPC. An app that forgot to declare one gets an error at its first call, so
   * this is for apps whose declarations are complete; `usesApis` names what no other declaration implies. Read at the app.
   * @default false
   */
  readonly apiAllowList?: boolean;
  /**
   * A NetworkPolicy for each shared daprd: its API is for the pods of its apps only. Read at the shared daprd.
   * @default true
   */
  readonly networkPolicy?: boolean;
  /**
   * Switches the built-in secret store of Kubernetes off in sidecars of apps without `readsSecrets`. Read at the app.
   * @default true
   */
  readonly builtinSecretStoreOff?: boolean;
}
