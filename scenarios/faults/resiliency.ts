/** Faults of Resiliencies: policies, targets, status codes, circuit breakers, contradictions. */
import { Chart, Duration } from 'cdk8s';
import { ActorCircuitBreakerScope, DaprApp, DaprHttpEndpoint, DaprResiliency, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from 'cdk8s-dapr';
import { Case, componentOf, peer } from './case';
import { RetryPolicy } from '../../src/resources/resiliency/policy-props';
import { app } from '../charts';

const resiliency = (make: (chart: Chart) => any) => (chart: Chart) => {
  new DaprResiliency(chart, 'r', { apps: [app(chart)], ...make(chart) });
};
const retry = (props: any, name = 'retry') => resiliency(() => ({ retries: [ResiliencyRetry.of(name, props)] }));
const breaker = (props: any) => resiliency(() => ({ circuitBreakers: [ResiliencyCircuitBreaker.of('breaker', props)] }));
const timeout = ResiliencyTimeout.of('short', Duration.seconds(1));

export const ERRORS: Case[] = [
  ['122 a number instead of a duration', 'DAPR3122', resiliency(() => ({ timeouts: [ResiliencyTimeout.of('t', 5 as any)] }))],
  ['122 a timeout of zero', 'DAPR3122', resiliency(() => ({ timeouts: [ResiliencyTimeout.of('t', Duration.millis(0))] }))],
  ['123 an unknown policy', 'DAPR3122', retry({ policy: 'linear' })],
  ['an object without a prototype as a policy', 'DAPR3122', retry({ policy: Object.create(null) })],
  ['123 an invalid number of retries', 'DAPR3122', retry({ maxRetries: -2 })],

  ['124 a policy by name', 'DAPR3017', resiliency(chart => ({ appTargets: [{ app: peer(chart), retry: 'patient' }] }))],
  ['124 a target without a policy', 'DAPR3124', resiliency(chart => ({ appTargets: [{ app: peer(chart) }] }))],
  ['125 a target that is not an app', 'DAPR3124', resiliency(() => ({ appTargets: [{ app: 'billing', timeout }] }))],
  ['125 a target that is an app and an endpoint', 'DAPR3124', resiliency(chart => ({
    appTargets: [{ app: peer(chart), httpEndpoint: DaprHttpEndpoint.fromHttpEndpointName(chart, 'e', 'e'), timeout }],
  }))],
  ['126 inbound policies for a state store', 'DAPR3124', resiliency(chart => ({ componentTargets: [{ component: componentOf(chart, 'state.redis'), inbound: { timeout } }] }))],
  ['127 an unknown circuit breaker scope', 'DAPR3122', resiliency(() => ({
    actorTargets: [{ actorType: 'Cart', circuitBreaker: ResiliencyCircuitBreaker.of('b'), circuitBreakerScope: 'both' }],
  }))],
  ['127 a circuit breaker scope without a circuit breaker', 'DAPR3124', resiliency(() => ({ actorTargets: [{ actorType: 'Cart', timeout, circuitBreakerScope: ActorCircuitBreakerScope.ID }] }))],
  ['an actor target without a type', 'DAPR3124', resiliency(() => ({ actorTargets: [{ actorType: '', timeout }] }))],
  ['128 fewer retries than Dapr allows', 'DAPR3123', retry({ maxRetries: 1 }, 'DaprBuiltInServiceRetries')],
  ['128 a built-in retry that must not be changed', 'DAPR3123', retry({ maxRetries: 9 }, 'DaprBuiltInActorNotFoundRetries')],

  ['130 HTTP codes out of range', 'DAPR3122', retry({ httpStatusCodes: '99' })],
  ['130 HTTP codes with a space', 'DAPR3122', retry({ httpStatusCodes: '429, 503' })],
  ['130 gRPC codes out of range', 'DAPR3122', retry({ grpcStatusCodes: '17' })],
  ['130 a descending range', 'DAPR3122', retry({ httpStatusCodes: '504-502' })],

  ['131 a trip with an unknown counter', 'DAPR3122', breaker({ trip: 'failures > 5' })],
  ['131 a trip that is not a comparison', 'DAPR3122', breaker({ trip: 'consecutiveFailures' })],
  ['131 a trip with an unclosed parenthesis', 'DAPR3122', breaker({ trip: '(consecutiveFailures > 5' })],
  ['a circuit breaker that allows no request', 'DAPR3122', breaker({ maxRequests: 0 })],

  ['two policies with the same name', 'DAPR3120', resiliency(() => ({ retries: [ResiliencyRetry.of('a', { maxRetries: 1 }), ResiliencyRetry.of('a', { maxRetries: 2 })] }))],
  ['two targets for one app', 'DAPR3120', resiliency(chart => { const other = peer(chart); return { appTargets: [{ app: other, timeout }, { app: other, timeout }] }; })],
  ['an empty Resiliency', 'DAPR3122', resiliency(() => ({}))],
  ['132 two Resiliencies of one app that contradict each other', 'DAPR3121', chart => {
    const checkout = app(chart);
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [checkout], retries: [ResiliencyRetry.of('a', { maxRetries: n })] }));
  }],
  ['132 a Resiliency of the app and one of the namespace that contradict each other', 'DAPR3121', chart => {
    new DaprResiliency(chart, 'mine', { apps: [app(chart)], timeouts: [ResiliencyTimeout.of('a', Duration.seconds(1))] });
    new DaprResiliency(chart, 'all', { availableToNamespace: true, timeouts: [ResiliencyTimeout.of('a', Duration.seconds(2))] });
  }],
];

export const WARNINGS: Case[] = [
  ['an exponential retry with a duration', 'DAPR3171', retry({ policy: RetryPolicy.EXPONENTIAL, duration: Duration.seconds(1), maxRetries: 3 })],
  ['a constant retry with a maximal interval', 'DAPR3171', retry({ maxInterval: Duration.seconds(1), maxRetries: 3 })],
  ['129 an endless retry', 'DAPR6003', chart => {
    new DaprResiliency(chart, 'r', { apps: [app(chart)], appTargets: [{ app: DaprApp.fromAppId(chart, 'b', 'billing'), retry: ResiliencyRetry.of('always') }] });
  }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['129 a retry with a maximum', 'DAPR6003', chart => {
    new DaprResiliency(chart, 'r', { apps: [app(chart)], appTargets: [{ app: DaprApp.fromAppId(chart, 'b', 'billing'), retry: ResiliencyRetry.of('some', { maxRetries: 3 }) }] });
  }],
  ['equal policies in two Resiliencies', 'DAPR3121', chart => {
    const checkout = app(chart);
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [checkout], timeouts: [timeout] }));
  }],
  ['different Resiliencies of two apps', 'DAPR3121', chart => {
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [app(chart, {}, `app${n}`)], timeouts: [ResiliencyTimeout.of('a', Duration.seconds(n))] }));
  }],
];
