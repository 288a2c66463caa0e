/** Targets of a Resiliency as JSON, and what is wrong with them. */
import { IConstruct } from 'constructs';
import { ResiliencyRetry } from './policies';
import { INVALID_RESILIENCY } from './policy-checks';
import { ActorCircuitBreakerScope, ResiliencyActorTarget, ResiliencyAppTarget, ResiliencyComponentTarget, ResiliencyPolicies } from './props';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { aNumber, struct, unchecked } from '../../props/checks';
import { guardComponent, guardInteger } from '../../props/guard';
import { Schema } from '../../props/schema';
import { omitEmpty, Json } from '../../util/json';
import { describe, isSpecialKey, text } from '../../util/values';

const TARGET_WITHOUT_EFFECT = error('DAPR3124', {
  title: 'resiliency target without effect',
  why: 'Dapr finds nothing to apply and says nothing',
  todo: 'correct the target',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});
const ENDLESS_RETRY = warning('DAPR6003', {
  title: 'retry without an end',
  why: 'While the other side is away, calls pile up and never fail',
  todo: 'give maxRetries, a timeout or a circuit breaker, or acknowledge this',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});

const POLICIES: Schema<ResiliencyPolicies> = { timeout: unchecked, retry: unchecked, circuitBreaker: unchecked };

/** Types of the props; the policies are checked where they are declared. */
export const APP_TARGET: Schema<ResiliencyAppTarget> = { ...POLICIES, app: unchecked, httpEndpoint: unchecked, circuitBreakerCacheSize: aNumber };
export const COMPONENT_TARGET: Schema<ResiliencyComponentTarget> = { component: unchecked, inbound: struct(POLICIES), outbound: struct(POLICIES) };
export const ACTOR_TARGET: Schema<ResiliencyActorTarget> = {
  ...POLICIES, actorType: unchecked, circuitBreakerScope: unchecked, circuitBreakerCacheSize: aNumber,
};

/** Types that bring something to the app. */
const WITH_INBOUND = /^(pubsub|bindings)\./;

/** Names of policies; what is no text was reported. */
export const policies = (all: ResiliencyPolicies | undefined): Json =>
  omitEmpty(Object.fromEntries((['timeout', 'retry', 'circuitBreaker'] as const).map(kind => [kind, all?.[kind]?.name] as const).filter(([, name]) => typeof name === 'string')));

export const appTarget = (target: ResiliencyAppTarget): Json =>
  omitEmpty({ ...policies(target), circuitBreakerCacheSize: target.circuitBreakerCacheSize });

export const actorTarget = (target: ResiliencyActorTarget): Json => omitEmpty({
  ...policies(target),
  circuitBreakerScope: target.circuitBreaker ? target.circuitBreakerScope ?? ActorCircuitBreakerScope.TYPE : undefined,
  circuitBreakerCacheSize: target.circuitBreakerCacheSize,
});

/** The name of what is called, if it is a target at all. */
export function checkAppTarget(at: IConstruct, target: ResiliencyAppTarget): string | undefined {
  const { app, httpEndpoint } = target ?? {};
  const names = [app?.appId, httpEndpoint?.httpEndpointName].filter(name => typeof name === 'string');
  if (names.length !== 1) {
    report(at, TARGET_WITHOUT_EFFECT, `a target names ${names.length ? names.map(describe).join(' and ') : 'neither an app nor an HTTP endpoint'}`,
      'give app or httpEndpoint');
    return undefined;
  }
  checkPolicies(at, `target '${names[0]}'`, target);
  checkEnd(at, `target '${names[0]}'`, target);
  checkCacheSize(at, target.circuitBreakerCacheSize);
  return names[0];
}

export function checkActorTarget(at: IConstruct, target: ResiliencyActorTarget): boolean {
  const { actorType, circuitBreaker, circuitBreakerScope, circuitBreakerCacheSize } = target ?? {};
  if (text(actorType) || actorType === '' || isSpecialKey(actorType)) {
    report(at, TARGET_WITHOUT_EFFECT, `actorType ${describe(actorType)}`);
    return false;
  }
  checkPolicies(at, `actors '${actorType}'`, target);
  checkEnd(at, `actors '${actorType}'`, target);
  if (circuitBreakerScope !== undefined && !Object.values(ActorCircuitBreakerScope).includes(circuitBreakerScope)) {
    report(at, INVALID_RESILIENCY, `circuitBreakerScope ${describe(circuitBreakerScope)} is none of ${Object.values(ActorCircuitBreakerScope).join(', ')}`);
    return false;
  }
  if (circuitBreakerScope !== undefined && !circuitBreaker) {
    report(at, TARGET_WITHOUT_EFFECT, `circuitBreakerScope of actors '${actorType}' without a circuitBreaker`);
  }
  checkCacheSize(at, circuitBreakerCacheSize);
  return true;
}

export function checkComponentTarget(at: IConstruct, target: ResiliencyComponentTarget): void {
  guardComponent(at, 'componentTargets: component', target?.component);
  const { component, inbound, outbound } = target;
  const type: unknown = (component as { type?: unknown }).type;
  const name = `component '${component.componentName}'`;
  if (typeof type === 'string' && inbound && !WITH_INBOUND.test(type)) {
    report(at, TARGET_WITHOUT_EFFECT, `inbound of ${name}, and ${type} brings nothing to the app`, 'give outbound');
  }
  checkPolicies(at, name, { ...inbound, ...outbound });
  checkEnd(at, `outbound of ${name}`, outbound);
}

function checkPolicies(at: IConstruct, what: string, all: ResiliencyPolicies): void {
  if (!all.timeout && !all.retry && !all.circuitBreaker) {
    report(at, TARGET_WITHOUT_EFFECT, `${what} has no policy`, 'give it one, or leave the target out');
  }
}

/** Events are kept by a retry without an end; a call that somebody waits for is not. */
function checkEnd(at: IConstruct, what: string, all: ResiliencyPolicies | undefined): void {
  if (ResiliencyRetry._is(all?.retry) && all.retry._endless && !all.timeout && !all.circuitBreaker) {
    report(at, ENDLESS_RETRY, `${what} has the retry '${all.retry.name}' without maxRetries, and neither a timeout nor a circuit breaker`);
  }
}

function checkCacheSize(at: IConstruct, size: unknown): void {
  guardInteger(at, 'circuitBreakerCacheSize', size, 1, 2 ** 31 - 1);
}
