/** Rendering and checks of Resiliency targets. */
import { IConstruct } from 'constructs';
import { ResiliencyRetry } from './policies';
import { INVALID_RESILIENCY } from './policy-checks';
import { ActorCircuitBreakerScope, ResiliencyActorTarget, ResiliencyAppTarget, ResiliencyComponentTarget, ResiliencyPolicies } from './props';
import { IDaprPeer } from '../../contract';
import { report } from '../../diagnostics/report';
import { error, warning } from '../../diagnostics/rule';
import { aNumber, struct, unchecked } from '../../props/checks';
import { guardComponent, guardInteger } from '../../props/guard';
import { Schema } from '../../props/schema';
import { omitEmpty, Json } from '../../util/json';
import { anyOf, describe, isSpecialKey, mustBe, text } from '../../util/values';

const TARGET_WITHOUT_EFFECT = error('DAPR3124', {
  title: 'resiliency target without effect',
  why: 'Dapr silently ignores the target',
  todo: 'correct the target',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});
const UNLIMITED_RETRY = warning('DAPR6003', {
  title: 'retry without a limit',
  why: 'While the called side is unavailable, calls pile up and never fail',
  todo: 'set maxRetries, a timeout or a circuit breaker, or acknowledge this',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});

const POLICIES: Schema<ResiliencyPolicies> = { timeout: unchecked, retry: unchecked, circuitBreaker: unchecked };

/** Schemas of the targets; the policies are checked when they are declared. */
export const APP_TARGET: Schema<ResiliencyAppTarget> = { ...POLICIES, app: unchecked, httpEndpoint: unchecked, circuitBreakerCacheSize: aNumber };
export const COMPONENT_TARGET: Schema<ResiliencyComponentTarget> = { component: unchecked, inbound: struct(POLICIES), outbound: struct(POLICIES) };
export const ACTOR_TARGET: Schema<ResiliencyActorTarget> = {
  ...POLICIES, actorType: unchecked, circuitBreakerScope: unchecked, circuitBreakerCacheSize: aNumber,
};

/** Component types that deliver to the app. */
const WITH_INBOUND = /^(pubsub|bindings)\./;

/** Names of the policies; values that are not strings are already reported. */
export const policies = (all: ResiliencyPolicies | undefined): Json =>
  omitEmpty(Object.fromEntries((['timeout', 'retry', 'circuitBreaker'] as const).map(kind => [kind, all?.[kind]?._name] as const).filter(([, name]) => typeof name === 'string')));

export const appTarget = (target: ResiliencyAppTarget): Json =>
  omitEmpty({ ...policies(target), circuitBreakerCacheSize: target.circuitBreakerCacheSize });

export const actorTarget = (target: ResiliencyActorTarget): Json => omitEmpty({
  ...policies(target),
  circuitBreakerScope: target.circuitBreaker ? target.circuitBreakerScope ?? ActorCircuitBreakerScope.TYPE : undefined,
  circuitBreakerCacheSize: target.circuitBreakerCacheSize,
});

/** Dapr compares the name of a target with the name in the call, which for an app of another namespace is `<app-id>.<namespace>`. */
const calledName = (namespace: string | undefined, app: IDaprPeer): string =>
  typeof app.appId === 'string' && app.namespace !== undefined && app.namespace !== namespace ? `${app.appId}.${app.namespace}` : app.appId;

/** The name of the called app or HTTP endpoint, if the target is valid. */
export function checkAppTarget(at: IConstruct & { readonly namespace?: string }, target: ResiliencyAppTarget): string | undefined {
  const { app, httpEndpoint } = target ?? {};
  const names = [app && calledName(at.namespace, app), httpEndpoint?.httpEndpointName].filter(name => typeof name === 'string');
  if (names.length !== 1) {
    report(at, TARGET_WITHOUT_EFFECT, `a target must refer to one app or one HTTP endpoint; got ${names.length ? names.map(describe).join(' and ') : 'neither'}`,
      'set either app or httpEndpoint');
    return undefined;
  }
  checkPolicies(at, `target '${names[0]}'`, target);
  checkRetryLimit(at, `target '${names[0]}'`, target);
  checkCacheSize(at, target.circuitBreakerCacheSize);
  return names[0];
}

export function checkActorTarget(at: IConstruct, target: ResiliencyActorTarget): boolean {
  const { actorType, circuitBreaker, circuitBreakerScope, circuitBreakerCacheSize } = target ?? {};
  if (text(actorType) || actorType === '' || isSpecialKey(actorType)) {
    report(at, TARGET_WITHOUT_EFFECT, mustBe('actorType', 'the name of an actor type', actorType));
    return false;
  }
  checkPolicies(at, `actors '${actorType}'`, target);
  checkRetryLimit(at, `actors '${actorType}'`, target);
  if (circuitBreakerScope !== undefined && !Object.values(ActorCircuitBreakerScope).includes(circuitBreakerScope)) {
    report(at, INVALID_RESILIENCY, mustBe('circuitBreakerScope', anyOf(Object.values(ActorCircuitBreakerScope)), circuitBreakerScope));
    return false;
  }
  if (circuitBreakerScope !== undefined && !circuitBreaker) {
    report(at, TARGET_WITHOUT_EFFECT, `circuitBreakerScope of actors '${actorType}' requires a circuitBreaker`, 'set circuitBreaker, or remove circuitBreakerScope');
  }
  checkCacheSize(at, circuitBreakerCacheSize);
  return true;
}

export function checkComponentTarget(at: IConstruct, target: ResiliencyComponentTarget): boolean {
  if (!guardComponent(at, 'componentTargets.component', target?.component)) {
    return false;
  }
  const { component, inbound, outbound } = target;
  const type: unknown = (component as { type?: unknown }).type;
  const name = `component '${component.componentName}'`;
  if (typeof type === 'string' && inbound && !WITH_INBOUND.test(type)) {
    report(at, TARGET_WITHOUT_EFFECT, `inbound of ${name} must be unset: type ${type} does not deliver to the app`, 'use outbound');
  }
  checkPolicies(at, name, { ...inbound, ...outbound });
  checkRetryLimit(at, `outbound of ${name}`, outbound);
  return true;
}

function checkPolicies(at: IConstruct, what: string, all: ResiliencyPolicies): void {
  if (!all.timeout && !all.retry && !all.circuitBreaker) {
    report(at, TARGET_WITHOUT_EFFECT, `${what} must have at least one policy`, 'add a policy, or remove the target');
  }
}

/** An unlimited retry is right for events, but not for calls that a caller waits for. */
function checkRetryLimit(at: IConstruct, what: string, all: ResiliencyPolicies | undefined): void {
  if (ResiliencyRetry._is(all?.retry) && all.retry._unlimited && !all.timeout && !all.circuitBreaker) {
    report(at, UNLIMITED_RETRY, `${what} has retry '${all.retry.retryName}' without maxRetries, timeout or circuit breaker`);
  }
}

function checkCacheSize(at: IConstruct, size: unknown): void {
  guardInteger(at, 'circuitBreakerCacheSize', size, 1, 2 ** 31 - 1);
}
