import { isDeepStrictEqual } from 'util';
import { SINCE, unknownKey } from './chart-keys';
import { DaprControlPlaneProps, WebhookFailurePolicy } from './props';
import { CONFLICTING_SETTINGS, INVALID_CONTROL_PLANE_SETTING } from './rules';
import { SCHEDULER_PLACEMENT_DAPR } from './scheduler-placement';
import { ChartValue, selectedNamespace } from './values';
import { atLeast, parseVersion, NATIVE_SIDECAR, NEWER_THAN_DECLARED } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { DaprPlatform } from '../platform/dapr-platform';
import { POSSIBLE_SECRET, WRONG_TYPE } from '../props/rules';
import { isMap, Json } from '../util/json';
import { isSecretValue, maybeSecret } from '../util/secrets';
import { describe, isSpecialKey, mustBe, port, text } from '../util/values';

const INEXACT_CHART_VERSION = error('DAPR9002', {
  title: 'missing or inexact chart version',
  why: 'The next sync may upgrade Dapr on its own, by more than one minor version',
  todo: 'set major.minor.patch, for example \'1.18.2\'',
  source: 'dapr/dapr charts/dapr',
});
const CHART_AND_DAPR_DIFFER = error('DAPR9003', {
  title: 'chart version that contradicts the declared Dapr version',
  why: 'The objects for the apps are emitted for another Dapr version than that of the control plane',
  todo: 'set daprVersion of DaprPlatform and chartVersion to the same version',
  source: 'dapr/dapr charts/dapr',
});
const CONTRADICTING_CHART_VALUE = error('DAPR9005', {
  title: 'chart value that contradicts a prop',
  why: 'Only one of the two takes effect',
  todo: 'set it with the prop only',
  source: 'dapr/dapr charts/dapr',
});
const SECRET_IN_CHART_VALUES = error('DAPR9008', {
  title: 'secret or certificate in the chart values',
  why: 'It ends up in the manifest, in Git and in etcd',
  todo: 'remove it; provide certificates with certificatesSecret',
  source: 'cdk8s-dapr',
});
const SCHEDULER_WITHOUT_STORAGE = warning('DAPR9014', {
  title: 'scheduler without persistent storage',
  why: 'Jobs, actor reminders and workflows are lost when its pods restart',
  todo: 'remove schedulerInMemoryStorage, or acknowledge this for a test cluster',
  source: 'dapr/dapr charts/dapr/charts/dapr_scheduler',
});
const SINGLE_INJECTOR = warning('DAPR9015', {
  title: 'single replica of a required sidecar injector',
  why: 'While its only replica is down, no pod starts in the selected namespaces',
  todo: 'set haEnabled, or acknowledge this',
  source: 'dapr/dapr charts/dapr/charts/dapr_sidecar_injector',
});

/** Checks that the chart version is exact and matches the declared Dapr version. */
export function checkVersion(chartVersion: unknown, { daprVersion }: DaprPlatform): Problem[] {
  if (typeof chartVersion !== 'string' || !/^\d+\.\d+\.\d+(-(alpha|beta|rc)[.\d]+)?$/.test(chartVersion) || !parseVersion(chartVersion)) {
    return [{ rule: INEXACT_CHART_VERSION, what: chartVersion === undefined ? 'chartVersion is missing' : mustBe('chartVersion', 'an exact version', chartVersion) }];
  }
  return parseVersion(chartVersion)!.minor === parseVersion(daprVersion)!.minor && atLeast(chartVersion, daprVersion) ? []
    : [{ rule: CHART_AND_DAPR_DIFFER, what: `chartVersion is ${chartVersion}, and daprVersion of DaprPlatform is ${daprVersion}` }];
}

/** Checks each setting on its own. */
export function checkSettings(props: DaprControlPlaneProps): Problem[] {
  const invalid = (wrong: unknown, prop: keyof DaprControlPlaneProps, expected: string): Problem[] =>
    props[prop] !== undefined && wrong ? [{ rule: INVALID_CONTROL_PLANE_SETTING, what: mustBe(prop, expected, props[prop]) }] : [];
  const isEmpty = (value: object | undefined): boolean => value !== undefined && !Object.keys(value).length;
  return [
    ...(props.output ? [] : [{ rule: INVALID_CONTROL_PLANE_SETTING, what: 'output is missing', todo: 'use ControlPlaneOutput.rendered(), .flux() or .argoCd()' }]),
    ...invalid(!/^(https?|oci):\/\/[^\s/?#]+[^\s?#]*$/.test(props.repository ?? ''), 'repository', 'an https://, http:// or oci:// URL without query and fragment'),
    ...invalid(!/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/i.test(props.registry ?? ''), 'registry', 'a host with an optional path, without scheme and trailing slash'),
    ...invalid(!/^[\w][\w.-]{0,127}$/.test(props.imageTag ?? ''), 'imageTag', 'an image tag'),
    ...invalid((props.releaseName ?? '').length > 53, 'releaseName', 'at most 53 characters long'),
    ...invalid(!Number.isInteger(props.haReplicaCount) || props.haReplicaCount! < 2, 'haReplicaCount', 'a whole number of at least 2'),
    ...invalid(port(String(props.metricsPort)), 'metricsPort', 'a port from 1 to 65535'),
    ...invalid(props.workloadCertTtl?.toMilliseconds() === 0, 'workloadCertTtl', 'greater than zero'),
    ...invalid(!(props.schedulerStorageSize?.toKibibytes()! > 0), 'schedulerStorageSize', 'greater than zero'),
    ...invalid(isEmpty(props.namespaceSelector), 'namespaceSelector', 'a non-empty map of labels, or unset to select every namespace'),
    ...invalid(props.allowedServiceAccounts?.some(account => !/^[^:,\s]+:[^:,\s]+$/.test(account)), 'allowedServiceAccounts', 'a list of strings in the form namespace:name'),
  ];
}

/** Checks settings against each other and against the platform. */
export function checkTogether(props: DaprControlPlaneProps, platform: DaprPlatform): Problem[] {
  const without = (condition: boolean, why: string, ...names: (keyof DaprControlPlaneProps)[]): Problem[] => condition
    ? names.filter(name => props[name] !== undefined).map(name => ({ rule: CONFLICTING_SETTINGS, what: `${name} is set, but ${why}` })) : [];
  const selected = selectedNamespace(props);
  const { webhookFailurePolicy, excludedNamespaces } = props;
  const fails = webhookFailurePolicy === WebhookFailurePolicy.FAIL;
  const hasSingleInjector = fails && props.haEnabled !== true;
  const excluded = [...excludedNamespaces ?? [], ...(fails ? ['kube-system', platform.controlPlaneNamespace] : [])];
  return [
    ...without(props.haEnabled !== true, 'haEnabled is not true', 'haReplicaCount', 'haTopologyKey'),
    ...without(!platform.mtls, 'mtls of DaprPlatform is false', 'certificatesSecret', 'workloadCertTtl', 'allowedClockSkew'),
    ...without(props.metricsEnabled === false, 'metricsEnabled is false', 'metricsPort'),
    ...without(props.schedulerInMemoryStorage === true, 'schedulerInMemoryStorage is true', 'schedulerStorageSize', 'schedulerStorageClassName'),
    ...(selected !== undefined && excluded.includes(selected)
      ? [{ rule: CONFLICTING_SETTINGS, what: `namespaceSelector selects '${selected}', which is excluded` }] : []),
    ...(props.schedulerInMemoryStorage ? [{ rule: SCHEDULER_WITHOUT_STORAGE, what: 'schedulerInMemoryStorage is true' }] : []),
    ...(hasSingleInjector ? [{ rule: SINGLE_INJECTOR, what: 'webhookFailurePolicy is Fail and haEnabled is not true' }] : []),
    ...(props.nativeSidecar ? [
      ...tooOld('nativeSidecar', 'Dapr', platform.daprVersion, NATIVE_SIDECAR.dapr), ...tooOld('nativeSidecar', 'Kubernetes', platform.kubernetesVersion, NATIVE_SIDECAR.kubernetes),
    ] : []),
    ...(props.schedulerPlacementEnabled ? tooOld('schedulerPlacementEnabled', 'Dapr', platform.daprVersion, SCHEDULER_PLACEMENT_DAPR) : []),
    ...(props.sentryExtraArgs?.length ? tooOld('sentryExtraArgs', 'Dapr', platform.daprVersion, SINCE['dapr_sentry.extraArgs']) : []),
  ];
}

const tooOld = (prop: keyof DaprControlPlaneProps, what: string, declared: string, needed: string): Problem[] =>
  atLeast(declared, needed) ? [] : [{ rule: NEWER_THAN_DECLARED, what: `${prop} needs ${what} ${needed}, and ${declared} is declared` }];

/** Checks the additional values: plain JSON, known to the chart, without secrets, and without contradiction to a prop. */
export function checkValues(given: Json, rows: ChartValue[], daprVersion: string): Problem[] {
  return [
    ...Object.entries(given).flatMap(([key, value]) => {
      const unknown = unknownKey([key], daprVersion);
      return unknown.length ? unknown : [
        ...(isMap(value) ? Object.keys(value).flatMap(name => unknownKey([key, name], daprVersion)) : [{ rule: INVALID_CONTROL_PLANE_SETTING, what: mustBe(`values.${key}`, 'a map', value) }]),
        ...checkLeaves(value, `values.${key}`),
      ];
    }),
    ...rows.flatMap(row => contradiction(given, row)),
  ];
}

function checkLeaves(value: unknown, path: string): Problem[] {
  if (isMap(value) && Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value)) {
    return Object.entries(value as object).flatMap(([key, child]) =>
      isSpecialKey(key) ? [{ rule: WRONG_TYPE, what: `${path} must not contain the key ${key}` }] : checkLeaves(child, `${path}.${key}`));
  }
  if (typeof value === 'string') {
    const variable = path.includes('.extraEnvVars.') ? path.slice(path.lastIndexOf('.') + 1) : '';
    return [...(isSecret(path, value) ? [{ rule: SECRET_IN_CHART_VALUES, what: `${path} contains a secret or certificate` }]
      : maybeSecret(variable, value) ? [{ rule: POSSIBLE_SECRET, what: `${path} has a literal value`, todo: 'remove it, or acknowledge this if the value is not a secret' }] : []),
    ...(text(value.replace(/[\t\r\n]/g, '')) ? [{ rule: WRONG_TYPE, what: `${path} must not contain control characters` }] : [])];
  }
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? []
    : [{ rule: WRONG_TYPE, what: mustBe(path, 'a string, number, boolean, list or map', value) }];
}

/** Whether a value is a certificate or a secret. */
const isSecret = (path: string, value: string): boolean => value !== '' && (/-----BEGIN /.test(value) || /(PEM|[pP]assword)$/.test(path) || isSecretValue(value));

function contradiction(given: Json, { path, from, value }: ChartValue): Problem[] {
  let at: unknown = given;
  for (const key of path.split('.')) {
    // A value in place of a map stays as it is, and differs.
    at = isMap(at) ? at[key] : at;
    if (at === undefined) {
      return [];
    }
  }
  return isDeepStrictEqual(at, value) ? []
    : [{ rule: CONTRADICTING_CHART_VALUE, what: `values.${path} is ${describe(at)}, and ${from} sets it to ${describe(value)}` }];
}

