/** Faults of Configurations: references, APIs and components, telemetry, pipelines, limits, features. */
import { Chart, Duration } from 'cdk8s';
import { DaprApi, DaprComponent, DaprConfiguration, DataPlane, MetadataValue, OtelProtocol, DaprFeature } from 'cdk8s-dapr';
import { Case, componentOf, configuration, redisBroker, redisStore, text } from './case';
import { app, deployment, SHARED } from '../charts';

const read = (props: any, appProps: (chart: Chart) => any) => (chart: Chart) => { new DaprConfiguration(chart, 'c', { ...props, apps: [app(chart, appProps(chart))] }); };

export const ERRORS: Case[] = [
  ['93 an empty Configuration name', 'DAPR1021', chart => { DaprConfiguration.fromConfigurationName(chart, 'c', ''); }],
  ['93 an empty hand-written dapr.io/config', 'DAPR3001', chart => { app(chart, { workload: deployment(chart, 'w', {}, { annotations: { 'dapr.io/config': '' } }) }); }],
  ['94 a referenced Configuration together with a defined one', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sidecar({ configuration: DaprConfiguration.fromConfigurationName(chart, 'x', 'x') }) });
    new DaprConfiguration(chart, 'c', { metricsEnabled: false, apps: [checkout] });
  }],
  ['a referenced Configuration for an app behind a shared daprd', 'DAPR3102', chart => {
    const checkout = app(chart, { dataPlane: DataPlane.sharedDeployment() });
    checkout.addConfiguration(DaprConfiguration.fromConfigurationName(chart, 'x', 'x'));
  }, SHARED],
  ['two Configurations that contradict each other', 'DAPR5001', chart => {
    const checkout = app(chart);
    [true, false].forEach((on, i) => new DaprConfiguration(chart, `c${i}`, { metricsEnabled: on, apps: [checkout] }));
  }],
  ['a Configuration without a setting', 'DAPR3109', configuration({})],
  ['164 a Configuration for an object that is not an app', 'DAPR3017', chart => { new DaprConfiguration(chart, 's', {}).addApp(null as any); }],

  ['95 an API version that the declared Dapr does not support', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.JOBS, versions: ['v1'] }] }), { daprVersion: '1.17' }],
  ['95 an unknown API version', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: ['v1.0'] }] })],
  ['95 an unknown API', 'DAPR3017', configuration({ allowedApis: [{ api: 'states' }] })],
  ['95 an empty list of APIs', 'DAPR3107', configuration({ allowedApis: [] })],
  ['95 an empty list of versions', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE, versions: [] }] })],
  ['an API that is both allowed and denied', 'DAPR3107', configuration({ allowedApis: [{ api: DaprApi.STATE }], deniedApis: [{ api: DaprApi.STATE, versions: ['v1'] }] })],
  ['166 an API version named like a JavaScript object property', 'DAPR3107', chart => { new DaprConfiguration(chart, 'c', { allowedApis: [{ api: DaprApi.STATE, versions: ['toString'] }] }); }],
  ['91 a component that the Configuration denies', 'DAPR5003', read({ deniedComponents: ['state.redis/v1'] }, chart => ({ uses: [redisStore(chart)] }))],
  ['97 a list of APIs without one that the app needs', 'DAPR5005', read({ allowedApis: [{ api: DaprApi.STATE }] }, chart => ({ publishes: [{ pubsub: redisBroker(chart), topic: 't' }] }))],

  ['107 an unknown OTLP protocol', 'DAPR3017', configuration({ otel: { endpointAddress: 'otel:4317', protocol: 'thrift' } })],
  ['108 an OTLP address with a scheme', 'DAPR3109', configuration({ otel: { endpointAddress: 'http://otel:4317', protocol: OtelProtocol.GRPC } })],
  ['an OTLP header from the environment', 'DAPR3109', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.fromEnv('A') } },
  })],
  ['an OTLP key in plain text', 'DAPR3006', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { 'x-api-key': MetadataValue.of('a') } },
  })],
  ['109 a sampling rate above 1', 'DAPR3109', configuration({ tracingSamplingRate: 2 })],
  ['109 a sampling rate that is a string', 'DAPR3017', configuration({ tracingSamplingRate: '1' })],
  ['a Zipkin address without a scheme', 'DAPR3109', configuration({ zipkinEndpoint: 'zipkin:9411' })],

  ['110 mTLS settings of an app', 'DAPR3108', configuration({ controlPlaneMtls: { enabled: true, sentryAddress: 'a:443', controlPlaneTrustDomain: 'a' } })],
  ['112 a pipeline with a state store as middleware', 'DAPR3111', chart => { configuration({ httpPipeline: [{ component: componentOf(chart, 'state.redis') }] })(chart); }],
  ['112 a pipeline with a component referenced by name only', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: DaprComponent.fromComponentName(chart, 'x', 'x') }] })(chart);
  }],
  ['112 a pipeline with another type than that of the component', 'DAPR3111', chart => {
    configuration({ httpPipeline: [{ component: componentOf(chart, 'middleware.http.bearer'), type: 'middleware.http.oauth2' }] })(chart);
  }],

  ['a workflow concurrency limit of 0', 'DAPR3109', configuration({ maxConcurrentWorkflowInvocations: 0 })],
  ['latency buckets in descending order', 'DAPR3109', configuration({ metricsLatencyDistributionBuckets: [10, 5] })],
  ['a metrics rule with an invalid regular expression', 'DAPR3109', configuration({ metricsRules: [{ name: 'm', labels: [{ name: 'l', regex: { a: '(' } }] }] })],

  ['a feature before Dapr 1.18', 'DAPR1106', configuration({ features: [DaprFeature.WORKFLOW_HISTORY_SIGNING] }), { daprVersion: '1.17' }],
  ['OTLP headers before Dapr 1.17', 'DAPR1106', configuration({
    otel: { endpointAddress: 'otel:4317', protocol: OtelProtocol.GRPC, headers: { a: MetadataValue.of('b') } },
  }), { daprVersion: '1.16' }],
  ['workflow state retention before Dapr 1.17.2', 'DAPR1106', configuration({ workflowStateRetention: { failed: Duration.days(1) } }), { daprVersion: '1.17' }],
  ['concurrency limits by name before Dapr 1.18.1', 'DAPR1106', configuration({ workflowConcurrencyLimits: { order: 1 } }), { daprVersion: '1.18' }],
];

export const WARNINGS: Case[] = [
  ['93 an annotation with a Configuration that is not in this App', 'DAPR5004', chart => { app(chart, { podAnnotations: { 'dapr.io/config': 'tracing' } }); }],
  ['97 a component whose API is not allowed', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.PUBLISH }] }, chart => ({ uses: [redisStore(chart)] }))],
  ['the workflow fast path with limits of the scheduler', 'DAPR7080',
    configuration({ features: [DaprFeature.WORKFLOWS_FAST_PATH], workflowConcurrencyLimits: { order: 5 }, globalMaxConcurrentActivityInvocations: 4 }), { daprVersion: '1.19' }],
  ['111 an unknown feature', 'DAPR3110', configuration({ features: [DaprFeature.of('HotRelod')] })],
  ['111 a feature that Dapr removed', 'DAPR3110', configuration({ features: [DaprFeature.of('SchedulerReminders')] })],
  ['166 a feature named like a JavaScript object property', 'DAPR3110', chart => { new DaprConfiguration(chart, 'c', { features: [DaprFeature.of('hasOwnProperty').disabled()] }); }],
];

/** Valid cases that resemble a fault. */
export const RIGHT: Case[] = [
  ['97 an actor state store without the API state', 'DAPR5006', read({ allowedApis: [{ api: DaprApi.ACTORS }] }, chart => ({
    uses: [new DaprComponent(chart, 's', { type: 'state.redis', metadata: { redisHost: text('r'), actorStateStore: text('true') } })],
  }))],
];
