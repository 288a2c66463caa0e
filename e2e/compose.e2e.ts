/**
 * The export to Compose, with the real programs and without a container engine: the committed project of examples/compose, as Compose's
 * parser reads it, each service in separate namespaces. Requires no cluster, but Linux, root, Go, and daprd and redis-server in PATH.
 */
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ComposeServices, readProject } from './compose-services';
import { eventually, program } from './programs';

const TOKEN = 'token-of-the-test';
const DISTROLESS = 65532;
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-compose-'));
const path = join(folder, 'project');
let services: ComposeServices;
let spans: () => { localEndpoint?: { serviceName: string } }[];

/** An app of the example: it saves state, publishes, invokes and receives. */
const APP = `
const { createServer } = require('http');
const { DAPR_HTTP_ENDPOINT: dapr, DAPR_API_TOKEN: token, APP_PORT: port, PRICE: price } = process.env;
const call = (path, method, body) => fetch(dapr + '/v1.0/' + path, { method, headers: { 'content-type': 'application/json', 'dapr-api-token': token }, body });
const received = [];
createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.url === '/shipments' && request.method === 'POST') {
    received.push(JSON.parse(body).data.id);
    response.end();
  } else if (request.url === '/received') {
    response.end(JSON.stringify({ received, price }));
  } else if (request.url.startsWith('/dapr-api/')) {
    const answer = await call(request.url.slice(10), request.method, body || undefined).catch(error => ({ status: 500, text: () => String(error) }));
    response.writeHead(answer.status).end(await answer.text());
  } else {
    response.writeHead(404).end();
  }
}).listen(Number(port), '0.0.0.0');`;
/** The replacement of Zipkin: it accepts spans, and returns them. */
const ZIPKIN = `
const spans = [];
require('http').createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.method === 'POST') spans.push(...JSON.parse(body));
  response.writeHead(request.method === 'POST' ? 202 : 200).end(JSON.stringify(spans));
}).listen(9411);`;

beforeAll(async () => {
  cpSync(join(__dirname, '..', 'examples', 'compose', 'project'), path, { recursive: true });
  writeFileSync(join(path, '.env'), readFileSync(join(path, '.env.example'), 'utf8').replaceAll('change-me', TOKEN));
  copyFileSync(join(path, 'secrets.example.json'), join(path, 'secrets.json'));
  writeFileSync(join(folder, 'app.js'), APP);
  writeFileSync(join(folder, 'zipkin.js'), ZIPKIN);
  const app = { files: { '/node': process.execPath, '/app.js': join(folder, 'app.js') }, command: ['/node', '/app.js'], user: 1000 };
  const daprd = { files: { '/daprd': program('daprd') }, user: DISTROLESS };
  program('go');
  services = new ComposeServices(readProject(join(path, 'compose.yaml')), {
    'orders': app,
    'shipping': app,
    'orders-dapr': daprd,
    'shipping-dapr': daprd,
    'redis': { command: [program('redis-server'), '--protected-mode', 'no', '--dir', '/data'] },
    'zipkin': { files: { '/node': process.execPath, '/zipkin.js': join(folder, 'zipkin.js') }, command: ['/node', '/zipkin.js'] },
  }, folder, 'cdk8s-dapr', ['test']);
  services.up();
  spans = () => JSON.parse(services.fetch('test', 'http://zipkin:9411').text);
  for (const [name, port] of [['orders', 8080], ['shipping', 8081]]) {
    await eventually(`the app ${name}`, async () => services.fetch('test', `http://${name}:${port}/received`).status === 200 || undefined);
    await eventually(`daprd of ${name}`, async () => services.fetch('test', `http://${name}-dapr:3500/v1.0/healthz`).status === 204 || undefined);
  }
});

afterAll(async () => {
  await services?.down();
  rmSync(folder, { recursive: true, force: true });
});

const orders = (api: string, method = 'GET', body?: object) =>
  services.fetch('test', `http://orders:8080/dapr-api/${api}`, { method, body: body && JSON.stringify(body) });
const daprOf = (name: string, api: string, token = TOKEN) => services.fetch('test', `http://${name}-dapr:3500/v1.0/${api}`, { headers: { 'dapr-api-token': token } });
const received = () => JSON.parse(services.fetch('test', 'http://shipping:8081/received').text);

test('an app saves state through its own daprd service', () => {
  expect(orders('state/statestore', 'POST', [{ key: 'o1', value: { id: 'o1' } }]).status).toBe(204);
  expect(JSON.parse(orders('state/statestore/o1').text)).toEqual({ id: 'o1' });
});

test('an event of one app reaches the other through the subscription in the resources folder', async () => {
  expect(orders('publish/pubsub/orders', 'POST', { id: 'o2' }).status).toBe(204);
  await eventually('the event', async () => received().received.includes('o2') || undefined);
});

test('one app invokes the other by its app ID, over the network', () => {
  const { status, text } = orders('invoke/shipping/method/received');
  expect([status, JSON.parse(text).received]).toEqual([200, expect.any(Array)]);
});

test('a value with a dollar sign arrives unchanged', () => {
  expect(received().price).toBe('$5');
});

test('a component with a password from the secrets file is loaded, and the app cannot read that file', () => {
  const names = JSON.parse(daprOf('shipping', 'metadata').text).components.map((component: { name: string }) => component.name).sort();
  expect(names).toEqual(['local-secrets', 'mail', 'pubsub']);
  expect(daprOf('shipping', 'secrets/local-secrets/mail').status).toBe(403);
});

test('a daprd loads only resources in its scopes, and requires the token', () => {
  const names = JSON.parse(daprOf('orders', 'metadata').text).components.map((component: { name: string }) => component.name).sort();
  expect(names).toEqual(['pubsub', 'statestore']);
  expect(daprOf('orders', 'metadata', 'another').status).toBe(401);
});

test('traces of both daprds arrive at the configured address', async () => {
  const of = (name: string) => eventually(`a span of ${name}`, async () => spans().some(span => span.localEndpoint?.serviceName === name) || undefined);
  await of('orders');
  await of('shipping');
});

test('a daprd runs without capabilities and cannot write', () => {
  const status = services.exec('orders-dapr', ['cat', '/proc/1/status']).stdout;
  expect(status).toMatch(/^Uid:\s+65532\b/m);
  expect(status).toMatch(/^CapBnd:\s+0+$/m);
  const mounts = services.exec('orders-dapr', ['cat', '/proc/1/mounts']).stdout;
  expect(['/', '/tmp', '/dapr/resources', '/dapr/config'].map(at => new RegExp(`^\\S+ ${at} \\S+ (r[ow])`, 'm').exec(mounts)?.[1])).toEqual(['ro', 'rw', 'ro', 'ro']);
});

test('the health check succeeds while daprd serves, and fails when it hangs', () => {
  expect(services.healthCheck('orders-dapr')).toBe(0);
  services.signal('orders-dapr', 'SIGSTOP');
  expect(services.healthCheck('orders-dapr')).not.toBe(0);
  services.signal('orders-dapr', 'SIGCONT');
  expect(services.healthCheck('orders-dapr')).toBe(0);
});

test('a daprd stops on SIGTERM within the grace period of the file', async () => {
  const begun = Date.now();
  await services.stop('orders-dapr');
  expect(Date.now() - begun).toBeLessThan(10_000);
});
