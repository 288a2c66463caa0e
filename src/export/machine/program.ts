import { posix } from 'path';
import { IConstruct } from 'constructs';
import { MachinePlace } from './place';
import { EXEC_PREFIX } from './systemd-syntax';
import { describe, ENV_NAME } from '../../util/values';
import { Findings, NEEDED_BY_TARGET, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { StandaloneApp } from '../standalone/apps';
import { StandaloneEnv } from '../standalone/env';

/** The program of an app on a machine. */
export interface MachineProgram {
  /** Absolute, or relative to the folder of the exported files. */
  readonly directory: string;
  readonly command: string[];
}

/** The program of an app. A program or environment that systemd cannot run as it is in a container is a finding. */
export function machineProgram({ topology, command, args, env }: StandaloneApp, findings: Findings): MachineProgram {
  const { program, construct: at } = topology;
  const words = program?.command ?? [...command, ...args];
  if (!program) {
    findings.add(at, NEEDED_BY_TARGET, 'program is missing, and a machine runs programs, not images', command.length ? 'set program: { directory }' : 'set program: { directory, command }');
  } else if (!words.length || (!program.command && !command.length)) {
    findings.add(at, NEEDED_BY_TARGET, 'neither program nor the container has a command, and a machine cannot read it from the image', 'set program: { directory, command }');
  }
  const { postStart, preStop } = topology.container.lifecycle ?? {};
  for (const [first = ''] of [words, postStart?.exec?.command ?? [], preStop?.exec?.command ?? []]) {
    if (EXEC_PREFIX.test(first) && !first.includes('/')) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `a program is ${describe(first)}, and systemd reads '${first[0]}' as a setting`, `use its path, such as ./${first}`);
    }
  }
  checkVariables(at, env, findings);
  return { directory: program?.directory ?? '.', command: words };
}

/** Reports variables that systemd ignores because of their names. */
export function checkVariables(at: IConstruct, { values, fromTarget }: StandaloneEnv, findings: Findings): void {
  [...Object.keys(values), ...fromTarget.map(({ name }) => name)].filter(name => !ENV_NAME.test(name)).forEach(name => findings.add(
    at, UNSUPPORTED_BY_TARGET, `variable ${describe(name)} has a name that systemd ignores`, 'use letters, digits and underscores; .NET reads __ as a colon'));
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
