import { DaprEnvVar } from '../contract';
import { Code } from '../private/codes';
import { Json } from '../private/json';
import { describe } from '../private/values';

export interface EnvProblem {
  readonly code: Code;
  readonly what: string;
  readonly todo?: string;
}

/** Where SDKs look for daprd. What is not ours among them would lead the app elsewhere. */
const ADDRESSES = ['DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'DAPR_HTTP_PORT', 'DAPR_GRPC_PORT'];
const TOKENS = ['DAPR_API_TOKEN', 'APP_API_TOKEN'];

/** Adds variables to the containers of a pod, all or those named; what a container has and equals ours stays. */
export function addEnv(podSpec: Json, env: DaprEnvVar[], ports: { [name: string]: string }, only?: string[]): EnvProblem[] {
  const containers: Json[] = [...podSpec.initContainers ?? [], ...podSpec.containers ?? []];
  const missing = (only ?? []).filter(name => !containers.some(c => c.name === name));
  const problems: EnvProblem[] = missing.map(name => ({
    code: 'DAPR1023', what: `containers names ${describe(name)}; the pod has ${containers.map(c => c.name).join(', ') || 'none'}`,
  }));
  for (const container of containers.filter(c => !only || only.includes(c.name))) {
    problems.push(...addTo(container, env, ports));
  }
  return problems;
}

function addTo(container: Json, env: DaprEnvVar[], ports: { [name: string]: string }): EnvProblem[] {
  const problems: EnvProblem[] = [];
  const existing = new Map<string, Json>((container.env ?? []).map((entry: Json) => [entry.name, entry]));
  const ours = new Map(env.map(variable => [variable.name, render(variable)]));
  for (const name of [...ADDRESSES, ...TOKENS, 'APP_ID', 'DAPR_APP_ID', 'APP_PORT']) {
    const theirs = existing.get(name);
    if (!theirs) {
      continue;
    }
    const wanted = ours.get(name);
    const wantedText = wanted ? `to ${show(wanted)}` : ports[name] ? `to '${ports[name]}'` : 'does not have it';
    if (TOKENS.includes(name) && theirs.value !== undefined) {
      problems.push({ code: 'DAPR7003', what: `container '${container.name ?? 'without a name'}' sets ${name} to a literal value` });
    } else if (wanted ? !same(theirs, wanted) : ADDRESSES.includes(name) && String(theirs.value) !== ports[name]) {
      problems.push({
        code: 'DAPR7011',
        what: `container '${container.name ?? 'without a name'}' sets ${name} to ${show(theirs)}, the data plane ${wantedText}`,
      });
    }
  }
  const added = [...ours].filter(([name]) => !existing.has(name)).map(([, entry]) => entry);
  if (added.length) {
    if (container.env) {
      container.env.push(...added);
      return problems;
    }
    const withEnv = { ...container, env: added };
    Object.keys(container).forEach(key => delete container[key]);
    // cdk8s has sorted the keys already, and one that comes later would stand at the end.
    Object.keys(withEnv).sort().forEach(key => { container[key] = (withEnv as Json)[key]; });
  }
  return problems;
}

const render = (variable: DaprEnvVar): Json => variable.secretName === undefined
  ? { name: variable.name, value: variable.value ?? '' }
  : { name: variable.name, valueFrom: { secretKeyRef: { key: variable.secretKey ?? 'token', name: variable.secretName } } };

const same = (a: Json, b: Json): boolean => a.value === b.value && secretOf(a) === secretOf(b)
  && !a.valueFrom?.fieldRef && !a.valueFrom?.configMapKeyRef;

function secretOf(entry: Json): string {
  const ref = entry.valueFrom?.secretKeyRef;
  return ref ? `${ref.name}:${ref.key}` : '';
}

const show = (entry: Json): string => entry.value !== undefined ? describe(entry.value)
  : secretOf(entry) ? `key ${entry.valueFrom.secretKeyRef.key} of Secret ${entry.valueFrom.secretKeyRef.name}` : describe(entry.valueFrom);
