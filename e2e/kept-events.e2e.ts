import { Duration } from 'cdk8s';
import { DaprApp, DaprComponent, DaprPlatform, DaprResiliency, DaprSubscription, MetadataValue, ResiliencyRetry, SharedDaprDeployment } from 'cdk8s-dapr';
import { testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, sleep, TestNamespace } from './cluster';

/** How long the apps are away: much longer than `processingTimeout` of `low-broker`. */
const AWAY_SECONDS = 60;
const LOW_SECONDS = 5;
/** `maxAppAbsence` of the app whose daprd is lost, and so the `processingTimeout` that the library sets. */
const ABSENCE_SECONDS = 90;
const EVENTS = 40;

/** Each app with the broker that it receives from; `deadLetters` receives from all dead letter topics. */
const APPS = {
  /** A low limit, which only ends a retry from Dapr 1.18.5. */
  low: 'low-broker',
  /** The limit that the library sets. */
  derived: 'derived-broker',
  /** A retry that ends, as the limit of a newer Dapr ends it. */
  ended: 'derived-broker',
  /** Its daprd is lost as soon as it has read the events. */
  lost: 'lost-broker',
} as const;
const NAMES = Object.keys(APPS) as (keyof typeof APPS)[];
const deadLettersOf = (name: string): string => `dead-letters-${name}`;

const idsOf = (name: string, count: number, prefix = ''): string[] => Array.from({ length: count }, (_, i) => `${name}-${prefix}${i}`);

describe('brokers with a time limit, and apps that are away for longer', () => {
  let namespace: TestNamespace;
  const found: { [name: string]: string[] } = {};

  /** Publishes through the shared daprd, from a workload that joined it. */
  async function publish(name: keyof typeof APPS, ids: string[]): Promise<void> {
    await namespace.exec(`${name}-publisher`, 'node', '-e', `(async () => {
      for (const id of ${JSON.stringify(ids)}) {
        const headers = { 'content-type': 'application/json', 'dapr-api-token': process.env.DAPR_API_TOKEN };
        const answer = await fetch(process.env.DAPR_HTTP_ENDPOINT + '/v1.0/publish/${APPS[name]}/orders-${name}', { method: 'POST', headers, body: JSON.stringify({ id }) });
        if (!answer.ok) throw new Error(answer.status);
      }
    })()`);
  }

  const receivedBy = async (app: string): Promise<string[]> => (await namespace.get(app, '/received')).ids;

  async function receivesAll(name: string, ids: string[], seconds: number): Promise<string[]> {
    return eventually('all events', async () => {
      const got = await receivedBy(name);
      const missing = ids.filter(id => !got.includes(id));
      if (missing.length) {
        throw new Error(`${missing.length} of ${ids.length} are missing`);
      }
      return got;
    }, seconds);
  }

  beforeAll(async () => {
    namespace = await TestNamespace.create('kept-events');
    await namespace.deploy(chart => {
      // The first release in which the library sets the limit; the cluster may be older.
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, daprVersion: '1.18.5' });
      const redis = (id: string, metadata: object = {}) =>
        new DaprComponent(chart, id, { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), ...metadata } });
      const brokers = {
        'low-broker': redis('low-broker', { processingTimeout: MetadataValue.of(`${LOW_SECONDS}s`), redeliverInterval: MetadataValue.of('1000') }),
        'derived-broker': redis('derived-broker'),
        'lost-broker': redis('lost-broker'),
      };
      const deadLetters = new DaprApp(chart, 'dead-letters-dapr', { appId: 'dead-letters', workload: testApp(chart, 'dead-letters', { port: 3000 }), appPort: 3000 });
      for (const name of NAMES) {
        const pubsub = brokers[APPS[name]];
        const dataPlane = new SharedDaprDeployment(chart, `${name}-plane`, { appId: name, replicas: 1 });
        const maxAppAbsence = name === 'lost' ? Duration.seconds(ABSENCE_SECONDS) : undefined;
        const app = new DaprApp(chart, `${name}-dapr`, { workload: testApp(chart, name, { port: 3000 }), appPort: 3000, dataPlane, maxAppAbsence });
        const subscription = { pubsub, topic: `orders-${name}`, route: '/events', deadLetterTopic: deadLettersOf(name) };
        new DaprSubscription(chart, `${name}-orders`, { app, ...subscription });
        new DaprSubscription(chart, `${name}-dead-letters`, { app: deadLetters, pubsub, topic: deadLettersOf(name), route: '/events' });
        new DaprApp(chart, `${name}-publisher-dapr`, { workload: testApp(chart, `${name}-publisher`), publishes: [{ pubsub, topic: `orders-${name}` }], dataPlane });
        if (name === 'ended') {
          const retry = ResiliencyRetry.of('ended', { duration: Duration.seconds(1), maxRetries: LOW_SECONDS });
          new DaprResiliency(chart, 'ended-retry', { apps: [app], componentTargets: [{ component: pubsub, inbound: { retry } }] });
        }
      }
    });
    await namespace.ready();
    await Promise.all(NAMES.map(async name => {
      await publish(name, idsOf(name, 5, 'first-'));
      await receivesAll(name, idsOf(name, 5, 'first-'), 90);
      await namespace.scale(name, 0);
      if (name !== 'lost') {
        await publish(name, idsOf(name, EVENTS));
      }
    }));
    await sleep(AWAY_SECONDS);
  });

  afterAll(async () => namespace?.delete());

  test('the library sets the limit of the brokers that have none', async () => {
    const limit = async (broker: string): Promise<string | undefined> =>
      JSON.parse(await namespace.kubectl('get', 'component', broker, '-o', 'json')).spec.metadata.find(({ name }: any) => name === 'processingTimeout')?.value;
    expect(await Promise.all(['low-broker', 'derived-broker', 'lost-broker'].map(limit))).toEqual([`${LOW_SECONDS}s`, '1h', '1m30s']);
  });

  test.each(['low', 'derived'] as const)('%s: the app returns and finds every event, and none is in the dead letter topic', async name => {
    await namespace.scale(name, 1);
    const got = found[name] = await receivesAll(name, idsOf(name, EVENTS), 120);
    await sleep(5);
    expect((await receivedBy('dead-letters')).filter(id => id.startsWith(`${name}-`))).toEqual([]);
    figure(`kept-events, ${name}: ${EVENTS} of ${EVENTS} events after ${AWAY_SECONDS} s, ${got.length - new Set(got).size} twice`);
  });

  test('derived: no event is delivered twice, because the broker does not deliver it again while the app is away', async () => {
    expect(found.derived).toHaveLength(new Set(found.derived).size);
  });

  test('ended: if a retry ends, as a low limit ends it from Dapr 1.18.5, the event is in the dead letter topic, and the app does not find it', async () => {
    await namespace.scale('ended', 1);
    const all = await eventually('all events', async () => {
      const dead = (await receivedBy('dead-letters')).filter(id => id.startsWith('ended-'));
      const got = await receivedBy('ended');
      return idsOf('ended', EVENTS).every(id => dead.includes(id) || got.includes(id)) ? { dead, got } : undefined;
    }, 120);
    figure(`kept-events, ended: ${all.dead.length} of ${EVENTS} events in the dead letter topic`);
    expect(all.dead.length).toBeGreaterThan(0);
    expect(all.dead.filter(id => all.got.includes(id))).toEqual([]);
  });

  test('lost: events that a lost daprd was delivering are delivered again, after the limit', async () => {
    await publish('lost', idsOf('lost', EVENTS));
    await sleep(2);
    const [daprd] = await namespace.daprds('lost');
    await namespace.kubectl('delete', 'pod', daprd.metadata.name, '--grace-period=0', '--force');
    const start = Date.now();
    await namespace.scale('lost', 1);
    const got = await receivesAll('lost', idsOf('lost', EVENTS), ABSENCE_SECONDS + 120);
    figure(`kept-events, lost: ${EVENTS} of ${EVENTS} events ${Math.round((Date.now() - start) / 1000)} s after the daprd was killed, with a limit of ${ABSENCE_SECONDS} s, `
      + `${got.length - new Set(got).size} twice`);
  });
});
