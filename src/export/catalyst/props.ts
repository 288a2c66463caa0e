/** Options of `CatalystExporter`. */
export interface CatalystExportProps {
  /**
   * Replacements for cluster addresses in component metadata, by cluster address.
   * @default - none: a cluster address is refused (DAPR8102), as is any host name without a domain
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * Uses the message broker that Catalyst manages for the component `pubsub`, which is not exported.
   * @default false
   */
  readonly managedPubsub?: boolean;
  /**
   * Uses the key-value store that Catalyst manages for the component `kvstore`, which is not exported.
   * @default false
   */
  readonly managedKvStore?: boolean;
}
