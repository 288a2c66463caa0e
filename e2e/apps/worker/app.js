// The app of the cluster tests that uses Dapr's HTTP API, with Node's standard library only.
// MODE, or the first argument, selects what it does: app (default), early, job, load or whereami. See ../README.md.
const http = require('http');
const os = require('os');
const { parseArgs } = require('util');

const { APP_ID, APP_PORT = '3000', APP_API_TOKEN, DAPR_API_TOKEN, DAPR_HTTP_PORT = '3500' } = process.env;
const { STATE_STORE = 'statestore', PUBSUB = 'pubsub' } = process.env;
const dapr = process.env.DAPR_HTTP_ENDPOINT ?? `http://127.0.0.1:${DAPR_HTTP_PORT}`;
const kept = new http.Agent({ keepAlive: true });
const received = [];

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/** One HTTP call, on a kept connection unless `fresh`; returns status and text for any status. */
function call(url, { method = 'GET', body, fresh = false, timeout = 5000 } = {}) {
  const headers = {};
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = Buffer.byteLength(body);
  }
  if (DAPR_API_TOKEN) {
    headers['dapr-api-token'] = DAPR_API_TOKEN;
  }
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: fresh ? false : kept, signal: AbortSignal.timeout(timeout) };
    const request = http.request(url, options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => { text += chunk; }).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject).end(body);
  });
}

/** The same to Dapr, where any status of 400 or more is an error. */
async function callDapr(path, options) {
  const { status, text } = await call(dapr + path, options);
  if (status >= 400) {
    throw new Error(`${path}: ${status} ${text}`);
  }
  return text;
}

async function stateRoundTrip() {
  const key = `${APP_ID}-${os.hostname()}`;
  const value = `${Date.now()}-${Math.random()}`;
  await callDapr(`/v1.0/state/${STATE_STORE}`, { method: 'POST', body: JSON.stringify([{ key, value }]) });
  const read = JSON.parse(await callDapr(`/v1.0/state/${STATE_STORE}/${key}`));
  if (read !== value) {
    throw new Error(`saved ${value}, read ${read}`);
  }
  return { key, value };
}

async function publish(topic, id) {
  await callDapr(`/v1.0/publish/${PUBSUB}/${topic}`, { method: 'POST', body: JSON.stringify({ id }) });
  return { topic, id };
}

/** Labels the daprd at `address` (IP:3500) with its pod's name: Dapr's metadata does not tell it. For `whereami`. */
async function label(address, pod) {
  const { status } = await call(`http://${address}/v1.0/metadata/pod`, { method: 'PUT', body: pod });
  if (status !== 204) {
    throw new Error(`${address} answered ${status}`);
  }
  return { address, pod };
}

function count(counts, name) {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Which daprd pods serve new connections: from /whoami of the `invoke`d app, or by label. */
async function whereami(calls, invoke) {
  const by = {}, failures = {};
  for (let i = 0; i < calls; i++) {
    try {
      const path = invoke ? `/v1.0/invoke/${invoke}/method/whoami` : '/v1.0/metadata';
      const answer = JSON.parse(await callDapr(path, { fresh: true }));
      count(by, (invoke ? answer.via : answer.extended?.pod) ?? 'unknown');
    } catch (error) {
      count(failures, error.code ?? error.message);
    }
  }
  return { calls, by, failures };
}

// --- serving -------------------------------------------------------------------------------------------------------

function readBody(request) {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8').on('data', chunk => { text += chunk; }).on('end', () => resolve(text)).on('error', reject);
  });
}

/** For the test. */
const control = {
  '/healthz': () => ({ ok: true }),
  '/received': () => ({ count: received.length, ids: received }),
  '/state': stateRoundTrip,
  '/publish': query => publish(query.get('topic'), query.get('id')),
  '/invoke': async query => JSON.parse(await callDapr(`/v1.0/invoke/${query.get('app')}/method/${query.get('method')}`)),
  '/metadata': async () => JSON.parse(await callDapr('/v1.0/metadata')),
  '/label': query => label(query.get('address'), query.get('pod')),
  '/whereami': query => whereami(Number(query.get('calls') ?? 20), query.get('invoke')),
};

/** For Dapr alone, so they demand its token. */
const fromDapr = {
  '/events': (query, request, body) => {
    received.push(JSON.parse(body).data.id);
    return { status: 'SUCCESS' };
  },
  // A daprd that invokes another app sends its host: the name of its pod.
  '/whoami': (query, request) => ({
    appId: APP_ID, host: os.hostname(), via: request.headers['x-forwarded-host'], from: request.socket.remoteAddress,
  }),
};

async function answer(request) {
  const url = new URL(request.url, 'http://app');
  const handler = control[url.pathname] ?? fromDapr[url.pathname];
  if (!handler) {
    return [404, { error: 'not found' }];
  }
  if (url.pathname in fromDapr && APP_API_TOKEN && request.headers['dapr-api-token'] !== APP_API_TOKEN) {
    return [401, { error: 'wrong or missing dapr-api-token' }];
  }
  try {
    return [200, await handler(url.searchParams, request, await readBody(request))];
  } catch (error) {
    console.error(`${url.pathname}: ${error.message}`);
    return [502, { error: error.message }];
  }
}

function serve() {
  const server = http.createServer(async (request, response) => {
    const [status, result] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  server.listen(Number(APP_PORT), () => console.log(`listening on ${APP_PORT}, Dapr at ${dapr}`));
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(0), 3000);
  });
}

// --- modes ---------------------------------------------------------------------------------------------------------

/** Tries until it works, or for `seconds`. */
async function retry(what, action, seconds = Infinity) {
  for (const start = Date.now(); ;) {
    try {
      return await action();
    } catch (error) {
      console.log(`${what}: ${error.message}`);
      if (Date.now() - start > seconds * 1000) {
        throw error;
      }
      await sleep(500);
    }
  }
}

/** Calls on a fixed beat: a slow answer delays no other. */
async function load({ rps, seconds, fresh, timeout, path, invoke, body }) {
  const url = dapr + (invoke ? `/v1.0/invoke/${invoke}/method/whoami` : path);
  const failures = {}, took = [], calls = [];
  const one = async () => {
    const start = performance.now();
    try {
      const { status } = await call(url, { method: body ? 'POST' : 'GET', body, fresh, timeout });
      if (status >= 400) {
        return count(failures, `status ${status}`);
      }
      took.push(performance.now() - start);
    } catch (error) {
      count(failures, error.name === 'AbortError' ? 'timeout' : error.code ?? error.message);
    }
  };
  const sent = Math.round(rps * seconds);
  for (let i = 0, start = performance.now(); i < sent; i++) {
    await sleep(Math.max(0, start + i * 1000 / rps - performance.now()));
    calls.push(one());
  }
  await Promise.all(calls);
  took.sort((a, b) => a - b);
  const at = share => Math.round((took[Math.floor(share * (took.length - 1))] ?? 0) * 10) / 10;
  return { sent, ok: took.length, failed: sent - took.length, failures, ms: { p50: at(0.5), p99: at(0.99), max: at(1) } };
}

const modes = {
  app: () => serve(),
  /** Uses Dapr before it listens: with a Dapr that waits for the app it would never get there. */
  early: async () => {
    await retry('early', stateRoundTrip);
    serve();
  },
  job: async () => {
    await retry('outbound', () => callDapr('/v1.0/healthz/outbound'), 60);
    console.log(JSON.stringify(await stateRoundTrip()));
    process.exit(0);
  },
  load: async options => {
    console.log(JSON.stringify(await load(options)));
    process.exit(0);
  },
  whereami: async ({ calls, invoke }) => {
    console.log(JSON.stringify(await whereami(calls, invoke)));
    process.exit(0);
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rps: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    timeout: { type: 'string', default: '2000' },
    calls: { type: 'string', default: '100' },
    path: { type: 'string', default: `/v1.0/state/${STATE_STORE}/x` },
    invoke: { type: 'string' },
    body: { type: 'string' },
    new: { type: 'boolean', default: false },
  },
});
const mode = positionals[0] ?? process.env.MODE ?? 'app';
const number = name => Number(values[name]);
if (!(mode in modes)) {
  console.error(`no such mode: ${mode}`);
  process.exit(2);
}
Promise.resolve(modes[mode]({
  ...values, fresh: values.new, rps: number('rps'), seconds: number('seconds'), timeout: number('timeout'), calls: number('calls'),
})).catch(error => {
  console.error(error.message);
  process.exit(1);
});
