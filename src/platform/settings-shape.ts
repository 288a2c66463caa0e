import { DERIVED_ACCESS } from './derivations';
import { DaprPlatformSettings } from './settings';
import { DaprDelivery } from '../delivery/delivery';
import { aBoolean, aString, listOf, struct, unchecked, withMethod } from '../props/checks';
import { Schema } from '../props/schema';

/** Types of the settings. Separate rules check the `unchecked` ones. */
export const SETTINGS_SHAPE: Schema<DaprPlatformSettings> = {
  cluster: unchecked,
  daprVersion: unchecked,
  kubernetesVersion: unchecked,
  controlPlaneNamespace: unchecked,
  trustDomain: unchecked,
  clusterDomain: unchecked,
  mtls: aBoolean,
  ipFamily: unchecked,
  clusterPolicyInstalled: aBoolean,
  hotReload: aBoolean,
  operatorServices: aBoolean,
  argoRolloutServices: aBoolean,
  managedByConductor: aBoolean,
  reloader: aBoolean,
  rollOnUpgrade: aBoolean,
  trustAnchorsFingerprint: unchecked,
  upgradingFrom: unchecked,
  daprdStartupProbe: aBoolean,
  apiTokenSecret: unchecked,
  dataPlane: withMethod('bind', 'a data plane'),
  delivery: value => DaprDelivery._is(value) ? undefined : 'a DaprDelivery',
  derivedAccess: struct(DERIVED_ACCESS),
  warningsAsErrors: aBoolean,
  acknowledgementAnnotations: aBoolean,
  locked: listOf(aString),
};
