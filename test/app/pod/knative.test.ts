/** A Knative Service as the workload of an app: what each form carries, and what is refused. */
import { ApiObject, Chart, Include, Yaml } from 'cdk8s';
import { ActorHosting, AppChannel, AppProtocol, DaprApp, DaprComponent, DataPlane, SharedDaprDeployment, WorkflowRole } from 'cdk8s-dapr';
import { app, env, find, KAFKA_BINDING, newChart, refusal, SHARED, warningCodes } from '../../../scenarios/charts';

const AWAKE = { 'autoscaling.knative.dev/min-scale': '1' };

function knative(chart: Chart, annotations: object = {}, more: { container?: object; spec?: object; name?: string } = {}): ApiObject {
  return new ApiObject(chart, more.name ?? 'function', {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: more.name ?? 'orders' },
    spec: {
      ...more.spec,
      template: { metadata: { annotations }, spec: { containers: [{ image: 'test.local/app:1', ports: [{ containerPort: 8080 }], ...more.container }] } },
    },
  });
}

const shop = (settings = {}) => newChart({ ...SHARED, ...settings }, { namespace: 'shop' });
const template = (chart: Chart) => chart.toJson().find(o => o.apiVersion.startsWith('serving.knative.dev')).spec.template;
const daprd = (chart: Chart, kind = 'Deployment') => find(chart, kind, 'checkout-daprd').spec.template.metadata.annotations;
/** Problems of rendered objects name the construct after the code, those known before have it before. */
const said = (chart: Chart) => refusal(chart).replace(/(DAPR\d{4}) chart\/\S+:/g, '$1:');
const pubsub = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
const queue = (chart: Chart) => new DaprComponent(chart, 'queue', KAFKA_BINDING);

test('a Knative Service is told from a Service of Kubernetes', () => {
  const chart = shop();
  expect(app(chart, { workload: knative(chart) }).workloadKind).toBe('KnativeService');
  const core = new ApiObject(chart, 'core', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } });
  expect(() => app(chart, { workload: core }, 'other')).toThrow('DAPR1017');
});

test('a Knative Service from a file is a workload as any other', () => {
  const chart = shop();
  const url = Yaml.tmp([{
    apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'orders', namespace: 'shop' }, spec: { template: { spec: { containers: [{ image: 'a' }] } } },
  }]);
  app(chart, { workload: new Include(chart, 'file', { url }), appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(said(chart)).toBe('');
  expect(daprd(chart)['dapr.io/app-channel-address']).toBe('orders.shop.svc');
});

describe('with a sidecar', () => {
  test('Dapr\'s annotations are on the template of the revisions', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080 });
    expect(template(chart).metadata.annotations).toMatchObject({ ...AWAKE, 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'checkout', 'dapr.io/app-port': '8080' });
    expect(chart.toJson().map(o => o.kind)).toEqual(['Service']);
    expect(chart.toJson()[0].metadata).not.toHaveProperty('annotations');
  });

  test('the metrics of daprd are where those of Knative are not', () => {
    const chart = shop();
    app(chart, { workload: knative(chart) });
    expect(template(chart).metadata.annotations['dapr.io/metrics-port']).toBe('9095');
  });

  test('another port for metrics that was given is kept', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), dataPlane: DataPlane.sidecar({ metricsPort: 19090 }) });
    expect(template(chart).metadata.annotations['dapr.io/metrics-port']).toBe('19090');
  });

  test.each([8008, 8012, 8013, 8022, 8112, 9090, 9091])('port %d is Knative\'s, for the app and for daprd', port => {
    const ofApp = shop();
    app(ofApp, { workload: knative(ofApp, AWAKE, { container: { ports: [{ containerPort: port }] } }), appPort: port });
    expect(said(ofApp)).toMatch(`DAPR8010: appPort is ${port}`);
    const ofDaprd = shop();
    app(ofDaprd, { workload: knative(ofDaprd), dataPlane: DataPlane.sidecar({ metricsPort: port }) });
    expect(said(ofDaprd)).toMatch(`DAPR8010: daprd's port for metrics is ${port}`);
  });

  test('to remove our port for metrics is to have that of Knative', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), podAnnotations: { 'dapr.io/metrics-port': '' } });
    expect(said(chart)).toContain('DAPR8010');
  });

  test('a function that only calls Dapr may go down to zero', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), publishes: [{ pubsub: pubsub(chart), topic: 't' }], workflows: [WorkflowRole.CLIENT], invokes: [DaprApp.fromAppId(chart, 'x', { appId: 'x' })] });
    expect(said(chart)).toBe('');
  });

  const RECEIVES: [string, (chart: Chart) => object][] = [
    ['has a port for Dapr', () => ({})],
    ['subscribes', chart => ({ subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] })],
    ['takes an input binding', chart => ({ inputBindings: [queue(chart)] })],
    ['handles a job', () => ({ handlesJobs: ['nightly'] })],
    ['hosts actors', () => ({ hostsActors: ActorHosting.APP_PORT })],
    ['hosts actors over a stream', () => ({ hostsActors: ActorHosting.STREAM })],
    ['runs workflows', () => ({ workflows: [WorkflowRole.WORKER] })],
  ];
  test.each(RECEIVES)('a function that %s must not go down to zero', (_, props) => {
    const of = (annotations: object) => {
      const chart = shop();
      app(chart, { workload: knative(chart, annotations), appPort: 8080, ...props(chart) });
      return said(chart);
    };
    expect(of({})).toMatch(/DAPR8011: .*; min-scale is 'not given'/);
    expect(of({ 'autoscaling.knative.dev/min-scale': '0' })).toMatch(/DAPR8011: .*; min-scale is '0'/);
    expect(of(AWAKE)).toBe('');
    expect(of({ 'autoscaling.knative.dev/minScale': '2' })).toBe('');
    expect(of({ 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' })).toBe('');
  });

  test('a function that another app invokes must not go down to zero', () => {
    const chart = shop();
    const orders = app(chart, { workload: knative(chart), appPort: 8080 });
    app(chart, { invokes: [orders] }, 'caller');
    expect(said(chart)).toMatch(/DAPR8011: the app is invoked by 'caller'/);
  });

  test('an app health check asks the pod, and so keeps nothing awake', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080, appHealthCheck: {} });
    expect(said(chart)).toBe('');
  });

  test('a split of the traffic is warned of, for calls by app-id do not follow it', () => {
    const split = [{ revisionName: 'orders-1', percent: 90 }, { latestRevision: true, percent: 10 }];
    const of = (traffic: object[], dataPlane = DataPlane.sidecar()) => {
      const chart = shop();
      app(chart, { workload: knative(chart, AWAKE, { spec: { traffic } }), appPort: 8080, dataPlane });
      expect(said(chart)).toBe('');
      return warningCodes(chart);
    };
    expect(of(split)).toEqual(['DAPR8014']);
    expect(of([{ latestRevision: true, percent: 100 }, { revisionName: 'orders-1', tag: 'old' }])).toEqual([]);
    expect(of(split, DataPlane.sharedDeployment())).toEqual([]);
  });
});

describe.each([['sharedDeployment', DataPlane.sharedDeployment(), 'Deployment'], ['sharedDaemonSet', DataPlane.sharedDaemonSet(), 'DaemonSet']])('with a %s', (_name, dataPlane, kind) => {
  test('a delivery goes to the address of the function, which wakes it', () => {
    const chart = shop({ clusterDomain: 'cluster.local' });
    const orders = app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect([orders.channelAddress(), orders.channelPort()]).toEqual(['orders.shop.svc.cluster.local', 80]);
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/app-channel-address': 'orders.shop.svc.cluster.local', 'dapr.io/app-port': '80' });
    expect(find(chart, 'Service', 'checkout-channel')).toBeUndefined();
  });

  test('the function itself carries nothing of Dapr but environment', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(JSON.stringify(template(chart).metadata)).not.toContain('dapr.io/');
    expect(env(template(chart))).toMatchObject({ DAPR_HTTP_ENDPOINT: 'http://checkout-dapr-api.shop.svc:3500', APP_ID: 'checkout' });
  });

  test('a start of the daprd does not wake the function', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/disable-init-endpoints': 'config,subscribe' });
    expect(daprd(chart, kind)).not.toHaveProperty(['dapr.io/enable-app-health-check']);
  });

  test('a function at zero receives whatever Dapr calls it for', () => {
    const chart = shop();
    const orders = app(chart, {
      workload: knative(chart), appPort: 8080, dataPlane, subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }], inputBindings: [queue(chart)], handlesJobs: ['nightly'],
    });
    app(chart, { invokes: [orders] }, 'caller');
    expect(said(chart)).toBe('');
  });

  test('its events are kept while it starts', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] });
    expect(find(chart, 'Resiliency').spec.targets.components).toEqual({ events: { inbound: { retry: 'untilTheAppIsBack' } } });
  });

  test.each([['runs workflows', { workflows: [WorkflowRole.WORKER] }], ['hosts actors over a stream', { hostsActors: ActorHosting.STREAM }]])(
    'a function that %s must not go down to zero, for its own stream cannot wake it', (_, props) => {
      const of = (annotations: object) => {
        const chart = shop();
        app(chart, { workload: knative(chart, annotations), dataPlane, ...props });
        return said(chart);
      };
      expect(of({})).toContain('DAPR8011');
      expect(of(AWAKE)).toBe('');
    });

  test('a function hosts no actors at its port, awake or not', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, AWAKE), appPort: 8080, dataPlane, hostsActors: ActorHosting.APP_PORT });
    expect(said(chart)).toMatch(/DAPR8001: the app hosts actors at its port; Knative sends each call to any of its pods/);
    expect(said(chart)).not.toContain('DAPR8002');
  });

  test('an app health check would keep the function awake', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appHealthCheck: {} });
    expect(said(chart)).toContain('DAPR8012: appHealthCheck');
  });

  test.each([AppProtocol.HTTPS, AppProtocol.GRPCS])('the address does not speak %s', appProtocol => {
    const chart = shop();
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appProtocol });
    expect(said(chart)).toContain('DAPR8012: appProtocol');
  });

  test.each([AppProtocol.GRPC, AppProtocol.H2C])('the address speaks %s only to a port named h2c', appProtocol => {
    const of = (name?: string) => {
      const chart = shop();
      const ports = [{ containerPort: 8080, ...(name ? { name } : {}) }];
      app(chart, { workload: knative(chart, {}, { container: { ports } }), appPort: 8080, dataPlane, appProtocol });
      return said(chart);
    };
    expect(of()).toMatch(/DAPR8012: appProtocol is (grpc|h2c), and no port of the container is named h2c/);
    expect(of('http1')).toContain('DAPR8012');
    expect(of('h2c')).toBe('');
  });

  test('a function that receives nothing may speak what it likes', () => {
    const chart = shop();
    app(chart, { workload: knative(chart), dataPlane, appProtocol: AppProtocol.GRPC });
    expect(said(chart)).toBe('');
  });

  test('a function without a namespace has no address', () => {
    const chart = newChart(SHARED);
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane });
    expect(said(chart)).toContain('DAPR8015');
  });

  test('an address that was given is used instead', () => {
    const chart = newChart(SHARED);
    app(chart, { workload: knative(chart), appPort: 8080, dataPlane, appChannel: AppChannel.address('gateway.example', 8000) });
    expect(daprd(chart, kind)).toMatchObject({ 'dapr.io/app-channel-address': 'gateway.example', 'dapr.io/app-port': '8000' });
    expect(said(chart)).toBe('');
  });

  test('ports of Knative are refused for the app, and none of daprd\'s is in the way', () => {
    const chart = shop();
    app(chart, { workload: knative(chart, {}, { container: { ports: [{ containerPort: 8012 }] } }), appPort: 8012, dataPlane });
    expect(said(chart)).toContain('DAPR8010');
    const other = shop();
    app(other, { workload: knative(other), appPort: 8080, dataPlane });
    expect(said(other)).toBe('');
  });
});

test('before Dapr 1.17 a start of the daprd asks the function, for the daprd knows no other way', () => {
  const chart = shop({ daprVersion: '1.16' });
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(daprd(chart)).not.toHaveProperty(['dapr.io/disable-init-endpoints']);
  expect(said(chart)).toBe('');
});

test('what a daprd is told not to ask may be chosen', () => {
  const chart = shop();
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane: DataPlane.sharedDeployment({ podAnnotations: { 'dapr.io/disable-init-endpoints': 'config' } }) });
  expect(daprd(chart)['dapr.io/disable-init-endpoints']).toBe('config');
});

test('a daprd of another workload asks it as ever', () => {
  const chart = shop();
  app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  expect(daprd(chart)).not.toHaveProperty(['dapr.io/disable-init-endpoints']);
});

test('a function and a Deployment may share one daprd', () => {
  const chart = shop();
  const dataPlane = new SharedDaprDeployment(chart, 'checkout');
  app(chart, { workload: knative(chart), appPort: 8080, dataPlane }, 'function-app');
  app(chart, { dataPlane }, 'worker');
  expect(said(chart)).toBe('');
  expect(daprd(chart)['dapr.io/app-channel-address']).toBe('orders.shop.svc');
});

test('the switch from shared to sidecar is one argument, and what it costs is said', () => {
  const of = (dataPlane = DataPlane.sharedDeployment(), annotations = {}) => {
    const chart = shop();
    app(chart, { workload: knative(chart, annotations), appPort: 8080, dataPlane, subscribes: [{ pubsub: pubsub(chart), topic: 't', route: '/t' }] });
    return said(chart);
  };
  expect(of()).toBe('');
  expect(of(DataPlane.sidecar(), AWAKE)).toBe('');
  expect(of(DataPlane.sidecar())).toMatch(/DAPR8011: the app subscribes to 't' of 'events'; min-scale is 'not given'.*[Ss]et autoscaling\.knative\.dev\/min-scale.*shared daprd/);
});

test('without a declared port the container listens on 8080', () => {
  const chart = shop();
  app(chart, { workload: knative(chart, AWAKE, { container: { ports: undefined } }), appPort: 8080 });
  expect(warningCodes(chart)).toEqual([]);
  const other = shop();
  app(other, { workload: knative(other, AWAKE, { container: { ports: undefined } }), appPort: 8081 });
  expect(warningCodes(other)).toEqual(['DAPR2004']);
});

test.each(['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'])('variable %s is Knative\'s', name => {
  const chart = shop();
  app(chart, { workload: knative(chart, {}, { container: { env: [{ name, value: '1' }] } }) });
  expect(said(chart)).toContain(`DAPR8013: a container sets ${name}`);
});

test('a container without a name is named as such', () => {
  const chart = shop();
  app(chart, { workload: knative(chart, {}, { container: { env: [{ name: 'DAPR_HTTP_PORT', value: '1' }] } }) });
  expect(said(chart)).toContain('container \'without a name\' sets DAPR_HTTP_PORT');
});
