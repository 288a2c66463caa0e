/** What an export to Azure Container Apps has to be told. */
export interface ContainerAppsExportProps {
  /** Azure region, for example `westeurope`. */
  readonly location: string;
  /** Resource id of the environment, `/subscriptions/.../managedEnvironments/...`. */
  readonly managedEnvironmentId: string;
  /**
   * Scale settings by app-id, passed through as they are: `minReplicas`, `maxReplicas`, `rules`, ...
   * @default - as many replicas as the workload has, at the least and at the most
   */
  readonly scale?: { [appId: string]: any };
  /**
   * Key Vault URLs of secrets, by `<Secret>/<key>`; they are read with the identity of the app.
   * @default - each secret is a variable, `${NAME}`, to be filled in by the deployment; `.env.example` lists them
   */
  readonly keyVaultUrls?: { [secretAndKey: string]: string };
  /**
   * Addresses of the cluster, and what they are there.
   * @default - an address of the cluster is refused (DAPR8102); a host without a domain that only looks like one is a warning (DAPR8106)
   */
  readonly addresses?: { [clusterAddress: string]: string };
}
