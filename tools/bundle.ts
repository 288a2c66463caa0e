/** Makes one file of the compiled library: to load many small ones takes longer than all of their work. Types stay as they are. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const lib = join(__dirname, '..', 'lib');
const bundle = join(lib, 'index.js');

/** The classes of the components are many: those of a building block are made when the first of them is asked for. */
const eager = /^exports\.(\w+) = __importStar\((require\("\.\/components\/\w+\.generated"\))\);$/gm;
const lazy = `Object.defineProperty(exports, "$1", { enumerable: true, configurable: true, get() {
  const value = $2;
  Object.defineProperty(exports, "$1", { enumerable: true, value });
  return value;
} });`;
const index = readFileSync(bundle, 'utf8');
const modules = readdirSync(join(lib, 'components')).filter(file => file.endsWith('.js'));
if ((index.match(eager) ?? []).length !== modules.length) {
  throw new Error(`lib/index.js does not export ${modules.join(', ')} as it used to: they would be loaded at once`);
}
writeFileSync(bundle, index.replace(eager, lazy));

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
for (const file of readdirSync(lib, { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.js') && file !== 'index.js') {
    rmSync(join(lib, file));
  }
}

// One character beyond ASCII makes V8 hold and scan the whole file in twice the space.
const line = readFileSync(bundle, 'utf8').split('\n').find(text => [...text].some(char => char.charCodeAt(0) > 127));
if (line !== undefined) {
  throw new Error(`lib/index.js is not ASCII, so that it loads slowly; write \\u escapes: ${line.trim()}`);
}
