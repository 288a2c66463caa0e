import * as fc from 'fast-check';
import { cases, TARGETS } from './cases';
import { broken } from './judge';

test('x', () => {
  const seed = Number(process.env.SEED ?? 1);
  const n = Number(process.env.N ?? 500);
  const found = new Map<string, [string, number]>();
  const tally: any = {};
  const t0 = Date.now();
  for (const one of fc.sample(cases, { seed, numRuns: n })) {
    const { accepted, outcome, problems } = broken(one);
    const row = tally[one.target] ??= [0, 0, {}];
    row[accepted ? 0 : 1]++;
    if (!accepted) for (const c of new Set(outcome.refusal!.match(/DAPR\d{4}/g) ?? [])) row[2][c] = (row[2][c] ?? 0) + 1;
    for (const p of problems) {
      const key = p.replace(/'[^']*'/g, "'…'").replace(/it\S*|the-\S+/g, '~').slice(0, 130);
      const e = found.get(key);
      if (!e) found.set(key, [`${p}\n     ns=${one.namespace} settings=${one.settings}\n     ${one.made}\n     ${one.calls.join('\n     ')}`, 1]); else e[1]++;
    }
  }
  const secs = (Date.now() - t0) / 1000;
  let out = `${TARGETS.length} targets, ${n} in ${secs}s\n`;
  const sum = Object.values<any>(tally).reduce((a, [x, y]) => [a[0] + x, a[1] + y], [0, 0]);
  out += `accepted ${sum[0]} refused ${sum[1]}\n`;
  for (const [k, [a, r, c]] of Object.entries<any>(tally)) if (a + r > 3) out += `${k}: ${a}/${a + r} ${Object.entries<any>(c).sort((x, y) => y[1] - x[1]).slice(0, 6).map(x => x.join('×')).join(' ')}\n`;
  for (const [, [text, count]] of [...found].sort((a, b) => b[1][1] - a[1][1])) out += `\n#${count} ${text.slice(0, 1500)}\n`;
  require('fs').writeFileSync(process.env.OUT ?? '/tmp/props-out.txt', out);
}, 3_600_000);
