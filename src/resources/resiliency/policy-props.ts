import { Duration } from 'cdk8s';

/** Backoff strategy of a retry. */
export enum RetryPolicy {
  /** The interval between retries is constant. */
  CONSTANT = 'constant',
  /** The interval between retries grows exponentially, up to `maxInterval`. */
  EXPONENTIAL = 'exponential',
}

/** Props of `ResiliencyRetry`. */
export interface ResiliencyRetryProps {
  /**
   * Backoff strategy.
   * @default RetryPolicy.CONSTANT
   */
  readonly policy?: RetryPolicy;
  /**
   * Interval between retries, for `CONSTANT` only (DAPR3122).
   * @default Duration.seconds(5)
   */
  readonly duration?: Duration;
  /**
   * Maximum interval between retries, for `EXPONENTIAL` only (DAPR3122).
   * @default Duration.seconds(60)
   */
  readonly maxInterval?: Duration;
  /**
   * Maximum number of retries; 0 for none, -1 for no limit.
   * @default -1
   */
  readonly maxRetries?: number;
  /**
   * HTTP status codes to retry: codes and ranges such as `429,502-504`.
   * @default - all codes that are not a success
   */
  readonly httpStatusCodes?: string;
  /**
   * gRPC status codes to retry: codes and ranges such as `8,14`.
   * @default - all codes that are not a success
   */
  readonly grpcStatusCodes?: string;
}

/** Props of `ResiliencyCircuitBreaker`. */
export interface ResiliencyCircuitBreakerProps {
  /**
   * Number of calls allowed while the circuit breaker is half-open.
   * @default 1
   */
  readonly maxRequests?: number;
  /**
   * Interval after which the counters are reset while the circuit breaker is closed.
   * @default - never
   */
  readonly interval?: Duration;
  /**
   * How long the circuit breaker stays open.
   * @default Duration.seconds(60)
   */
  readonly timeout?: Duration;
  /**
   * Condition for opening: a CEL expression with `requests`, `totalSuccesses`, `totalFailures`, `consecutiveSuccesses` and
   * `consecutiveFailures`.
   * @default 'consecutiveFailures > 5'
   */
  readonly trip?: string;
}
