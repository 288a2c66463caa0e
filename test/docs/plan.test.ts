/** docs/plan.md matches the code. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { DaprPlan } from 'cdk8s-dapr';
import { planExample } from '../../scenarios/plan-example';
import { RULES } from '../../src/catalogue/rules.generated';
import { TOP } from '../support/paths';

const page = readFileSync(join(TOP, 'docs', 'plan.md'), 'utf8');

test('the example is the output of the plan', () => {
  const { before, after } = planExample();
  expect(page).toContain(`\`\`\`text\n${DaprPlan.between(before, after).toText()}\`\`\``);
});

test('the table of changes has the code of every entry', () => {
  const ranges = [...page.matchAll(/\[DAPR(95\d\d)\]\(rules\.md#dapr\1\)(?: to \[DAPR(95\d\d)\])?/g)].map(([, first, last = first]) => [Number(first), Number(last)]);
  const codes = Object.values(RULES).filter(({ level }) => level === 'danger' || level === 'notice').map(({ code }) => Number(code.slice('DAPR'.length)));
  expect(codes.filter(code => !ranges.some(([first, last]) => first <= code && code <= last))).toEqual([]);
  expect(codes.length).toBeGreaterThan(30);
});
