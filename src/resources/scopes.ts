import { IDaprPeer } from '../contract';

/** Which apps load a resource. */
export interface DaprScopes {
  /**
   * Apps that load it.
   * @default - those of `scopes`, and those that are added
   */
  readonly apps?: IDaprPeer[];
  /**
   * App-ids that load it besides, for apps defined elsewhere. An empty list is refused, for Dapr takes it for everyone
   * (DAPR4007); one that names no app here is a warning (DAPR4015).
   * @default - the apps
   */
  readonly scopes?: string[];
  /**
   * Lets every app of the namespace load it. Without it, one that no app loads is a warning (DAPR3100).
   * @default false
   */
  readonly availableToNamespace?: boolean;
}
