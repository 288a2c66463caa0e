import { DaprEnvVar } from '../../contract';
import { DaprdPorts } from '../../dapr/ports';
import { Problem } from '../../diagnostics/finding';
import { error } from '../../diagnostics/rule';
import { Json, withEntry } from '../../util/json';
import { describe } from '../../util/values';
import { referencesOf } from '../../util/variables';

const UNKNOWN_CONTAINER = error('DAPR1023', {
  title: 'unknown container',
  why: 'The app runs without the environment variables that it needs to reach daprd',
  todo: 'list only names of containers and init containers of the pod',
  source: 'cdk8s-dapr',
});
export const TOKEN_IN_PLAIN_TEXT = error('DAPR7003', {
  title: 'token in plain text',
  why: 'The token ends up in the manifest, in Git and in etcd',
  todo: 'store the token in a Secret under the key token, and set apiTokenSecret or appTokenSecret to its name',
  source: 'dapr/dapr pkg/security',
  manifests: true,
});
const CONTRADICTING_VARIABLE = error('DAPR7011', {
  title: 'conflicting environment variable',
  why: 'The app connects to another daprd, or to none',
  todo: 'remove the variable from the container, or name the containers that call Dapr in the prop containers',
  source: 'dapr/dapr pkg/injector/patcher',
});

/** Variables from which SDKs read the address of daprd. Foreign values direct the app to another address. */
const ADDRESSES = ['DAPR_HTTP_ENDPOINT', 'DAPR_GRPC_ENDPOINT', 'DAPR_HTTP_PORT', 'DAPR_GRPC_PORT'];
export const TOKENS = ['DAPR_API_TOKEN', 'APP_API_TOKEN'];
/** Programs use APP_ID and APP_PORT for other things, and neither Dapr nor its injector sets or reads them in the container of an app. */
const CHECKED = new Set([...ADDRESSES, ...TOKENS, 'DAPR_APP_ID']);

/**
 * Adds variables to all containers of a pod, or to the named ones, before those of the container: Kubernetes expands only references to
 * earlier variables. Equal variables of a container stay.
 *
 * @param ports ports of the daprd in the pod, if any
 */
export function addEnv(podSpec: Json, env: DaprEnvVar[], ports: Partial<DaprdPorts>, only: string[] | undefined, problems: Problem[]): void {
  const lists: Json[][] = [podSpec.initContainers ?? [], podSpec.containers ?? []];
  only?.filter(name => !lists.some(list => list.some(c => c.name === name))).forEach(name => problems.push({
    rule: UNKNOWN_CONTAINER, what: `containers names ${describe(name)}, which the pod does not have; its containers: ${lists.flat().map(c => c.name).join(', ') || 'none'}`,
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
    if (CHECKED.has(entry.name)) {
      checkOverride(container, entry, env.find(({ name }) => name === entry.name), ports, problems);
    }
  }
  const isTheirs = (variable: string): boolean => theirs.some(({ name }) => name === variable);
  const before: Json[] = [];
  const after: Json[] = [];
  for (const variable of env) {
    if (!isTheirs(variable.name)) {
      // Variables of a data plane may refer to those of the container, such as the IP address of its node.
      (referencesOf(variable.value).some(isTheirs) ? after : before).push(render(variable));
    }
  }
  return before.length || after.length ? withEntry(container, 'env', [...before, ...theirs, ...after]) : container;
}

/** Reports a variable of a container that conflicts with ours or contains a token. */
function checkOverride(container: Json, theirs: Json, ours: DaprEnvVar | undefined, ports: Partial<DaprdPorts>, problems: Problem[]): void {
  const { name } = theirs;
  const place = `container ${container.name ? describe(container.name) : 'without a name'}`;
  const wanted = ours && render(ours);
  const port = portOf(name, ports);
  const setsIt = wanted ? `sets it to ${show(wanted)}` : port ? `sets it to '${port}'` : 'does not set it';
  if (TOKENS.includes(name) && theirs.value !== undefined) {
    problems.push({ rule: TOKEN_IN_PLAIN_TEXT, what: `${place} sets ${name} to a literal value` });
  } else if (wanted ? !same(theirs, wanted) : ADDRESSES.includes(name) && String(theirs.value) !== port && !isOwnDaprd(theirs, ports)) {
    problems.push({ rule: CONTRADICTING_VARIABLE, what: `${place} sets ${name} to ${show(theirs)}, and the data plane ${setsIt}` });
  }
}

/** The port variables that the injector sets, to the ports of the daprd in the pod. */
function portOf(name: string, ports: Partial<DaprdPorts>): string | undefined {
  const port = name === 'DAPR_HTTP_PORT' ? ports.http : name === 'DAPR_GRPC_PORT' ? ports.grpc : undefined;
  return port === undefined ? undefined : String(port);
}

/** Whether an endpoint is that of the daprd in the pod. */
function isOwnDaprd({ name, value }: Json, { http, grpc }: Partial<DaprdPorts>): boolean {
  const [, port] = /^(?:(?:http|dns|passthrough):\/*)?(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)\/?$/i.exec(String(value)) ?? [];
  return port !== undefined && Number(port) === (name === 'DAPR_HTTP_ENDPOINT' ? http : name === 'DAPR_GRPC_ENDPOINT' ? grpc : undefined);
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
