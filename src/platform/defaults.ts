import { IpFamily } from './settings';

/** Default platform settings. */
export const PLATFORM_DEFAULTS = {
  daprVersion: '1.18',
  kubernetesVersion: '1.34',
  controlPlaneNamespace: 'dapr-system',
  trustDomain: 'cluster.local',
  mtls: true,
  ipFamily: IpFamily.IPV4,
  clusterPolicyInstalled: false,
  argoRolloutServices: false,
  managedByConductor: false,
  reloader: false,
  daprdStartupProbe: false,
  warningsAsErrors: false,
};
