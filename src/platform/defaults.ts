import { IpFamily } from './settings';
import { DaprDelivery } from '../delivery/delivery';

/** Default platform settings. */
export const PLATFORM_DEFAULTS = {
  daprVersion: '1.19',
  kubernetesVersion: '1.35',
  controlPlaneNamespace: 'dapr-system',
  trustDomain: 'cluster.local',
  mtls: true,
  ipFamily: IpFamily.IPV4,
  clusterPolicyInstalled: false,
  hotReload: true,
  operatorServices: true,
  argoRolloutServices: false,
  managedByConductor: false,
  delivery: DaprDelivery.none(),
  reloader: false,
  daprdStartupProbe: false,
  warningsAsErrors: false,
  acknowledgementAnnotations: true,
};
