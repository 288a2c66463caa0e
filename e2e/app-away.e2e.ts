import { AppProtocol, DaprApp, DaprPlatform, DaprSubscription, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { broker, PINNED, stateStore, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, sleep, TestNamespace } from './cluster';

const AWAY_SECONDS = Number(process.env.E2E_AWAY_SECONDS ?? 240);
const EVENTS = 200;
const BATCHES = 10;
const HTTP_KINDS = ['deployment', 'daemonset', 'pinned-deployment', 'pinned-daemonset'];
/** E2E_AWAY_GRPC adds a shared Deployment whose app receives events over gRPC, with the JavaScript SDK. */
const GRPC = 'grpc';
const KINDS = [...HTTP_KINDS, ...(process.env.E2E_AWAY_GRPC ? [GRPC] : [])];
/** Port on which the test controls the SDK app. */
const CONTROL = 9000;

const idsOf = (kind: string, from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `${kind}-${from + i}`);

describe('a shared daprd whose app is unavailable', () => {
  let namespace: TestNamespace;

  /** Publishes through the shared daprd, from a workload that joined it. */
  async function publish(kind: string, ids: string[]): Promise<void> {
    await namespace.exec(`${kind}-publisher`, 'node', '-e', `(async () => {
      for (const id of ${JSON.stringify(ids)}) {
        const headers = { 'content-type': 'application/json', 'dapr-api-token': process.env.DAPR_API_TOKEN };
        const url = process.env.DAPR_HTTP_ENDPOINT + '/v1.0/publish/pubsub/orders-${kind}';
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ id }) });
        if (!answer.ok) throw new Error(answer.status);
      }
    })()`);
  }

  /** Waits until the app has received all events; returns the received ones. */
  async function received(kind: string, ids: string[], seconds: number): Promise<string[]> {
    let got: string[] = [];
    await eventually('all events', async () => {
      got = (await (kind === GRPC ? namespace.get(kind, '/received', CONTROL) : namespace.get(kind, '/received'))).ids;
      const missing = ids.filter(id => !got.includes(id));
      if (missing.length) {
        throw new Error(`${missing.length} of ${ids.length} are missing`);
      }
      return true;
    }, seconds);
    return got;
  }

  const restarts = async (id: string): Promise<string[]> => (await namespace.daprdRestarts()).filter(line => line.startsWith(`${id}-daprd-`));

  beforeAll(async () => {
    namespace = await TestNamespace.create('app-away');
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      const pubsub = broker(chart);
      for (const kind of KINDS) {
        const SharedDapr = kind.endsWith('daemonset') ? SharedDaprDaemonSet : SharedDaprDeployment;
        const pinned = kind.startsWith('pinned') ? PINNED : undefined;
        const dataPlane = new SharedDapr(chart, `${kind}-plane`, { appId: kind, pinned });
        const grpc = kind === GRPC ? {
          image: 'e2e-js-sdk', program: '/app/app.js', env: { SDK_PROTOCOL: 'grpc', STATE_STORE: 'statestore', PUBSUB: 'pubsub', TOPIC: `orders-${kind}` },
        } : {};
        const workload = testApp(chart, kind, { port: 3000, replicas: 0, ...grpc });
        const appProtocol = kind === GRPC ? AppProtocol.GRPC : undefined;
        const app = new DaprApp(chart, `${kind}-dapr`, { workload, appPort: 3000, appProtocol, uses: [store, pubsub], dataPlane });
        new DaprSubscription(chart, `${kind}-orders`, { app, pubsub, topic: `orders-${kind}`, route: '/events' });
        new DaprApp(chart, `${kind}-publisher-dapr`, {
          workload: testApp(chart, `${kind}-publisher`), uses: [store], publishes: [{ pubsub, topic: `orders-${kind}` }], dataPlane,
        });

        if (kind === GRPC) {
          continue;
        }
        // Calls Dapr until it responds, and listens only then.
        const early = testApp(chart, `early-${kind}`, { port: 3000, env: { MODE: 'early' } });
        new DaprApp(chart, `early-${kind}-dapr`, {
          workload: early,
          appPort: 3000,
          uses: [store],
          dataPlane: new SharedDapr(chart, `early-${kind}-plane`, { appId: `early-${kind}`, pinned }),
        });
      }
    });
    await Promise.all(KINDS.flatMap(kind => [kind, `${kind}-publisher`]).map(async app => namespace.rolledOut(`deployment/e2e-${app}`)));
  });

  afterAll(async () => namespace?.delete());

  test.each(KINDS)('%s: it responds although the app has never run', async kind => {
    expect((await eventually('state', async () => namespace.get(`${kind}-publisher`, '/state'))).key).toContain(kind);
  });

  test.each(HTTP_KINDS)('%s: an app that calls Dapr before it listens becomes ready', async kind => {
    const start = Date.now();
    await namespace.rolledOut(`deployment/e2e-early-${kind}`);
    await eventually('its daprd is ready', async () => (await namespace.daprds(`early-${kind}`))
      .every(({ status }) => status.conditions.some(({ type, status: is }: any) => type === 'Ready' && is === 'True')) || undefined);
    figure(`app-away, ${kind}: an early app and its daprd are ready, after another ${Math.round((Date.now() - start) / 1000)} s`);
    expect(await restarts(`early-${kind}`)).toEqual([]);
  });

  describe(`for ${AWAY_SECONDS} s`, () => {
    beforeAll(async () => {
      await Promise.all(KINDS.map(async kind => {
        await namespace.scale(kind, 1);
        await publish(kind, idsOf(`${kind}-first`, 0, 10));
        await received(kind, idsOf(`${kind}-first`, 0, 10), 90);
        await namespace.scale(kind, 0);
        const size = EVENTS / BATCHES;
        for (let batch = 0; batch < BATCHES; batch++) {
          await publish(kind, idsOf(kind, batch * size, size));
          await sleep(AWAY_SECONDS / BATCHES);
        }
      }));
    });

    test.each(KINDS)('%s: the daprd is not restarted', async kind => {
      const restarted = await restarts(kind);
      figure(`app-away, ${kind}: ${restarted.length} restarts of daprd with the app unavailable for ${AWAY_SECONDS} s`);
      expect(restarted).toEqual([]);
    });

    test.each(KINDS)('%s: the app returns and receives every event published meanwhile', async kind => {
      await namespace.scale(kind, 1);
      const start = Date.now();
      const got = await received(kind, idsOf(kind, 0, EVENTS), 180);
      figure(`app-away, ${kind}: ${EVENTS} of ${EVENTS} events delivered within ${Math.round((Date.now() - start) / 1000)} s, `
        + `${got.length - new Set(got).size} twice`);
    });
  });
});
