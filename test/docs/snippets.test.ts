/** The TypeScript of the documentation compiles and runs. */
import { mkdirSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as lib from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import { refusal } from '../../scenarios/charts';
import { compileErrors } from '../support/compile';
import { TOP } from '../support/paths';
import { temporaryFolder } from '../support/temporary-folder';

interface Snippet {
  readonly at: string;
  readonly code: string;
}

const pages = ['README.md', ...readdirSync(join(TOP, 'docs'), { recursive: true, encoding: 'utf8' })
  // Examples of the API reference come from docstrings, which examples.test.ts runs.
  .filter(file => file.endsWith('.md') && !file.startsWith('api')).map(file => join('docs', file))];
const SNIPPETS: Snippet[] = pages.flatMap(page => [...readFileSync(join(TOP, page), 'utf8').matchAll(/^ *```ts(?: nofixture)?\n([^]*?)^ *```/gm)]
  .map(([, code], i) => ({ at: `${page} ${i + 1}`, code })));
/** Listings of the template, which `init.test.ts` runs, and excerpts of tests, which `testing.test.ts` runs. */
const LISTED = readdirSync(join(TOP, 'template')).map(file => readFileSync(join(TOP, 'template', file), 'utf8'));
const OWN = SNIPPETS.filter(({ at, code }) => !LISTED.includes(code) && !at.startsWith(join('docs', 'testing.md')));

/** What snippets without imports use. Those that set the platform precede the apps. */
const APP = `
const app = new App();
const chart = new Chart(app, 'chart', { namespace: 'shop' });
DaprPlatform.set(app, { apiTokenSecret: 'token', daprVersion: '1.18' });
`;
const APPS = `
const workload = (name: string): kplus.Deployment => new kplus.Deployment(chart, name + '-workload', { containers: [{ image: 'a', portNumber: 8080 }] });
const [api, worker, orders] = ['api', 'worker', 'orders'].map(workload);
const checkout = new DaprApp(chart, 'checkout', { workload: workload('checkout'), appPort: 8080 });
const caller = new DaprApp(chart, 'caller', { workload: workload('caller'), invokes: [checkout] });
const committed: object[] = [];
`;

/** A module: with imports as it is, otherwise in a function with the fixture. */
function moduleOf({ code }: Snippet): string {
  if (/^import /m.test(code)) {
    return code;
  }
  const used = (names: string[]): string => names.filter(name => new RegExp(`\\b${name}\\b`).test(APP + APPS + code)).join(', ');
  const block = `{\n${code}}\n`;
  return `import { ${used(Object.keys(cdk8s))} } from 'cdk8s';
import { ${used(Object.keys(lib))} } from 'cdk8s-dapr';
import * as kplus from 'cdk8s-plus-28';
${APP}${code.includes('DaprPlatform.set') ? block + APPS : APPS + block}export { app, chart, api, worker, orders, checkout, caller, committed };
`;
}

test('the pages have snippets, and those of the template are listed', () => {
  expect(OWN.length).toBeGreaterThan(10);
  expect(SNIPPETS.filter(({ code }) => LISTED.includes(code))).toHaveLength(2);
});

test('the snippets fit the width of a page', () => {
  const wide = SNIPPETS.flatMap(({ at, code }) => code.split('\n').filter(line => line.length > 120).map(line => `${at}: ${line}`));
  expect(wide).toEqual([]);
});

test('the snippets compile', () => {
  const { config } = ts.readConfigFile(join(TOP, 'test', 'tsconfig.json'), file => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(TOP, 'test'));
  const at = new Map(OWN.map((snippet, i) => [join(TOP, 'test', `snippet-${i}.ts`), snippet]));
  const files = new Map([...at].map(([file, snippet]) => [file, moduleOf(snippet)]));
  const wrong = compileErrors(files, { ...options, noUnusedLocals: false, noUnusedParameters: false }).map(({ file, message }) => `${at.get(file)!.at}: ${message}`);
  expect(wrong).toEqual([]);
}, 120_000);

describe('the snippets run', () => {
  const { path } = temporaryFolder();
  const before = process.env.CDK8S_OUTDIR;
  afterEach(() => { process.env.CDK8S_OUTDIR = before; });

  test.each(OWN.map((snippet, i) => [snippet.at, snippet, i] as const))('%s', (_, snippet, i) => {
    mkdirSync(path(`${i}`));
    process.env.CDK8S_OUTDIR = path(`${i}`);
    const output = jest.spyOn(console, 'log').mockImplementation();
    const made: { exports: { chart?: cdk8s.Chart } } = { exports: {} };
    const body = ts.transpile(moduleOf(snippet), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true });
    const modules: { [name: string]: unknown } = { 'cdk8s': cdk8s, 'cdk8s-dapr': lib, 'cdk8s-plus-28': kplus };
    new Function('module', 'exports', 'require', body)(made, made.exports, (name: string) => modules[name]);
    output.mockRestore();
    expect(made.exports.chart ? refusal(made.exports.chart) : '').toBe('');
  });
});
