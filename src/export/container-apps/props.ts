/** How container apps sign in to a container registry: with an identity, or with a user name and a password. */
export interface ContainerAppsRegistry {
  /**
   * `system` for the system-assigned identity of each app, or the resource ID of a user-assigned identity. It needs the role AcrPull.
   * @default - `username` and `password`
   */
  readonly identity?: string;
  /**
   * User name; required without an identity (DAPR8103).
   * @default - none
   */
  readonly username?: string;
  /**
   * The password as `<Secret>/<key>`, filled in like other secrets; required without an identity (DAPR8103).
   * @default - none
   */
  readonly password?: string;
}

/** Options of `ContainerAppsExporter`. A key that matches no exported app is refused (DAPR8103). */
export interface ContainerAppsExportProps {
  /** Azure region, for example `westeurope`; required (DAPR8103). */
  readonly location: string;
  /** Resource ID of the managed environment, `/subscriptions/.../managedEnvironments/...`; required (DAPR8103). */
  readonly managedEnvironmentId: string;
  /**
   * Names of container apps, by app ID: at most 32 lower-case letters, digits and single inner hyphens, beginning with a letter (DAPR8102).
   * @default - the app ID
   */
  readonly names?: { [appId: string]: string };
  /**
   * Ingress by app ID, passed through unchanged: `external`, `targetPort`, `transport`, ... Other programs than Dapr reach an app only
   * through its ingress, from the same environment too.
   * @default - none: only daprds call the app, and a Service of type LoadBalancer or an Ingress is a warning (DAPR8181)
   */
  readonly ingress?: { [appId: string]: any };
  /**
   * Credentials of private registries, by server, for example `shop.azurecr.io`. An app gets those of the registry of its image.
   * @default - none: images must be public, and pull secrets of a workload are a warning (DAPR8180)
   */
  readonly registries?: { [server: string]: ContainerAppsRegistry };
  /**
   * Identities of apps, by app ID: `system`, or resource IDs of user-assigned identities. Identities of `registries` and of Key Vault URLs are added.
   * @default - none: a ServiceAccount of a workload is a warning (DAPR8180)
   */
  readonly identities?: { [appId: string]: string[] };
  /**
   * Names of workload profiles, by app ID. Apps of a profile have any CPU and memory that it offers.
   * @default - Consumption: from 0.25 cores with 0.5 GiB to 4 cores with 8 GiB, the smallest that is enough; more is refused (DAPR8102)
   */
  readonly workloadProfiles?: { [appId: string]: string };
  /**
   * Scale settings by app ID, passed through unchanged: `minReplicas`, `maxReplicas`, `rules`, ...
   * @default - `minReplicas` and `maxReplicas` are the replicas of the workload or of its autoscaler, whose metrics are a warning (DAPR8182); `maxReplicas` is at least 1
   */
  readonly scale?: { [appId: string]: any };
  /**
   * Key Vault URLs of secrets, by `<Secret>/<key>`. The app reads them with `keyVaultIdentity`, and a component with that identity of the environment.
   * @default - each secret is a quoted variable, `"${NAME}"`, that `envsubst` or the pipeline fills in; `.env.example` lists them and says how
   */
  readonly keyVaultUrls?: { [secretAndKey: string]: string };
  /**
   * Identity that reads Key Vault URLs: `system`, or the resource ID of a user-assigned identity, which can get access before the app exists.
   * @default 'system'
   */
  readonly keyVaultIdentity?: string;
  /**
   * Replacements for cluster addresses, by cluster address.
   * @default - none: a cluster address is refused (DAPR8102), and any other host name without a domain is a warning (DAPR8106)
   */
  readonly addresses?: { [clusterAddress: string]: string };
}
