import { createHash } from 'crypto';
import { MachinePorts } from './props';
import { PLACEMENT_PORT, SCHEDULER_PORT } from '../../dapr/ports';
import { aPort } from '../../props/checks';
import { Schema } from '../../props/schema';
import { entryOf } from '../../util/json';
import { describe } from '../../util/values';
import { Findings, NEEDED_BY_TARGET, PORT_TAKEN_ON_MACHINE } from '../files/findings';
import { StandaloneDaprd } from '../standalone/apps';
import { DaprTopology } from '../topology/topology';

/** The ports of one daprd, with defaults. */
export type PortsOfDaprd = Required<Omit<MachinePorts, 'appPort'>> & { readonly appPort?: number };

/** Checks of `MachinePorts`. */
export const MACHINE_PORTS: Schema<MachinePorts> = {
  httpPort: aPort, grpcPort: aPort, internalGrpcPort: aPort, metricsPort: aPort, profilePort: aPort, appPort: aPort,
};

const FIRST = 20_000;
const BLOCK = 10;
const BLOCKS = 1_000;

/** Ports of the control plane on a machine, all different and outside the blocks of the daprds. */
export const PLACEMENT_PORTS = { port: PLACEMENT_PORT, healthz: 19005, metrics: 19015, raft: 8201 };
export const SCHEDULER_PORTS = { port: SCHEDULER_PORT, healthz: 19006, metrics: 19016, etcdClient: 2379, etcdPeer: 2380 };

/**
 * The ports of every daprd, by app ID. They depend on the app ID only, so that a new app never changes the ports of
 * another. A port conflict is a finding.
 */
export function machinePorts(
  topology: DaprTopology, daprds: StandaloneDaprd[], overrides: { readonly [appId: string]: MachinePorts }, findings: Findings,
): Map<string, PortsOfDaprd> {
  const ports = new Map(daprds.map(daprd => [daprd.appId, portsOf(daprd.appId, daprd.receiver?.topology.appPort, overrides)]));
  Object.keys(overrides).filter(appId => !ports.has(appId))
    .forEach(appId => findings.add(topology.scope, NEEDED_BY_TARGET, `ports[${describe(appId)}] does not match the app ID of an exported daprd`, `use one of ${[...ports.keys()].join(', ')}`));
  const taken = new Map<number, string>([
    ...(daprds.some(each => each.needsPlacement) ? Object.entries(PLACEMENT_PORTS).map(([what, port]): [number, string] => [port, `placement (${what})`]) : []),
    ...(daprds.some(each => each.needsScheduler) ? Object.entries(SCHEDULER_PORTS).map(([what, port]): [number, string] => [port, `scheduler (${what})`]) : []),
  ]);
  for (const { at, appId } of daprds) {
    for (const [what, port] of Object.entries(ports.get(appId)!).filter((entry): entry is [string, number] => entry[1] !== undefined)) {
      if (taken.has(port)) {
        findings.add(at, PORT_TAKEN_ON_MACHINE, `${what} ${port} of '${appId}' conflicts with ${taken.get(port)}`, `set another port: ports: { '${appId}': { ${what}: ... } }`);
      }
      taken.set(port, `${what} of '${appId}'`);
    }
  }
  return ports;
}

/** The ports of the daprd of an app ID, and of the app that it calls. */
export function portsOf(appId: string, appPort: number | undefined, overrides: { readonly [appId: string]: MachinePorts }): PortsOfDaprd {
  const first = FIRST + BLOCK * (createHash('sha256').update(appId).digest().readUInt32BE(0) % BLOCKS);
  return {
    httpPort: first,
    grpcPort: first + 1,
    internalGrpcPort: first + 2,
    metricsPort: first + 3,
    profilePort: first + 4,
    appPort,
    ...entryOf(overrides, appId),
  };
}
