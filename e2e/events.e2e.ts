/** No event is lost while the receiving app is rolled out or unavailable: in each model, over HTTP and gRPC. */
import { Duration } from 'cdk8s';
import { AppProtocol, DaprApp, DaprPlatform, DaprResiliency, DataPlane, IDataPlane, ResiliencyRetry } from 'cdk8s-dapr';
import { broker, testApp } from './apps';
import { API_TOKEN_SECRET, figure, TestNamespace } from './cluster';
import { awayAndBack, deliver, grpcReceiver, httpReceiver, ledger, Outcome, rollOut, Target } from './deliveries';

const SECONDS = 40;
const AWAY_SECONDS = 15;

/** A receiving app; by default it stops immediately on SIGTERM. */
interface Kind {
  readonly dataPlane: () => IDataPlane;
  readonly grpc?: boolean;
  /** Seconds for which it continues after SIGTERM. */
  readonly servesOn?: number;
  /** A user-defined inbound retry for the broker. */
  readonly retry?: boolean;
  /** Whether events may be lost: losses are only counted. */
  readonly loses?: boolean;
}

const KINDS: { [name: string]: Kind } = {
  'shared-deployment': { dataPlane: () => DataPlane.sharedDeployment() },
  'shared-daemonset': { dataPlane: () => DataPlane.sharedDaemonSet() },
  'shared-grpc': { dataPlane: () => DataPlane.sharedDeployment(), grpc: true },
  // The app may stop before its daprd, which continues to deliver for a moment.
  'sidecar': { dataPlane: () => DataPlane.sidecar(), loses: true },
  'sidecar-serving-on': { dataPlane: () => DataPlane.sidecar(), servesOn: 3 },
  'sidecar-with-retry': { dataPlane: () => DataPlane.sidecar(), retry: true },
};
const NAMES = Object.keys(KINDS);
const topicOf = (kind: string): string => `orders-${kind}`;
const TARGETS = Object.fromEntries(NAMES.map((kind): [string, Target] => [kind, { path: `/v1.0/publish/pubsub/${topicOf(kind)}`, wrap: 'event' }]));

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('events');
  await namespace.deploy(chart => {
    DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
    const pubsub = broker(chart);
    ledger(chart);
    for (const [name, { dataPlane, grpc, servesOn, retry }] of Object.entries(KINDS)) {
      const receiver = grpc ? { image: 'e2e-js-sdk', script: grpcReceiver('pubsub', topicOf(name)) } : { script: httpReceiver(servesOn) };
      const app = new DaprApp(chart, `${name}-dapr`, {
        appId: name,
        workload: testApp(chart, name, { port: 3000, ...receiver }),
        appPort: 3000,
        appProtocol: grpc ? AppProtocol.GRPC : undefined,
        dataPlane: dataPlane(),
        subscribes: [{ pubsub, topic: topicOf(name), route: '/events' }],
      });
      if (retry) {
        const patient = ResiliencyRetry.of('patient', { duration: Duration.seconds(1), httpStatusCodes: '429,502-504' });
        new DaprResiliency(chart, `${name}-resiliency`, { apps: [app], componentTargets: [{ component: pubsub, inbound: { retry: patient } }] });
      }
    }
    new DaprApp(chart, 'sender-dapr', { appId: 'sender', workload: testApp(chart, 'sender'), publishes: NAMES.map(kind => ({ pubsub, topic: topicOf(kind) })) });
  });
  await namespace.ready();
  await deliver(namespace, { sender: 'sender', targets: TARGETS, run: 'first', seconds: 1 });
});

afterAll(async () => namespace?.delete());

describe.each<[string, (kind: string) => Promise<void>]>([
  ['rolled out', async kind => rollOut(namespace, kind)],
  [`away for ${AWAY_SECONDS} s`, async kind => awayAndBack(namespace, kind, AWAY_SECONDS)],
])('an app that is %s', (what, action) => {
  let outcome: { [kind: string]: Outcome };

  beforeAll(async () => {
    const delivery = { sender: 'sender', targets: TARGETS, run: what.replace(/\W/g, ''), seconds: SECONDS, mayLose: NAMES.filter(kind => KINDS[kind].loses) };
    outcome = await deliver(namespace, delivery, async () => Promise.all(NAMES.map(async kind => action(kind))));
    NAMES.forEach(kind => {
      const { sent, lost, twice } = outcome[kind];
      figure(`events, ${kind}, app ${what}: ${lost} of ${sent} lost, ${twice} more than once`);
    });
  });

  test.each(NAMES.filter(kind => !KINDS[kind].loses))('%s: no event is lost', kind => {
    expect(outcome[kind].sent).toBeGreaterThan(0);
    expect(outcome[kind].lost).toBe(0);
  });

  test('a sidecar whose app stops immediately: number of lost events', () => {
    expect(outcome.sidecar.lost).toBeLessThan(outcome.sidecar.sent * 0.1);
  });
});
