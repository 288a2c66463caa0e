import { ConfigurationDefaults } from './configuration-defaults';
import { DerivedAccess } from './derived-access';
import { IDataPlane } from '../contract';
import { DaprDelivery } from '../delivery/delivery';

/** IP address family of the cluster's pods. */
export enum IpFamily {
  /** IPv4 only, or dual-stack with IPv4 first. */
  IPV4 = 'IPv4',
  /** IPv6 only. */
  IPV6 = 'IPv6',
}

/** Settings of the cluster and the platform, for `DaprPlatform.set`. */
export interface DaprPlatformSettings {
  /**
   * Name of the cluster, if one App describes several, for example one chart for each stage. Equal namespaces, app IDs and names in
   * two clusters are different apps and objects; an app that uses a construct of another cluster is refused (DAPR1031). The name does not
   * appear in the YAML. 1 to 63 letters, digits, hyphens, underscores and dots (DAPR1103).
   * @default - one cluster without a name
   */
  readonly cluster?: string;
  /**
   * Version of Dapr on the cluster: `major.minor`, which means its first patch release, or `major.minor.patch`. A suffix is accepted; a pre-release counts as its
   * release.
   *
   * It decides which annotations may be used, because an older injector silently ignores newer ones. 1.17, 1.18
   * and 1.19 are supported. 1.16, which is out of support, and versions newer than 1.19 are accepted with a warning (DAPR1110, DAPR1102);
   * older ones are refused (DAPR1101).
   * @default '1.19'
   */
  readonly daprVersion?: string;
  /**
   * Version of Kubernetes, in the format of `daprVersion`, also as clusters print it (`v1.34.2-gke.1234`, `1.33+`); 1.25 or newer. Set it for a cluster older than the default.
   * @default '1.35'
   */
  readonly kubernetesVersion?: string;
  /**
   * Namespace of Dapr's control plane. Apps in this namespace are refused (DAPR1011).
   * @default 'dapr-system'
   */
  readonly controlPlaneNamespace?: string;
  /**
   * SPIFFE trust domain of the control plane.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
  /**
   * DNS domain of the cluster, the suffix of Service addresses.
   * @default - unknown: addresses end with `.svc`, which resolves in any cluster domain
   */
  readonly clusterDomain?: string;
  /**
   * Whether daprds use mTLS between each other. Must match the Configuration of the control plane.
   * @default true
   */
  readonly mtls?: boolean;
  /**
   * IP address family of the pods. It decides on which addresses a shared daprd listens.
   * @default IpFamily.IPV4
   */
  readonly ipFamily?: IpFamily;
  /**
   * Whether `SharedDaprdPolicy` is installed on the cluster (Kubernetes 1.36 or newer).
   *
   * With the policy, a shared daprd is reachable before its app listens and loses no call during a rollout; without it,
   * you choose one of the two (`apiReachability`).
   * @default false
   */
  readonly clusterPolicyInstalled?: boolean;
  /**
   * Whether Dapr's operator creates the Services `<app-id>-dapr` of Deployments and StatefulSets (Helm value
   * `dapr_operator.serviceReconciler.enabled`). If not, the library emits the Service of every app ID; it selects the pods with a daprd of that
   * app ID, in every deployment model.
   *
   * Disable it on a platform whose apps move between a sidecar and a shared daprd: after the move, the operator keeps restoring the selector of
   * the Service, which then selects pods without a daprd, until it restarts (dapr/dapr#7933).
   * @default true
   */
  readonly operatorServices?: boolean;
  /**
   * Whether sidecars apply changed resources in place (Dapr's feature HotReload, on by default since Dapr 1.18). In place, a changed
   * Configuration or Resiliency restarts all sidecars of an app at the same moment, and an invalid component stops them.
   *
   * If false, the Configuration of an app with a sidecar disables the feature, and its pod template has a fingerprint of the resources: a change
   * rolls the pods out one after another, and an invalid one stops at the first new pod. A shared daprd always does this.
   * @default true
   */
  readonly hotReload?: boolean;
  /**
   * Whether Dapr's operator creates the invocation Services of Argo Rollouts (Helm value
   * `global.argoRolloutServiceReconciler.enabled`). If not, the library emits them. Without effect if `operatorServices` is false.
   * @default false
   */
  readonly argoRolloutServices?: boolean;
  /**
   * Whether the ports of the Services that the library emits declare their protocol (`appProtocol`), by which a service mesh selects how to
   * handle them. Dapr's operator does so since Dapr 1.19.
   * @default - true for Dapr 1.19 or newer, otherwise false
   */
  readonly serviceAppProtocol?: boolean;
  /**
   * Whether Diagrid Conductor installs and upgrades Dapr. If so, `DaprControlPlane` is refused (DAPR9001); nothing else
   * changes.
   * @default false
   */
  readonly managedByConductor?: boolean;
  /**
   * Name of the Secret whose key `token` contains the API token that every daprd requires.
   * @default - sidecars require no token; a shared daprd must set its own
   */
  readonly apiTokenSecret?: string;
  /**
   * Whether Stakater Reloader runs on the cluster.
   *
   * If so, workloads with a daprd, and those that share one, get its annotations (`secret.reloader.stakater.com/reload`,
   * `configmap.reloader.stakater.com/reload`), so that their pods restart when a Secret that daprd or its components read, or the ConfigMap with
   * the trust anchors of a pinned daprd, changes on the cluster. Names that the workload already has there are kept.
   * @default false
   */
  readonly reloader?: boolean;
  /**
   * Whether the pods of daprds roll when Dapr or its trust anchors change (annotations `cdk8s-dapr/dapr-version` and
   * `cdk8s-dapr/trust-anchors`): the injector updates a daprd only when its pod starts. The version is that of `DaprControlPlane` in the App, or
   * `daprVersion` if it is set; without either, only the trust anchors count. Apply the control plane before the apps.
   * @default - true for shared daprds, false for sidecars, where it restarts the apps
   */
  readonly rollOnUpgrade?: boolean;
  /**
   * Any text that changes with the trust anchors (root certificates) of the control plane, such as their SHA-256 fingerprint; never the
   * certificates themselves (DAPR1103). At most 256 characters.
   * @default - a hash of the certificates, if this App defines the object that contains them: the ConfigMap of a pinned daprd, `dapr-trust-bundle`
   * in the namespace of the control plane, or the `certificatesSecret` of `DaprControlPlane`
   */
  readonly trustAnchorsFingerprint?: string;
  /**
   * Version of Dapr from which the cluster is being upgraded to `daprVersion`, in the same format. While it is set, warnings tell what changes
   * for which app (DAPR1111 to DAPR1114, DAPR1120 to DAPR1128). Remove it after the upgrade.
   * @default - no upgrade
   */
  readonly upgradingFrom?: string;
  /**
   * Whether pods with a sidecar get a startup probe for the health port of daprd: a pod that is created while the sidecar injector is
   * down then never becomes ready, instead of running without daprd. The first container that calls Dapr and has no startup probe gets it
   * (DAPR7025 if there is none); Jobs, CronJobs and Knative Services do not.
   * @default false
   */
  readonly daprdStartupProbe?: boolean;
  /**
   * Data plane of apps that do not set one.
   * @default DataPlane.sidecar()
   */
  readonly dataPlane?: IDataPlane;
  /**
   * Settings of the Configurations of all daprds: tracing, metrics, API logging, features, ..., as
   * `DaprConfiguration.defaults({ tracingSamplingRate: 0.05 })`. They apply to an app unless its own `DaprConfiguration` sets them. The nearest scope that contains a setting wins. A Configuration that is referenced by name stays as it is.
   *
   * A shared daprd has those of the scope that it is defined in. Locked, an own Configuration must not set another value (DAPR1105).
   * @default - Dapr's defaults
   */
  readonly configurationDefaults?: ConfigurationDefaults;
  /**
   * The tool that applies the output, which decides how the order of apply is written: components before the daprds that load
   * them, workloads before Jobs. Read at charts: setting it inside a chart is refused (DAPR1131).
   * @default DaprDelivery.none()
   */
  readonly delivery?: DaprDelivery;
  /**
   * Access rules derived from the declarations of apps: topic scopes, access control policies, NetworkPolicies, ... Each has
   * a switch, and the nearest scope that sets a switch wins.
   * @default - all except the API allow list
   */
  readonly derivedAccess?: DerivedAccess;
  /**
   * Whether a warning that is not acknowledged (`DaprWarnings`) fails the synth.
   * @default false; true if the environment variable `CDK8S_DAPR_WARNINGS` is `error`
   */
  readonly warningsAsErrors?: boolean;
  /**
   * Whether a synth adds the reasons of acknowledged warnings (`DaprWarnings`) to the objects, as annotations `cdk8s-dapr/acknowledged-<code>`, for
   * those who review the YAML. Without them, acknowledging a warning or changing its reason does not change the output.
   * @default true
   */
  readonly acknowledgementAnnotations?: boolean;
  /**
   * Names of settings that nothing at or below the scope may change: a later or nearer `DaprPlatform.set`, options of apps and data planes,
   * including those whose names begin with `unsafe`, and `podAnnotations`. Lock `dataPlane` to lock the options of daprd. A different value is refused (DAPR1105); an equal one is accepted.
   * @default - none
   */
  readonly locked?: string[];
}
