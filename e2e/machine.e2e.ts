/**
 * The export to a machine without containers, with the real programs: daprd, placement and scheduler start with the
 * arguments and the environment of the units, and load the exported folder. Requires no cluster; the programs come from
 * PATH, daprd with all components (for the name resolver sqlite).
 */
import { ChildProcess, spawn, spawnSync } from 'child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App } from 'cdk8s';
import { ActorHosting, DaprApp, DaprComponent, DaprTopology, MachineExporter, MetadataValue } from 'cdk8s-dapr';
import { eventually as tryUntil, freePort, program } from './programs';
import { readUnit, startUnit } from './unit-files';
import { Shop } from '../examples/edge-vm/shop';

const NAME = 'e2e-machine';
const TOKEN = 'token-of-the-test';
const PASSWORD = 'password-of-the-test';
const apps = join(__dirname, '..', 'examples', 'edge-vm', 'apps');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-machine-'));
const state = join(folder, 'state');
const children: ChildProcess[] = [];

const logs = () => readdirSync(join(folder, 'logs')).map(log => `--- ${log}\n${readFileSync(join(folder, 'logs', log), 'utf8').slice(-1500)}`).join('\n');
const eventually = <T>(what: string, attempt: () => Promise<T | undefined>) => tryUntil(what, attempt, 40, logs);
const unitText = (name: string) => readFileSync(join(folder, 'systemd', `${NAME}-${name}.service`), 'utf8');
const start = (name: string) => children.push(startUnit(readUnit(unitText(name)), join(folder, 'logs', `${name}.log`)));
const flag = (unit: string, name: string) => readUnit(unitText(unit)).command.find(word => word.startsWith(`--${name}=`))!.split('=')[1];
const dapr = (app: string, path: string, init: RequestInit = {}, token = TOKEN) =>
  fetch(`http://127.0.0.1:${flag(`${app}-daprd`, 'dapr-http-port')}/v1.0/${path}`, { ...init, headers: { 'dapr-api-token': token } });

beforeAll(async () => {
  const [redis, daprd] = [program('redis-server'), program('daprd')];
  ['placement', 'scheduler', 'node'].forEach(program);
  const redisPort = await freePort();
  const root = new App();
  const shop = new Shop(root, 'shop', apps);
  const memory = new DaprComponent(shop, 'memory', { type: 'state.in-memory', metadata: { actorStateStore: MetadataValue.ofBoolean(true) } });
  new DaprApp(shop, 'counter', {
    workload: shop.deployment('counter', 8082), appPort: 8082, uses: [memory], hostsActors: ActorHosting.APP_PORT, program: { directory: apps, command: ['node', join(folder, 'counter.js')] },
  });
  const files = new MachineExporter({
    name: NAME,
    folder,
    binFolder: dirname(daprd),
    addresses: { 'redis.shop.svc:6379': `127.0.0.1:${redisPort}` },
    ports: { orders: { appPort: await freePort() }, shipping: { appPort: await freePort() }, counter: { appPort: await freePort() } },
  }).export(DaprTopology.of(shop));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // systemd would create the state folders.
    writeFileSync(join(folder, path), content.replaceAll(`/var/lib/${NAME}`, state));
  }
  for (const example of readdirSync(join(folder, 'env'))) {
    copyFileSync(join(folder, 'env', example), join(folder, 'env', example.replace('.example', '')));
    writeFileSync(join(folder, 'env', example.replace('.example', '')), readFileSync(join(folder, 'env', example), 'utf8').replaceAll('change-me', TOKEN));
  }
  writeFileSync(join(folder, 'secrets.json'), readFileSync(join(folder, 'secrets.example.json'), 'utf8').replaceAll('change-me', PASSWORD));
  writeFileSync(join(folder, 'counter.js'), `
    let calls = 0;
    require('http').createServer((request, response) => {
      const answers = { '/dapr/config': '{"entities":["counter"]}', '/healthz': '' };
      response.writeHead(200).end(answers[request.url] ?? (request.url.includes('/method/') ? String(++calls) : ''));
    }).listen(Number(process.env.APP_PORT), '127.0.0.1');`);
  mkdirSync(state, { recursive: true });
  children.push(spawn(redis, ['--port', String(redisPort), '--bind', '127.0.0.1', '--requirepass', PASSWORD, '--save', '', '--dir', state], { stdio: 'ignore' }));
  ['placement', 'scheduler'].forEach(start);
  ['orders', 'shipping', 'counter'].forEach(app => {
    start(`${app}-daprd`);
    start(app);
  });
  for (const app of ['orders', 'shipping', 'counter']) {
    await eventually(`daprd of ${app}`, async () => (await dapr(app, 'healthz')).status === 204 || undefined);
  }
});

afterAll(async () => {
  children.forEach(child => child.kill('SIGTERM'));
  await Promise.all(children.map(child => child.exitCode !== null || child.signalCode !== null || new Promise(done => child.once('exit', done))));
  rmSync(folder, { recursive: true, force: true });
});

const app = (name: string, path: string, method = 'GET') => fetch(`http://127.0.0.1:${flag(`${name}-daprd`, 'app-port')}/${path}`, { method });

test('an app saves state in a store with a password from the secrets file', async () => {
  expect((await app('orders', 'orders/o1', 'PUT')).status).toBe(204);
  expect(await (await app('orders', 'orders/o1')).json()).toEqual({ id: 'o1', greeting: '100 % fresh' });
});

test('an event of one app reaches the other', async () => {
  expect((await app('orders', 'orders/o2', 'PUT')).status).toBe(204);
  await eventually('the event', async () => (await (await app('shipping', 'shipments')).json() as string[]).includes('o2') || undefined);
});

test('one app invokes the other by its app ID, over loopback', async () => {
  const answer = await eventually('the call', async () => {
    const response = await app('orders', 'shipments');
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${response.status} ${text}`);
    }
    return JSON.parse(text);
  });
  expect(answer).toContain('o1');
});

test('an actor is called through placement', async () => {
  const answer = await eventually('the actor', async () => {
    const response = await dapr('counter', 'actors/counter/one/method/count', { method: 'PUT' });
    return response.ok ? response.text() : undefined;
  });
  expect(Number(answer)).toBeGreaterThan(0);
});

test('a daprd requires the token, and does not expose secrets of components to apps', async () => {
  expect((await dapr('orders', 'metadata', {}, 'another')).status).toBe(401);
  expect((await dapr('orders', 'secrets/local-secrets/redis')).status).toBe(403);
});

test('systemd accepts the units', () => {
  const units = readdirSync(join(folder, 'systemd')).filter(file => /\.(service|target)$/.test(file)).map(file => join(folder, 'systemd', file));
  const { status, stderr } = spawnSync(program('systemd-analyze'), ['verify', '--man=no', ...units], { encoding: 'utf8' });
  expect(stderr.split('\n').filter(line => line.includes(NAME))).toEqual([]);
  expect(status).toBe(0);
});

test('the command before an app completes when its daprd is ready', () => {
  const [command, ...args] = readUnit(unitText('orders')).before!;
  const begun = Date.now();
  expect(spawnSync(command, args).status).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
});
