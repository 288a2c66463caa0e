/** Resiliencies. */
import { Context } from './context';
import { durationCode } from './durations';
import { code, Code, given, literal, text } from './literal';
import { metadataStatements } from './metadata';
import { ifWritable, Unwritable } from './unwritable';
import { isMap, Json } from '../../util/json';
import { EstateObject } from '../estate/estate';
import { Construct, keep, Reason } from '../estate/model';

const fail = (path: string): never => { throw new Unwritable(`spec.${path} is not converted to a prop`); };

/** Variables of policies, by kind and name. */
type Policies = { readonly [kind in 'timeout' | 'retry' | 'circuitBreaker']: Map<string, string> };
const WORDS = { timeouts: 'timeout', retries: 'retry', circuitBreakers: 'circuitBreaker' } as const;

/** The construct of a Resiliency, or why it stays as it is. */
export function resiliencyCode(context: Context, object: EstateObject): Construct | Reason {
  const { json, manifest: { name, spec, scopes } } = object;
  const variable = context.names.variable(name, 'resiliency');
  const statements = metadataStatements(context, variable, json.metadata ?? {});
  if (statements instanceof Reason) {
    return statements;
  }
  return ifWritable<Construct | Reason>(() => {
    const lines: string[] = [];
    const policies: Policies = { timeout: new Map(), retry: new Map(), circuitBreaker: new Map() };
    for (const [list, values] of Object.entries(isMap(spec.policies) ? spec.policies : {})) {
      const kind = Object.hasOwn(WORDS, list) ? WORDS[list as keyof typeof WORDS] : fail(`policies.${list}`);
      for (const [policy, value] of Object.entries(isMap(values) ? values : {})) {
        const of = context.names.variable(policy, kind);
        lines.push(`const ${of} = ${policyCode(context, kind, policy, value, `policies.${list}.${policy}`)};`);
        policies[kind].set(policy, of);
      }
    }
    const targets = targetsCode(context, isMap(spec.targets) ? spec.targets : {}, policies);
    const used = JSON.stringify(targets, (_, each) => each instanceof Code ? each.text : each);
    const unused = (kind: keyof Policies): Code[] | undefined => {
      const found = [...policies[kind].values()].filter(of => !used.includes(`"${of}"`)).map(code);
      return found.length ? found : undefined;
    };
    const id = context.names.id(name, 'resiliency');
    const props = given({
      resiliencyName: id === name ? undefined : name,
      scopes: scopes?.length ? scopes : undefined,
      availableToNamespace: scopes?.length ? undefined : true,
      timeouts: unused('timeout'),
      retries: unused('retry'),
      circuitBreakers: unused('circuitBreaker'),
      ...targets,
    });
    return { object, variable, id, code: [...lines, `const ${variable} = new ${context.dapr('DaprResiliency')}(this, ${text(id)}, ${literal(props, '', 60)});`, ...statements].join('\n') };
  }, keep);
}

const time = (context: Context, value: unknown, path: string): Code | undefined =>
  value === undefined || value === null ? undefined : durationCode(context, String(value)) ?? fail(path);

function policyCode(context: Context, kind: keyof Policies, name: string, value: unknown, path: string): string {
  if (kind === 'timeout') {
    return `${context.dapr('ResiliencyTimeout')}.of(${text(name)}, ${time(context, value, path)!.text})`;
  }
  const map: Json = isMap(value) ? value : fail(path);
  const known = kind === 'retry' ? ['policy', 'duration', 'maxInterval', 'maxRetries', 'matching'] : ['maxRequests', 'interval', 'timeout', 'trip'];
  Object.keys(map).filter(key => !known.includes(key)).forEach(key => fail(`${path}.${key}`));
  const number = (each: unknown, field: string): unknown => each === undefined || typeof each === 'number' ? each : fail(`${path}.${field}`);
  const props = kind === 'retry' ? {
    policy: map.policy === 'exponential' ? code(`${context.dapr('RetryPolicy')}.EXPONENTIAL`) : map.policy === 'constant' ? undefined : fail(`${path}.policy`),
    duration: time(context, map.duration, `${path}.duration`),
    maxInterval: time(context, map.maxInterval, `${path}.maxInterval`),
    maxRetries: number(map.maxRetries, 'maxRetries'),
    httpStatusCodes: map.matching?.httpStatusCodes,
    grpcStatusCodes: map.matching?.gRPCStatusCodes,
  } : {
    maxRequests: number(map.maxRequests, 'maxRequests'),
    interval: time(context, map.interval, `${path}.interval`),
    timeout: time(context, map.timeout, `${path}.timeout`),
    trip: map.trip,
  };
  return `${context.dapr(kind === 'retry' ? 'ResiliencyRetry' : 'ResiliencyCircuitBreaker')}.of(${text(name)}, ${literal(given(props))})`;
}

function targetsCode(context: Context, targets: Json, policies: Policies): Json {
  const entries = (field: string): [string, Json][] => Object.entries<Json>(isMap(targets[field]) ? targets[field] : {});
  Object.keys(targets).filter(key => !['apps', 'components', 'actors'].includes(key)).forEach(key => fail(`targets.${key}`));
  const list = (all: Json[]): Json[] | undefined => all.length ? all : undefined;
  return given({
    appTargets: list(entries('apps').map(([appId, { circuitBreakerCacheSize, ...target }]) =>
      given({ app: context.app(appId), ...policiesCode(target, policies, `targets.apps.${appId}`), circuitBreakerCacheSize }))),
    actorTargets: list(entries('actors').map(([actorType, { circuitBreakerCacheSize, circuitBreakerScope, ...target }]) => given({
      actorType,
      ...policiesCode(target, policies, `targets.actors.${actorType}`),
      circuitBreakerScope: circuitBreakerScope === undefined ? undefined : ['type', 'id'].includes(circuitBreakerScope)
        ? code(`${context.dapr('ActorCircuitBreakerScope')}.${circuitBreakerScope.toUpperCase()}`) : fail(`targets.actors.${actorType}.circuitBreakerScope`),
      circuitBreakerCacheSize,
    }))),
    componentTargets: list(entries('components').map(([name, { inbound, outbound, ...rest }]) => {
      Object.keys(rest).forEach(key => fail(`targets.components.${name}.${key}`));
      const part = (value: Json | undefined, field: string): Json | undefined => value && policiesCode(value, policies, `targets.components.${name}.${field}`);
      return given({ component: context.component(name), inbound: part(inbound, 'inbound'), outbound: part(outbound, 'outbound') });
    })),
  });
}

/** The policies of a target: variables of those that the object defines. */
function policiesCode(target: Json, policies: Policies, path: string): Json {
  return Object.fromEntries(Object.entries(target).map(([kind, name]) => {
    const variable = Object.hasOwn(policies, kind) ? policies[kind as keyof Policies].get(String(name)) : undefined;
    return [kind, variable === undefined ? fail(`${path}.${kind}`) : code(variable)];
  }));
}
