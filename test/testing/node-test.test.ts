/** `testing` under Node.js' own test runner, as a project without Jest uses it. */
import { spawnSync } from 'child_process';
import { symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { TOP } from '../support/paths';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

const TEST = `
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { ApiObject, Chart, Testing } = require('cdk8s');
const { DaprApp, testing } = require('./cdk8s-dapr');

test('a stack is data', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const spec = { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'a/b:1', ports: [{ containerPort: 8080 }] }] } } };
  new DaprApp(chart, 'orders', { workload: new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', spec }), appPort: 8081 });
  app.synth();
  const stack = testing.DaprStack.of(chart);
  assert.deepEqual(stack.errors, []);
  assert.deepEqual(stack.warnings.map(({ code }) => code), ['DAPR2004']);
  assert.equal(stack.app('orders').mayBeCalledBy('gateway'), true);
});
`;

test('node --test runs it, and a synth writes no warning', () => {
  symlinkSync(join(TOP, 'node_modules'), folder.path('node_modules'));
  buildSync({ entryPoints: [join(TOP, 'src', 'index.ts')], outfile: folder.path('cdk8s-dapr.js'), bundle: true, packages: 'external', platform: 'node', target: 'node20' });
  writeFileSync(folder.path('stack.test.js'), TEST);
  const { JEST_WORKER_ID: _, ...env } = process.env;
  const run = (...words: string[]) => spawnSync(process.execPath, [...words, folder.path('stack.test.js')], { env, encoding: 'utf8' });
  const { status, stdout, stderr } = run('--test');
  expect([status, /^# pass (\d+)$/m.exec(stdout)?.[1]]).toEqual([0, '1']);
  expect(stdout + stderr).not.toContain('warning DAPR');
  // Without a test runner, Node.js sets no variable.
  expect(run().stderr).toContain('warning DAPR2004 shop/orders');
}, 60_000);
