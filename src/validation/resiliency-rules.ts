/** Resiliency objects: because of one invalid policy daprd skips the whole object. */
import { Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { MISPLACED_FIELD } from './object-rules';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { breakerProblems, durationProblems, invalidPolicy, retryProblems } from '../resources/resiliency/policy-checks';
import { isMap } from '../util/json';
import { anyOf, describe } from '../util/values';

const UNDEFINED_POLICY = error('DAPR6128', {
  title: 'target with an undefined policy',
  why: 'Dapr silently ignores the policy of the target',
  todo: 'define the policy in the same object, or correct the name',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
const TARGET_NOT_FOUND = warning('DAPR6129', {
  title: 'unknown resiliency target',
  why: 'If the name is misspelled, the policies apply to nothing',
  todo: 'correct the name, or add it to externalApps or externalComponents',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});

/** The policies that each field of a target refers to. */
const POLICIES: { [field: string]: string } = { timeout: 'timeouts', retry: 'retries', circuitBreaker: 'circuitBreakers' };
const entriesOf = (value: unknown): [string, any][] => Object.entries(map(value));

function policies({ spec }: Manifest): Problem[] {
  const { timeouts, retries, circuitBreakers } = map(spec.policies);
  return [
    ...entriesOf(timeouts).flatMap(([name, value]) => durationProblems(`spec.policies.timeouts.${name}`, value)),
    ...entriesOf(retries).flatMap(([name, retry]) => retryProblems(`spec.policies.retries.${name}`, map(retry))),
    ...entriesOf(circuitBreakers).flatMap(([name, breaker]) => breakerProblems(`spec.policies.circuitBreakers.${name}`, map(breaker))),
  ];
}

/** The targets with their paths and the policies that they name. */
function targets({ spec }: Manifest): { path: string; names: { [field: string]: any } }[] {
  return ['apps', 'actors', 'components'].flatMap(kind => entriesOf(map(spec.targets)[kind]).flatMap(([name, target]) => {
    const path = `spec.targets.${kind}.${name}`;
    return kind !== 'components' ? [{ path, names: map(target) }]
      : ['inbound', 'outbound'].map(direction => ({ path: `${path}.${direction}`, names: map(map(target)[direction]) }));
  }));
}

function references(object: Manifest): Problem[] {
  return targets(object).flatMap(({ path, names }) => Object.entries(POLICIES).flatMap(([field, kind]): Problem[] => {
    const policy = names[field];
    const defined = Object.keys(map(map(object.spec.policies)[kind]));
    return policy === undefined || policy === '' || defined.includes(policy) ? []
      : [{ rule: UNDEFINED_POLICY, what: `${path}.${field} must be ${defined.length ? anyOf(defined) : 'unset'} (spec.policies.${kind}); got ${describe(policy)}` }];
  }));
}

function shapes({ spec }: Manifest): Problem[] {
  const { components, actors } = map(spec.targets);
  return [
    ...entriesOf(components).filter(([, target]) => Object.keys(POLICIES).some(field => field in map(target)))
      .map(([name]): Problem => ({ rule: MISPLACED_FIELD, what: `spec.targets.components.${name} has policies outside inbound and outbound`, todo: 'move them to inbound, outbound or both' })),
    ...entriesOf(actors).filter(([, target]) => isMap(target) && target.circuitBreaker && !['type', 'id', 'both'].includes(target.circuitBreakerScope))
      .map(([name, target]) => invalidPolicy(`spec.targets.actors.${name}.circuitBreakerScope must be 'type', 'id' or 'both'; got ${describe(target.circuitBreakerScope ?? 'nothing')}`)),
  ];
}

/** Names of targets, if there are apps or components to compare them with. */
function known(object: Manifest, all: Manifests): Problem[] {
  const { apps, components } = map(object.spec.targets);
  const endpoint = (name: string): boolean => all.find('dapr.io', 'HTTPEndpoint', name, object) !== undefined;
  return [
    ...(all.knowsApps(object) ? Object.keys(map(apps)).filter(appId => !all.knowsApp(appId, {}) && !appId.includes('.') && !/^https?:/.test(appId) && !endpoint(appId))
      .map((appId): Problem => ({ rule: TARGET_NOT_FOUND, what: `spec.targets.apps.${appId} is not an app of these manifests${all.meantApp(appId)}` })) : []),
    ...Object.keys(map(apps)).filter(appId => all.knowsApp(appId, {}) && !all.knowsApp(appId, object) && !endpoint(appId)).map((appId): Problem => ({
      rule: TARGET_NOT_FOUND,
      what: `spec.targets.apps.${appId} is an app of another namespace`,
      todo: `name the target '${appId}.<namespace>', as in the call`,
    })),
    ...(all.dapr('Component').length ? Object.keys(map(components)).filter(name => !all.component(name, object))
      .map((name): Problem => ({ rule: TARGET_NOT_FOUND, what: `spec.targets.components.${name} is not a component of these manifests${all.meantComponent(name)}` })) : []),
  ];
}

const CHECKS = [policies, references, shapes, known];

export const RESILIENCY_RULES: ManifestRule[] = CHECKS.map((check): ManifestRule =>
  all => all.dapr('Resiliency').flatMap(object => check(object, all).map((problem): ManifestProblem => ({ ...problem, at: object }))));
