import { ConfigurationDefaults } from './configuration-defaults';
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
  serviceAppProtocol: aBoolean,
  managedByConductor: aBoolean,
  reloader: aBoolean,
  rollOnUpgrade: aBoolean,
  trustAnchorsFingerprint: unchecked,
  upgradingFrom: unchecked,
  daprdStartupProbe: aBoolean,
  apiTokenSecret: unchecked,
  dataPlane: withMethod('bind', 'a data plane'),
  configurationDefaults: value => ConfigurationDefaults._is(value) ? undefined : 'a ConfigurationDefaults, such as DaprConfiguration.defaults({ tracingSamplingRate: 0.1 })',
  delivery: value => DaprDelivery._is(value) ? undefined : 'a DaprDelivery',
  derivedAccess: struct(DERIVED_ACCESS),
  warningsAsErrors: aBoolean,
  acknowledgementAnnotations: aBoolean,
  locked: listOf(aString),
};
