/** Rules across workloads, daprds and objects of the cluster: what each finds, what it says, and what it lets pass. */
import { ApiObject, Chart, Duration } from 'cdk8s';
import {
  ActorHosting, AppChannel, DaprApp, DaprComponent, DaprPlatform, DaprResiliency, DaprSubscription, DataPlane, MetadataValue, ResiliencyRetry,
  ResiliencyTimeout, SharedDaprDaemonSet, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart, refusal, said, SHARED } from '../../scenarios/charts';

const PROJECT = { httpEndpoint: 'https://http.example:443', grpcEndpoint: 'https://grpc.example:443', appEndpoint: 'https://orders.example:443' };
const chartOf = (scope: Chart, namespace: string) => new Chart(scope.node.root as any, namespace, { namespace });
const object = (scope: Chart, kind: string, name: string, rest: any = {}, apiVersion = 'v1', namespace?: string) =>
  new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace, ...rest.metadata }, ...('spec' in rest ? { spec: rest.spec } : {}), ...rest.more });
const replicas = (scope: Chart, count: number, id = 'scaled') => {
  const workload = deployment(scope, id);
  (workload as any).props.spec.replicas = count;
  return workload;
};
const broker = (scope: Chart) => new DaprComponent(scope, 'events', { type: 'pubsub.redis', metadata: { redisHost: MetadataValue.of('r:6379') }, availableToNamespace: true });

test('an app whose construction failed is no stumbling block for any rule', () => {
  const chart = newChart(SHARED, { namespace: 'shop' });
  const dataPlane = {
    bind: (_: unknown, joining: any) => {
      joining.declareUse({ kind: 'streaming-actors' });
      joining.addResource(new DaprComponent(joining, 'memory', { type: 'state.in-memory' }));
      joining.addResource(new DaprComponent(joining, 'file', { type: 'bindings.localstorage', metadata: { rootPath: MetadataValue.of('/f') } }));
      joining.channelAddress();
      throw new Error('no such plane');
    },
  };
  object(chart, 'Service', 'web', { spec: { selector: { app: 'x' }, ports: [{ port: 8080 }] } });
  object(chart, 'PodDisruptionBudget', 'all', { spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'x' } } } }, 'policy/v1');
  expect(() => app(chart, { appPort: 8080, appChannel: AppChannel.service('web', 8080), dataPlane: dataPlane as any })).toThrow('no such plane');
  expect(refusal(chart)).not.toMatch(/TypeError|Cannot read/);
  expect(said(chart, 'DAPR7024')).toEqual(["chart/checkout: Service 'chart/Service-web' selects pods with app=x, which those of the app have not"]);
});

describe('a Service by which a daprd calls an app', () => {
  const called = (spec: object | undefined, namespace?: string, appNamespace?: string) => {
    const chart = newChart(SHARED, { namespace: appNamespace });
    object(chart, 'Service', 'web', { spec }, 'v1', namespace);
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('web', 8080) });
    return said(chart, 'DAPR7024');
  };
  const own = { app: 'checkout-web' };

  test.each<[string, object | undefined, string]>([
    ['without the port', { selector: own, ports: [{ port: 80 }, { port: 81 }] }, 'has the ports 80, 81, not 8080'],
    ['without ports', { selector: own }, 'has the ports none, not 8080'],
    ['without anything', undefined, 'has the ports none, not 8080'],
    ['of other pods', { selector: { ...own, app: 'orders' }, ports: [{ port: 8080 }] }, 'selects pods with app=orders, which those of the app have not'],
    ['of pods with one label more', { selector: { ...own, tier: 'a' }, ports: [{ port: 8080 }] }, 'selects pods with tier=a, which those of the app have not'],
  ])('%s does not lead to it', (_, spec, wrong) => {
    expect(called(spec)).toEqual([`chart/checkout: Service 'chart/Service-web' ${wrong}`]);
  });

  test('leads to it with its labels and its port, whatever else is there', () => {
    expect(called({ selector: own, ports: [{ port: 80 }, { port: 8080 }] })).toEqual([]);
    expect(called({ ports: [{ port: 8080 }] })).toEqual([]);
  });

  test('of another namespace is another one', () => {
    expect(called({ ports: [{ port: 80 }] }, 'stock', 'shop')).toEqual([]);
    expect(called({ ports: [{ port: 80 }] }, undefined, 'shop')).toHaveLength(1);
  });
});

describe('a disruption budget', () => {
  const labels = { matchLabels: { app: 'scaled' } };
  const budget = (spec: object | undefined, count?: number, namespace?: string) => {
    const chart = newChart();
    object(chart, 'PodDisruptionBudget', 'budget', { spec }, 'policy/v1', namespace);
    app(chart, { workload: count === undefined ? deployment(chart, 'scaled') : replicas(chart, count) });
    return said(chart, 'DAPR7018');
  };

  test.each<[object, number | undefined]>([
    [{ maxUnavailable: 0 }, undefined], [{ maxUnavailable: '0%' }, undefined], [{ maxUnavailable: '0' }, 3], [{ minAvailable: '100%' }, undefined],
    [{ minAvailable: 2 }, 2], [{ minAvailable: 3 }, 2],
  ])('of %j lets no pod of %p go', (spec, count) => {
    expect(budget({ ...spec, selector: labels }, count)).toEqual(["chart/checkout: PodDisruptionBudget 'chart/PodDisruptionBudget-budget' selects its pods and lets none of them go"]);
  });

  test.each<[object, number | undefined]>([
    [{ maxUnavailable: 1 }, undefined], [{ maxUnavailable: '10%' }, undefined], [{ maxUnavailable: '50%' }, undefined], [{ minAvailable: '10%' }, 2],
    [{ minAvailable: 1 }, 2], [{ minAvailable: 5 }, undefined], [{}, 2],
  ])('of %j lets pods of %p go', (spec, count) => {
    expect(budget({ ...spec, selector: labels }, count)).toEqual([]);
  });

  test('of other pods, of none, or of another namespace is none of it', () => {
    expect(budget({ maxUnavailable: 0, selector: { matchLabels: { app: 'other' } } })).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: { matchLabels: { app: 'scaled', tier: 'a' } } })).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: {} })).toEqual([]);
    expect(budget({ maxUnavailable: 0 })).toEqual([]);
    expect(budget(undefined)).toEqual([]);
    expect(budget({ maxUnavailable: 0, selector: labels }, undefined, 'stock')).toEqual([]);
  });

  test('of a workload without labels selects none of its pods', () => {
    const chart = newChart();
    object(chart, 'PodDisruptionBudget', 'budget', { spec: { maxUnavailable: 0, selector: labels } }, 'policy/v1');
    app(chart, { workload: job(chart) });
    expect(said(chart, 'DAPR7018')).toEqual([]);
  });

  test('counts for the pods of a shared daprd, but for the one that comes with it', () => {
    const chart = newChart(SHARED);
    const front = new SharedDaprDeployment(chart, 'front');
    app(chart, { dataPlane: front });
    expect(said(chart, 'DAPR7018')).toEqual([]);
    object(chart, 'PodDisruptionBudget', 'budget', { spec: { maxUnavailable: 0, selector: { matchLabels: { 'app.kubernetes.io/instance': 'front-daprd' } } } }, 'policy/v1');
    expect(said(chart, 'DAPR7018')).toEqual(["chart/front: PodDisruptionBudget 'chart/PodDisruptionBudget-budget' selects its pods and lets none of them go"]);
  });
});

describe('a namespace that enforces the standard restricted', () => {
  const REFUSED = (at: string) => `${at}: namespace 'shop' enforces the Pod Security standard 'restricted'`;
  const inShop = (build: (shop: Chart) => void, settings: object = SHARED, level = 'restricted', name = 'shop') => {
    const chart = newChart(settings);
    object(chart, 'Namespace', name, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } } });
    object(chart, 'Namespace', 'unlabelled');
    build(new Chart(chart, 'shop', { namespace: 'shop' }));
    return said(chart, 'DAPR7022');
  };

  test('refuses what the injector adds to a pod', () => {
    expect(inShop(shop => { app(shop); })).toEqual([REFUSED('chart/shop/checkout')]);
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front') }); })).toEqual([REFUSED('chart/shop/front')]);
  });

  test('takes a pinned daprd, one that the cluster policy completes, and an app whose Dapr is elsewhere', () => {
    const pinned = { pinned: { version: '1.18.2' } };
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front', pinned) }); })).toEqual([]);
    expect(inShop(shop => { app(shop, { dataPlane: new SharedDaprDeployment(shop, 'front') }); }, { ...SHARED, clusterPolicyInstalled: true })).toEqual([]);
    expect(inShop(shop => { app(shop, { dataPlane: DataPlane.remote(PROJECT) }); })).toEqual([]);
  });

  test('is not one of another level, and not another namespace', () => {
    expect(inShop(shop => { app(shop); }, SHARED, 'baseline')).toEqual([]);
    expect(inShop(shop => { app(shop); }, SHARED, 'restricted', 'stock')).toEqual([]);
  });
});

describe('an autoscaler of somebody else', () => {
  const scaled = (to: object | undefined, options: object = { replicas: 2 }, namespace?: string) => {
    const chart = newChart(SHARED);
    object(chart, 'HorizontalPodAutoscaler', 'hpa', { spec: to && { scaleTargetRef: to } }, 'autoscaling/v2', namespace);
    app(chart, { dataPlane: new SharedDaprDeployment(chart, 'front', options) });
    return chart;
  };
  const FRONT = { kind: 'Deployment', name: 'front-daprd' };

  test('fights with the replicas of a shared daprd', () => {
    const chart = scaled(FRONT);
    expect(said(chart, 'DAPR7006')).toEqual(["chart/front: HorizontalPodAutoscaler 'chart/HorizontalPodAutoscaler-hpa' scales it beside fixed replicas"]);
    expect(refusal(chart)).toContain('Use autoscaling of the shared daprd.');
  });

  test('does not where it scales something else', () => {
    expect(said(scaled({ ...FRONT, kind: 'StatefulSet' }), 'DAPR7006')).toEqual([]);
    expect(said(scaled({ ...FRONT, name: 'orders' }), 'DAPR7006')).toEqual([]);
    expect(said(scaled(FRONT, {}, 'stock'), 'DAPR7006')).toEqual([]);
    expect(said(scaled(undefined), 'DAPR7006')).toEqual([]);
  });

  test('is not the one that the library makes, beside which there are no replicas', () => {
    expect(said(scaled(FRONT, { autoscaling: { maxReplicas: 4 } }), 'DAPR7006')).toEqual([]);
  });
});

test('a PriorityClass is one of this App or of Kubernetes', () => {
  const chart = newChart(SHARED);
  object(chart, 'PriorityClass', 'gold', {}, 'scheduling.k8s.io/v1');
  ['gold', 'silver', 'system-node-critical', 'system-cluster-critical'].forEach((priorityClassName, i) =>
    app(chart, { dataPlane: new SharedDaprDeployment(chart, `front${i}`, { priorityClassName }) }, `app${i}`));
  expect(said(chart, 'DAPR7020')).toEqual(["chart/front1: priorityClassName 'silver'"]);
});

describe('an app-id', () => {
  test('is that of one app of a namespace, or of those of one shared daprd', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    ['a', 'b', 'c'].forEach(id => app(blue, { appId: 'same' }, id));
    app(green, { appId: 'same' }, 'a');
    const front = new SharedDaprDeployment(green, 'front');
    ['x', 'y'].forEach(id => app(green, { dataPlane: front }, id));
    expect(said(chart, 'DAPR1004')).toEqual(["blue/b: app-id 'same' is that of 'blue/a' too", "blue/c: app-id 'same' is that of 'blue/a' too"]);
  });

  test('is that of one shared daprd of a namespace', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    new SharedDaprDeployment(blue, 'a', { appId: 'same' });
    new SharedDaprDaemonSet(blue, 'b', { appId: 'same' });
    new SharedDaprDeployment(blue, 'c', { appId: 'same' });
    new SharedDaprDeployment(green, 'a', { appId: 'same' });
    expect(said(chart, 'DAPR1004')).toEqual(['b', 'c'].map(id => `blue/${id}: app-id 'same' is that of the shared daprd 'blue/a' too`));
  });

  test('is not that of a sidecar and of a shared daprd', () => {
    const chart = newChart(SHARED);
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    new SharedDaprDeployment(blue, 'same');
    app(blue, { appId: 'same' }, 'web');
    app(green, { appId: 'same' }, 'web');
    expect(said(chart, 'DAPR1005')).toEqual(["blue/web: app-id 'same' has a sidecar here, and the shared daprd 'blue/same'"]);
    expect(said(chart, 'DAPR1004')).toEqual([]);
  });

  test('keeps the name of a Service for Dapr, in its namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    app(blue, { workload: deployment(blue, 'w', {}, {}, 'DaemonSet'), appPort: 8080 });
    ['checkout-dapr', 'checkout'].forEach(name => object(blue, 'Service', name));
    object(green, 'Service', 'checkout-dapr');
    new ApiObject(blue, 'knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'checkout-dapr' } });
    expect(said(chart, 'DAPR1006')).toEqual(["blue/checkout: Service 'blue/Service-checkout-dapr' is named 'checkout-dapr'"]);
  });
});

test('the internal port is the same everywhere', () => {
  const of = (...ports: (number | undefined)[]) => {
    const chart = newChart();
    ports.forEach((internalGrpcPort, i) => app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort }) }, `app${i}`));
    return said(chart, 'DAPR2007');
  };
  expect(of(50003, 50003, 50004)).toEqual(["chart/app2: internalGrpcPort is 50004, and 50003 at 'chart/app0'"]);
  expect(of(50003, 50003)).toEqual([]);
  expect(of()).toEqual([]);
});

describe('an app whose Dapr is elsewhere', () => {
  const remote = (chart: Chart, id: string, props: object = {}, more: object = {}) =>
    app(chart, { appPort: 8080, dataPlane: DataPlane.remote({ ...PROJECT, ...more }), ...props }, id);

  test('has no place for a limit of calls', () => {
    const chart = newChart(SHARED);
    remote(chart, 'a', { appMaxConcurrency: 1 });
    remote(chart, 'b', { appMaxConcurrency: -1 });
    remote(chart, 'c', { appMaxConcurrency: 0 });
    remote(chart, 'd');
    app(chart, { appMaxConcurrency: 5 });
    expect(said(chart, 'DAPR8003')).toEqual(['chart/a: appMaxConcurrency is 1']);
  });

  test('is one app there: the same token is that of one app-id', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    remote(blue, 'a', {}, { apiTokenSecret: 'token' });
    remote(blue, 'b', {}, { apiTokenSecret: 'token' });
    remote(blue, 'c', { appId: 'a' }, { apiTokenSecret: 'token' });
    remote(blue, 'd', {}, { apiTokenSecret: 'other' });
    remote(green, 'e', {}, { apiTokenSecret: 'token' });
    const found = said(chart, 'DAPR7044');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^blue\/b: app-id 'b' has .+, and so has 'a' at 'blue\/a'$/);
  });
});

describe('two objects of one kind and name', () => {
  const map = (scope: Chart, id: string, name: string, namespace?: string, kind = 'ConfigMap', apiVersion = 'v1') => new ApiObject(scope, id, { apiVersion, kind, metadata: { name, namespace } });

  test('in one chart are an error, which names the first', () => {
    const chart = newChart();
    app(chart);
    ['a', 'b', 'c'].forEach(id => map(chart, id, 'settings'));
    expect(said(chart, 'DAPR1024')).toEqual(['b', 'c'].map(id => `chart/${id}: ConfigMap 'settings' is defined at 'chart/a' too`));
    expect(said(chart, 'DAPR1025')).toEqual([]);
  });

  test('in two charts are a warning', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(new Chart(chart.node.root as any, 'other'), 'b', 'settings');
    expect(said(chart, 'DAPR1025')).toEqual(["other/b: ConfigMap 'settings' is defined at 'chart/a' too"]);
    expect(said(chart, 'DAPR1024')).toEqual([]);
  });

  test('are two where name, namespace, kind or group differ', () => {
    const chart = newChart();
    app(chart);
    map(chart, 'a', 'settings');
    map(chart, 'b', 'other');
    map(chart, 'c', 'settings', 'shop');
    map(chart, 'd', 'settings', undefined, 'Secret');
    map(chart, 'e', 'settings', undefined, 'ConfigMap', 'acme.dev/v1');
    expect([...said(chart, 'DAPR1024'), ...said(chart, 'DAPR1025')]).toEqual([]);
  });

  test('of the library are compared by what they stand for; one of it and one by hand are compared here', () => {
    const chart = newChart();
    ['a', 'b'].forEach(id => new DaprComponent(chart, id, { type: 'state.in-memory', componentName: 'x', availableToNamespace: true }));
    app(chart);
    expect(said(chart, 'DAPR1024')).toEqual([]);
    map(chart, 'c', 'x', undefined, 'Component', 'dapr.io/v1alpha1');
    expect(said(chart, 'DAPR1024')).toEqual(["chart/c: Component 'x' is defined at 'chart/a/Resource' too"]);
  });
});

describe('an app that invokes another one', () => {
  const with_ = (props: (there: DaprApp) => object, there: object = {}, settings: object = { mtls: false }) => {
    const chart = newChart(SHARED, { namespace: 'shop' });
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    DaprPlatform.set(other, { ...SHARED, ...settings });
    app(chart, props(app(other, { appPort: 8080, ...there }, 'billing')));
    app(chart, {}, 'web');
    return said(chart, 'DAPR1028');
  };

  test('is in the same installation of Dapr', () => {
    const found = with_(there => ({ invokes: [there] }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^chart\/checkout: mtls .* at 'other\/billing', which the app invokes$/);
    expect(with_(there => ({ invokes: [there] }), {}, {})).toEqual([]);
  });

  test('may be in another one where it does not invoke it, or where one of them has its Dapr elsewhere', () => {
    expect(with_(() => ({}))).toEqual([]);
    expect(with_(there => ({ invokedBy: [{ app: there }] }))).toEqual(["other/billing: mtls of DaprPlatform is false here, and true at 'chart/checkout', which the app invokes"]);
    expect(with_(there => ({ invokes: [there] }), { dataPlane: DataPlane.remote(PROJECT) })).toEqual([]);
    expect(with_(there => ({ invokes: [there], dataPlane: DataPlane.remote(PROJECT) }))).toEqual([]);
    expect(with_(() => ({ invokes: [] }), { appId: '' })).toEqual([]);
  });
});

describe('policies of resiliency by one name', () => {
  const retry = (name: string, maxRetries: number) => ResiliencyRetry.of(name, { maxRetries });
  const resiliency = (scope: Chart, id: string, props: object) => new DaprResiliency(scope, id, props as any);

  test('are the same in all that an app loads', () => {
    const chart = newChart();
    const shop = app(chart);
    const other = app(chart, {}, 'other');
    resiliency(chart, 'a', { retries: [retry('r', 1), retry('own', 1)], apps: [shop] });
    resiliency(chart, 'b', { retries: [retry('r', 1)], timeouts: [ResiliencyTimeout.of('r', Duration.seconds(1))], apps: [shop] });
    resiliency(chart, 'c', { retries: [retry('r', 2)], apps: [shop] });
    resiliency(chart, 'd', { retries: [retry('r', 3)], apps: [other] });
    const found = said(chart, 'DAPR3121');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^chart\/c: policies\.retries\.r of app 'checkout' is \{.*"maxRetries":2.*\} here and \{.*"maxRetries":1.*\} at 'chart\/a'$/);
  });

  test('are those of the namespace too, which are for everyone or for whom they name', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    resiliency(blue, 'own', { retries: [retry('r', 1)], apps: [app(blue)] });
    resiliency(blue, 'everyone', { retries: [retry('r', 2)], availableToNamespace: true });
    resiliency(green, 'elsewhere', { retries: [retry('r', 3)], availableToNamespace: true });
    resiliency(blue, 'others', { retries: [retry('r', 4)], scopes: ['billing'] });
    expect(said(chart, 'DAPR3121').map(text => text.split(':')[0])).toEqual(['blue/everyone']);
    resiliency(blue, 'named', { retries: [retry('r', 5)], scopes: ['checkout'] });
    expect(said(chart, 'DAPR3121').map(text => text.split(':')[0])).toEqual(['blue/everyone', 'blue/named']);
  });

  test('and targets too are compared by name', () => {
    const chart = newChart();
    const shop = app(chart);
    const peer = DaprApp.fromAppId(chart, 'peer', { appId: 'billing' });
    ['a', 'b'].forEach((id, i) => resiliency(chart, id, { appTargets: [{ app: peer, retry: retry(`r${i}`, 1) }], apps: [shop] }));
    expect(said(chart, 'DAPR3121').map(text => text.split(' of app')[0])).toEqual(['chart/b: targets.apps.billing']);
  });
});

describe('a workload that KEDA takes away', () => {
  const scaled = (spec: object | undefined, props: object = { hostsActors: ActorHosting.APP_PORT }, namespace?: string) => {
    const chart = newChart();
    app(chart, { appPort: 8080, ...props });
    object(chart, 'ScaledObject', 'so', { spec }, 'keda.sh/v1alpha1', namespace);
    return said(chart, 'DAPR8019');
  };
  const to = { scaleTargetRef: { name: 'chart-checkout-web-c8d88a32' } };
  const name = () => { const chart = newChart(); app(chart); return (chart.toJson()[0]).metadata.name; };

  test('is not there for what KEDA cannot count', () => {
    to.scaleTargetRef.name = name();
    const found = scaled(to);
    expect(found).toEqual(["chart/checkout: the app hosts actors at its port, and ScaledObject 'chart/ScaledObject-so' goes down to zero"]);
    expect(scaled({ ...to, minReplicaCount: 0 })).toEqual(found);
    expect(scaled({ ...to, minReplicaCount: 2, idleReplicaCount: 0 })).toEqual(found);
    expect(scaled({ scaleTargetRef: { kind: 'Deployment', ...to.scaleTargetRef } })).toEqual(found);
    expect(scaled(to, { handlesJobs: ['nightly'], hostsActors: ActorHosting.STREAM })).toHaveLength(2);
  });

  test('stays where the ScaledObject keeps one, or is about something else', () => {
    to.scaleTargetRef.name = name();
    expect(scaled({ ...to, minReplicaCount: 1 })).toEqual([]);
    expect(scaled({ ...to, minReplicaCount: 0, idleReplicaCount: 1 })).toEqual([]);
    expect(scaled({ scaleTargetRef: { kind: 'StatefulSet', ...to.scaleTargetRef } })).toEqual([]);
    expect(scaled({ scaleTargetRef: { name: 'other' } })).toEqual([]);
    expect(scaled(to, undefined, 'stock')).toEqual([]);
    expect(scaled({})).toEqual([]);
    expect(scaled(undefined)).toEqual([]);
  });

  test('may come back for what a broker holds', () => {
    to.scaleTargetRef.name = name();
    const chart = newChart();
    app(chart, { appPort: 8080, subscribes: [{ pubsub: broker(chart), topic: 't', route: '/t' }], invokes: [DaprApp.fromAppId(chart, 'p', { appId: 'p' })] });
    object(chart, 'ScaledObject', 'so', { spec: to }, 'keda.sh/v1alpha1');
    expect(said(chart, 'DAPR8019')).toEqual([]);
  });
});

describe('a Secret that a component reads', () => {
  const reads = (define: (chart: Chart) => void, namespace?: string) => {
    const chart = newChart({}, { namespace });
    define(chart);
    app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: MetadataValue.of('r'), redisPassword: MetadataValue.fromSecret('redis', 'password') } })] });
    return [...said(chart, 'DAPR4018'), ...said(chart, 'DAPR4019')];
  };
  const secret = (chart: Chart, name: string, more: object = { stringData: { password: 'x' } }, namespace?: string) => { object(chart, 'Secret', name, { more }, 'v1', namespace); };
  const maker = (chart: Chart, kind: string, name: string, spec: object | undefined, namespace?: string) => { object(chart, kind, name, { spec }, 'acme.dev/v1', namespace); };

  test('has the key', () => {
    expect(reads(chart => secret(chart, 'redis', { data: { b: 'x' }, stringData: { a: 'x' } }))).toEqual(["chart/store: metadata.redisPassword reads key 'password' of Secret 'redis', which has a, b"]);
    expect(reads(chart => secret(chart, 'redis', { data: { password: 'x' } }))).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', { stringData: { password: 'x' } }))).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', {}))).toEqual([]);
  });

  test('has nearly that name, as it is or as a controller makes it', () => {
    const SLIP = ["chart/store: metadata.redisPassword reads Secret 'redis'; did you mean 'reddis'?"];
    expect(reads(chart => secret(chart, 'reddis'))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'SealedSecret', 'reddis', undefined))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'ExternalSecret', 'other', { target: { name: 'reddis' } }))).toEqual(SLIP);
    expect(reads(chart => maker(chart, 'Vault', 'reddis', undefined))).toEqual([]);
    expect(reads(chart => secret(chart, 'something'))).toEqual([]);
    expect(reads(() => undefined)).toEqual([]);
  });

  test('is right where a controller makes one of that name, whatever is alike', () => {
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'SealedSecret', 'redis', {}); })).toEqual([]);
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'ExternalSecret', 'any', { target: { name: 'redis' } }); })).toEqual([]);
    expect(reads(chart => { secret(chart, 'reddis'); maker(chart, 'ExternalSecret', 'redis', { target: {} }); })).toEqual([]);
  });

  test('is in the namespace of the component', () => {
    expect(reads(chart => secret(chart, 'redis', {}, 'stock'), 'shop')).toEqual(["chart/store: metadata.redisPassword reads Secret 'redis'; that is in namespace 'stock', and the component in 'shop'"]);
    expect(reads(chart => secret(chart, 'redis', {}, 'stock'))).toEqual([]);
    expect(reads(chart => secret(chart, 'reddis', {}, 'stock'), 'shop')).toEqual([]);
    expect(reads(chart => secret(new Chart(chart.node.root as any, 'nowhere'), 'redis', {}), 'shop')).toEqual([]);
    expect(reads(chart => secret(chart, 'redis', { data: { a: 'x' } }), 'shop')).toHaveLength(1);
  });
});

test('a Secret with a token has it at its key', () => {
  const of = (name: string, more: object) => {
    const chart = newChart();
    object(chart, 'Secret', name, { more });
    app(chart, { dataPlane: DataPlane.sidecar({ apiTokenSecret: 'tokens' }) });
    return said(chart, 'DAPR7016');
  };
  expect(of('tokens', { stringData: { key: 'x', other: 'y' } })).toEqual(["chart/checkout: apiTokenSecret is Secret 'tokens', which has key, other"]);
  expect(of('tokens', { stringData: { token: 'x' } })).toEqual([]);
  expect(of('tokens', {})).toEqual([]);
  expect(of('others', { stringData: { key: 'x' } })).toEqual([]);
});

describe('the trust anchors of a pinned daprd', () => {
  const anchors = (data: object | undefined, name = 'dapr-trust-bundle', namespace?: string) => {
    const chart = newChart(SHARED);
    object(chart, 'ConfigMap', name, { more: data && { data } }, 'v1', namespace);
    app(chart, { dataPlane: new SharedDaprDeployment(chart, 'front', { pinned: { version: '1.18.2' } }) });
    return said(chart, 'DAPR7023');
  };

  test.each<[object, string]>([
    [{ 'other.crt': 'x' }, "has no key 'ca.crt'"],
    [{ 'ca.crt': 1 }, "has no key 'ca.crt'"],
    [{ 'ca.crt': '-----BEGIN CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----' }, "holds a private key at 'ca.crt'"],
    [{ 'ca.crt': 'x' }, "holds no certificate at 'ca.crt'"],
  ])('%j are none', (data, wrong) => {
    expect(anchors(data)).toEqual([`chart/front: ConfigMap 'dapr-trust-bundle' ${wrong}`]);
  });

  test('are a certificate, or what somebody else fills in', () => {
    expect(anchors({ 'ca.crt': '-----BEGIN CERTIFICATE-----\nx' })).toEqual([]);
    expect(anchors(undefined)).toEqual([]);
    expect(anchors({ 'ca.crt': 'x' }, 'other')).toEqual([]);
    expect(anchors({ 'ca.crt': 'x' }, undefined, 'stock')).toEqual([]);
  });
});

describe('subscriptions of one App', () => {
  const subscription = (scope: Chart, id: string, to: DaprApp, topic: string, deadLetterTopic?: string, pubsub = broker) =>
    new DaprSubscription(scope, id, { app: to, pubsub: scope.node.tryFindChild('events') as DaprComponent ?? pubsub(scope), topic, route: `/${id}`, deadLetterTopic, subscriptionName: id });

  test('of one app to one topic are one', () => {
    const chart = newChart();
    const [shop, other] = [app(chart, { appPort: 8080 }), app(chart, { appPort: 8080 }, 'other')];
    ['a', 'b', 'c'].forEach(id => subscription(chart, id, shop, 'orders'));
    subscription(chart, 'd', shop, 'paid');
    subscription(chart, 'e', other, 'orders');
    expect(said(chart, 'DAPR3160')).toEqual(['b', 'c'].map(id => `chart/${id}: app 'checkout' receives topic 'orders' of 'events' by 'chart/a' too`));
  });

  test('of apps of one app-id in two namespaces are two', () => {
    const chart = newChart();
    const both = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    both.forEach(each => subscription(each, 'a', app(each, { appPort: 8080 }), 'orders'));
    expect(said(chart, 'DAPR3160')).toEqual([]);
  });

  test('do not send their dead letters round', () => {
    const chart = newChart();
    const shop = app(chart, { appPort: 8080 });
    subscription(chart, 'a', shop, 'one', 'two');
    subscription(chart, 'b', shop, 'two', 'three');
    subscription(chart, 'c', shop, 'three', 'one');
    subscription(chart, 'd', shop, 'zero', 'one');
    subscription(chart, 'e', shop, 'last', 'end');
    subscription(chart, 'f', shop, 'self', 'self');
    expect(said(chart, 'DAPR3161')).toEqual([
      'chart/a: its dead letters go one -> two -> three -> one',
      'chart/b: its dead letters go two -> three -> one -> two',
      'chart/c: its dead letters go three -> one -> two -> three',
    ]);
  });

  test('may have their dead letters received by anybody of the namespace', () => {
    const chart = newChart();
    const [blue, green] = [chartOf(chart, 'blue'), chartOf(chart, 'green')];
    const shop = app(blue, { appPort: 8080 });
    subscription(blue, 'a', shop, 'one', 'dead-one');
    subscription(blue, 'b', shop, 'dead-one');
    subscription(blue, 'c', shop, 'two', 'dead-two');
    app(blue, { subscribesInCode: [{ pubsub: blue.node.findChild('events') as DaprComponent, topic: 'dead-two' }] }, 'streaming');
    subscription(blue, 'd', shop, 'three', 'dead-three');
    subscription(green, 'x', app(green, { appPort: 8080 }), 'dead-three');
    app(blue, { publishes: [{ pubsub: blue.node.findChild('events') as DaprComponent, topic: 'dead-three' }] }, 'publisher');
    expect(said(chart, 'DAPR6002')).toEqual(["blue/d: deadLetterTopic 'dead-three'"]);
  });
});

test('what an app does and its workload cannot carry is said in words', () => {
  const chart = newChart();
  app(chart, { workload: job(chart), appPort: 8080, handlesJobs: ['nightly'], publishes: [{ pubsub: broker(chart), topic: 't' }] });
  expect(said(chart, 'DAPR8001')).toEqual(["chart/checkout: the app handles the job 'nightly'; its pods end by themselves, so whatever Dapr would deliver is lost"]);
});
