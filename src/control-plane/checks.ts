import { isDeepStrictEqual } from 'util';
import { unknownKey } from './chart-keys';
import { DaprControlPlaneProps, WebhookFailurePolicy } from './props';
import { ChartValue, selectedNamespace } from './values';
import { atLeast, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { DaprPlatform } from '../platform/dapr-platform';
import { isMap, Json } from '../util/json';
import { describe, isSpecialKey, namesSecret, port, text } from '../util/values';

/** The version of the chart: exact, and of the Dapr that apps are written for. */
export function checkVersion(chartVersion: unknown, { daprVersion }: DaprPlatform): Problem[] {
  if (typeof chartVersion !== 'string' || !/^\d+\.\d+\.\d+$/.test(chartVersion) || !parseVersion(chartVersion)) {
    return [{ code: 'DAPR9002', what: chartVersion === undefined ? 'chartVersion is missing' : `chartVersion ${describe(chartVersion)} is not one version` }];
  }
  return parseVersion(chartVersion)!.minor === parseVersion(daprVersion)!.minor && atLeast(chartVersion, daprVersion) ? []
    : [{ code: 'DAPR9003', what: `chartVersion is ${chartVersion}, and daprVersion of DaprPlatform is ${daprVersion}` }];
}

/** Settings that are wrong by themselves. */
export function checkSettings(props: DaprControlPlaneProps): Problem[] {
  const invalid = (wrong: unknown, prop: keyof DaprControlPlaneProps, wanted: string): Problem[] =>
    props[prop] !== undefined && wrong ? [{ code: 'DAPR9012', what: `${prop} ${describe(props[prop])} is not ${wanted}` }] : [];
  const none = (value: object | undefined): boolean => value !== undefined && !Object.keys(value).length;
  return [
    ...(props.output ? [] : [{ code: 'DAPR9012' as const, what: 'output is missing', todo: 'give ControlPlaneOutput.rendered(), .flux() or .argoCd()' }]),
    ...invalid(!/^(https?|oci):\/\/[^\s/?#]+[^\s?#]*$/.test(props.repository ?? ''), 'repository', 'an https://, http:// or oci:// address'),
    ...invalid(!/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/i.test(props.registry ?? ''), 'registry', 'a host with folders, without scheme and slash at the end'),
    ...invalid(!/^[\w][\w.-]{0,127}$/.test(props.imageTag ?? ''), 'imageTag', 'the tag of an image'),
    ...invalid((props.releaseName ?? '').length > 53, 'releaseName', 'at most 53 characters long'),
    ...invalid(!Number.isInteger(props.haReplicaCount) || props.haReplicaCount! < 2, 'haReplicaCount', 'a whole number of at least 2'),
    ...invalid(port(String(props.metricsPort)), 'metricsPort', 'a port'),
    ...invalid(props.workloadCertTtl?.toMilliseconds() === 0, 'workloadCertTtl', 'longer than nothing'),
    ...invalid(!(props.schedulerStorageSize?.toKibibytes()! > 0), 'schedulerStorageSize', 'more than nothing'),
    ...invalid(none(props.namespaceSelector), 'namespaceSelector', 'a selection; leave it out for every namespace'),
    ...invalid(props.allowedServiceAccounts?.some(account => !/^[^:,\s]+:[^:,\s]+$/.test(account)), 'allowedServiceAccounts', 'a list of namespace:name'),
  ];
}

/** Settings that are wrong together, with each other or with the platform. */
export function checkTogether(props: DaprControlPlaneProps, platform: DaprPlatform): Problem[] {
  const without = (condition: boolean, why: string, ...names: (keyof DaprControlPlaneProps)[]): Problem[] => condition
    ? names.filter(name => props[name] !== undefined).map(name => ({ code: 'DAPR9004', what: `${name} is given, but ${why}` })) : [];
  const selected = selectedNamespace(props);
  const { webhookFailurePolicy, excludedNamespaces } = props;
  const fails = webhookFailurePolicy === WebhookFailurePolicy.FAIL;
  const lonely = fails && props.haEnabled !== true;
  const excluded = [...excludedNamespaces ?? [], ...(fails ? ['kube-system', platform.controlPlaneNamespace] : [])];
  return [
    ...without(props.haEnabled !== true, 'haEnabled is not true', 'haReplicaCount', 'haTopologyKey'),
    ...without(!platform.mtls, 'mtls of DaprPlatform is false', 'certificatesSecret', 'workloadCertTtl', 'allowedClockSkew'),
    ...without(props.metricsEnabled === false, 'metricsEnabled is false', 'metricsPort'),
    ...without(props.schedulerInMemoryStorage === true, 'schedulerInMemoryStorage is true', 'schedulerStorageSize', 'schedulerStorageClassName'),
    ...(selected !== undefined && excluded.includes(selected)
      ? [{ code: 'DAPR9004' as const, what: `namespaceSelector selects '${selected}', which is excluded` }] : []),
    ...(props.schedulerInMemoryStorage ? [{ code: 'DAPR9014' as const, what: 'schedulerInMemoryStorage is true' }] : []),
    ...(lonely ? [{ code: 'DAPR9015' as const, what: 'webhookFailurePolicy is Fail and haEnabled is not true' }] : []),
    ...(props.nativeSidecar ? [...tooOld('Dapr', platform.daprVersion, '1.18'), ...tooOld('Kubernetes', platform.kubernetesVersion, '1.29')] : []),
  ];
}

const tooOld = (what: string, declared: string, needed: string): Problem[] =>
  atLeast(declared, needed) ? [] : [{ code: 'DAPR1106', what: `nativeSidecar needs ${what} ${needed}, and ${declared} is declared` }];

/** Values that were given beside the props: plain JSON, known to the chart, no secrets, nothing that a prop says otherwise. */
export function checkValues(given: Json, rows: ChartValue[]): Problem[] {
  return [
    ...Object.entries(given).flatMap(([key, value]) => {
      const unknown = unknownKey([key]);
      return unknown.length ? unknown : [
        ...(isMap(value) ? Object.keys(value).flatMap(name => unknownKey([key, name])) : [{ code: 'DAPR9012' as const, what: `values.${key} ${describe(value)} is no map` }]),
        ...checkLeaves(value, `values.${key}`),
      ];
    }),
    ...rows.flatMap(row => contradiction(given, row)),
  ];
}

function checkLeaves(value: unknown, path: string): Problem[] {
  if (isMap(value) && Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value)) {
    return Object.entries(value as object).flatMap(([key, child]) =>
      isSpecialKey(key) ? [{ code: 'DAPR3017' as const, what: `${path} has the key ${key}` }] : checkLeaves(child, `${path}.${key}`));
  }
  if (typeof value === 'string') {
    return [...(secret(path, value) ? [{ code: 'DAPR9008' as const, what: `${path} holds one` }] : []),
      ...(text(value.replace(/[\t\r\n]/g, '')) ? [{ code: 'DAPR3017' as const, what: `${path} holds a control character` }] : [])];
  }
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? []
    : [{ code: 'DAPR3017', what: `${path} ${describe(value)} is no text, number, truth, list or map` }];
}

/** A certificate wherever it stands, and what is a password by its name. */
const secret = (path: string, value: string): boolean => value !== ''
  && (/-----BEGIN /.test(value) || /(PEM|[pP]assword)$/.test(path) || (path.includes('.extraEnvVars.') && namesSecret(path.slice(path.lastIndexOf('.') + 1))));

function contradiction(given: Json, { path, from, value }: ChartValue): Problem[] {
  let at: unknown = given;
  for (const key of path.split('.')) {
    // What is no map where the chart has one stays, and differs.
    at = isMap(at) ? at[key] : at;
    if (at === undefined) {
      return [];
    }
  }
  return isDeepStrictEqual(at, value) ? []
    : [{ code: 'DAPR9005', what: `values.${path} is ${describe(at)}, and ${from} makes it ${describe(value)}` }];
}

