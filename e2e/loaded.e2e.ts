/**
 * The real daprd loads and applies the output of the library: resources as `MachineExporter` writes them, without `ignoreErrors`. The test is
 * the app. Requires no cluster, but daprd, placement, scheduler and redis-server in PATH, as `machine`.
 */
import { ChildProcess, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, Chart, Duration } from 'cdk8s';
import {
  bindings, DaprApp, DaprConfiguration, DaprHttpEndpoint, DaprPlatform, DaprResiliency, DaprTopology, MachineExporter, middleware, pubsub,
  ResiliencyRetry, secretstores, state, DaprFeature,
} from 'cdk8s-dapr';
import { eventually as tryUntil, freePort, program } from './programs';
import { readUnit, startUnit } from './unit-files';
import { deployment } from '../scenarios/charts';

const NAME = 'e2e-loaded';
const TOKEN = 'token-of-the-test';
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-loaded-'));
const children: ChildProcess[] = [];

/** Requests of daprd and of callers of the HTTP endpoint, by path. */
const received: { [path: string]: any[] } = {};
/** Number of further 503 responses, by path. */
const busy: { [path: string]: number } = { '/flaky': 2, '/quote': 2 };
const server = createServer((request, response) => {
  let text = '';
  request.on('data', chunk => { text += chunk; }).on('end', () => {
    const path = request.url!;
    (received[path] ??= []).push(text ? JSON.parse(text) : undefined);
    response.writeHead((busy[path] ?? 0) > 0 ? 503 : 200).end(path.startsWith('/dapr/') ? '[]' : '{}');
    busy[path] = (busy[path] ?? 0) - 1;
  });
});

const logs = () => readdirSync(join(folder, 'logs')).map(log => `--- ${log}\n${readFileSync(join(folder, 'logs', log), 'utf8').slice(-3000)}`).join('\n');
const eventually = <T>(what: string, attempt: () => Promise<T | undefined>) => tryUntil(what, attempt, 40, logs);
const unit = (name: string) => readUnit(readFileSync(join(folder, 'systemd', `${NAME}-${name}.service`), 'utf8'));
const portOf = (app: string) => unit(`${app}-daprd`).command.find(word => word.startsWith('--dapr-http-port='))!.split('=')[1];
const dapr = (app: string, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${portOf(app)}/v1.0/${path}`, { ...init, headers: { 'dapr-api-token': TOKEN, 'content-type': 'application/json' } });
const post = (app: string, path: string, body: unknown) => dapr(app, path, { method: 'POST', body: JSON.stringify(body) });

/** An app with one resource of each kind, and one with a middleware in its API pipeline. */
function define(chart: Chart, port: number): void {
  DaprPlatform.set(chart, { daprVersion: '1.18.2', apiTokenSecret: 'dapr-api-token' });
  const metadata = { redisHost: 'redis.shop.svc:6379' };
  const memory = new state.InMemoryStateStore(chart, 'memory');
  const store = new state.RedisStateStore(chart, 'store', { metadata });
  const broker = new pubsub.RedisPubSub(chart, 'broker', { metadata });
  const tick = new bindings.CronBinding(chart, 'tick', { metadata: { schedule: '@every 1s', direction: 'input' } });
  const vault = new secretstores.LocalFileSecretStore(chart, 'vault', { metadata: { secretsFile: join(folder, 'vault.json') } });
  const program_ = { directory: folder, command: ['true'] };
  const shop = new DaprApp(chart, 'shop', {
    workload: deployment(chart, 'shop-web'),
    appPort: 8080,
    uses: [memory, store, vault],
    publishes: [{ pubsub: broker, topic: 'orders' }, { pubsub: broker, topic: 'flaky' }],
    subscribes: [
      { pubsub: broker, topic: 'orders', rules: [{ match: 'event.data.size > 10', path: '/large' }], route: '/others' },
      { pubsub: broker, topic: 'flaky', route: '/flaky' },
    ],
    inputBindings: [tick],
    program: program_,
  });
  new DaprConfiguration(chart, 'settings', { apps: [shop], features: [DaprFeature.HOT_RELOAD.disabled(), DaprFeature.ACTOR_STATE_TTL] });
  const quotes = new DaprHttpEndpoint(chart, 'quotes', { apps: [shop], baseUrl: `http://127.0.0.1:${port}` });
  const thrice = ResiliencyRetry.of('thrice', { duration: Duration.millis(100), maxRetries: 3 });
  new DaprResiliency(chart, 'patience', {
    apps: [shop], componentTargets: [{ component: broker, inbound: { retry: thrice } }], appTargets: [{ httpEndpoint: quotes, retry: thrice }],
  });
  const limit = new middleware.RateLimitMiddleware(chart, 'limit', { metadata: { maxRequestsPerSecond: 1 } });
  const guarded = new DaprApp(chart, 'guarded', { workload: deployment(chart, 'guarded-web'), program: program_ });
  new DaprConfiguration(chart, 'guarded-settings', { apps: [guarded], httpPipeline: [{ component: limit }] });
}

beforeAll(async () => {
  const [redis, daprd] = [program('redis-server'), program('daprd')];
  const redisPort = await freePort();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  define(chart, port);
  const files = new MachineExporter({
    name: NAME, folder, binFolder: dirname(daprd), addresses: { 'redis.shop.svc:6379': `127.0.0.1:${redisPort}` }, ports: { shop: { appPort: port } },
  }).export(DaprTopology.of(chart));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // systemd would create the state folders.
    writeFileSync(join(folder, path.replace('.env.example', '.env')), content.replaceAll(`/var/lib/${NAME}`, join(folder, 'state')).replaceAll('change-me', TOKEN));
  }
  for (const example of readdirSync(join(folder, 'env'))) {
    writeFileSync(join(folder, 'env', example.replace('.example', '')), readFileSync(join(folder, 'env', example), 'utf8'));
  }
  writeFileSync(join(folder, 'vault.json'), JSON.stringify({ greeting: 'hello' }));
  mkdirSync(join(folder, 'state'), { recursive: true });
  children.push(spawn(redis, ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder], { stdio: 'ignore' }));
  for (const app of ['shop', 'guarded']) {
    children.push(startUnit(unit(`${app}-daprd`), join(folder, 'logs', `${app}.log`)));
  }
  for (const app of ['shop', 'guarded']) {
    await eventually(`daprd of ${app}`, async () => (await dapr(app, 'healthz')).status === 204 || undefined);
  }
});

afterAll(async () => {
  children.forEach(child => child.kill('SIGTERM'));
  await Promise.all(children.map(child => child.exitCode !== null || child.signalCode !== null || new Promise(done => child.once('exit', done))));
  await new Promise(done => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

test('daprd reports each resource', async () => {
  const metadata = await (await dapr('shop', 'metadata')).json() as any;
  expect(metadata.components.map(({ name, type, version }: any) => `${name} ${type}/${version}`).sort()).toEqual([
    'broker pubsub.redis/v1', 'memory state.in-memory/v1', 'store state.redis/v1', 'tick bindings.cron/v1', 'vault secretstores.local.file/v1',
  ]);
  expect(metadata.subscriptions.map(({ topic, rules }: any) => ({ topic, rules: rules.map(({ match, path }: any) => [match ?? '', path]) }))).toEqual([
    { topic: 'flaky', rules: [['', '/flaky']] },
    { topic: 'orders', rules: [['event.data.size > 10', '/large'], ['', '/others']] },
  ]);
  expect(metadata.httpEndpoints).toEqual([{ name: 'quotes' }]);
  expect(metadata.enabledFeatures).toContain('ActorStateTTL');
  expect(metadata.enabledFeatures).not.toContain('HotReload');
  expect(((await (await dapr('guarded', 'metadata')).json()) as any).components.map(({ name }: any) => name)).toEqual(['limit']);
});

test.each(['memory', 'store'])('state is kept in %s', async store => {
  expect((await post('shop', `state/${store}`, [{ key: 'o1', value: { size: 3 } }])).status).toBe(204);
  expect(await (await dapr('shop', `state/${store}/o1`)).json()).toEqual({ size: 3 });
});

test('an event goes to the route of its matching rule, others to the default route', async () => {
  for (const size of [5, 50]) {
    expect((await post('shop', 'publish/broker/orders', { size })).status).toBe(204);
  }
  await eventually('both events', async () => received['/large'] && received['/others'] ? true : undefined);
  expect(received['/large'].map(({ data }) => data)).toEqual([{ size: 50 }]);
  expect(received['/others'].map(({ data }) => data)).toEqual([{ size: 5 }]);
});

test('an event that the app cannot process is retried according to the Resiliency', async () => {
  await post('shop', 'publish/broker/flaky', { id: 'a' });
  await eventually('the third try', async () => received['/flaky']?.length >= 3 || undefined);
  expect(new Set(received['/flaky'].map(({ id }) => id)).size).toBe(1);
});

test('a call of an HTTP endpoint is retried according to the Resiliency', async () => {
  expect((await dapr('shop', 'invoke/quotes/method/quote')).status).toBe(200);
  expect(received['/quote']).toHaveLength(3);
});

test('the cron binding calls the app by its name', async () => {
  const before = received['/tick']?.length ?? 0;
  await eventually('two more ticks', async () => (received['/tick']?.length ?? 0) >= before + 2 || undefined);
});

test('the app reads a secret of its store', async () => {
  expect(await (await dapr('shop', 'secrets/vault/greeting')).json()).toEqual({ greeting: 'hello' });
});

test('the middleware of the pipeline rejects excess requests', async () => {
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await dapr('guarded', 'metadata')).status));
  expect(statuses).toContain(429);
});
