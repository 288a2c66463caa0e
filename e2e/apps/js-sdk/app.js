// The official JavaScript SDK with only the protocol set: it must read all other settings from the environment.
const http = require('http');
const os = require('os');
const { CommunicationProtocolEnum, DaprClient, DaprServer, HttpMethod } = require('@dapr/dapr');

const { APP_ID, APP_PORT, CONTROL_PORT = '9000', SDK_PROTOCOL = 'http' } = process.env;
const { STATE_STORE = 'statestore', PUBSUB = 'pubsub', TOPIC = 'orders' } = process.env;
const grpc = SDK_PROTOCOL === 'grpc';
const communicationProtocol = grpc ? CommunicationProtocolEnum.GRPC : CommunicationProtocolEnum.HTTP;
const client = new DaprClient({ communicationProtocol });
const received = [];

/** Some calls of the SDK return their error. */
function check(result) {
  if (result?.error) {
    throw result.error;
  }
}

// Endpoints for the test.
const control = {
  '/healthz': async () => ({ ok: true, protocol: SDK_PROTOCOL }),
  '/received': async () => ({ count: received.length, ids: received }),
  '/state': async () => {
    const key = `${APP_ID}-${os.hostname()}`;
    const value = `${Date.now()}-${Math.random()}`;
    check(await client.state.save(STATE_STORE, [{ key, value }]));
    const read = await client.state.get(STATE_STORE, key);
    if (read !== value) {
      throw new Error(`saved ${value}, read ${JSON.stringify(read)}`);
    }
    return { key, value };
  },
  '/publish': async query => {
    const [topic, id] = [query.get('topic'), query.get('id')];
    check(await client.pubsub.publish(PUBSUB, topic, { id }));
    return { topic, id };
  },
  '/invoke': async query => client.invoker.invoke(query.get('app'), query.get('method'), HttpMethod.GET),
};

const controlServer = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://app');
  let [status, result] = [404, { error: 'not found' }];
  try {
    if (control[url.pathname]) {
      result = await control[url.pathname](url.searchParams);
      status = 200;
    }
  } catch (error) {
    const cause = error.error ?? error;
    console.error(url.pathname, cause);
    [status, result] = [502, { error: cause.message ?? String(cause) }];
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
});
controlServer.listen(Number(CONTROL_PORT));

// Endpoints for Dapr.
async function receive() {
  // The server of the SDK listens on 127.0.0.1 by default, where only a sidecar can reach it.
  const server = new DaprServer({ serverHost: '0.0.0.0', serverPort: APP_PORT, communicationProtocol });
  const whoami = async () => ({ appId: APP_ID, host: os.hostname() });
  await server.invoker.listen('whoami', whoami, { method: HttpMethod.GET });
  await server.invoker.listen('whoami', whoami, { method: HttpMethod.POST });
  if (grpc) {
    // Over gRPC the SDK accepts only events of subscribed topics. A declarative subscription may send them to /events.
    await server.pubsub.subscribe(PUBSUB, TOPIC, async data => { received.push(data.id); }, 'events');
  } else {
    // Over HTTP a declarative subscription requires only its path.
    await server.invoker.listen('events', async ({ body }) => {
      received.push(JSON.parse(body).data.id);
      return { status: 'SUCCESS' };
    }, { method: HttpMethod.POST });
  }
  await server.start();
}

if (APP_PORT) {
  receive().catch(error => {
    console.error(error);
    process.exit(1);
  });
}
process.on('SIGTERM', () => process.exit(0));
