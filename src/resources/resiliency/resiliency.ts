import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EVENT_RETRY } from './event-retry';
import { hasEventRetry, noteInbound, UNBOUND_RESILIENCIES } from './inbound';
import { ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout } from './policies';
import { INVALID_RESILIENCY } from './policy-checks';
import { DaprResiliencyProps, ResiliencyActorTarget, ResiliencyAppTarget, ResiliencyComponentTarget, ResiliencyPolicies } from './props';
import { ACTOR_TARGET, actorTarget, APP_TARGET, appTarget, checkActorTarget, checkAppTarget, checkComponentTarget, COMPONENT_TARGET, policies } from './targets';
import { Diagnostics } from '../../diagnostics/diagnostics';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { APPS } from '../../facts/apps';
import { isLoadedBy } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { aList, unchecked } from '../../props/checks';
import { WRONG_TYPE } from '../../props/rules';
import { Schema, validProps } from '../../props/schema';
import { omitEmpty, Json, mapValues } from '../../util/json';
import { describe } from '../../util/values';
import { ScopedResource, SCOPES } from '../scoped-resource';

const POLICY_DEFINED_TWICE = error('DAPR3120', {
  title: 'two policies or targets of one name',
  why: 'The last of them would win',
  todo: 'give each a name of its own',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});
const POLICY_NAME_TAKEN = error('DAPR3123', {
  title: 'policy of a name that is taken',
  why: 'Dapr ignores or changes it without an error',
  todo: 'give it another name',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
});

type Policy = ResiliencyTimeout | ResiliencyRetry | ResiliencyCircuitBreaker;
type PolicyKind = 'timeouts' | 'retries' | 'circuitBreakers';

const POLICIES = {
  timeouts: { type: 'ResiliencyTimeout', isOne: (value: unknown) => ResiliencyTimeout._is(value) },
  retries: { type: 'ResiliencyRetry', isOne: (value: unknown) => ResiliencyRetry._is(value) },
  circuitBreakers: { type: 'ResiliencyCircuitBreaker', isOne: (value: unknown) => ResiliencyCircuitBreaker._is(value) },
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

/** A retry that Dapr does not let anybody change. */
const PROTECTED = 'DaprBuiltInActorNotFoundRetries';

/**
 * Timeouts, retries and circuit breakers for the calls of some apps.
 *
 * A target holds its policies, so that it cannot name one that is not there, which Dapr would ignore.
 */
export class DaprResiliency extends ScopedResource {
  private readonly declared: { readonly [kind in PolicyKind]: Map<string, Policy> } = {
    timeouts: new Map(), retries: new Map(), circuitBreakers: new Map(),
  };
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
      UNBOUND_RESILIENCIES.add(this, this);
    }
    noteInbound(this, (app, component) => {
      const target = this.targets.components.get(component);
      return target && isLoadedBy(this, app) ? { policies: target.inbound } : undefined;
    });
    Diagnostics.of(this).check(() => this.declares() ? []
      : [{ at: this, rule: INVALID_RESILIENCY, what: 'it has neither a policy nor a target', todo: 'give it one, or leave it out' }]);
  }

  /** Adds calls to an app or an HTTP endpoint. */
  public addAppTarget(target: ResiliencyAppTarget): void {
    const sound = validProps(this, target, APP_TARGET);
    const name = checkAppTarget(this, sound);
    this.declareAll([sound]);
    if (name !== undefined) {
      this.add('apps', name, appTarget(sound));
    }
  }

  /** Adds calls to the actors of a type. */
  public addActorTarget(target: ResiliencyActorTarget): void {
    const sound = validProps(this, target, ACTOR_TARGET);
    this.declareAll([sound]);
    if (checkActorTarget(this, sound)) {
      this.add('actors', sound.actorType, actorTarget(sound));
    }
  }

  /** Adds calls between Dapr and a component. */
  public addComponentTarget(target: ResiliencyComponentTarget): void {
    const sound = validProps(this, target, COMPONENT_TARGET);
    checkComponentTarget(this, sound);
    this.declareAll([sound.inbound, sound.outbound]);
    this.add('components', sound.component.componentName, sound);
  }

  private add(kind: 'apps' | 'actors' | 'components', name: string, target: Json | ResiliencyComponentTarget): void {
    const targets = this.targets[kind] as Map<string, unknown>;
    if (targets.has(name)) {
      report(this, POLICY_DEFINED_TWICE, `two targets for ${kind} '${name}'`, 'make one target of them');
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
    const { type, isOne } = POLICIES[kind];
    if (!isOne(policy)) {
      report(this, WRONG_TYPE, `${kind}: ${describe(policy)} is no ${type}`, `give ${type}.of(...)`);
      return;
    }
    const problems = policy._problems(`${kind}[${describe(policy.name)}]`);
    reportAll(this, problems);
    if (problems.some(({ rule }) => rule === INVALID_RESILIENCY)) {
      return;
    }
    const other = this.declared[kind].get(policy.name);
    if (other && JSON.stringify(other._render()) !== JSON.stringify(policy._render())) {
      report(this, POLICY_DEFINED_TWICE, `two ${kind} are named '${policy.name}'`, 'give each a name of its own');
    }
    if (policy.name === PROTECTED || policy.name === EVENT_RETRY) {
      report(this, POLICY_NAME_TAKEN, `${kind} '${policy.name}'`);
    }
    if (ResiliencyRetry._is(policy) && /^DaprBuiltIn/.test(policy.name) && policy._maxRetries < 3) {
      report(this, POLICY_NAME_TAKEN, `maxRetries of '${policy.name}' is ${policy._maxRetries}, and Dapr makes 3 of less than 3`, 'give at least 3');
    }
    this.declared[kind].set(policy.name, policy);
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

  /** A target replaces that of any other object: what keeps events has to be in it. */
  private componentTarget({ inbound, outbound }: ResiliencyComponentTarget, name: string): Json {
    const retry = !inbound?.retry && this.keepsEvents(name) ? EVENT_RETRY : undefined;
    return omitEmpty({ inbound: omitEmpty({ ...policies(inbound), ...(retry ? { retry } : {}) }), outbound: policies(outbound) });
  }

  /** Apps without that policy find nothing under its name, and Dapr goes on without one. */
  private keepsEvents(component: string): boolean {
    const unbound = UNBOUND_RESILIENCIES.of(this).includes(this) ? APPS.of(this).filter(app => isLoadedBy(this, app)) : [];
    return [...Edges.of(this).appsOf(this), ...unbound].some(app => hasEventRetry(app, component));
  }
}
