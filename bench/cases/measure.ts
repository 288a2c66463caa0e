/** Shared code of the cases: each is the main module of a separate process, started by `run.ts`. */
import { performance } from 'perf_hooks';

export const MODELS = ['none', 'sidecar', 'sharedDaemonSet', 'sharedDeployment'] as const;
/** The data plane; `none` is the same workload without Dapr. */
export type Model = typeof MODELS[number];

/** Input of a case. */
export interface Task {
  readonly model: Model;
  readonly apps: number;
  readonly charts: number;
  readonly outdir: string;
  /** Name of a stack of `scenarios.ts`. */
  readonly scenario?: string;
  /** The file with its recorded objects. */
  readonly record?: string;
}

/** The objects of a chart, in the order of the tree. */
export interface RecordedChart {
  readonly id: string;
  /** `workload` is the construct ID of a workload of cdk8s-plus. */
  readonly objects: readonly { readonly workload?: string; readonly object: any }[];
}

/** Result of a case. */
export interface Measured {
  readonly buildMs: number;
  readonly synthMs: number;
  /** CPU time of build and synth, of all threads. */
  readonly cpuMs: number;
  readonly rssMiB: number;
}

/** Runs the task of the command line, and prints its duration, without the time to load modules. */
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
