import { spawnSync } from 'child_process';
import { Language } from './language';
import { LANGUAGES } from './languages';

/** The languages with these names, or all. */
export function chosen(names: readonly string[]): Language[] {
  const unknown = names.filter(name => !LANGUAGES.some(language => language.name === name));
  if (unknown.length) {
    throw new Error(`unknown language ${unknown.join(', ')}; expected ${LANGUAGES.map(({ name }) => name).join(', ')}`);
  }
  return LANGUAGES.filter(({ name }) => !names.length || names.includes(name));
}

/** The tools of a language that are not in `PATH`. */
export const missingTools = ({ tools }: Language): string[] => tools.filter(tool => spawnSync(process.platform === 'win32' ? 'where' : 'which', [tool]).status !== 0);
