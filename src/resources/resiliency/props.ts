import { ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from './policies';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { IDaprHttpEndpoint } from '../http-endpoint/http-endpoint';
import { DaprScopes } from '../scopes';

/** Policies of a target; each of them is declared in the Resiliency that has the target. */
export interface ResiliencyPolicies {
  /**
   * How long a call may take.
   * @default - no limit
   */
  readonly timeout?: ResiliencyTimeout;
  /**
   * When to try again.
   * @default - never
   */
  readonly retry?: ResiliencyRetry;
  /**
   * When to stop trying.
   * @default - never
   */
  readonly circuitBreaker?: ResiliencyCircuitBreaker;
}

/**
 * Calls to an app, or to an HTTP endpoint: give one of the two (DAPR3124). A target switches Dapr's own retry of
 * calls off.
 */
export interface ResiliencyAppTarget extends ResiliencyPolicies {
  /**
   * The app that is called.
   * @default - an HTTP endpoint
   */
  readonly app?: IDaprPeer;
  /**
   * The HTTP endpoint that is called.
   * @default - an app
   */
  readonly httpEndpoint?: IDaprHttpEndpoint;
  /**
   * Methods of which the breaker keeps the state at the same time.
   * @default 100
   */
  readonly circuitBreakerCacheSize?: number;
}

/** For what a breaker of actors counts. */
export enum ActorCircuitBreakerScope {
  /** All actors of the type. */
  TYPE = 'type',
  /** Each actor. */
  ID = 'id',
}

/** Calls to the actors of a type. */
export interface ResiliencyActorTarget extends ResiliencyPolicies {
  /** Type of the actors. */
  readonly actorType: string;
  /**
   * For what the breaker counts; always written, for Dapr refuses a breaker without it.
   * @default ActorCircuitBreakerScope.TYPE
   */
  readonly circuitBreakerScope?: ActorCircuitBreakerScope;
  /**
   * Actors of which the breaker keeps the state at the same time.
   * @default 5000
   */
  readonly circuitBreakerCacheSize?: number;
}

/** Calls between Dapr and a component. */
export interface ResiliencyComponentTarget {
  /** The component. */
  readonly component: IDaprComponent;
  /**
   * What the component brings to the app: events and input bindings. Other types have none (DAPR3124).
   *
   * Where the app's daprd outlives it, a retry that keeps events until the app is back is added if you give none; one that
   * ends, or a breaker, is a warning (DAPR3125).
   * @default - none
   */
  readonly inbound?: ResiliencyPolicies;
  /**
   * What is asked of the component.
   * @default - none
   */
  readonly outbound?: ResiliencyPolicies;
}

/** What defines a `DaprResiliency`. */
export interface DaprResiliencyProps extends DaprScopes {
  /**
   * Name of the object.
   * @default - the construct id
   */
  readonly resiliencyName?: string;
  /**
   * Namespace, which must be that of the apps (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * Timeouts that no target names: Dapr applies some by their name alone, such as `DefaultTimeoutPolicy`.
   * @default - those of the targets
   */
  readonly timeouts?: ResiliencyTimeout[];
  /**
   * Retries that no target names, such as `DefaultRetryPolicy` or `DaprBuiltInServiceRetries`.
   * @default - those of the targets
   */
  readonly retries?: ResiliencyRetry[];
  /**
   * Breakers that no target names, such as `DefaultCircuitBreakerPolicy`.
   * @default - those of the targets
   */
  readonly circuitBreakers?: ResiliencyCircuitBreaker[];
  /**
   * Apps and HTTP endpoints that are called.
   * @default - none
   */
  readonly appTargets?: ResiliencyAppTarget[];
  /**
   * Actors that are called.
   * @default - none
   */
  readonly actorTargets?: ResiliencyActorTarget[];
  /**
   * Components.
   * @default - none
   */
  readonly componentTargets?: ResiliencyComponentTarget[];
}
