/** The plugin as users run it: `cdk8s synth` of a project that depends on this package. */
import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

import { buildSync } from 'esbuild';
import type { ValidationContext } from '../../node_modules/cdk8s-cli/lib/plugins';
import { DaprValidation } from '../../src/validation/dapr-validation';
import { FIXTURES, TOP } from '../support/paths';

let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-validation-'));
  cpSync(join(FIXTURES, 'validation'), project, { recursive: true });
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'cdk8s-dapr', 'lib'), { recursive: true });
  ['cdk8s', 'constructs'].forEach(name => symlinkSync(join(TOP, 'node_modules', name), join(modules, name)));
  cpSync(join(TOP, 'package.json'), join(modules, 'cdk8s-dapr', 'package.json'));
  buildSync({
    entryPoints: [join(TOP, 'src', 'index.ts')],
    outfile: join(modules, 'cdk8s-dapr', 'lib', 'index.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
});

afterAll(() => rmSync(project, { recursive: true }));

function synth(manifest: string): { status: number | null; text: string; report: any } {
  const reports = join(project, 'reports.json');
  // The CLI does not overwrite it.
  rmSync(reports, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    join(TOP, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', '--no-check-upgrade', '--plugins-dir', join(project, 'plugins'),
    '--validation-reports-output-file', reports,
  ], { cwd: project, env: { ...process.env, HOME: project, MANIFEST: join(project, manifest) }, encoding: 'utf8' });
  return { status, text: stdout + stderr, report: JSON.parse(readFileSync(reports, 'utf8')).reports[0] };
}

test('a synth reports all ten mistakes of hand-written YAML at once, and fails', () => {
  const { status, text, report } = synth('broken.yaml');
  const lines: string[] = report.violations.flatMap((violation: any) => violation.violatingConstructs)
    .flatMap((construct: any) => construct.locations);
  const places = lines.map(line => /^(?:warning )?(DAPR\d+ \S+ \S+: [^\s:]+)/.exec(line)![1]).sort();
  const billing = 'Deployment shop/billing: spec.template.metadata.annotations';
  expect(places).toEqual([
    `DAPR1002 ${billing}['dapr.io/app-id']`,
    `DAPR1007 ${billing}['dapr.io/enabled']`,
    `DAPR1008 ${billing}['dapr.io/app-prot']`,
    'DAPR1015 Deployment shop/billing: metadata.annotations[\'dapr.io/log-level\']',
    'DAPR2001 Deployment shop/mails: dapr.io/app-port',
    'DAPR4015 Component shop/orders: scopes',
    'DAPR4082 Component shop/orders: spec.type',
    `DAPR5004 ${billing}['dapr.io/config']`,
    'DAPR6001 Subscription shop/paid: spec.route',
    'DAPR6126 Resiliency shop/slow: spec.policies.timeouts.general',
  ]);
  expect(status).toBe(2);
  expect(report.summary).toMatchObject({ status: 'failure', metadata: { Errors: '7', Warnings: '3', Acknowledged: '0' } });
  lines.forEach(line => expect(text).toContain(line));
  // A warning begins with its level, as on stderr.
  expect(lines.filter(line => line.startsWith('warning ')).length).toBe(3);
}, 60_000);

test('the report names the rule, the file, the object and what to do', () => {
  const { report } = synth('broken.yaml');
  const violation = report.violations.find((one: any) => one.ruleName.startsWith('DAPR1008'));
  expect(violation).toEqual({
    ruleName: 'DAPR1008 error: unknown dapr.io annotation',
    recommendation: 'Dapr silently ignores unknown annotations.',
    fix: 'correct the name, or remove it.',
    violatingConstructs: [{
      resourceName: 'billing',
      constructPath: expect.stringContaining('shop/hand-written/'),
      manifestPath: expect.stringMatching(/dist\/shop\.k8s\.yaml$/),
      locations: [
        'DAPR1008 Deployment shop/billing: spec.template.metadata.annotations[\'dapr.io/app-prot\'] is not a pod annotation of Dapr up to 1.19; '
        + 'did you mean dapr.io/app-port? Dapr silently ignores unknown annotations. Correct the name, or remove it.',
      ],
    }],
  });
}, 60_000);

test('the same project passes once the YAML is right', () => {
  const { status, report } = synth('fixed.yaml');
  expect(report).toMatchObject({ violations: [], summary: { status: 'success', metadata: { Errors: '0', Warnings: '0' } } });
  expect(status).toBe(0);
}, 60_000);

test('the class is what cdk8s-cli calls a plugin, without a dependency on it', () => {
  const plugin: { validate(context: ValidationContext): Promise<void> } = new DaprValidation();
  expect(plugin.validate).toBeInstanceOf(Function);
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
  expect(Object.keys({ ...dependencies, ...peerDependencies }).sort()).toEqual(['cdk8s', 'constructs']);
});
