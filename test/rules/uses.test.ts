/** The workload and data plane of an app must support its uses. */
import { ApiObject } from 'cdk8s';
import { ActorHosting, DaprComponent, DataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, job, KAFKA_BINDING, newChart, errorsOf, messagesOf, SHARED } from '../../scenarios/charts';
import { inMemoryBroker, redisBroker } from '../support/brokers';

const cronJob = (chart: any) => new ApiObject(chart, 'w', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main' }] } } } } },
});

test('a use that the workload does not support is reported with the reason', () => {
  const chart = newChart();
  app(chart, { workload: job(chart), appPort: 8080, handlesJobs: ['nightly'], publishes: [{ pubsub: redisBroker(chart), topic: 't' }] });
  expect(messagesOf(chart, 'DAPR8001')).toEqual(["chart/checkout: the app handles the job 'nightly'; its pods run to completion, so deliveries from Dapr are lost"]);
});

describe.each([['Job', 'sidecar', DataPlane.sidecar()], ['CronJob', 'sidecar', DataPlane.sidecar()], ['Job', 'shared daprd', DataPlane.sharedDeployment()]])(
  'a %s with a %s', (kind, _, dataPlane) => {
    const props = (chart: any, more: object) => ({ workload: kind === 'Job' ? job(chart) : cronJob(chart), appPort: 8080, dataPlane, ...more });

    test.each([
      ['subscribe', (chart: any) => ({ subscribes: [{ pubsub: inMemoryBroker(chart), topic: 't', route: '/t' }] })],
      ['host actors', () => ({ hostsActors: ActorHosting.APP_PORT })],
      ['run workflows', () => ({ workflows: [WorkflowRole.WORKER] })],
      ['handle jobs', () => ({ handlesJobs: ['nightly'] })],
      ['take an input binding', (chart: any) => ({ inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] })],
    ])('cannot %s', (__, more) => {
      const chart = newChart(SHARED);
      app(chart, props(chart, more(chart)));
      expect(errorsOf(chart)).toContain('DAPR8001');
    });

    test('cannot be invoked', () => {
      const chart = newChart(SHARED);
      const once = app(chart, props(chart, {}));
      app(chart, { invokes: [once] }, 'caller');
      expect(errorsOf(chart)).toMatch(/DAPR8001: the app is invoked by 'caller'; its pods run to completion/);
    });

    test('publishes, invokes and starts workflows', () => {
      const chart = newChart(SHARED);
      const other = app(chart, { appPort: 8080 }, 'other');
      app(chart, props(chart, { publishes: [{ pubsub: inMemoryBroker(chart), topic: 't' }], invokes: [other], workflows: [WorkflowRole.CLIENT] }));
      expect(errorsOf(chart)).not.toContain('DAPR8001');
    });
  });
