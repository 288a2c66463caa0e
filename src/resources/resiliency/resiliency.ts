import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EVENT_RETRY } from './event-retry';
import { hasEventRetry, registerInboundTarget } from './inbound';
import { ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from './policies';
import { INVALID_RESILIENCY } from './policy-checks';
import { DaprResiliencyProps, ResiliencyActorTarget, ResiliencyAppTarget, ResiliencyComponentTarget, ResiliencyPolicies } from './props';
import { ACTOR_TARGET, actorTarget, APP_TARGET, appTarget, checkActorTarget, checkAppTarget, checkComponentTarget, COMPONENT_TARGET, policies } from './targets';
import { appsOfUnbound, noteUnbound } from './unbound';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { isLoadedBy } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { aList, unchecked } from '../../props/checks';
import { WRONG_TYPE } from '../../props/rules';
import { Schema, validProps } from '../../props/schema';
import { omitEmpty, Json, mapValues } from '../../util/json';
import { describe, mustBe } from '../../util/values';
import { ScopedResource, SCOPES } from '../scoped-resource';

const POLICY_DEFINED_TWICE = error('DAPR3120', {
  title: 'duplicate policy or target name',
  why: 'Dapr applies only the last one',
  todo: 'use unique names',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});
const RESERVED_POLICY_NAME = error('DAPR3123', {
  title: 'reserved policy name',
  why: 'Dapr silently ignores or changes the policy',
  todo: 'use another name',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});

type Policy = ResiliencyTimeout | ResiliencyRetry | ResiliencyCircuitBreaker;
type PolicyKind = 'timeouts' | 'retries' | 'circuitBreakers';

const POLICIES = {
  timeouts: { type: 'ResiliencyTimeout', isType: (value: unknown) => ResiliencyTimeout._is(value) },
  retries: { type: 'ResiliencyRetry', isType: (value: unknown) => ResiliencyRetry._is(value) },
  circuitBreakers: { type: 'ResiliencyCircuitBreaker', isType: (value: unknown) => ResiliencyCircuitBreaker._is(value) },
};

const RESILIENCY: Schema<DaprResiliencyProps> = {
  ...SCOPES,
  resiliencyName: unchecked,
  namespace: unchecked,
  timeouts: aList,
  retries: aList,
  circuitBreakers: aList,
  appTargets: aList,
  actorTargets: aList,
  componentTargets: aList,
};

/** A built-in retry that Dapr does not allow to be changed. */
const PROTECTED = 'DaprBuiltInActorNotFoundRetries';

/**
 * A Dapr Resiliency: timeouts, retries and circuit breakers for the calls of apps.
 *
 * A target contains its policies as objects, so it cannot refer to a missing policy, which Dapr would silently ignore.
 * @example new DaprResiliency(chart, 'calls', { apps: [orders], componentTargets: [{ component: store, outbound: { retry: ResiliencyRetry.of('often', { maxRetries: 5 }) } }] });
 */
export class DaprResiliency extends ScopedResource {
  private readonly declared: { readonly [kind in PolicyKind]: Map<string, Policy> } = {
    timeouts: new Map(), retries: new Map(), circuitBreakers: new Map(),
  };
  /** Whether apps load it through scopes as text or the namespace. */
  private isUnbound = false;
  private readonly targets = {
    apps: new Map<string, Json>(), actors: new Map<string, Json>(), components: new Map<string, ResiliencyComponentTarget>(),
  };

  constructor(scope: Construct, id: string, props: DaprResiliencyProps) {
    super(scope, id, 'Resiliency', props?.resiliencyName, props?.namespace);
    const { timeouts = [], retries = [], circuitBreakers = [], ...others } = validProps(this, props, RESILIENCY);
    new ApiObject(this, 'Resource', {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: this._metadata(),
      spec: Lazy.any({ produce: () => this.spec() }),
      scopes: Lazy.any({ produce: () => this._scopes() }),
    });
    timeouts.forEach(policy => this.declare('timeouts', policy));
    retries.forEach(policy => this.declare('retries', policy));
    circuitBreakers.forEach(policy => this.declare('circuitBreakers', policy));
    (others.appTargets ?? []).forEach(target => this.addAppTarget(target));
    (others.actorTargets ?? []).forEach(target => this.addActorTarget(target));
    (others.componentTargets ?? []).forEach(target => this.addComponentTarget(target));
    this._scopeTo(others);
    if (others.availableToNamespace || others.scopes?.length) {
      this.isUnbound = true;
      noteUnbound(this);
    }
    registerInboundTarget(this, (app, component) => {
      const target = this.targets.components.get(component);
      return target && isLoadedBy(this, app) ? { policies: target.inbound } : undefined;
    });
    Diagnostics.of(this).check(() => this.declares() ? []
      : [{ at: this, rule: INVALID_RESILIENCY, what: 'the Resiliency must contain at least one policy or target', todo: 'add a policy or target, or remove the Resiliency' }]);
  }

  /** Adds a target for calls to an app or an HTTP endpoint. */
  public addAppTarget(target: ResiliencyAppTarget): void {
    const valid = validProps(this, target, APP_TARGET);
    const name = checkAppTarget(this, valid);
    this.declareAll([valid]);
    if (name !== undefined) {
      this.add('apps', name, appTarget(valid));
    }
  }

  /** Adds a target for calls to the actors of a type. */
  public addActorTarget(target: ResiliencyActorTarget): void {
    const valid = validProps(this, target, ACTOR_TARGET);
    this.declareAll([valid]);
    if (checkActorTarget(this, valid)) {
      this.add('actors', valid.actorType, actorTarget(valid));
    }
  }

  /** Adds a target for calls between Dapr and a component. */
  public addComponentTarget(target: ResiliencyComponentTarget): void {
    const valid = validProps(this, target, COMPONENT_TARGET);
    const isTarget = checkComponentTarget(this, valid);
    this.declareAll([valid.inbound, valid.outbound]);
    if (isTarget) {
      this.add('components', valid.component.componentName, valid);
    }
  }

  private add(kind: 'apps' | 'actors' | 'components', name: string, target: Json | ResiliencyComponentTarget): void {
    const targets = this.targets[kind] as Map<string, unknown>;
    if (targets.has(name)) {
      report(this, POLICY_DEFINED_TWICE, `targets.${kind} must have one target for '${name}'; got two`, 'merge the targets');
    }
    targets.set(name, target);
  }

  private declareAll(used: (ResiliencyPolicies | undefined)[]): void {
    for (const { timeout, retry, circuitBreaker } of used.filter(each => each !== undefined && each !== null) as ResiliencyPolicies[]) {
      this.declare('timeouts', timeout);
      this.declare('retries', retry);
      this.declare('circuitBreakers', circuitBreaker);
    }
  }

  private declare(kind: PolicyKind, policy: Policy | undefined | null): void {
    if (policy === undefined || policy === null) {
      return;
    }
    const { type, isType } = POLICIES[kind];
    if (!isType(policy)) {
      report(this, WRONG_TYPE, mustBe(`each of ${kind}`, `a ${type}`, policy), `use ${type}.of(...)`);
      return;
    }
    const problems = policy._problems(`${kind}[${describe(policy._name)}]`);
    reportAll(this, problems);
    if (problems.some(({ rule }) => rule === INVALID_RESILIENCY)) {
      return;
    }
    const other = this.declared[kind].get(policy._name);
    if (other && JSON.stringify(other._render()) !== JSON.stringify(policy._render())) {
      report(this, POLICY_DEFINED_TWICE, `${kind} must have one policy named '${policy._name}'; got two`);
    }
    if (policy._name === PROTECTED || policy._name === EVENT_RETRY) {
      report(this, RESERVED_POLICY_NAME, `name '${policy._name}' in ${kind} is reserved`);
    }
    if (ResiliencyRetry._is(policy) && /^DaprBuiltIn/.test(policy.retryName) && policy._maxRetries < 3) {
      report(this, RESERVED_POLICY_NAME, `maxRetries of '${policy.retryName}' must be at least 3; got ${policy._maxRetries}, which Dapr changes to 3`, 'increase maxRetries');
    }
    this.declared[kind].set(policy._name, policy);
  }

  private declares(): boolean {
    return [...Object.values(this.declared), ...Object.values(this.targets)].some(map => map.size > 0);
  }

  private spec(): Json {
    const rendered = mapValues(this.declared, map => mapValues(Object.fromEntries(map), policy => policy._render()));
    return {
      policies: omitEmpty(rendered),
      targets: omitEmpty({
        apps: mapValues(Object.fromEntries(this.targets.apps), target => target),
        actors: mapValues(Object.fromEntries(this.targets.actors), target => target),
        components: mapValues(Object.fromEntries(this.targets.components), (target, name) => this.componentTarget(target, name)),
      }),
    };
  }

  /** A target replaces that of any other Resiliency, so it must contain the retry that keeps events. */
  private componentTarget({ inbound, outbound }: ResiliencyComponentTarget, name: string): Json {
    const retry = !inbound?.retry && this.keepsEvents(name) ? EVENT_RETRY : undefined;
    return omitEmpty({ inbound: omitEmpty({ ...policies(inbound), ...(retry ? { retry } : {}) }), outbound: policies(outbound) });
  }

  /** Dapr ignores the policy for apps that do not have it, so one app that needs it is enough. */
  private keepsEvents(component: string): boolean {
    const unbound = this.isUnbound ? appsOfUnbound(this) : [];
    return [...Edges.of(this).appsOf(this), ...unbound].some(app => hasEventRetry(app, component));
  }
}
