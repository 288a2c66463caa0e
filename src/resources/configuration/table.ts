/**
 * The table of Configuration settings: prop -> path in the spec -> type -> first Dapr version that supports it. Rendering,
 * type checks and version checks of the props all derive from it.
 *
 * Source: dapr/dapr `charts/dapr/crds/configuration.yaml` of the tags v1.16.0 to v1.18.3 and of the branch of 1.19.
 */
import { AccessAction } from './access';
import { apiRules, policy, secretScopes } from './access-spec';
import { DaprFeature } from './features';
import { DaprConfigurationProps } from './props';
import { APIS, METRICS, MTLS, NAME_RESOLUTION, OTEL, PIPELINE, POLICIES, RETENTION, SECRET_SCOPES } from './schemas';
import { ConfigurationSettings } from './shared-settings';
import { limits, metricRules, mtls, nameResolution, otel, pipeline, retention } from './to-spec';
import { error } from '../../diagnostics/rule';
import { aBoolean, aDuration, aList, aNumber, aString, inOrder, listOf, mapOf, named, enumOf, ruled, unchecked, wholeNumber } from '../../props/checks';
import { Check } from '../../props/schema';
import { durationText } from '../../util/values';

export const INVALID_CONFIGURATION_SETTING = error('DAPR3109', {
  title: 'invalid Configuration setting',
  why: 'daprd exits, or silently uses a default',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/config/configuration.go',
});

/** A type check followed by a check of the value. */
const valued = (type: Check, check: Check): Check => inOrder(type, ruled(INVALID_CONFIGURATION_SETTING, check));

const positive = valued(aNumber, wholeNumber(1));
const ratio = valued(aNumber, value => value >= 0 && value <= 1 ? undefined : 'a number from 0 to 1');
const httpAddress = valued(aString, value => /^https?:\/\/[^/\s]+/.test(value) ? undefined : 'a URL that begins with http:// or https://');
const ascending = valued(listOf(aNumber), (values: number[]) =>
  values.every((value, i) => Number.isInteger(value) && value > (values[i - 1] ?? 0)) ? undefined : 'a list of ascending whole numbers above 0');

/** One prop of a `DaprConfiguration`. */
interface Setting {
  /** Path in the spec. */
  readonly path: string;
  readonly check: Check;
  /** Renders the value; without it, the value is used as is. */
  readonly render?: (value: any, daprVersion: string) => unknown;
  /** The first version of each release line that supports the prop, or one entry per field. */
  readonly since?: readonly string[] | { readonly [part: string]: readonly string[] };
}

/** Props of the object, not of the spec. */
type ObjectProp = 'configurationName' | 'namespace' | 'apps';
type Settings<T> = { readonly [prop in Exclude<keyof T, ObjectProp>]-?: Setting };

/** Settings that also may be defaults of a platform. */
const SHARED_SETTINGS: Settings<ConfigurationSettings> = {
  tracingSamplingRate: { path: 'tracing.samplingRate', check: ratio, render: String },
  tracingStdout: { path: 'tracing.stdout', check: aBoolean },
  zipkinEndpoint: { path: 'tracing.zipkin.endpointAddress', check: httpAddress },
  otel: { path: 'tracing.otel', check: OTEL, render: otel, since: { headers: ['1.17'], timeout: ['1.17'] } },
  // Rendered as `metrics`: the API server defaults that field, and it overrides `metric` (pkg/config/configuration.go).
  metricsEnabled: { path: 'metrics.enabled', check: aBoolean },
  metricsIncreasedCardinality: { path: 'metrics.http.increasedCardinality', check: aBoolean },
  metricsPathMatching: { path: 'metrics.http.pathMatching', check: listOf(aString) },
  metricsExcludeVerbs: { path: 'metrics.http.excludeVerbs', check: aBoolean },
  metricsLatencyDistributionBuckets: { path: 'metrics.latencyDistributionBuckets', check: ascending },
  metricsWorkflowLatencyDistributionBuckets: { path: 'metrics.workflow.latencyDistributionBuckets', check: ascending, since: ['1.19'] },
  metricsWorkflowLatencyDistributionUnits: { path: 'metrics.workflow.latencyDistributionUnits', check: aDuration, render: durationText, since: ['1.19'] },
  metricsRecordErrorCodes: { path: 'metrics.recordErrorCodes', check: aBoolean },
  metricsRules: { path: 'metrics.rules', check: METRICS, render: metricRules },
  apiLoggingEnabled: { path: 'logging.apiLogging.enabled', check: aBoolean },
  apiLoggingObfuscateUrls: { path: 'logging.apiLogging.obfuscateURLs', check: aBoolean },
  apiLoggingOmitHealthChecks: { path: 'logging.apiLogging.omitHealthChecks', check: aBoolean },
  features: {
    path: 'features',
    check: listOf(named(DaprFeature._is, 'a DaprFeature')),
    render: (features: DaprFeature[]) => features.map(({ featureName: name, enabled }) => ({ name, enabled })),
  },
  nameResolution: { path: 'nameResolution', check: NAME_RESOLUTION, render: nameResolution },
  wasmStrictSandbox: { path: 'wasm.strictSandbox', check: aBoolean },
  maxConcurrentWorkflowInvocations: { path: 'workflow.maxConcurrentWorkflowInvocations', check: positive },
  maxConcurrentActivityInvocations: { path: 'workflow.maxConcurrentActivityInvocations', check: positive },
  globalMaxConcurrentWorkflowInvocations: { path: 'workflow.globalMaxConcurrentWorkflowInvocations', check: positive, since: ['1.18.1'] },
  globalMaxConcurrentActivityInvocations: { path: 'workflow.globalMaxConcurrentActivityInvocations', check: positive, since: ['1.18.1'] },
  workflowConcurrencyLimits: { path: 'workflow.workflowConcurrencyLimits', check: mapOf(positive), render: limits, since: ['1.18.1'] },
  activityConcurrencyLimits: { path: 'workflow.activityConcurrencyLimits', check: mapOf(positive), render: limits, since: ['1.18.1'] },
  // Before 1.17.2, its durations were numbers that daprd could not read.
  workflowStateRetention: { path: 'workflow.stateRetentionPolicy', check: RETENTION, render: retention, since: ['1.17.2'] },
};

export const SETTINGS: Settings<DaprConfigurationProps> = {
  accessControlDefaultAction: { path: 'accessControl.defaultAction', check: enumOf(AccessAction) },
  accessControlTrustDomain: { path: 'accessControl.trustDomain', check: aString },
  accessControlPolicies: { path: 'accessControl.policies', check: POLICIES, render: policies => policies.map(policy) },
  allowedApis: { path: 'api.allowed', check: APIS, render: apiRules },
  deniedApis: { path: 'api.denied', check: APIS, render: apiRules },
  secretScopes: { path: 'secrets.scopes', check: SECRET_SCOPES, render: secretScopes },
  deniedComponents: { path: 'components.deny', check: listOf(aString) },
  httpPipeline: { path: 'httpPipeline.handlers', check: PIPELINE, render: pipeline },
  appHttpPipeline: { path: 'appHttpPipeline.handlers', check: PIPELINE, render: pipeline },
  ...SHARED_SETTINGS,
  controlPlaneMtls: { path: 'mtls', check: MTLS, render: mtls },
};

const checksOf = <T extends { readonly [prop: string]: Setting }>(settings: T) =>
  Object.fromEntries(Object.entries(settings).map(([prop, { check }]) => [prop, check])) as { readonly [prop in keyof T]: Check };

/** Schema of the settings that also may be defaults of a platform. */
export const CONFIGURATION_SETTINGS = checksOf(SHARED_SETTINGS);

/** Schema of the props. */
export const CONFIGURATION = {
  configurationName: unchecked,
  namespace: unchecked,
  apps: aList,
  ...checksOf(SETTINGS),
};
