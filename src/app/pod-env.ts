import { DaprEnvVar } from '../contract';
import { Problem } from '../private/diagnostics';
import { Json, withEntry } from '../private/json';
import { describe } from '../private/values';

/** Where SDKs look for daprd. What is not ours among them would lead the app elsewhere. */
const ADDRESSES = ['DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'DAPR_HTTP_PORT', 'DAPR_GRPC_PORT'];
const TOKENS = ['DAPR_API_TOKEN', 'APP_API_TOKEN'];
const LOOKED_AT = [...ADDRESSES, ...TOKENS, 'APP_ID', 'DAPR_APP_ID', 'APP_PORT'];

/** Adds variables to the containers of a pod, all or those named; what a container has and equals ours stays. */
export function addEnv(podSpec: Json, env: DaprEnvVar[], ports: { [name: string]: string }, only?: string[]): Problem[] {
  const lists: Json[][] = [podSpec.initContainers ?? [], podSpec.containers ?? []];
  const containers = lists.flat();
  const missing = (only ?? []).filter(name => !containers.some(c => c.name === name));
  const problems: Problem[] = missing.map(name => ({
    code: 'DAPR1023', what: `containers names ${describe(name)}; the pod has ${containers.map(c => c.name).join(', ') || 'none'}`,
  }));
  for (const list of lists) {
    list.forEach((container, i) => {
      if (!only || only.includes(container.name)) {
        const existing = new Map<string, Json>((container.env ?? []).map((entry: Json) => [entry.name, entry]));
        problems.push(...contradictions(container, existing, env, ports));
        list[i] = withEnv(container, existing, env);
      }
    });
  }
  return problems;
}

/** What a container has already, and leads elsewhere. */
function contradictions(container: Json, existing: Map<string, Json>, env: DaprEnvVar[], ports: { [name: string]: string }): Problem[] {
  const problems: Problem[] = [];
  for (const [name, theirs] of existing) {
    if (!LOOKED_AT.includes(name)) {
      continue;
    }
    const ours = env.find(variable => variable.name === name);
    const wanted = ours && render(ours);
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
  return problems;
}

function withEnv(container: Json, existing: Map<string, Json>, env: DaprEnvVar[]): Json {
  const added = env.filter(({ name }) => !existing.has(name)).map(render);
  return added.length ? withEntry(container, 'env', [...container.env ?? [], ...added]) : container;
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
