/** Ports of an app and its daprd on a machine that others share. */
export interface MachinePorts {
  /**
   * Port of the HTTP API of its daprd.
   * @default - the first of ten from 20000 to 29999 that its app-id decides
   */
  readonly httpPort?: number;
  /**
   * Port of the gRPC API of its daprd.
   * @default - the second of the ten
   */
  readonly grpcPort?: number;
  /**
   * Port on which other daprds call its daprd.
   * @default - the third of the ten
   */
  readonly internalGrpcPort?: number;
  /**
   * Port of the metrics of its daprd.
   * @default - the fourth of the ten
   */
  readonly metricsPort?: number;
  /**
   * Port of the profiles of its daprd, where profiling is on.
   * @default - the fifth of the ten
   */
  readonly profilePort?: number;
  /**
   * Port of the app, where that of its container is taken: the program must listen on `APP_PORT`.
   * @default - `appPort` of the app
   */
  readonly appPort?: number;
}

/** What a machine has of its own. */
export interface MachineExportProps {
  /**
   * Name of the group: units are called `<name>-...`, the target that starts them all `<name>.target`, the user of
   * the daprds `<name>`. At most 20 lower-case letters, digits and inner hyphens.
   * @default 'dapr'
   */
  readonly name?: string;
  /**
   * Folder on the machine to which the files are copied, absolute.
   * @default - `/etc/<name>`
   */
  readonly folder?: string;
  /**
   * Folder on the machine with daprd, placement and scheduler, absolute.
   * @default '/usr/local/bin'
   */
  readonly binFolder?: string;
  /**
   * Ports, by app-id. All programs of a machine share them, so two of one number are refused (DAPR8105).
   * @default - ten from 20000 to 29999 for each daprd, which its app-id alone decides
   */
  readonly ports?: { [appId: string]: MachinePorts };
  /**
   * What an address of the cluster is on the machine: `{ 'redis.shop.svc:6379': 'localhost:6379' }`. Replaced in
   * components, HTTP endpoints, configurations, commands and environments; one that is left is refused
   * (DAPR8102): one with `.svc`, and a Service of this App by its short name. Another host without a domain is a warning (DAPR8106).
   * @default - none
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * Whether to write `dapr.yaml`, for `dapr run -f`.
   * @default true
   */
  readonly multiAppRun?: boolean;
}
