/** Resiliency: one wrong policy, and daprd runs without the whole object. */
import { Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { MISPLACED_FIELD } from './object-rules';
import { error, warning } from '../diagnostics/rule';
import { breakerProblems, durationProblems, invalidPolicy, retryProblems } from '../resources/resiliency/policy-checks';
import { isMap } from '../util/json';
import { describe } from '../util/values';

const UNDEFINED_POLICY = error('DAPR6128', {
  title: 'target that names an undefined policy',
  why: 'Nothing applies to the target, without an error',
  todo: 'define the policy in the same object, or correct the name',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
const TARGET_NOT_FOUND = warning('DAPR6129', {
  title: 'target that names nobody here',
  why: 'If it is misspelt, the policies apply to nothing',
  todo: 'correct it, or name it in externalApps or externalComponents',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});

type Found = Omit<ManifestProblem, 'at'>;

/** Which list of policies a field of a target names. */
const POLICIES: { [field: string]: string } = { timeout: 'timeouts', retry: 'retries', circuitBreaker: 'circuitBreakers' };
const entriesOf = (value: unknown): [string, any][] => Object.entries(map(value));

function policies({ spec }: Manifest): Found[] {
  const { timeouts, retries, circuitBreakers } = map(spec.policies);
  return [
    ...entriesOf(timeouts).flatMap(([name, value]) => durationProblems(`spec.policies.timeouts.${name}`, value)),
    ...entriesOf(retries).flatMap(([name, retry]) => retryProblems(`spec.policies.retries.${name}`, map(retry))),
    ...entriesOf(circuitBreakers).flatMap(([name, breaker]) => breakerProblems(`spec.policies.circuitBreakers.${name}`, map(breaker))),
  ];
}

/** A target, the place where it is, and the fields that name policies. */
function targets({ spec }: Manifest): { where: string; kind: string; name: string; names: { [field: string]: any } }[] {
  return ['apps', 'actors', 'components'].flatMap(kind => entriesOf(map(spec.targets)[kind]).flatMap(([name, target]) => {
    const where = `spec.targets.${kind}.${name}`;
    return kind !== 'components' ? [{ where, kind, name, names: map(target) }]
      : ['inbound', 'outbound'].map(direction => ({ where: `${where}.${direction}`, kind, name, names: map(map(target)[direction]) }));
  }));
}

function used(object: Manifest): Found[] {
  return targets(object).flatMap(({ where, names }) => Object.entries(POLICIES).flatMap(([field, kind]): Found[] => {
    const policy = names[field];
    const defined = Object.keys(map(map(object.spec.policies)[kind]));
    return policy === undefined || policy === '' || defined.includes(policy) ? []
      : [{ rule: UNDEFINED_POLICY, where: `${where}.${field}`, what: `${field} names ${describe(policy)}; ${kind} has ${defined.join(', ') || 'none'}` }];
  }));
}

function shapes({ spec }: Manifest): Found[] {
  const { components, actors } = map(spec.targets);
  return [
    ...entriesOf(components).filter(([, target]) => Object.keys(POLICIES).some(field => field in map(target)))
      .map(([name]): Found => ({ rule: MISPLACED_FIELD, where: `spec.targets.components.${name}`, what: 'policies of a component stand without inbound or outbound', todo: 'put them below inbound, outbound or both' })),
    ...entriesOf(actors).filter(([, target]) => isMap(target) && target.circuitBreaker && !['type', 'id', 'both'].includes(target.circuitBreakerScope))
      .map(([name, target]) => invalidPolicy(`spec.targets.actors.${name}.circuitBreakerScope must be 'type', 'id' or 'both'; got ${describe(target.circuitBreakerScope ?? 'nothing')}`)),
  ];
}

/** Where there are apps and components to compare with. */
function known(object: Manifest, all: Manifests): Found[] {
  const { apps, components } = map(object.spec.targets);
  const endpoint = (name: string): boolean => all.find('dapr.io', 'HTTPEndpoint', name, object) !== undefined;
  return [
    ...(all.knowsApps(object) ? Object.keys(map(apps)).filter(appId => !all.knowsApp(appId, {}) && !appId.includes('.') && !/^https?:/.test(appId) && !endpoint(appId))
      .map((appId): Found => ({ rule: TARGET_NOT_FOUND, where: `spec.targets.apps.${appId}`, what: `app '${appId}'${all.meantApp(appId)}` })) : []),
    ...(all.dapr('Component').length ? Object.keys(map(components)).filter(name => !all.component(name, object))
      .map((name): Found => ({ rule: TARGET_NOT_FOUND, where: `spec.targets.components.${name}`, what: `component '${name}'${all.meantComponent(name)}` })) : []),
  ];
}

const CHECKS = [policies, used, shapes, known];

export const RESILIENCY_RULES: ManifestRule[] = CHECKS.map((check): ManifestRule =>
  all => all.dapr('Resiliency').flatMap(object => check(object, all).map((found): ManifestProblem => ({ ...found, at: object }))));
