/** Schemas of the structs in `DaprConfigurationProps`. */
import { AccessAction, AccessOperation, AccessPolicy, DaprApi, DaprApiRule, HttpVerb, SecretScope } from './access';
import {
  ControlPlaneMtls, JwksTokenValidator, MetricLabel, MetricRule, NameResolution, OtelExporter, OtelProtocol, PipelineHandler, WorkflowStateRetention,
} from './settings';
import { aBoolean, aComponent, aDuration, aNamespace, anApp, aString, listOf, mapOf, multiLine, named, enumOf, struct } from '../../props/checks';
import { Schema } from '../../props/schema';
import { aValue } from '../metadata/value-shape';

const VERBS = listOf(named(HttpVerb._is, 'an HttpVerb'));
const OPERATION: Schema<AccessOperation> = {
  name: aString,
  action: enumOf(AccessAction),
  // An operation without verbs decides about no HTTP call.
  httpVerbs: value => Array.isArray(value) && !value.length ? 'a list with at least one HttpVerb' : VERBS(value),
};
export const OPERATIONS = listOf(struct(OPERATION, 'name', 'action'));
const POLICY: Schema<AccessPolicy> = {
  app: anApp, namespace: aNamespace, trustDomain: aString, defaultAction: enumOf(AccessAction), operations: OPERATIONS,
};
export const POLICIES = listOf(struct(POLICY, 'app'));
export const anApi = named(DaprApi._is, 'a DaprApi');
const API: Schema<DaprApiRule> = { api: anApi, versions: listOf(aString) };
export const APIS = listOf(struct(API, 'api'));
const SECRETS: Schema<SecretScope> = {
  secretStore: aComponent, defaultAccess: enumOf(AccessAction), allowedSecrets: listOf(aString), deniedSecrets: listOf(aString),
};
export const SECRET_SCOPES = listOf(struct(SECRETS, 'secretStore'));
const HANDLER: Schema<PipelineHandler> = { component: aComponent, type: aString, selector: mapOf(aString) };
export const PIPELINE = listOf(struct(HANDLER, 'component'));
const OTEL_EXPORTER: Schema<OtelExporter> = {
  endpointAddress: aString, protocol: enumOf(OtelProtocol), isSecure: aBoolean, headers: mapOf(aValue), timeout: aDuration,
};
export const OTEL = struct(OTEL_EXPORTER, 'endpointAddress', 'protocol');
const LABEL: Schema<MetricLabel> = { name: aString, regex: mapOf(aString) };
const METRIC: Schema<MetricRule> = { name: aString, labels: listOf(struct(LABEL, 'name', 'regex')) };
export const METRICS = listOf(struct(METRIC, 'name', 'labels'));
const NAMES: Schema<NameResolution> = { component: aString, version: aString, configuration: mapOf(aString) };
export const NAME_RESOLUTION = struct(NAMES, 'component');
const STATE: Schema<WorkflowStateRetention> = { anyTerminal: aDuration, completed: aDuration, failed: aDuration, terminated: aDuration };
export const RETENTION = struct(STATE);
const JWKS: Schema<JwksTokenValidator> = { source: multiLine, caCertificate: multiLine, requestTimeout: aDuration, minRefreshInterval: aDuration };
const CONTROL_PLANE: Schema<ControlPlaneMtls> = {
  enabled: aBoolean,
  sentryAddress: aString,
  controlPlaneTrustDomain: aString,
  workloadCertTtl: aDuration,
  allowedClockSkew: aDuration,
  tokenValidators: listOf(struct(JWKS, 'source')),
};
export const MTLS = struct(CONTROL_PLANE, 'enabled', 'sentryAddress', 'controlPlaneTrustDomain');
