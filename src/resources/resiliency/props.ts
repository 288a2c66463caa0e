import { ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from './policies';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { IDaprHttpEndpoint } from '../http-endpoint/http-endpoint';
import { DaprScopes } from '../scopes';

/** Policies of a target. Each is declared in the Resiliency that contains the target. */
export interface ResiliencyPolicies {
  /**
   * Timeout of a call.
   * @default - no timeout
   */
  readonly timeout?: ResiliencyTimeout;
  /**
   * Retry policy.
   * @default - no retries
   */
  readonly retry?: ResiliencyRetry;
  /**
   * Circuit breaker policy.
   * @default - no circuit breaker
   */
  readonly circuitBreaker?: ResiliencyCircuitBreaker;
}

/**
 * A target for calls to an app or an HTTP endpoint: set exactly one of the two (DAPR3124). A target disables Dapr's built-in
 * retries of service invocation, except for an app of another namespace.
 */
export interface ResiliencyAppTarget extends ResiliencyPolicies {
  /**
   * The called app. If its namespace is known and differs from that of the Resiliency, the target is named `<app-id>.<namespace>`: Dapr
   * looks it up by the name in the call.
   * @default - none; `httpEndpoint` must be set
   */
  readonly app?: IDaprPeer;
  /**
   * The called HTTP endpoint.
   * @default - none; `app` must be set
   */
  readonly httpEndpoint?: IDaprHttpEndpoint;
  /**
   * Maximum number of methods for which the circuit breaker keeps state.
   * @default 100
   */
  readonly circuitBreakerCacheSize?: number;
}

/** Scope of an actor circuit breaker. */
export enum ActorCircuitBreakerScope {
  /** One circuit breaker for all actors of the type. */
  TYPE = 'type',
  /** One circuit breaker for each actor ID. */
  ID = 'id',
}

/** A target for calls to the actors of a type. */
export interface ResiliencyActorTarget extends ResiliencyPolicies {
  /** Actor type. */
  readonly actorType: string;
  /**
   * Scope of the circuit breaker. Always rendered with a circuit breaker, since Dapr rejects one without a scope.
   * @default ActorCircuitBreakerScope.TYPE
   */
  readonly circuitBreakerScope?: ActorCircuitBreakerScope;
  /**
   * Maximum number of actors for which the circuit breaker keeps state.
   * @default 5000
   */
  readonly circuitBreakerCacheSize?: number;
}

/** A target for calls between Dapr and a component. */
export interface ResiliencyComponentTarget {
  /** The component. */
  readonly component: IDaprComponent;
  /**
   * Policies for what the component delivers to the app: pub/sub events and input bindings. Invalid for other types (DAPR3124).
   *
   * If daprd outlives the app and no retry is set, a retry that keeps events until the app is available again is added. A retry
   * with a limit, or a circuit breaker, is a warning (DAPR3125).
   * @default - none
   */
  readonly inbound?: ResiliencyPolicies;
  /**
   * Policies for calls from Dapr to the component.
   * @default - none
   */
  readonly outbound?: ResiliencyPolicies;
}

/** Props of `DaprResiliency`. */
export interface DaprResiliencyProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct ID
   */
  readonly resiliencyName?: string;
  /**
   * Namespace of the object; must be the namespace of the apps (DAPR1013).
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
  /**
   * Additional timeouts without a target: Dapr applies some by name alone, such as `DefaultTimeoutPolicy`.
   * @default - the policies of the targets
   */
  readonly timeouts?: ResiliencyTimeout[];
  /**
   * Additional retries without a target, such as `DefaultRetryPolicy` or `DaprBuiltInServiceRetries`.
   * @default - the policies of the targets
   */
  readonly retries?: ResiliencyRetry[];
  /**
   * Additional circuit breakers without a target, such as `DefaultCircuitBreakerPolicy`.
   * @default - the policies of the targets
   */
  readonly circuitBreakers?: ResiliencyCircuitBreaker[];
  /**
   * Targets for calls to apps and HTTP endpoints.
   * @default - none
   */
  readonly appTargets?: ResiliencyAppTarget[];
  /**
   * Targets for calls to actors.
   * @default - none
   */
  readonly actorTargets?: ResiliencyActorTarget[];
  /**
   * Targets for calls to and from components.
   * @default - none
   */
  readonly componentTargets?: ResiliencyComponentTarget[];
}
