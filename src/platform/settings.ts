import { DerivedAccess } from './derived-access';
import { IDataPlane } from '../contract';

/** The address family of the cluster's pods. */
export enum IpFamily {
  /** IPv4, alone or first. */
  IPV4 = 'IPv4',
  /** IPv6 only. */
  IPV6 = 'IPv6',
}

/** What is true of the cluster and of the platform. */
export interface DaprPlatformSettings {
  /**
   * Version of Dapr on the cluster, `major.minor` (its first patch is meant) or `major.minor.patch`.
   *
   * It decides which annotations may be used: an older injector ignores a newer one without an error. 1.16, 1.17
   * and 1.18 are known; a newer one is accepted with a warning (DAPR1102), an older one refused (DAPR1101).
   * @default '1.18'
   */
  readonly daprVersion?: string;
  /**
   * Version of Kubernetes, like `daprVersion`; 1.25 or newer. Lower it for older clusters.
   * @default '1.34'
   */
  readonly kubernetesVersion?: string;
  /**
   * Namespace of Dapr's control plane. An app in it is refused (DAPR1011).
   * @default 'dapr-system'
   */
  readonly controlPlaneNamespace?: string;
  /**
   * SPIFFE trust domain of the control plane.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
  /**
   * DNS domain of the cluster, the end of Service addresses.
   * @default - unknown: addresses end with `.svc`, which resolves with any domain
   */
  readonly clusterDomain?: string;
  /**
   * Whether daprds speak mTLS with each other; what the control plane's own configuration says.
   * @default true
   */
  readonly mtls?: boolean;
  /**
   * Address family of the pods: decides on which address a shared daprd listens.
   * @default IpFamily.IPV4
   */
  readonly ipFamily?: IpFamily;
  /**
   * Whether `SharedDaprdPolicy` is installed on the cluster (Kubernetes 1.36 or newer).
   *
   * With it a shared daprd is reachable before its app listens and loses no call during a rollout; without it one
   * of the two has to be chosen (`apiReachability`).
   * @default false
   */
  readonly clusterPolicyInstalled?: boolean;
  /**
   * Whether Dapr's operator makes the invocation Services of Argo Rollouts (Helm value
   * `global.argoRolloutServiceReconciler.enabled`); where not, they are emitted here.
   * @default false
   */
  readonly argoRolloutServices?: boolean;
  /**
   * Whether Diagrid Conductor installs and upgrades Dapr. `DaprControlPlane` is refused then (DAPR9001); nothing else
   * changes.
   * @default false
   */
  readonly managedByConductor?: boolean;
  /**
   * Name of the Secret whose key `token` every daprd demands from its app.
   * @default - sidecars demand none; a shared daprd must be given one
   */
  readonly apiTokenSecret?: string;
  /**
   * The data plane of apps that name none.
   * @default DataPlane.sidecar()
   */
  readonly dataPlane?: IDataPlane;
  /**
   * What is derived from what apps declare to do: topic scopes, access policies, NetworkPolicies, ... Each has a switch, and
   * the nearest scope wins switch by switch.
   * @default - all but the API allow-list
   */
  readonly derivedAccess?: DerivedAccess;
  /**
   * Refuses a synth with a warning that nobody acknowledged (`DaprWarnings`).
   * @default false
   */
  readonly warningsAsErrors?: boolean;
  /**
   * Names of settings that a nearer scope must not change (DAPR1105).
   * @default - none
   */
  readonly locked?: string[];
}
