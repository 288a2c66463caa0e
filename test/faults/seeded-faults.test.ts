/** Every fault of the catalogue put into a valid stack: what docs/seeded-faults.md says is what happens. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { ROWS } from '../../scenarios/faults/catalogue';
import { seededFaultsPage } from '../../tools/seeded-faults/page';
import { NO_COUNTERPART, PLAIN } from '../../tools/seeded-faults/plain';
import { Seeded, seeded, unseeded } from '../../tools/seeded-faults/seed';
import { TOP } from '../support/paths';

let faults: Seeded[];
beforeAll(() => { faults = seeded(); }, 300_000);

const saying = (wrong: (fault: Seeded) => boolean): string[] =>
  faults.filter(wrong).map(({ rows, fault, code, found }) => `${rows} ${fault}: ${code}, found ${found.map(each => `${each.code} ${each.level} ${each.at}`).join(', ')}`);

test('the valid stack has no finding, no warning either', () => {
  expect(unseeded()).toEqual([]);
});

test('every fault in the valid stack is caught by its code, as an error or a warning', () => {
  expect(saying(({ code, level, found }) => !found.some(each => each.code === code && each.level === level))).toEqual([]);
});

test('a fault that is a warning refuses nothing', () => {
  expect(saying(({ level, found }) => level === 'warning' && found.some(each => each.level === 'error'))).toEqual([]);
});

test('nothing is found at the stack that a fault is put beside', () => {
  expect(saying(({ beside }) => beside.length > 0)).toEqual([]);
});

test('every row is written without the library too, or the reason is said why it cannot be', () => {
  const written = [...Object.keys(PLAIN), ...Object.keys(NO_COUNTERPART)].map(Number).sort((a, b) => a - b);
  expect(written).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1));
});

test('the committed table is what comes out', () => {
  expect(readFileSync(join(TOP, 'docs', 'seeded-faults.md'), 'utf8')).toBe(seededFaultsPage(faults));
}, 60_000);
