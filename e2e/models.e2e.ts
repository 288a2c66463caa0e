import { DaprApp, DaprPlatform, DaprSubscription } from 'cdk8s-dapr';
import { broker, MODELS as INJECTED, PINNED_MODELS, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, TestNamespace } from './cluster';

const MODELS = [...INJECTED, ...PINNED_MODELS];
const idOf = (model: string): string => `${model.toLowerCase().replace(' ', '-')}-app`;
const PAIRS = MODELS.flatMap(([from]) => MODELS.filter(([to]) => to !== from).map(([to]) => [from, to]));

describe('in every model', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create('models');
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      const pubsub = broker(chart);
      for (const [model, dataPlane] of MODELS) {
        const id = idOf(model);
        const app = new DaprApp(chart, `${id}-dapr`, {
          appId: id,
          workload: testApp(chart, id, { port: 3000 }),
          appPort: 3000,
          uses: [store],
          publishes: [{ pubsub, topic: `orders-${id}` }],
          appTokenSecret: API_TOKEN_SECRET,
          dataPlane: dataPlane(),
        });
        new DaprSubscription(chart, `${id}-orders`, { app, pubsub, topic: `orders-${id}`, route: '/events' });
      }
    });
    await namespace.ready();
  });

  afterAll(async () => namespace?.delete());

  test.each(MODELS)('%s: the app has its app ID, and saves and reads state', async model => {
    const { key } = await eventually('state', async () => namespace.get(idOf(model), '/state'));
    expect(key).toContain(idOf(model));
    expect((await namespace.get(idOf(model), '/metadata')).id).toBe(idOf(model));
  });

  test.each(MODELS)('%s: the app publishes events and receives them through a declarative subscription', async model => {
    const id = idOf(model);
    const ids = ['a', 'b', 'c'];
    for (const event of ids) {
      await eventually('publish', async () => namespace.get(id, `/publish?topic=orders-${id}&id=${event}`));
    }
    await eventually('events', async () => {
      const received = await namespace.get(id, '/received');
      return ids.every(event => received.ids.includes(event)) || undefined;
    });
  });

  test.each(PAIRS)('an app with %s invokes one with %s', async (from, to) => {
    const answer = await eventually('invocation', async () => namespace.get(idOf(from), `/invoke?app=${idOf(to)}&method=whoami`));
    expect(answer.appId).toBe(idOf(to));
  });

  test('only the sidecar model has its daprd in the app pods', async () => {
    for (const [model] of MODELS) {
      const [{ spec }] = await namespace.pods(idOf(model));
      const names = [...spec.containers, ...spec.initContainers ?? []].map(({ name }) => name).sort();
      expect([model, names]).toEqual([model, model === 'sidecar' ? ['daprd', 'main'] : ['main']]);
    }
  });

  test('no daprd was restarted', async () => {
    expect(await namespace.daprdRestarts()).toEqual([]);
  });
});
