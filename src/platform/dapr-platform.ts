import { IConstruct } from 'constructs';
import { checkSettings } from './checks';
import { ConfigurationDefaults } from './configuration-defaults';
import { PLATFORM_DEFAULTS } from './defaults';
import { allDerivations } from './derivations';
import { DerivedAccess } from './derived-access';
import { refuseLocked, refuseUnlocked } from './locked-scopes';
import { CLUSTER_SCOPES, Lock, LOCK_SCOPES, locksOf, setSettings, settingsOf } from './scoped-settings';
import { DaprPlatformSettings, IpFamily } from './settings';
import { SETTINGS_SHAPE } from './settings-shape';
import { IDataPlane } from '../contract';
import { APP_PROTOCOL_DAPR, atLeast, parseVersion } from '../dapr/version';
import { Deliveries } from '../delivery/deliveries';
import { DaprDelivery } from '../delivery/delivery';
import { Diagnostics } from '../diagnostics/diagnostics';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { validProps } from '../props/schema';
import { onePerApp } from '../synth/one-per-app';
import { describe } from '../util/values';

const PLATFORM_SET_TOO_LATE = error('DAPR1104', {
  title: 'platform settings changed after use',
  why: 'Constructs that were defined earlier already use the previous settings',
  todo: 'call DaprPlatform.set before you define constructs below the scope; a locked setting cannot be changed there either',
  source: 'cdk8s-dapr',
});

/** Symbol of the first construct that read the platform at or below a scope. The scope can no longer be set. */
const READER = Symbol.for('cdk8s-dapr.platform.reader');
type Scope = IConstruct & { [READER]?: IConstruct };

/** Resolved platforms, by scope. */
const RESOLVED = onePerApp('platforms', () => new Map<IConstruct, DaprPlatform>());

/**
 * Settings of the cluster and the platform for all constructs below a scope.
 *
 * The nearest scope that sets a field wins: a platform team sets the versions once for an App or a Chart, and an app team
 * overrides the fields that are not locked. It is not a construct and emits nothing.
 * @example DaprPlatform.set(app, { daprVersion: '1.18', kubernetesVersion: '1.34', apiTokenSecret: 'dapr-token' });
 */
export class DaprPlatform {
  /**
   * Sets the platform at and below a scope.
   *
   * Throws DAPR1104 if a construct has already read the platform at or below the scope, and DAPR1105 for a locked field.
   * Invalid values are reported at synth.
   */
  public static set(scope: IConstruct, settings: DaprPlatformSettings): void {
    const diagnostics = Diagnostics.of(scope);
    settings = validProps(scope, settings, SETTINGS_SHAPE);
    const { [READER]: reader }: Scope = scope;
    if (reader) {
      throw Diagnostics.fatal({ at: scope, rule: PLATFORM_SET_TOO_LATE, what: `DaprPlatform.set is called after '${reader.node.path || 'App'}' read the platform settings; got ${describe(settings)}` });
    }
    refuseLocked(scope, settings);
    const before = settingsOf(scope);
    const locked = [...before?.locked ?? [], ...settings.locked ?? []];
    setSettings(scope, { ...before, ...settings, ...(locked.length ? { locked } : {}) });
    if (settings.cluster !== undefined) {
      CLUSTER_SCOPES.add(scope, scope);
    }
    if (settings.locked?.length) {
      LOCK_SCOPES.add(scope, scope);
      refuseUnlocked(scope);
    }
    for (const { rule, what, todo } of checkSettings(settings, Object.keys(SETTINGS_SHAPE))) {
      report(scope, rule, what, todo);
    }
    const { configurationDefaults } = settings;
    if (configurationDefaults) {
      diagnostics.check(() => configurationDefaults._problems(DaprPlatform.of(scope).daprVersion).map(problem => ({ at: scope, ...problem })));
    }
    if (settings.delivery !== undefined) {
      Deliveries.of(scope).set(scope, settings.delivery);
    }
    if (settings.warningsAsErrors !== undefined) {
      diagnostics.policy.setStrict(scope, settings.warningsAsErrors);
    }
    if (settings.acknowledgementAnnotations !== undefined) {
      diagnostics.policy.setAnnotated(scope, settings.acknowledgementAnnotations);
    }
  }

  /** Returns the platform at a scope. `set` then throws for this scope and the scopes above it (DAPR1104). */
  public static of(scope: IConstruct): DaprPlatform {
    return RESOLVED(scope).get(scope) ?? DaprPlatform.read(scope, scope);
  }

  private static read(scope: Scope, reader: IConstruct): DaprPlatform {
    const resolved = RESOLVED(scope);
    let platform = resolved.get(scope);
    if (!platform) {
      const above = scope.node.scope && DaprPlatform.read(scope.node.scope, reader);
      platform = above && !settingsOf(scope) ? above : DaprPlatform.resolve(scope);
      resolved.set(scope, platform);
      if (!scope[READER]) {
        Object.defineProperty(scope, READER, { value: reader });
      }
    }
    return platform;
  }

  private static resolve(scope: IConstruct): DaprPlatform {
    const settings = scope.node.scopes.map(settingsOf);
    const derivedAccess = allDerivations(settings.map(each => each?.derivedAccess));
    const configurationDefaults = settings.map(each => each?.configurationDefaults)
      .reduce((outer, inner) => inner && outer ? inner._over(outer) : inner ?? outer, undefined);
    const declared = Object.assign({}, ...settings, { derivedAccess, configurationDefaults });
    return new DaprPlatform({ ...PLATFORM_DEFAULTS, ...declared }, locksOf(scope), declared.daprVersion);
  }

  /** Name of the cluster, if one App describes several. */
  public readonly cluster?: string;
  /** Version of Dapr. */
  public readonly daprVersion: string;
  /** Version of Kubernetes. */
  public readonly kubernetesVersion: string;
  /** Namespace of Dapr's control plane. */
  public readonly controlPlaneNamespace: string;
  /** SPIFFE trust domain of the control plane. */
  public readonly trustDomain: string;
  /** DNS domain of the cluster, if known. */
  public readonly clusterDomain?: string;
  /** Whether daprds use mTLS between each other. */
  public readonly mtls: boolean;
  /** IP address family of the pods. */
  public readonly ipFamily: IpFamily;
  /** Whether `SharedDaprdPolicy` is installed. */
  public readonly clusterPolicyInstalled: boolean;
  /** Whether sidecars apply changed resources in place. */
  public readonly hotReload: boolean;
  /** Whether Dapr's operator creates the invocation Services of Deployments and StatefulSets. */
  public readonly operatorServices: boolean;
  /** Whether Dapr's operator creates the invocation Services of Argo Rollouts. */
  public readonly argoRolloutServices: boolean;
  /** Whether the ports of Services declare their protocol. */
  public readonly serviceAppProtocol: boolean;
  /** Whether Diagrid Conductor installs and upgrades Dapr. */
  public readonly managedByConductor: boolean;
  /** Whether Stakater Reloader restarts pods when their Secrets change. */
  public readonly reloader: boolean;
  /** Whether the pods of daprds roll when Dapr or its trust anchors change; if unset, those of shared daprds do. */
  public readonly rollOnUpgrade?: boolean;
  /** Text that changes with the trust anchors of the control plane. */
  public readonly trustAnchorsFingerprint?: string;
  /** Version of Dapr from which the cluster is being upgraded. */
  public readonly upgradingFrom?: string;
  /** Whether pods with a sidecar get a startup probe for daprd. */
  public readonly daprdStartupProbe: boolean;
  /** Name of the Secret whose key `token` contains the API token that every daprd requires. */
  public readonly apiTokenSecret?: string;
  /** Data plane of apps that do not set one. */
  public readonly dataPlane?: IDataPlane;
  /** Settings of the Configurations of all daprds, with those of the outer scopes. */
  public readonly configurationDefaults?: ConfigurationDefaults;
  /** The tool that applies the output. */
  public readonly delivery: DaprDelivery;
  /** Access rules derived from the declarations of apps, with a value for every switch. */
  public readonly derivedAccess: DerivedAccess;
  /** Whether a warning that is not acknowledged fails the synth. */
  public readonly warningsAsErrors: boolean;
  /** Whether the reasons of acknowledged warnings are annotations of the objects. */
  public readonly acknowledgementAnnotations: boolean;

  /**
   * Settings that nothing below may undo.
   * @internal
   */
  public readonly _locks: ReadonlyMap<string, Lock>;
  /**
   * The version of Dapr that a user declared: the default is no statement about the cluster.
   * @internal
   */
  public readonly _declaredDaprVersion?: string;

  private constructor(settings: DaprPlatformSettings & typeof PLATFORM_DEFAULTS, locks: ReadonlyMap<string, Lock>, declared: string | undefined) {
    this._locks = locks;
    this.cluster = settings.cluster;
    this._declaredDaprVersion = parseVersion(declared) ? declared : undefined;
    // `set` has reported an invalid version; the default lets the other checks run.
    this.daprVersion = parseVersion(settings.daprVersion) ? settings.daprVersion : PLATFORM_DEFAULTS.daprVersion;
    this.kubernetesVersion = parseVersion(settings.kubernetesVersion) ? settings.kubernetesVersion : PLATFORM_DEFAULTS.kubernetesVersion;
    this.controlPlaneNamespace = settings.controlPlaneNamespace;
    this.trustDomain = settings.trustDomain;
    this.clusterDomain = settings.clusterDomain;
    this.mtls = settings.mtls;
    this.ipFamily = settings.ipFamily;
    this.clusterPolicyInstalled = settings.clusterPolicyInstalled;
    this.hotReload = settings.hotReload;
    this.operatorServices = settings.operatorServices;
    this.argoRolloutServices = settings.argoRolloutServices;
    this.serviceAppProtocol = settings.serviceAppProtocol ?? atLeast(this.daprVersion, APP_PROTOCOL_DAPR);
    this.managedByConductor = settings.managedByConductor;
    this.reloader = settings.reloader;
    this.rollOnUpgrade = settings.rollOnUpgrade;
    this.trustAnchorsFingerprint = settings.trustAnchorsFingerprint;
    this.upgradingFrom = parseVersion(settings.upgradingFrom) ? settings.upgradingFrom : undefined;
    this.daprdStartupProbe = settings.daprdStartupProbe;
    this.apiTokenSecret = settings.apiTokenSecret;
    this.dataPlane = settings.dataPlane;
    this.configurationDefaults = settings.configurationDefaults;
    this.delivery = settings.delivery;
    this.derivedAccess = settings.derivedAccess ?? {};
    this.warningsAsErrors = settings.warningsAsErrors;
    this.acknowledgementAnnotations = settings.acknowledgementAnnotations;
  }
}
