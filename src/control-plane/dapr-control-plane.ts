import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSettings, checkTogether, checkValues, checkVersion } from './checks';
import { DaprControlPlaneProps, WebhookFailurePolicy } from './props';
import { checkPlacement, servesPlacement } from './scheduler-placement';
import { chartValues, merged } from './values';
import { CONTROL_PLANES } from '../delivery/control-planes';
import { Problem } from '../diagnostics/finding';
import { report, reportAll } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { DaprPlatform } from '../platform/dapr-platform';
import { aBoolean, aDuration, aName, aNamespace, aNumber, aSize, aString, aToleration, labels, listOf, mapOf, enumOf, unchecked, withMethod } from '../props/checks';
import { Schema, validProps } from '../props/schema';

const MANAGED_BY_CONDUCTOR = error('DAPR9001', {
  title: 'control plane managed by Diagrid Conductor',
  why: 'Two owners of one Helm release undo each other\'s changes',
  todo: 'remove DaprControlPlane, or unset managedByConductor of DaprPlatform',
  source: 'docs.diagrid.io/conductor',
});

const PROPS: Schema<DaprControlPlaneProps> = {
  output: withMethod('_emit', 'a ControlPlaneOutput'),
  chartVersion: unchecked,
  repository: aString,
  releaseName: aName,
  createNamespace: aBoolean,
  registry: aString,
  imageTag: aString,
  imagePullSecrets: listOf(aName),
  haEnabled: aBoolean,
  haReplicaCount: aNumber,
  haTopologyKey: aString,
  workloadCertTtl: aDuration,
  allowedClockSkew: aDuration,
  certificatesSecret: aName,
  webhookFailurePolicy: enumOf(WebhookFailurePolicy),
  namespaceSelector: labels,
  excludedNamespaces: listOf(aNamespace),
  allowedServiceAccounts: listOf(aString),
  nativeSidecar: aBoolean,
  sidecarDropAllCapabilities: aBoolean,
  schedulerStorageSize: aSize,
  schedulerStorageClassName: aName,
  schedulerInMemoryStorage: aBoolean,
  schedulerPlacementEnabled: aBoolean,
  sentryExtraArgs: listOf(aString),
  logAsJson: aBoolean,
  metricsEnabled: aBoolean,
  metricsPort: aNumber,
  nodeSelector: labels,
  tolerations: listOf(aToleration),
  priorityClassName: aName,
  values: mapOf(unchecked),
};

/**
 * Dapr's control plane: its Helm chart with typed values, rendered at synth or emitted for Flux or Argo CD.
 *
 * The version is pinned, CRDs are installed and upgraded with it, and values that the chart or Helm would silently ignore
 * are refused. If `DaprPlatform` sets `managedByConductor`, the construct itself is refused (DAPR9001).
 * @example new DaprControlPlane(chart, 'dapr', { chartVersion: '1.18.2', output: ControlPlaneOutput.flux(), haEnabled: true });
 */
export class DaprControlPlane extends Construct {
  /** Namespace of the control plane: `controlPlaneNamespace` of `DaprPlatform`. */
  public readonly namespace: string;
  /** Name of the Helm release. */
  public readonly releaseName: string;
  /** The chart values as YAML, for `helm --values` or another installer. */
  public readonly valuesYaml: string;

  constructor(scope: Construct, id: string, props: DaprControlPlaneProps) {
    super(scope, id);
    const platform = DaprPlatform.of(this);
    const wellTyped = validProps(this, props, PROPS);
    const settings = { ...wellTyped, chartVersion: typeof wellTyped.chartVersion === 'string' ? wellTyped.chartVersion : '' };
    const rows = chartValues(settings, platform);
    const valueProblems = checkValues(settings.values ?? {}, rows, platform.daprVersion);
    const problems = [
      ...checkVersion(wellTyped.chartVersion, platform), ...checkSettings(settings), ...checkTogether(settings, platform),
      ...checkPlacement(settings), ...valueProblems,
    ];
    // Refused values may not be JSON.
    const values = merged(isSound(valueProblems) ? settings.values ?? {} : {}, rows);
    this.namespace = platform.controlPlaneNamespace;
    this.releaseName = settings.releaseName ?? 'dapr';
    this.valuesYaml = Yaml.stringify(values);
    if (platform.managedByConductor) {
      report(this, MANAGED_BY_CONDUCTOR, 'managedByConductor of DaprPlatform is true');
      return;
    }
    reportAll(this, problems);
    const { imageTag, chartVersion, certificatesSecret } = settings;
    const tool = settings.output?.format === 'rendered' ? undefined : settings.output?.format;
    CONTROL_PLANES(this).push({
      at: this, namespace: this.namespace, tool, version: imageTag ?? chartVersion, certificatesSecret, servesPlacement: servesPlacement(settings),
    });
    settings.output?._emit(this, {
      name: this.releaseName,
      namespace: this.namespace,
      createNamespace: settings.createNamespace ?? true,
      chartVersion: settings.chartVersion,
      repository: settings.repository ?? 'https://dapr.github.io/helm-charts',
      kubernetesVersion: platform.kubernetesVersion,
      certificatesSecret: settings.certificatesSecret,
      values,
      sound: isSound(problems) && Object.keys(wellTyped).length === countGiven(props),
    });
  }
}

const isSound = (problems: Problem[]): boolean => problems.every(({ rule }) => rule.level === 'warning');
const countGiven = (props: object): number => Object.values(props ?? {}).filter(value => value !== undefined && value !== null).length;
