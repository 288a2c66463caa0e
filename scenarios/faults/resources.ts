/** The catalogue of bad input, row by row: resources. */
import { Chart, Duration, JsonPatch } from 'cdk8s';
import {
  AccessAction, ActorCircuitBreakerScope, DaprApi, DaprApp, DaprComponent, DaprConfiguration, DaprHttpEndpoint, DaprMcpServer, DaprResiliency,
  DaprSubscription, DaprWorkflowAccessPolicy, DataPlane, MetadataValue, OtelProtocol, ResiliencyCircuitBreaker, ResiliencyRetry, ResiliencyTimeout,
  RetryPolicy, SharedDaprDeployment, WorkflowOperation,
} from 'cdk8s-dapr';
import type { Case } from './input';
import { app, deployment, KAFKA_BINDING, newChart, SHARED } from '../charts';

const NEWEST = { daprVersion: '1.18.3' };
const configuration = (props: any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', props); };
const peer = (chart: Chart, props: any = {}) => DaprApp.fromAppId(chart, 'billing', { appId: 'billing', namespace: 'finance', ...props });
const policies = (make: (chart: Chart) => any[], props: any = {}) => (chart: Chart) => {
  new DaprConfiguration(chart, 'c', { accessControlPolicies: make(chart), ...props });
};
const component = (chart: Chart, type: string, id = 'component') => new DaprComponent(chart, id, { type, scopes: ['checkout'] });
const resiliency = (make: (chart: Chart) => any) => (chart: Chart) => {
  new DaprResiliency(chart, 'r', { apps: [app(chart)], ...make(chart) });
};
const retry = (props: any, name = 'retry') => resiliency(() => ({ retries: [ResiliencyRetry.of(name, props)] }));
const breaker = (props: any) => resiliency(() => ({ circuitBreakers: [ResiliencyCircuitBreaker.of('breaker', props)] }));
const timeout = ResiliencyTimeout.of('short', Duration.seconds(1));
const endpoint = (props: any, id = 'e', httpEndpointName = 'payments') => (chart: Chart) => { new DaprHttpEndpoint(chart, id, { httpEndpointName, apps: [app(chart)], baseUrl: 'https://a', ...props }); };
const server = (props: any) => (chart: Chart) => { new DaprMcpServer(chart, 's', { apps: [app(chart)], ...props }); };
const access = (rule: (chart: Chart) => any) => (chart: Chart) => { new DaprWorkflowAccessPolicy(chart, 'p', { apps: [app(chart)], rules: [rule(chart)] }); };
const subscribed = (...all: any[]) => (chart: Chart) => {
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory' });
  const checkout = app(chart, { appPort: 8080 });
  all.forEach((props, i) => new DaprSubscription(chart, `s${i}`, { app: checkout, pubsub, topic: 't', route: '/t', ...props }));
};
const bound = (type: string, props: any = {}) => (chart: Chart) => {
  app(chart, { appPort: 8080, inputBindings: [new DaprComponent(chart, 'binding', type === 'bindings.cron' ? { type, metadata: { schedule: MetadataValue.of('@daily') } } : { ...KAFKA_BINDING, type })], ...props });
};
const replicas = (chart: Chart, count: number) => {
  const workload = deployment(chart, 'scaled');
  workload.addJsonPatch(JsonPatch.add('/spec/replicas', count));
  return workload;
};

export const ERRORS: Case[] = [
  ['scopes beside availableToNamespace', 'DAPR3101', endpoint({ availableToNamespace: true })],
  ['an empty list of scopes', 'DAPR4007', endpoint({ scopes: [] })],
  ['an app that is none', 'DAPR3017', endpoint({ apps: ['checkout'] })],
  ['a resource of another App', 'DAPR1020', chart => { endpoint({ apps: [app(newChart())] })(chart); }],
  ['a resource in another namespace than its app', 'DAPR1013', endpoint({ namespace: 'other' }), { namespace: 'shop' }],

  ['93 an empty configuration name', 'DAPR1021', chart => { DaprConfiguration.fromConfigurationName(chart, 'c', ''); }],
  ['93 an empty dapr.io/config by hand', 'DAPR3001', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/config': '' } }) }); }],
  ['94 a configuration that exists beside another', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sidecar({ configuration: DaprConfiguration.fromConfigurationName(chart, 'x', 'x') }) });
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [checkout] });
  }],
  ['a configuration that exists for an app behind a shared daprd', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    checkout.addResource(DaprConfiguration.fromConfigurationName(chart, 'x', 'x'));
  }, SHARED],
  ['two configurations that contradict each other', 'DAPR5001', chart => {
    const checkout = app(chart);
    [true, false].forEach((on, i) => new DaprConfiguration(chart, `c${i}`, { metricsEnabled: on, apps: [checkout] }));
  }],
  ['95 an API in a version that the declared Dapr has not', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.JOBS, versions: ['v1'] }] }), { daprVersion: '1.17' }],
  ['95 an API in a version that there is not', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: ['v1.0'] }] })],
  ['95 an API that there is not', 'DAPR3017', configuration({ allowedApis: [{ api: 'states' }] })],
  ['95 an empty list of APIs', 'DAPR3107', configuration({ allowedApis: [] })],
  ['95 an empty list of versions', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: [] }] })],
  ['an API that is allowed and denied', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE }], deniedApis: [{ api: DaprApi.STATE, versions: ['v1'] }] })],
  ['98 an access policy without a namespace', 'DAPR3103', policies(chart => [{ app: peer(chart, { namespace: undefined }) }])],
  ['98 an access policy without an app', 'DAPR3017', configuration({ accessControlPolicies: [{ namespace: 'a' }] })],
  ['99 two access policies of one app', 'DAPR3104', policies(chart => { const app1 = peer(chart); return [{ app: app1 }, { app: app1 }]; })],
  ['100 a verb in lower case', 'DAPR3017', policies(chart => [{ app: peer(chart), operations: [{ name: '/a', action: 'allow', httpVerbs: ['get'] }] }])],
  ['101 an action that is none', 'DAPR3017', policies(chart => [{ app: peer(chart), operations: [{ name: '/a', action: 'alow' }] }])],
  ['an operation without a slash', 'DAPR3104', policies(chart => [{ app: peer(chart), operations: [{ name: 'a', action: 'allow' }] }])],
  ['a caller with an operation without a slash', 'DAPR3104', chart => { app(chart, { invokedBy: [{ app: peer(chart), operations: [{ name: 'a', action: AccessAction.ALLOW }] }] }); }],
  ['a caller with one operation twice', 'DAPR3104', chart => {
    app(chart, { invokedBy: [{ app: peer(chart), operations: [{ name: '/a', action: AccessAction.ALLOW }, { name: '/a', action: AccessAction.DENY }] }] });
  }],
  ['a caller with operations that are no list', 'DAPR3017', chart => { app(chart, { invokedBy: [{ app: peer(chart), operations: 'a' as any }] }); }],
  ['no access policy', 'DAPR3104', policies(() => [])],
  ['102 access control without mTLS', 'DAPR3106', policies(chart => [{ app: peer(chart) }]), { mtls: false }],
  ['104 a secret store twice', 'DAPR3112', chart => {
    const store = component(chart, 'secretstores.acme');
    configuration({ secretScopes: [{ secretStore: store }, { secretStore: store }] })(chart);
  }],
  ['104 a default that is neither', 'DAPR3017', chart => {
    configuration({ secretScopes: [{ secretStore: component(chart, 'secretstores.acme'), defaultAccess: 'maybe' }] })(chart);
  }],
  ['105 a secret scope of a state store', 'DAPR3112', chart => { configuration({ secretScopes: [{ secretStore: component(chart, 'state.redis') }] })(chart); }],
  ['106 secrets allowed beside all', 'DAPR3112', chart => {
    const secretStore = component(chart, 'secretstores.acme');
    configuration({ secretScopes: [{ secretStore, defaultAccess: AccessAction.ALLOW, allowedSecrets: ['a'] }] })(chart);
  }],
  ['107 an OTLP protocol that is none', 'DAPR3017', configuration({ otel: { endpointAddress: 'otel:4317', protocol: 'thrift' } })],
  ['108 an OTLP address with a scheme', 'DAPR3109', configuration({ otel: { endpointAddress: 'http://otel:4317', protocol: OtelProtocol.GRPC } })],
  ['an OTLP header from the environment', 'DAPR3109', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.fromEnv('A') } },
  })],
  ['an OTLP key in plain text', 'DAPR3006', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { 'x-api-key': MetadataValue.of('a') } },
  })],
  ['109 a sampling rate above 1', 'DAPR3109', configuration({ tracingSamplingRate: 2 })],
  ['109 a sampling rate that is a text', 'DAPR3017', configuration({ tracingSamplingRate: '1' })],
  ['a Zipkin address without a scheme', 'DAPR3109', configuration({ zipkinEndpoint: 'zipkin:9411' })],
  ['110 mTLS settings of an app', 'DAPR3108', configuration({ controlPlaneMtls: { enabled: true, sentryAddress: 'a:443', controlPlaneTrustDomain: 'a' } })],
  ['112 a pipeline with a state store', 'DAPR3111', chart => { configuration({ httpPipeline: [{ component: component(chart, 'state.redis') }] })(chart); }],
  ['112 a pipeline with a component of an unknown type', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: DaprComponent.fromComponentName(chart, 'x', 'x') }] })(chart);
  }],
  ['112 a pipeline with another type', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: component(chart, 'middleware.http.bearer'), type: 'middleware.http.oauth2' }] })(chart);
  }],
  ['a limit of workflows of 0', 'DAPR3109', configuration({ maxConcurrentWorkflowInvocations: 0 })],
  ['classes of latency that fall', 'DAPR3109', configuration({ metricsLatencyDistributionBuckets: [10, 5] })],
  ['a rule of metrics that is no expression', 'DAPR3109', configuration({ metricsRules: [{ name: 'm', labels: [{ name: 'l', regex: { a: '(' } }] }] })],
  ['a configuration without a setting', 'DAPR3109', configuration({})],
  ['a feature before Dapr 1.18', 'DAPR1106', configuration({ features: { WorkflowHistorySigning: true } }), { daprVersion: '1.17' }],
  ['headers of OTLP before Dapr 1.17', 'DAPR1106', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.of('b') } },
  }), { daprVersion: '1.16' }],
  ['retention of workflows before Dapr 1.17.2', 'DAPR1106', configuration({ workflowStateRetention: { failed: Duration.days(1) } }), { daprVersion: '1.17' }],
  ['limits by name before Dapr 1.18.1', 'DAPR1106', configuration({ workflowConcurrencyLimits: { order: 1 } }), { daprVersion: '1.18' }],

  ['114 a subscription without a route', 'DAPR6001', subscribed({ route: undefined })],
  ['114 a route without a slash', 'DAPR6001', subscribed({ route: 't' })],
  ['115 a rule that is no expression', 'DAPR6001', subscribed({ rules: [{ match: 'event.type == (', path: '/a' }] })],
  ['116 two subscriptions of one app to one topic', 'DAPR3160', subscribed({}, { route: '/other' })],
  ['117 a rule without a match', 'DAPR3017', subscribed({ rules: [{ match: '', path: '/a' }] })],
  ['117 a rule twice', 'DAPR6001', subscribed({ rules: [{ match: 'event.a == 1', path: '/a' }, { match: 'event.a == 1', path: '/b' }] })],
  ['118 dead letters that come back', 'DAPR3161', subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'a' })],
  ['118 dead letters that come back by a third topic', 'DAPR3161',
    subscribed({ topic: 'a', deadLetterTopic: 'b' }, { topic: 'b', deadLetterTopic: 'c' }, { topic: 'c', deadLetterTopic: 'a' })],
  ['a dead-letter topic beside dropped events', 'DAPR6001', subscribed({ deadLetterTopic: 'd', dropRejectedEvents: true })],
  ['121 no event in one call', 'DAPR3001', subscribed({ bulkSubscribe: { maxMessagesCount: 0 } })],
  ['a subscription to a state store', 'DAPR4029', chart => { subscribed({ pubsub: component(chart, 'state.redis') })(chart); }],

  ['122 a number for a duration', 'DAPR3122', resiliency(() => ({ timeouts: [ResiliencyTimeout.of('t', 5 as any)] }))],
  ['122 a timeout of nothing', 'DAPR3122', resiliency(() => ({ timeouts: [ResiliencyTimeout.of('t', Duration.millis(0))] }))],
  ['123 a policy that is none', 'DAPR3122', retry({ policy: 'linear' })],
  ['123 retries that are no number', 'DAPR3122', retry({ maxRetries: -2 })],
  ['a duration of an exponential retry', 'DAPR3122', retry({ policy: RetryPolicy.EXPONENTIAL, duration: Duration.seconds(1) })],
  ['a longest interval of a constant retry', 'DAPR3122', retry({ maxInterval: Duration.seconds(1) })],
  ['124 a policy by its name', 'DAPR3017', resiliency(chart => ({ appTargets: [{ app: peer(chart), retry: 'patient' }] }))],
  ['124 a target without a policy', 'DAPR3124', resiliency(chart => ({ appTargets: [{ app: peer(chart) }] }))],
  ['125 a target that is no app', 'DAPR3124', resiliency(() => ({ appTargets: [{ app: 'billing', timeout }] }))],
  ['125 a target that is an app and an endpoint', 'DAPR3124', resiliency(chart => ({
    appTargets: [{ app: peer(chart), httpEndpoint: DaprHttpEndpoint.fromHttpEndpointName(chart, 'e', 'e'), timeout }],
  }))],
  ['126 inbound of a state store', 'DAPR3124', resiliency(chart => ({ componentTargets: [{ component: component(chart, 'state.redis'), inbound: { timeout } }] }))],
  ['127 a scope of a breaker that is none', 'DAPR3122', resiliency(() => ({
    actorTargets: [{ actorType: 'Cart', circuitBreaker: ResiliencyCircuitBreaker.of('b'), circuitBreakerScope: 'both' }],
  }))],
  ['127 a scope without a breaker', 'DAPR3124', resiliency(() => ({ actorTargets: [{ actorType: 'Cart', timeout, circuitBreakerScope: ActorCircuitBreakerScope.ID }] }))],
  ['actors without a type', 'DAPR3124', resiliency(() => ({ actorTargets: [{ actorType: '', timeout }] }))],
  ['128 fewer retries than Dapr allows', 'DAPR3123', retry({ maxRetries: 1 }, 'DaprBuiltInServiceRetries')],
  ['128 a retry that nobody may change', 'DAPR3123', retry({ maxRetries: 9 }, 'DaprBuiltInActorNotFoundRetries')],
  ['130 HTTP codes out of range', 'DAPR3122', retry({ httpStatusCodes: '99' })],
  ['130 HTTP codes with a blank', 'DAPR3122', retry({ httpStatusCodes: '429, 503' })],
  ['130 gRPC codes out of range', 'DAPR3122', retry({ grpcStatusCodes: '17' })],
  ['130 a range that falls', 'DAPR3122', retry({ httpStatusCodes: '504-502' })],
  ['131 a trip that names what a breaker does not know', 'DAPR3122', breaker({ trip: 'failures > 5' })],
  ['131 a trip that is no comparison', 'DAPR3122', breaker({ trip: 'consecutiveFailures' })],
  ['131 a trip with an open bracket', 'DAPR3122', breaker({ trip: '(consecutiveFailures > 5' })],
  ['a breaker that lets nothing through', 'DAPR3122', breaker({ maxRequests: 0 })],
  ['two policies of one name', 'DAPR3120', resiliency(() => ({ retries: [ResiliencyRetry.of('a', { maxRetries: 1 }), ResiliencyRetry.of('a', { maxRetries: 2 })] }))],
  ['two targets for one app', 'DAPR3120', resiliency(chart => { const other = peer(chart); return { appTargets: [{ app: other, timeout }, { app: other, timeout }] }; })],
  ['a resiliency with nothing in it', 'DAPR3122', resiliency(() => ({}))],
  ['132 two resiliencies of one app that contradict each other', 'DAPR3121', chart => {
    const checkout = app(chart);
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [checkout], retries: [ResiliencyRetry.of('a', { maxRetries: n })] }));
  }],
  ['132 one of the app and one of the namespace', 'DAPR3121', chart => {
    new DaprResiliency(chart, 'mine', { apps: [app(chart)], timeouts: [ResiliencyTimeout.of('a', Duration.seconds(1))] });
    new DaprResiliency(chart, 'all', { availableToNamespace: true, timeouts: [ResiliencyTimeout.of('a', Duration.seconds(2))] });
  }],

  ['133 an address without a scheme', 'DAPR3132', endpoint({ baseUrl: 'payments:8080' })],
  ['133 an address with a query', 'DAPR3132', endpoint({ baseUrl: 'https://a?key=b' })],
  ['133 an address with a password', 'DAPR3132', endpoint({ baseUrl: 'https://me:secret@a' })],
  ['134 an endpoint with the app-id of an app', 'DAPR3130', endpoint({ httpEndpointName: 'checkout' })],
  ['134 an endpoint with the app-id of a shared daprd', 'DAPR3130', chart => { new SharedDaprDeployment(chart, 'front', { apiTokenSecret: 'token' }); endpoint({ httpEndpointName: 'front' })(chart); }],
  ['134 an endpoint with the app-id of an app elsewhere', 'DAPR3130', chart => { DaprApp.fromAppId(chart, 'b', { appId: 'billing' }); endpoint({ httpEndpointName: 'billing' })(chart); }],
  ['76 an endpoint with the name of a component', 'DAPR3131', chart => { component(chart, 'state.redis', 'payments'); endpoint({}, 'e')(chart); }],
  ['135 an authorization in plain text', 'DAPR3006', endpoint({ headers: { Authorization: MetadataValue.of('Bearer x') } })],
  ['135 a key in plain text', 'DAPR3006', endpoint({ headers: { 'x-api-key': MetadataValue.of('x') } })],
  ['a private key in plain text', 'DAPR3006', endpoint({ certificate: MetadataValue.of('PEM'), privateKey: MetadataValue.of('PEM') })],
  ['136 a certificate without a key', 'DAPR3132', endpoint({ certificate: MetadataValue.of('PEM') })],
  ['136 a renegotiation that is none', 'DAPR3017', endpoint({ renegotiation: 'Sometimes' })],
  ['a certificate from the environment', 'DAPR3132', endpoint({ rootCa: MetadataValue.fromEnv('CA') })],
  ['137 the metadata service of the machine', 'DAPR3132', endpoint({ baseUrl: 'http://169.254.169.254/latest' })],

  ['an MCP server before Dapr 1.18', 'DAPR1106', server({ sse: { url: 'https://a' } }), { daprVersion: '1.17' }],
  ['an MCP server without a transport', 'DAPR3140', server({}), NEWEST],
  ['an MCP server with two transports', 'DAPR3140', server({ sse: { url: 'https://a' }, streamableHttp: { url: 'https://a' } }), NEWEST],
  ['an MCP server of another scheme', 'DAPR3140', server({ sse: { url: 'ftp://a' } }), NEWEST],
  ['an OAuth secret in plain text', 'DAPR3140', server({ sse: { url: 'https://a', oauth2: { issuer: 'https://b', clientSecret: MetadataValue.of('x') } } }), NEWEST],
  ['an MCP header in plain text', 'DAPR3006', server({ sse: { url: 'https://a', headers: { Authorization: MetadataValue.of('x') } } }), NEWEST],
  ['a program out of its folder', 'DAPR3140', server({ stdio: { command: '../tools' } }), NEWEST],

  ['a workflow access policy before Dapr 1.18', 'DAPR1106', access(chart => ({ callers: [peer(chart)], activities: ['a'] })), { daprVersion: '1.17' }],
  ['a rule without a caller', 'DAPR3150', access(() => ({ callers: [], activities: ['a'] })), NEWEST],
  ['a rule that allows nothing', 'DAPR3150', access(chart => ({ callers: [peer(chart)] })), NEWEST],
  ['a workflow without an operation', 'DAPR3150', access(chart => ({ callers: [peer(chart)], workflows: [{ name: 'a', operations: [] }] })), NEWEST],
  ['an operation twice', 'DAPR3150', access(chart => ({
    callers: [peer(chart)], workflows: [{ name: 'a', operations: [WorkflowOperation.GET, WorkflowOperation.GET] }],
  })), NEWEST],
  ['an operation that is none', 'DAPR3017', access(chart => ({ callers: [peer(chart)], workflows: [{ name: 'a', operations: ['start'] }] })), NEWEST],
  ['workflow access without mTLS', 'DAPR3106', access(chart => ({ callers: [peer(chart)], activities: ['a'] })), { ...NEWEST, mtls: false }],

  ['86 a cron behind a shared Deployment', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['86 a cron behind a shared Deployment that is scaled', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment({ autoscaling: { maxReplicas: 3 } }) }), SHARED],
  ['86 a cron behind a shared DaemonSet', 'DAPR3170', bound('bindings.cron', { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['86 a cron of an app on each node', 'DAPR3170', chart => { bound('bindings.cron', { workload: deployment(chart, 'w', {}, {}, 'DaemonSet') })(chart); }],
  ['86 a cron of an app with three replicas', 'DAPR3170', chart => { bound('bindings.cron', { workload: replicas(chart, 3) })(chart); }],
];

export const WARNINGS: Case[] = [
  ['an input binding with a retry, over HTTP', 'DAPR9140', bound('bindings.acme', { dataPlane: DataPlane.sharedDeployment() }), SHARED],
  ['a resource that no app loads by name', 'DAPR3100', chart => { new DaprHttpEndpoint(chart, 'e', { baseUrl: 'https://a' }); }],
  ['102 unknown callers beside policies', 'DAPR3105', policies(chart => [{ app: peer(chart) }], { accessControlDefaultAction: AccessAction.ALLOW })],
  ['111 a feature that nobody knows', 'DAPR3110', configuration({ features: { HotRelod: true } })],
  ['133 a secret over plain HTTP', 'DAPR3133', endpoint({ baseUrl: 'http://a', headers: { Authorization: MetadataValue.fromSecret('a', 'b') } })],
  ['111 a feature that Dapr has no more', 'DAPR3110', configuration({ features: { SchedulerReminders: true } })],
  ['a program as an MCP server', 'DAPR3141', server({ stdio: { command: 'tools' } }), NEWEST],
];

export const RIGHT: [what: string, build: (chart: Chart) => void, settings?: object][] = [
  ['a cron with one daprd', bound('bindings.cron', { dataPlane: DataPlane.sharedDeployment({ replicas: 1 }) }), SHARED],
  ['a cron with one sidecar', bound('bindings.cron')],
  ['a queue with several daprds', bound('bindings.kafka', { dataPlane: DataPlane.sharedDaemonSet() }), SHARED],
  ['a topic that two apps receive', chart => { subscribed({})(chart); app(chart, { appPort: 8080, subscribes: [{ pubsub: chart.node.findChild('events') as DaprComponent, topic: 't', route: '/t' }] }, 'other'); }],
  ['equal policies in two resiliencies', chart => {
    const checkout = app(chart);
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [checkout], timeouts: [timeout] }));
  }],
  ['resiliencies of two apps that differ', chart => {
    [1, 2].forEach(n => new DaprResiliency(chart, `r${n}`, { apps: [app(chart, {}, `app${n}`)], timeouts: [ResiliencyTimeout.of('a', Duration.seconds(n))] }));
  }],
];
