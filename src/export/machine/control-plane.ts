import { MachinePlace, stateFolder, targetOf, unitOf } from './place';
import { PLACEMENT_PORTS, SCHEDULER_PORTS } from './ports';
import { unitCommand, unitFile } from './systemd-syntax';
import { LOOPBACK_HARDENING, RESTART } from './unit-parts';
import { yamlFile } from '../files/yaml-file';
import { ExportedFile } from '../topology/exporter';

const LOOPBACK = '127.0.0.1';

/** Files that all units need: the target that starts and stops them together, the user of the daprds, and their name resolution. */
export function machineBase(place: MachinePlace): ExportedFile[] {
  return [
    {
      path: `systemd/${targetOf(place)}`,
      content: unitFile(['Unit', [['Description', 'Apps of Dapr and their daprds']]], ['Install', [['WantedBy', 'multi-user.target']]]),
    },
    { path: `systemd/${place.name}.sysusers.conf`, content: `u ${place.name} - "Dapr" ${stateFolder(place)}\n` },
    yamlFile('systemd/names.yaml', nameResolution(place)),
  ];
}

/**
 * Name resolution through a SQLite file: the default (mDNS) needs a network with multicast, which a machine may not
 * have. It is a separate Configuration, because only the user of the daprds can write to the folder.
 */
function nameResolution(place: MachinePlace): object {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Configuration',
    metadata: { name: 'names' },
    spec: { nameResolution: { component: 'sqlite', version: 'v1', configuration: { connectionString: `${stateFolder(place)}/names.db` } } },
  };
}

/** Addresses of the control plane, for daprds of the same machine. */
export const PLACEMENT_ADDRESS = `${LOOPBACK}:${PLACEMENT_PORTS.port}`;
export const SCHEDULER_ADDRESS = `${LOOPBACK}:${SCHEDULER_PORTS.port}`;

/** The unit of the placement service, which tracks the location of actors. */
export function placementUnit(place: MachinePlace): ExportedFile {
  return controlPlaneUnit(place, 'placement', 'Dapr placement', [
    ...listening(PLACEMENT_PORTS),
    `--initial-cluster=dapr-placement-0=${LOOPBACK}:${PLACEMENT_PORTS.raft}`,
  ]);
}

/** The unit of the scheduler, which stores jobs and reminders on disk. */
export function schedulerUnit(place: MachinePlace): ExportedFile {
  return controlPlaneUnit(place, 'scheduler', 'Dapr scheduler', [
    ...listening(SCHEDULER_PORTS),
    `--etcd-data-dir=/var/lib/${place.name}-scheduler`,
    `--override-broadcast-host-port=${SCHEDULER_ADDRESS}`,
  ]);
}

const listening = ({ port, healthz, metrics }: { port: number; healthz: number; metrics: number }): string[] => [
  `--port=${port}`, `--listen-address=${LOOPBACK}`,
  `--healthz-port=${healthz}`, `--healthz-listen-address=${LOOPBACK}`,
  `--metrics-port=${metrics}`, `--metrics-listen-address=${LOOPBACK}`,
];

function controlPlaneUnit(place: MachinePlace, program: string, description: string, args: string[]): ExportedFile {
  return {
    path: `systemd/${unitOf(place, program)}`,
    content: unitFile(
      ['Unit', [['Description', description], ['PartOf', targetOf(place)], ['After', 'network.target'], ['StartLimitIntervalSec', '0']]],
      ['Service', [
        ['DynamicUser', 'yes'],
        ['StateDirectory', `${place.name}-${program}`],
        ['WorkingDirectory', `/var/lib/${place.name}-${program}`],
        ['ExecStart', unitCommand(`${place.binFolder}/${program}`, args)],
        ...RESTART,
        ...LOOPBACK_HARDENING,
      ]],
      ['Install', [['WantedBy', targetOf(place)]]],
    ),
  };
}
