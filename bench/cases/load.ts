/** Load times of modules, in the order of the command line: wall-clock and CPU time in ms. */
import { createRequire } from 'module';
import { performance } from 'perf_hooks';

const load = createRequire(__filename);
const times = process.argv.slice(2).map(name => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  load(name);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
});
process.stdout.write(JSON.stringify(times));
