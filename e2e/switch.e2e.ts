/** An app moves between all data planes, under load: no call and no event is lost. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { broker, SERVES_ON, SERVING_ON, stateStore, testApp } from './apps';
import { Caller, callers, Calls, failed, invoke } from './calls';
import { API_TOKEN_SECRET, DAPR_VERSION, eventually, figure, kubectl, sleep, TestNamespace } from './cluster';
import { deliver, httpReceiver, ledger, Outcome } from './deliveries';
import { setServiceReconciler } from './operator';

const SECONDS = Number(process.env.E2E_SWITCH_SECONDS ?? 60);
const RATE = 20;

const MODELS: { [name: string]: () => IDataPlane } = Object.fromEntries(SERVING_ON);
const [SIDECAR, DAEMON_SET, DEPLOYMENT, PINNED_DEPLOYMENT] = Object.keys(MODELS);
/** A round trip that contains every ordered pair once. */
const ROUTE = [
  SIDECAR, DAEMON_SET, SIDECAR, DEPLOYMENT, SIDECAR, PINNED_DEPLOYMENT,
  DAEMON_SET, DEPLOYMENT, DAEMON_SET, PINNED_DEPLOYMENT, DEPLOYMENT, PINNED_DEPLOYMENT, SIDECAR,
];
const PAIRS = ROUTE.slice(1).map((to, i) => [ROUTE[i], to] as const);

interface Manifest { readonly kind: string; readonly metadata: { readonly name: string } }

interface Loss {
  readonly events: Outcome;
  /** Calls of an app with a retry. */
  readonly retried: Calls;
  /** Calls of an app without one. */
  readonly calls: Calls;
  /** Failed calls of 100 after the switch, without a retry. */
  readonly after: number;
  readonly seconds: number;
}

/** A namespace whose stack is applied and pruned as a whole. */
class Stack {
  private applied: Manifest[] = [];

  constructor(public readonly namespace: TestNamespace, private readonly settings: object) {}

  /** Applies the stack with a data plane of the target, then deletes what it no longer contains. */
  public async apply(dataPlane: IDataPlane): Promise<void> {
    const chart = new Chart(new App(), 'e2e', { namespace: this.namespace.name, disableResourceNameHashes: true });
    DaprPlatform.set(chart, { daprVersion: DAPR_VERSION, apiTokenSecret: API_TOKEN_SECRET, ...this.settings });
    this.define(chart, dataPlane);
    const objects = chart.toJson() as Manifest[];
    await this.namespace.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const keys = new Set(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`));
    const gone = this.applied.map(({ kind, metadata }) => `${kind}/${metadata.name}`).filter(key => !keys.has(key));
    if (gone.length) {
      await this.namespace.kubectl('delete', '--wait=false', '--ignore-not-found', ...gone);
    }
    this.applied = objects;
  }

  /** Waits until all pods are those of the stack. */
  public async settled(): Promise<void> {
    await this.namespace.settled();
  }

  private define(chart: Chart, dataPlane: IDataPlane): void {
    const pubsub = broker(chart);
    const store = stateStore(chart);
    ledger(chart);
    const target = new DaprApp(chart, 'target-dapr', {
      appId: 'target',
      workload: testApp(chart, 'target', { port: 3000, replicas: 2, script: httpReceiver(SERVES_ON + 2, '/v1.0/state/statestore/x'), graceSeconds: 30 }),
      appPort: 3000,
      dataPlane,
      uses: [store],
      subscribes: [{ pubsub, topic: 'orders', route: '/events' }],
    });
    new DaprApp(chart, 'sender-dapr', { appId: 'sender', workload: testApp(chart, 'sender'), dataPlane: DataPlane.sidecar(), publishes: [{ pubsub, topic: 'orders' }] });
    callers(chart, [target]);
  }
}

const call = async (namespace: TestNamespace, seconds: number, caller: Caller = 'caller'): Promise<Calls> => invoke(namespace, caller, 'target', RATE, seconds);

/** Runs a switch under events and calls. */
async function under(namespace: TestNamespace, run: string, action: () => Promise<void>): Promise<Loss> {
  let seconds = 0;
  const targets = { target: { path: '/v1.0/publish/pubsub/orders', wrap: 'event' as const } };
  const [calls, retried, { target: events }] = await Promise.all([
    call(namespace, SECONDS),
    call(namespace, SECONDS, 'patient'),
    deliver(namespace, { sender: 'sender', targets, run, seconds: SECONDS }, async () => {
      const start = Date.now();
      await action();
      seconds = Math.round((Date.now() - start) / 1000);
    }),
  ]);
  return { calls, retried, events, seconds, after: (await call(namespace, 100 / RATE)).failed };
}

function print(what: string, { calls, retried, events, after, seconds }: Loss): void {
  figure(`switch ${what}: ${events.lost} of ${events.sent} events lost, ${events.twice} more than once; with a retry ${failed(retried)}; without ${failed(calls)}; `
    + `${events.own.failed} of about ${events.own.hundreds * 100} calls of the app to its daprd failed; ${after} of 100 after; took ${seconds} s`);
}

async function stackOf(suite: string, settings: object): Promise<Stack> {
  const stack = new Stack(await TestNamespace.create(suite), settings);
  await stack.apply(MODELS[ROUTE[0]]());
  await stack.settled();
  await eventually('the target answers', async () => (await call(stack.namespace, 1)).failed ? undefined : true);
  return stack;
}

describe('without the Services of the operator', () => {
  let stack: Stack;

  beforeAll(async () => {
    await setServiceReconciler(false);
    stack = await stackOf('switch', { operatorServices: false, hotReload: false });
  });

  afterAll(async () => {
    await stack?.namespace.delete();
    await setServiceReconciler(true);
  });

  test.each(PAIRS)('from %s to %s: no event is lost and no call fails', async (from, to) => {
    const loss = await under(stack.namespace, `${from}${to}`.replace(/\W/g, ''), async () => {
      await stack.apply(DataPlane.switching(MODELS[from](), MODELS[to]()));
      await stack.settled();
      await stack.apply(MODELS[to]());
      await stack.settled();
    });
    print(`${from} -> ${to}, in two steps`, loss);
    expect([loss.events.lost, loss.retried.failed, loss.after]).toEqual([0, 0, 0]);
    // One call may be sent to a daprd at the moment in which it stops, and hang.
    expect(loss.calls.failed).toBeLessThan(RATE);
  });
});

describe('with the Services of the operator', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await stackOf('switch-operator', {});
  });

  afterAll(async () => stack?.namespace.delete());

  test.each(PAIRS)('from %s to %s: no event is lost, and no call fails once the operator has restarted', async (from, to) => {
    const loss = await under(stack.namespace, `${from}${to}`.replace(/\W/g, ''), async () => {
      await stack.apply(MODELS[to]());
      await stack.settled();
    });
    await kubectl(['-n', 'dapr-system', 'rollout', 'restart', 'deployment/dapr-operator']);
    await kubectl(['-n', 'dapr-system', 'rollout', 'status', 'deployment/dapr-operator', '--timeout=120s']);
    await stack.apply(MODELS[to]());
    await sleep(10);
    const { failed: dead } = await call(stack.namespace, 100 / RATE);
    print(`${from} -> ${to}, with the Services of the operator`, loss);
    figure(`switch ${from} -> ${to}, after a restart of the operator: ${dead} of 100`);
    expect([loss.events.lost, dead]).toEqual([0, 0]);
  });
});
