/** A Knative Service with a sidecar. */
import { Chart } from 'cdk8s';
import { ActorHosting, DaprApp, DataPlane, WorkflowRole } from 'cdk8s-dapr';
import { app, warningCodes } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { AWAKE, knative, queue, refusalOf, shop, template } from '../../support/knative';

describe('with a sidecar', () => {
  test('Dapr\'s annotations are on the revision template', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080 });
    expect(template(chart).metadata.annotations).toMatchObject({ ...AWAKE, 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'checkout', 'dapr.io/app-port': '8080' });
    expect(chart.toJson().map(o => o.kind)).toEqual(['Service']);
    expect(chart.toJson()[0].metadata).not.toHaveProperty('annotations');
  });

  test('the metrics port of daprd is not that of Knative', () => {
    const chart = shop();
    app(chart, { workload: knative(chart) });
    expect(template(chart).metadata.annotations['dapr.io/metrics-port']).toBe('9095');
  });

  test('a metrics port set by the user is kept', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), dataPlane: DataPlane.sidecar({ metricsPort: 19090 }) });
    expect(template(chart).metadata.annotations['dapr.io/metrics-port']).toBe('19090');
  });

  test.each([8008, 8012, 8013, 8022, 8112, 9090, 9091])('port %d is reserved by Knative, for the app and for daprd', port => {
    const ofApp = shop();
    app(ofApp, { workload: knative(ofApp, AWAKE, { container: { ports: [{ containerPort: port }] } }), appPort: port });
    expect(refusalOf(ofApp)).toMatch(`DAPR8010: appPort is ${port}, which Knative reserves`);
    const ofDaprd = shop();
    app(ofDaprd, { workload: knative(ofDaprd), dataPlane: DataPlane.sidecar({ metricsPort: port }) });
    expect(refusalOf(ofDaprd)).toMatch(`DAPR8010: daprd's metrics port is ${port}, which Knative reserves`);
  });

  test('removing our metrics port leaves the one reserved by Knative', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), podAnnotations: { 'dapr.io/metrics-port': '' } });
    expect(refusalOf(chart)).toContain('DAPR8010');
  });

  test('a function that only calls Dapr may scale to zero', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), publishes: [{ pubsub: inMemoryBroker(chart), topic: 't' }], workflows: [WorkflowRole.CLIENT], invokes: [DaprApp.fromAppId(chart, 'x', 'x')] });
    expect(refusalOf(chart)).toBe('');
  });

  const RECEIVES: [string, (chart: Chart) => object][] = [
    ['has a port for Dapr', () => ({})],
    ['subscribes', chart => ({ subscribes: [{ pubsub: inMemoryBroker(chart), topic: 't', route: '/t' }] })],
    ['takes an input binding', chart => ({ inputBindings: [queue(chart)] })],
    ['handles a job', () => ({ handlesJobs: ['nightly'] })],
    ['hosts actors', () => ({ hostsActors: ActorHosting.APP_PORT })],
    ['hosts actors over a stream', () => ({ hostsActors: ActorHosting.STREAM })],
    ['runs workflows', () => ({ workflows: [WorkflowRole.WORKER] })],
  ];
  test.each(RECEIVES)('a function that %s must not scale to zero', (_, props) => {
    const of = (annotations: object) => {
      const chart = shop();
      app(chart, { workload: knative(chart, annotations), appPort: 8080, ...props(chart) });
      return refusalOf(chart);
    };
    expect(of({})).toMatch(/DAPR8011: .*; min-scale is not set/);
    expect(of({ 'autoscaling.knative.dev/min-scale': '0' })).toMatch(/DAPR8011: .*; min-scale is '0'/);
    expect(of(AWAKE)).toBe('');
    expect(of({ 'autoscaling.knative.dev/minScale': '2' })).toBe('');
    expect(of({ 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' })).toBe('');
  });

  test('a function that another app invokes must not scale to zero', () => {
    const chart = shop();
    const orders = app(chart, { workload: knative(chart), appPort: 8080 });
    app(chart, { invokes: [orders] }, 'caller');
    expect(refusalOf(chart)).toMatch(/DAPR8011: the app is invoked by 'caller'/);
  });

  test('an app health check calls the pod, and keeps nothing awake', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080, appHealthCheck: {} });
    expect(refusalOf(chart)).toBe('');
  });

  test('a traffic split causes a warning, since calls by app ID ignore it', () => {
    const split = [{ revisionName: 'orders-1', percent: 90 }, { latestRevision: true, percent: 10 }];
    const of = (traffic: object[], dataPlane = DataPlane.sidecar()) => {
      const chart = shop();
      app(chart, { workload: knative(chart, AWAKE, { spec: { traffic } }), appPort: 8080, dataPlane });
      expect(refusalOf(chart)).toBe('');
      return warningCodes(chart);
    };
    expect(of(split)).toEqual(['DAPR8014']);
    expect(of([{ latestRevision: true, percent: 100 }, { revisionName: 'orders-1', tag: 'old' }])).toEqual([]);
    expect(of(split, DataPlane.sharedDeployment())).toEqual([]);
  });
});
