/** How systemd reads its files: quotes, specifiers and variables. */

/** A section of a unit: its name, and its settings in order. */
export type UnitSection = [name: string, settings: UnitSettings];
export type UnitSettings = (readonly [name: string, value: string | undefined])[];

/** The text of a unit; a setting without a value and a section without settings are left out. */
export function unitFile(...sections: UnitSection[]): string {
  return sections.map(([name, settings]) => [name, settings.filter(([, value]) => value !== undefined)] as const)
    .filter(([, settings]) => settings.length)
    .map(([name, settings]) => `[${name}]\n${settings.map(([key, value]) => `${key}=${value}\n`).join('')}`).join('\n');
}

/** One word of a command: `%` and `$` would be replaced, the rest is split at blanks. */
export function unitWord(word: string): string {
  const plain = word.replace(/%/g, '%%').replace(/\$/g, '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : quoted(plain);
}

/** A command; long ones one word a line, which is easier to compare. */
export function unitCommand(program: string, args: string[]): string {
  return [unitWord(program), ...args.map(unitWord)].join(args.length > 4 ? ' \\\n  ' : ' ');
}

/** The settings of an environment, one a variable. */
export function unitEnvironment(values: { readonly [name: string]: string }): [string, string][] {
  return Object.entries(values).map(([name, value]) => {
    const assignment = `${name}=${value.replace(/%/g, '%%')}`;
    return ['Environment', /^[\w@%+=:,./-]+$/.test(assignment) ? assignment : quoted(assignment)];
  });
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
}
