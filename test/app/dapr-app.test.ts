import { join } from 'path';
import { ApiObject, Chart, Duration, Include, JsonPatch, Lazy, Testing } from 'cdk8s';
import {
  AppChannel, AppProtocol, DaprApp, DaprComponent, DaprSubscription, DataPlane, IDaprApp, IDataPlane, SharedDaprDaemonSet, SharedDaprDeployment,
} from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import { app, deployment, env, find, newChart, pod, refusal, SHARED } from '../../scenarios/charts';
import { FIXTURES } from '../support/paths';

describe('identity', () => {
  test('an app without an appId is called like its construct', () => {
    const chart = newChart();
    expect(app(chart).appId).toBe('checkout');
  });

  test('facts of another type are refused once, and end nowhere', () => {
    const chart = newChart();
    app(chart, { appMaxConcurrency: Duration.hours(1) as any, appTokenSecret: [undefined] as any });
    expect(refusal(chart).split('\n').slice(1).map(line => line.split('. ')[0])).toEqual([
      expect.stringMatching(/ DAPR3001: appMaxConcurrency: \{"amount":1.+ is no number$/),
      '  [chart/checkout] DAPR3008: appTokenSecret [null] is not the name of a Secret',
    ]);
  });

  test('an app takes the app-id of a shared data plane', () => {
    const chart = newChart(SHARED);
    const dataPlane = new SharedDaprDeployment(chart, 'daprd', { appId: 'storefront' });
    expect(app(chart, { dataPlane }).appId).toBe('storefront');
  });

  test('a shared data plane without an appId is called like its construct', () => {
    expect(new SharedDaprDaemonSet(newChart(SHARED), 'storefront').identity).toBe('storefront');
  });

  test('several workloads behind one shared daprd act as one app, and one of them receives', () => {
    const chart = newChart(SHARED);
    const dataPlane = new SharedDaprDeployment(chart, 'storefront');
    app(chart, { workload: deployment(chart, 'api'), appPort: 8080, dataPlane }, 'a');
    app(chart, { workload: deployment(chart, 'worker'), dataPlane }, 'b');
    expect(env(pod(chart, 'Deployment', undefined)).APP_ID).toBe('storefront');
    expect(find(chart, 'Deployment', 'storefront-daprd').spec.template.metadata.annotations['dapr.io/app-channel-address']).toBe('storefront-channel');
    expect(refusal(chart)).toBe('');
  });
});

describe('the workload', () => {
  test('containers, environment and annotations that are added after the app are seen', () => {
    const chart = newChart();
    const workload = new kplus.Deployment(chart, 'w', { containers: [{ image: 'a' }] });
    app(chart, { workload });
    workload.addContainer({ name: 'late', image: 'b' });
    workload.podMetadata.addAnnotation('team', 'a');
    const template = pod(chart);
    expect(env(template, 1)).toMatchObject({ APP_ID: 'checkout' });
    expect(template.metadata.annotations).toMatchObject({ 'team': 'a', 'dapr.io/app-id': 'checkout' });
  });

  test('fields that the library of the workload does not know survive', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { newField: { a: 1 } }) });
    expect(pod(chart).spec.newField).toEqual({ a: 1 });
  });

  test('JSON patches of the user on the workload are applied and kept', () => {
    const chart = newChart();
    const workload = deployment(chart);
    app(chart, { workload });
    workload.addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'h'));
    expect(pod(chart).spec.hostname).toBe('h');
  });

  test('an object of a kind nobody knows is a workload if it holds a pod template', () => {
    const chart = newChart();
    const workload = new ApiObject(chart, 'w', { apiVersion: 'acme.io/v1', kind: 'Fleet', spec: { template: { spec: { containers: [{ name: 'a' }] } } } });
    expect(app(chart, { workload }).workloadKind).toBe('Fleet');
    expect(env(pod(chart, 'Fleet')).APP_ID).toBe('checkout');
  });

  test('a construct with one workload among other objects is a workload', () => {
    const chart = newChart();
    const include = new Include(chart, 'file', { url: join(FIXTURES, 'deployment.yaml') });
    expect(app(chart, { workload: include, appPort: 8080 }).workloadKind).toBe('Deployment');
  });

  test('a construct with several workloads is refused with their names', () => {
    const chart = newChart();
    deployment(chart, 'a');
    deployment(chart, 'b');
    expect(() => app(chart, { workload: chart })).toThrow(/DAPR1017 chart\/checkout: 'chart' holds 2 objects .*chart\/a, Deployment chart\/b/);
  });

  test('environment goes to containers and init containers', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { initContainers: [{ name: 'init' }] }) });
    expect(pod(chart).spec.initContainers[0].env.map((e: any) => e.name)).toEqual(['APP_ID', 'DAPR_APP_ID']);
  });

  test('environment goes to the named containers only, where some are named', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'a' }, { name: 'b' }] }), containers: ['b'] });
    expect(pod(chart).spec.containers.map((c: any) => c.env?.length)).toEqual([undefined, 2]);
  });

  test('what the user set and what equals ours is kept once', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { containers: [{ name: 'a', env: [{ name: 'APP_ID', value: 'checkout' }, { name: 'MINE', value: '1' }] }] }) });
    expect(pod(chart).spec.containers[0].env.map((e: any) => e.name)).toEqual(['APP_ID', 'MINE', 'DAPR_APP_ID']);
  });

  test('an environment variable that contradicts ours is refused with both values', () => {
    const chart = newChart(SHARED);
    app(chart, {
      dataPlane: DataPlane.sharedDeployment(),
      workload: deployment(chart, 'w', { containers: [{ name: 'a', env: [{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://mine:1' }] }] }),
    });
    expect(refusal(chart)).toContain('container \'a\' sets DAPR_HTTP_ENDPOINT to \'http://mine:1\', the data plane to \'http://checkout-dapr-api:3500\'');
  });

  test('an annotation that contradicts ours is refused with both values', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-id': 'other' } }) });
    expect(refusal(chart)).toContain('the pod carries dapr.io/app-id: \'other\', DaprApp writes \'checkout\'');
  });

  test('a hand-written annotation that equals ours is accepted without a word', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-id': 'checkout' } }) });
    expect(refusal(chart)).toBe('');
  });

  test('a pod without a service account token gets the built-in secret store switched off', () => {
    const chart = newChart();
    app(chart, { workload: deployment(chart, 'w', { automountServiceAccountToken: false }) });
    expect(pod(chart).metadata.annotations['dapr.io/disable-builtin-k8s-secret-store']).toBe('true');
  });

  test('a pod with a service account token keeps the built-in secret store', () => {
    const chart = newChart();
    app(chart);
    expect(pod(chart).metadata.annotations).not.toHaveProperty('dapr.io/disable-builtin-k8s-secret-store');
  });
});

describe('the switch', () => {
  const planes: [string, () => IDataPlane][] = [
    ['sidecar', () => DataPlane.sidecar()], ['sharedDaemonSet', () => DataPlane.sharedDaemonSet()], ['sharedDeployment', () => DataPlane.sharedDeployment()],
  ];

  test.each(planes)('the facts of an app mean the same with %s', (_name, plane) => {
    const chart = newChart(SHARED);
    app(chart, {
      appPort: 8080, appProtocol: AppProtocol.GRPC, appMaxConcurrency: 3, appTokenSecret: 'app-token', dataPlane: plane(), appHealthCheck: { threshold: 2 },
    });
    const daprd = chart.toJson().map(o => o.spec?.template?.metadata?.annotations).find(a => a?.['dapr.io/enabled']);
    expect(daprd).toMatchObject({
      'dapr.io/app-id': 'checkout',
      'dapr.io/app-port': '8080',
      'dapr.io/app-protocol': 'grpc',
      'dapr.io/app-max-concurrency': '3',
      'dapr.io/app-token-secret': 'app-token',
      'dapr.io/api-token-secret': 'token',
      'dapr.io/enable-app-health-check': 'true',
      'dapr.io/app-health-threshold': '2',
    });
    expect(env(pod(chart))).toMatchObject({
      APP_ID: 'checkout',
      DAPR_APP_ID: 'checkout',
      APP_PORT: '8080',
      DAPR_API_TOKEN: { secretKeyRef: { name: 'token', key: 'token' } },
      APP_API_TOKEN: { secretKeyRef: { name: 'app-token', key: 'token' } },
    });
  });

  test('a data plane is a recipe: two apps in two charts get a daprd each', () => {
    const chart = newChart(SHARED);
    const plane = DataPlane.sharedDeployment();
    const other = new Chart(chart.node.root as any, 'other');
    app(chart, { dataPlane: plane }, 'a');
    new DaprApp(other, 'b', { workload: deployment(other), dataPlane: DataPlane.sharedDeployment({ apiTokenSecret: 't' }) });
    expect(find(chart, 'Deployment', 'a-daprd')).toBeDefined();
    expect(find(other, 'Deployment', 'b-daprd')).toBeDefined();
  });

  test('an app behind a shared daprd carries no annotation of Dapr', () => {
    const chart = newChart(SHARED);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDaemonSet() });
    expect(pod(chart).metadata.annotations).toBeUndefined();
  });

  test('an app is shown the data plane it got', () => {
    const chart = newChart(SHARED);
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect((checkout.dataPlane as SharedDaprDeployment).httpEndpoint).toBe('http://checkout-dapr-api:3500');
  });

  test('a data plane that has no labels to add leaves those of the pod as they are', () => {
    const chart = newChart();
    const workload = new ApiObject(chart, 'job', {
      apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x' }] } } },
    });
    app(chart, { workload, dataPlane: { bind: () => ({ daprdOutsidePod: true, daprElsewhere: true, podLabels: {} }) } });
    expect(pod(chart, 'Job').metadata).toBeUndefined();
  });

  test('users may write a data plane of their own', () => {
    const seen: IDaprApp[] = [];
    const chart = newChart();
    const dataPlane: IDataPlane = { bind: (_scope, joined) => { seen.push(joined); return { env: [{ name: 'X', value: 'y' }], podLabels: { a: 'b' } }; } };
    app(chart, { dataPlane });
    expect(seen.map(a => a.appId)).toEqual(['checkout']);
    expect(env(pod(chart)).X).toBe('y');
    expect(pod(chart).metadata.labels).toMatchObject({ a: 'b' });
  });
});

describe('the app channel', () => {
  test('an app without a port gets no channel Service', () => {
    const chart = newChart(SHARED);
    app(chart, { dataPlane: DataPlane.sharedDeployment() });
    expect(chart.toJson().filter(o => o.kind === 'Service').map(o => o.metadata.name)).toEqual(['checkout-dapr-api']);
  });

  test('the channel Service selects what the workload\'s own selector says, also when it changes later', () => {
    const chart = newChart(SHARED);
    let labels = { app: 'early' };
    const workload = new ApiObject(chart, 'w', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: Lazy.any({ produce: () => ({ selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'a' }] } } }) }),
    });
    app(chart, { workload, appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    labels = { app: 'late' };
    expect(find(chart, 'Service', 'checkout-channel').spec.selector).toEqual({ app: 'late' });
  });

  test('a workload without a selector gets a label by which its pods are found', () => {
    const chart = newChart(SHARED);
    const workload = new kplus.Job(chart, 'job', { containers: [{ image: 'a', portNumber: 8080 }] });
    app(chart, { workload, appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
    const { selector } = find(chart, 'Service', 'checkout-channel').spec;
    expect(pod(chart, 'Job').metadata.labels).toMatchObject(selector);
  });

  test.each([
    ['service', AppChannel.service('existing', 81), 'existing.shop.svc'],
    ['address', AppChannel.address('orders.example', 82), 'orders.example'],
  ])('an existing %s takes the place of the channel Service', (_kind, appChannel, host) => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const checkout = app(chart, { appPort: 8080, appChannel, dataPlane: DataPlane.sharedDeployment() });
    expect(find(chart, 'Service', 'checkout-channel')).toBeUndefined();
    expect(find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations)
      .toMatchObject({ 'dapr.io/app-channel-address': host, 'dapr.io/app-port': String(checkout.channelPort()) });
  });
});

describe('health check', () => {
  test('it is off by default', () => {
    const chart = newChart();
    app(chart, { appPort: 8080 });
    expect(pod(chart).metadata.annotations).not.toHaveProperty('dapr.io/enable-app-health-check');
  });

  test.each([[DataPlane.sidecar()], [DataPlane.sharedDeployment()]])('its path is that of the readiness probe of the receiving container', dataPlane => {
    const chart = newChart(SHARED);
    const containers = [{ name: 'proxy' }, { name: 'main', ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 8080 } } }];
    app(chart, { workload: deployment(chart, 'w', { containers }), appPort: 8080, appHealthCheck: { interval: Duration.seconds(2) }, dataPlane });
    const annotations = chart.toJson().map(o => o.spec?.template?.metadata?.annotations).find(a => a?.['dapr.io/enabled']);
    expect(annotations).toMatchObject({ 'dapr.io/app-health-check-path': '/ready', 'dapr.io/app-health-probe-interval': '2' });
  });

  test('without a probe its path is Dapr\'s own', () => {
    const chart = newChart();
    app(chart, { appPort: 8080, appHealthCheck: {} });
    expect(pod(chart).metadata.annotations['dapr.io/app-health-check-path']).toBe('/healthz');
  });
});

describe('jobs', () => {
  test.each([['Job', kplus.Job], ['CronJob', kplus.CronJob]])('a %s gets a native sidecar', (kind, type: any) => {
    const chart = newChart();
    app(chart, { workload: new type(chart, 'j', { containers: [{ image: 'a' }], schedule: { expressionString: '0 0 * * *' } }) });
    const [object] = Testing.synth(chart);
    const template = kind === 'Job' ? object.spec.template : object.spec.jobTemplate.spec.template;
    expect(template.metadata.annotations['dapr.io/enable-native-sidecar']).toBe('true');
  });

  test('on older clusters it is refused with the ways out that apply', () => {
    const chart = newChart({ daprVersion: '1.17', kubernetesVersion: '1.34' });
    app(chart, { workload: new kplus.Job(chart, 'j', { containers: [{ image: 'a' }] }) });
    expect(refusal(chart)).toMatch(/a Job with Dapr 1\.17 and Kubernetes 1\.34\. .*Declare Dapr 1\.18 or newer if the cluster has it, or join a shared daprd/);
    expect(refusal(chart)).not.toContain('Kubernetes 1.29');
  });

  test('behind a shared daprd it needs nothing of the kind', () => {
    const chart = newChart({ ...SHARED, daprVersion: '1.16' });
    app(chart, { workload: new kplus.Job(chart, 'j', { containers: [{ image: 'a' }] }), dataPlane: DataPlane.sharedDeployment() });
    expect(refusal(chart)).toBe('');
  });
});

test('anything may be declared after the app', () => {
  const chart = newChart(SHARED);
  const checkout = app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment() });
  const before = find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources'];
  const store = new DaprComponent(chart, 'store', { type: 'state.in-memory' });
  checkout.addUses(store);
  new DaprSubscription(chart, 's', { app: checkout, pubsub: new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' }), topic: 't', route: '/t' });
  expect(find(chart, 'Component', 'store').scopes).toEqual(['checkout']);
  expect(find(chart, 'Component', 'events').scopes).toEqual(['checkout']);
  expect(find(chart, 'Resiliency')).toBeDefined();
  expect(find(chart, 'Deployment', 'checkout-daprd').spec.template.metadata.annotations['cdk8s-dapr/resources']).not.toBe(before);
});
