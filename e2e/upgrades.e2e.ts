/** What changes around a running stack: declared versions and trust anchors, Secrets, and the callers of an app. */
import { ApiObject, App, Chart } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DataPlane, IDataPlane, MetadataValue, DaprPlatformSettings } from 'cdk8s-dapr';
import { idOf, PINNED, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, TestNamespace } from './cluster';

const MODELS: [string, () => IDataPlane][] = [
  ['sidecar', () => DataPlane.sidecar()],
  ['shared DaemonSet', () => DataPlane.sharedDaemonSet()],
  ['shared Deployment', () => DataPlane.sharedDeployment()],
  ['pinned Deployment', () => DataPlane.sharedDeployment({ pinned: PINNED })],
];
const IDS = MODELS.map(([model]) => idOf(model));
const INJECTED = ['shared-daemonset', 'shared-deployment'];
const RESTART_ONLY = [...INJECTED, 'pinned-deployment'];
/** The Secret with the key prefix of the state store, which tells which value of the Secret a daprd has. */
const SECRET = 'store';

interface Stack {
  readonly settings?: DaprPlatformSettings;
  /** Key prefix in the Secret. */
  readonly prefix?: string;
  /** Whether the stack contains the Secret. */
  readonly ownsSecret?: boolean;
  /** Apps that call the app with a sidecar. */
  readonly callers?: string[];
}

let namespace: TestNamespace;

/** Manifests of one app in each model. */
function stack({ settings, prefix = 'v1', ownsSecret = true, callers = ['first'] }: Stack): object[] {
  const chart = new Chart(new App(), 'e2e', { namespace: namespace.name, disableResourceNameHashes: true });
  DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, daprVersion: '1.18.2', ...settings });
  if (ownsSecret) {
    new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: SECRET }, stringData: { prefix } });
  }
  const store = new DaprComponent(chart, 'statestore', {
    type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), keyPrefix: MetadataValue.fromSecret(SECRET, 'prefix') },
  });
  const apps = MODELS.map(([model, dataPlane]) => new DaprApp(chart, `${idOf(model)}-dapr`, {
    appId: idOf(model), workload: testApp(chart, idOf(model), { port: 3000 }), appPort: 3000, dataPlane: dataPlane(), uses: [store],
  }));
  for (const appId of ['first', 'second']) {
    new DaprApp(chart, `${appId}-dapr`, {
      appId,
      workload: testApp(chart, appId, { port: 3000 }),
      appPort: 3000,
      dataPlane: DataPlane.sidecar(),
      invokes: callers.includes(appId) ? [apps[0]] : [],
    });
  }
  return chart.toJson();
}

const apply = async (props: Stack): Promise<void> => {
  await namespace.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: stack(props) }));
  await namespace.ready();
};

/** Names of running pods, by app; `<app>-daprd` for those of a shared daprd. */
async function pods(): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const { metadata } of (await namespace.list('pods')).filter(pod => !pod.metadata.deletionTimestamp)) {
    const app = metadata.labels['app.kubernetes.io/instance'] ?? metadata.labels.app;
    names.set(app, [...names.get(app) ?? [], metadata.name].sort());
  }
  return names;
}

/** The apps and daprds whose pods were replaced by an action. */
async function rolledBy(action: () => Promise<unknown>): Promise<string[]> {
  const before = await pods();
  await action();
  const after = await pods();
  return [...after.keys()].filter(app => String(after.get(app)) !== String(before.get(app))).sort();
}

/** What an app reads from its state store, or saves there. */
async function state(app: string, save?: string): Promise<string> {
  const request = save === undefined ? '' : `, method: 'POST', body: JSON.stringify([{ key: 'x', value: '${save}' }])`;
  return (await namespace.exec(app, 'node', '-e', `
    const { DAPR_HTTP_ENDPOINT = 'http://127.0.0.1:3500', DAPR_API_TOKEN } = process.env;
    fetch(DAPR_HTTP_ENDPOINT + '/v1.0/state/statestore${save === undefined ? '/x' : ''}', { headers: { 'dapr-api-token': DAPR_API_TOKEN, 'content-type': 'application/json' }${request} })
      .then(async answer => console.log(answer.status + ' ' + await answer.text()))`)).trim();
}

/** Saves a value with the present prefix: a daprd with another prefix does not find it. */
async function saved(): Promise<void> {
  for (const id of IDS) {
    expect(await state(id, 'old')).toBe('204');
    expect(await state(id)).toBe('200 "old"');
  }
}

const reloaded = async (id: string, seconds: number): Promise<true> =>
  eventually(`${id} has the changed Secret`, async () => await state(id) === '204' || undefined, seconds);

const daprdsOf = (...ids: string[]): string[] => ids.map(id => `${id}-daprd`).sort();

beforeAll(async () => {
  namespace = await TestNamespace.create('upgrades');
  await apply({});
});

afterAll(async () => namespace?.delete());

test('the same stack rolls nothing', async () => {
  expect(await rolledBy(async () => apply({}))).toEqual([]);
});

test('a changed Dapr version rolls injected shared daprds only', async () => {
  expect(await rolledBy(async () => apply({ settings: { daprVersion: '1.18.3' } }))).toEqual(daprdsOf(...INJECTED));
});

test('changed trust anchors roll shared daprds, and sidecars on request', async () => {
  await apply({ settings: { rollOnUpgrade: true } });
  const rolled = await rolledBy(async () => apply({ settings: { rollOnUpgrade: true, trustAnchorsFingerprint: 'second' } }));
  expect(rolled).toEqual([...daprdsOf(...RESTART_ONLY), 'first', 'second', 'sidecar'].sort());
  await apply({});
});

test('a changed Secret of the stack rolls shared daprds; a sidecar reloads it without a restart', async () => {
  await saved();
  const start = Date.now();
  const rolled = await rolledBy(async () => apply({ prefix: 'v2' }));
  expect(rolled).toEqual(daprdsOf(...RESTART_ONLY));
  for (const id of RESTART_ONLY) {
    await reloaded(id, 30);
  }
  expect(await rolledBy(async () => reloaded('sidecar', 150))).toEqual([]);
  figure(`upgrades, changed Secret: the sidecar has it after ${Math.round((Date.now() - start) / 1000)} s, without a restart`);
});

test('without HotReload, a new caller rolls the called app, which then allows it', async () => {
  const settings = { hotReload: false };
  await apply({ settings });
  await expect(namespace.get('second', '/invoke?app=sidecar&method=whoami')).rejects.toThrow();
  const rolled = await rolledBy(async () => apply({ settings, callers: ['first', 'second'] }));
  expect(rolled).toContain('sidecar');
  await eventually('the new caller is allowed', async () => (await namespace.get('second', '/invoke?app=sidecar&method=whoami')).host, 30);
  figure(`upgrades, new caller without HotReload: rolled ${rolled.join(', ')}`);
});
