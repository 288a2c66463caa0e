/** Workloads that KEDA scales to zero, and uses that do not wake them. */
import { ApiObject, Chart } from 'cdk8s';
import { ActorHosting, DaprApp, DaprAppProps, DaprComponent, DaprWarnings, DataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, deployment, find, KAFKA_BINDING, newChart, refusal, messagesOf, SHARED, warningCodes } from '../../../scenarios/charts';
import { redisBroker } from '../../support/brokers';
import { object } from '../../support/objects';

const shop = () => newChart(SHARED, { namespace: 'shop' });
const pubsub = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.acme' });

function scaled(chart: Chart, props: Partial<DaprAppProps>, spec: object = {}, target: object = {}) {
  const workload = deployment(chart);
  const made = app(chart, { workload, ...props });
  new ApiObject(chart, 'scaling', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: workload.name, ...target }, triggers: [], ...spec } });
  return made;
}

const UNCOUNTED: [string, (chart: Chart) => Partial<DaprAppProps>][] = [
  ['hosts actors', () => ({ hostsActors: ActorHosting.APP_PORT })],
  ['hosts actors over a stream', () => ({ hostsActors: ActorHosting.STREAM })],
  ['handles a job', () => ({ handlesJobs: ['nightly'] })],
  ['runs workflows', () => ({ workflows: [WorkflowRole.WORKER] })],
];

describe.each([['sharedDeployment', DataPlane.sharedDeployment()], ['sharedDaemonSet', DataPlane.sharedDaemonSet()]])('with a %s', (_, dataPlane) => {
  test('an app at zero replicas loses no event: its daprd keeps running and retries until the app is available', () => {
    const chart = shop();
    scaled(chart, { appPort: 8080, dataPlane, subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] });
    expect(refusal(chart)).toBe('');
    expect(warningCodes(chart)).toEqual([]);
    expect(find(chart, 'Resiliency').spec).toMatchObject({
      policies: { retries: { untilTheAppIsBack: { policy: 'constant', maxRetries: -1 } } }, targets: { components: { events: { inbound: { retry: 'untilTheAppIsBack' } } } },
    });
  });

  test('the daprd is not scaled with the app', () => {
    const chart = shop();
    scaled(chart, { appPort: 8080, dataPlane });
    const target = find(chart, 'ScaledObject').spec.scaleTargetRef.name;
    expect(chart.toJson().filter(o => o.metadata.name === target).map(o => o.kind)).toEqual(['Deployment']);
    expect(target).not.toContain('daprd');
  });
});

describe.each([['sidecar', DataPlane.sidecar()], ['shared daprd', DataPlane.sharedDeployment()]])('with a %s', (_, dataPlane) => {
  test.each(UNCOUNTED)('an app that %s is not woken by it', (__, props) => {
    const of = (spec: object, target: object = {}) => {
      const chart = shop();
      scaled(chart, { appPort: 8080, dataPlane, ...props(chart) }, { maxReplicaCount: 1, ...spec }, target);
      expect(refusal(chart)).toBe('');
      return warningCodes(chart).filter(code => code !== 'DAPR3216');
    };
    expect(of({})).toEqual(['DAPR8019']);
    expect(of({ minReplicaCount: 0 })).toEqual(['DAPR8019']);
    expect(of({ minReplicaCount: 1, idleReplicaCount: 0 })).toEqual(['DAPR8019']);
    expect(of({ minReplicaCount: 1 })).toEqual([]);
    expect(of({}, { kind: 'StatefulSet' })).toEqual([]);
    expect(of({}, { name: 'other' })).toEqual([]);
  });

  test('an app that is invoked is not woken by it', () => {
    const chart = shop();
    const orders = scaled(chart, { appPort: 8080, dataPlane });
    expect(warningCodes(chart)).toEqual([]);
    app(chart, { invokes: [orders] }, 'caller');
    expect(warningCodes(chart)).toEqual(['DAPR8019']);
  });

  test('events and input bindings wait where a trigger counts them', () => {
    const chart = shop();
    scaled(chart, {
      appPort: 8080,
      dataPlane,
      subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }],
      inputBindings: [new DaprComponent(chart, 'queue', KAFKA_BINDING)],
      publishes: [{ pubsub: DaprComponent.fromComponentName(chart, 'there', 'other'), topic: 't' }],
      workflows: [WorkflowRole.CLIENT],
    });
    // Of what the app answers, not of what wakes it.
    expect(warningCodes(chart).filter(code => code !== 'DAPR9140')).toEqual([]);
  });
});

test('only uses that do not wake the app are reported', () => {
  const chart = shop();
  scaled(chart, { appPort: 8080, handlesJobs: ['nightly'], subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] });
  expect(DaprWarnings.of(chart).list().map(({ message }) => message)).toEqual([
    expect.stringContaining('the app handles the job \'nightly\', but ScaledObject \'chart/scaling\' scales it to zero'),
  ]);
});

test('a ScaledObject in another namespace is ignored', () => {
  const chart = shop();
  scaled(chart, { handlesJobs: ['nightly'], appPort: 8080 }, { minReplicaCount: 1 });
  const other = new Chart(chart.node.root as any, 'other', { namespace: 'stock' });
  new ApiObject(other, 's', { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { name: find(chart, 'Deployment').metadata.name } } });
  expect(warningCodes(chart)).toEqual([]);
});

describe('a workload that KEDA scales to zero', () => {
  const doubts = (spec: object | undefined, props: object = { hostsActors: ActorHosting.APP_PORT }, namespace?: string) => {
    const chart = newChart();
    app(chart, { appPort: 8080, ...props });
    object(chart, 'ScaledObject', 'so', { spec }, 'keda.sh/v1alpha1', namespace);
    return messagesOf(chart, 'DAPR8019');
  };
  const to = { scaleTargetRef: { name: 'chart-checkout-web-c8d88a32' } };
  const name = () => { const chart = newChart(); app(chart); return (chart.toJson()[0]).metadata.name; };

  test('is not woken by uses that KEDA cannot count', () => {
    to.scaleTargetRef.name = name();
    const found = doubts(to);
    expect(found).toEqual(["chart/checkout: the app hosts actors on its port, but ScaledObject 'chart/ScaledObject-so' scales it to zero"]);
    expect(doubts({ ...to, minReplicaCount: 0 })).toEqual(found);
    expect(doubts({ ...to, minReplicaCount: 2, idleReplicaCount: 0 })).toEqual(found);
    expect(doubts({ scaleTargetRef: { kind: 'Deployment', ...to.scaleTargetRef } })).toEqual(found);
    expect(doubts(to, { handlesJobs: ['nightly'], hostsActors: ActorHosting.STREAM })).toHaveLength(2);
  });

  test('is not reported if the ScaledObject keeps a replica or has another target', () => {
    to.scaleTargetRef.name = name();
    expect(doubts({ ...to, minReplicaCount: 1 })).toEqual([]);
    expect(doubts({ ...to, minReplicaCount: 0, idleReplicaCount: 1 })).toEqual([]);
    expect(doubts({ scaleTargetRef: { kind: 'StatefulSet', ...to.scaleTargetRef } })).toEqual([]);
    expect(doubts({ scaleTargetRef: { name: 'other' } })).toEqual([]);
    expect(doubts(to, undefined, 'stock')).toEqual([]);
    expect(doubts({})).toEqual([]);
    expect(doubts(undefined)).toEqual([]);
  });

  test('is woken by messages in a broker', () => {
    to.scaleTargetRef.name = name();
    const chart = newChart();
    app(chart, { appPort: 8080, subscribes: [{ pubsub: redisBroker(chart), topic: 't', route: '/t' }], invokes: [DaprApp.fromAppId(chart, 'p', 'p')] });
    object(chart, 'ScaledObject', 'so', { spec: to }, 'keda.sh/v1alpha1');
    expect(messagesOf(chart, 'DAPR8019')).toEqual([]);
  });
});
