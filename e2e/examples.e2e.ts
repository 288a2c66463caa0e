import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { eventually, figure, kubectl, TestNamespace } from './cluster';

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

/** Examples with fields that the CRDs of an older Dapr do not have. */
const NEWER: { readonly [example: string]: RegExp } = { 'workflow-conditions/dist': /\.requires: field not declared in schema/ };

/** The kinds that the cluster serves, as `apiVersion/kind`. */
async function servedKinds(): Promise<Set<string>> {
  const lines = (await kubectl(['api-resources', '--no-headers'])).trim().split('\n').map(line => line.trim().split(/\s+/));
  return new Set(lines.map(words => `${words[words.length - 3]}/${words[words.length - 1]}`));
}

const kindOf = (manifest: string): string => `${/^apiVersion: (.*)$/m.exec(manifest)![1]}/${/^kind: (.*)$/m.exec(manifest)![1]}`;

describe('examples whose images do not exist', () => {
  let namespace: TestNamespace;
  let served: Set<string>;
  let hasConditions: boolean;

  beforeAll(async () => {
    namespace = await TestNamespace.create('dry-run', { redis: false });
    served = await servedKinds();
    hasConditions = (await kubectl(['get', 'crd', 'workflowaccesspolicies.dapr.io', '-o', 'json'])).includes('"requires"');
  });

  afterAll(async () => namespace?.delete());

  test.each(others)('%s: the API server accepts every field', async example => {
    const manifests = read(example).replace(/^(\s+namespace:) \S+$/gm, `$1 ${namespace.name}`).split(/^---$/m);
    const known = manifests.filter(manifest => served.has(kindOf(manifest)));
    const foreign = [...new Set(manifests.filter(manifest => !known.includes(manifest)).map(kindOf))];
    // A cluster without the CRDs of other controllers checks the rest.
    expect(foreign.filter(kind => !/argoproj\.io|toolkit\.fluxcd\.io|keda\.sh|knative\.dev|openfunction\.io/.test(kind))).toEqual([]);
    if (foreign.length) {
      figure(`${example}: not checked, because the cluster has no CRD: ${foreign.join(', ')}`);
    }
    const applied = known.length ? namespace.apply(known.join('---'), '--dry-run=server') : Promise.resolve('serverside-applied (server dry run)');
    if (NEWER[example] && !hasConditions) {
      await expect(applied).rejects.toThrow(NEWER[example]);
      figure(`${example}: the CRDs of this cluster's Dapr are older, and the API server refuses its fields`);
    } else {
      expect(await applied).toContain('serverside-applied (server dry run)');
    }
  });
});
