/** docs/validation.md: where each rule runs, and why if that is only one of constructs and manifests. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { CONSTRUCTS_ONLY, MANIFESTS_ONLY } from '../../scenarios/validated';
import { validated, validationTable } from '../../tools/validation-page';
import { TOP } from '../support/paths';

const RULES = validated();
const codesOf = (rules: typeof RULES): string[] => rules.map(({ rule }) => rule.code);

test('a rule that runs on constructs only, or on manifests only, has a reason', () => {
  expect(codesOf(RULES.filter(({ constructs, manifests, why }) => !(constructs && manifests) && !why))).toEqual([]);
});

test('no reason is given for a rule that runs on both, or that does not exist', () => {
  const onConstructs = codesOf(RULES.filter(({ constructs, manifests }) => constructs && !manifests));
  const onManifests = codesOf(RULES.filter(({ constructs }) => !constructs));
  expect(Object.keys(CONSTRUCTS_ONLY).filter(code => !onConstructs.includes(code))).toEqual([]);
  expect(Object.keys(MANIFESTS_ONLY).filter(code => !onManifests.includes(code))).toEqual([]);
});

test('the committed table is up to date', () => {
  expect(readFileSync(join(TOP, 'docs', 'validation.md'), 'utf8')).toContain(`<!-- rules -->\n\n${validationTable()}\n\n<!-- /rules -->`);
});
