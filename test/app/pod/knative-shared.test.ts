/** A Knative Service behind a shared daprd. */
import { ActorHosting, AppChannel, AppProtocol, DataPlane, SharedDaprDeployment, WorkflowRole } from 'cdk8s-dapr';
import { app, env, find, newChart, SHARED } from '../../../scenarios/charts';
import { inMemoryBroker } from '../../support/brokers';
import { AWAKE, daprd, knative, queue, refusalOf, shop, template } from '../../support/knative';

describe.each([['sharedDeployment', DataPlane.sharedDeployment(), 'Deployment'], ['sharedDaemonSet', DataPlane.sharedDaemonSet(), 'DaemonSet']])('with a %s', (_name, dataPlane, kind) => {
  test('daprd calls the address of the function, which wakes it', () => {
    const chart = shop({ clusterDomain: 'cluster.local' });
    const orders = app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(orders.appAddress).toEqual({ host: 'orders.shop.svc.cluster.local', port: 80 });
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/app-channel-address': 'orders.shop.svc.cluster.local', 'dapr.io/app-port': '80' });
    expect(find(chart, 'Service', 'checkout-channel')).toBeUndefined();
  });

  test('the function has no Dapr settings but environment variables', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(JSON.stringify(template(chart).metadata)).not.toContain('dapr.io/');
    expect(env(template(chart))).toMatchObject({ DAPR_HTTP_ENDPOINT: 'http://checkout-dapr-api.shop.svc:3500', APP_ID: 'checkout' });
  });

  test('the start of daprd does not wake the function', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/disable-init-endpoints': 'config,subscribe' });
    expect(daprd(chart, kind)).not.toHaveProperty(['dapr.io/enable-app-health-check']);
  });

  test('a function scaled to zero receives everything that Dapr calls it for', () => {
    const chart = shop();
    const orders = app(chart, {
      workload: knative(chart), appPort: 8080, dataPlane, subscribes: [{ pubsub: inMemoryBroker(chart), topic: 't', route: '/t' }], inputBindings: [queue(chart)], handlesJobs: ['nightly'],
    });
    app(chart, { invokes: [orders] }, 'caller');
    expect(refusalOf(chart)).toBe('');
  });

  test('its events are kept while it starts', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, subscribes: [{ pubsub: inMemoryBroker(chart), topic: 't', route: '/t' }] });
    expect(find(chart, 'Resiliency').spec.targets.components).toEqual({ events: { inbound: { retry: 'untilTheAppIsBack' } } });
  });

  test.each([['runs workflows', { workflows: [WorkflowRole.WORKER] }], ['hosts actors over a stream', { hostsActors: ActorHosting.STREAM }]])(
    'a function that %s must not scale to zero, since a stream cannot wake it', (_, props) => {
      const of = (annotations: object) => {
        const chart = shop();
        app(chart, { workload: knative(chart, annotations), dataPlane, ...props });
        return refusalOf(chart);
      };
      expect(of({})).toContain('DAPR8011');
      expect(of(AWAKE)).toBe('');
    });

  test('a function cannot host actors at its port, at any scale', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080, dataPlane, hostsActors: ActorHosting.APP_PORT });
    expect(refusalOf(chart)).toMatch(/DAPR8001: the app hosts actors on its port; Knative routes each call to any pod/);
    expect(refusalOf(chart)).not.toContain('DAPR8002');
  });

  test('an app health check is refused, since it keeps the function awake', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appHealthCheck: {} });
    expect(refusalOf(chart)).toContain('DAPR8012: appHealthCheck is set');
  });

  test.each([AppProtocol.HTTPS, AppProtocol.GRPCS])('the address does not support %s', appProtocol => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appProtocol });
    expect(refusalOf(chart)).toContain(`DAPR8012: appProtocol must be a protocol without TLS; got '${appProtocol}'`);
  });

  test.each([AppProtocol.GRPC, AppProtocol.H2C])('the address supports %s only for a port named h2c', appProtocol => {
    const of = (name?: string) => {
      const chart = shop();
      const ports = [{ containerPort: 8080, ...(name ? { name } : {}) }];
      app(chart, { workload: knative(chart, {}, { container: { ports } }), appPort: 8080, dataPlane, appProtocol });
      return refusalOf(chart);
    };
    expect(of()).toMatch(/DAPR8012: appProtocol is (grpc|h2c), and no port of the container is named h2c/);
    expect(of('http1')).toContain('DAPR8012');
    expect(of('h2c')).toBe('');
  });

  test('a function that receives nothing may have any protocol', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), dataPlane, appProtocol: AppProtocol.GRPC });
    expect(refusalOf(chart)).toBe('');
  });

  test('a function without a namespace has no address', () => {
    const chart = newChart(SHARED);
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(refusalOf(chart)).toContain('DAPR8015');
  });

  test('an appChannel replaces the address of the function', () => {
    const chart = newChart(SHARED);
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appChannel: AppChannel.address('gateway.example', 8000) });
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/app-channel-address': 'gateway.example', 'dapr.io/app-port': '8000' });
    expect(refusalOf(chart)).toBe('');
  });

  test('ports reserved by Knative are refused for the app, and ports of daprd are allowed', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, {}, { container: { ports: [{ containerPort: 8012 }] } }), appPort: 8012, dataPlane });
    expect(refusalOf(chart)).toContain('DAPR8010');
    const other = shop();
    app(other, { workload: knative(other), appPort: 8080, dataPlane });
    expect(refusalOf(other)).toBe('');
  });
});

test('before Dapr 1.17 the start of daprd calls the function, since the option does not exist', () => {
  const chart = shop({ daprVersion: '1.16' });
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(daprd(chart)).not.toHaveProperty(['dapr.io/disable-init-endpoints']);
  expect(refusalOf(chart)).toBe('');
});

test('the disabled init endpoints can be overridden', () => {
  const chart = shop();
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane: DataPlane.sharedDeployment({ podAnnotations: { 'dapr.io/disable-init-endpoints': 'config' } }) });
  expect(daprd(chart)['dapr.io/disable-init-endpoints']).toBe('config');
});

test('a daprd of another workload has no disabled init endpoints', () => {
  const chart = shop();
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(daprd(chart)).not.toHaveProperty(['dapr.io/disable-init-endpoints']);
});

test('a function and a Deployment may share one daprd', () => {
  const chart = shop();
  const dataPlane = new SharedDaprDeployment(chart, 'checkout');
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane }, 'function-app');
  app(chart, { dataPlane }, 'worker');
  expect(refusalOf(chart)).toBe('');
  expect(daprd(chart)['dapr.io/app-channel-address']).toBe('orders.shop.svc');
});
