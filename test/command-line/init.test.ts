/** `cdk8s-dapr init`: a project that synthesizes and passes its test as it is. */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { DaprCommandLine } from '../../src/command-line/command-line';
import { TOP } from '../support/paths';
import { temporaryFolder } from '../support/temporary-folder';

const { path, write } = temporaryFolder();

function init(...words: string[]): { code: number; out: string; error: string } {
  let out = '';
  let error = '';
  const code = DaprCommandLine.run(['init', ...words], { out: text => { out += text; }, error: text => { error += text; }, stdin: () => '' });
  return { code, out, error };
}

const json = (file: string): any => JSON.parse(readFileSync(path(file), 'utf8'));

test('an empty folder becomes a project', () => {
  expect(init(path('shop'))).toEqual({ code: 0, out: expect.stringContaining('npm install && npm run synth && npm test'), error: '' });
  const { name, private: isPrivate, scripts, dependencies, devDependencies } = json('shop/package.json');
  expect([name, isPrivate]).toEqual([undefined, true]);
  expect(Object.keys(scripts)).toEqual(['synth', 'test']);
  const { version, peerDependencies, devDependencies: used } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
  expect(dependencies).toEqual({ ...peerDependencies, 'cdk8s-dapr': `^${version}`, 'cdk8s-plus-33': used['cdk8s-plus-33'] });
  expect(Object.keys(devDependencies)).toEqual(['@types/node', 'cdk8s-cli', 'tsx', 'typescript']);
  expect(readFileSync(path('shop/shop.ts'), 'utf8')).toBe(readFileSync(join(TOP, 'template', 'shop.ts'), 'utf8'));
  expect(['.gitignore', '.github/workflows/stack.yml', 'cdk8s.yaml'].filter(file => !existsSync(path(`shop/${file}`)))).toEqual([]);
});

test('the project synthesizes, compiles and passes its test', () => {
  init(path('complete'));
  ['cdk8s', 'cdk8s-plus-33', 'constructs', 'tsx', 'typescript', '@types'].forEach(name => {
    write('complete/node_modules/.keep', '');
    symlinkSync(join(TOP, 'node_modules', name), path(`complete/node_modules/${name}`));
  });
  // The sources instead of the compiled library.
  write('sources/index.ts', `export * from '${join(TOP, 'src')}';`);
  symlinkSync(path('sources'), path('complete/node_modules/cdk8s-dapr'));
  const run = (command: string): string => {
    const [program, ...words] = command.split(' ');
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: path('complete'), encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    return status === 0 ? 'passed' : stdout + stderr;
  };
  expect(run(/app: (.*)/.exec(readFileSync(path('complete/cdk8s.yaml'), 'utf8'))![1])).toBe('passed');
  expect(readFileSync(path('complete/dist/shop.k8s.yaml'), 'utf8')).toContain('dapr.io/app-id: checkout');
  expect(run(json('complete/package.json').scripts.test)).toBe('passed');
  write('complete/second.test.ts', "import assert from 'node:assert';\nimport test from 'node:test';\ntest('fails', () => assert.equal(1, 2));\n");
  expect(run(json('complete/package.json').scripts.test)).toContain('second.test.ts');
}, 60_000);

test('files that exist are kept, and package.json gets what it lacks', () => {
  write('own/shop.ts', '// mine');
  write('own/package.json', JSON.stringify({
    name: 'own', scripts: { test: 'echo "Error: no test specified" && exit 1', synth: 'mine' }, dependencies: { cdk8s: '2.70.9' }, devDependencies: { 'cdk8s-dapr': 'file:../a.tgz' },
  }));
  expect(init(path('own')).out).toContain('shop.ts exists and is kept');
  expect(readFileSync(path('own/shop.ts'), 'utf8')).toBe('// mine');
  expect(json('own/package.json')).toMatchObject({
    name: 'own', scripts: { test: expect.stringContaining('--test'), synth: 'mine' }, dependencies: { cdk8s: '2.70.9' }, devDependencies: { 'cdk8s-dapr': 'file:../a.tgz' },
  });
  expect(json('own/package.json').dependencies).not.toHaveProperty('cdk8s-dapr');
  expect(init(path('own')).out).toContain('package.json has all it needs');
});

test.each(['{', '[]', '{"scripts":3}'])('a package.json with %s is refused, and nothing is written', content => {
  write('bad/package.json', content);
  expect(init(path('bad'))).toMatchObject({ code: 1, error: expect.stringContaining('must be a package.json') });
  expect(existsSync(path('bad/shop.ts'))).toBe(false);
});

test('more than one folder is refused', () => {
  expect(init('a', 'b')).toMatchObject({ code: 1, error: expect.stringContaining('init takes one folder; got 2 arguments') });
});
