import { atLeast, NEWEST_DAPR } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { nearest } from '../kubernetes/names';
import { entryOf } from '../util/json';

const UNKNOWN_CHART_VALUE = error('DAPR9006', {
  title: 'unknown chart value',
  why: 'Helm silently ignores it',
  todo: 'correct the name',
  source: 'dapr/dapr charts/dapr/values.yaml',
});
const CHART_VALUE_OF_NEWER_CHART = warning('DAPR9007', {
  title: 'chart value unknown to this library',
  why: 'Helm silently ignores it if the chart does not have it either',
  todo: 'check the name against the chart, then acknowledge this',
  source: 'dapr/dapr charts/dapr/values.yaml',
});

const words = (text: string): string[] => text.trim().split(/\s+/);
/** Keys of every service of the control plane. */
const SERVICE = 'component debug extraEnvVars fullnameOverride image livenessProbe logLevel nameOverride readinessProbe resources global';

/** The first- and second-level keys of the chart up to Dapr 1.19 (`charts/dapr/values.yaml`, its subcharts and their templates). */
export const CHART_KEYS: { [key: string]: string[] } = {
  global: words(`actors argoRolloutServiceReconciler daprControlPlaneArch daprControlPlaneOs dnsSuffix extraContainers extraVolumeMounts extraVolumes
    ha imagePullPolicy imagePullSecrets initContainers issuerFilenames k8sLabels labels logAsJson mtls nodeSelector operator priorityClassName
    prometheus rbac registry reminders scheduler seccompProfile tag tolerations`),
  dapr_config: words('component dapr_config_chart_included dapr_default_system_config_name fullnameOverride global nameOverride'),
  dapr_operator: words(`${SERVICE} apiService deploymentAnnotations maxPodRestartsPerMinute ports replicaCount runAsNonRoot serviceReconciler
    watchInterval watchNamespace webhookService`),
  dapr_placement: words(`${SERVICE} cluster disseminateCoalesceWindow disseminateTimeout fsGroup ha keepAliveTime keepAliveTimeout maxActorApiLevel
    metadataEnabled minActorApiLevel ports replicationFactor runAsNonRoot scaleZero service statefulsetAnnotations volumeclaims`),
  dapr_rbac: words('component fullnameOverride global nameOverride secretReader serviceAccount'),
  dapr_scheduler: words(`${SERVICE} cluster etcdBackendBatchInterval etcdBackendBatchLimit etcdClientEndpoints etcdClientPassword etcdClientUsername
    etcdCompactionMode etcdCompactionRetention etcdDefragThresholdMB etcdEmbed etcdInitialElectionTickAdvance etcdMaxSnapshots etcdMaxTxnOps etcdMaxWals
    etcdMetrics etcdSnapshotCount etcdSpaceQuota overrideBroadcastHostPort ports securityContext service statefulsetAnnotations workers`),
  dapr_sentry: words(`${SERVICE} deploymentAnnotations extraArgs jwt mode oidc ports replicaCount runAsNonRoot service tls`),
  dapr_sidecar_injector: words(`${SERVICE} allowedServiceAccounts allowedServiceAccountsPrefixNames deploymentAnnotations enableK8sDownwardAPIs enabled
    healthzPort hostNetwork ignoreEntrypointTolerations injectorImage kubeClusterDomain namespaceSelector nativeSidecar objectSelector replicaCount
    runAsNonRoot service sidecarDropALLCapabilities sidecarImagePullPolicy sidecarReadOnlyRootFilesystem sidecarRunAsGroup sidecarRunAsNonRoot
    sidecarRunAsUser webhookFailurePolicy`),
};

/** The first version of keys that the chart of the oldest known release line does not have. */
export const SINCE = { 'dapr_sentry.extraArgs': '1.19' } as const satisfies { readonly [key: string]: string };

/** Checks a key of the chart. An unknown second-level key may be newer than this library, unless it looks like a typo. */
export function unknownKey(path: string[], daprVersion: string): Problem[] {
  const name = path[path.length - 1];
  const known = path.length === 1 ? Object.keys(CHART_KEYS) : CHART_KEYS[path[0]];
  if (known.includes(name)) {
    const since = entryOf<string>(SINCE, path.join('.'));
    return since === undefined || atLeast(daprVersion, since) ? []
      : [{ rule: UNKNOWN_CHART_VALUE, what: `values.${path.join('.')} needs the chart of Dapr ${since}, and ${daprVersion} is declared`, todo: 'upgrade, or remove it' }];
  }
  const what = `values.${path.join('.')} is not a value of the chart`;
  if (/trac(e|ing)|otel|opentelemetry|zipkin/i.test(name)) {
    return [{ rule: UNKNOWN_CHART_VALUE, what, todo: 'remove it: only apps record traces; set tracingSamplingRate and zipkinEndpoint of DaprConfiguration' }];
  }
  const similar = known.find(each => each.toLowerCase() === name.toLowerCase()) ?? nearest(name, known);
  if (path.length > 1 && !similar) {
    return [{ rule: CHART_VALUE_OF_NEWER_CHART, what: `values.${path.join('.')} is not a value of the charts up to Dapr ${NEWEST_DAPR}` }];
  }
  return [{ rule: UNKNOWN_CHART_VALUE, what, todo: similar ? `use ${similar}` : `use one of ${known.join(', ')}` }];
}
