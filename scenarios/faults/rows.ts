/** The catalogue of bad input, row by row: what a platform team, a pod or another resource contradicts. */
import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import {
  AccessAction, ActorHosting, AppChannel, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprPlatform, DaprResiliency,
  DataPlane, MetadataValue, ResiliencyRetry, SharedDaprDeployment,
} from 'cdk8s-dapr';
import type { Case } from './input';
import { app, deployment, KAFKA_BINDING, SHARED } from '../charts';

const text = MetadataValue.of;
const sidecar = (options: any) => (chart: Chart) => { app(chart, { dataPlane: DataPlane.sidecar(options) }); };
const component = (props: any, appProps: any = {}) => (chart: Chart) => {
  const { uses = [], ...others } = appProps;
  app(chart, { uses: [new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') }, ...props }), ...uses], ...others });
};
const pod = (spec: object, props: any = {}, kind = 'Deployment') => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', spec, {}, kind), ...props }); };
const object = (chart: Chart, kind: string, rest: any, apiVersion = 'v1') => new ApiObject(chart, `${kind}-${rest.metadata?.name ?? 'x'}`, { apiVersion, kind, ...rest });
const named = (kind: string, length: number) => (chart: Chart) => {
  const workload = deployment(chart, 'w', {}, {}, kind);
  workload.addJsonPatch(JsonPatch.replace('/metadata/name', 'a'.repeat(length)));
  app(chart, { workload });
};
const other = (chart: Chart, settings: any) => { const made = new Chart(chart.node.root as any, 'other'); DaprPlatform.set(made, settings); return made; };
const read = (props: any, appProps: (chart: Chart) => any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', { ...props, apps: [app(chart, appProps(chart))] }); };
const broker = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.redis', metadata: { redisHost: text('r:6379') } });
const redis = (chart: Chart) => new DaprComponent(chart, 'store', { type: 'state.redis', metadata: { redisHost: text('r:6379') } });
const fromSecret = { metadata: { redisHost: text('r:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password') } };
const shared = (options: any) => (chart: Chart) => { app(chart, { dataPlane: DataPlane.sharedDeployment(options) }); };
const labels = { matchLabels: { 'app.kubernetes.io/instance': 'checkout-daprd' } };

export const ERRORS: Case[] = [
  ['19 two objects of one kind and name', 'DAPR1024', chart => {
    app(chart);
    ['a', 'b'].forEach(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
  }],
  ['20 a label key that is none', 'DAPR1026', chart => { app(chart, { workload: deployment(chart, 'w', {}, { labels: { 'my label': 'x' } }) }); }],
  ['20 a label value that is none', 'DAPR1026', chart => { app(chart, { workload: deployment(chart, 'w', {}, { labels: { team: 'a b' } }) }); }],
  ['20 an annotation key that is none', 'DAPR1026', chart => { app(chart, { podAnnotations: { 'a/b/c': 'x' } }); }],
  ['20 an annotation key that is none, of a shared daprd', 'DAPR1026', shared({ podAnnotations: { 'a/b/c': 'x' } }), SHARED],
  ['20 a name that is none', 'DAPR1021', chart => {
    const workload = deployment(chart);
    workload.addJsonPatch(JsonPatch.replace('/metadata/name', 'My_App'));
    app(chart, { workload });
  }],
  ['21 a StatefulSet with a name of 53 characters', 'DAPR1027', named('StatefulSet', 53)],
  ['23 an app and its data plane in different trust domains', 'DAPR1028', chart => {
    const there = other(chart, { ...SHARED, trustDomain: 'acme' });
    app(chart, { appId: 'd', dataPlane: new SharedDaprDeployment(there, 'd') });
  }],
  ['55 a mount of a volume that the pod has not', 'DAPR3020', chart => { app(chart, { podAnnotations: { 'dapr.io/volume-mounts': 'certs:/certs' } }); }],
  ['55 a mount without a path', 'DAPR3001', chart => { app(chart, { podAnnotations: { 'dapr.io/volume-mounts': 'certs' } }); }],
  ['64 a type of no known category', 'DAPR4017', component({ type: 'stat.redis' })],
  ['65 a version that Dapr has not', 'DAPR3204', component({ version: 'v9' })],
  ['66 metadata that is missing', 'DAPR3200', component({ metadata: {} })],
  ['66 none of several of which one is needed', 'DAPR3200', component({ type: 'pubsub.kafka', metadata: { brokers: text('kafka:9092') } })],
  ['66 both of two that exclude each other', 'DAPR3205', component({ type: 'pubsub.azure.servicebus.topics', metadata: { namespaceName: text('n'), connectionString: MetadataValue.fromSecret('s') } })],
  ['68 a metadata key twice', 'DAPR3202', component({ metadata: { redisHost: text('r:6379'), redishost: text('s:6379') } })],
  ['73 a secret store of an HTTP endpoint that is a state store', 'DAPR4020', chart => { new DaprHttpEndpoint(chart, 'e', { baseUrl: 'https://a.example', secretStore: redis(chart) }); }],
  ['73 a secret store that is a state store', 'DAPR4020', chart => { component({ secretStore: new DaprComponent(chart, 's', { type: 'state.in-memory' }) })(chart); }],
  ['79 a component by name whose scopes leave the app out', 'DAPR4022', chart => {
    object(chart, 'Component', { metadata: { name: 'orders' }, spec: { type: 'state.redis' }, scopes: ['billing'] }, 'dapr.io/v1alpha1');
    app(chart, { uses: [DaprComponent.fromComponentName(chart, 'by-name', 'orders')] });
  }],
  ['80 two actor state stores for one app', 'DAPR3215', chart => {
    const stores = ['a', 'b'].map(id => new DaprComponent(chart, id, { type: 'state.redis', metadata: { redisHost: text('r'), actorStateStore: MetadataValue.ofBoolean(true) } }));
    app(chart, { uses: stores });
  }],
  ['82 an initTimeout without a unit', 'DAPR3017', component({ initTimeout: 30 })],
  ['89 topic scopes that cannot be read', 'DAPR3217', component({ type: 'pubsub.redis', metadata: { redisHost: text('r'), publishingScopes: text('checkout:orders') } })],
  ['90 an input binding of the direction output', 'DAPR4028', chart => {
    app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'b', { ...KAFKA_BINDING, metadata: { ...KAFKA_BINDING.metadata, direction: text('output') } })] });
  }],
  ['90 a topic of what is no broker', 'DAPR4029', chart => { app(chart, { publishes: [{ pubsub: redis(chart), topic: 't' }] }); }],
  ['90 an input binding that is no binding', 'DAPR4029', chart => { app(chart, { appPort: 8080, inputBindings: [redis(chart)] }); }],
  ['91 a component that the configuration denies', 'DAPR5003', read({ deniedComponents: ['state.redis/v1'] }, chart => ({ uses: [redis(chart)] }))],
  ['97 a list of APIs without what the app needs', 'DAPR5005', read({ allowedApis: [{ api: DaprApi.STATE }] }, chart => ({ publishes: [{ pubsub: broker(chart), topic: 't' }] }))],
  ['103 a policy with a trust domain that the caller has not', 'DAPR5007', chart => {
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: app(chart), namespace: 'shop', trustDomain: 'acme' }] });
  }],
  ['143 a token Secret without the key token', 'DAPR7016', chart => {
    object(chart, 'Secret', { metadata: { name: 'tokens' }, stringData: { key: 'x' } });
    sidecar({ apiTokenSecret: 'tokens' })(chart);
  }],
  ['149 a shared daprd that somebody else scales', 'DAPR7006', chart => {
    shared({})(chart);
    object(chart, 'HorizontalPodAutoscaler', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'checkout-daprd' } } }, 'autoscaling/v2');
  }, SHARED],
  ['149 autoscaling without a CPU request', 'DAPR7006', shared({ autoscaling: { maxReplicas: 3 }, podAnnotations: { 'dapr.io/sidecar-cpu-request': '' } }), SHARED],
  ['156 an image that is none', 'DAPR3022', sidecar({ sidecarImage: 'ghcr.io/dapr/daprd@sha256:12' })],
  ['156 an option newer than the image', 'DAPR3023', sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.16.4', actorsDisseminateTimeout: { toMilliseconds: () => 5000 } })],
  ['159 a private key among the trust anchors', 'DAPR7023', chart => {
    object(chart, 'ConfigMap', { metadata: { name: 'dapr-trust-bundle' }, data: { 'ca.crt': '-----BEGIN EC PRIVATE KEY-----' } });
    shared({ pinned: { version: '1.18.2' } })(chart);
  }, SHARED],
  ['160 mTLS off on one side', 'DAPR1028', chart => {
    const there = other(chart, { mtls: false });
    app(chart, { invokes: [app(there, {}, 'billing')] });
  }],
  ['161 actors behind a shared daprd with two replicas', 'DAPR8002', chart => {
    const workload = deployment(chart);
    workload.addJsonPatch(JsonPatch.add('/spec/replicas', 2));
    app(chart, { workload, appPort: 8080, hostsActors: ActorHosting.APP_PORT, dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['163 a Service without the port', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'checkout-web' }, ports: [{ port: 80 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],
  ['163 a Service of other pods', 'DAPR7024', chart => {
    object(chart, 'Service', { metadata: { name: 'orders' }, spec: { selector: { app: 'orders' }, ports: [{ port: 8080 }] } });
    app(chart, { appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.service('orders', 8080) });
  }, SHARED],
  ['168 host network that a Lazy hides until synth', 'DAPR2010', pod({ containers: [{ name: 'main' }], hostNetwork: Lazy.any({ produce: () => true }) })],
  ['167 a component above 1 MiB', 'DAPR3025', component({ metadata: { redisHost: text('x'.repeat(1_100_000)) } })],
];

export const WARNINGS: Case[] = [
  ['19 two objects of one kind and name in different charts', 'DAPR1025', chart => {
    [chart, new Chart(chart.node.root as any, 'other')].forEach(scope => new ApiObject(scope, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }));
    app(chart);
  }],
  ['32 a deprecated option', 'DAPR3018', sidecar({ appSsl: true })],
  ['32 a deprecated annotation', 'DAPR3018', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/app-ssl': 'true' } }) }); }],
  ['54 SSL_CERT_DIR of daprd', 'DAPR3019', sidecar({ env: { SSL_CERT_DIR: '/certs' } })],
  ['65 a type that is nearly one', 'DAPR3213', component({ type: 'state.reddis' })],
  ['67 an unknown metadata key', 'DAPR3208', component({ metadata: { redisHost: text('r'), redisHots: text('x') } })],
  ['70 a secret in plain text', 'DAPR3207', component({ metadata: { redisHost: text('r'), redisPassword: text('hunter2') } })],
  ['70 a password in an address', 'DAPR3207', component({ type: 'state.acme', metadata: { url: text('amqp://me:hunter2@rabbit:5672') } })],
  ['71 a Secret of nearly that name', 'DAPR4018', chart => { object(chart, 'Secret', { metadata: { name: 'reddis' }, stringData: { password: 'x' } }); component(fromSecret)(chart); }],
  ['72 a key that the Secret has not', 'DAPR4019', chart => { object(chart, 'Secret', { metadata: { name: 'redis' }, stringData: { pass: 'x' } }); component(fromSecret)(chart); }],
  ['73 a secret store by nearly the name of one', 'DAPR4021', chart => {
    const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.local.env', scopes: ['checkout'] });
    component({ secretStore: DaprComponent.fromComponentName(vault, 'by-name', 'vaut') })(chart);
  }],
  ['81 actors without an actor state store', 'DAPR3216', chart => { app(chart, { appPort: 8080, hostsActors: ActorHosting.APP_PORT }); }],
  ['83 a component that may be missing', 'DAPR4023', component({ ignoreErrors: true })],
  ['84 memory behind several daprds', 'DAPR4024', component({ type: 'state.in-memory', metadata: {} }, { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['85 a file on a read-only root', 'DAPR4025', component({ type: 'state.sqlite', metadata: { connectionString: MetadataValue.of('data.db') } })],
  ['87 a consumer group of each start', 'DAPR4026', component({ type: 'pubsub.redis', metadata: { redisHost: text('r'), consumerID: text('{uuid}') } })],
  ['88 the name of another pod', 'DAPR4027', component({ type: 'pubsub.redis', metadata: { redisHost: text('r'), consumerID: text('{podName}') } }, { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['92 an alpha component', 'DAPR3212', component({ type: 'lock.redis' })],
  ['93 a configuration by annotation that is not here', 'DAPR5004', chart => { app(chart, { podAnnotations: { 'dapr.io/config': 'tracing' } }); }],
  ['97 a component whose API is not allowed', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.PUBLISH }] }, chart => ({ uses: [redis(chart)] }))],
  ['106 a secret scope that restricts nothing', 'DAPR5008', chart => {
    new DaprConfiguration(chart, 'c', { secretScopes: [{ secretStore: DaprComponent.fromComponentName(chart, 'k', 'kubernetes'), defaultAccess: AccessAction.ALLOW }] });
  }],
  ['113 a broker by nearly the name of one', 'DAPR4021', chart => {
    broker(chart);
    app(chart, { appPort: 8080, subscribes: [{ pubsub: DaprComponent.fromComponentName(chart, 'e', 'evnts'), topic: 't', route: '/t' }] });
  }],
  ['118 dead letters that nobody receives', 'DAPR6002', chart => { app(chart, { appPort: 8080, subscribes: [{ pubsub: broker(chart), topic: 't', route: '/t', deadLetterTopic: 'd' }] }); }],
  ['129 a retry without an end', 'DAPR6003', chart => {
    new DaprResiliency(chart, 'r', { apps: [app(chart)], appTargets: [{ app: DaprApp.fromAppId(chart, 'b', { appId: 'billing' }), retry: ResiliencyRetry.of('always') }] });
  }],
  ['147 one daprd only', 'DAPR7017', shared({ replicas: 1 }), SHARED],
  ['148 a disruption budget that allows none', 'DAPR7018', chart => { shared({})(chart); object(chart, 'PodDisruptionBudget', { spec: { maxUnavailable: 0, selector: labels } }, 'policy/v1'); }, SHARED],
  ['154 an init container that calls Dapr', 'DAPR7019', pod({ containers: [{ name: 'main' }], initContainers: [{ name: 'migrate' }] }, { containers: ['migrate'] })],
  ['155 a PriorityClass that is not here', 'DAPR7020', shared({ priorityClassName: 'gold' }), SHARED],
  ['156 an image without a version', 'DAPR3021', sidecar({ sidecarImage: 'ghcr.io/dapr/daprd' })],
  ['156 an image newer than the control plane', 'DAPR3024', sidecar({ sidecarImage: 'ghcr.io/dapr/daprd:1.18.1' }), { daprVersion: '1.17' }],
  ['157 a pod that runs as root', 'DAPR7021', pod({ containers: [{ name: 'main' }], securityContext: { runAsUser: 0 } })],
  ['158 a sidecar in a restricted namespace', 'DAPR7022', chart => {
    object(chart, 'Namespace', { metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    app(new Chart(chart.node.root as any, 'shop', { namespace: 'shop' }));
  }],
];

const secret = (chart: Chart, kind: string, rest: object) => { object(chart, kind, { metadata: { name: 'redis' }, ...rest }); component(fromSecret)(chart); };

/** What looks like one of the rows and is right: no such code. */
export const RIGHT: Case[] = [
  ['9 enabled in another case', 'DAPR1007', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/enabled': 'True' } }) }); }],
  ['19 one name in two namespaces', 'DAPR1024', chart => { ['a', 'b'].forEach(namespace => new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace } })); app(chart); }],
  ['21 a StatefulSet with a name of 52 characters', 'DAPR1027', named('StatefulSet', 52)],
  ['21 a Deployment with a long name', 'DAPR1027', named('Deployment', 60)],
  ['55 a mount of a claim of a StatefulSet', 'DAPR3020', chart => {
    const workload = deployment(chart, 'w', {}, {}, 'StatefulSet');
    workload.addJsonPatch(JsonPatch.add('/spec/volumeClaimTemplates', [{ metadata: { name: 'data' } }]));
    app(chart, { workload, podAnnotations: { 'dapr.io/volume-mounts-rw': 'data:/data' } });
  }],
  ['71 a Secret that nobody here makes', 'DAPR4018', component(fromSecret)],
  ['71 a Secret that a controller makes', 'DAPR4018', chart => { secret(chart, 'ExternalSecret', { apiVersion: 'external-secrets.io/v1' }); }],
  ['72 a Secret with the key', 'DAPR4019', chart => { secret(chart, 'Secret', { data: { password: 'eA==' } }); }],
  ['72 a Secret that somebody fills', 'DAPR4019', chart => { secret(chart, 'Secret', {}); }],
  ['79 a component by name that is scoped to the app', 'DAPR4022', chart => {
    new DaprComponent(chart, 'orders', { type: 'state.in-memory', scopes: ['checkout'] });
    app(chart, { uses: [DaprComponent.fromComponentName(chart, 'by-name', 'orders')] });
  }],
  ['84 memory with one daprd', 'DAPR4024', component({ type: 'state.in-memory', metadata: {} })],
  ['85 a file in a volume that daprd writes', 'DAPR4025', chart => {
    component({ type: 'state.sqlite', metadata: { connectionString: text('/data/a.db') } },
      { workload: deployment(chart, 'w', { volumes: [{ name: 'data' }] }), dataPlane: DataPlane.sidecar({ volumeMountsRw: { data: '/data' } as any }), podAnnotations: { 'dapr.io/volume-mounts-rw': 'data:/data' } })(chart);
  }],
  ['89 topic scopes that can be read', 'DAPR3217', component({ type: 'pubsub.redis', metadata: { redisHost: text('r'), publishingScopes: text('checkout=a,b; billing=') } })],
  ['97 an actor state store without the API state', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.ACTORS }] }, chart => ({
    uses: [new DaprComponent(chart, 's', { type: 'state.redis', metadata: { redisHost: text('r'), actorStateStore: text('true') } })],
  }))],
  ['103 a policy with the trust domain of the caller', 'DAPR5007', chart => {
    const caller = app(chart);
    new DaprConfiguration(chart, 'a', { accessControlTrustDomain: 'acme', apps: [caller] });
    new DaprConfiguration(chart, 'c', { accessControlPolicies: [{ app: caller, namespace: 'shop', trustDomain: 'acme' }] });
  }],
  ['129 a retry with a number', 'DAPR6003', chart => {
    new DaprResiliency(chart, 'r', { apps: [app(chart)], appTargets: [{ app: DaprApp.fromAppId(chart, 'b', { appId: 'billing' }), retry: ResiliencyRetry.of('some', { maxRetries: 3 }) }] });
  }],
  ['148 a budget that allows one', 'DAPR7018', chart => { shared({})(chart); object(chart, 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: labels } }, 'policy/v1'); }, SHARED],
  ['154 an init container that goes on', 'DAPR7019', pod({ containers: [{ name: 'main' }], initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] }, { containers: ['proxy'] })],
  ['156 an image of somebody else with its own versions', 'DAPR3023', sidecar({ sidecarImage: 'acme/daprd:1.2.0', logAsJson: true })],
];

