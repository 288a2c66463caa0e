/** The program: commands, help and unexpected errors. */
import { execFileSync } from 'child_process';
import { accessSync, constants, readFileSync } from 'fs';
import { join } from 'path';
import { DaprCommandLine } from '../../src/command-line/command-line';
import { DaprPlan } from '../../src/plan/dapr-plan';
import { TOP } from '../support/paths';
import { temporaryFolder } from '../support/temporary-folder';

const { path, write } = temporaryFolder();

function run(...words: string[]): { code: number; out: string; error: string } {
  let out = '';
  let error = '';
  const code = DaprCommandLine.run(words, { out: text => { out += text; }, error: text => { error += text; }, stdin: () => '' });
  return { code, out, error };
}

const OVERVIEW = /^Usage: cdk8s-dapr <command>\n\n {2}init {5}Writes [^\n]*\n {2}import {3}Writes /;

test.each(['help', '--help', '-h'])('%s lists the commands', word => {
  expect(run(word)).toEqual({ code: 0, out: expect.stringMatching(OVERVIEW), error: '' });
});

test('without a command, the list is an error', () => {
  expect(run()).toEqual({ code: 1, out: '', error: expect.stringMatching(OVERVIEW) });
});

test('an unknown command is refused with a suggestion', () => {
  expect(run('plam')).toEqual({ code: 1, out: '', error: expect.stringMatching(/^cdk8s-dapr: unknown command plam; did you mean plan\?\n\nUsage: /) });
  expect(run('constructor').error).toMatch(/^cdk8s-dapr: unknown command constructor\n/);
});

test('--help of a command shows its arguments and exit codes', () => {
  for (const help of ['--help', '-h']) {
    const { code, out } = run('plan', 'a', help);
    expect([code, out]).toEqual([0, expect.stringMatching(/^Usage: cdk8s-dapr plan <old> <new> [^]*Exit codes: 0, 1 .*, 2 /)]);
  }
});

test('an error without a code is thrown', () => {
  const broken = jest.spyOn(DaprPlan, '_betweenFiles').mockImplementation(() => { throw new TypeError('broken'); });
  try {
    const file = write('a.yaml', '');
    expect(() => run('plan', file, file)).toThrow(new TypeError('broken'));
  } finally {
    broken.mockRestore();
  }
});

test('the program of the package is executable and runs the library', () => {
  const { bin } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
  expect(bin).toEqual({ 'cdk8s-dapr': 'bin/cdk8s-dapr' });
  accessSync(join(TOP, bin['cdk8s-dapr']), constants.X_OK);
  const script = readFileSync(join(TOP, bin['cdk8s-dapr']), 'utf8');
  expect(script).toMatch(/^#!\/usr\/bin\/env node\n/);
  // With the sources instead of the compiled library.
  const copy = write('program.ts', script.replace('../lib/index.js', join(TOP, 'src', 'index.ts')));
  write('large.yaml', Array.from({ length: 3000 }, (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a-${i}}\n`).join('---\n'));
  write('empty.yaml', '');
  const out = execFileSync(process.execPath, ['--import', 'tsx', copy, 'plan', path('empty.yaml'), path('large.yaml'), '--format', 'json'], { cwd: TOP, encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(JSON.parse(out).objects).toEqual({ added: 3000, changed: 0, pruned: 0 });
}, 60_000);
