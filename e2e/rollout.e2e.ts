import { Duration } from 'cdk8s';
import { ApiReachability, DaprApp, DaprPlatform, DataPlane, IDataPlane, SharedDaprDaemonSet, SharedDaprDeployment } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { PINNED, stateStore, StoreProps, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, isReady, sleep, TestNamespace } from './cluster';
import { installPolicy, removePolicy, WITH_POLICY } from './policy';

const RUNS = Number(process.env.E2E_RUNS ?? 3);
const SECONDS = 25;
const RATE = 50;

interface Case {
  readonly id: string;
  readonly kind: 'Deployment' | 'DaemonSet';
  readonly reachability?: ApiReachability;
  readonly says: string;
}

const KINDS = ['Deployment', 'DaemonSet'] as const;
const casesOf = (name: string, says: string, reachability?: ApiReachability): Case[] =>
  KINDS.map(kind => ({ id: `${name}-${kind.toLowerCase()}`, kind, reachability, says: `${kind}, ${says}` }));
const BEFORE = casesOf('before', 'reachable before the app listens', ApiReachability.BEFORE_APP_LISTENS);
const AFTER = casesOf('after', 'reachable after the app listens', ApiReachability.AFTER_APP_LISTENS);
const POLICY = casesOf('policy', 'cluster policy');
const UNINJECTED = casesOf('pinned', 'pinned');

const named = (cases: Case[]): [string, Case][] => cases.map(one => [one.says, one]);
const storeOf = (one: Case): string => `store-${one.id}`;
const objectOf = (one: Case): string => `${one.kind.toLowerCase()}/${one.id}-daprd`;

function dataPlane(scope: Construct, { id, kind, reachability: apiReachability }: Case): IDataPlane {
  const props = { appId: id, apiReachability, pinned: id.startsWith('pinned') ? PINNED : undefined };
  return kind === 'Deployment' ? new SharedDaprDeployment(scope, `${id}-plane`, props) : new SharedDaprDaemonSet(scope, `${id}-plane`, props);
}

/** For each case a shared daprd with an app and a workload that only calls, and an app with a sidecar. */
async function deploy(namespace: TestNamespace, cases: Case[], policy: boolean, stores: { [id: string]: StoreProps } = {}): Promise<void> {
  await namespace.deploy(chart => {
    DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, ...(policy ? WITH_POLICY : {}) });
    for (const one of cases) {
      const plane = dataPlane(chart, one);
      const store = stateStore(chart, storeOf(one), stores[one.id]);
      const workload = testApp(chart, one.id, { port: 3000 });
      new DaprApp(chart, `${one.id}-dapr`, { workload, appPort: 3000, uses: [store], dataPlane: plane });
      new DaprApp(chart, `${one.id}-load-dapr`, { workload: testApp(chart, `${one.id}-load`), uses: [store], dataPlane: plane });
    }
    new DaprApp(chart, 'caller-dapr', { appId: 'caller', workload: testApp(chart, 'caller'), dataPlane: DataPlane.sidecar() });
  });
}

interface Load {
  readonly sent: number;
  readonly failed: number;
  readonly failures: { [reason: string]: number };
}

/** Opens new connections at a fixed rate. */
async function load(namespace: TestNamespace, app: string, rate: number, ...what: string[]): Promise<Load> {
  const args = ['node', '/app/app.js', 'load', '--rps', String(rate), '--seconds', String(SECONDS), '--new', ...what];
  return JSON.parse(await namespace.exec(app, ...args));
}

const lost = ({ sent, failed, failures }: Load): string => `${failed} of ${sent} lost${failed ? ` ${JSON.stringify(failures)}` : ''}`;

/** Load on the API of a shared daprd during an action. */
async function under(namespace: TestNamespace, one: Case, action: () => Promise<unknown>): Promise<Load> {
  const loading = load(namespace, `${one.id}-load`, RATE, '--path', `/v1.0/state/${storeOf(one)}/x`);
  await Promise.all([sleep(2).then(action), loading]);
  return loading;
}

const restart = async (namespace: TestNamespace, one: Case): Promise<string> => namespace.kubectl('rollout', 'restart', objectOf(one));

/** Restarts it and waits until all old pods are gone; returns the duration in seconds. */
async function restarted(namespace: TestNamespace, one: Case): Promise<number> {
  const old = (await namespace.daprds(one.id)).map(({ metadata }) => metadata.name);
  const start = Date.now();
  await restart(namespace, one);
  await namespace.rolledOut(objectOf(one));
  await eventually('the old pods are gone', async () => {
    const names = (await namespace.list('pods', `app.kubernetes.io/instance=${one.id}-daprd`)).map(({ metadata }) => metadata.name);
    return names.some(name => old.includes(name)) ? undefined : true;
  });
  return Math.round((Date.now() - start) / 1000);
}

/** Runs rollouts in sequence; returns the number of lost calls of each. */
async function rollouts(namespace: TestNamespace, one: Case, appUp: boolean): Promise<number[]> {
  const counts: number[] = [];
  for (let run = 1; run <= RUNS; run++) {
    const invoking = appUp ? load(namespace, 'caller', 20, '--invoke', one.id) : undefined;
    let took = 0;
    const loading = await under(namespace, one, async () => { took = await restarted(namespace, one); });
    figure(`rollout ${one.says}, app ${appUp ? 'up' : 'at zero'}, run ${run}: ${lost(loading)}; took ${took} s`
      + (invoking ? `; invocation into the app meanwhile: ${lost(await invoking)}` : ''));
    counts.push(loading.failed);
  }
  return counts;
}

/** A changed component triggers a rollout of the daprd, and an invalid one stops it at the first new pod. */
function changes(getNamespace: () => TestNamespace, cases: Case[], policy: boolean): void {
  test.each(named(cases))('%s: a changed component triggers a rollout of the daprd without a failed call', async (says, one) => {
    const namespace = getNamespace();
    const names = async (): Promise<string[]> => (await namespace.daprds(one.id)).map(({ metadata }) => metadata.name);
    const before = await names();
    const loading = await under(namespace, one, async () => deploy(namespace, [one], policy, { [one.id]: { initTimeout: Duration.seconds(7) } }));
    await namespace.rolledOut(objectOf(one));
    figure(`changed component, ${says}: ${lost(loading)}`);
    expect((await names()).filter(name => before.includes(name))).toEqual([]);
    expect(loading.failed).toBe(0);
  });

  test.each(named(cases))('%s: an invalid component stops the rollout at the first new pod while the old pods serve', async (says, one) => {
    const namespace = getNamespace();
    const old = (await namespace.daprds(one.id)).map(({ metadata }) => metadata.name);
    const loading = await under(namespace, one, async () => deploy(namespace, [one], policy, { [one.id]: { host: 'nowhere' } }));
    const now = await namespace.daprds(one.id);
    const added = now.filter(({ metadata }) => !old.includes(metadata.name));
    figure(`wrong component, ${says}: ${lost(loading)}; old pods ready ${now.filter(isReady).length} of ${old.length}, new pods ${added.length}, not ready`);
    expect(now.filter(isReady).map(({ metadata }) => metadata.name).sort()).toEqual(old.sort());
    expect(added).toHaveLength(1);
    expect(loading.failed).toBe(0);
    await deploy(namespace, [one], policy);
    await namespace.ready();
  });
}

/** Waits until the load reaches Dapr, before measurements. */
async function settle(namespace: TestNamespace, cases: Case[]): Promise<void> {
  for (const one of cases) {
    await eventually(`${one.id} answers`, async () => namespace.get(one.id, '/healthz'));
    await eventually(`${one.id} answers the load`, async () => {
      const script = `fetch(process.env.DAPR_HTTP_ENDPOINT + '/v1.0/state/${storeOf(one)}/x', { headers: { 'dapr-api-token': process.env.DAPR_API_TOKEN } })
        .then(answer => console.log(answer.status))`;
      return (await namespace.exec(`${one.id}-load`, 'node', '-e', script)).trim() === '204' || undefined;
    });
  }
}

describe('without the cluster policy', () => {
  const cases = [...BEFORE, ...AFTER];
  let namespace: TestNamespace;

  beforeAll(async () => {
    await removePolicy();
    namespace = await TestNamespace.create('rollout');
    await deploy(namespace, cases, false);
    await namespace.ready();
    await settle(namespace, cases);
  });

  afterAll(async () => namespace?.delete());

  test.each(named(AFTER))('%s, app up: a rollout loses no call', async (_, one) => {
    expect(await rollouts(namespace, one, true)).toEqual(Array(RUNS).fill(0));
  });

  test.each(named(BEFORE))('%s, app up: number of calls that a rollout loses', async (_, one) => {
    const counts = await rollouts(namespace, one, true);
    // The documented loss is 1 to 3 %; this limit only detects a larger one.
    expect(Math.max(...counts)).toBeLessThan(RATE * SECONDS * 0.1);
  });

  changes(() => namespace, AFTER, false);

  test.each(named(cases))('%s, app at zero: state of a rollout until the app is back', async (says, one) => {
    await namespace.scale(one.id, 0);
    const old = (await namespace.daprds(one.id)).map(({ metadata }) => metadata.name);
    const loading = await under(namespace, one, async () => restart(namespace, one));
    const now = await namespace.daprds(one.id);
    const serving = now.filter(({ metadata }) => old.includes(metadata.name)).length;
    figure(`rollout ${says}, app at zero: ${lost(loading)}; after ${SECONDS - 2} s ${serving} of ${old.length} old pods and ${now.length - serving} new`);
    await namespace.scale(one.id, 1);
    await namespace.rolledOut(objectOf(one));
  });
});

describe.each([
  ['with the cluster policy', POLICY, true],
  ['pinned, without the cluster policy', UNINJECTED, false],
] as const)('%s', (_title, cases, policy) => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    await removePolicy();
    namespace = await TestNamespace.create(policy ? 'rollout-policy' : 'rollout-pinned');
    if (policy) {
      await installPolicy(namespace);
    }
    await deploy(namespace, cases, policy);
    await namespace.ready();
    await settle(namespace, cases);
  });

  afterAll(async () => {
    await namespace?.delete();
    await removePolicy();
  });

  test.each(named(cases))('%s, app up: a rollout loses no call', async (_, one) => {
    expect(await rollouts(namespace, one, true)).toEqual(Array(RUNS).fill(0));
  });

  changes(() => namespace, cases, policy);

  test.each(named(cases))('%s, app at zero: a rollout loses no call', async (_, one) => {
    await namespace.scale(one.id, 0);
    expect(await rollouts(namespace, one, false)).toEqual(Array(RUNS).fill(0));
  });
});
