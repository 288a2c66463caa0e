/** Options of `ContainerAppsExporter`. */
export interface ContainerAppsExportProps {
  /** Azure region, for example `westeurope`; required (DAPR8103). */
  readonly location: string;
  /** Resource ID of the managed environment, `/subscriptions/.../managedEnvironments/...`; required (DAPR8103). */
  readonly managedEnvironmentId: string;
  /**
   * Scale settings by app ID, passed through unchanged: `minReplicas`, `maxReplicas`, `rules`, ...
   * @default - `minReplicas` and `maxReplicas` are the replicas of the workload; `maxReplicas` is at least 1
   */
  readonly scale?: { [appId: string]: any };
  /**
   * Key Vault URLs of secrets, by `<Secret>/<key>`. The app reads them with its system-assigned identity.
   * @default - each secret is a quoted variable, `"${NAME}"`, that `envsubst` or the pipeline fills in; `.env.example` lists them and says how
   */
  readonly keyVaultUrls?: { [secretAndKey: string]: string };
  /**
   * Replacements for cluster addresses, by cluster address.
   * @default - none: a cluster address is refused (DAPR8102), and any other host name without a domain is a warning (DAPR8106)
   */
  readonly addresses?: { [clusterAddress: string]: string };
}
