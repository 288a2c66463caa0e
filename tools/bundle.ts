/**
 * Makes one file of each folder of the compiled library, read when it is first asked for, in which a part runs when it is first
 * asked for: to load many small files takes longer than all of their work, and to read what a program never needs takes as long
 * as to read the rest. Types stay as they are.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join, relative } from 'path';
import { build, Plugin } from 'esbuild';

const lib = join(__dirname, '..', 'lib');
const index = join(lib, 'index.js');
const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).map(file => join(lib, file)).filter(file => file.endsWith('.js'));
/** What an earlier run made of a folder would be taken for the index of the folder. */
const earlier = files.filter(file => existsSync(file.replace(/\.js$/, '')));
/** The compiled files, but the index. */
const parts = files.filter(file => file !== index && !earlier.includes(file));

/** The file that is to hold a part: that of its folder, or the part itself where it is in none. */
const homeOf = (part: string): string => dirname(part) === lib ? part : `${dirname(part)}.js`;
/** Where a part is to be had, from beside its home. */
const asked = (part: string): string => `require("./${basename(homeOf(part))}")${homeOf(part) === part ? '' : `["${basename(part, '.js')}"]`}`;
/** Exports by name, with the text that gives each: it runs when the export is read first, or again while parts that need each other load. */
const exportWhenRead = (all: { name: string; value: string }[]): string => [
  'const keep = (name, value) => value !== undefined && Object.defineProperty(exports, name, { enumerable: true, value });',
  'const whenRead = (name, get) => Object.defineProperty(exports, name, {',
  '  enumerable: true, configurable: true, get: () => { const value = get(); keep(name, value); return value; },',
  '});',
  ...all.map(({ name, value }) => `whenRead("${name}", () => ${value});`),
].join('\n');

/** The exports of the package are there by name, and the part when one of them is read. */
function lazyIndex(): string {
  const text = readFileSync(index, 'utf8');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is known here only
  const namesOf = (part: string): string[] => Object.keys(require(part));
  const flat = [...text.matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)].map(([, path]) => require.resolve(join(lib, path)))
    .flatMap(part => namesOf(part).map(name => ({ name, value: `${asked(part)}.${name}` })));
  const modules = [...text.matchAll(/^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/gm)]
    .map(([, name, path]) => ({ name, value: asked(require.resolve(join(lib, path))) }));
  const all = [...flat, ...modules];
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    exportWhenRead(all),
    // What it does is to put the rules into force.
    `${asked(join(lib, 'rules', 'index.js'))};`,
    // From its text Node takes the names that an ES module may import.
    `0 && (module.exports = { ${all.map(({ name }) => name).join(', ')} });`,
    '',
  ].join('\n');
}

/** A part is asked for where it is used first, not where its file begins. An import for what it does stays. */
function requireWhereUsed(text: string): string {
  const imports = [...text.matchAll(/^const (\w+) = require\("(\.[^"]+)"\);$/gm)];
  // Kept in a variable: to ask each time would be a call for every use.
  return imports.reduce((rest, [line, name, path]) =>
    rest.replace(line, `let ${name};`).replace(new RegExp(`\\b${name}\\.`, 'g'), `(${name} ??= require("${path}")).`), text);
}

/** A part that has another home is asked for there, once. */
const elsewhere = (home: string): Plugin => ({
  name: 'elsewhere',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, namespace }) => {
      if (namespace === 'elsewhere') {
        return { path, external: true };
      }
      const part = require.resolve(join(resolveDir, path));
      return homeOf(part) === home ? undefined : { path: relative(lib, part), namespace: 'elsewhere' };
    });
    onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({ contents: `module.exports = ${asked(join(lib, path))};` }));
  },
});

async function bundle(home: string): Promise<void> {
  const inside = parts.filter(part => homeOf(part) === home);
  const [first] = inside;
  await build({
    ...first === home ? { entryPoints: [home] } : {
      stdin: { contents: exportWhenRead(inside.map(part => ({ name: basename(part, '.js'), value: `require("./${basename(part)}")` }))), resolveDir: dirname(first) },
    },
    outfile: home,
    allowOverwrite: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    // Beside it: nobody who does not debug should read it.
    sourcemap: 'linked',
    plugins: [elsewhere(home)],
  });
  // One character beyond ASCII makes V8 hold and scan the whole file in twice the space.
  const line = readFileSync(home, 'utf8').split('\n').find(text => [...text].some(char => char.charCodeAt(0) > 127));
  if (line !== undefined) {
    throw new Error(`${relative(lib, home)} is not ASCII, so that it loads slowly; write \\u escapes: ${line.trim()}`);
  }
}

async function main(): Promise<void> {
  if (parts.every(part => homeOf(part) === part)) {
    throw new Error('lib/ is bundled; compile it first');
  }
  earlier.forEach(file => rmSync(file));
  writeFileSync(index, lazyIndex());
  parts.forEach(part => writeFileSync(part, requireWhereUsed(readFileSync(part, 'utf8'))));
  await Promise.all([...new Set(parts.map(homeOf))].map(bundle));
  parts.filter(part => homeOf(part) !== part).forEach(part => rmSync(part));
}

void main();
