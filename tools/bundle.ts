/**
 * Makes one file of the compiled library, in which a part runs when it is first asked for: to load many small files takes longer
 * than all of their work, and most programs need few of the parts. Types stay as they are.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const lib = join(__dirname, '..', 'lib');
const bundle = join(lib, 'index.js');
const compiled = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js')).map(file => join(lib, file));

/** What a part says of its exports, for which it has to run once, here. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is known here only
const namesOf = (part: string): string[] => Object.keys(require(join(lib, part)));

/** A part is asked for where it is used, not where its file begins. An import for what it does stays. */
function requireWhereUsed(text: string): string {
  const parts = [...text.matchAll(/^const (\w+) = require\("(\.[^"]+)"\);$/gm)];
  // In brackets, since `new require("./a").B()` would make a `require`.
  return parts.reduce((rest, [line, name, path]) => rest.replace(line, '').replace(new RegExp(`\\b${name}\\.`, 'g'), `(require("${path}")).`), text);
}

/** The exports of a part are there by name, and the part when one of them is read. */
function exportWhenRead(text: string): string {
  return text
    .replace(/^__exportStar\(require\("(.+)"\), exports\);$/gm, (_, part) => part === './rules'
      // What it does is to put the rules into force.
      ? `require("${part}");\n${getters(part)}` : getters(part))
    .replace(/^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/gm, (_, name, part) => getter(name, `require("${part}")`));
}

const getter = (name: string, value: string): string => `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: () => ${value} });`;
const getters = (part: string): string => namesOf(part).map(name => getter(name, `require("${part}").${name}`)).join('\n');

const lazy = new Map(compiled.map(file => {
  const text = readFileSync(file, 'utf8');
  return [file, file === bundle ? exportWhenRead(text) : requireWhereUsed(text)];
}));
lazy.forEach((text, file) => writeFileSync(file, text));

buildSync({
  entryPoints: [bundle],
  outfile: bundle,
  allowOverwrite: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  // Beside it: nobody who does not debug should read it.
  sourcemap: 'linked',
});
compiled.filter(file => file !== bundle).forEach(file => rmSync(file));

// One character beyond ASCII makes V8 hold and scan the whole file in twice the space.
const line = readFileSync(bundle, 'utf8').split('\n').find(text => [...text].some(char => char.charCodeAt(0) > 127));
if (line !== undefined) {
  throw new Error(`lib/index.js is not ASCII, so that it loads slowly; write \\u escapes: ${line.trim()}`);
}
