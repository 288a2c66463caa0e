/** The leaf tests in the output of a Go test program. */

export type Outcome = 'pass' | 'fail' | 'skip';
export interface Leaves { readonly [test: string]: Outcome }

/** What a program reports when none of its tests ran. */
export const SETUP = '(setup)';

const RESULT = /^\s*--- (PASS|FAIL|SKIP): (.+) \([0-9.]+s\)$/gm;

/** Results by leaf test: those without subtests. A program that failed without a failed test did not get to its tests. */
export function leavesOf(output: string, exitCode: number): Leaves {
  const all = new Map([...output.matchAll(RESULT)].map(([, outcome, test]) => [test, outcome.toLowerCase() as Outcome]));
  const parents = new Set([...all.keys()].flatMap(test => test.split('/').slice(1).map((_, depth) => test.split('/').slice(0, depth + 1).join('/'))));
  // A parent may fail by itself, after all of its subtests passed.
  const failsAlone = (test: string): boolean => all.get(test) === 'fail' && ![...all].some(([other, outcome]) => other.startsWith(`${test}/`) && outcome === 'fail');
  const leaves = Object.fromEntries([...all].filter(([test]) => !parents.has(test) || failsAlone(test)).sort(([a], [b]) => a < b ? -1 : 1));
  const running = lastStarted(output, all);
  if (exitCode && running) {
    leaves[running] = 'fail';
  }
  return exitCode && !Object.values(leaves).includes('fail') ? { ...leaves, [SETUP]: 'fail' } : leaves;
}

/** The test that was running when the program panicked or timed out. */
function lastStarted(output: string, finished: ReadonlyMap<string, Outcome>): string | undefined {
  return [...output.matchAll(/^=== RUN {3}(.+)$/gm)].map(([, test]) => test).reverse().find(test => !finished.has(test));
}

/** A pattern for `-test.run` that repeats the tests at the top that failed. */
export const patternOfFailed = (leaves: Leaves): string | undefined => {
  const top = Object.entries(leaves).filter(([, outcome]) => outcome === 'fail').map(([test]) => test.split('/')[0]);
  return top.includes(SETUP) || !top.length ? undefined : `^(${[...new Set(top)].join('|')})$`;
};
