/** An estate with hand-written annotations moves in: applied as it was, taken over, applied again, and switched to a shared daprd by one argument. */
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Helm } from 'cdk8s';
import * as library from 'cdk8s-dapr';
import { DaprApp, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { image, SERVES_ON } from './apps';
import { failed, invoke } from './calls';
import { API_TOKEN_SECRET, DAPR_VERSION, figure, kubectl, sleep, TestNamespace } from './cluster';
import { deliver, httpReceiver, ledger, Outcome } from './deliveries';
import { DaprCommandLine } from '../src/command-line/command-line';

const TOP = join(__dirname, '..');
const ESTATE = join(__dirname, 'estate');
const SECONDS = 60;
const RECEIVER = ['-e', httpReceiver(SERVES_ON + 2)];

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-e2e-'));
const path = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string, args: string[], cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  }
  return stdout;
}

function cdk8sDapr(...words: string[]): string {
  let out = '';
  const print = (text: string): void => { out += text; };
  const code = DaprCommandLine.run(words, { out: print, error: print, stdin: () => '' }, library as any);
  if (code === 1) {
    throw new Error(out);
  }
  return out;
}

interface Plan {
  readonly objects: { readonly added: number; readonly changed: number; readonly pruned: number };
  readonly entries: readonly { readonly code: string; readonly level: string }[];
}

const plan = (from: string, to: string): Plan => JSON.parse(cdk8sDapr('plan', path(from), path(to), '--format', 'json'));

/** How the estate becomes a stack. Both write the file with this name, with the app `orders` beside its daprd or behind a shared one. */
interface Way {
  readonly sidecar: (namespace: string, to: string) => void;
  readonly shared: (namespace: string, to: string) => void;
}

/** The project that `cdk8s-dapr import` writes. */
const imported: Way = {
  sidecar: (namespace, to) => {
    const out = cdk8sDapr('import', path(`${namespace}.yaml`), '--to', path('project'), '--dapr-version', DAPR_VERSION);
    expect(out).toContain('The synth equals what was read: the difference is empty.');
    mkdirSync(path('project/node_modules'));
    ['cdk8s', 'constructs', 'tsx'].forEach(name => symlinkSync(join(TOP, 'node_modules', name), path(`project/node_modules/${name}`)));
    mkdirSync(path('sources'));
    writeFileSync(path('sources/index.ts'), `export * from '${join(TOP, 'src')}';`);
    symlinkSync(path('sources'), path('project/node_modules/cdk8s-dapr'));
    run(process.execPath, ['--import', 'tsx', 'main.ts'], path('project'));
    writeFileSync(path(to), readFileSync(path(`project/dist/${namespace}.k8s.yaml`)));
  },
  shared: (namespace, to) => {
    const file = path(`project/${namespace}.ts`);
    const code = readFileSync(file, 'utf8');
    const edited = code.replace(/DataPlane\.sidecar\(\{[^}]*blockShutdownDuration[^}]*\}\)/,
      `DataPlane.sharedDeployment({ configuration: telemetry, logAsJson: true, apiTokenSecret: '${API_TOKEN_SECRET}' })`);
    expect(edited).not.toBe(code);
    writeFileSync(file, edited);
    run(process.execPath, ['--import', 'tsx', 'main.ts'], path('project'));
    writeFileSync(path(to), readFileSync(path(`project/dist/${namespace}.k8s.yaml`)));
  },
};

/** The chart stays, and the app adopts its workload. */
const adopt = (namespace: string, to: string, dataPlane: library.IDataPlane): void => {
  const app = new App();
  const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
  DaprPlatform.set(chart, { daprVersion: DAPR_VERSION });
  const helm = new Helm(chart, 'estate', { chart: ESTATE, releaseName: 'shop', namespace, values: { image: image('e2e-worker'), receiver: RECEIVER } });
  const workload = helm.apiObjects.find(({ kind, name }) => kind === 'Deployment' && name === 'orders')!;
  new DaprApp(chart, 'orders', { workload, adopt: true, dataPlane });
  writeFileSync(path(to), app.synthYaml());
};
const kept: Way = {
  sidecar: (namespace, to) => adopt(namespace, to, DataPlane.sidecar()),
  shared: (namespace, to) => adopt(namespace, to, DataPlane.sharedDeployment({ apiTokenSecret: API_TOKEN_SECRET })),
};

describe.each<[string, Way]>([
  ['imported', imported],
  ['kept', kept],
])('an estate that is %s', (name, way) => {
  let namespace: TestNamespace;
  const files = { old: '', sidecar: `${name}-sidecar.yaml`, shared: `${name}-shared.yaml` };

  const pods = async (app: string): Promise<string[]> => (await namespace.pods(app)).map(({ metadata }) => metadata.uid).sort();
  const apply = async (file: string): Promise<void> => {
    await namespace.apply(readFileSync(path(file), 'utf8'));
    await namespace.settled();
  };
  /** Applies a file under events. */
  const applyUnderEvents = async (file: string): Promise<Outcome> => {
    const targets = { orders: { path: '/v1.0/publish/pubsub/orders', wrap: 'event' as const } };
    const { orders } = await deliver(namespace, { sender: 'shop', targets, run: file.replace(/\W/g, ''), seconds: SECONDS }, async () => apply(file));
    figure(`moving in, ${file}: ${orders.lost} of ${orders.sent} events lost, ${orders.twice} more than once`);
    return orders;
  };

  beforeAll(async () => {
    namespace = await TestNamespace.create(`moving-in-${name}`);
    files.old = `${namespace.name}.yaml`;
    writeFileSync(path('values.json'), JSON.stringify({ image: image('e2e-worker'), receiver: RECEIVER }));
    writeFileSync(path(files.old), run('helm', ['template', 'shop', ESTATE, '--namespace', namespace.name, '--values', path('values.json')]));
    await namespace.deploy(chart => ledger(chart));
    await apply(files.old);
    way.sidecar(namespace.name, files.sidecar);
    way.shared(namespace.name, files.shared);
  });

  afterAll(async () => namespace?.delete());

  test('its stack plans no change, and applying it rolls nothing', async () => {
    expect(plan(files.old, files.sidecar)).toMatchObject({ objects: { added: 0, changed: 0, pruned: 0 }, entries: [] });
    const before = [await pods('orders'), await pods('shop')];
    const { sent, lost } = await applyUnderEvents(files.sidecar);
    expect([sent > 0, lost]).toEqual([true, 0]);
    expect([await pods('orders'), await pods('shop')]).toEqual(before);
  });

  test('its app switches to a shared daprd by one argument: no event is lost, no other app rolls, and the plan tells what to restart', async () => {
    const { entries } = plan(files.sidecar, files.shared);
    expect(entries.filter(({ level }) => level === 'danger').map(({ code }) => code)).toEqual(['DAPR9526']);
    const before = { orders: await pods('orders'), shop: await pods('shop') };
    const { sent, lost } = await applyUnderEvents(files.shared);
    expect([sent > 0, lost]).toEqual([true, 0]);
    expect((await pods('orders')).filter(uid => before.orders.includes(uid))).toEqual([]);
    expect(await pods('shop')).toEqual(before.shop);
    expect((await namespace.daprds('orders')).length).toBe(2);
    const containers = (await namespace.pods('orders')).flatMap(({ spec }) => [...spec.containers, ...spec.initContainers ?? []]).map((each: { name: string }) => each.name);
    expect(containers).not.toContain('daprd');

    // DAPR9526
    await kubectl(['rollout', 'restart', 'deployment', 'dapr-operator', '-n', 'dapr-system']);
    await kubectl(['rollout', 'status', 'deployment', 'dapr-operator', '-n', 'dapr-system', '--timeout=120s']);
    await sleep(10);
    const calls = await invoke(namespace, 'shop', 'orders', 20, 5);
    figure(`moving in, ${name}: after the switch and the restart of the operator ${failed(calls)}`);
    expect(calls.failed).toBe(0);
  });
});
