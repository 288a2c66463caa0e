import { Duration } from 'cdk8s';

/**
 * How daprd finds out whether the app is able to receive. While it is not, daprd stops delivering.
 *
 * It delays events rather than keeping them: what came before it noticed is lost without the retry that
 * subscriptions through a shared data plane have anyway.
 */
export interface AppHealthCheck {
  /**
   * HTTP path that daprd asks; it begins with a slash. A gRPC app is asked by the standard health service (DAPR3011).
   * @default - the path of the HTTP readiness probe of the container with the app port, otherwise '/healthz'
   */
  readonly path?: string;
  /**
   * Time between two questions, in whole seconds.
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;
  /**
   * How long daprd waits for an answer; not longer than `interval` (DAPR3010).
   * @default Duration.millis(500)
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row after which the app counts as unhealthy.
   * @default 3
   */
  readonly threshold?: number;
}
