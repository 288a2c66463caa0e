/** `cdk8s-dapr plan`: arguments, files, formats and exit codes. */
import { mkdirSync } from 'fs';
import { DaprCommandLine } from '../../src/command-line/command-line';
import { app, component } from '../support/manifests';
import { edited } from '../support/plans';
import { temporaryFolder } from '../support/temporary-folder';

const { path, write } = temporaryFolder();

function run(...words: string[]): { code: number; out: string; error: string } {
  return runWith('', ...words);
}

function runWith(stdin: string, ...words: string[]): { code: number; out: string; error: string } {
  let out = '';
  let error = '';
  const code = DaprCommandLine.run(words, { out: text => { out += text; }, error: text => { error += text; }, stdin: () => stdin });
  return { code, out, error };
}

const json = (...objects: any[]): string => objects.map(each => JSON.stringify(each)).join('\n---\n');
const SAFE = [app(), edited(app(), { 'metadata.labels.team': 'a' })];
const DANGEROUS = [component(), component([], {}, 'state.postgresql')];
const files = ([before, after]: any[]): [string, string] => [write('old.yaml', json(before)), write('new.yaml', json(after))];

test('the plan is printed as text, and the exit code is 0', () => {
  const { code, out, error } = run('plan', ...files(DANGEROUS));
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/^1 danger, 0 notices\. Objects: 0 added, 1 changed, 0 pruned\.\n\nDANGER DAPR9540 /);
});

test.each([['--fail-on', 'danger'], ['--fail-on=danger']])('a danger fails with %s %s', (...words) => {
  expect(run('plan', ...files(DANGEROUS), ...words).code).toBe(2);
  expect(run('plan', ...words, ...files(DANGEROUS)).code).toBe(2);
  expect(run('plan', ...files(SAFE), ...words).code).toBe(0);
});

test('the formats', () => {
  expect(run('plan', ...files(DANGEROUS), '--format', 'markdown').out).toMatch(/^## Plan\n/);
  const plan = JSON.parse(run('plan', ...files(DANGEROUS), '--format=json').out);
  expect([plan.danger, plan.objects, plan.entries.map(({ code }: any) => code)]).toEqual([true, { added: 0, changed: 1, pruned: 0 }, ['DAPR9540']]);
  expect(run('plan', ...files(DANGEROUS), '--format', 'text').out).toBe(run('plan', ...files(DANGEROUS)).out);
});

test('a stack of several clusters has a plan for each, by the names of its files', () => {
  ['old-stages', 'new-stages'].forEach((folder, i) => {
    mkdirSync(path(folder), { recursive: true });
    write(`${folder}/dev.k8s.yaml`, json(SAFE[0]));
    write(`${folder}/prod.k8s.yaml`, json(DANGEROUS[i]));
    write(`${folder}/prod-extra.k8s.yaml`, json(app({ 'app-port': '9090' })));
  });
  write('new-stages/qa.k8s.yaml', json(SAFE[1]));
  const of = (pattern: string) => run('plan', path('old-stages'), path('new-stages'), '--files', pattern);
  expect(run('plan', path('old-stages'), path('new-stages'))).toMatchObject({ code: 1, error: expect.stringContaining('make a plan for each cluster (--files of cdk8s-dapr plan)') });
  expect(of('dev*')).toEqual({ code: 0, out: 'Nothing changes.\n', error: '' });
  expect(of('prod*').out).toContain('DAPR9540');
  expect(of('qa*').out).toContain('1 added, 0 changed');
  expect(of('prd*')).toMatchObject({ code: 1, error: expect.stringContaining('--files must match a file of') });
  expect(of('')).toMatchObject({ code: 1, error: expect.stringContaining("--files must be a non-empty string; got ''") });
});

test('folders are read with their subfolders, and only YAML and JSON', () => {
  mkdirSync(path('old/deep'), { recursive: true });
  mkdirSync(path('new'), { recursive: true });
  write('old/a.yml', json(component()));
  write('old/deep/b.json', json(app()));
  write('old/README.md', '# {');
  write('new/all.yaml', json(app(), component()));
  expect(run('plan', path('old'), path('new')).out).toBe('Nothing changes.\n');
});

test('the file in which cdk8s records constructs for validations is no manifest', () => {
  ['a', 'b'].forEach(folder => {
    mkdirSync(path(folder), { recursive: true });
    write(`${folder}/shop.k8s.yaml`, json(SAFE[0]));
    write(`${folder}/construct-metadata.json`, JSON.stringify({ version: '1.0.0', resources: {} }));
  });
  expect(run('plan', path('a'), path('b'))).toEqual({ code: 0, out: 'Nothing changes.\n', error: '' });
});

test('the format of YAML makes no difference', () => {
  const plain = write('plain.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b, c: "1"}\n');
  const quoted = write('quoted.yaml', '# a comment\n---\n"kind": ConfigMap\n"apiVersion": "v1"\nmetadata:\n  name: \'a\'\ndata:\n  c: \'1\'\n  a: |-\n    b\n---\n');
  expect(run('plan', plain, quoted).out).toBe('Nothing changes.\n');
});

test('- is the standard input', () => {
  const [before] = files(SAFE);
  expect(runWith(json(app()), 'plan', before, '-').out).toBe('Nothing changes.\n');
  expect(runWith('a: [', 'plan', '-', before)).toEqual({ code: 1, out: '', error: expect.stringMatching(/^DAPR9502 standard input: /) });
});

test.each<[string, () => string[], RegExp]>([
  ['no argument', () => [], /^cdk8s-dapr: plan needs <old> and <new>; got no arguments\n\nUsage: cdk8s-dapr plan /],
  ['one argument', () => ['a'], /^cdk8s-dapr: plan needs <old> and <new>; got 1 argument\n/],
  ['three arguments', () => ['a', 'b', 'c'], /^cdk8s-dapr: plan needs <old> and <new>; got 3 arguments\n/],
  ['the standard input twice', () => ['-', '-'], /^cdk8s-dapr: only one of <old> and <new> can be the standard input\n/],
  ['an unknown option', () => ['a', 'b', '--formt', 'json'], /^cdk8s-dapr: unknown option --formt; did you mean --format\?\n/],
  ['an unknown short option', () => ['a', 'b', '-f', 'json'], /^cdk8s-dapr: unknown option -f\n/],
  ['an unknown format', () => ['a', 'b', '--format', 'xml'], /^cdk8s-dapr: --format must be 'text', 'markdown' or 'json'; got 'xml'\n/],
  ['an option without a value', () => ['a', 'b', '--fail-on'], /^cdk8s-dapr: --fail-on must be 'danger'; got nothing\n/],
  ['a path that does not exist', () => [path('missing'), path('missing')], /^DAPR9502 .*missing: no file or folder has this name\. /],
  ['a folder without manifests', () => { mkdirSync(path('empty'), { recursive: true }); return [path('empty'), path('empty')]; }, /^DAPR9502 .*empty: the folder contains no file that ends with \.yaml, \.yml or \.json\. /],
  ['a file that is not YAML', () => [write('bad.yaml', 'a: [b\nc: d'), write('bad.yaml', 'a: [b\nc: d')], /^DAPR9502 .*bad\.yaml: .* at line \d+, column \d+\. A plan /],
  ['an alias without an anchor', () => [write('alias.yaml', 'a: *b'), write('alias.yaml', 'a: *b')], /^DAPR9502 .*alias\.yaml: /],
  ['a document that is not a manifest', () => { const file = write('mixed.yaml', `${json(app())}\n---\nreplicas: 1\n`); return [file, file]; }, /^DAPR9501 .*mixed\.yaml, document 2: apiVersion must be a non-empty string; got nothing\. /],
  ['a document that is a string', () => { const file = write('text.yaml', 'hello\n'); return [file, file]; }, /^DAPR9501 .*text\.yaml: manifest must be a JSON object; got 'hello'\. /],
])('%s is refused with exit code 1', (_, words, message) => {
  expect(run('plan', ...words())).toEqual({ code: 1, out: '', error: expect.stringMatching(message) });
});
