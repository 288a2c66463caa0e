import { createHash } from 'crypto';
import { MachinePorts } from './props';
import { PLACEMENT_PORT, SCHEDULER_PORT } from '../../dapr/ports';
import { aPort } from '../../props/checks';
import { Schema } from '../../props/schema';
import { Findings, NEEDED_BY_TARGET, PORT_TAKEN_ON_MACHINE } from '../files/findings';
import { StandaloneDaprd } from '../standalone/apps';
import { DaprTopology } from '../topology/topology';

/** The ports of one daprd, all known. */
export type PortsOfDaprd = Required<Omit<MachinePorts, 'appPort'>> & { readonly appPort?: number };

/** Types of the props. */
export const MACHINE_PORTS: Schema<MachinePorts> = {
  httpPort: aPort, grpcPort: aPort, internalGrpcPort: aPort, metricsPort: aPort, profilePort: aPort, appPort: aPort,
};

const FIRST = 20_000;
const BLOCK = 10;
const BLOCKS = 1_000;

/** Ports of the control plane on a machine: none of them in a block, on none of them two. */
export const PLACEMENT_PORTS = { port: PLACEMENT_PORT, healthz: 19005, metrics: 19015, raft: 8201 };
export const SCHEDULER_PORTS = { port: SCHEDULER_PORT, healthz: 19006, metrics: 19016, etcdClient: 2379, etcdPeer: 2380 };

/**
 * The ports of every daprd, by app-id. They come from the app-id alone and not from its place among others, so that a
 * new app never moves those of another; two that want the same port are a finding.
 */
export function machinePorts(
  topology: DaprTopology, daprds: StandaloneDaprd[], given: { readonly [appId: string]: MachinePorts }, findings: Findings,
): Map<string, PortsOfDaprd> {
  const ports = new Map(daprds.map(daprd => [daprd.appId, portsOf(daprd, given[daprd.appId] ?? {})]));
  Object.keys(given).filter(appId => !ports.has(appId))
    .forEach(appId => findings.add(topology.scope, NEEDED_BY_TARGET, `ports names '${appId}', and there is no such app`, `use one of ${[...ports.keys()].join(', ')}`));
  const taken = new Map<number, string>([
    ...(daprds.some(each => each.needsPlacement) ? Object.entries(PLACEMENT_PORTS).map(([what, port]): [number, string] => [port, `${what} of placement`]) : []),
    ...(daprds.some(each => each.needsScheduler) ? Object.entries(SCHEDULER_PORTS).map(([what, port]): [number, string] => [port, `${what} of scheduler`]) : []),
  ]);
  for (const { at, appId } of daprds) {
    for (const [what, port] of Object.entries(ports.get(appId)!).filter((entry): entry is [string, number] => entry[1] !== undefined)) {
      if (taken.has(port)) {
        findings.add(at, PORT_TAKEN_ON_MACHINE, `${what} of '${appId}' is ${port}, and so is ${taken.get(port)}`, `give another one: ports: { '${appId}': { ${what}: ... } }`);
      }
      taken.set(port, `${what} of '${appId}'`);
    }
  }
  return ports;
}

function portsOf({ appId, receiver }: StandaloneDaprd, given: MachinePorts): PortsOfDaprd {
  const first = FIRST + BLOCK * (createHash('sha256').update(appId).digest().readUInt32BE(0) % BLOCKS);
  return {
    httpPort: first,
    grpcPort: first + 1,
    internalGrpcPort: first + 2,
    metricsPort: first + 3,
    profilePort: first + 4,
    appPort: receiver?.topology.appPort,
    ...given,
  };
}
