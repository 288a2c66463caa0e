/**
 * Order of apply: a shared daprd must not keep a component that was changed in the same apply. The key prefix of a state store shows which
 * version a daprd has loaded. The objects are applied in the order of Argo CD, which need not be installed.
 */
import { Yaml } from 'cdk8s';
import { DaprApp, DaprComponent, DaprDelivery, DaprPlatform, DataPlane, IDataPlane, MetadataValue } from 'cdk8s-dapr';
import { Job } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { container, idOf, PINNED, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, sleep, synth, TestNamespace } from './cluster';
import { inArgoOrder, inWaves } from '../test/support/gitops-order';

const RUNS = Number(process.env.E2E_RUNS ?? 3);
/** Delay of Argo CD between two waves, in seconds. */
const WAVE_DELAY = 2;
/** Longer than a new daprd takes to load its components. */
const LATE = 20;
const CALLS = 20;

const PLANES: [string, 'deployment' | 'daemonset', () => IDataPlane][] = [
  ['shared Deployment', 'deployment', () => DataPlane.sharedDeployment()],
  ['shared DaemonSet', 'daemonset', () => DataPlane.sharedDaemonSet()],
  ['pinned Deployment', 'deployment', () => DataPlane.sharedDeployment({ pinned: PINNED })],
];

describe.each(PLANES)('%s', (says, kind, dataPlane) => {
  const id = idOf(says);
  let namespace: TestNamespace;
  let version = 0;

  /** The objects of a version of the stack. */
  function objects(prefix: string, delivery: DaprDelivery): any[] {
    const yaml = synth(namespace.name, chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, delivery });
      const store = new DaprComponent(chart, 'statestore', {
        type: 'state.redis', metadata: { redisHost: MetadataValue.of('redis:6379'), keyPrefix: MetadataValue.of(prefix) },
      });
      const workload = testApp(chart, id, { port: 3000 });
      new DaprApp(chart, `${id}-dapr`, { appId: id, workload, appPort: 3000, uses: [store], dataPlane: dataPlane() });
      // Each version has a Job of its own, because a Job cannot be changed. It must not start before its component.
      const job = new Job(chart, `job-${prefix}`, { backoffLimit: 0, containers: [container({ env: { MODE: 'job' } })] });
      new DaprApp(chart, `job-${prefix}-dapr`, { appId: `job-${prefix}`, workload: job, uses: [store], dataPlane: DataPlane.sidecar() });
    });
    return parseAllDocuments(yaml).map(document => document.toJS());
  }

  const apply = async (some: any[]): Promise<string> => namespace.apply(Yaml.stringify(...some));
  const rolledOut = async (): Promise<void> => {
    await namespace.rolledOut(`${kind}/${id}-daprd`);
    await namespace.rolledOut(`deployment/e2e-${id}`);
  };

  /** Applies as Argo CD does: a wave starts when the one before is healthy, after a delay. */
  async function inTheirWaves(all: any[]): Promise<void> {
    for (const wave of inWaves(all)) {
      await apply(wave);
      if (wave.some(object => object.kind === 'Deployment')) {
        await rolledOut();
      }
      await sleep(WAVE_DELAY);
    }
  }

  /** Applies as Argo CD does without waves; `late` seconds pass before the kinds that it does not know. */
  async function withoutWaves(all: any[], late: number): Promise<void> {
    const ordered = inArgoOrder(all);
    const first = ordered.findIndex(({ apiVersion }) => apiVersion.startsWith('dapr.io/'));
    await apply(ordered.slice(0, first));
    await sleep(late);
    await apply(ordered.slice(first));
  }

  /** Calls the state API of the shared daprd on new connections; returns the number of each answer. */
  async function answers(method: string, body?: unknown): Promise<{ [answer: string]: number }> {
    const path = `/v1.0/state/statestore${method === 'GET' ? '/x' : ''}`;
    const script = `
      const http = require('http');
      const call = () => new Promise((resolve, reject) => {
        const headers = { 'dapr-api-token': process.env.DAPR_API_TOKEN, 'content-type': 'application/json' };
        http.request(process.env.DAPR_HTTP_ENDPOINT + '${path}', { method: '${method}', headers, agent: false, timeout: 5000 }, response => {
          let text = '';
          response.on('data', chunk => { text += chunk; }).on('end', () => resolve(response.statusCode + ' ' + text));
        }).on('error', reject).end(${body === undefined ? 'undefined' : `'${JSON.stringify(body)}'`});
      });
      (async () => {
        const counts = {};
        for (let i = 0; i < ${method === 'GET' ? CALLS : 1}; i++) {
          const answer = await call();
          counts[answer] = (counts[answer] ?? 0) + 1;
        }
        console.log(JSON.stringify(counts));
      })();`;
    return JSON.parse(await namespace.exec(id, 'node', '-e', script));
  }

  /** Saves a value with the current prefix, applies the next version, and returns how many calls find the value of the old prefix. */
  async function changed(delivery: DaprDelivery, deliver: (all: any[]) => Promise<void>): Promise<{ stale: number; current: number }> {
    await answers('POST', [{ key: 'x', value: 'old' }]);
    expect(await answers('GET')).toEqual({ '200 "old"': CALLS });
    await deliver(objects(`v${++version}`, delivery));
    await rolledOut();
    // The old pods may still serve for some seconds after the rollout.
    await eventually('the old pods are gone', async () =>
      (await namespace.list('pods', `app.kubernetes.io/instance=${id}-daprd`)).every(({ metadata }) => !metadata.deletionTimestamp) || undefined);
    const found = await answers('GET');
    const { '204 ': current = 0, '200 "old"': stale = 0 } = found;
    expect({ found, sum: current + stale }).toEqual({ found, sum: CALLS });
    return { stale, current };
  }

  const jobDone = async (): Promise<unknown> => eventually(`the Job of v${version} is complete`, async () => {
    const jobs = (await namespace.list('jobs')).filter(({ metadata }) => metadata.name.includes(`job-v${version}`));
    expect(jobs.every(({ status }) => !status.failed)).toBe(true);
    return jobs.length && jobs.every(({ status }) => status.succeeded) || undefined;
  }, 150);

  beforeAll(async () => {
    namespace = await TestNamespace.create(`delivery-${id}`);
    await inTheirWaves(objects(`v${++version}`, DaprDelivery.argoCd()));
    await namespace.assertInjected();
    await eventually('the app answers', async () => namespace.get(id, '/healthz'));
  });

  afterAll(async () => namespace?.delete());

  test('the first apply in waves restarts no daprd, and its Job completes', async () => {
    await jobDone();
    expect(await namespace.daprdRestarts()).toEqual([]);
  });

  test('in waves, a changed component is loaded by every daprd', async () => {
    for (let run = 1; run <= RUNS; run++) {
      const { stale, current } = await changed(DaprDelivery.argoCd(), inTheirWaves);
      figure(`delivery, ${says}, in waves, run ${run}: ${current} of ${CALLS} calls with the changed component, ${stale} with the old one`);
      expect(stale).toBe(0);
      await jobDone();
    }
  });

  test('in the order of the file, as kubectl applies it, a changed component is loaded by every daprd', async () => {
    for (let run = 1; run <= RUNS; run++) {
      const { stale, current } = await changed(DaprDelivery.none(), async all => { await apply(all); });
      figure(`delivery, ${says}, order of the file, run ${run}: ${current} of ${CALLS} calls with the changed component, ${stale} with the old one`);
      expect(stale).toBe(0);
    }
  });

  test.each([0, LATE])('without waves, components %s s after Deployments: number of calls with the old component', async late => {
    const { stale, current } = await changed(DaprDelivery.none(), async all => withoutWaves(all, late));
    figure(`delivery, ${says}, without waves, ${late} s: ${current} of ${CALLS} calls with the changed component, ${stale} with the old one`);
  });

  test('a restart loads the changed component', async () => {
    await namespace.kubectl('rollout', 'restart', `${kind}/${id}-daprd`);
    await rolledOut();
    await eventually('every daprd has the changed component', async () => (await answers('GET'))['204 '] === CALLS || undefined);
  });
});
