/**
 * Switches of the access rules derived from the declarations of apps. Each can be turned off separately, for any scope of
 * `DaprPlatform`: an App, a chart or another construct. Hand-written settings always take precedence over derived ones.
 */
export interface DerivedAccess {
  /**
   * Limits the topics of a pub/sub component that each app may publish to and subscribe to (`publishingScopes`,
   * `subscriptionScopes`, `protectedTopics`): an app that declares one topic of a component must declare all that it uses.
   * Read at the pub/sub component.
   * @default true
   */
  readonly topicScopes?: boolean;
  /**
   * Limits what an app may read through the secrets API: from the Kubernetes secret store only the Secrets of `readsSecrets`,
   * from a store that only its components use nothing. Read at the app.
   * @default true
   */
  readonly secretScopes?: boolean;
  /**
   * Allows only declared callers to invoke an app, as soon as one is declared; all others are denied. Requires mTLS. Read at
   * the invoked app.
   * @default true
   */
  readonly accessControl?: boolean;
  /**
   * Denies every caller of an app with a port that declares none, as `invokedBy: []` of the app does: a call must be declared by one of the two
   * apps. Without `accessControl` or mTLS nothing is denied, which is a warning (DAPR3256). Read at the invoked app.
   * @default false
   * @example DaprPlatform.set(app, { derivedAccess: { defaultDeny: true }, locked: ['derivedAccess'] });
   */
  readonly defaultDeny?: boolean;
  /**
   * Limits the Dapr APIs that an app may call, over HTTP and gRPC. A call to an undeclared API fails, so use this for apps whose
   * declarations are complete; `usesApis` declares the APIs that no other declaration implies. Read at the app.
   * @default false
   */
  readonly apiAllowList?: boolean;
  /**
   * Emits a NetworkPolicy for each shared daprd that allows only the pods of its apps to reach its API. Read at the shared
   * daprd.
   * @default true
   */
  readonly networkPolicy?: boolean;
  /**
   * Disables the built-in Kubernetes secret store in the sidecars of apps without `readsSecrets`. Read at the app.
   * @default true
   */
  readonly builtinSecretStoreOff?: boolean;
}
