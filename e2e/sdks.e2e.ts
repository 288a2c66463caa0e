import { AppProtocol, DaprApp, DaprPlatform, DaprSubscription, IDataPlane } from 'cdk8s-dapr';
import { broker, MODELS, PINNED_MODELS, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, TestNamespace } from './cluster';

interface SdkApp {
  readonly id: string;
  readonly image: string;
  readonly program: string;
  readonly protocol: AppProtocol;
  /** The app that it invokes: with the other language and the same protocol. */
  readonly peer: string;
}

const SDKS: SdkApp[] = [AppProtocol.HTTP, AppProtocol.GRPC].flatMap(protocol => [
  { id: `js-${protocol}`, image: 'e2e-js-sdk', program: '/app/app.js', protocol, peer: `python-${protocol}` },
  { id: `python-${protocol}`, image: 'e2e-python-sdk', program: '/app/app.py', protocol, peer: `js-${protocol}` },
]);
const TITLED = SDKS.map((sdk): [string, SdkApp] => [`the ${sdk.id.startsWith('js') ? 'JavaScript' : 'Python'} SDK over ${sdk.protocol}`, sdk]);
/** Port on which the test controls these apps. */
const CONTROL = 9000;

describe.each([...MODELS, ...PINNED_MODELS])('with %s', (model, dataPlane: () => IDataPlane) => {
  let namespace: TestNamespace;
  const get = async ({ id }: SdkApp, path: string): Promise<any> => namespace.get(id, path, CONTROL);

  beforeAll(async () => {
    namespace = await TestNamespace.create(`sdks-${model.toLowerCase().replace(' ', '-')}`);
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      const pubsub = broker(chart);
      for (const { id, image, program, protocol } of SDKS) {
        const topic = `orders-${id}`;
        // Without address, port and token of Dapr, which the library or the injector sets.
        const env = { SDK_PROTOCOL: protocol, STATE_STORE: 'statestore', PUBSUB: 'pubsub', TOPIC: topic };
        const app = new DaprApp(chart, `${id}-dapr`, {
          appId: id,
          workload: testApp(chart, id, { image, program, port: 3000, env }),
          appPort: 3000,
          appProtocol: protocol,
          uses: [store],
          publishes: [{ pubsub, topic }],
          dataPlane: dataPlane(),
        });
        new DaprSubscription(chart, topic, { app, pubsub, topic, route: '/events' });
      }
    });
    await namespace.ready();
  });

  afterAll(async () => namespace?.delete());

  test.each(TITLED)('%s saves and reads state', async (_, sdk) => {
    expect((await eventually('state', async () => get(sdk, '/state'))).key).toContain(sdk.id);
  });

  test.each(TITLED)('%s publishes and receives events', async (_, sdk) => {
    const ids = ['a', 'b', 'c'];
    for (const id of ids) {
      await eventually('publish', async () => get(sdk, `/publish?topic=orders-${sdk.id}&id=${id}`));
    }
    await eventually('events', async () => {
      const received = await get(sdk, '/received');
      return ids.every(id => received.ids.includes(id)) || undefined;
    });
  });

  test.each(TITLED)('%s invokes an app with the other SDK', async (_, sdk) => {
    const answer = await eventually('invocation', async () => get(sdk, `/invoke?app=${sdk.peer}&method=whoami`));
    expect(answer.appId).toBe(sdk.peer);
  });

  test('no daprd was restarted', async () => {
    expect(await namespace.daprdRestarts()).toEqual([]);
  });
});
