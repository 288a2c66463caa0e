/** What the proxy of the API server passes on, and what it replaces. */
import { createServer, IncomingMessage, request, Server } from 'http';
import { AddressInfo } from 'net';
import { Model } from '../../dapr-suite/models';
import { ApiProxy } from '../../dapr-suite/proxy/proxy';
import { Cluster, Json } from '../../dapr-suite/proxy/translate';
import { bodyOf, Upstream } from '../../dapr-suite/proxy/upstream';

const CLUSTER: Cluster = { daprVersion: '1.18.2', kubernetesVersion: '1.36', images: { daprd: 'test.local/daprd:1', relay: 'test.local/relay:1' } };
const COMPONENTS = '/apis/dapr.io/v1alpha1/namespaces/dapr-tests/components';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/dapr-tests/deployments';
const FORWARD = '/api/v1/namespaces/dapr-tests/pods/app-7d4b9c5f6-x2x4z/portforward';

interface Asked { readonly method: string; readonly url: string; readonly body: Json | undefined; readonly headers: IncomingMessage['headers'] }

/** An API server that answers with what it was sent. */
class FakeServer {
  public readonly asked: Asked[] = [];
  public readonly server: Server = createServer(async (message, answer) => {
    const text = (await bodyOf(message)).toString();
    const body = text ? JSON.parse(text) : undefined;
    this.asked.push({ method: message.method!, url: message.url!, body, headers: message.headers });
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? { kind: 'PodList', items: [] }));
  });

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

let api: FakeServer;
let proxy: ApiProxy;
let address: string;

async function startProxy(model: Model): Promise<void> {
  proxy = new ApiProxy(model, CLUSTER, () => {}, new Upstream({ clusters: [{ cluster: { server: api.url } }], users: [{ user: { token: 'secret' } }] }));
  address = await proxy.start();
}

beforeEach(async () => {
  api = new FakeServer();
  await new Promise<void>(done => api.server.listen(0, '127.0.0.1', done));
  await startProxy('own');
});

afterEach(() => {
  proxy.stop();
  api.server.closeAllConnections();
  api.server.close();
});

const send = async (method: string, path: string, body?: Json): Promise<Json> =>
  (await fetch(address + path, { method, ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}) })).json() as Promise<Json>;

/** Asks for an upgrade, sends a text, and returns the answer and everything that was received until the end. */
const forward = (text: string): Promise<{ status: number; header?: string; received: string }> => new Promise((resolve, reject) => {
  const sent = request(`${address}${FORWARD}`, { method: 'POST', headers: { connection: 'Upgrade', upgrade: 'SPDY/3.1' } });
  sent.on('upgrade', async (answer, socket, head) => {
    socket.end(text);
    const rest = await bodyOf(socket as unknown as IncomingMessage);
    resolve({ status: answer.statusCode!, header: answer.headers.upgrade, received: Buffer.concat([head, rest]).toString() });
  });
  sent.on('response', async answer => resolve({ status: answer.statusCode!, received: (await bodyOf(answer)).toString() }));
  sent.on('error', reject).end();
});

test('a request passes unchanged, with the credentials of the kubeconfig', async () => {
  expect(await send('GET', '/api/v1/pods?limit=1')).toEqual({ kind: 'PodList', items: [] });
  expect(api.asked.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([['GET', '/api/v1/pods?limit=1', 'Bearer secret']]);
});

test('an upgraded connection passes bytes in both directions', async () => {
  api.server.on('upgrade', (asked: IncomingMessage, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${asked.headers.upgrade}\r\n\r\nfirst,`);
    socket.on('data', (data: Buffer) => socket.end(`${asked.method} ${asked.url} ${data}`));
  });
  expect(await forward('hello')).toEqual({ status: 101, header: 'SPDY/3.1', received: `first,POST ${FORWARD} hello` });
});

test('a refused upgrade passes on with its reason', async () => {
  api.server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nno pods'));
  expect(await forward('hello')).toEqual({ status: 404, received: 'no pods' });
});

test('an upgrade ends if the API server cannot be reached', async () => {
  api.server.on('upgrade', (_, socket) => socket.destroy());
  await expect(forward('hello')).rejects.toThrow();
});

test.each(['POST', 'PUT'])('a component that a test sends with %s becomes its substitute', async method => {
  const path = method === 'PUT' ? `${COMPONENTS}/store` : COMPONENTS;
  const given = {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'store', resourceVersion: '7' },
    scopes: ['app'],
    spec: { type: 'state.postgres', version: 'v1', metadata: [{ name: 'connectionString', value: 'host=postgres' }] },
  };
  const stored = await send(method, path, given);
  expect(api.asked.map(({ url }) => url)).toEqual([path]);
  expect(stored).toMatchObject({ metadata: given.metadata, scopes: ['app'], spec: { type: 'state.redis' } });
  expect(stored.spec.metadata.map(({ name }: Json) => name)).toEqual(['redisHost', 'redisPassword']);
});

test('a component without a substitute is accepted and not stored', async () => {
  const given = { kind: 'Component', metadata: { name: 'queue' }, spec: { type: 'bindings.kafka', version: 'v1', metadata: [] } };
  expect(await send('POST', COMPONENTS, given)).toEqual(given);
  expect(api.asked.map(({ url }) => url)).toEqual([`${COMPONENTS}?dryRun=All`]);
});

test('any other component is stored as it is', async () => {
  const given = { kind: 'Component', metadata: { name: 'memory' }, spec: { type: 'pubsub.in-memory', version: 'v1' } };
  expect(await send('POST', COMPONENTS, given)).toEqual(given);
  expect(api.asked.map(({ url, body }) => [url, body])).toEqual([[COMPONENTS, given]]);
});

const deployment = (annotations: Json): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace: 'dapr-tests' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { testapp: 'app' } },
    template: { metadata: { labels: { testapp: 'app' }, annotations }, spec: { containers: [{ name: 'app', image: 'test.local/e2e-app:1', imagePullPolicy: 'Always' }] } },
  },
});
const WITH_DAPR = { 'dapr.io/enabled': 'true', 'dapr.io/app-id': 'app', 'dapr.io/app-port': '3000' };

test('a Deployment is decoded by the API server, and sent again with an image of the nodes', async () => {
  await send('POST', DEPLOYMENTS, deployment(WITH_DAPR));
  expect(api.asked.map(({ url }) => url)).toEqual([`${DEPLOYMENTS}?dryRun=All`, DEPLOYMENTS]);
  const [container] = api.asked[1].body!.spec.template.spec.containers;
  expect(container).toEqual({ name: 'app', image: 'test.local/e2e-app:1', imagePullPolicy: 'IfNotPresent' });
  expect(api.asked[1].body!.spec.template.metadata.annotations).toEqual(WITH_DAPR);
  expect(proxy.translated).toEqual([]);
});

test('with another builder, a Deployment with daprd is that of the constructs, and one without daprd is not', async () => {
  proxy.stop();
  await startProxy('sidecar');
  await send('POST', DEPLOYMENTS, deployment(WITH_DAPR));
  await send('POST', DEPLOYMENTS, deployment({}));
  const variables = ({ spec }: Json) => spec.template.spec.containers[0].env?.map(({ name }: Json) => name);
  const sent = api.asked.filter(({ url }) => url === DEPLOYMENTS).map(({ body }) => variables(body!));
  expect(sent[0]).toContain('APP_ID');
  expect(sent[1]).toBeUndefined();
  expect(proxy.translated.map(({ app, image }) => [app, image])).toEqual([['app', 'test.local/e2e-app:1']]);
});
