/**
 * The rows of the catalogue written without this library: annotations on a Deployment of cdk8s-plus, manifests as ApiObjects,
 * and a construct of cdk8s-plus where there is one.
 */
import { ApiObject, Chart, Lazy } from 'cdk8s';
import {
  Deployment, EnvValue, HorizontalPodAutoscaler, Job, LabelSelector, Metric, MetricTarget, NetworkPolicy, Pods, RestartPolicy, Secret, Service,
  StatefulSet,
} from 'cdk8s-plus-28';

type Json = any;
type Plain = (chart: Chart) => void;
type Annotations = { [name: string]: string };

const container = { image: 'registry.example/orders:1', portNumber: 8080 };
const ID: Annotations = { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'orders', 'dapr.io/app-port': '8080' };
const SHARED: Annotations = {
  ...ID,
  'dapr.io/app-channel-address': 'orders',
  'dapr.io/sidecar-listen-addresses': '0.0.0.0',
  'dapr.io/api-token-secret': 'dapr-api-token',
};

const work = (chart: Chart, annotations: Annotations, props: Json = {}, id = 'orders'): Deployment =>
  new Deployment(chart, id, {
    containers: [{ ...container, ...props.container }], podMetadata: { annotations, labels: props.labels }, ...props.spec,
  });
const app = (annotations: Annotations = {}, props: Json = {}): Plain => chart => { work(chart, { ...ID, ...annotations }, props); };
const dapr = (name: string, value: Json): Plain => app({ [`dapr.io/${name}`]: value });
const shared = (annotations: Annotations = {}, props: Json = {}): Plain => chart => { work(chart, { ...SHARED, ...annotations }, props, 'orders-daprd'); };
const raw = (apiVersion: string, kind: string, rest: Json, id = kind): Plain => chart => { new ApiObject(chart, id, { apiVersion, kind, ...rest }); };
const both = (...all: Plain[]): Plain => chart => all.forEach(each => each(chart));

const item = (name: string, value: Json): Json => ({ name, value });
const component = (type: string, metadata: Json[] = [item('redisHost', 'redis:6379')], rest: Json = {}, spec: Json = {}, id = 'store'): Plain =>
  raw('dapr.io/v1alpha1', 'Component', { metadata: { name: id }, spec: { type, version: 'v1', metadata, ...spec }, scopes: ['orders'], ...rest }, id);
const redis = (more: Json[], type = 'state.redis'): Plain => component(type, [item('redisHost', 'redis:6379'), ...more]);
const configuration = (spec: Json, name = 'settings'): Plain => raw('dapr.io/v1alpha1', 'Configuration', { metadata: { name }, spec });
const access = (policy: Json, rest: Json = {}): Plain => configuration({
  accessControl: { defaultAction: 'deny', trustDomain: 'public', policies: [{ appId: 'shipping', defaultAction: 'allow', namespace: 'shop', trustDomain: 'public', ...policy }], ...rest },
});
const operation = (rest: Json): Plain => access({ operations: [{ name: '/orders', action: 'allow', httpVerb: ['GET'], ...rest }] });
const subscription = (spec: Json, rest: Json = {}, id = 'paid'): Plain => raw('dapr.io/v2alpha1', 'Subscription', {
  metadata: { name: id }, spec: { pubsubname: 'events', topic: 'paid', routes: { default: '/paid' }, ...spec }, scopes: ['orders'], ...rest,
}, id);
const resiliency = (policies: Json, targets: Json = {}, id = 'patience'): Plain =>
  raw('dapr.io/v1alpha1', 'Resiliency', { metadata: { name: id }, spec: { policies, targets }, scopes: ['orders'] }, id);
const retry = (policy: Json, name = 'few'): Plain => resiliency({ retries: { [name]: { policy: 'constant', duration: '1s', maxRetries: 3, ...policy } } });
const endpoint = (spec: Json, name = 'payments'): Plain =>
  raw('dapr.io/v1alpha1', 'HTTPEndpoint', { metadata: { name }, spec: { baseUrl: 'https://payments.example', ...spec }, scopes: ['orders'] });
const job = (annotations: Annotations, spec: Json = {}): Plain => chart => { new Job(chart, 'count', { containers: [container], podMetadata: { annotations: { ...ID, ...annotations } }, ...spec }); };
const daemons = (spec: Json): Plain => raw('apps/v1', 'DaemonSet', {
  metadata: { name: 'orders-daprd' }, spec: { selector: { matchLabels: { app: 'd' } }, template: { metadata: { annotations: SHARED, labels: { app: 'd' } }, spec: { containers: [] } }, ...spec },
});
const named = (name: string): Plain => chart => {
  new StatefulSet(chart, 'set', { metadata: { name }, service: new Service(chart, 'service', { ports: [{ port: 80 }] }), containers: [container], podMetadata: { annotations: ID } });
};
const scaled = (minReplicas: number, maxReplicas: number, props: Json = {}): Plain => chart => {
  const target = work(chart, SHARED, props);
  new HorizontalPodAutoscaler(chart, 'scaler', { target, minReplicas, maxReplicas, metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(80))] });
};

/** Rows that cannot be expressed in a manifest, with the reason. */
export const NO_COUNTERPART: { [row: number]: string } = {
  23: 'manifests do not declare the cluster domain',
  63: 'manifests do not declare the cluster versions',
};

export const PLAIN: { [row: number]: Plain } = {
  1: dapr('app-id', ''),
  2: dapr('app-id', 'Orders'),
  3: dapr('app-id', 'orders-'),
  4: dapr('app-id', 'a'.repeat(59)),
  5: shared({ 'dapr.io/app-id': 'Orders' }),
  6: chart => { work(chart, ID, {}, 'a'); work(chart, ID, {}, 'b'); },
  7: both(app(), shared()),
  8: both(app(), chart => { new Service(chart, 'own', { metadata: { name: 'orders-dapr' }, ports: [{ port: 80 }] }); }),
  9: dapr('enabled', 'yes'),
  10: chart => { new Deployment(chart, 'orders', { containers: [container], metadata: { annotations: ID } }); },
  11: dapr('appid', 'orders'),
  12: app({}, { container: { name: 'daprd' } }),
  13: raw('v1', 'Pod', { metadata: { name: 'orders', annotations: ID }, spec: { containers: [{ name: 'main', image: container.image }] } }),
  14: both(daemons({}), app()),
  15: app({}, { spec: { metadata: { namespace: 'dapr-system' } } }),
  16: both(app(), component('state.redis', undefined, { metadata: { name: 'store', namespace: 'shop' } })),
  17: both(app({}, { spec: { metadata: { namespace: 'shop' } } }), component('state.redis', undefined, { metadata: { name: 'store', namespace: 'stock' } })),
  18: both(app({}, { spec: { metadata: { namespace: 'shop' } } }), shared({}, { spec: { metadata: { namespace: 'stock' } } })),
  19: both(raw('v1', 'ConfigMap', { metadata: { name: 'settings' } }, 'a'), raw('v1', 'ConfigMap', { metadata: { name: 'settings' } }, 'b')),
  20: app({ 'a/b/c': 'x' }, { labels: { 'my label': 'a b' }, spec: { metadata: { name: 'My_App' } } }),
  21: named('a'.repeat(53)),
  22: chart => { work(chart, ID, { labels: { app: 'b' }, spec: { select: false } }).select(LabelSelector.of({ labels: { app: 'a' } })); },
  24: app({ 'dapr.io/app-port': '3500' }, { container: { portNumber: 3500 } }),
  25: app({ 'dapr.io/app-port': '9090' }, { container: { portNumber: 9090 } }),
  26: app({ 'dapr.io/app-port': '70000' }, { container: { portNumber: 70000 } }),
  27: dapr('app-port', '8081'),
  28: both(chart => { work(chart, { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'orders' }); }, subscription({})),
  29: dapr('grpc-port', '50002'),
  30: both(dapr('internal-grpc-port', '50003'), chart => { work(chart, { ...ID, 'dapr.io/app-id': 'shipping' }, {}, 'shipping'); }),
  31: dapr('app-protocol', 'http2'),
  32: dapr('app-ssl', 'true'),
  33: dapr('sidecar-listen-addresses', '0.0.0.0'),
  34: dapr('sidecar-listen-addresses', 'localhost:3500'),
  35: shared({ 'dapr.io/sidecar-listen-addresses': '0.0.0.0' }),
  36: shared({ 'dapr.io/app-channel-address': 'http://orders:8080' }),
  37: shared({ 'dapr.io/app-channel-address': 'localhost' }),
  38: app({}, { spec: { hostNetwork: true } }),
  39: daemons({ template: { metadata: { annotations: SHARED }, spec: { containers: [{ name: 'd', ports: [{ containerPort: 3500, hostPort: 3500 }] }] } } }),
  40: app({ 'dapr.io/unix-domain-socket-path': '/s' }, { container: { envVariables: { DAPR_HTTP_ENDPOINT: EnvValue.fromValue('http://x:1') } } }),
  41: app({ 'dapr.io/block-shutdown-duration': '28s', 'dapr.io/graceful-shutdown-seconds': '5' }),
  42: dapr('graceful-shutdown-seconds', '30s'),
  43: dapr('log-as-json', 'ture'),
  44: dapr('block-shutdown-duration', '1d'),
  45: dapr('sidecar-cpu-limit', '1 core'),
  46: dapr('max-body-size', '4MB'),
  47: app({ 'dapr.io/sidecar-cpu-request': '2', 'dapr.io/sidecar-cpu-limit': '500m' }),
  48: dapr('env', 'GOMEMLIMIT=900Mi'),
  49: app({ 'dapr.io/env': 'GOMEMLIMIT=300MiB', 'dapr.io/sidecar-memory-limit': '300Mi' }),
  50: dapr('env', 'NAMESPACE=other'),
  51: dapr('env', 'A=x,B=y'),
  52: dapr('env', 'REDIS_PASSWORD=hunter2'),
  53: dapr('env-from-secret', 'A=b:c:d'),
  54: dapr('env', 'SSL_CERT_DIR=/certs'),
  55: dapr('volume-mounts', 'certs:/certs'),
  56: dapr('sidecar-seccomp-profile-type', 'runtimedefault'),
  57: app({ 'dapr.io/enable-app-health-check': 'true', 'dapr.io/app-health-probe-interval': '1', 'dapr.io/app-health-probe-timeout': '2000' }),
  58: app({ 'dapr.io/enable-app-health-check': 'true', 'dapr.io/app-health-check-path': 'healthz' }),
  59: dapr('log-level', 'trace'),
  60: dapr('disable-init-endpoints', 'actors'),
  61: app({ 'dapr.io/http-max-request-size': '4', 'dapr.io/max-body-size': '8Mi' }),
  62: dapr('enable-debug', 'true'),
  64: component('stat.redis'),
  65: component('state.reddis', undefined, {}, { version: 'v9' }),
  66: component('state.redis', []),
  67: redis([item('redisHots', 'x')]),
  68: redis([item('redishost', 'other:6379')]),
  69: redis([{ name: 'redisPassword', value: 'x', secretKeyRef: { name: 'redis', key: 'password' } }]),
  70: redis([item('redisPassword', 'hunter2')]),
  71: both(chart => { new Secret(chart, 'made', { metadata: { name: 'reddis' }, stringData: { password: 'x' } }); }, redis([{ name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'password' } }])),
  72: both(chart => { new Secret(chart, 'made', { metadata: { name: 'redis' }, stringData: { pass: 'x' } }); }, redis([{ name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'password' } }])),
  73: component('state.redis', undefined, { auth: { secretStore: 'vaut' } }),
  74: component('secretstores.local.file', [], { auth: { secretStore: 'store' } }),
  75: component('secretstores.local.env', [], {}, {}, 'kubernetes'),
  76: both(component('state.redis', undefined, {}, {}, 'payments'), endpoint({})),
  77: component('state.redis', undefined, { scopes: [] }),
  78: component('state.redis', undefined, { scopes: ['ordres'] }),
  79: both(app(), component('state.redis', undefined, { scopes: ['billing'] })),
  80: both(...['a', 'b'].map(id => component('state.redis', [item('redisHost', 'r:6379'), item('actorStateStore', 'true')], {}, {}, id))),
  81: both(app(), component('state.redis')),
  82: component('state.redis', undefined, {}, { initTimeout: 30 }),
  83: component('state.redis', undefined, {}, { ignoreErrors: true }),
  84: both(daemons({}), component('state.in-memory', [])),
  85: both(app(), component('state.sqlite', [item('connectionString', 'data.db')])),
  86: both(app({}, { spec: { replicas: 3 } }), component('bindings.cron', [item('schedule', '@daily')])),
  87: redis([item('consumerID', '{uuid}')], 'pubsub.redis'),
  88: both(shared(), redis([item('consumerID', '{podName}')], 'pubsub.redis')),
  89: redis([item('publishingScopes', 'orders:paid')], 'pubsub.redis'),
  90: both(app(), component('bindings.kafka', [item('brokers', 'kafka:9092'), item('authType', 'none'), item('direction', 'output')])),
  91: both(dapr('config', 'settings'), configuration({ components: { deny: ['state.redis/v1'] } }), component('state.redis')),
  92: component('lock.redis'),
  93: dapr('config', 'settings'),
  94: both(daemons({ template: { metadata: { annotations: ID }, spec: { containers: [{ name: 'daprd', args: ['--config', 'settings'] }] } } }), configuration({ metric: { enabled: false } })),
  95: configuration({ api: { allowed: [{ name: 'states', version: 'v1.0' }] } }),
  96: configuration({ api: { allowed: [{ name: 'state', version: 'v1', protocol: 'http' }] } }),
  97: both(dapr('config', 'settings'), configuration({ api: { allowed: [{ name: 'publish', version: 'v1.0', protocol: 'http' }] } }), component('state.redis')),
  98: access({ namespace: undefined }),
  99: configuration({ accessControl: { policies: ['x', 'x'].map(appId => ({ appId, namespace: 'shop', trustDomain: 'public', defaultAction: 'allow' })) } }),
  100: operation({ httpVerb: ['get'] }),
  101: operation({ action: 'alow' }),
  102: access({}, { defaultAction: 'allow' }),
  103: access({ trustDomain: 'acme' }),
  104: configuration({ secrets: { scopes: [{ storeName: 'vault' }, { storeName: 'vault', defaultAccess: 'maybe' }] } }),
  105: configuration({ secrets: { scopes: [{ storeName: 'vaut', defaultAccess: 'deny' }] } }),
  106: configuration({ secrets: { scopes: [{ storeName: 'vault', defaultAccess: 'allow', allowedSecrets: [] }] } }),
  107: configuration({ tracing: { samplingRate: '1', otel: { endpointAddress: 'otel:4317', protocol: 'thrift' } } }),
  108: configuration({ tracing: { samplingRate: '1', otel: { endpointAddress: 'http://otel:4317', protocol: 'grpc' } } }),
  109: configuration({ tracing: { samplingRate: 'all' } }),
  110: configuration({ mtls: { enabled: false } }),
  111: configuration({ features: [{ name: 'HotRelod', enabled: true }] }),
  112: configuration({ httpPipeline: { handlers: [{ name: 'limit', type: 'middleware.http.ratlimit' }] } }),
  113: subscription({ pubsubname: 'evnts' }),
  114: subscription({ routes: undefined }),
  115: subscription({ routes: { rules: [{ match: 'event.type == (', path: '/a' }] } }),
  116: both(subscription({}), subscription({ routes: { default: '/other' } }, {}, 'paid-again')),
  117: subscription({ routes: { rules: [{ match: '', path: '/a' }, { match: 'event.type == "b"', path: '/b' }] } }),
  118: subscription({ deadLetterTopic: 'paid' }),
  119: subscription({}, { scopes: [] }),
  120: raw('dapr.io/v1alpha1', 'Subscription', { metadata: { name: 'paid' }, spec: { pubsubname: 'events', topic: 'paid', route: '/paid' }, scopes: ['orders'] }),
  121: subscription({ bulkSubscribe: { enabled: true, maxMessagesCount: 0 } }),
  122: resiliency({ timeouts: { soon: '5' } }),
  123: retry({ policy: 'linear' }),
  124: resiliency({}, { apps: { shipping: { retry: 'patient' } } }),
  125: resiliency({ timeouts: { soon: '5s' } }, { apps: { shiping: { timeout: 'soon' } } }),
  126: resiliency({ timeouts: { soon: '5s' } }, { components: { store: { inbound: { timeout: 'soon' } } } }),
  127: resiliency({ circuitBreakers: { calm: {} } }, { actors: { Cart: { circuitBreaker: 'calm', circuitBreakerScope: 'both' } } }),
  128: retry({ maxRetries: 1 }, 'DaprBuiltInServiceRetries'),
  129: retry({ maxRetries: -1 }),
  130: retry({ matching: { httpStatusCodes: '99' } }),
  131: resiliency({ circuitBreakers: { calm: { trip: 'failures > 5' } } }),
  132: both(resiliency({ timeouts: { soon: '1s' } }), resiliency({ timeouts: { soon: '2s' } }, {}, 'patience-too')),
  133: endpoint({ baseUrl: 'payments:8080?key=b' }),
  134: both(app(), endpoint({}, 'orders')),
  135: endpoint({ headers: [{ name: 'Authorization', value: 'Bearer x' }] }),
  136: endpoint({ clientTLS: { certificate: { value: 'PEM' }, renegotiation: 'Sometimes' } }),
  137: endpoint({ baseUrl: 'http://169.254.169.254/latest' }),
  138: both(app({}, { container: { envVariables: { DAPR_HTTP_ENDPOINT: EnvValue.fromValue('http://orders-dapr-api:3500') } } }), shared({ 'dapr.io/app-id': 'orders-too' })),
  139: chart => {
    const orders = work(chart, {});
    ['a', 'b'].forEach(name => orders.containers[0].env.addVariable('DAPR_HTTP_ENDPOINT', EnvValue.fromValue(`http://${name}-dapr-api:3500`)));
  },
  140: app({}, { container: { envVariables: { DAPR_HTTP_PORT: EnvValue.fromValue('3501') } } }),
  141: chart => { const { 'dapr.io/api-token-secret': _none, ...open } = SHARED; work(chart, open); },
  142: app({}, { container: { envVariables: { DAPR_API_TOKEN: EnvValue.fromValue('hunter2') } } }),
  143: both(chart => { new Secret(chart, 'made', { metadata: { name: 'tokens' }, stringData: { key: 'x' } }); }, dapr('api-token-secret', 'tokens')),
  144: dapr('api-token-secret', 'tokens'),
  145: both(shared({}, { spec: { metadata: { namespace: 'stock' } } }), chart => { work(chart, {}, { spec: { metadata: { namespace: 'shop' } } }); }),
  146: shared({}, { spec: { replicas: 0 } }),
  147: shared({}, { spec: { replicas: 1 } }),
  148: both(shared(), raw('policy/v1', 'PodDisruptionBudget', { metadata: { name: 'budget' }, spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'orders' } } } })),
  149: scaled(4, 3),
  150: daemons({ template: { metadata: { annotations: SHARED }, spec: { nodeSelector: { pool: 'a' }, containers: [] } } }),
  151: daemons({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
  152: job({ 'dapr.io/enable-native-sidecar': 'false' }),
  153: job({}, { restartPolicy: RestartPolicy.ALWAYS }),
  154: app({ 'dapr.io/enable-native-sidecar': 'true' }, { spec: { initContainers: [{ name: 'migrate', image: 'registry.example/migrate:1' }] } }),
  155: raw('v1', 'Pod', { metadata: { name: 'orders', annotations: SHARED }, spec: { priorityClassName: 'gold', containers: [{ name: 'main', image: container.image }] } }),
  156: dapr('sidecar-image', 'ghcr.io/dapr/daprd@sha256:12'),
  157: app({}, { container: { securityContext: { user: 0, ensureNonRoot: false } } }),
  158: both(app(), raw('v1', 'Namespace', { metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } })),
  159: both(shared(), raw('v1', 'ConfigMap', { metadata: { name: 'dapr-trust-bundle' }, data: { 'ca.crt': '-----BEGIN EC PRIVATE KEY-----' } })),
  160: both(app(), configuration({ mtls: { enabled: false } }, 'daprsystem')),
  161: both(shared(), app({}, { spec: { replicas: 2 } }), redis([item('actorStateStore', 'true')])),
  162: chart => { new NetworkPolicy(chart, 'policy', { selector: Pods.select(chart, 'selected', { labels: { app: 'nobody' } }) }); },
  163: chart => { work(chart, SHARED).exposeViaService({ ports: [{ port: 80, targetPort: 9999 }] }); },
  164: dapr('app-id', { toString: () => 'orders' } as Json),
  165: app({ note: 'x\u0000' }),
  166: chart => { work(chart, JSON.parse('{"__proto__": "x"}')); },
  167: app({ note: 'x'.repeat(300_000) }),
  168: both(app({}, { spec: { hostNetwork: Lazy.any({ produce: () => true }) } })),
};
