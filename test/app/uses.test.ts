/** What an app declares to do with Dapr, and what its model can carry. */
import { ApiObject } from 'cdk8s';
import { ActorHosting, DaprApp, DaprComponent, DaprUse, DataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, deployment, find, job, KAFKA_BINDING, newChart, refusal, SHARED } from '../../scenarios/charts';

const pubsub = (chart: any) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
const kinds = (uses: DaprUse[]) => uses.map(({ kind, subject, component }) => [kind, subject, component].filter(Boolean).join(' '));

test('an app tells everything that it was declared to do, once each', () => {
  const chart = newChart();
  const events = pubsub(chart);
  const other = app(chart, { appPort: 8080 }, 'other');
  const shop = app(chart, {
    appPort: 8080,
    subscribes: [{ pubsub: events, topic: 'paid', route: '/paid' }],
    publishes: [{ pubsub: events, topic: 'ordered' }, { pubsub: events, topic: 'ordered' }],
    invokes: [other],
    hostsActors: ActorHosting.APP_PORT,
    workflows: [WorkflowRole.WORKER, WorkflowRole.CLIENT],
    handlesJobs: ['nightly'],
    inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)],
  });
  expect(kinds(shop.declaredUses)).toEqual([
    'subscribe paid events', 'publish ordered events', 'invoke other', 'actors', 'workflow-worker', 'workflow-client', 'job nightly', 'input-binding queue',
  ]);
  expect(kinds(other.declaredUses)).toEqual(['invoked checkout']);
});

test('what is declared later counts as much', () => {
  const chart = newChart();
  const events = pubsub(chart);
  const shop = app(chart, { appPort: 8080 });
  shop.addSubscribes({ pubsub: events, topic: 'paid', route: '/paid', deadLetterTopic: 'failed' });
  shop.addPublishes({ pubsub: events, topic: 'ordered' });
  shop.addInvokes(DaprApp.fromAppId(chart, 'billing', { appId: 'billing', namespace: 'finance' }));
  shop.addHostsActors(ActorHosting.STREAM);
  shop.addWorkflows(WorkflowRole.CLIENT);
  shop.addHandlesJobs('nightly');
  shop.addInputBindings(new DaprComponent(chart, 'queue', KAFKA_BINDING));
  expect(kinds(shop.declaredUses)).toEqual([
    'subscribe paid events', 'publish ordered events', 'invoke billing', 'streaming-actors', 'workflow-client', 'job nightly', 'input-binding queue',
  ]);
  expect(find(chart, 'Subscription', 'checkout-events-paid')).toMatchObject({
    spec: { pubsubname: 'events', topic: 'paid', routes: { default: '/paid' }, deadLetterTopic: 'failed' }, scopes: ['checkout'],
  });
});

test('a broker and a binding that an app declares are scoped to it', () => {
  const chart = newChart();
  app(chart, { appPort: 8080, publishes: [{ pubsub: pubsub(chart), topic: 't' }], inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] });
  expect(find(chart, 'Component', 'events').scopes).toEqual(['checkout']);
  expect(find(chart, 'Component', 'queue').scopes).toEqual(['checkout']);
});

test('an app that is not in this stack is no slip in a scope', () => {
  const chart = newChart({ warningsAsErrors: true });
  DaprApp.fromAppId(chart, 'billing', { appId: 'billing' });
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.in-memory', scopes: ['billing'] })] });
  expect(refusal(chart)).not.toContain('DAPR4015');
});

test.each([
  ['is invoked', (chart: any) => { app(chart, { invokes: [app(chart, {}, 'other')] }); }],
  ['handles a job', (chart: any) => { app(chart, { handlesJobs: ['nightly'] }); }],
  ['hosts actors at its port', (chart: any) => { app(chart, { hostsActors: ActorHosting.APP_PORT }); }],
  ['takes an input binding', (chart: any) => { app(chart, { inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] }); }],
])('an app that %s needs a port', (_, build) => {
  const chart = newChart();
  build(chart);
  expect(refusal(chart)).toContain('DAPR2005');
});

test('workflows and actors over a stream need no port', () => {
  const chart = newChart();
  app(chart, { hostsActors: ActorHosting.STREAM, workflows: [WorkflowRole.WORKER] });
  expect(refusal(chart)).toBe('');
});

test('actors over a stream need Dapr 1.18', () => {
  const chart = newChart({ daprVersion: '1.17' });
  app(chart, { hostsActors: ActorHosting.STREAM });
  expect(refusal(chart)).toContain('DAPR1106');
});

const cronJob = (chart: any) => new ApiObject(chart, 'w', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main' }] } } } } },
});

describe.each([['Job', 'sidecar', DataPlane.sidecar()], ['CronJob', 'sidecar', DataPlane.sidecar()], ['Job', 'shared daprd', DataPlane.sharedDeployment()]])(
  'a %s with a %s', (kind, _, dataPlane) => {
    const props = (chart: any, more: object) => ({ workload: kind === 'Job' ? job(chart) : cronJob(chart), appPort: 8080, dataPlane, ...more });

    test.each([
      ['subscribe', (chart: any) => ({ subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] })],
      ['host actors', () => ({ hostsActors: ActorHosting.APP_PORT })],
      ['run workflows', () => ({ workflows: [WorkflowRole.WORKER] })],
      ['handle jobs', () => ({ handlesJobs: ['nightly'] })],
      ['take an input binding', (chart: any) => ({ inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)] })],
    ])('cannot %s', (__, more) => {
      const chart = newChart(SHARED);
      app(chart, props(chart, more(chart)));
      expect(refusal(chart)).toContain('DAPR8001');
    });

    test('cannot be invoked', () => {
      const chart = newChart(SHARED);
      const once = app(chart, props(chart, {}));
      app(chart, { invokes: [once] }, 'caller');
      expect(refusal(chart)).toMatch(/DAPR8001: the app is invoked by 'caller'; its pods end by themselves/);
    });

    test('publishes, invokes and starts workflows', () => {
      const chart = newChart(SHARED);
      const other = app(chart, { appPort: 8080 }, 'other');
      app(chart, props(chart, { publishes: [{ pubsub: pubsub(chart), topic: 't' }], invokes: [other], workflows: [WorkflowRole.CLIENT] }));
      expect(refusal(chart)).not.toContain('DAPR8001');
    });
  });

test('actors at the port of an app with several replicas are refused behind a shared daprd', () => {
  const of = (replicas: number, dataPlane: any, hostsActors = ActorHosting.APP_PORT) => {
    const chart = newChart(SHARED);
    const workload = deployment(chart);
    (workload as any).props.spec.replicas = replicas;
    app(chart, { workload, appPort: 8080, hostsActors, dataPlane });
    return refusal(chart);
  };
  expect(of(2, DataPlane.sharedDeployment())).toContain('DAPR8002 ');
  expect(of(1, DataPlane.sharedDeployment())).toBe('');
  expect(of(2, DataPlane.sidecar())).toBe('');
  expect(of(2, DataPlane.sharedDeployment(), ActorHosting.STREAM)).toBe('');
});
