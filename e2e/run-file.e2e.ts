/**
 * The run file of the export to a machine, with the real CLI: `dapr run -f dapr.yaml` starts daprds and apps, and their flags and variables
 * are compared with the file. Requires no cluster, but Linux, and dapr, daprd, redis-server and node in PATH.
 */
import { ChildProcess, spawn } from 'child_process';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App } from 'cdk8s';
import { DaprTopology, MachineExporter } from 'cdk8s-dapr';
import { parse } from 'yaml';
import { eventually, freePort, program } from './programs';
import { Shop } from '../examples/edge-vm/shop';

interface RunApp {
  readonly appID: string;
  readonly appPort: number;
  readonly daprHTTPPort: number;
  readonly env: { [name: string]: string };
  readonly [key: string]: unknown;
}

/** The daprd flag of each key of an app in the run file; for other keys, their visible effect. */
const FLAGS: { [key: string]: string } = {
  appID: 'app-id',
  appPort: 'app-port',
  daprHTTPPort: 'dapr-http-port',
  daprGRPCPort: 'dapr-grpc-port',
  daprInternalGRPCPort: 'dapr-internal-grpc-port',
  metricsPort: 'metrics-port',
  configFilePath: 'config',
  apiListenAddresses: 'dapr-listen-addresses',
  logLevel: 'log-level',
  appProtocol: 'app-protocol',
  maxBodySize: 'max-body-size',
  enableAppHealthCheck: 'enable-app-health-check',
  appHealthCheckPath: 'app-health-check-path',
};
const SHOWN_OTHERWISE = ['appDirPath', 'command', 'env', 'placementHostAddress', 'resourcesPaths'];

const TOKEN = 'token-of-the-test';
const PASSWORD = 'password-of-the-test';
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-run-'));
const apps = join(folder, 'apps');
const children: ChildProcess[] = [];
let file: { apps: RunApp[]; common: { [key: string]: unknown } };

beforeAll(async () => {
  const [redis, daprd, dapr] = ['redis-server', 'daprd', 'dapr'].map(program);
  program('node');
  const redisPort = await freePort();
  // The CLI writes its logs next to the apps.
  mkdirSync(apps);
  readdirSync(join(__dirname, '..', 'examples', 'edge-vm', 'apps')).forEach(name => copyFileSync(join(__dirname, '..', 'examples', 'edge-vm', 'apps', name), join(apps, name)));
  const files = new MachineExporter({
    name: 'e2e-run',
    folder,
    addresses: { 'redis.shop.svc:6379': `127.0.0.1:${redisPort}` },
    ports: { orders: { appPort: await freePort() }, shipping: { appPort: await freePort() } },
  }).export(DaprTopology.of(new Shop(new App(), 'shop', apps)));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, 'secrets.json'), readFileSync(join(folder, 'secrets.example.json'), 'utf8').replaceAll('change-me', PASSWORD));
  file = parse(readFileSync(join(folder, 'dapr.yaml'), 'utf8'));
  children.push(spawn(redis, ['--port', String(redisPort), '--bind', '127.0.0.1', '--requirepass', PASSWORD, '--save', '', '--dir', folder], { stdio: 'ignore' }));
  // An installation as `dapr init --slim` creates it.
  const bin = join(folder, 'runtime', '.dapr', 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(daprd, join(bin, 'daprd'));
  const given = readFileSync(join(folder, '.env.example'), 'utf8').replaceAll('change-me', TOKEN).replaceAll('\'', '').split('\n').filter(line => line && !line.startsWith('#'));
  const out = openSync(join(folder, 'dapr.log'), 'w');
  children.push(spawn(dapr, ['run', '-f', join(folder, 'dapr.yaml')], {
    stdio: ['ignore', out, out],
    env: { PATH: process.env.PATH, HOME: folder, DAPR_RUNTIME_PATH: join(folder, 'runtime'), ...Object.fromEntries(given.map(line => line.split('='))) },
  }));
  for (const { appID } of file.apps) {
    await eventually(`daprd of ${appID}`, async () => (await dapr_(appID, 'healthz')).status === 204 || undefined, 60, logs);
  }
});

afterAll(async () => {
  children.reverse().forEach(child => child.kill('SIGTERM'));
  await Promise.all(children.map(child => child.exitCode !== null || child.signalCode !== null || new Promise(done => child.once('exit', done))));
  rmSync(folder, { recursive: true, force: true });
});

const logs = () => [join(folder, 'dapr.log'), ...readdirSync(join(apps, '.dapr', 'logs')).map(name => join(apps, '.dapr', 'logs', name))]
  .map(path => `--- ${path}\n${readFileSync(path, 'utf8').slice(-1500)}`).join('\n');
const entry = (appId: string) => file.apps.find(({ appID }) => appID === appId)!;
const dapr_ = (appId: string, path: string, token = TOKEN) => fetch(`http://127.0.0.1:${entry(appId).daprHTTPPort}/v1.0/${path}`, { headers: { 'dapr-api-token': token } });
const app = (appId: string, path: string, method = 'GET') => fetch(`http://127.0.0.1:${entry(appId).appPort}/${path}`, { method });

/** The processes that the CLI started for an app, from /proc. */
function processes(appId: string): { command: string[]; env: { [name: string]: string } }[] {
  const read = (pid: string, what: string) => readFileSync(`/proc/${pid}/${what}`, 'utf8').split('\0').slice(0, -1);
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
      const command = read(pid, 'cmdline');
      const env = Object.fromEntries(read(pid, 'environ').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
      return env.HOME === folder && (env.APP_ID === appId || command.includes(appId)) ? [{ command, env }] : [];
    } catch {
      return [];
    }
  });
}

test.each(['orders', 'shipping'])('the CLI passes every key of the file to the daprd of %s as a flag', appId => {
  const { command } = processes(appId).find(each => each.command[0].endsWith('/daprd'))!;
  const flag = (name: string): string | undefined => command.includes(`--${name}`) ? command[command.indexOf(`--${name}`) + 1] : undefined;
  const given = { ...file.common, ...entry(appId) };
  for (const [key, value] of Object.entries(given)) {
    if (!SHOWN_OTHERWISE.includes(key)) {
      expect([key, flag(FLAGS[key])]).toEqual([key, String(value)]);
    }
  }
  expect(flag('resources-path')).toBe(join(folder, 'resources'));
  expect(command.join(' ')).not.toMatch(/--placement-host-address\s+\S*:/);
});

test.each(['orders', 'shipping'])('the program of %s has its variables and the token', appId => {
  const { command, env } = processes(appId).find(each => each.command.some(word => word.endsWith(`${appId}.js`)))!;
  expect(command).toEqual(entry(appId).command);
  expect(env).toMatchObject({ ...entry(appId).env, APP_ID: appId, APP_PORT: String(entry(appId).appPort), DAPR_API_TOKEN: TOKEN });
});

test('an app saves state in a store with a password from the secrets file', async () => {
  expect((await app('orders', 'orders/o1', 'PUT')).status).toBe(204);
  expect(await (await app('orders', 'orders/o1')).json()).toEqual({ id: 'o1', greeting: '100 % fresh' });
});

test('an event of one app reaches the other', async () => {
  expect((await app('orders', 'orders/o2', 'PUT')).status).toBe(204);
  await eventually('the event', async () => (await (await app('shipping', 'shipments')).json() as string[]).includes('o2') || undefined, 40, logs);
});

test('one app invokes the other by its app ID', async () => {
  const answer = await eventually('the call', async () => {
    const response = await app('orders', 'shipments');
    return response.ok ? await response.json() as string[] : undefined;
  }, 40, logs);
  expect(answer).toContain('o2');
});

test('a daprd requires the token, and does not expose secrets of components to apps', async () => {
  expect((await dapr_('orders', 'metadata', 'another')).status).toBe(401);
  expect((await dapr_('orders', 'secrets/local-secrets/redis')).status).toBe(403);
});
