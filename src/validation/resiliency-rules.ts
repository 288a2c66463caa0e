/** Resiliency: one wrong policy, and daprd runs without the whole object. */
import { Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { MISPLACED_FIELD } from './object-rules';
import { error, warning } from '../diagnostics/rule';
import { isMap } from '../util/json';
import { describe, duration } from '../util/values';

const DURATION_WITHOUT_UNIT = error('DAPR6126', {
  title: 'duration without a unit',
  why: 'It is taken for milliseconds',
  todo: 'give a unit',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
const RESILIENCY_2 = error('DAPR6127', {
  title: 'invalid resiliency policy',
  why: 'daprd skips the whole object with one line in its log, and apps run without any of it',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/resiliency/resiliency.go',
  manifests: true,
});
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
/** Codes that a retry may name, by protocol. */
const CODES: { [field: string]: [number, number] } = { httpStatusCodes: [100, 599], gRPCStatusCodes: [0, 16] };

const entriesOf = (value: unknown): [string, any][] => Object.entries(map(value));

/** A number alone is taken for milliseconds (dapr/dapr `pkg/resiliency/resiliency.go`). */
function durationProblems(where: string, value: unknown): Found[] {
  if (value === undefined || value === null || value === '') {
    return [];
  }
  if (/^-?\d+$/.test(String(value))) {
    return Number(value) === 0 ? [] : [{ rule: DURATION_WITHOUT_UNIT, where, what: `${where} ${describe(value)} has no unit: it is taken for ${String(value)} ms`, todo: `write '${String(value)}s' or '${String(value)}ms'` }];
  }
  return duration(String(value).replace(/^-/, '')) ? [{ rule: RESILIENCY_2, where, what: `${where} ${describe(value)} is no duration`, todo: 'give a Go duration such as 500ms or 5s' }] : [];
}

function policies({ spec }: Manifest): Found[] {
  const { timeouts, retries, circuitBreakers } = map(spec.policies);
  const invalid = (where: string, what: string, todo?: string): Found[] => [{ rule: RESILIENCY_2, where, what, todo }];
  return [
    ...entriesOf(timeouts).flatMap(([name, value]) => durationProblems(`spec.policies.timeouts.${name}`, value)),
    ...entriesOf(retries).flatMap(([name, retry]): Found[] => {
      const where = `spec.policies.retries.${name}`;
      const { policy, maxRetries, duration: pause, maxInterval } = map(retry);
      return [
        ...durationProblems(`${where}.duration`, pause), ...durationProblems(`${where}.maxInterval`, maxInterval),
        ...(policy === undefined || /^(constant|exponential)$/i.test(String(policy)) ? [] : invalid(`${where}.policy`, `policy ${describe(policy)} is neither constant nor exponential`)),
        ...(maxRetries === undefined || Number.isInteger(maxRetries) ? [] : invalid(`${where}.maxRetries`, `maxRetries ${describe(maxRetries)} is no whole number`)),
        ...entriesOf(map(retry).matching).flatMap(([field, codes]) => !Object.hasOwn(CODES, field) || inRange(String(codes), CODES[field]) ? []
          : invalid(`${where}.matching.${field}`, `${field} ${describe(codes)} are not all from ${CODES[field].join(' to ')}`)),
      ];
    }),
    ...entriesOf(circuitBreakers).flatMap(([name, breaker]): Found[] => {
      const where = `spec.policies.circuitBreakers.${name}`;
      return [...durationProblems(`${where}.timeout`, map(breaker).timeout), ...durationProblems(`${where}.interval`, map(breaker).interval)];
    }),
  ];
}

const inRange = (codes: string, [min, max]: [number, number]): boolean => codes.split(',').filter(Boolean).every(part => {
  const ends = part.split('-').map(end => /^\s*\d+\s*$/.test(end) ? Number(end) : NaN);
  return ends.length <= 2 && ends.every(end => end >= min && end <= max) && ends[0] <= ends[ends.length - 1];
});

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
      .map(([name, target]): Found => ({
        rule: RESILIENCY_2, where: `spec.targets.actors.${name}`, what: `circuitBreakerScope ${describe(target.circuitBreakerScope ?? 'missing')}`, todo: 'give type, id or both',
      })),
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
