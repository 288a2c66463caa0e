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

/** A command; a long one has one word on each line, for readable diffs. */
export function unitCommand(program: string, args: string[]): string {
  return [unitWord(program), ...args.map(unitWord)].join(args.length > 4 ? ' \\\n  ' : ' ');
}

/** `Environment` settings, one for each variable. */
export function unitEnvironment(values: { readonly [name: string]: string }): [string, string][] {
  return Object.entries(values).map(([name, value]) => {
    const assignment = `${name}=${value.replace(/%/g, '%%')}`;
    return ['Environment', /^[\w@%+=:,./-]+$/.test(assignment) ? assignment : quoted(assignment)];
  });
}

function quoted(value: string): string {
  return `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}"`;
}
