import { Duration } from 'cdk8s';

/** How the time between two tries grows. */
export enum RetryPolicy {
  /** Always the same. */
  CONSTANT = 'constant',
  /** Longer each time, up to `maxInterval`. */
  EXPONENTIAL = 'exponential',
}

/** What defines a `ResiliencyRetry`. */
export interface ResiliencyRetryProps {
  /**
   * How the time between two tries grows.
   * @default RetryPolicy.CONSTANT
   */
  readonly policy?: RetryPolicy;
  /**
   * Time between two tries, for `CONSTANT` only (DAPR3122).
   * @default Duration.seconds(5)
   */
  readonly duration?: Duration;
  /**
   * Longest time between two tries, for `EXPONENTIAL` only (DAPR3122).
   * @default Duration.seconds(60)
   */
  readonly maxInterval?: Duration;
  /**
   * Number of tries after the first; 0 for none, -1 for no end.
   * @default -1
   */
  readonly maxRetries?: number;
  /**
   * HTTP status codes for which to try again, numbers and ranges such as `429,502-504`.
   * @default - all that are no success
   */
  readonly httpStatusCodes?: string;
  /**
   * gRPC status codes for which to try again, numbers and ranges such as `8,14`.
   * @default - all that are no success
   */
  readonly grpcStatusCodes?: string;
}

/** What defines a `ResiliencyCircuitBreaker`. */
export interface ResiliencyCircuitBreakerProps {
  /**
   * Calls let through while it is half open.
   * @default 1
   */
  readonly maxRequests?: number;
  /**
   * Time after which counters begin again while it is closed.
   * @default - never
   */
  readonly interval?: Duration;
  /**
   * Time for which it stays open.
   * @default Duration.seconds(60)
   */
  readonly timeout?: Duration;
  /**
   * When it opens: a CEL expression with `requests`, `totalSuccesses`, `totalFailures`, `consecutiveSuccesses` and
   * `consecutiveFailures`.
   * @default 'consecutiveFailures > 5'
   */
  readonly trip?: string;
}
