/** The README matches the code. */
import { readFileSync } from 'fs';
import { join } from 'path';
import * as lib from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import { newChart, refusal } from '../../scenarios/charts';
import { atLeast, DAPR_LINES, OLDEST_SUPPORTED_DAPR } from '../../src/dapr/version';
import { TOP } from '../support/paths';

const readme = readFileSync(join(TOP, 'README.md'), 'utf8');
const snippets = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);

test('the code of the README runs and its output is accepted', () => {
  expect(snippets.length).toBeGreaterThan(1);
  for (const code of snippets) {
    const chart = newChart(code.includes('DaprPlatform.set') ? {} : { apiTokenSecret: 'token' });
    const names = ['web', 'api', 'worker'];
    const workloads = names.map(name => new kplus.Deployment(chart, `${name}-workload`, { containers: [{ image: 'a', portNumber: 8080 }] }));
    const body = ts.transpile(code, { target: ts.ScriptTarget.ES2022 });
    new Function('chart', ...Object.keys(lib), ...names, body)(chart, ...Object.values(lib), ...workloads);
    expect(refusal(chart)).toBe('');
  }
});

test('the README names each supported version of Dapr', () => {
  expect(readme).toContain(`| Dapr | ${DAPR_LINES.filter(line => atLeast(line, OLDEST_SUPPORTED_DAPR)).join(', ')};`);
});

test('the table of the README lists every data plane of the factory, and no other', () => {
  const table = /<!-- models -->([^]*)<!-- \/models -->/.exec(readme)![1];
  const factories = Object.getOwnPropertyNames(lib.DataPlane).filter(name => typeof (lib.DataPlane as any)[name] === 'function'
    // It combines two of them for a while.
    && name !== 'switching').sort();
  expect([...table.matchAll(/`DataPlane\.(\w+)\(\)`/g)].map(([, name]) => name).sort()).toEqual(factories);
  expect(readme.split('\n').length).toBeLessThanOrEqual(250);
});
