/** Types of the props of a `DaprConfiguration`. */
import { AccessAction, AccessOperation, AccessPolicy, DaprApi, DaprApiRule, HttpVerb, SecretScope } from './access';
import { DaprConfigurationProps } from './props';
import {
  ControlPlaneMtls, JwksTokenValidator, MetricLabel, MetricRule, NameResolution, OtelExporter, OtelProtocol, PipelineHandler, WorkflowStateRetention,
} from './settings';
import { aBoolean, aComponent, aDuration, aList, aNamespace, aNumber, aString, anApp, listOf, mapOf, multiLine, oneOf, struct, unchecked } from '../../props/checks';
import { Schema } from '../../props/schema';
import { aValue } from '../component/value-shape';

const OPERATION: Schema<AccessOperation> = { name: aString, action: oneOf(AccessAction), httpVerbs: listOf(oneOf(HttpVerb)) };
export const OPERATIONS: typeof aString = listOf(struct(OPERATION, 'name', 'action'));
const POLICY: Schema<AccessPolicy> = {
  app: anApp,
  namespace: aNamespace,
  trustDomain: aString,
  defaultAction: oneOf(AccessAction),
  operations: OPERATIONS,
};
const API: Schema<DaprApiRule> = { api: oneOf(DaprApi), versions: listOf(aString) };
const SECRETS: Schema<SecretScope> = {
  secretStore: aComponent, defaultAccess: oneOf(AccessAction), allowedSecrets: listOf(aString), deniedSecrets: listOf(aString),
};
const HANDLER: Schema<PipelineHandler> = { component: aComponent, type: aString, selector: mapOf(aString) };
const OTEL: Schema<OtelExporter> = {
  endpointAddress: aString, protocol: oneOf(OtelProtocol), isSecure: aBoolean, headers: mapOf(aValue), timeout: aDuration,
};
const LABEL: Schema<MetricLabel> = { name: aString, regex: mapOf(aString) };
const METRIC: Schema<MetricRule> = { name: aString, labels: listOf(struct(LABEL, 'name', 'regex')) };
const NAMES: Schema<NameResolution> = { component: aString, version: aString, configuration: mapOf(aString) };
const RETENTION: Schema<WorkflowStateRetention> = { anyTerminal: aDuration, completed: aDuration, failed: aDuration, terminated: aDuration };
const JWKS: Schema<JwksTokenValidator> = { source: multiLine, caCertificate: multiLine, requestTimeout: aDuration, minRefreshInterval: aDuration };
const MTLS: Schema<ControlPlaneMtls> = {
  enabled: aBoolean,
  sentryAddress: aString,
  controlPlaneTrustDomain: aString,
  workloadCertTtl: aDuration,
  allowedClockSkew: aDuration,
  tokenValidators: listOf(struct(JWKS, 'source')),
};

export const CONFIGURATION: Schema<DaprConfigurationProps> = {
  configurationName: unchecked,
  namespace: unchecked,
  apps: aList,
  accessControlDefaultAction: oneOf(AccessAction),
  accessControlTrustDomain: aString,
  accessControlPolicies: listOf(struct(POLICY, 'app')),
  allowedApis: listOf(struct(API, 'api')),
  deniedApis: listOf(struct(API, 'api')),
  secretScopes: listOf(struct(SECRETS, 'secretStore')),
  deniedComponents: listOf(aString),
  httpPipeline: listOf(struct(HANDLER, 'component')),
  appHttpPipeline: listOf(struct(HANDLER, 'component')),
  tracingSamplingRate: aNumber,
  tracingStdout: aBoolean,
  zipkinEndpoint: aString,
  otel: struct(OTEL, 'endpointAddress', 'protocol'),
  metricsEnabled: aBoolean,
  metricsIncreasedCardinality: aBoolean,
  metricsPathMatching: listOf(aString),
  metricsExcludeVerbs: aBoolean,
  metricsLatencyDistributionBuckets: listOf(aNumber),
  metricsRecordErrorCodes: aBoolean,
  metricsRules: listOf(struct(METRIC, 'name', 'labels')),
  apiLoggingEnabled: aBoolean,
  apiLoggingObfuscateUrls: aBoolean,
  apiLoggingOmitHealthChecks: aBoolean,
  features: mapOf(aBoolean),
  nameResolution: struct(NAMES, 'component'),
  wasmStrictSandbox: aBoolean,
  maxConcurrentWorkflowInvocations: aNumber,
  maxConcurrentActivityInvocations: aNumber,
  globalMaxConcurrentWorkflowInvocations: aNumber,
  globalMaxConcurrentActivityInvocations: aNumber,
  workflowConcurrencyLimits: mapOf(aNumber),
  activityConcurrencyLimits: mapOf(aNumber),
  workflowStateRetention: struct(RETENTION),
  controlPlaneMtls: struct(MTLS, 'enabled', 'sentryAddress', 'controlPlaneTrustDomain'),
};
