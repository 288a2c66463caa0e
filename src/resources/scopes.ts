import { IDaprPeer } from '../contract';

/** Which apps load a resource. */
export interface DaprScopes {
  /**
   * Apps that load the resource.
   * @default - the apps of `scopes`, and those added with `addApp`
   */
  readonly apps?: IDaprPeer[];
  /**
   * App IDs of further apps that load it, for apps defined outside this cdk8s App. An empty list is refused because Dapr
   * treats it as every app (DAPR4007); an ID that matches no app here is a warning (DAPR4015).
   * @default - only `apps`
   */
  readonly scopes?: string[];
  /**
   * Allows every app of the namespace to load the resource. Without it, a resource that no app loads is a warning (DAPR3100).
   * @default false
   */
  readonly availableToNamespace?: boolean;
}
