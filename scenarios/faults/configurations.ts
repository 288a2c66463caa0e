/** Faults of Configurations: which one, APIs and components, telemetry, pipelines, limits, features. */
import { Chart, Duration } from 'cdk8s';
import { DaprApi, DaprComponent, DaprConfiguration, DataPlane, MetadataValue, OtelProtocol, DaprFeature } from 'cdk8s-dapr';
import { Case, componentOf, configuration, redisBroker, redisStore, text } from './case';
import { app, deployment, SHARED } from '../charts';

const read = (props: any, appProps: (chart: Chart) => any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', { ...props, apps: [app(chart, appProps(chart))] }); };

export const ERRORS: Case[] = [
  ['93 an empty configuration name', 'DAPR1021', chart => { DaprConfiguration.fromConfigurationName(chart, 'c', ''); }],
  ['93 an empty dapr.io/config by hand', 'DAPR3001', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/config': '' } }) }); }],
  ['94 a configuration that exists beside another', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sidecar({ configuration: DaprConfiguration.fromConfigurationName(chart, 'x', 'x') }) });
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [checkout] });
  }],
  ['a configuration that exists for an app behind a shared daprd', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    checkout.addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'x', 'x'));
  }, SHARED],
  ['two configurations that contradict each other', 'DAPR5001', chart => {
    const checkout = app(chart);
    [true, false].forEach((on, i) => new DaprConfiguration(chart, `c${i}`, { metricsEnabled: on, apps: [checkout] }));
  }],
  ['a configuration without a setting', 'DAPR3109', configuration({})],
  ['164 Configuration for what is no app', 'DAPR3017', chart => { new DaprConfiguration(chart, 's', {}).addApp(null as any); }],

  ['95 an API in a version that the declared Dapr has not', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.JOBS, versions: ['v1'] }] }), { daprVersion: '1.17' }],
  ['95 an API in a version that there is not', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: ['v1.0'] }] })],
  ['95 an API that there is not', 'DAPR3017', configuration({ allowedApis: [{ api: 'states' }] })],
  ['95 an empty list of APIs', 'DAPR3107', configuration({ allowedApis: [] })],
  ['95 an empty list of versions', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: [] }] })],
  ['an API that is allowed and denied', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE }], deniedApis: [{ api: DaprApi.STATE, versions: ['v1'] }] })],
  ['166 version with a name that every object has', 'DAPR3107', chart => { new DaprConfiguration(chart, 'c', { allowedApis: [{ api: DaprApi.STATE, versions: ['toString'] }] }); }],
  ['91 a component that the configuration denies', 'DAPR5003', read({ deniedComponents: ['state.redis/v1'] }, chart => ({ uses: [redisStore(chart)] }))],
  ['97 a list of APIs without what the app needs', 'DAPR5005', read({ allowedApis: [{ api: DaprApi.STATE }] }, chart => ({ publishes: [{ pubsub: redisBroker(chart), topic: 't' }] }))],

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
  ['112 a pipeline with a state store', 'DAPR3111', chart => { configuration({ httpPipeline: [{ component: componentOf(chart, 'state.redis') }] })(chart); }],
  ['112 a pipeline with a component of an unknown type', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: DaprComponent.fromComponentName(chart, 'x', 'x') }] })(chart);
  }],
  ['112 a pipeline with another type', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: componentOf(chart, 'middleware.http.bearer'), type: 'middleware.http.oauth2' }] })(chart);
  }],

  ['a limit of workflows of 0', 'DAPR3109', configuration({ maxConcurrentWorkflowInvocations: 0 })],
  ['classes of latency that fall', 'DAPR3109', configuration({ metricsLatencyDistributionBuckets: [10, 5] })],
  ['a rule of metrics that is no expression', 'DAPR3109', configuration({ metricsRules: [{ name: 'm', labels: [{ name: 'l', regex: { a: '(' } }] }] })],

  ['a feature before Dapr 1.18', 'DAPR1106', configuration({ features: [DaprFeature.WORKFLOW_HISTORY_SIGNING] }), { daprVersion: '1.17' }],
  ['headers of OTLP before Dapr 1.17', 'DAPR1106', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.of('b') } },
  }), { daprVersion: '1.16' }],
  ['retention of workflows before Dapr 1.17.2', 'DAPR1106', configuration({ workflowStateRetention: { failed: Duration.days(1) } }), { daprVersion: '1.17' }],
  ['limits by name before Dapr 1.18.1', 'DAPR1106', configuration({ workflowConcurrencyLimits: { order: 1 } }), { daprVersion: '1.18' }],
];

export const WARNINGS: Case[] = [
  ['93 a configuration by annotation that is not here', 'DAPR5004', chart => { app(chart, { podAnnotations: { 'dapr.io/config': 'tracing' } }); }],
  ['97 a component whose API is not allowed', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.PUBLISH }] }, chart => ({ uses: [redisStore(chart)] }))],
  ['111 a feature that nobody knows', 'DAPR3110', configuration({ features: [DaprFeature.of('HotRelod')] })],
  ['111 a feature that Dapr has no more', 'DAPR3110', configuration({ features: [DaprFeature.of('SchedulerReminders')] })],
  ['166 feature with a name that every object has', 'DAPR3110', chart => { new DaprConfiguration(chart, 'c', { features: [DaprFeature.of('hasOwnProperty').disabled()] }); }],
];

/** What looks like one of them and is right. */
export const RIGHT: Case[] = [
  ['97 an actor state store without the API state', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.ACTORS }] }, chart => ({
    uses: [new DaprComponent(chart, 's', { type: 'state.redis', metadata: { redisHost: text('r'), actorStateStore: text('true') } })],
  }))],
];
