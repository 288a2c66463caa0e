/**
 * Random props for the whole API: the result is an error with a code, or valid output, which a second synth repeats.
 * Some hundred cases run with `npm test`; `npm run test:deep` runs any number.
 */
import * as fc from 'fast-check';
import { classOf, propsOf } from './api';
import { Case, cases, casesWithTokens, CONSTRUCTS, EXPORTERS, STATICS, TARGETS } from './cases';
import { broken, brokenByTokens } from './judge';

/** Set by the configuration of the deep run. */
declare const SHARD: number | undefined;
declare const SHARDS: number | undefined;
const DEEP = typeof SHARD === 'number' && typeof SHARDS === 'number' ? { shard: SHARD, shards: SHARDS } : undefined;

const CASES = DEEP ? Math.ceil(Number(process.env.DEEP_CASES ?? 100_000) / DEEP.shards) : 300;
/** The deep run has a new seed every day. */
const SEED = DEEP ? Number(process.env.DEEP_SEED ?? Math.floor(Date.now() / 86_400_000)) + DEEP.shard : 1;

test('every construct and exporter of the API has random props', () => {
  expect(CONSTRUCTS.filter(name => !propsOf((classOf(name)?.construct[2]?.type as { name: string } | undefined)?.name ?? ''))).toEqual([]);
  expect(TARGETS).toEqual(expect.arrayContaining([...CONSTRUCTS, ...EXPORTERS, ...STATICS.map(([name, { name: method }]) => `${name}.${method}`)]));
  expect(CONSTRUCTS).toEqual(expect.arrayContaining(['DaprApp', 'DaprControlPlane', 'OpenFunction', 'RedisStateStore']));
  expect(EXPORTERS).toHaveLength(5);
});

test(`${CASES} cases of seed ${SEED} either report errors with a code, or render valid output that a second synth repeats`, () => {
  let accepted = 0;
  fc.assert(fc.property(cases, one => {
    const { accepted: yes, problems } = broken(one);
    accepted += yes ? 1 : 0;
    expect(problems).toEqual([]);
  }), { seed: SEED, numRuns: CASES, reporter });
  if (DEEP) {
    process.stdout.write(`seed ${SEED}: ${CASES} cases, ${accepted} accepted (${Math.round(100 * accepted / CASES)} %)\n`);
  }
  // Otherwise the output is hardly tested.
  expect(accepted / CASES).toBeGreaterThan(0.25);
}, 7_200_000);

test(`${CASES} cases with tokens of seed ${SEED} either report errors with a code, or have the same output as with plain values`, () => {
  let resolved = 0;
  fc.assert(fc.property(casesWithTokens, one => {
    const { resolved: yes, problems } = brokenByTokens(one);
    resolved += yes ? 1 : 0;
    expect(problems).toEqual([]);
  }), { seed: SEED, numRuns: CASES, reporter });
  expect(resolved / CASES).toBeGreaterThan(0.2);
}, 7_200_000);

/** Prints the smallest failing case as code. */
function reporter({ failed, counterexample, errorInstance, seed, counterexamplePath }: fc.RunDetails<[Case]>): void {
  if (failed) {
    const { settings, namespace, made, calls } = counterexample![0];
    throw new Error([`seed ${seed}, path ${counterexamplePath}`, `const chart = new Chart(app, 'chart', { namespace: ${namespace} });`,
      `DaprPlatform.set(chart, ${settings});`, `const it = ${made};`, ...calls.map(String), (errorInstance as Error | null)?.message].join('\n'));
  }
}
