/** Runs the command of a systemd unit in its environment, without systemd. */
import { ChildProcess, spawn } from 'child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'fs';
import { dirname } from 'path';

/** The settings of a unit that are used. */
export interface Unit {
  readonly command: string[];
  readonly before?: string[];
  readonly directory: string;
  readonly env: { [name: string]: string };
}

/** Parses a unit as systemd does: joined lines, quotes, and escaped `%` and `$`. */
export function readUnit(text: string): Unit {
  const lines = text.replace(/\\\n\s*/g, '').split('\n').map(line => /^(\w+)=(.*)$/.exec(line)).filter(Boolean) as RegExpExecArray[];
  const all = (name: string): string[] => lines.filter(line => line[1] === name).map(line => line[2]);
  const assignments = [
    ...all('Environment').flatMap(value => words(value)),
    ...all('EnvironmentFile').flatMap(path => readFileSync(path, 'utf8').split('\n').filter(line => line && !line.startsWith('#')).map(line => line.replace(/='(.*)'$/, '=$1'))),
  ];
  return {
    command: words(all('ExecStart')[0]).map(word => word.replace(/\$\$/g, '$')),
    before: all('ExecStartPre').map(value => words(value))[0],
    directory: all('WorkingDirectory')[0],
    env: Object.fromEntries(assignments.map(text_ => [text_.slice(0, text_.indexOf('=')), text_.slice(text_.indexOf('=') + 1)])),
  };
}

/** Starts a unit; its output goes into a file. */
export function startUnit(unit: Unit, log: string): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  if (!existsSync(unit.directory)) {
    mkdirSync(unit.directory, { recursive: true });
  }
  const out = openSync(log, 'w');
  return spawn(unit.command[0], unit.command.slice(1), { cwd: unit.directory, env: { PATH: process.env.PATH, ...unit.env }, stdio: ['ignore', out, out] });
}

function words(value: string): string[] {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)]
    .map(([, inQuotes, plain]) => (inQuotes?.replace(/\\(.)/g, (_all, c) => ({ n: '\n', t: '\t', r: '\r' }[c as string] ?? c)) ?? plain).replace(/%%/g, '%'));
}
