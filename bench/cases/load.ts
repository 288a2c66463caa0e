/** How long modules take to load, in the order of the command line. */
import { createRequire } from 'module';
import { performance } from 'perf_hooks';

const load = createRequire(__filename);
const times = process.argv.slice(2).map(name => {
  const start = performance.now();
  load(name);
  return performance.now() - start;
});
process.stdout.write(JSON.stringify(times));
