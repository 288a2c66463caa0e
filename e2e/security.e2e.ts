import { DaprApp, DaprPlatform } from 'cdk8s-dapr';
import { idOf, MODELS, PINNED_MODELS, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, kubectl, TestNamespace } from './cluster';
import { installPolicy, removePolicy, WITH_POLICY } from './policy';

const injected = MODELS.filter(([model]) => model !== 'sidecar');
const shared = [...injected, ...PINNED_MODELS];

/** Calls Dapr from the app, with or without the token; prints the status. */
const ask = (path: string, token: string): string => `
  fetch(process.env.DAPR_HTTP_ENDPOINT + '${path}', { headers: ${token} }).then(a => console.log(a.status), e => { throw e; })`;
const OWN = '{ "dapr-api-token": process.env.DAPR_API_TOKEN }';

describe('a shared daprd', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create('security');
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      for (const [model, dataPlane] of shared) {
        const id = idOf(model);
        new DaprApp(chart, `${id}-dapr`, { appId: id, workload: testApp(chart, id, { port: 3000 }), appPort: 3000, uses: [store], dataPlane: dataPlane() });
      }
    });
    await namespace.ready();
  });

  afterAll(async () => namespace?.delete());

  test.each(shared)('%s: a call without the token, or with a wrong one, gets 401', async model => {
    const status = async (path: string, token: string): Promise<string> => (await namespace.exec(idOf(model), 'node', '-e', ask(path, token))).trim();
    expect(await eventually('the API', async () => (await status('/v1.0/metadata', OWN)) === '200' || undefined)).toBe(true);
    expect(await status('/v1.0/metadata', '{}')).toBe('401');
    expect(await status('/v1.0/state/statestore/x', '{}')).toBe('401');
    expect(await status('/v1.0/metadata', '{ "dapr-api-token": "wrong" }')).toBe('401');
  });

  test.each(shared)('%s: no Secret is readable through it', async model => {
    const script = ask(`/v1.0/secrets/kubernetes/${API_TOKEN_SECRET}`, OWN);
    expect(Number(await namespace.exec(idOf(model), 'node', '-e', script))).toBeGreaterThanOrEqual(400);
  });

  test.each(shared)('%s: its pods have no service account token, and their service account cannot read Secrets', async model => {
    const pods = await namespace.daprds(idOf(model));
    expect(pods.length).toBeGreaterThanOrEqual(1);
    for (const { spec } of pods) {
      const containers = [...spec.containers, ...spec.initContainers ?? []];
      const mounts = containers.flatMap(({ volumeMounts }) => volumeMounts ?? []).map(({ mountPath }) => mountPath);
      expect(mounts).not.toContain('/var/run/secrets/kubernetes.io/serviceaccount');
      const account = `system:serviceaccount:${namespace.name}:${spec.serviceAccountName}`;
      const answer = await kubectl(['auth', 'can-i', 'get', 'secrets', '-n', namespace.name, `--as=${account}`]).catch(error => error.message);
      expect(answer.trim()).toMatch(/\bno$/);
    }
  });
});

/** Through the cluster policy, or because of the emitted pod. */
describe.each<[string, typeof injected, boolean]>([
  ['with the cluster policy', injected, true],
  ['pinned, without the cluster policy', PINNED_MODELS, false],
])('%s', (_, models, policy) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create(policy ? 'restricted' : 'restricted-pinned', { redis: false, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
    if (policy) {
      await installPolicy(namespace);
    }
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, ...(policy ? WITH_POLICY : {}) });
      for (const [model, dataPlane] of models) {
        const id = idOf(model);
        new DaprApp(chart, `${id}-dapr`, { appId: id, workload: testApp(chart, id, { port: 3000, replicas: 0 }), appPort: 3000, dataPlane: dataPlane() });
      }
    });
  });

  afterAll(async () => {
    await namespace?.delete();
    if (policy) {
      await removePolicy();
    }
  });

  test('a namespace that enforces Pod Security restricted admits shared daprds, which become ready with the app at zero', async () => {
    await namespace.ready();
    for (const [model] of models) {
      expect((await namespace.daprds(idOf(model))).length).toBeGreaterThanOrEqual(1);
    }
  });
});
