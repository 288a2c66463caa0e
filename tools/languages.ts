/**
 * Packs the library for each language, installs it in an empty folder, runs the programs of `examples/languages` there, and compares all their
 * files with those of the TypeScript examples. Arguments are names of languages; without any, languages whose tools are missing are skipped.
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check, timed } from './languages/check';
import { chosen, missingTools } from './languages/chosen';

const asked = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-languages-'));
try {
  for (const language of chosen(asked)) {
    const missing = missingTools(language);
    if (missing.length) {
      console.log(`${language.name}: skipped, ${missing.join(' and ')} missing`);
      process.exitCode ||= Number(asked.length > 0);
      continue;
    }
    const packages = join(work, 'packages');
    timed(`${language.name}: packed`, () => (language.packForTest ?? language.pack)(packages));
    const wrong = check(language, packages, join(work, language.name));
    wrong.forEach(line => console.error(line));
    process.exitCode ||= Number(wrong.length > 0);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
