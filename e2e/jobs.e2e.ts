import { Cron } from 'cdk8s';
import { DaprApp, DaprPlatform, IDataPlane } from 'cdk8s-dapr';
import { CronJob, Job } from 'cdk8s-plus-28';
import { container, idOf, MODELS, PINNED_MODELS, stateStore } from './apps';
import { API_TOKEN_SECRET, eventually, figure, TestNamespace } from './cluster';

/** Saves and reads state once, and exits. */
const once = container({ env: { MODE: 'job' } });

describe.each([...MODELS, ...PINNED_MODELS])('with %s', (model, dataPlane: () => IDataPlane) => {
  let namespace: TestNamespace;
  const job = `e2e-job-${idOf(model)}`;
  const cronJob = `e2e-cron-${idOf(model)}`;

  beforeAll(async () => {
    namespace = await TestNamespace.create(`jobs-${idOf(model)}`);
    // The Job retries, because its dependencies may become ready later.
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      const store = stateStore(chart);
      const workloads = {
        [`job-${idOf(model)}`]: new Job(chart, `job-${idOf(model)}`, { backoffLimit: 6, containers: [once] }),
        // The test starts it; its schedule never triggers.
        [`cron-${idOf(model)}`]: new CronJob(chart, `cron-${idOf(model)}`, { schedule: Cron.annually(), containers: [once] }),
      };
      for (const [appId, workload] of Object.entries(workloads)) {
        new DaprApp(chart, `${appId}-dapr`, { appId, workload, uses: [store], dataPlane: dataPlane() });
      }
    });
  });

  afterAll(async () => namespace?.delete());

  async function completes(name: string): Promise<void> {
    const start = Date.now();
    await eventually(`${name} complete`, async () => {
      const { status } = JSON.parse(await namespace.kubectl('get', 'job', name, '-o', 'json'));
      return status.conditions?.some((condition: any) => condition.type === 'Complete' && condition.status === 'True') || undefined;
    }, 150);
    await namespace.assertInjected();
    figure(`${name}: complete after ${Math.round((Date.now() - start) / 1000)} s`);
  }

  test('a Job completes', async () => {
    await completes(job);
  });

  test('a CronJob completes', async () => {
    await namespace.ready();
    await namespace.kubectl('create', 'job', 'from-cron', `--from=cronjob/${cronJob}`);
    await completes('from-cron');
  });
});
