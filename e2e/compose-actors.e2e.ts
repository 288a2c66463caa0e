/**
 * The export to Compose of an app that hosts actors: placement and scheduler with the entrypoints, arguments and volumes of the file, and a
 * state store with a password from the secrets file. Requires placement and scheduler in PATH in addition to the requirements of `compose`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { ActorHosting, ComposeExporter, DaprApp, DaprComponent, DaprPlatform, DaprTopology, MetadataValue } from 'cdk8s-dapr';
import { ComposeServices, readProject } from './compose-services';
import { eventually, program } from './programs';

/** The values of the secret examples. */
const SECRET = 'change-me';
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-compose-'));
let services: ComposeServices;

/** Counts calls of actors and their reminders. */
const COUNTER = `
let [calls, reminders] = [0, 0];
require('http').createServer((request, response) => {
  if (request.url.includes('/method/remind/')) reminders++;
  else if (request.url.includes('/method/')) calls++;
  const answers = { '/dapr/config': '{"entities":["counter"]}', '/counts': JSON.stringify({ calls, reminders }) };
  response.end(answers[request.url] ?? '');
}).listen(Number(process.env.APP_PORT), '0.0.0.0');`;

beforeAll(async () => {
  ['go', 'ip', 'nsenter', 'unshare', 'setpriv'].forEach(program);
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  DaprPlatform.set(chart, { daprVersion: '1.18.3', apiTokenSecret: 'dapr-api-token' });
  const store = new DaprComponent(chart, 'store', {
    type: 'state.redis',
    metadata: {
      redisHost: MetadataValue.of('redis.shop.svc:6379'), redisPassword: MetadataValue.fromSecret('redis', 'password'), actorStateStore: MetadataValue.ofBoolean(true),
    },
  });
  const spec = { selector: { matchLabels: { app: 'counter' } }, template: { metadata: { labels: { app: 'counter' } }, spec: { containers: [{ name: 'main', image: 'test.local/counter:1' }] } } };
  const workload = new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', spec });
  new DaprApp(chart, 'counter', { workload, appPort: 8080, uses: [store], hostsActors: ActorHosting.APP_PORT });
  for (const { path, content } of new ComposeExporter({ name: 'actors', addresses: { 'redis.shop.svc:6379': 'redis:6379' } }).export(DaprTopology.of(chart))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path.replace('secrets.example', 'secrets')), content);
  }
  writeFileSync(join(folder, 'counter.js'), COUNTER);
  const project = readProject(join(folder, 'compose.yaml'));
  services = new ComposeServices({ ...project, services: { redis: {}, ...project.services } }, {
    'counter': { files: { '/node': process.execPath, '/counter.js': join(folder, 'counter.js') }, command: ['/node', '/counter.js'], user: 1000 },
    'counter-dapr': { files: { '/daprd': program('daprd') }, user: 65532 },
    'dapr-placement': { files: { '/placement': program('placement') }, user: 65532 },
    'dapr-scheduler': { files: { '/scheduler': program('scheduler') }, user: 65532 },
    'redis': { command: [program('redis-server'), '--protected-mode', 'no', '--requirepass', SECRET, '--save', ''] },
  }, folder, 'cdk8s-dapr', ['test']);
  services.up();
});

afterAll(async () => {
  await services?.down();
  rmSync(folder, { recursive: true, force: true });
});

const logs = () => ['counter-dapr', 'dapr-placement', 'dapr-scheduler'].map(name => `--- ${name}\n${services.log(name).slice(-1500)}`).join('\n');
const actor = (path: string, method: string, body?: object) =>
  services.fetch('test', `http://counter-dapr:3500/v1.0/actors/counter/one/${path}`, { method, headers: { 'dapr-api-token': SECRET }, body: body && JSON.stringify(body) });
const counts = () => JSON.parse(services.fetch('test', 'http://counter:8080/counts').text);

test('an actor is called through placement', async () => {
  await eventually('the call', async () => actor('method/count', 'PUT').status === 200 || undefined, 60, logs);
  expect(counts().calls).toBeGreaterThan(0);
});

test('the scheduler keeps a reminder of an actor and triggers it', async () => {
  expect(actor('reminders/soon', 'POST', { dueTime: '1s' }).status).toBe(204);
  await eventually('the reminder', async () => counts().reminders > 0 || undefined, 60, logs);
});
