/** Messages, docstrings and docs are plain technical English. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { TOP } from '../support/paths';

/** Phrases to avoid, each with a replacement. */
const PHRASES: [RegExp, string][] = [
  [/\b(is|are) no (text|string|list|map|number|port|duration|version|boolean|name|label|address|path)\b/, 'must be a ...'],
  [/\b(has|have) not(?! (been|run))\b/, 'does not have'],
  [/\bat the (most|least)\b/, 'at most, at least'],
  [/\bwhatever (it|they) (is|are)\b/, 'any'],
  [/\bonly the name is known\b/, 'referenced by name'],
  [/\bfor ever\b/, 'indefinitely'],
  [/\bthat (is|are) none\b/, 'invalid'],
  [/\ba truth\b/, 'a boolean'],
  [/\bGive an? [a-z]/, 'Set ...'],
  [/\bgarbage in the manifest\b/, 'invalid value'],
];

const filesIn = (folder: string, end: string): string[] => readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith(end)).map(file => join(folder, file));
const FILES = [
  'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...filesIn('docs', '.md'), ...filesIn('src', '.ts'), ...filesIn('scenarios', '.ts'), ...filesIn('tools', '.ts'),
];

test.each(PHRASES)('no text contains %p', phrase => {
  const found = FILES.flatMap(file => readFileSync(join(TOP, file), 'utf8').split('\n').flatMap((line, i) => phrase.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : []));
  expect(found).toEqual([]);
});
