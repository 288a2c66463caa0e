import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { DaprControlPlaneProps, WebhookFailurePolicy } from './props';
import { PLACEMENT_ENABLED } from './scheduler-placement';
import { DaprPlatform } from '../platform/dapr-platform';
import { canonical, isMap, Json } from '../util/json';
import { goDuration } from '../util/values';

/** A chart value and the prop or setting that it comes from. */
export interface ChartValue {
  readonly path: string;
  readonly from: string;
  readonly value: unknown;
}

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The chart values set by props and platform, one row each; unset values are left to the chart. */
export function chartValues(props: DaprControlPlaneProps, platform: DaprPlatform): ChartValue[] {
  const { clusterDomain: domain, controlPlaneNamespace: namespace } = platform;
  const rows: [path: string, from: string, value: unknown][] = [
    ['global.registry', 'registry', props.registry],
    ['global.tag', props.imageTag === undefined ? 'chartVersion' : 'imageTag', props.imageTag ?? props.chartVersion],
    ['global.imagePullSecrets', 'imagePullSecrets', filled(props.imagePullSecrets?.map(name => ({ name })))],
    ['global.ha.enabled', 'haEnabled', props.haEnabled],
    ['global.ha.replicaCount', 'haReplicaCount', props.haReplicaCount],
    ['global.ha.topologyKey', 'haTopologyKey', props.haTopologyKey],
    ['global.mtls.enabled', 'mtls of DaprPlatform', platform.mtls],
    ['global.mtls.controlPlaneTrustDomain', 'trustDomain of DaprPlatform', platform.trustDomain],
    ['global.mtls.workloadCertTTL', 'workloadCertTtl', time(props.workloadCertTtl)],
    ['global.mtls.allowedClockSkew', 'allowedClockSkew', time(props.allowedClockSkew)],
    ['global.logAsJson', 'logAsJson', props.logAsJson],
    ['global.prometheus.enabled', 'metricsEnabled', props.metricsEnabled],
    ['global.prometheus.port', 'metricsPort', props.metricsPort],
    ['global.nodeSelector', 'nodeSelector', filled(props.nodeSelector)],
    ['global.tolerations', 'tolerations', filled(props.tolerations)],
    ['global.priorityClassName', 'priorityClassName', props.priorityClassName],
    ['global.argoRolloutServiceReconciler.enabled', 'argoRolloutServices of DaprPlatform', platform.argoRolloutServices],
    ['dapr_operator.serviceReconciler.enabled', 'operatorServices of DaprPlatform', platform.operatorServices],
    ...(domain === undefined ? [] : [
      ['global.dnsSuffix', 'clusterDomain of DaprPlatform', `.${domain}`],
      ['dapr_sidecar_injector.kubeClusterDomain', 'clusterDomain of DaprPlatform', domain],
      // The chart hard-codes cluster.local in the address of Sentry, regardless of dnsSuffix.
      ['global.mtls.sentryAddress', 'clusterDomain of DaprPlatform', `dapr-sentry.${namespace}.svc.${domain}:443`],
    ] as [string, string, string][]),
    ['dapr_sidecar_injector.webhookFailurePolicy', 'webhookFailurePolicy', props.webhookFailurePolicy],
    ['dapr_sidecar_injector.namespaceSelector', 'namespaceSelector', selector(props, namespace)],
    ['dapr_sidecar_injector.allowedServiceAccounts', 'allowedServiceAccounts', filled(props.allowedServiceAccounts)?.join(',')],
    ['dapr_sidecar_injector.nativeSidecar', 'nativeSidecar', props.nativeSidecar],
    ['dapr_sidecar_injector.sidecarDropALLCapabilities', 'sidecarDropAllCapabilities', props.sidecarDropAllCapabilities],
    ['dapr_scheduler.cluster.inMemoryStorage', 'schedulerInMemoryStorage', props.schedulerInMemoryStorage],
    // Set even to the default: later charts may have another default, and a StatefulSet cannot change it.
    ['dapr_scheduler.cluster.storageSize', 'schedulerStorageSize', storage(props.schedulerStorageSize)],
    ['dapr_scheduler.cluster.storageClassName', 'schedulerStorageClassName', props.schedulerStorageClassName],
    ['dapr_sentry.extraArgs', 'sentryExtraArgs', filled(props.sentryExtraArgs)],
    [PLACEMENT_ENABLED, 'schedulerPlacementEnabled', props.schedulerPlacementEnabled],
  ];
  return rows.filter(([, , value]) => value !== undefined).map(([path, from, value]) => ({ path, from, value }));
}

/** Selector of the namespaces in which sidecars are injected; undefined for every namespace. */
function selector(props: DaprControlPlaneProps, controlPlane: string): object | undefined {
  const { namespaceSelector, excludedNamespaces = [] } = props;
  const always = props.webhookFailurePolicy === WebhookFailurePolicy.FAIL ? ['kube-system', controlPlane] : [];
  const excluded = new Set([...excludedNamespaces, ...always]);
  return filled({
    ...(filled(namespaceSelector) ? { matchLabels: namespaceSelector } : {}),
    ...(excluded.size ? { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'NotIn', values: [...excluded].sort() }] } : {}),
  });
}

/** The namespace that the labels select by name, if any. */
export const selectedNamespace = (props: DaprControlPlaneProps): string | undefined => props.namespaceSelector?.[NAMESPACE_NAME];

const filled = <T extends object>(value: T | undefined): T | undefined => value && Object.keys(value).length ? value : undefined;
const time = (value: Duration | undefined): string | undefined => value && goDuration(value.toMilliseconds());

/** A size in the largest unit that gives a whole number. */
export function storage(size: Size = Size.gibibytes(16)): string {
  const kibibytes = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  const unit = [[1024 ** 2, 'Gi'], [1024, 'Mi']].find(([factor]) => kibibytes % (factor as number) === 0) ?? [1, 'Ki'];
  return `${kibibytes / (unit[0] as number)}${unit[1]}`;
}

/** The values for the chart: the rows override the additional values. */
export function merged(given: Json, rows: ChartValue[]): Json {
  const all = structuredClone(given);
  for (const { path, value } of rows) {
    const keys = path.split('.');
    const last = keys.pop()!;
    let at = all;
    for (const key of keys) {
      at[key] = isMap(at[key]) ? at[key] : {};
      at = at[key];
    }
    at[last] = value;
  }
  return canonical(all);
}
