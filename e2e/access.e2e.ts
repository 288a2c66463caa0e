/** Derived access is enforced at run time: each refusal with its allowed counterpart. */
import { ApiObject, JsonPatch } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform } from 'cdk8s-dapr';
import { ServiceAccount } from 'cdk8s-plus-28';
import { broker, MODELS as ALL, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, TestNamespace } from './cluster';

const MODELS = ALL.filter(([model]) => model !== 'shared DaemonSet');
const short = (model: string): string => model.toLowerCase().replace(' ', '-');
const READABLE = 'readable';

/** Calls the app's Dapr and prints the status. */
const ask = (method: string, path: string, body?: unknown): string => `
  const { DAPR_HTTP_ENDPOINT, DAPR_HTTP_PORT, DAPR_API_TOKEN } = process.env;
  const base = DAPR_HTTP_ENDPOINT ?? 'http://127.0.0.1:' + DAPR_HTTP_PORT;
  const headers = { 'content-type': 'application/json', ...(DAPR_API_TOKEN ? { 'dapr-api-token': DAPR_API_TOKEN } : {}) };
  fetch(base + '${path}', { method: '${method}', headers, body: ${body === undefined ? 'undefined' : `'${JSON.stringify(body)}'`} })
    .then(answer => console.log(answer.status));`;

describe.each(MODELS)('%s', (model, dataPlane) => {
  let namespace: TestNamespace;
  const status = async (app: string, method: string, path: string, body?: unknown): Promise<number> =>
    Number(await namespace.exec(app, 'node', '-e', ask(method, path, body)));
  const settles = async (app: string, method: string, path: string, wanted: number[], body?: unknown) =>
    eventually(`${method} ${path} of ${app}`, async () => wanted.includes(await status(app, method, path, body)) || undefined);

  beforeAll(async () => {
    namespace = await TestNamespace.create(`access-${short(model)}`);
    await namespace.apply(JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [READABLE, 'hidden'].map(name =>
        ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: namespace.name }, stringData: { key: 'value' } })),
    }));
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      const pubsub = broker(chart);
      const workload = (id: string) => testApp(chart, id, { port: 3000 });
      const callee = new DaprApp(chart, 'callee-dapr', {
        appId: 'callee', workload: workload('callee'), appPort: 3000, dataPlane: dataPlane(), subscribes: [{ pubsub, topic: 'orders', route: '/events' }],
      });
      new DaprApp(chart, 'caller-dapr', {
        appId: 'caller', workload: workload('caller'), appPort: 3000, dataPlane: dataPlane(), uses: [store], invokes: [callee], publishes: [{ pubsub, topic: 'orders' }],
      });
      new DaprApp(chart, 'stranger-dapr', { appId: 'stranger', workload: workload('stranger'), appPort: 3000, dataPlane: dataPlane() });
      const account = new ServiceAccount(chart, 'account', { metadata: { name: 'reader' } });
      const reading = workload('reader');
      ApiObject.of(reading).addJsonPatch(JsonPatch.add('/spec/template/spec/serviceAccountName', account.name));
      new DaprApp(chart, 'reader-dapr', { appId: 'reader', workload: reading, appPort: 3000, dataPlane: dataPlane(), readsSecrets: [READABLE] });
      const withAccount = (id: string) => {
        const own = workload(id);
        ApiObject.of(own).addJsonPatch(JsonPatch.add('/spec/template/spec/serviceAccountName', new ServiceAccount(chart, `${id}-account`, { metadata: { name: id } }).name));
        return { appId: id, workload: own, appPort: 3000, dataPlane: dataPlane() };
      };
      new DaprApp(chart, 'bulk-dapr', { ...withAccount('bulk'), readsAllSecrets: true });
      const secrets = new DaprComponent(chart, 'kube', { type: 'secretstores.kubernetes', metadata: {} });
      new DaprApp(chart, 'api-dapr', { ...withAccount('api'), uses: [secrets], readsSecrets: [READABLE] });
    });
    await namespace.ready();
  });

  afterAll(async () => namespace?.delete());

  test('an app can use a component, and an app outside its scopes cannot', async () => {
    await settles('caller', 'GET', '/v1.0/state/statestore/none', [204]);
    expect(await status('stranger', 'GET', '/v1.0/state/statestore/none')).toBeGreaterThanOrEqual(400);
  });

  test('an app can invoke an app that it declared, and an app that did not declare it gets 403', async () => {
    await settles('caller', 'GET', '/v1.0/invoke/callee/method/whoami', [200]);
    await settles('stranger', 'GET', '/v1.0/invoke/callee/method/whoami', [403]);
  });

  test('an app can publish to its topic, and to no other', async () => {
    await settles('caller', 'POST', '/v1.0/publish/pubsub/orders', [204], { id: 'a' });
    expect(await status('caller', 'POST', '/v1.0/publish/pubsub/refunds', { id: 'b' })).toBe(403);
    // It only receives.
    expect(await status('callee', 'POST', '/v1.0/publish/pubsub/orders', { id: 'c' })).toBe(403);
  });

  test('an app can read the Secrets that it declared, and no others; an app without declared Secrets has no store', async () => {
    await settles('reader', 'GET', `/v1.0/secrets/kubernetes/${READABLE}`, [200]);
    expect(await status('reader', 'GET', '/v1.0/secrets/kubernetes/hidden')).toBe(403);
    expect(await status('stranger', 'GET', `/v1.0/secrets/kubernetes/${READABLE}`)).toBeGreaterThanOrEqual(400);
  });

  test('an app that reads all Secrets can request them at once, and one that declares some cannot', async () => {
    await settles('bulk', 'GET', '/v1.0/secrets/kubernetes/bulk', [200]);
    expect(await status('reader', 'GET', '/v1.0/secrets/kubernetes/bulk')).toBeGreaterThanOrEqual(400);
  });

  test('a secret store that reads from the API server has the permissions that it needs, and no more', async () => {
    await settles('api', 'GET', `/v1.0/secrets/kube/${READABLE}`, [200]);
    expect(await status('api', 'GET', '/v1.0/secrets/kube/hidden')).toBeGreaterThanOrEqual(400);
  });

  test('every daprd applied its Configuration', async () => {
    expect(await namespace.daprdRestarts()).toEqual([]);
  });
});
