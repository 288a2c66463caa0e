import { posix } from 'path';
import { MachinePlace } from './place';
import { Findings, NEEDED_BY_TARGET } from '../files/findings';
import { StandaloneApp } from '../standalone/apps';

/** The program of an app on a machine. */
export interface MachineProgram {
  /** Absolute, or relative to the folder of the exported files. */
  readonly directory: string;
  readonly command: string[];
}

/** The program of an app. A missing program is a finding. */
export function machineProgram({ topology, command, args }: StandaloneApp, findings: Findings): MachineProgram {
  const { program, construct: at } = topology;
  const words = program?.command ?? [...command, ...args];
  if (!program) {
    findings.add(at, NEEDED_BY_TARGET, 'program is missing, and a machine runs programs, not images', 'set program: { directory }');
  } else if (!words.length || (!program.command && !command.length)) {
    findings.add(at, NEEDED_BY_TARGET, 'neither program nor the container has a command, and a machine cannot read it from the image', 'set program: { directory, command }');
  }
  return { directory: program?.directory ?? '.', command: words };
}

/** The folder of a program on the machine. */
export function directoryOn(place: MachinePlace, { directory }: MachineProgram): string {
  return posix.resolve(place.folder, directory);
}

/** The executable: systemd looks up a plain name, and does not accept a relative path. */
export function executableOn(place: MachinePlace, program: MachineProgram): string {
  const [first = ''] = program.command;
  return first.includes('/') ? posix.resolve(directoryOn(place, program), first) : first;
}
