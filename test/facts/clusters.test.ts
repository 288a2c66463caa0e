/** What is known of one cluster does not reach the output or the findings of another. */
import { App, Chart, Testing } from 'cdk8s';
import {
  ActorHosting, DaprApp, DaprComponent, DaprFindings, DaprHttpEndpoint, DaprPlatform, DaprPlatformSettings, DataPlane, MetadataValue,
} from 'cdk8s-dapr';
import { app, deployment, SHARED } from '../../scenarios/charts';
import { object } from '../support/objects';
import { PROJECT } from '../support/remote-dapr';

type Build = (chart: Chart) => void;
interface Stage { readonly id: string; readonly cluster?: string; readonly build: Build; readonly settings?: DaprPlatformSettings }

const build = (...stages: Stage[]) => {
  const root = Testing.app();
  return stages.map(({ id, cluster, settings, build: define }) => {
    const chart = new Chart(root, id, { namespace: 'shop' });
    DaprPlatform.set(chart, { ...SHARED, ...settings, ...(cluster === undefined ? {} : { cluster }) });
    define(chart);
    return chart;
  });
};
const codes = (chart: Chart) => DaprFindings.of(chart).list().map(({ code }) => code);

const redis = { redisHost: MetadataValue.of('redis.example:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') };
const vault = (isUsed: boolean): Build => chart => {
  const secretStore = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: redis, secretStore });
  app(chart, { uses: isUsed ? [store, secretStore] : [store] });
};
const calledByName = (appPort?: number): Build => chart => {
  app(chart, { appPort }, 'billing');
  app(chart, { invokes: [DaprApp.fromAppAttributes(chart, 'peer', { appId: 'billing', namespace: 'shop' })] });
};
const actors: Build = chart => {
  const store = new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { ...redis, actorStateStore: MetadataValue.of('true') } });
  app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT, uses: [store] });
};

test.each<[string, Build, Build]>([
  ['the use of a secret store', vault(true), vault(false)],
  ['a port of the called app', calledByName(8080), calledByName()],
  ['an actor state store', actors, chart => { app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT }); }],
])('%s in one cluster changes nothing in another', (_, one, two) => {
  const [dev, prod] = [{ id: 'dev', build: one }, { id: 'prod', build: two }];
  const together = build({ ...dev, cluster: 'dev' }, { ...prod, cluster: 'prod' });
  const alone = [dev, prod].map(stage => build(stage)[0]);
  expect(together.map(codes)).toEqual(alone.map(codes));
  const yaml = (chart: Chart) => Testing.synth(chart);
  if (!together.some(chart => DaprFindings.of(chart).list().some(({ level }) => level === 'error'))) {
    expect(together.map(yaml)).toEqual(alone.map(yaml));
  }
});

/** Two parts that a rule compares, as in one chart, and the code of the finding. */
const PAIRS: [string, string, Build, Build][] = [
  ['a PodDisruptionBudget and the pods that it selects', 'DAPR7018', chart => {
    object(chart, 'PodDisruptionBudget', 'budget', { spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'w' } } } }, 'policy/v1');
  }, chart => { app(chart, { workload: deployment(chart, 'w') }); }],
  ['an autoscaler and the shared daprd that it scales', 'DAPR7006', chart => {
    object(chart, 'HorizontalPodAutoscaler', 'scaler', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'checkout-daprd' } } }, 'autoscaling/v2');
  }, chart => { app(chart, { dataPlane: DataPlane.sharedDeployment() }); }],
  ['a namespace that enforces restricted Pod Security and its pods', 'DAPR7022', chart => {
    object(chart, 'Namespace', 'shop', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
  }, chart => { app(chart); }],
  ['a ScaledObject and the workload that it scales to zero', 'DAPR8019', chart => {
    object(chart, 'ScaledObject', 'scaler', { spec: { scaleTargetRef: { name: 'w' } } }, 'keda.sh/v1alpha1');
  }, chart => { app(chart, { appPort: 8080, handlesJobs: ['nightly'], workload: object(chart, 'Deployment', 'w', { spec: deployment(chart, 'spec').toJson().spec }, 'apps/v1') }); }],
  ['two app IDs with one token of a remote Dapr', 'DAPR7044', chart => { remote(chart, 'one'); }, chart => { remote(chart, 'two'); }],
  ['two apps with one app ID', 'DAPR1004', chart => { app(chart, { appId: 'same' }, 'one'); }, chart => { app(chart, { appId: 'same' }, 'two'); }],
  ['two components with one name', 'DAPR4014', chart => { store(chart, 'one'); }, chart => { store(chart, 'two'); }],
  ['a Service and the app whose name it has', 'DAPR1006', chart => { object(chart, 'Service', 'checkout-dapr'); }, chart => { app(chart); }],
  ['an HTTPEndpoint and the app whose ID it has', 'DAPR3130', chart => { new DaprHttpEndpoint(chart, 'endpoint', { httpEndpointName: 'checkout', baseUrl: 'https://a.example', scopes: ['other'] }); }, chart => { app(chart); }],
  ['internal ports of daprds', 'DAPR2007', chart => { ported(chart, 'one', 50002); }, chart => { ported(chart, 'two', 50003); }],
  ['a component and the app that uses it by a similar name', 'DAPR4021', chart => { new DaprComponent(chart, 'orders', { type: 'state.in-memory', scopes: ['other'] }); }, chart => {
    app(chart, { uses: [DaprComponent.fromComponentName(chart, 'by-name', 'odrers')] });
  }],
];
const remote = (chart: Chart, id: string) => app(chart, { appPort: 8080, dataPlane: DataPlane.remote({ ...PROJECT, apiTokenSecret: 'token' }) }, id);
const store = (chart: Chart, id: string) => new DaprComponent(chart, id, { type: 'state.in-memory', componentName: 'same', availableToNamespace: true });
const ported = (chart: Chart, id: string, internalGrpcPort: number) => app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort }) }, id);

test.each(PAIRS)('%s are compared in one cluster only (%s)', (_, code, one, two) => {
  const here = build({ id: 'dev', cluster: 'dev', build: chart => { one(chart); two(chart); } });
  expect(here.flatMap(codes)).toContain(code);
  const apart = build({ id: 'dev', cluster: 'dev', build: one }, { id: 'prod', cluster: 'prod', build: two });
  expect(apart.flatMap(codes)).not.toContain(code);
});

test('a PriorityClass of another cluster is not found', () => {
  const define: Build = chart => { object(chart, 'PriorityClass', 'high', {}, 'scheduling.k8s.io/v1'); };
  const use: Build = chart => { app(chart, { dataPlane: DataPlane.sharedDeployment({ priorityClassName: 'high' }) }); };
  expect(build({ id: 'dev', cluster: 'dev', build: chart => { define(chart); use(chart); } }).flatMap(codes)).not.toContain('DAPR7020');
  expect(build({ id: 'dev', cluster: 'dev', build: use }, { id: 'prod', cluster: 'prod', build: define }).flatMap(codes)).toContain('DAPR7020');
});

test('two installations in one cluster are refused, as in an App with one cluster', () => {
  const root = new App();
  const [here, there] = [true, false].map((mtls, i) => {
    const chart = new Chart(root, `chart${i}`, { namespace: 'shop' });
    DaprPlatform.set(chart, { ...SHARED, mtls, cluster: 'dev' });
    return chart;
  });
  app(here, { invokes: [app(there, { appPort: 8080 }, 'billing')] });
  expect(codes(here)).toEqual(['DAPR1028']);
});
