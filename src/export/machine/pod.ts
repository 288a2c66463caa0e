/** Settings of a unit that come from the pod of its app. */
import { MachinePlace } from './place';
import { executableOn } from './program';
import { unitCommand, unitText, UnitSettings } from './systemd-syntax';
import { Json } from '../../util/json';
import { StandaloneApp } from '../standalone/apps';
import { securityOf, temporaryFolders } from '../standalone/pod';

const RESTART: { [policy: string]: string } = { Always: 'always', OnFailure: 'on-failure', Never: 'no' };
/** Folders that `PrivateTmp` provides. */
const PRIVATE_TMP = ['/tmp', '/var/tmp'];

/** When the program is started again. */
export const restartOf = ({ topology: { podSpec } }: StandaloneApp): string => RESTART[podSpec.restartPolicy] ?? 'always';

/** Hooks and the stop signal of a container; `-` ignores a failure of the hook before the stop, as Kubernetes does. */
export function hooks({ container: { lifecycle = {} } }: StandaloneApp, place: MachinePlace, directory: string): UnitSettings {
  const hook = ({ exec, sleep }: Json = {}): string | undefined => {
    const command: string[] = exec?.command ?? (sleep ? ['sleep', String(sleep.seconds)] : []);
    return command.length ? unitCommand(executableOn(place, { directory, command }), command.slice(1).map(String)) : undefined;
  };
  const stop = hook(lifecycle.preStop);
  return [['ExecStartPost', hook(lifecycle.postStart)], ['ExecStop', stop && `-${stop}`], ['KillSignal', lifecycle.stopSignal]];
}

/** Folders in memory and capabilities. */
export function isolation({ topology }: StandaloneApp): UnitSettings {
  const folders = temporaryFolders(topology).filter(({ path }) => !PRIVATE_TMP.includes(path))
    .map(({ path, size }) => unitText(`${path}:mode=1777${size === undefined ? '' : `,size=${size}`}`)).join(' ');
  const { add = [], drop = [] } = securityOf(topology).capabilities ?? {};
  const added = add.filter((name: string) => name !== 'ALL').map((name: string) => `CAP_${name.replace(/^CAP_/, '')}`).join(' ');
  return [
    ['TemporaryFileSystem', folders || undefined],
    ['AmbientCapabilities', added || undefined],
    ['CapabilityBoundingSet', drop.includes('ALL') ? added : undefined],
  ];
}
