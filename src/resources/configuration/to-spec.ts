/** The spec of a Configuration as JSON. */
import { accessControl, apiRules, secretScopes } from './access-spec';
import { DaprConfigurationProps } from './props';
import { ControlPlaneMtls, JwksTokenValidator, OtelExporter, PipelineHandler } from './settings';
import { given, givenOrNothing, Json, mapValues } from '../../util/json';
import { durationText } from '../../util/values';
import { namedValues } from '../component/named-values';

/** What the props say, to be resolved while rendering. */
export function configurationSpec(props: DaprConfigurationProps, daprVersion: string): Json {
  return given({
    accessControl: accessControl(props),
    api: given({ allowed: apiRules(props.allowedApis, daprVersion), denied: apiRules(props.deniedApis, daprVersion) }),
    appHttpPipeline: pipeline(props.appHttpPipeline),
    components: given({ deny: props.deniedComponents }),
    features: Object.entries(props.features ?? {}).map(([name, enabled]) => ({ name, enabled })),
    httpPipeline: pipeline(props.httpPipeline),
    logging: given({
      apiLogging: given({
        enabled: props.apiLoggingEnabled,
        obfuscateURLs: props.apiLoggingObfuscateUrls,
        omitHealthChecks: props.apiLoggingOmitHealthChecks,
      }),
    }),
    metrics: metrics(props),
    mtls: mtls(props.controlPlaneMtls),
    nameResolution: nameResolution(props),
    secrets: given({ scopes: secretScopes(props.secretScopes) }),
    tracing: tracing(props),
    wasm: given({ strictSandbox: props.wasmStrictSandbox }),
    workflow: workflow(props),
  });
}

function pipeline(handlers: PipelineHandler[] | undefined): Json | undefined {
  return handlers?.length ? {
    handlers: handlers.map(handler => given({
      name: handler.component.componentName,
      type: typeOf(handler),
      selector: handler.selector && givenOrNothing({ fields: Object.entries(handler.selector).map(([field, value]) => ({ field, value })) }),
    })),
  } : undefined;
}

/** The type of a step: that of its component, where that is known. */
export function typeOf({ type, component }: PipelineHandler): string | undefined {
  const known: unknown = (component as { type?: unknown }).type;
  return type ?? (typeof known === 'string' ? known : undefined);
}

/** As `metrics`, for the API server fills that in, and it overrules `metric` (dapr/dapr pkg/config/configuration.go). */
function metrics(props: DaprConfigurationProps): Json | undefined {
  const others = givenOrNothing({
    http: given({
      increasedCardinality: props.metricsIncreasedCardinality, pathMatching: props.metricsPathMatching, excludeVerbs: props.metricsExcludeVerbs,
    }),
    latencyDistributionBuckets: props.metricsLatencyDistributionBuckets,
    recordErrorCodes: props.metricsRecordErrorCodes,
    rules: props.metricsRules?.map(({ name, labels }) => ({ name, labels: labels.map(label => ({ name: label.name, regex: label.regex })) })),
  });
  return props.metricsEnabled === undefined && !others ? undefined : { enabled: props.metricsEnabled ?? true, ...others };
}

function mtls(settings: ControlPlaneMtls | undefined): Json | undefined {
  return settings && given({
    enabled: settings.enabled,
    sentryAddress: settings.sentryAddress,
    controlPlaneTrustDomain: settings.controlPlaneTrustDomain,
    workloadCertTTL: durationText(settings.workloadCertTtl),
    allowedClockSkew: durationText(settings.allowedClockSkew),
    tokenValidators: settings.tokenValidators?.map(validator => ({ name: 'jwks', options: jwks(validator) })),
  });
}

const jwks = ({ source, caCertificate, requestTimeout, minRefreshInterval }: JwksTokenValidator): Json =>
  given({ source, caCertificate, requestTimeout: durationText(requestTimeout), minRefreshInterval: durationText(minRefreshInterval) });

/** All three are required, the settings too where there are none. */
function nameResolution({ nameResolution: how }: DaprConfigurationProps): Json | undefined {
  return how && { component: how.component, version: how.version ?? 'v1', configuration: how.configuration ?? {} };
}

function tracing(props: DaprConfigurationProps): Json | undefined {
  const others = givenOrNothing({
    stdout: props.tracingStdout,
    zipkin: given({ endpointAddress: props.zipkinEndpoint }),
    otel: props.otel && otel(props.otel),
  });
  return props.tracingSamplingRate === undefined && !others ? undefined : { samplingRate: String(props.tracingSamplingRate ?? 1), ...others };
}

const otel = ({ endpointAddress, protocol, isSecure, headers, timeout }: OtelExporter): Json =>
  given({ endpointAddress, protocol, isSecure: isSecure ?? true, headers: namedValues(headers), timeout: durationText(timeout) });

function workflow(props: DaprConfigurationProps): Json | undefined {
  const limits = (map: { [name: string]: number } | undefined): Json[] =>
    Object.values(mapValues(map, (maxConcurrent, name) => ({ name, maxConcurrent })));
  return givenOrNothing({
    maxConcurrentWorkflowInvocations: props.maxConcurrentWorkflowInvocations,
    maxConcurrentActivityInvocations: props.maxConcurrentActivityInvocations,
    globalMaxConcurrentWorkflowInvocations: props.globalMaxConcurrentWorkflowInvocations,
    globalMaxConcurrentActivityInvocations: props.globalMaxConcurrentActivityInvocations,
    workflowConcurrencyLimits: limits(props.workflowConcurrencyLimits),
    activityConcurrencyLimits: limits(props.activityConcurrencyLimits),
    stateRetentionPolicy: given(mapValues({ ...props.workflowStateRetention } as Json, value => durationText(value))),
  });
}

