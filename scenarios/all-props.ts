/** Every prop of every resource: a new prop does not compile until it is added here. The output covers the CRDs. */
import { Chart, Duration } from 'cdk8s';
import {
  AccessAction, ActivityAccess, ActorCircuitBreakerScope, ControlPlaneMtls, DaprApi, DaprApp, DaprComponent, DaprConfiguration,
  DaprConfigurationProps, DaprHttpEndpoint, DaprHttpEndpointProps, DaprMcpServer, DaprMcpServerProps, DaprPlatform, DaprResiliency,
  DaprResiliencyProps, DaprScopes, DaprSubscription, DaprSubscriptionProps, DaprWorkflowAccessPolicy,
  DaprWorkflowAccessPolicyProps, HttpVerb, JwksTokenValidator, McpHttpTransport, McpMutatingHook, McpOAuth2,
  McpSpiffeJwt, MetadataValue, NameResolution, OtelExporter, OtelProtocol, PipelineHandler, ResiliencyActorTarget,
  ResiliencyAppTarget, ResiliencyCircuitBreaker, ResiliencyPolicies, ResiliencyRetry,
  ResiliencyTimeout, SecretScope, SubscriptionOptions, TlsRenegotiation,
  RequiredWorkflowEvent, WorkflowAccess, WorkflowEventType, WorkflowOperation, WorkflowStateRetention, DaprFeature,
} from 'cdk8s-dapr';
import { app } from './charts';
import { atLeast } from '../src/dapr/version';
import { ResiliencyRetryProps, RetryPolicy, ResiliencyCircuitBreakerProps } from '../src/resources/resiliency/policy-props';

/** All props except those that exclude others. */
type All<T, Without extends keyof T = never> = Required<Omit<T, Without>>;

const secret = MetadataValue.fromSecret('certificates', 'key');
const text = MetadataValue.of('text');
const values = { text, secret, variable: MetadataValue.fromEnv('VARIABLE') };

/** Defines all resources in a chart with a namespace and Dapr 1.18.3 or newer. */
export function defineEverything(chart: Chart): void {
  const shop = app(chart, { appPort: 8080 }, 'shop');
  const other = DaprApp.fromAppAttributes(chart, 'billing-peer', { appId: 'billing', namespace: 'finance' });
  const vault = new DaprComponent(chart, 'vault', { type: 'secretstores.acme' });
  const limit = new DaprComponent(chart, 'limit', { type: 'middleware.http.ratelimit' });
  const pubsub = new DaprComponent(chart, 'events', { type: 'pubsub.in-memory', secretStore: vault });
  const everyone: All<DaprScopes, 'availableToNamespace'> = { apps: [shop], scopes: ['elsewhere'] };

  const otel: All<OtelExporter> = {
    endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, isSecure: false, headers: { text, secret }, timeout: Duration.seconds(10),
  };
  const handler: All<PipelineHandler> = { component: limit, type: 'middleware.http.ratelimit', selector: { 'User-Agent': 'a.*' } };
  const scope: All<SecretScope> = { secretStore: vault, defaultAccess: AccessAction.DENY, allowedSecrets: ['a'], deniedSecrets: ['b'] };
  const names: All<NameResolution> = { component: 'kubernetes', version: 'v1', configuration: { clusterDomain: 'cluster.local' } };
  const kept: All<WorkflowStateRetention> = {
    anyTerminal: Duration.hours(1), completed: Duration.minutes(30), failed: Duration.days(2), terminated: Duration.seconds(90),
  };
  const since19 = atLeast(DaprPlatform.of(chart).daprVersion, '1.19');
  const metrics: All<Pick<DaprConfigurationProps, 'metricsWorkflowLatencyDistributionBuckets' | 'metricsWorkflowLatencyDistributionUnits'>> = {
    metricsWorkflowLatencyDistributionBuckets: [1, 60, 3600], metricsWorkflowLatencyDistributionUnits: Duration.seconds(1),
  };
  const configuration: All<DaprConfigurationProps, 'controlPlaneMtls' | keyof typeof metrics> = {
    ...since19 ? metrics : {},
    configurationName: 'settings',
    namespace: 'shop',
    apps: [shop],
    accessControlDefaultAction: AccessAction.DENY,
    accessControlTrustDomain: 'shop',
    accessControlPolicies: [{
      app: other,
      namespace: 'finance',
      trustDomain: 'finance',
      defaultAction: AccessAction.DENY,
      operations: [{ name: '/orders/*', action: AccessAction.ALLOW, httpVerbs: [HttpVerb.GET, HttpVerb.POST] }],
    }],
    allowedApis: [{ api: DaprApi.STATE }, { api: DaprApi.PUBLISH, versions: ['v1'] }],
    deniedApis: [{ api: DaprApi.SHUTDOWN }],
    secretScopes: [scope],
    deniedComponents: ['bindings.localstorage', 'state.in-memory/v1'],
    httpPipeline: [handler],
    appHttpPipeline: [handler],
    tracingSamplingRate: 0.5,
    tracingStdout: true,
    zipkinEndpoint: 'http://zipkin:9411/api/v2/spans',
    otel,
    metricsEnabled: true,
    metricsIncreasedCardinality: false,
    metricsPathMatching: ['/orders/{id}'],
    metricsExcludeVerbs: true,
    metricsLatencyDistributionBuckets: [10, 100, 1000],
    metricsRecordErrorCodes: true,
    metricsRules: [{ name: 'dapr_runtime_service_invocation_req_sent_total', labels: [{ name: 'method', regex: { orders: 'orders/.+' } }] }],
    apiLoggingEnabled: true,
    apiLoggingObfuscateUrls: true,
    apiLoggingOmitHealthChecks: true,
    features: [DaprFeature.ACTOR_STATE_TTL],
    nameResolution: names,
    wasmStrictSandbox: true,
    maxConcurrentWorkflowInvocations: 1,
    maxConcurrentActivityInvocations: 2,
    globalMaxConcurrentWorkflowInvocations: 3,
    globalMaxConcurrentActivityInvocations: 4,
    workflowConcurrencyLimits: { order: 5 },
    activityConcurrencyLimits: { pay: 6 },
    workflowStateRetention: kept,
  };
  new DaprConfiguration(chart, 'configuration', configuration);
  const jwks: All<JwksTokenValidator> = {
    source: 'https://issuer/jwks.json', caCertificate: 'PEM', requestTimeout: Duration.seconds(30), minRefreshInterval: Duration.minutes(10),
  };
  const controlPlaneMtls: All<ControlPlaneMtls> = {
    enabled: true,
    sentryAddress: 'dapr-sentry.dapr-system.svc:443',
    controlPlaneTrustDomain: 'cluster.local',
    workloadCertTtl: Duration.hours(24),
    allowedClockSkew: Duration.minutes(15),
    tokenValidators: [jwks],
  };
  new DaprConfiguration(chart, 'daprsystem', { namespace: 'dapr-system', controlPlaneMtls });

  const options: All<SubscriptionOptions, 'dropRejectedEvents'> = {
    route: '/others',
    rules: [{ match: 'event.type == "order.created"', path: '/created' }],
    deadLetterTopic: 'failed',
    metadata: { rawPayload: 'true' },
    bulkSubscribe: { enabled: true, maxMessagesCount: 10, maxAwaitDuration: Duration.millis(250) },
  };
  const subscription: All<DaprSubscriptionProps, 'dropRejectedEvents'> = { ...options, app: shop, pubsub, topic: 'orders', subscriptionName: 'orders' };
  new DaprSubscription(chart, 'subscription', subscription);

  const endpoint: All<DaprHttpEndpointProps, 'availableToNamespace'> = {
    ...everyone,
    baseUrl: 'https://payments.example:8443/v1',
    httpEndpointName: 'payments',
    namespace: 'shop',
    headers: values,
    rootCa: text,
    certificate: text,
    privateKey: secret,
    renegotiation: TlsRenegotiation.ONCE_AS_CLIENT,
    secretStore: vault,
  };
  const payments = new DaprHttpEndpoint(chart, 'endpoint', endpoint);
  new DaprHttpEndpoint(chart, 'ca-of-a-secret', { apps: [shop], baseUrl: 'https://a', rootCa: secret, certificate: secret, privateKey: secret });

  const constant: All<ResiliencyRetryProps, 'maxInterval'> = {
    policy: RetryPolicy.CONSTANT, duration: Duration.seconds(1), maxRetries: 3, httpStatusCodes: '429,502-504', grpcStatusCodes: '8,14',
  };
  const growing: All<ResiliencyRetryProps, 'duration' | 'httpStatusCodes' | 'grpcStatusCodes'> = {
    policy: RetryPolicy.EXPONENTIAL, maxInterval: Duration.seconds(30), maxRetries: -1,
  };
  const breaker: All<ResiliencyCircuitBreakerProps> = {
    maxRequests: 1, interval: Duration.seconds(8), timeout: Duration.seconds(45), trip: 'consecutiveFailures > 8 || totalFailures > 20',
  };
  const policies: All<ResiliencyPolicies> = {
    timeout: ResiliencyTimeout.of('short', Duration.seconds(5)),
    retry: ResiliencyRetry.of('patient', constant),
    circuitBreaker: ResiliencyCircuitBreaker.of('careful', breaker),
  };
  const called: All<ResiliencyAppTarget, 'httpEndpoint'> = { ...policies, app: other, circuitBreakerCacheSize: 10 };
  const actors: All<ResiliencyActorTarget> = {
    ...policies, actorType: 'Cart', circuitBreakerScope: ActorCircuitBreakerScope.ID, circuitBreakerCacheSize: 20,
  };
  const resiliency: All<DaprResiliencyProps, 'availableToNamespace'> = {
    ...everyone,
    resiliencyName: 'patience',
    namespace: 'shop',
    timeouts: [ResiliencyTimeout.of('DefaultTimeoutPolicy', Duration.seconds(30))],
    retries: [ResiliencyRetry.of('DefaultRetryPolicy', growing)],
    circuitBreakers: [ResiliencyCircuitBreaker.of('DefaultCircuitBreakerPolicy')],
    appTargets: [called, { httpEndpoint: payments, timeout: policies.timeout }],
    actorTargets: [actors],
    componentTargets: [{ component: pubsub, inbound: policies, outbound: policies }],
  };
  new DaprResiliency(chart, 'resiliency', resiliency);

  const oauth2: All<McpOAuth2> = {
    issuer: 'https://issuer/token', clientId: 'shop', clientSecret: secret, audience: 'tools', scopes: ['read'],
  };
  const spiffeJwt: All<McpSpiffeJwt> = { audience: 'mcp://tools', header: 'Authorization', headerValuePrefix: 'Bearer ' };
  const transport: All<McpHttpTransport> = {
    url: 'https://tools.example/mcp', protocolVersion: '2025-06-18', timeout: Duration.seconds(20), headers: values, secretStore: vault, oauth2, spiffeJwt,
  };
  const hook: All<McpMutatingHook> = { workflowName: 'audit', app: other, mutate: true };
  const tools: All<DaprMcpServerProps, 'availableToNamespace' | 'sse' | 'stdio'> = {
    ...everyone,
    mcpServerName: 'tools',
    namespace: 'shop',
    streamableHttp: transport,
    ignoreErrors: true,
    beforeCallTool: [hook],
    afterCallTool: [hook],
    beforeListTools: [{ workflowName: 'audit', app: other }],
    afterListTools: [hook],
    displayName: 'Tools',
    description: 'What the shop can do',
    tags: ['shop'],
    links: { docs: 'https://docs.example' },
    ownerTeam: 'shop',
    ownerContact: 'shop@example.com',
  };
  new DaprMcpServer(chart, 'tools-resource', tools);
  new DaprMcpServer(chart, 'older', { apps: [shop], sse: transport });
  new DaprMcpServer(chart, 'local', { apps: [shop], stdio: { command: '/usr/bin/tools', args: ['--all'], env: values } });

  const paid: All<RequiredWorkflowEvent> = { eventType: WorkflowEventType.ACTIVITY_COMPLETED, name: 'pay', app: other };
  const activity: All<ActivityAccess> = { name: 'pay', requires: [paid] };
  const conditional: All<WorkflowAccess> = { name: 'order-*', operations: [WorkflowOperation.SCHEDULE], requires: [paid] };
  // 1.18 has no conditions.
  const inLine = <T extends ActivityAccess>(each: T): T => since19 ? each : { ...each, requires: undefined };
  const access: All<DaprWorkflowAccessPolicyProps, 'availableToNamespace'> = {
    ...everyone,
    workflowAccessPolicyName: 'access',
    namespace: 'shop',
    rules: [{
      callers: [other],
      workflows: [conditional, { name: 'order-*', operations: [WorkflowOperation.GET] }].map(inLine),
      activities: [activity].map(inLine),
    }],
  };
  new DaprWorkflowAccessPolicy(chart, 'access-resource', access);
  new DaprComponent(chart, 'store', {
    type: 'state.in-memory',
    scopes: ['shop'],
    initTimeout: Duration.seconds(9),
    ignoreErrors: false,
    metadata: values,
    componentContainer: { image: 'registry.example/store:1' },
  });
}
