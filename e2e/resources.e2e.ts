/** The API server accepts and stores every field of typed props: none is rejected, dropped or changed. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, MetadataValue, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { API_TOKEN_SECRET, figure, kubectl, TestNamespace } from './cluster';
import { defineEverything } from '../scenarios/all-props';
import { deployment } from '../scenarios/charts';
import { EVERY_COMPONENT, make } from '../scenarios/every-component';

type Json = { [field: string]: any };

const SECRET = MetadataValue.fromSecret('secrets', 'key');
/** Kinds whose pods would run: they are validated in a dry run. */
const WORKLOADS = ['Deployment', 'DaemonSet'];
/** The compared fields of metadata; the server adds others. */
const METADATA = ['name', 'namespace', 'labels', 'annotations'];

/** The objects of a chart, in one namespace. Duplicate names fail, because they would hide an object. */
function objects(namespace: TestNamespace, define: (chart: Chart) => void): Json[] {
  const chart = new Chart(new App(), 'all', { namespace: 'shop', disableResourceNameHashes: true });
  DaprPlatform.set(chart, { daprVersion: '1.18.3', kubernetesVersion: '1.36', apiTokenSecret: API_TOKEN_SECRET });
  define(chart);
  const made: Json[] = chart.toJson().map(object => ({ ...object, metadata: { ...object.metadata, namespace: namespace.name } }));
  const names = made.map(keyOf);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  return made;
}

const keyOf = ({ apiVersion, kind, metadata }: Json): string => `${apiVersion} ${kind} ${metadata.name}`;
const list = (items: Json[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
const apiObjects = (all: Json[]): Json[] => all.filter(({ kind }) => !WORKLOADS.includes(kind));

/** An object as it was sent, without metadata that the server may add: the stored one must contain all of it. */
const sent = ({ apiVersion, kind, metadata, ...rest }: Json): Json =>
  ({ apiVersion, kind, metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => METADATA.includes(name))), ...rest });

/** All resources with all props, and an app with all uses behind each kind of shared daprd. */
const CASES: [string, (chart: Chart) => void][] = [
  ['every resource with all its props', defineEverything],
  ['every component with all its metadata', chart => EVERY_COMPONENT.forEach(made => make(chart, made.name, made, SECRET))],
  ['the output of shared data planes, declared access and Secrets', chart => {
    const callee = DaprApp.fromAppId(chart, 'callee', 'callee');
    for (const [id, pinned] of [['injected', undefined], ['pinned', { version: '1.18.2' }]] as const) {
      const planes = {
        deployment: new SharedDaprDeployment(chart, `${id}-deployment-plane`, { appId: `${id}-deployment`, pinned, autoscaling: { maxReplicas: 4 } }),
        fixed: new SharedDaprDeployment(chart, `${id}-fixed-plane`, { appId: `${id}-fixed`, pinned, replicas: 3, preferNodesOfApp: true }),
        daemonset: new SharedDaprDaemonSet(chart, `${id}-daemonset-plane`, { appId: `${id}-daemonset`, pinned, strictlyNodeLocal: true }),
        sidecar: DataPlane.sidecar(),
      };
      for (const [kind, dataPlane] of Object.entries(planes)) {
        new DaprApp(chart, `${id}-${kind}`, {
          workload: deployment(chart, `${id}-${kind}-web`, kind === 'sidecar' ? { serviceAccountName: 'reader' } : {}),
          appPort: 8080,
          dataPlane,
          invokes: [callee],
          readsSecrets: pinned && kind !== 'sidecar' ? undefined : ['secrets'],
        });
      }
    }
  }],
];

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('resources', { redis: false });
});

afterAll(async () => namespace?.delete());

describe.each(CASES)('%s', (title, define) => {
  let all: Json[];

  beforeAll(() => {
    all = objects(namespace, define);
  });

  test('is accepted by the API server with every field', async () => {
    const kept = await namespace.apply(list(apiObjects(all)));
    expect(kept.split('\n').filter(line => line.endsWith('serverside-applied'))).toHaveLength(apiObjects(all).length);
    const workloads = all.filter(({ kind }) => WORKLOADS.includes(kind));
    if (workloads.length) {
      expect((await namespace.apply(list(workloads), '--dry-run=server')).match(/serverside-applied/g)).toHaveLength(workloads.length);
    }
    const kinds = [...new Set(all.map(({ kind }) => kind))].sort().map(kind => `${all.filter(one => one.kind === kind).length} ${kind}`);
    figure(`resources, ${title}: 0 of ${all.length} rejected (${kinds.join(', ')})`);
  });

  test('is read back unchanged', async () => {
    const { items } = JSON.parse(await kubectl(['-n', namespace.name, 'get', '-o', 'json', '-f', '-'], list(apiObjects(all))));
    const got = new Map<string, Json>(items.map((object: Json) => [keyOf(object), object]));
    for (const object of apiObjects(all)) {
      expect(got.get(keyOf(object))).toMatchObject(sent(object));
    }
    expect(got.size).toBe(apiObjects(all).length);
  });
});
