import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { eventually, figure, TestNamespace } from './cluster';

const EXAMPLES = join(__dirname, '..', 'examples');

/** The committed YAML of an example: `<example>/<folder>`. */
const committed = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory()).flatMap(({ name }) =>
  readdirSync(join(EXAMPLES, name)).filter(folder => folder.startsWith('dist')).map(folder => `${name}/${folder}`));
const runnable = committed.filter(name => name.startsWith('hello-kubernetes/'));
const others = committed.filter(name => !runnable.includes(name));

function read(example: string): string {
  const folder = join(EXAMPLES, example);
  return readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().map(name => readFileSync(join(folder, name), 'utf8')).join('\n---\n');
}

test('hello-kubernetes is committed in all three models', () => {
  expect(runnable).toHaveLength(3);
});

describe.each(runnable)('%s', example => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create(`hello-${example.split('/')[1]}`);
  });

  afterAll(async () => namespace?.delete());

  test('the API server accepts every field, every daprd is injected and every pod becomes ready', async () => {
    await namespace.apply(read(example).replaceAll('test.local/', `${process.env.E2E_IMAGES ?? 'test.local'}/`));
    await namespace.ready();
    const daprds = await namespace.assertInjected();
    expect(daprds).toBeGreaterThanOrEqual(2);
    figure(`${example}: ${daprds} pods with a daprd, ${(await namespace.daprdRestarts()).length} of them restarted`);
  });

  test('the Python app gets 200 for the orders that it sends to the Node.js app', async () => {
    const python = (await namespace.list('deployments')).map(({ metadata }) => metadata.name).find(name => name.includes('-python-'));
    const orders = await eventually('ten orders', async () => {
      const log = await namespace.kubectl('logs', `deployment/${python}`, '-c', 'main');
      const lines = log.split('\n').filter(line => /^order \d+: 200$/.test(line));
      return lines.length >= 10 ? lines.length : undefined;
    });
    expect(orders).toBeGreaterThanOrEqual(10);
  });
});

describe('examples whose images do not exist', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create('dry-run', { redis: false });
  });

  afterAll(async () => namespace?.delete());

  test.each(others)('%s: the API server accepts every field', async example => {
    const yaml = read(example).replace(/^(\s+namespace:) \S+$/gm, `$1 ${namespace.name}`);
    const out = await namespace.apply(yaml, '--dry-run=server');
    expect(out).toContain('serverside-applied (server dry run)');
  });
});
