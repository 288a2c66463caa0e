import { AccessAction } from './access';
import { DaprConfigurationProps } from './props';
import { ConfigurationSettings } from './shared-settings';
import { SETTINGS } from './table';
import { hasSince } from '../../dapr/version';
import { isEmpty, Json } from '../../util/json';

const ROWS = Object.entries(SETTINGS);

/** The Configuration spec for the props, with tokens that are resolved while rendering. */
export function configurationSpec(props: DaprConfigurationProps, daprVersion: string): Json {
  const spec: Json = {};
  for (const [prop, { path, render }] of ROWS) {
    const value = props[prop as keyof DaprConfigurationProps];
    const rendered = value === undefined || !render ? value : render(value, daprVersion);
    if (!isEmpty(rendered)) {
      set(spec, path.split('.'), rendered);
    }
  }
  return withDefaults(spec, props);
}

function set(target: Json, [key, ...rest]: string[], value: unknown): void {
  if (rest.length) {
    set(target[key] ??= {}, rest, value);
  } else {
    target[key] = value;
  }
}

/** The values of a spec that no prop sets: `withDefaults` added them. */
export const impliedValues = ({ metrics, tracing }: Json, { metricsEnabled, tracingSamplingRate }: ConfigurationSettings): Json => ({
  ...(metrics && metricsEnabled === undefined ? { metrics: { enabled: metrics.enabled } } : {}),
  ...(tracing && tracingSamplingRate === undefined ? { tracing: { samplingRate: tracing.samplingRate } } : {}),
});

/** Adds defaults where Dapr's own default would contradict the other props. */
function withDefaults({ accessControl, metrics, tracing, ...spec }: Json, { accessControlPolicies: policies }: DaprConfigurationProps): Json {
  return {
    ...spec,
    ...(accessControl || policies ? { accessControl: { defaultAction: policies ? AccessAction.DENY : AccessAction.ALLOW, ...accessControl } } : {}),
    ...(metrics ? { metrics: { enabled: true, ...metrics } } : {}),
    ...(tracing ? { tracing: { samplingRate: '1', ...tracing } } : {}),
  };
}

const valueAt = (spec: Json, path: string): any => path.split('.').reduce<any>((at, field) => at?.[field], spec);

/** The paths of the settings in a spec. */
export const pathsIn = (spec: Json): string[] => ROWS.map(([, { path }]) => path).filter(path => valueAt(spec, path) !== undefined);

/** Fields of a spec that the declared Dapr version does not support yet. */
export const newerFields = (spec: Json, daprVersion: string): string[] => ROWS.flatMap(([, { path, since }]) => {
  const value = valueAt(spec, path);
  const needs = (shown: string, versions: readonly string[]): string[] =>
    hasSince(daprVersion, versions) ? [] : [`spec.${shown} needs Dapr ${versions.join(', ')}, and ${daprVersion} is declared`];
  return isEmpty(value) || since === undefined ? [] : Array.isArray(since) ? needs(path, since)
    : Object.entries(since).flatMap(([part, versions]) => isEmpty(value[part]) ? [] : needs(`${path}.${part}`, versions));
});

/** Props that the declared Dapr version does not support yet. */
export function newerSettings(props: DaprConfigurationProps, daprVersion: string): string[] {
  const needs = (path: string, since: readonly string[]): string[] =>
    hasSince(daprVersion, since) ? [] : [`${path} needs Dapr ${since.join(', ')}, and ${daprVersion} is declared`];
  return ROWS.flatMap(([prop, { since }]) => {
    const value: any = props[prop as keyof DaprConfigurationProps];
    if (value === undefined || since === undefined) {
      return [];
    }
    return Array.isArray(since) ? needs(prop, since)
      : Object.entries(since).flatMap(([part, versions]) => isEmpty(value[part]) ? [] : needs(`${prop}.${part}`, versions));
  });
}
