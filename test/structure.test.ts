/** The folders of `src` match CONTRIBUTING, and no file imports itself, not even for a type. */
import { readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { TOP } from './support/paths';
import { LAYERS, forbiddenTo } from '../projenrc/layers';

const SRC = join(TOP, 'src');
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).sort();
const folderOf = (file: string): string => dirname(file) === '.' ? file : dirname(file);

/** The files that a file imports. */
const IMPORTS = new Map(FILES.map(file => {
  const paths = [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import|require\() ?'(\.[^']*)'/g)].map(([, path]) => join(dirname(file), path));
  return [file, paths.map(path => FILES.find(other => other === `${path}.ts` || other === join(path, 'index.ts'))!)];
}));

/** An import path from a file back to itself. */
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

test('no file imports itself through others', () => {
  expect(FILES.map(circle).filter(Boolean)).toEqual([]);
});

test('the table of layers lists exactly the folders of src', () => {
  expect([...new Set(FILES.map(folderOf))].sort()).toEqual(LAYERS.flat().map(({ folder }) => folder).sort());
});

test('a folder imports only folders of lower layers', () => {
  const wrong = FILES.flatMap(file => IMPORTS.get(file)!.filter(other => forbiddenTo(folderOf(file)).includes(folderOf(other))).map(other => `${file} -> ${other}`));
  expect(wrong).toEqual([]);
});

test('CONTRIBUTING shows the table of layers', () => {
  const table = LAYERS.flatMap((folders, layer) => folders.map(({ folder, what }) => `| ${layer + 1} | \`src/${folder}\` | ${what} |`)).join('\n');
  expect(readFileSync(join(TOP, 'CONTRIBUTING.md'), 'utf8')).toContain(table);
});

test('a folder has about 20 hand-written files', () => {
  const counts = LAYERS.flat().map(({ folder }) => [folder, FILES.filter(file => folderOf(file) === folder && !file.endsWith('.generated.ts')).length] as const);
  expect(counts.filter(([, count]) => count > 22)).toEqual([]);
});

test('a hand-written file has about 200 lines', () => {
  const lines = FILES.filter(file => !file.endsWith('.generated.ts')).map(file => [file, readFileSync(join(SRC, file), 'utf8').split('\n').length] as const);
  expect(lines.filter(([, count]) => count > 210)).toEqual([]);
});
