import { posix } from 'path';
import { MachinePlace } from './place';
import { Findings, NEEDED_BY_TARGET } from '../files/findings';
import { StandaloneApp } from '../standalone/apps';

/** What runs an app on a machine. */
export interface MachineProgram {
  /** As it was given: absolute, or relative to the exported files. */
  readonly directory: string;
  readonly command: string[];
}

/** The program of an app; one that is not known is a finding. */
export function machineProgram({ topology, command, args }: StandaloneApp, findings: Findings): MachineProgram {
  const { program, construct: at } = topology;
  const words = program?.command ?? [...command, ...args];
  if (!program) {
    findings.add(at, NEEDED_BY_TARGET, 'a machine has no image, so it needs to know in which folder the program of the app is', 'give program: { directory }');
  } else if (!words.length || (!program.command && !command.length)) {
    findings.add(at, NEEDED_BY_TARGET, 'its container says no command, and a machine has no image that would', 'give program: { directory, command }');
  }
  return { directory: program?.directory ?? '.', command: words };
}

/** The folder of a program on the machine. */
export function directoryOn(place: MachinePlace, { directory }: MachineProgram): string {
  return posix.resolve(place.folder, directory);
}

/** The program itself: systemd looks up a plain name, and takes no relative path. */
export function executableOn(place: MachinePlace, program: MachineProgram): string {
  const [first = ''] = program.command;
  return first.includes('/') ? posix.resolve(directoryOn(place, program), first) : first;
}
