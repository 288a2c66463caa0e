import { ContainerAppsExportProps } from './props';
import { DaprUseKind } from '../../contract';
import { warning } from '../../diagnostics/rule';
import { replicasOf } from '../../facts/replicas';
import { canonical, entryOf, Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TopologyApp } from '../topology/model';

const METRICS_NOT_EXPORTED = warning('DAPR8182', {
  title: 'autoscaler without scale rules in the export',
  why: 'The platform scales by HTTP requests only, or does not scale the app',
  todo: 'set scale for the app, with rules of Azure Container Apps',
  source: 'https://learn.microsoft.com/azure/container-apps/scale-app',
});

/** `scale` of an app: what the prop sets, or the replicas of the workload or its autoscaler. */
export function scaleOf(app: TopologyApp, { props, findings }: ExportContext<ContainerAppsExportProps>): Json {
  const given: Json | undefined = canonical(entryOf(props.scale ?? {}, app.appId));
  const { min, max } = replicasOf(app.construct, app.workload, app.workloadKind) ?? { min: app.replicas, max: app.replicas };
  if (!given && min !== max) {
    findings.warn(app.construct, METRICS_NOT_EXPORTED, `an autoscaler runs ${min} to ${max} replicas by metrics of the cluster, which are not exported`);
  }
  const scale: Json = given ?? { minReplicas: min, maxReplicas: Math.max(1, max) };
  if (app.uses.some(({ kind }) => kind === DaprUseKind.ACTORS) && scale.minReplicas === 0) {
    findings.add(app.construct, UNSUPPORTED_BY_TARGET, 'the app hosts actors and can scale to zero, where it receives no reminders',
      'set scale with minReplicas of at least 1');
  }
  return scale;
}
