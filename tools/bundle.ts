/** Makes one file of the compiled library: to load many small ones takes longer than all of their work. Types stay as they are. */
import { readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const lib = join(__dirname, '..', 'lib');
const bundle = join(lib, 'index.js');

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
