import { Duration } from 'cdk8s';
import { breakerProblems, invalidPolicy, retryProblems } from './policy-checks';
import { ResiliencyRetryProps, ResiliencyCircuitBreakerProps, RetryPolicy } from './policy-props';
import { Problem } from '../../diagnostics/finding';
import { unchecked } from '../../props/checks';
import { asProblem, Schema, unknownProp } from '../../props/schema';
import { brand, hasBrand } from '../../util/brand';
import { omitEmpty, Json } from '../../util/json';
import { describe, durationText, isSpecialKey, milliseconds, text } from '../../util/values';

/**
 * A named timeout policy, for the targets of a `DaprResiliency`.
 * @example new DaprResiliency(chart, 'calls', { apps: [orders], appTargets: [{ app: billing, timeout: ResiliencyTimeout.of('short', Duration.seconds(5)) }] });
 */
export class ResiliencyTimeout {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyTimeout {
    return hasBrand(value, 'ResiliencyTimeout');
  }

  /** Creates a timeout policy. The duration is rendered with a unit: Dapr reads a number without one as milliseconds. */
  public static of(name: string, duration: Duration): ResiliencyTimeout {
    return new ResiliencyTimeout(name, duration);
  }

  /**
   * A timeout for each attempt of a call to any app without a target of its own. Its name is `DefaultAppTimeoutPolicy`, which Dapr applies
   * without a target: pass it in `timeouts`. It must be longer than the slowest call.
   */
  public static ofAppCalls(duration: Duration): ResiliencyTimeout {
    return new ResiliencyTimeout('DefaultAppTimeoutPolicy', duration);
  }

  private constructor(/** Name of the policy. */ public readonly timeoutName: string, private readonly duration: Duration) {}

  /** @internal */
  public get _name(): string {
    return this.timeoutName;
  }

  /** @internal */
  public _render(): string {
    return durationText(this.duration) ?? '';
  }

  /** @internal */
  public _problems(path: string): Problem[] {
    return [...nameProblems(path, this.timeoutName), ...propDurationProblems(path, this.duration ?? 0)];
  }
}

/**
 * A named retry policy, for the targets of a `DaprResiliency`.
 * @example new DaprResiliency(chart, 'calls', { apps: [orders], appTargets: [{ app: billing, retry: ResiliencyRetry.of('patient', { maxRetries: 5 }) }] });
 */
export class ResiliencyRetry {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyRetry {
    return hasBrand(value, 'ResiliencyRetry');
  }

  /** Creates a retry policy. */
  public static of(name: string, props: ResiliencyRetryProps = {}): ResiliencyRetry {
    return new ResiliencyRetry(name, props);
  }

  /**
   * A retry with which calls outlast a rollout of the called app, or its move to another data plane: every 0.5 s for 15 s, while the app is
   * unreachable or answers 502 to 504.
   *
   * Its name is `DefaultAppRetryPolicy`, which Dapr applies to every app without a target: pass it in `retries`. A target would
   * disable Dapr's built-in retry, which renews broken connections (dapr/dapr `pkg/messaging/direct_messaging.go`). Combine it with
   * `ResiliencyTimeout.ofAppCalls`: a call whose daprd stops while it is sent may hang until its caller gives up. A repeated call may reach
   * the app twice, so its methods must be idempotent.
   */
  public static acrossRollouts(): ResiliencyRetry {
    return new ResiliencyRetry('DefaultAppRetryPolicy', { duration: Duration.millis(500), maxRetries: 30, httpStatusCodes: '502-504', grpcStatusCodes: '4,14' });
  }

  private constructor(/** Name of the policy. */ public readonly retryName: string, private readonly props: ResiliencyRetryProps) {}

  /** @internal */
  public get _name(): string {
    return this.retryName;
  }

  /** Whether it retries without a limit. @internal */
  public get _unlimited(): boolean {
    return (this.props?.maxRetries ?? -1) === -1;
  }

  /** Whether it retries every failure until the delivery succeeds. @internal */
  public get _endless(): boolean {
    return this._unlimited && !this.props?.httpStatusCodes && !this.props?.grpcStatusCodes;
  }

  /** @internal */
  public get _maxRetries(): number {
    return this.props?.maxRetries ?? -1;
  }

  /** @internal */
  public _render(): Json {
    const { policy = RetryPolicy.CONSTANT, duration, maxInterval, maxRetries, httpStatusCodes, grpcStatusCodes } = this.props ?? {};
    return omitEmpty({
      policy,
      duration: durationText(duration),
      maxInterval: durationText(maxInterval),
      maxRetries,
      matching: omitEmpty({ httpStatusCodes, gRPCStatusCodes: grpcStatusCodes }),
    });
  }

  /** @internal */
  public _problems(path: string): Problem[] {
    const { duration, maxInterval, maxRetries = -1 } = this.props ?? {};
    return [
      ...nameProblems(path, this.retryName),
      ...unknownProps(path, this.props, RETRY),
      ...propDurationProblems(`${path}.duration`, duration),
      ...propDurationProblems(`${path}.maxInterval`, maxInterval),
      ...(Number.isInteger(maxRetries) && maxRetries < -1 ? [invalidPolicy(`${path}.maxRetries must be at least -1; got ${maxRetries}`)] : []),
      ...retryProblems(path, this._render(), codes => codes === 'gRPCStatusCodes' ? 'grpcStatusCodes' : codes),
    ];
  }
}

/**
 * A named circuit breaker policy, for the targets of a `DaprResiliency`.
 * @example new DaprResiliency(chart, 'calls', { apps: [orders], appTargets: [{ app: billing, circuitBreaker: ResiliencyCircuitBreaker.of('careful', { trip: 'consecutiveFailures > 5' }) }] });
 */
export class ResiliencyCircuitBreaker {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyCircuitBreaker {
    return hasBrand(value, 'ResiliencyCircuitBreaker');
  }

  /** Creates a circuit breaker policy. */
  public static of(name: string, props: ResiliencyCircuitBreakerProps = {}): ResiliencyCircuitBreaker {
    return new ResiliencyCircuitBreaker(name, props);
  }

  private constructor(/** Name of the policy. */ public readonly circuitBreakerName: string, private readonly props: ResiliencyCircuitBreakerProps) {}

  /** @internal */
  public get _name(): string {
    return this.circuitBreakerName;
  }

  /** @internal */
  public _render(): Json {
    const { maxRequests, interval, timeout, trip } = this.props ?? {};
    return omitEmpty({ maxRequests, interval: durationText(interval), timeout: durationText(timeout), trip: trip ?? 'consecutiveFailures > 5' });
  }

  /** @internal */
  public _problems(path: string): Problem[] {
    const { maxRequests = 1, interval, timeout } = this.props ?? {};
    return [
      ...nameProblems(path, this.circuitBreakerName),
      ...unknownProps(path, this.props, BREAKER),
      ...(Number.isInteger(maxRequests) && maxRequests >= 1 ? [] : [invalidPolicy(`${path}.maxRequests must be a whole number of at least 1; got ${describe(maxRequests)}`)]),
      ...propDurationProblems(`${path}.interval`, interval),
      ...propDurationProblems(`${path}.timeout`, timeout),
      ...breakerProblems(path, this._render()),
    ];
  }
}

/** The values are checked in rendered form. */
const RETRY: Schema<ResiliencyRetryProps> = {
  policy: unchecked, duration: unchecked, maxInterval: unchecked, maxRetries: unchecked, httpStatusCodes: unchecked, grpcStatusCodes: unchecked,
};
const BREAKER: Schema<ResiliencyCircuitBreakerProps> = { maxRequests: unchecked, interval: unchecked, timeout: unchecked, trip: unchecked };

const unknownProps = (path: string, props: object, schema: object): Problem[] => Object.keys(props ?? {}).filter(prop => !Object.hasOwn(schema, prop))
  .map(prop => asProblem(unknownProp(`${path}.${prop}`, prop, Object.keys(schema))));

const nameProblems = (path: string, name: unknown): Problem[] => typeof name === 'string' && name !== '' && !text(name) && !isSpecialKey(name) ? []
  : [invalidPolicy(`${path} must have a name of printable characters; got ${describe(name)}`)];

/** Problems of a value that is not a Duration of at least 1 ms. */
function propDurationProblems(path: string, value: unknown): Problem[] {
  const time = milliseconds(value);
  return value === undefined || (time !== undefined && time >= 1) ? []
    : [invalidPolicy(`${path} must be a Duration of at least 1 ms; got ${time === undefined ? describe(value) : `${time} ms`}`)];
}

brand(ResiliencyTimeout.prototype, 'ResiliencyTimeout');
brand(ResiliencyRetry.prototype, 'ResiliencyRetry');
brand(ResiliencyCircuitBreaker.prototype, 'ResiliencyCircuitBreaker');
