/** What an export to Catalyst may be told. */
export interface CatalystExportProps {
  /**
   * Addresses of the cluster that component metadata holds, and what they are for Catalyst.
   * @default - an address of the cluster is refused (DAPR8102), as is any host without a domain
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * The component `pubsub` is the message broker that Catalyst manages: it is not exported.
   * @default false
   */
  readonly managedPubsub?: boolean;
  /**
   * The component `kvstore` is the key-value store that Catalyst manages: it is not exported.
   * @default false
   */
  readonly managedKvStore?: boolean;
}
