/** What every case has in common: each is the main module of a process of its own, started by `run.ts`. */
import { performance } from 'perf_hooks';

export const MODELS = ['none', 'sidecar', 'sharedDaemonSet', 'sharedDeployment'] as const;
/** Where daprd lives; `none` is the same workload without Dapr. */
export type Model = typeof MODELS[number];

/** What a case is asked for. */
export interface Task {
  readonly model: Model;
  readonly apps: number;
  readonly charts: number;
  readonly outdir: string;
}

/** What a case answers. */
export interface Measured {
  readonly buildMs: number;
  readonly synthMs: number;
  /** Processor time of both, of all threads. */
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** Does what the command line asks for, and prints how long it took, without the time to load modules. */
export function measure<T>(build: (task: Task) => T, synth: (built: T, task: Task) => void): void {
  const task = JSON.parse(process.argv[2]) as Task;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const built = build(task);
  const middle = performance.now();
  synth(built, task);
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const measured: Measured = {
    buildMs: middle - start, synthMs: end - middle, cpuMs: (user + system) / 1000, rssMiB: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(measured));
}

/** The apps of one chart, by number. */
export function chartsOf({ apps, charts }: Task): { id: string; apps: number[] }[] {
  const each = apps / charts;
  return Array.from({ length: charts }, (_, chart) => ({ id: `c${chart}`, apps: Array.from({ length: each }, (__, i) => chart * each + i) }));
}
