/** Every fault of the catalogue seeded into a valid stack: docs/seeded-faults.md shows the actual findings. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { ROWS } from '../../scenarios/faults/catalogue';
import { seededFaultsPage } from '../../tools/seeded-faults/page';
import { NO_COUNTERPART, PLAIN } from '../../tools/seeded-faults/plain';
import { Seeded, seeded, unseeded } from '../../tools/seeded-faults/seed';
import { TOP } from '../support/paths';

let faults: Seeded[];
beforeAll(() => { faults = seeded(); }, 300_000);

const listed = (wrong: (fault: Seeded) => boolean): string[] =>
  faults.filter(wrong).map(({ rows, fault, code, found }) => `${rows} ${fault}: ${code}, found ${found.map(each => `${each.code} ${each.level} ${each.at}`).join(', ')}`);

test('the valid stack has neither errors nor warnings', () => {
  expect(unseeded()).toEqual([]);
});

test('every fault in the valid stack is found with its code, as an error or a warning', () => {
  expect(listed(({ code, level, found }) => !found.some(each => each.code === code && each.level === level))).toEqual([]);
});

test('a fault with a warning causes no error', () => {
  expect(listed(({ level, found }) => level === 'warning' && found.some(each => each.level === 'error'))).toEqual([]);
});

test('a fault causes no finding about the stack itself', () => {
  expect(listed(({ inStack }) => inStack.length > 0)).toEqual([]);
});

test('every row is also written without the library, or has a reason why it cannot be', () => {
  const written = [...Object.keys(PLAIN), ...Object.keys(NO_COUNTERPART)].map(Number).sort((a, b) => a - b);
  expect(written).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1));
});

test('the committed table is up to date', () => {
  expect(readFileSync(join(TOP, 'docs', 'seeded-faults.md'), 'utf8')).toBe(seededFaultsPage(faults));
}, 60_000);
