/** docs/testing.md and docs/pipelines.md match the code. */
import { readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import * as ts from 'typescript';
import { parse } from 'yaml';
import { deployment, newChart } from '../../scenarios/charts';
import { findingTexts, problemToFinding } from '../../src/diagnostics/finding';
import { DaprValidation } from '../../src/validation/dapr-validation';
import { TOP } from '../support/paths';

const page = (name: string): string => readFileSync(join(TOP, 'docs', name), 'utf8');
const blocks = (text: string, language: string): string[] => [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code);
const pipelines = page('pipelines.md');

test('the code of the page runs, and its expectations hold', () => {
  const snippets = blocks(page('testing.md'), 'ts');
  expect(snippets.length).toBeGreaterThan(3);
  for (const code of snippets) {
    const chart = newChart({}, { namespace: 'shop' });
    // A snippet that has its own chart defines its workloads there.
    const own = code.includes('new Chart') ? "const [gatewayWorkload, ordersWorkload] = ['gateway-web', 'web'].map(id => deployment(shop, id));" : '';
    const body = ts.transpile(code.replace(/(new Chart.*;\n)/, `$1${own}\n`), { target: ts.ScriptTarget.ES2022 });
    const workloads = own ? {} : code.includes('gatewayWorkload') ? { gatewayWorkload: deployment(chart, 'gateway-web'), ordersWorkload: deployment(chart, 'web') }
      : { ordersWorkload: new cdk8s.ApiObject(chart, 'web', { ...deployment(newChart(), 'web').toJson(), metadata: { name: 'web', namespace: 'shop' } }) };
    const names = { chart, deployment, expect, Chart: cdk8s.Chart, Testing: cdk8s.Testing, ...lib, ...workloads };
    new Function(...Object.keys(names), body)(...Object.values(names));
  }
});

test('the pages name members that exist', () => {
  const named = [...page('testing.md').matchAll(/`(?:stack\.)?(\w+)\([^`]*\)`/g)].map(([, name]) => name);
  const methods = [lib.testing.StackApp, lib.testing.DaprStack].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)).concat('app');
  expect(named.filter(name => name !== 'expect' && !methods.includes(name))).toEqual([]);
});

describe('the problem matcher', () => {
  const [{ severity, pattern: [pattern] }] = JSON.parse(blocks(pipelines, 'json')[0]).problemMatcher;
  const match = (line: string) => {
    const found = new RegExp(pattern.regexp).exec(line);
    return found && [found[pattern.severity] ?? severity, found[pattern.code], found[pattern.message]];
  };

  test('finds the lines of the page', () => {
    expect(blocks(pipelines, 'text')[0].trim().split('\n').map(line => match(line)?.slice(0, 2))).toEqual([['warning', 'DAPR2004'], ['error', 'DAPR2001'], ['error', 'DAPR1007']]);
  });

  test('finds errors in the message of a failed synth, and nothing else in it', () => {
    const chart = newChart();
    new lib.DaprApp(chart, 'orders', { workload: deployment(chart), appPort: 3500 });
    const lines = (() => {
      try {
        cdk8s.Testing.synth(chart);
        return [];
      } catch (error) {
        return (error as Error).stack!.split('\n');
      }
    })();
    expect(lines.flatMap(line => match(line) ?? [])).toEqual(['error', 'DAPR2001', expect.stringMatching(/^chart\/orders /)]);
  });

  test('finds printed warnings', () => {
    const finding = problemToFinding({ rule: { code: 'DAPR4016', level: 'warning', title: 't', why: 'w', todo: 'd', source: 's' }, what: 'x' }, 'chart');
    expect(match(`warning ${findingTexts([finding])[0]}`)).toEqual(['warning', 'DAPR4016', 'chart: x. W. D.']);
  });

  test('finds the findings of the validation plugin with their level', async () => {
    const found: string[] = [];
    const context = {
      manifests: ['a.yaml'],
      // A port that no container declares, and an app ID in upper case.
      parseManifest: () => [{
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' }, annotations: { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'Orders', 'dapr.io/app-port': '8081' } },
            spec: { containers: [{ name: 'main', image: 'a', ports: [{ containerPort: 8080 }] }] },
          },
        },
      }],
      report: {
        addViolation: ({ violatingResources }: any) => { found.push(...violatingResources.flatMap((each: any) => each.locations)); },
        submit: () => undefined,
      },
    };
    await new DaprValidation().validate(context);
    expect(found.map(line => match(`      > ${line}`)?.slice(0, 2))).toEqual([['error', 'DAPR1002'], ['warning', 'DAPR2004']]);
  });
});

test('the workflow is that of the template, and uses options of the programs', () => {
  expect(blocks(pipelines, 'yaml')[0]).toBe(readFileSync(join(TOP, 'template', 'pipeline.yml'), 'utf8'));
  const workflow = parse(blocks(pipelines, 'yaml')[0]);
  const commands: string[] = workflow.jobs.stack.steps.flatMap((step: any) => step.run ?? []);
  expect(commands.filter(command => command.includes('cdk8s-dapr plan'))).toHaveLength(1);
  expect(commands.join('\n')).toContain('--format markdown');
  expect(workflow.jobs.stack.steps.find((step: any) => step.env).env).toEqual({ CDK8S_DAPR_WARNINGS: 'error' });
});
