import { DaprdLogging } from '../../daprd/logging-options';

/** Ports of an app and its daprd on a machine. All programs of the machine share the port range. */
export interface MachinePorts {
  /**
   * Port of daprd's HTTP API.
   * @default - the first of a block of ten ports from 20000 to 29999, which the app ID determines
   */
  readonly httpPort?: number;
  /**
   * Port of daprd's gRPC API.
   * @default - the second port of the block
   */
  readonly grpcPort?: number;
  /**
   * Port on which other daprds call this daprd.
   * @default - the third port of the block
   */
  readonly internalGrpcPort?: number;
  /**
   * Port of daprd's metrics.
   * @default - the fourth port of the block
   */
  readonly metricsPort?: number;
  /**
   * Port of daprd's profiling server, if profiling is enabled.
   * @default - the fifth port of the block
   */
  readonly profilePort?: number;
  /**
   * Port of the app, if the port of its container is taken on the machine. The program must listen on `APP_PORT`.
   * @default - `appPort` of the app
   */
  readonly appPort?: number;
}

/** Options of `MachineExporter`. */
export interface MachineExportProps {
  /**
   * Name of the group of units: units are named `<name>-...`, the target that starts all of them `<name>.target`, and the
   * user of the daprds `<name>`. At most 20 lower-case letters, digits and inner hyphens (DAPR3017).
   * @default 'dapr'
   */
  readonly name?: string;
  /**
   * Absolute path of the folder on the machine to which the files are copied, without whitespace (DAPR3017).
   * @default - the folder `name` in `/etc`
   */
  readonly folder?: string;
  /**
   * Absolute path of the folder on the machine with the binaries daprd, placement and scheduler, without whitespace (DAPR3017).
   * @default '/usr/local/bin'
   */
  readonly binFolder?: string;
  /**
   * Ports, by app ID. Two programs of a machine with the same port are refused (DAPR8105).
   * @default - a block of ten ports from 20000 to 29999 for each daprd, which its app ID alone determines
   */
  readonly ports?: { [appId: string]: MachinePorts };
  /**
   * Replacements for cluster addresses, by cluster address: `{ 'redis.shop.svc:6379': 'localhost:6379' }`. They apply to
   * components, HTTP endpoints, MCP servers, Configurations, commands and environment variables. An address that is not
   * replaced is refused (DAPR8102) if it contains `.svc` or is the short name of a Service of this App. Any other host name
   * without a domain is a warning (DAPR8106).
   * @default - none
   */
  readonly addresses?: { [clusterAddress: string]: string };
  /**
   * Whether to export `dapr.yaml`, the file for `dapr run -f`.
   * @default true
   */
  readonly multiAppRun?: boolean;
  /**
   * Where the daprds of the systemd units write their logs. Requires Dapr 1.19 or newer (DAPR1106). A log file must be below the state folder
   * `/var/lib/<name>` (DAPR8120); the daprds of all apps write to the same files. `dapr.yaml` has no field for it: `dapr run -f` writes the log of each
   * daprd to `.dapr/logs`, and a comment of the file names the flags.
   * @default - the journal
   */
  readonly logging?: DaprdLogging;
}
