/** The rooms of `src` are what CONTRIBUTING says, and no file needs itself, not even for a type. */
import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { TOP } from './support/paths';
import { FLOORS, forbiddenTo } from '../projenrc/layers';

const SRC = join(TOP, 'src');
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).sort();
const roomOf = (file: string): string => dirname(file) === '.' ? file : dirname(file);

/** The files that a file imports. */
const IMPORTS = new Map(FILES.map(file => {
  const paths = [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import|require\() ?'(\.[^']*)'/g)].map(([, path]) => join(dirname(file), path));
  return [file, paths.map(path => FILES.find(other => other === `${path}.ts` || other === join(path, 'index.ts'))!)];
}));

/** A way from a file back to itself. */
function circle(from: string): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[from]];
  for (let way = ways.pop(); way; way = ways.pop()) {
    for (const next of IMPORTS.get(way[way.length - 1])!) {
      if (next === from) {
        return [...way, next];
      }
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return undefined;
}

test('no file imports itself by way of others', () => {
  expect(FILES.map(circle).filter(Boolean)).toEqual([]);
});

test('every folder of src is a room of the table, and every room a folder', () => {
  expect([...new Set(FILES.map(roomOf))].sort()).toEqual(FLOORS.flat().map(({ room }) => room).sort());
});

test('a room imports rooms of lower floors only', () => {
  const wrong = FILES.flatMap(file => IMPORTS.get(file)!.filter(other => forbiddenTo(roomOf(file)).includes(roomOf(other))).map(other => `${file} -> ${other}`));
  expect(wrong).toEqual([]);
});

test('CONTRIBUTING shows the table of the rooms', () => {
  const table = FLOORS.flatMap((rooms, floor) => rooms.map(({ room, what }) => `| ${floor + 1} | \`src/${room}\` | ${what} |`)).join('\n');
  expect(readFileSync(join(TOP, 'CONTRIBUTING.md'), 'utf8')).toContain(table);
});

test('a folder has about 20 hand-written files', () => {
  const counts = FLOORS.flat().map(({ room }) => [room, FILES.filter(file => roomOf(file) === room && !file.endsWith('.generated.ts')).length] as const);
  expect(counts.filter(([, count]) => count > 22)).toEqual([]);
});

test('a hand-written file has about 200 lines', () => {
  const lines = FILES.filter(file => !file.endsWith('.generated.ts')).map(file => [file, readFileSync(join(SRC, file), 'utf8').split('\n').length] as const);
  expect(lines.filter(([, count]) => count > 210)).toEqual([]);
});
