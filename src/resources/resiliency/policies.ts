import { Duration } from 'cdk8s';
import { breakerProblems, invalidPolicy, retryProblems } from './policy-checks';
import { ResiliencyRetryProps, ResiliencyCircuitBreakerProps, RetryPolicy } from './policy-props';
import { Problem } from '../../diagnostics/finding';
import { unchecked } from '../../props/checks';
import { asProblem, Schema, unknownProp } from '../../props/schema';
import { brand, hasBrand } from '../../util/brand';
import { omitEmpty, Json } from '../../util/json';
import { describe, durationText, isSpecialKey, milliseconds, text } from '../../util/values';

/** How long a call may take: a policy by its name. The targets of a `DaprResiliency` take it. */
export class ResiliencyTimeout {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyTimeout {
    return hasBrand(value, 'ResiliencyTimeout');
  }

  /** A limit of time. Dapr takes a number without a unit for milliseconds; a `Duration` has one. */
  public static of(name: string, duration: Duration): ResiliencyTimeout {
    return new ResiliencyTimeout(name, duration);
  }

  private constructor(public readonly name: string, private readonly duration: Duration) {}

  /** @internal */
  public _render(): string {
    return durationText(this.duration) ?? '';
  }

  /** @internal */
  public _problems(path: string): Problem[] {
    return [...badName(path, this.name), ...badDuration(path, this.duration ?? 0)];
  }
}

/** How often and when to try again: a policy by its name. The targets of a `DaprResiliency` take it. */
export class ResiliencyRetry {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyRetry {
    return hasBrand(value, 'ResiliencyRetry');
  }

  /** Tries again. */
  public static of(name: string, props: ResiliencyRetryProps = {}): ResiliencyRetry {
    return new ResiliencyRetry(name, props);
  }

  private constructor(public readonly name: string, private readonly props: ResiliencyRetryProps) {}

  /** True where it goes on until it succeeds. @internal */
  public get _endless(): boolean {
    return (this.props?.maxRetries ?? -1) === -1;
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
    const { policy = RetryPolicy.CONSTANT, duration, maxInterval, maxRetries = -1 } = this.props ?? {};
    return [
      ...badName(path, this.name),
      ...unknownProps(path, this.props, RETRY),
      ...badDuration(`${path}.duration`, duration),
      ...badDuration(`${path}.maxInterval`, maxInterval),
      ...(Number.isInteger(maxRetries) && maxRetries < -1 ? [invalidPolicy(`${path}.maxRetries must be at least -1; got ${maxRetries}`)] : []),
      ...(policy === RetryPolicy.EXPONENTIAL && duration !== undefined
        ? [invalidPolicy(`${path}.duration must not be given to an exponential retry, which ignores it`, 'give maxInterval')] : []),
      ...(policy === RetryPolicy.CONSTANT && maxInterval !== undefined
        ? [invalidPolicy(`${path}.maxInterval must not be given to a constant retry, which ignores it`, 'give duration')] : []),
      ...retryProblems(path, this._render()),
    ];
  }
}

/** When to stop trying for a while: a policy by its name. The targets of a `DaprResiliency` take it. */
export class ResiliencyCircuitBreaker {
  /** @internal */
  public static _is(value: unknown): value is ResiliencyCircuitBreaker {
    return hasBrand(value, 'ResiliencyCircuitBreaker');
  }

  /** Stops calls to what fails. */
  public static of(name: string, props: ResiliencyCircuitBreakerProps = {}): ResiliencyCircuitBreaker {
    return new ResiliencyCircuitBreaker(name, props);
  }

  private constructor(public readonly name: string, private readonly props: ResiliencyCircuitBreakerProps) {}

  /** @internal */
  public _render(): Json {
    const { maxRequests, interval, timeout, trip } = this.props ?? {};
    return omitEmpty({ maxRequests, interval: durationText(interval), timeout: durationText(timeout), trip: trip ?? 'consecutiveFailures > 5' });
  }

  /** @internal */
  public _problems(path: string): Problem[] {
    const { maxRequests = 1, interval, timeout } = this.props ?? {};
    return [
      ...badName(path, this.name),
      ...unknownProps(path, this.props, BREAKER),
      ...(Number.isInteger(maxRequests) && maxRequests >= 1 ? [] : [invalidPolicy(`${path}.maxRequests must be a whole number from 1; got ${describe(maxRequests)}`)]),
      ...badDuration(`${path}.interval`, interval),
      ...badDuration(`${path}.timeout`, timeout),
      ...breakerProblems(path, this._render()),
    ];
  }
}

/** Their values are checked with what is made of them. */
const RETRY: Schema<ResiliencyRetryProps> = {
  policy: unchecked, duration: unchecked, maxInterval: unchecked, maxRetries: unchecked, httpStatusCodes: unchecked, grpcStatusCodes: unchecked,
};
const BREAKER: Schema<ResiliencyCircuitBreakerProps> = { maxRequests: unchecked, interval: unchecked, timeout: unchecked, trip: unchecked };

const unknownProps = (path: string, props: object, schema: object): Problem[] => Object.keys(props ?? {}).filter(prop => !Object.hasOwn(schema, prop))
  .map(prop => asProblem(unknownProp(`${path}.${prop}`, prop, Object.keys(schema))));

const badName = (path: string, name: unknown): Problem[] => typeof name === 'string' && name !== '' && !text(name) && !isSpecialKey(name) ? []
  : [invalidPolicy(`${path} must have a name of printable characters; got ${describe(name)}`)];

/** A duration of at least a millisecond. */
function badDuration(path: string, value: unknown): Problem[] {
  const time = milliseconds(value);
  return value === undefined || (time !== undefined && time >= 1) ? []
    : [invalidPolicy(`${path} must be a Duration of at least 1 ms; got ${time === undefined ? describe(value) : `${time} ms`}`)];
}

brand(ResiliencyTimeout.prototype, 'ResiliencyTimeout');
brand(ResiliencyRetry.prototype, 'ResiliencyRetry');
brand(ResiliencyCircuitBreaker.prototype, 'ResiliencyCircuitBreaker');
