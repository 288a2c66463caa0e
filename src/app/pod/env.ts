import { DaprEnvVar } from '../../contract';
import { DaprdPorts } from '../../dapr/ports';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { Json, withEntry } from '../../util/json';
import { describe } from '../../util/values';

const NO_SUCH_CONTAINER = error('DAPR1023', {
  title: 'no such container',
  why: 'The app would run without what it needs to reach daprd',
  todo: 'name containers or init containers of the pod',
  source: 'cdk8s-dapr',
});
const TOKEN_AS_TEXT = error('DAPR7003', {
  title: 'token in plain text',
  why: 'It ends in the manifest, in Git and in etcd',
  todo: 'give the name of a Secret with the key token',
  source: 'dapr/dapr pkg/security',
});
const CONTRADICTING_VARIABLE = error('DAPR7011', {
  title: 'environment variable set otherwise',
  why: 'The app would talk to another daprd, or to none',
  todo: 'remove the variable from the container',
  source: 'dapr/dapr pkg/injector/patcher',
});

/** Where SDKs look for daprd. What is not ours among them would lead the app elsewhere. */
const ADDRESSES = ['DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'DAPR_HTTP_PORT', 'DAPR_GRPC_PORT'];
const TOKENS = ['DAPR_API_TOKEN', 'APP_API_TOKEN'];
const LOOKED_AT = new Set([...ADDRESSES, ...TOKENS, 'APP_ID', 'DAPR_APP_ID', 'APP_PORT']);

/**
 * Adds variables to the containers of a pod, all or those named; what a container has and equals ours stays.
 *
 * @param ports of the daprd in the pod, if there is one
 */
export function addEnv(podSpec: Json, env: DaprEnvVar[], ports: Partial<DaprdPorts>, only: string[] | undefined, problems: Problem[]): void {
  const lists: Json[][] = [podSpec.initContainers ?? [], podSpec.containers ?? []];
  only?.filter(name => !lists.some(list => list.some(c => c.name === name))).forEach(name => problems.push({
    rule: NO_SUCH_CONTAINER, what: `containers names ${describe(name)}; the pod has ${lists.flat().map(c => c.name).join(', ') || 'none'}`,
  }));
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!only || only.includes(list[i].name)) {
        list[i] = withEnv(list[i], env, ports, problems);
      }
    }
  }
}

function withEnv(container: Json, env: DaprEnvVar[], ports: Partial<DaprdPorts>, problems: Problem[]): Json {
  const theirs: Json[] = container.env ?? [];
  for (const entry of theirs) {
    if (LOOKED_AT.has(entry.name)) {
      checkOverride(container, entry, env.find(({ name }) => name === entry.name), ports, problems);
    }
  }
  const added = env.filter(({ name }) => !theirs.some(entry => entry.name === name));
  return added.length ? withEntry(container, 'env', [...theirs, ...added.map(render)]) : container;
}

/** What a container has already, and perhaps leads elsewhere. */
function checkOverride(container: Json, theirs: Json, ours: DaprEnvVar | undefined, ports: Partial<DaprdPorts>, problems: Problem[]): void {
  const { name } = theirs;
  const place = `container '${container.name ?? 'without a name'}'`;
  const wanted = ours && render(ours);
  const port = portOf(name, ports);
  const wantedText = wanted ? `to ${show(wanted)}` : port ? `to '${port}'` : 'does not have it';
  if (TOKENS.includes(name) && theirs.value !== undefined) {
    problems.push({ rule: TOKEN_AS_TEXT, what: `${place} sets ${name} to a literal value` });
  } else if (wanted ? !same(theirs, wanted) : ADDRESSES.includes(name) && String(theirs.value) !== port) {
    problems.push({ rule: CONTRADICTING_VARIABLE, what: `${place} sets ${name} to ${show(theirs)}, the data plane ${wantedText}` });
  }
}

/** The injector sets them, to the ports of the daprd in the pod. */
function portOf(name: string, ports: Partial<DaprdPorts>): string | undefined {
  const port = name === 'DAPR_HTTP_PORT' ? ports.http : name === 'DAPR_GRPC_PORT' ? ports.grpc : undefined;
  return port === undefined ? undefined : String(port);
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
