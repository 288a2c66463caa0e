/** Renders the structs of `DaprConfigurationProps` as JSON. */
import { ControlPlaneMtls, JwksTokenValidator, MetricRule, NameResolution, OtelExporter, PipelineHandler, WorkflowStateRetention } from './settings';
import { canonical, omitEmpty, omitEmptyOrUndefined, Json, mapValues, sorted } from '../../util/json';
import { durationText } from '../../util/values';
import { namedValues } from '../metadata/named-values';

export const pipeline = (handlers: PipelineHandler[]): Json[] => handlers.map(handler => omitEmpty({
  name: handler.component.componentName,
  type: typeOf(handler),
  selector: handler.selector && omitEmptyOrUndefined({ fields: Object.values(mapValues(handler.selector, (value, field) => ({ field, value }))) }),
}));

/** The type of a handler: set explicitly, or that of its component if known. */
export function typeOf({ type, component }: PipelineHandler): string | undefined {
  const known: unknown = (component as { type?: unknown }).type;
  return type ?? (typeof known === 'string' ? known : undefined);
}

export const metricRules = (rules: MetricRule[]): Json[] =>
  rules.map(({ name, labels }) => ({ name, labels: labels.map(label => ({ name: label.name, regex: sorted(label.regex) })) }));

export const mtls = (settings: ControlPlaneMtls): Json => omitEmpty({
  enabled: settings.enabled,
  sentryAddress: settings.sentryAddress,
  controlPlaneTrustDomain: settings.controlPlaneTrustDomain,
  workloadCertTTL: durationText(settings.workloadCertTtl),
  allowedClockSkew: durationText(settings.allowedClockSkew),
  tokenValidators: settings.tokenValidators?.map(validator => ({ name: 'jwks', options: jwks(validator) })),
});

const jwks = ({ source, caCertificate, requestTimeout, minRefreshInterval }: JwksTokenValidator): Json =>
  omitEmpty({ source, caCertificate, requestTimeout: durationText(requestTimeout), minRefreshInterval: durationText(minRefreshInterval) });

/** All three fields are required, even empty settings. */
export const nameResolution = ({ component, version, configuration }: NameResolution): Json =>
  ({ component, version: version ?? 'v1', configuration: canonical(configuration ?? {}) });

export const otel = ({ endpointAddress, protocol, isSecure, headers, timeout }: OtelExporter): Json =>
  omitEmpty({ endpointAddress, protocol, isSecure: isSecure ?? true, headers: namedValues(headers), timeout: durationText(timeout) });

export const limits = (map: { [name: string]: number }): Json[] => Object.values(mapValues(map, (maxConcurrent, name) => ({ name, maxConcurrent })));

export const retention = (periods: WorkflowStateRetention): Json => omitEmpty(mapValues({ ...periods } as Json, value => durationText(value)));
