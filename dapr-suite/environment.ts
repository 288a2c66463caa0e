/** The namespaces of Dapr's tests in a clean state: Redis, the objects of `tests/config`, and what the test setup of Dapr installs. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { substitute } from './substitutes';
import { kubectl } from '../e2e/cluster';

type Json = { [field: string]: any };

const DEFAULT_NAMESPACE = 'dapr-tests';
/** Another namespace, for a second run at the same time, is enough for suites that do not name one themselves. */
export const NAMESPACE = process.env.DAPR_TEST_NAMESPACE ?? DEFAULT_NAMESPACE;
/** Namespaces that the tests use; `aa` comes from a file of `tests/config`. */
const NAMESPACES = NAMESPACE === DEFAULT_NAMESPACE ? [NAMESPACE, 'dapr-tests-2', 'aa'] : [NAMESPACE];
const CONTROL_PLANE = 'dapr-system';
const TRUST_BUNDLE = 'dapr-trust-bundle';

/** The kinds of stores that Dapr's Makefile lets one choose; others become Redis (`substitutes.ts`). */
const STORES: { readonly [variable: string]: string } = {
  DAPR_TEST_STATE_STORE: 'postgres', DAPR_TEST_QUERY_STATE_STORE: 'postgres', DAPR_TEST_PUBSUB: 'redis', DAPR_TEST_CONFIG_STORE: 'redis', DAPR_TEST_CRYPTO: 'jwks',
};

/** The files that Dapr's Makefile applies before the tests. */
export function configFiles(module: string): string[] {
  const makefile = readFileSync(join(module, 'tests', 'dapr_tests.mk'), 'utf8');
  return ['setup-app-configurations', 'setup-test-components'].flatMap(target => {
    const recipe = new RegExp(`^${target}:.*\\n((?:\\t.*\\n|\\n)*)`, 'm').exec(makefile)![1];
    return [...recipe.matchAll(/^\t\$\(KUBECTL\) apply -f \.\/(tests\/config\/\S+)/gm)].map(([, file]) => file.replace(/\$\((\w+)\)/g, (_, name) => STORES[name]));
  });
}

/** Their objects, with Redis in the place of other stores. */
export const configObjects = (module: string): Json[] => configFiles(module).flatMap(file =>
  parseAllDocuments(readFileSync(join(module, file), 'utf8')).map(document => document.toJSON() as Json).filter(Boolean)).flatMap(substitute);

const apply = async (namespace: string, items: Json[]): Promise<string> => items.length === 0 ? '' :
  kubectl(['-n', namespace, 'apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

export async function deleteNamespaces(): Promise<void> {
  await kubectl(['delete', 'namespace', ...NAMESPACES, '--ignore-not-found', '--timeout=300s']);
}

/** Everything that the tests expect, in new namespaces. */
export async function cleanState(module: string): Promise<void> {
  await deleteNamespaces();
  const anchors = JSON.parse(await kubectl(['-n', CONTROL_PLANE, 'get', 'configmap', TRUST_BUNDLE, '-o', 'json'])) as Json;
  const system = JSON.parse(await kubectl(['-n', CONTROL_PLANE, 'get', 'configuration', 'daprsystem', '-o', 'json'])) as Json;
  for (const namespace of NAMESPACES.slice(0, 2)) {
    await kubectl(['create', 'namespace', namespace]);
    // A pinned daprd reads its trust anchors in its own namespace.
    await apply(namespace, [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: TRUST_BUNDLE }, data: anchors.data }]);
  }
  await apply(NAMESPACE, [...redis(), { apiVersion: system.apiVersion, kind: system.kind, metadata: { name: 'daprsystem' }, spec: system.spec }]);
  await kubectl(['-n', NAMESPACE, 'rollout', 'status', 'deployment/dapr-redis', '--timeout=120s']);
  const objects = configObjects(module);
  const isNamespace = ({ kind }: Json) => kind === 'Namespace';
  const applied = NAMESPACES.filter(name => name !== 'dapr-tests-2');
  await apply(NAMESPACE, objects.filter(each => isNamespace(each) && applied.includes(each.metadata.name)));
  for (const namespace of applied) {
    await apply(namespace, objects.filter(each => !isNamespace(each) && (each.metadata.namespace ?? NAMESPACE) === namespace));
  }
}

/** The Redis that the components of Dapr's tests refer to. */
function redis(): Json[] {
  const labels = { app: 'dapr-redis' };
  const container = {
    name: 'redis',
    image: process.env.E2E_REDIS ?? 'test.local/redis:1',
    imagePullPolicy: 'IfNotPresent',
    args: ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', '', '--appendonly', 'no'],
    readinessProbe: { tcpSocket: { port: 6379 }, periodSeconds: 1 },
  };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'dapr-redis' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'dapr-redis-master' }, spec: { selector: labels, ports: [{ port: 6379 }] } },
  ];
}
