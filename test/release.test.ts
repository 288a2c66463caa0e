/** Versions, and the tools of `npm run release`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { TOP } from './support/paths';
import { newestRelease } from '../tools/release/changelog';
import { checksums } from '../tools/release/checksums';

const read = (...path: string[]): string => readFileSync(join(TOP, ...path), 'utf8');
const { version } = JSON.parse(read('package.json'));

test('the version of the package is that of the first heading of the changelog', () => {
  expect(version).toBe(newestRelease(read('CHANGELOG.md')).version);
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({ version, packages: { '': { version } } });
});

test('the examples of other languages use the version of the package', () => {
  expect(read('examples', 'languages', 'go', 'go.mod')).toContain(`cdk8sdapr v${version}\n`);
  expect(read('examples', 'languages', 'java', 'pom.xml')).toContain(`<cdk8s-dapr.version>${version}<`);
});

test.each(['README.md', 'docs/languages.md', 'docs/validation.md'])('%s names packages with the version of the package', page => {
  const named = [...read(page).matchAll(/(?:cdk8s[-_]dapr[-@]|^ +version: )(\d+\.\d+\.\d+)/gm)].map(([, found]) => found);
  expect([...new Set(named)]).toEqual([version]);
});

test('a release has the version, the date and the notes of its heading', () => {
  const older = '## [0.1.0] - 2027-01-31\n\n### Added\n\n- First.\n';
  expect(newestRelease(`# Changelog\n\n## [Unreleased] (0.2.0)\n\n- Second.\n\n${older}`)).toEqual({ version: '0.2.0', date: undefined, notes: '- Second.' });
  expect(newestRelease(`# Changelog\n\n${older}`)).toEqual({ version: '0.1.0', date: '2027-01-31', notes: '### Added\n\n- First.' });
  expect(() => newestRelease('# Changelog\n')).toThrow('CHANGELOG.md must have a heading with a version');
});

test('checksums list the files of all folders in a fixed order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-checksums-'));
  try {
    mkdirSync(join(folder, 'js'));
    writeFileSync(join(folder, 'notes.md'), '');
    writeFileSync(join(folder, 'js', 'a.tgz'), 'abc');
    expect(checksums(folder)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  js/a.tgz\n'
      + 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  notes.md\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
