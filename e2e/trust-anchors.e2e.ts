/** A pinned daprd reads its trust anchors from the ConfigMap at each start of its container. The control plane is not changed. */
import { rootCertificates } from 'tls';
import { ApiObject } from 'cdk8s';
import { DaprApp, DaprPlatform } from 'cdk8s-dapr';
import { idOf, PINNED_MODELS, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, isReady, synth, TestNamespace } from './cluster';

const BUNDLE = 'dapr-trust-bundle';
/** A root that Sentry does not use: like the old one after a rotation, or the new one before it. */
const OTHER = rootCertificates[0];
const KINDS = PINNED_MODELS.map(([model]): [string, string, string] => [model, idOf(model), `${model.endsWith('DaemonSet') ? 'daemonset' : 'deployment'}/${idOf(model)}-daprd`]);

const restarts = ({ status }: any): number => status.containerStatuses?.[0]?.restartCount ?? 0;

describe('trust anchors of a pinned daprd', () => {
  let namespace: TestNamespace;
  let anchors: string;

  const trust = async (...roots: string[]): Promise<string> => namespace.apply(synth(namespace.name, chart => {
    new ApiObject(chart, 'bundle', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: BUNDLE }, data: { 'ca.crt': roots.join('\n') } });
  }));
  const state = async (app: string): Promise<string> => (await namespace.exec(app, 'node', '-e', `
    fetch(process.env.DAPR_HTTP_ENDPOINT + '/v1.0/state/statestore/x', { headers: { 'dapr-api-token': process.env.DAPR_API_TOKEN } })
      .then(answer => console.log(answer.status))`)).trim();

  beforeAll(async () => {
    namespace = await TestNamespace.create('trust-anchors');
    anchors = await namespace.kubectl('get', 'configmap', BUNDLE, '-o', 'jsonpath={.data.ca\\.crt}');
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      for (const [model, dataPlane] of PINNED_MODELS) {
        const appId = idOf(model);
        new DaprApp(chart, `${appId}-dapr`, { appId, workload: testApp(chart, appId, { port: 3000 }), appPort: 3000, uses: [store], dataPlane: dataPlane() });
      }
    });
    await namespace.ready();
  });

  afterAll(async () => namespace?.delete());

  test.each(KINDS)('%s: a daprd reads changed anchors at start, and not while it runs', async (_, app) => {
    await trust(OTHER);
    const old = await namespace.daprds(app);
    await namespace.kubectl('delete', 'pod', old[0].metadata.name, '--wait=true');
    const added = await eventually('a daprd that does not trust Sentry stops', async () => {
      const pods = await namespace.daprds(app);
      return pods.find(pod => !old.some(({ metadata }) => metadata.name === pod.metadata.name) && restarts(pod) > 0);
    }, 300);
    expect(isReady(added)).toBe(false);
    const others = (await namespace.daprds(app)).filter(({ metadata }) => metadata.name !== added.metadata.name);
    expect(others.map(isReady)).toEqual(others.map(() => true));
    expect(others.length).toBe(old.length - 1);
  });

  test.each(KINDS)('%s: with the anchors of both roots it starts again without another synth or apply', async (_, app, object) => {
    const generation = async (): Promise<string> => namespace.kubectl('get', object, '-o', 'jsonpath={.metadata.generation}');
    const before = [await generation(), ...(await namespace.daprds(app)).map(({ metadata }) => metadata.name).sort()];
    const start = Date.now();
    await trust(OTHER, anchors);
    await eventually('all are ready', async () => (await namespace.daprds(app)).every(isReady) || undefined, 400);
    figure(`trust anchors, ${object}: ready ${Math.round((Date.now() - start) / 1000)} s after the ConfigMap had both roots`);
    expect([await generation(), ...(await namespace.daprds(app)).map(({ metadata }) => metadata.name).sort()]).toEqual(before);
    expect(await state(app)).toBe('204');
  });

  test.each(KINDS)('%s: a rotation requires only a restart', async (_, app, object) => {
    await trust(anchors, OTHER);
    await namespace.kubectl('rollout', 'restart', object);
    await namespace.rolledOut(object);
    expect(await eventually('state', async () => await state(app) === '204' || undefined)).toBe(true);
  });
});
