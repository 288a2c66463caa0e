/** `cdk8s-dapr import`: a project that synthesizes and passes its test. */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import * as library from 'cdk8s-dapr';
import { DaprCommandLine } from '../../src/command-line/command-line';
import { TOP } from '../support/paths';
import { temporaryFolder } from '../support/temporary-folder';

const { path, write } = temporaryFolder();

function run(words: string[], stdin = ''): { code: number; out: string; error: string } {
  let out = '';
  let error = '';
  const code = DaprCommandLine.run(['import', ...words], { out: text => { out += text; }, error: text => { error += text; }, stdin: () => stdin }, library as any);
  return { code, out, error };
}

const APP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders }, annotations: { dapr.io/enabled: "true", dapr.io/app-id: orders, dapr.io/app-port: "8080" } }
    spec: { containers: [{ name: main, image: acme/orders:1 }] }
---
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { ports: [{ port: 80 }], selector: { app: orders } }
---
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: store }
spec: { type: state.in-memory, version: v1 }
scopes: [orders]
`;

test('a folder of manifests becomes a project that synthesizes to the same objects and passes its test', () => {
  write('shop/orders.yaml', APP);
  write('shop/node_modules/x/a.yaml', 'kind: x');
  write('shop/values.yaml', 'replicas: 1');
  write('shop/templates/cart.yaml', '{{ if .Values.cart }}\na: b\n{{ end }}');
  const { code, out } = run([path('shop'), '--to', path('project')]);
  expect([code, out]).toEqual([0, expect.stringContaining('The synth equals what was read: the difference is empty.')]);
  expect(out).toContain('Read 3 objects: 2 written as constructs, 1 kept as YAML.');
  expect(out).toMatch(/values\.yaml: it is not a manifest of Kubernetes\n/);
  expect(out).toMatch(/cart\.yaml: it is not YAML; a template of Helm needs helm template first \(/);
  expect(out).not.toContain('node_modules/x');
  const { scripts, dependencies } = JSON.parse(readFileSync(path('project/package.json'), 'utf8'));
  expect([scripts.synth, Object.keys(dependencies)]).toEqual(['cdk8s synth --no-check-upgrade', ['cdk8s', 'cdk8s-dapr', 'constructs']]);

  ['cdk8s', 'constructs', 'tsx', 'typescript', '@types'].forEach(name => {
    write('project/node_modules/.keep', '');
    symlinkSync(join(TOP, 'node_modules', name), path(`project/node_modules/${name}`));
  });
  write('sources/index.ts', `export * from '${join(TOP, 'src')}';`);
  symlinkSync(path('sources'), path('project/node_modules/cdk8s-dapr'));
  const execute = (command: string): string => {
    const [program, ...words] = command.split(' ');
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: path('project'), encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    return status === 0 ? 'passed' : stdout + stderr;
  };
  expect(execute(/app: (.*)/.exec(readFileSync(path('project/cdk8s.yaml'), 'utf8'))![1])).toBe('passed');
  expect(readFileSync(path('project/dist/shop.k8s.yaml'), 'utf8')).toContain('dapr.io/app-id: orders');
  expect(execute(scripts.test)).toBe('passed');
}, 120_000);

test('the standard input is read, and files that exist are kept', () => {
  write('given/main.ts', '// own');
  expect(run(['-', '--to', path('given')], APP).out).toContain('main.ts exists and is kept');
  expect([readFileSync(path('given/main.ts'), 'utf8'), existsSync(path('given/stack.ts'))]).toEqual(['// own', true]);
});

test('the project declares the version of Dapr in the cluster', () => {
  run(['-', '--to', path('older'), '--dapr-version', '1.17.2'], APP);
  expect(readFileSync(path('older/stack.ts'), 'utf8')).toContain('DaprPlatform.set(this, { daprVersion: \'1.17.2\', ');
});

test('a chart of Helm is refused with what to do', () => {
  write('chart/Chart.yaml', 'name: cart\nversion: 1.0.0');
  write('chart/templates/cart.yaml', '{{ if .Values.cart }}\na: b\n{{ end }}');
  expect(run([path('chart')])).toEqual({
    code: 1, out: '', error: expect.stringMatching(/chart contains no object of Kubernetes; \S+cart\.yaml: it is not YAML; a template of Helm needs helm template first \(/),
  });
});

test.each([
  [[], 'import needs <manifests>; got no arguments'],
  [['a', 'b'], 'import needs <manifests>; got 2 arguments'],
  [['a', '--to='], '--to must be a non-empty string; got \'\''],
  [['-'], '- contains no object of Kubernetes'],
  [['-', '--dapr-version', 'newest'], '--dapr-version must be 1.16 or newer; got \'newest\''],
  [['-', '--dapr-version', '1.9'], '--dapr-version must be 1.16 or newer; got \'1.9\''],
])('wrong arguments are refused: %j', (words, message) => {
  expect(run(words)).toEqual({ code: 1, out: '', error: expect.stringContaining(`cdk8s-dapr: ${message}\n`) });
});
