/** Syntax of systemd unit files: quotes, specifiers and variables. */

/** A section of a unit: its name and its settings, in order. */
export type UnitSection = [name: string, settings: UnitSettings];
export type UnitSettings = (readonly [name: string, value: string | undefined])[];

/** Content of a unit file, without settings that have no value and sections that have no settings. */
export function unitFile(...sections: UnitSection[]): string {
  return sections.map(([name, settings]) => [name, settings.filter(([, value]) => value !== undefined)] as const)
    .filter(([, settings]) => settings.length)
    .map(([name, settings]) => `[${name}]\n${settings.map(([key, value]) => `${key}=${value}\n`).join('')}`).join('\n');
}

/** A quoted word of a command: systemd expands `%` and `$`, and splits at whitespace. */
export function unitWord(word: string): string {
  const plain = word.replace(/%/g, '%%').replace(/\$/g, '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : quoted(plain);
}

/** Characters before the name of a program that are settings to systemd, quoted or not: `+` starts it with all privileges. */
export const EXEC_PREFIX = /^[-@:+!|]/;

/** A setting that is one path: quotes belong to it, and neither whitespace nor a backslash may end the line. */
export const unitPath = (path: string): string => path.replace(/%/g, '%%').replace(/[\s\\]$/, '$&/');

/** A setting that is a pattern of paths, for one path. */
export const unitPattern = (path: string): string => path.replace(/[*?[\\]/g, '\\$&').replace(/%/g, '%%');

/** A command: systemd expands `%` in its program, but no `$`. A long one has one word on each line, for readable diffs. */
export function unitCommand(program: string, args: string[]): string {
  return [unitText(program), ...args.map(unitWord)].join(args.length > 4 ? ' \\\n  ' : ' ');
}

/** `Environment` settings, one for each variable. */
export function unitEnvironment(values: { readonly [name: string]: string }): [string, string][] {
  return Object.entries(values).map(([name, value]) => ['Environment', unitText(`${name}=${value}`)]);
}

/** A word of a setting other than a command: systemd expands `%` in it. */
export function unitText(text: string): string {
  const plain = text.replace(/%/g, '%%');
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : quoted(plain);
}

function quoted(value: string): string {
  return `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0001-\u001f\u007f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}
