/** The catalogue of bad input, row by row: identity, ports, values, data planes. */
import { ApiObject, Chart, Duration, Size } from 'cdk8s';
import {
  AppChannel, AppProtocol, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DaprPlatform, DaprSubscription, DaprUseKind, DataPlane, IpFamily,
  MetadataValue, OpenFunction, SharedDaprDaemonSet, SharedDaprDeployment,
} from 'cdk8s-dapr';
import { app, deployment, job, newChart, SHARED } from '../charts';

export type Case = [row: string, code: string, build: (chart: Chart) => void, settings?: object];

const sidecar = (options: any) => (chart: Chart) => { app(chart, { appPort: 8080, dataPlane: DataPlane.sidecar(options) }); };
const facts = (props: any) => (chart: Chart) => { app(chart, props); };
const handWritten = (annotations: object) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', {}, { annotations }) }); };
const podSpec = (spec: object, props: any = {}) => (chart: Chart) => { app(chart, { workload: deployment(chart, 'w', spec), ...props }); };
const container = (env: object[]) => ({ containers: [{ name: 'main', ports: [{ containerPort: 8080 }], env }] });
const component = (props: any, id = 'store') => (chart: Chart) => { app(chart, { uses: [new DaprComponent(chart, id, { type: 'state.in-memory', ...props })] }); };
const pubsub = (chart: Chart) => new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });

const knative = (props: any, annotations: object = {}, variables: object[] = []) => (chart: Chart) => {
  const spec = { template: { metadata: { annotations }, spec: { containers: [{ ports: [{ containerPort: 8080 }], env: variables }] } } };
  app(chart, { workload: new ApiObject(chart, 'f', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec }), ...props });
};

export const ERRORS: Case[] = [
  ['1 app-id missing', 'DAPR1001', facts({ appId: '' })],
  ['2 app-id with an upper-case letter', 'DAPR1002', facts({ appId: 'Orders' })],
  ['2 app-id with a dot', 'DAPR1002', facts({ appId: 'orders.v1' })],
  ['2 app-id with a leading hyphen', 'DAPR1002', facts({ appId: '-orders' })],
  ['3 app-id with a trailing hyphen', 'DAPR1002', facts({ appId: 'orders-' })],
  ['4 app-id of 59 characters', 'DAPR1003', facts({ appId: 'a'.repeat(59) })],
  ['4 app-id of 55 characters behind a shared daprd', 'DAPR1003', facts({ appId: 'a'.repeat(55), dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['5 invalid app-id of a shared daprd', 'DAPR1002', chart => { new SharedDaprDeployment(chart, 'd', { appId: 'Orders' }); }, SHARED],
  ['6 one app-id on two workloads', 'DAPR1004', chart => { app(chart, { appId: 'same' }, 'a'); app(chart, { appId: 'same' }, 'b'); }],
  ['6 one app-id on two shared daprds', 'DAPR1004', chart => {
    new SharedDaprDeployment(chart, 'a', { appId: 'same' });
    new SharedDaprDaemonSet(chart, 'b', { appId: 'same' });
  }, SHARED],
  ['7 one app-id as sidecar and shared', 'DAPR1005', chart => { new SharedDaprDeployment(chart, 'same'); app(chart, { appId: 'same' }); }, SHARED],
  ['8 a Service with the name that Dapr needs', 'DAPR1006', chart => {
    app(chart);
    new ApiObject(chart, 's', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'checkout-dapr' }, spec: { ports: [{ port: 80 }] } });
  }],
  ['9 enabled: yes', 'DAPR1007', handWritten({ 'dapr.io/enabled': 'yes' })],
  ['10 annotations on the workload', 'DAPR1015', chart => {
    const workload = deployment(chart);
    workload.metadata.addAnnotation('dapr.io/enabled', 'true');
    app(chart, { workload });
  }],
  ['11 unknown annotation', 'DAPR1008', handWritten({ 'dapr.io/appid': 'x' })],
  ['12 a container named daprd', 'DAPR1009', podSpec({ containers: [{ name: 'daprd' }] })],
  ['15 app in the control plane\'s namespace', 'DAPR1011', chart => {
    app(chart, { workload: new ApiObject(chart, 'w', { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'dapr-system' }, spec: { containers: [{ name: 'a' }] } }) });
  }],
  ['15 shared daprd in the namespace of the control plane', 'DAPR1011', chart => { new SharedDaprDaemonSet(chart, 'd', { namespace: 'dapr-system' }); }, SHARED],
  ['15 annotation control-plane', 'DAPR1011', handWritten({ 'dapr.io/control-plane': 'x' })],
  ['16 namespace known on one side only, in different charts', 'DAPR1013', chart => {
    const other = new Chart(chart.node.root as any, 'other', { namespace: 'shop' });
    app(chart, { uses: [new DaprComponent(other, 'store', { type: 'state.in-memory' })] });
  }],
  ['17 component in another namespace', 'DAPR1013', chart => {
    const shop = new Chart(chart.node.root as any, 'shop', { namespace: 'shop' });
    app(shop, { uses: [new DaprComponent(shop, 'store', { type: 'state.in-memory', namespace: 'stock' })] });
  }],
  ['18 and 145 shared daprd in another namespace than its app', 'DAPR1014', chart => {
    const shop = new Chart(chart.node.root as any, 'shop', { namespace: 'shop' });
    app(shop, { dataPlane: new SharedDaprDeployment(shop, 'checkout-daprd', { appId: 'checkout', namespace: 'stock' }) });
  }, SHARED],
  ['22 selector does not match the labels', 'DAPR1016', chart => {
    app(chart, {
      workload: new ApiObject(chart, 'w', {
        apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'b' } }, spec: { containers: [] } } },
      }),
    });
  }],
  ['23 trust domain with impossible characters', 'DAPR1103', facts({}), { trustDomain: 'Acme Corp' }],
  ['23 cluster domain that is none', 'DAPR1103', facts({}), { clusterDomain: 'http://x' }],
  ['24 app port 3500', 'DAPR2001', facts({ appPort: 3500 })],
  ['24 app port 50001 behind a shared daprd', 'DAPR2001', facts({ appPort: 50001, dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['25 app port 9090 in a sidecar pod', 'DAPR2002', facts({ appPort: 9090 })],
  ['25 app port 7777 with profiling', 'DAPR2002', facts({ appPort: 7777, dataPlane: DataPlane.sidecar({ enableProfiling: true }) })],
  ['26 app port 0', 'DAPR2003', facts({ appPort: 0 })],
  ['26 app port that is no number', 'DAPR2003', facts({ appPort: 'abc' })],
  ['26 app port above 65535', 'DAPR2003', facts({ appPort: 70000 })],
  ['28 subscription without an app port', 'DAPR2005', chart => {
    new DaprSubscription(chart, 's', { app: app(chart), pubsub: pubsub(chart), topic: 't', route: '/t' });
  }],
  ['29 two ports of daprd are the same', 'DAPR2006', sidecar({ grpcPort: 50002 })],
  ['30 internal gRPC port differs between apps', 'DAPR2007', chart => {
    app(chart, { dataPlane: DataPlane.sidecar({ internalGrpcPort: 50003 }) }, 'a');
    app(chart, {}, 'b');
  }],
  ['31 app protocol misspelt', 'DAPR3001', facts({ appPort: 8080, appProtocol: 'http2' })],
  ['33 sidecar open to the network without a token', 'DAPR2012', sidecar({ sidecarListenAddresses: ['0.0.0.0'] })],
  ['34 listen address with a port', 'DAPR2008', sidecar({ sidecarListenAddresses: ['localhost:3500'] })],
  ['34 listen address: IPv6 without brackets', 'DAPR2008', sidecar({ sidecarListenAddresses: ['::1'] })],
  ['36 app address with a scheme', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('http://orders', 80) }), SHARED],
  ['36 app address with a port', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('orders:80', 80) }), SHARED],
  ['37 app address localhost', 'DAPR2009', facts({ appPort: 8080, dataPlane: DataPlane.sharedDeployment(), appChannel: AppChannel.address('localhost', 80) }), SHARED],
  ['38 host network', 'DAPR2010', podSpec({ hostNetwork: true })],
  ['40 Unix domain socket on a shared daprd', 'DAPR3015', facts({ dataPlane: DataPlane.sharedDeployment({ unixDomainSocketPath: '/s' }) }), SHARED],
  ['40 Unix domain socket beside an HTTP endpoint', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:1' }]), { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['40 Unix domain socket on Windows', 'DAPR3015', podSpec({ containers: [{ name: 'a' }], nodeSelector: { 'kubernetes.io/os': 'windows' } }, { dataPlane: DataPlane.sidecar({ unixDomainSocketPath: '/s' }) })],
  ['41 grace period too short', 'DAPR2011', sidecar({ blockShutdownDuration: Duration.seconds(28), gracefulShutdownSeconds: 5 })],
  ['42 whole number that is none', 'DAPR3001', sidecar({ gracefulShutdownSeconds: '30s' })],
  ['42 hand-written whole number that is none', 'DAPR3001', handWritten({ 'dapr.io/graceful-shutdown-seconds': '30s' })],
  ['43 truth that is none', 'DAPR3001', sidecar({ logAsJson: 'ture' })],
  ['43 hand-written truth that is none', 'DAPR3001', handWritten({ 'dapr.io/log-as-json': 'ture' })],
  ['44 duration that is none', 'DAPR3002', sidecar({ blockShutdownDuration: '15' })],
  ...['15', '1d', 'PT5S', '5 s'].map((value): Case => [`44 hand-written duration ${value}`, 'DAPR3002', handWritten({ 'dapr.io/block-shutdown-duration': value })]),
  ['45 CPU quantity that is none', 'DAPR3003', sidecar({ sidecarCpuLimit: '1 core' })],
  ['45 hand-written memory that is none', 'DAPR3003', handWritten({ 'dapr.io/sidecar-memory-limit': '4MB' })],
  ['46 body size that is none', 'DAPR3003', handWritten({ 'dapr.io/max-body-size': '4MB' })],
  ['47 request above limit', 'DAPR3009', sidecar({ sidecarCpuRequest: '2', sidecarCpuLimit: '500m' })],
  ['48 GOMEMLIMIT in the wrong unit', 'DAPR3004', sidecar({ env: { GOMEMLIMIT: '900Mi' } })],
  ['50 environment of daprd that Dapr sets', 'DAPR3005', sidecar({ env: { NAMESPACE: 'other' } })],
  ['50 environment of daprd from a Secret that Dapr sets', 'DAPR3005', sidecar({ envFromSecret: { DAPR_API_TOKEN: { secretName: 's' } } })],
  ['51 value that the injector would split', 'DAPR3007', sidecar({ env: { A: 'x,B=y' } })],
  ['52 secret literal in the environment of daprd', 'DAPR3006', sidecar({ env: { REDIS_PASSWORD: 'hunter2' } })],
  ['53 reference to a Secret with two colons', 'DAPR3001', handWritten({ 'dapr.io/env-from-secret': 'A=b:c:d' })],
  ['56 seccomp profile in lower case', 'DAPR3001', sidecar({ sidecarSeccompProfileType: 'runtimedefault' })],
  ['57 health timeout longer than the interval', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.seconds(1), timeout: Duration.seconds(2) } })],
  ['58 health path without a slash', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { path: 'healthz' } })],
  ['59 log level trace', 'DAPR3001', sidecar({ logLevel: 'trace' })],
  ['60 unknown init endpoint', 'DAPR3001', sidecar({ disableInitEndpoints: ['actors'] })],
  ['62 debugging with a release image', 'DAPR3013', sidecar({ enableDebug: true })],
  ['63 native sidecar on Kubernetes 1.28', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { kubernetesVersion: '1.28' }],
  ['63 native sidecar on Dapr 1.17', 'DAPR1106', sidecar({ enableNativeSidecar: true }), { daprVersion: '1.17' }],
  ['74 secret store that depends on itself', 'DAPR4012', chart => {
    app(chart, { uses: [new DaprComponent(chart, 'vault', { type: 'secretstores.local.file', secretStore: DaprComponent.fromComponentName(chart, 'self', 'vault') })] });
  }],
  ['74 two secret stores that depend on each other', 'DAPR4012', chart => {
    const b = DaprComponent.fromComponentName(chart, 'by-name', 'b');
    const a = new DaprComponent(chart, 'a', { type: 'secretstores.local.file', secretStore: b });
    app(chart, { uses: [a, new DaprComponent(chart, 'b', { type: 'secretstores.local.file', secretStore: a })] });
  }],
  ['75 component named kubernetes', 'DAPR4013', component({ type: 'secretstores.local.env' }, 'kubernetes')],
  ['76 two components of one name', 'DAPR4014', chart => {
    app(chart, { uses: [new DaprComponent(chart, 'a', { type: 'state.in-memory', componentName: 'x' }), new DaprComponent(chart, 'b', { type: 'pubsub.in-memory', componentName: 'x' })] });
  }],
  ['77 empty scopes', 'DAPR4007', component({ scopes: [] })],
  ['138 and 139 workload with two data planes', 'DAPR7001', chart => {
    const workload = deployment(chart);
    app(chart, { workload }, 'a');
    app(chart, { workload, dataPlane: DataPlane.sharedDeployment() }, 'b');
  }, SHARED],
  ['140 the user set DAPR_HTTP_PORT', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_PORT', value: '3501' }]))],
  ['140 the user set DAPR_HTTP_ENDPOINT', 'DAPR7011', podSpec(container([{ name: 'DAPR_HTTP_ENDPOINT', value: 'http://x:1' }]), { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['141 shared daprd without a token', 'DAPR7002', facts({ dataPlane: DataPlane.sharedDeployment() })],
  ['142 token literal in the environment', 'DAPR7003', podSpec(container([{ name: 'DAPR_API_TOKEN', value: 'secret' }]))],
  ['142 token literal where the name of a Secret belongs', 'DAPR3008', sidecar({ apiTokenSecret: 'Sup3r Secret!' })],
  ['146 no replicas', 'DAPR7006', facts({ dataPlane: DataPlane.sharedDeployment({ replicas: 0 }) }), SHARED],
  ['146 autoscaling with min above max', 'DAPR7006', facts({ dataPlane: DataPlane.sharedDeployment({ autoscaling: { minReplicas: 4, maxReplicas: 3 } }) }), SHARED],
  ['150 app on nodes without its strictly local daprd', 'DAPR7004', facts({ dataPlane: DataPlane.sharedDaemonSet({ strictlyNodeLocal: true, nodeSelector: { pool: 'a' } }) }), SHARED],
  ['150 app tolerates what its strictly local daprd does not', 'DAPR7004', podSpec(
    { containers: [{ name: 'a' }], tolerations: [{ key: 'gpu', operator: 'Exists' }] }, { dataPlane: DataPlane.sharedDaemonSet({ strictlyNodeLocal: true }) }), SHARED],
  ['152 Job on Dapr 1.17', 'DAPR7007', chart => { app(chart, { workload: job(chart) }); }, { daprVersion: '1.17' }],
  ['152 Job with a classic sidecar and no deadline', 'DAPR7007', chart => { app(chart, { workload: job(chart), dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) }); }],
  ['153 Job with restartPolicy Always', 'DAPR7008', chart => { app(chart, { workload: job(chart, 'j', { restartPolicy: 'Always' }) }); }],
  ['164 object where a text belongs', 'DAPR3017', facts({ appId: { toString: () => 'x' } })],
  ['164 number in podAnnotations', 'DAPR3017', facts({ podAnnotations: { a: 1 } })],
  ['164 NaN as port', 'DAPR2003', facts({ appPort: NaN })],
  ['164 object as metadata value', 'DAPR3017', component({ metadata: { a: MetadataValue.of({} as any) } })],
  ['164 plain text where a MetadataValue belongs', 'DAPR4017', component({ metadata: { a: 'text' } })],
  ['164 Date as the name of a Secret', 'DAPR3017', component({ metadata: { a: MetadataValue.fromSecret(new Date(0) as any, 'k') } })],
  ['164 map as a truth of metadata', 'DAPR3017', component({ metadata: { a: MetadataValue.ofBoolean(new Map() as any) } })],
  ['164 NaN as a number of metadata', 'DAPR3017', component({ metadata: { a: MetadataValue.ofNumber(NaN) } })],
  ['164 configuration as a secretStore', 'DAPR3017', chart => { component({ secretStore: DaprConfiguration.fromConfigurationName(chart, 'x', 'x') as any })(chart); }],
  ['164 component for what is no app', 'DAPR3017', chart => { new DaprComponent(chart, 's', { type: 'state.in-memory' }).grantUse(chart as any); }],
  ['164 Configuration for what is no app', 'DAPR3017', chart => { new DaprConfiguration(chart, 's', {}).grantUse(null as any); }],
  ['164 component of a type that is no text', 'DAPR4017', chart => { new DaprComponent(chart, 's', { type: Object.create(null) }); }],
  ['164 metadata from a variable whose name is no text', 'DAPR3017', chart => {
    new DaprComponent(chart, 's', { type: 'state.in-memory', metadata: { a: MetadataValue.fromEnv(Symbol.iterator as any) } });
  }],
  ['164 number as a resource', 'DAPR3017', chart => { app(chart).addResource(1 as any); }],
  ['164 topic that is no text', 'DAPR3017', chart => { app(chart, { appPort: 8080 }).addSubscribes({ pubsub: pubsub(chart), topic: {} as any, route: '/t' }); }],
  ['164 name of a component that exists and is no text', 'DAPR1021', chart => { app(chart, { uses: [DaprComponent.fromComponentName(chart, 'x', Symbol.iterator as any)] }); }],
  ['164 Duration of NaN', 'DAPR3017', component({ initTimeout: Duration.millis(NaN) })],
  ['164 Duration longer than Go knows', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.days(110_000) })],
  ['164 Duration of half a millisecond', 'DAPR3002', sidecar({ blockShutdownDuration: Duration.millis(0.5) })],
  ['a toleration without a key', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ tolerations: [{ operator: 'Equal' }] }) }), SHARED],
  ['a toleration of Exists with a value', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }) }), SHARED],
  ['165 half a character', 'DAPR3017', facts({ podAnnotations: { a: '\ud800' } })],
  ['165 text that Kubernetes reads as a number', 'DAPR3017', facts({ podAnnotations: { a: '0o17' } })],
  ['165 app-id that Kubernetes reads as a number', 'DAPR1002', facts({ appId: '0o17' })],
  ['165 name of a Secret that Kubernetes reads as a number', 'DAPR3008', sidecar({ apiTokenSecret: '0o17' })],
  ['165 name of an object that Kubernetes reads as a number', 'DAPR1021', chart => { new DaprComponent(chart, '0o17', { type: 'pubsub.in-memory' }); }],
  ['164 use that is none', 'DAPR3017', chart => { app(chart, {}).declareUse(undefined as any); }],
  ['164 use without its subject', 'DAPR3017', chart => { app(chart, {}).declareUse({ kind: DaprUseKind.READ_SECRET }); }],
  ['164 use without its component', 'DAPR3017', chart => { app(chart, {}).declareUse({ kind: DaprUseKind.PUBLISH, subject: 'orders' }); }],
  ['57 health threshold that Dapr cannot count', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { threshold: 2 ** 53 } })],
  ['164 use of no kind', 'DAPR3017', chart => { app(chart, {}).declareUse({ kind: Object.create(null), component: 'events' }); }],
  ['164 listen address that is no text', 'DAPR2008', sidecar({ sidecarListenAddresses: ['[::1]', Object.create(null)] })],
  ['164 key of a Secret that is no text', 'DAPR3001', sidecar({ envFromSecret: { LEVEL: { secretName: 'a', key: Object.create(null) } } })],
  ['166 key that YAML merges', 'DAPR3017', facts({ podAnnotations: { '<<': 'x' } })],
  ['164 secret without a name', 'DAPR3017', component({ metadata: { prefix: MetadataValue.fromSecret('', 'key') } })],
  ['node selector with a key that is none', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { 'a b': 'x' } }) }), SHARED],
  ['node selector with a value that is none', 'DAPR3017', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { disk: 'a b' } }) }), SHARED],
  ['166 version with a name that every object has', 'DAPR3107', chart => { new DaprConfiguration(chart, 'c', { allowedApis: [{ api: DaprApi.STATE, versions: ['toString'] }] }); }],
  ['166 annotation by hand with a name that every object has', 'DAPR1008', handWritten({ 'dapr.io/valueOf': 'x' })],
  ['164 metadata without a name', 'DAPR3017', component({ metadata: { '': MetadataValue.of('x') } })],
  ['165 metadata with a control character in its name', 'DAPR3017', component({ metadata: { 'a\n': MetadataValue.of('x') } })],
  ['165 metadata that Kubernetes reads as a number', 'DAPR3017', component({ metadata: { prefix: MetadataValue.of('0X1F') } })],
  ['164 name of a job that is no text', 'DAPR3017', facts({ handlesJobs: [Duration.hours(1)] })],
  ['164 name of a Secret to read that is no text', 'DAPR3017', chart => { app(chart, {}).addReadsSecrets(null as any); }],
  ['57 health interval of no whole seconds', 'DAPR3010', facts({ appPort: 8080, appHealthCheck: { interval: Duration.millis(250) } })],
  ['one topic twice in subscribes', 'DAPR3160', chart => {
    const to = { pubsub: pubsub(chart), topic: 't', route: '/t' };
    app(chart, { appPort: 8080, subscribes: [to, to] });
  }],
  ['165 control character in an annotation', 'DAPR3017', facts({ podAnnotations: { a: 'x\u0000' } })],
  ['165 line break in an option', 'DAPR3001', sidecar({ sidecarImage: 'a\nb' })],
  ['166 key with a meaning in JavaScript', 'DAPR3017', facts({ podAnnotations: JSON.parse('{"__proto__": "x"}') })],
  ['166 metadata key with a meaning in JavaScript', 'DAPR3017', component({ metadata: JSON.parse('{"constructor": "x"}') })],
  ['167 annotations above 256 KiB', 'DAPR3016', facts({ podAnnotations: { a: 'x'.repeat(300_000) } })],
  ['version that is none', 'DAPR1101', facts({}), { daprVersion: 'latest' }],
  ['version older than supported', 'DAPR1101', facts({}), { daprVersion: '1.15' }],
  ['option newer than the declared Dapr', 'DAPR1106', sidecar({ actorsDisseminateTimeout: Duration.seconds(5) }), { daprVersion: '1.17' }],
  ['option of a fix release, declared without patch', 'DAPR1106', sidecar({ appBindingOptionsTimeout: Duration.seconds(5) }), { daprVersion: '1.18' }],
  ['locality newer than the declared Kubernetes', 'DAPR1106', facts({ dataPlane: DataPlane.sharedDeployment({ locality: 'SameNode' as any }) }), { apiTokenSecret: 't', kubernetesVersion: '1.33' }],
  ['wrong identity for a shared daprd', 'DAPR7009', chart => { app(chart, { appId: 'other', dataPlane: new SharedDaprDeployment(chart, 'storefront') }); }, SHARED],
  ['pinned daprd without a full version', 'DAPR7030', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: {} }) }), SHARED],
  ['image of daprd beside a pinned one', 'DAPR3015', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' }, sidecarImage: 'd:1' }) }), SHARED],
  ['two receivers behind one daprd', 'DAPR7010', chart => {
    const dataPlane = new SharedDaprDeployment(chart, 'storefront');
    app(chart, { appPort: 8080, dataPlane }, 'a');
    app(chart, { appPort: 8080, dataPlane }, 'b');
  }, SHARED],
  ['built-in secret store on a shared daprd', 'DAPR7014', facts({ dataPlane: DataPlane.sharedDeployment({ disableBuiltinK8sSecretStore: false }) }), SHARED],
  ['built-in secret store without a token in the pod', 'DAPR7014', podSpec({ containers: [{ name: 'a' }], automountServiceAccountToken: false }, { dataPlane: DataPlane.sidecar({ disableBuiltinK8sSecretStore: false }) })],
  ['dapr.io annotation on an app with a shared daprd', 'DAPR7012', chart => {
    app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/log-level': 'debug' } }), dataPlane: DataPlane.sharedDeployment() });
  }, SHARED],
  ['hand-written annotation that contradicts a prop', 'DAPR1018', handWritten({ 'dapr.io/app-id': 'other' })],
  ['workload without a pod template', 'DAPR1017', chart => { app(chart, { workload: new ApiObject(chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap' }) }); }],
  ['workload with two pod templates', 'DAPR1017', chart => { deployment(chart, 'a'); deployment(chart, 'b'); app(chart, { workload: chart }); }],
  ['no workload', 'DAPR1017', chart => { new DaprApp(chart, 'a', {} as any); }],
  ['container that the pod does not have', 'DAPR1023', facts({ containers: ['mian'] })],
  ['component of another App', 'DAPR1020', chart => { app(chart, { uses: [new DaprComponent(newChart(), 'store', { type: 'state.in-memory' })] }); }],
  ['workload of another App', 'DAPR1020', chart => { app(chart, { workload: deployment(newChart()) }); }],
  ['shared daprd of another App', 'DAPR1020', chart => { app(chart, { dataPlane: new SharedDaprDeployment(newChart(SHARED), 'd') }); }, SHARED],
  ['component name that is none', 'DAPR1021', component({ componentName: 'My Store' })],
  ['subscription whose dead letters go to its own topic', 'DAPR6001', chart => {
    new DaprSubscription(chart, 's', { app: app(chart, { appPort: 8080 }), pubsub: pubsub(chart), topic: 't', route: '/t', deadLetterTopic: 't' });
  }],
  ['platform set after it was read', 'DAPR1104', chart => { app(chart); DaprPlatform.set(chart, {}); }],
  ['a function that receives with a sidecar and may be at zero', 'DAPR8011', knative({ appPort: 8080 })],
  ['a function at a port of Knative', 'DAPR8010', knative({ appPort: 8012 }, { 'autoscaling.knative.dev/min-scale': '1' })],
  ['a function behind a shared daprd with a health check', 'DAPR8012', knative({ appPort: 8080, appHealthCheck: {}, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a function that sets a variable of Knative', 'DAPR8013', knative({}, {}, [{ name: 'PORT', value: '1' }])],
  ['a function behind a shared daprd without a namespace', 'DAPR8015', knative({ appPort: 8080, dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a Function of OpenFunction as a workload', 'DAPR8016', chart => { app(chart, { workload: new OpenFunction(chart, 'f', { image: 'a' }) }); }],
  ['a state store as the trigger of a function', 'DAPR8017', chart => {
    new OpenFunction(chart, 'f', { image: 'a', triggers: [{ component: new DaprComponent(chart, 's', { type: 'state.in-memory' }) }] });
  }],
  ['a function of OpenFunction without a namespace', 'DAPR8018', chart => { new OpenFunction(chart, 'f', { image: 'a' }); }],
];

export const WARNINGS: Case[] = [
  ['166 feature with a name that every object has', 'DAPR3110', chart => { new DaprConfiguration(chart, 'c', { features: { hasOwnProperty: false } }); }],
  ['166 annotation with a name that every object has', 'DAPR1022', facts({ podAnnotations: { 'dapr.io/toString': 'x' } })],
  ['13 a bare Pod', 'DAPR1010', chart => { app(chart, { workload: new ApiObject(chart, 'p', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }] } }) }); }],
  ['13 an unknown controller', 'DAPR1010', chart => {
    app(chart, { workload: new ApiObject(chart, 'p', { apiVersion: 'acme.io/v1', kind: 'Fleet', spec: { template: { spec: { containers: [{ name: 'a' }] } } } }) });
  }],
  ['16 namespace known on one side only, in one chart', 'DAPR1012', component({ namespace: 'shop' })],
  ['27 app port that no container declares', 'DAPR2004', facts({ appPort: 8081 })],
  ['33 sidecar open to the network with a token', 'DAPR2013', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' })],
  ['35 IPv4 address on an IPv6 cluster', 'DAPR2014', sidecar({ sidecarListenAddresses: ['0.0.0.0'], apiTokenSecret: 't' }), { ipFamily: IpFamily.IPV6 }],
  ['49 GOMEMLIMIT above the memory limit', 'DAPR3014', sidecar({ goMemoryLimit: Size.mebibytes(300), sidecarMemoryLimit: Size.mebibytes(300) })],
  ['58 health path of a gRPC app', 'DAPR3011', facts({ appPort: 8080, appProtocol: AppProtocol.GRPC, appHealthCheck: { path: '/x' } })],
  ['61 two options for one size', 'DAPR3012', sidecar({ maxBodySize: Size.mebibytes(8), httpMaxRequestSize: 4 })],
  ['78 scope that names no app here', 'DAPR4015', component({ scopes: ['chekout'] })],
  ['150 app on nodes without its node-local daprd', 'DAPR7005', facts({ dataPlane: DataPlane.sharedDaemonSet({ nodeSelector: { pool: 'a' } }) }), SHARED],
  ['pinned daprd newer than its control plane', 'DAPR7031', facts({ dataPlane: DataPlane.sharedDeployment({ pinned: { version: '1.18.2' } }) }), { ...SHARED, daprVersion: '1.17' }],
  ['152 Job with a classic sidecar and a deadline', 'DAPR7013', chart => {
    app(chart, { workload: job(chart, 'j', {}, { activeDeadlineSeconds: 60 }), dataPlane: DataPlane.sidecar({ enableNativeSidecar: false }) });
  }],
  ['version newer than known', 'DAPR1102', facts({}), { daprVersion: '1.19' }],
  ['component that nobody uses', 'DAPR4016', chart => { new DaprComponent(chart, 'store', { type: 'state.in-memory' }); }],
  ['annotation newer than this library', 'DAPR1022', facts({ podAnnotations: { 'dapr.io/new-in-1-20': 'x' } })],
  ['hand-written annotation that a prop sets', 'DAPR1019', handWritten({ 'dapr.io/log-level': 'debug' })],
];
