/** Types of the props of a `DaprConfiguration`. */
import { AccessAction, AccessOperation, AccessPolicy, DaprApi, DaprApiRule, HttpVerb, SecretScope } from './access';
import { DaprConfigurationProps } from './props';
import {
  ControlPlaneMtls, JwksTokenValidator, MetricLabel, MetricRule, NameResolution, OtelExporter, OtelProtocol, PipelineHandler, WorkflowStateRetention,
} from './settings';
import { aComponent, aDuration, aList, aNamespace, aNumber, aText, aTruth, anApp, elsewhere, listOf, mapOf, multiLine, oneOf, required, Shape, struct } from '../../props/shape';
import { aValue } from '../component/value-shape';

const OPERATION: Shape<AccessOperation> = { name: aText, action: oneOf(AccessAction), httpVerbs: listOf(oneOf(HttpVerb)) };
export const OPERATIONS: typeof aText = listOf(required(struct(OPERATION), 'name', 'action'));
const POLICY: Shape<AccessPolicy> = {
  app: anApp,
  namespace: aNamespace,
  trustDomain: aText,
  defaultAction: oneOf(AccessAction),
  operations: OPERATIONS,
};
const API: Shape<DaprApiRule> = { api: oneOf(DaprApi), versions: listOf(aText) };
const SECRETS: Shape<SecretScope> = {
  secretStore: aComponent, defaultAccess: oneOf(AccessAction), allowedSecrets: listOf(aText), deniedSecrets: listOf(aText),
};
const HANDLER: Shape<PipelineHandler> = { component: aComponent, type: aText, selector: mapOf(aText) };
const OTEL: Shape<OtelExporter> = {
  endpointAddress: aText, protocol: oneOf(OtelProtocol), isSecure: aTruth, headers: mapOf(aValue), timeout: aDuration,
};
const LABEL: Shape<MetricLabel> = { name: aText, regex: mapOf(aText) };
const METRIC: Shape<MetricRule> = { name: aText, labels: listOf(required(struct(LABEL), 'name', 'regex')) };
const NAMES: Shape<NameResolution> = { component: aText, version: aText, configuration: mapOf(aText) };
const RETENTION: Shape<WorkflowStateRetention> = { anyTerminal: aDuration, completed: aDuration, failed: aDuration, terminated: aDuration };
const JWKS: Shape<JwksTokenValidator> = { source: multiLine, caCertificate: multiLine, requestTimeout: aDuration, minRefreshInterval: aDuration };
const MTLS: Shape<ControlPlaneMtls> = {
  enabled: aTruth,
  sentryAddress: aText,
  controlPlaneTrustDomain: aText,
  workloadCertTtl: aDuration,
  allowedClockSkew: aDuration,
  tokenValidators: listOf(required(struct(JWKS), 'source')),
};

export const CONFIGURATION: Shape<DaprConfigurationProps> = {
  configurationName: elsewhere,
  namespace: elsewhere,
  apps: aList,
  accessControlDefaultAction: oneOf(AccessAction),
  accessControlTrustDomain: aText,
  accessControlPolicies: listOf(required(struct(POLICY), 'app')),
  allowedApis: listOf(required(struct(API), 'api')),
  deniedApis: listOf(required(struct(API), 'api')),
  secretScopes: listOf(required(struct(SECRETS), 'secretStore')),
  deniedComponents: listOf(aText),
  httpPipeline: listOf(required(struct(HANDLER), 'component')),
  appHttpPipeline: listOf(required(struct(HANDLER), 'component')),
  tracingSamplingRate: aNumber,
  tracingStdout: aTruth,
  zipkinEndpoint: aText,
  otel: required(struct(OTEL), 'endpointAddress', 'protocol'),
  metricsEnabled: aTruth,
  metricsIncreasedCardinality: aTruth,
  metricsPathMatching: listOf(aText),
  metricsExcludeVerbs: aTruth,
  metricsLatencyDistributionBuckets: listOf(aNumber),
  metricsRecordErrorCodes: aTruth,
  metricsRules: listOf(required(struct(METRIC), 'name', 'labels')),
  apiLoggingEnabled: aTruth,
  apiLoggingObfuscateUrls: aTruth,
  apiLoggingOmitHealthChecks: aTruth,
  features: mapOf(aTruth),
  nameResolution: required(struct(NAMES), 'component'),
  wasmStrictSandbox: aTruth,
  maxConcurrentWorkflowInvocations: aNumber,
  maxConcurrentActivityInvocations: aNumber,
  globalMaxConcurrentWorkflowInvocations: aNumber,
  globalMaxConcurrentActivityInvocations: aNumber,
  workflowConcurrencyLimits: mapOf(aNumber),
  activityConcurrencyLimits: mapOf(aNumber),
  workflowStateRetention: struct(RETENTION),
  controlPlaneMtls: required(struct(MTLS), 'enabled', 'sentryAddress', 'controlPlaneTrustDomain'),
};
