/**
 * Checks and packs a release in `dist/`, with release notes, SBOM and checksums. It publishes nothing.
 *
 * Arguments are names of languages; without any, all languages are packed. Each package is installed in an empty folder and runs its examples.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check, timed } from './languages/check';
import { chosen, missingTools } from './languages/chosen';
import { TOP } from './languages/pack';
import { newestRelease } from './release/changelog';
import { checksums } from './release/checksums';
import { breakingChanges, lastTag } from './release/compat';
import { sbom } from './release/sbom';

const DIST = join(TOP, 'dist');
const read = (file: string): string => readFileSync(join(TOP, file), 'utf8');
const refuse = (problem: string | false | undefined): void => {
  if (problem) {
    throw new Error(problem);
  }
};

const languages = chosen(process.argv.slice(2));
const missing = languages.flatMap(language => missingTools(language).map(tool => `${tool} for ${language.name}`));
refuse(missing.length > 0 && `not installed: ${missing.join(', ')}; name the languages to pack as arguments`);

const { version, date, notes } = newestRelease(read('CHANGELOG.md'));
const packaged: string = JSON.parse(read('package.json')).version;
refuse(packaged !== version && `CHANGELOG.md has version ${version}, and package.json ${packaged}; run npx projen`);
console.log(`version ${version}${date ? `, ${date}` : ': CHANGELOG.md has no date for it yet'}`);

const tag = lastTag();
refuse(tag === `v${version}` && `version ${version} is tagged already; add a heading for the next version to CHANGELOG.md`);
const breaking = tag && breakingChanges(tag);
console.log(tag ? `compared with ${tag}: ${breaking ? `\n${breaking}` : 'no breaking changes'}` : 'no earlier release to compare with');
refuse(breaking && !/^### (Changed|Removed)$/m.test(notes) && `CHANGELOG.md has no section "Changed" or "Removed" for ${version}`);

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
const work = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-release-'));
try {
  const wrong = languages.flatMap(language => {
    timed(`${language.name}: packed`, () => language.pack(DIST));
    return check(language, DIST, join(work, language.name));
  });
  refuse(wrong.length > 0 && wrong.join('\n'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
writeFileSync(join(DIST, 'release-notes.md'), `${notes}\n`);
writeFileSync(join(DIST, 'sbom.cdx.json'), sbom());
writeFileSync(join(DIST, 'SHA256SUMS'), checksums(DIST));
console.log('dist/ is ready to be published');
