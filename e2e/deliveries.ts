/**
 * Apps that receive deliveries while they are rolled out or unavailable, and a ledger that counts them: an app forwards each event to the
 * ledger before it responds, so that an event is counted even if the app stops.
 */
import { ApiObject, Chart } from 'cdk8s';
import { testApp } from './apps';
import { eventually, sleep, TestNamespace } from './cluster';

/** Deliveries a second, by default. */
const RATE = 20;
const PORT = 3000;
/** The ledger: a worker, which counts requests to `/events`. */
const LEDGER = `http://ledger:${PORT}/events`;

/** Prefix of the ID of a delivery without a body, followed by the app ID. */
const EMPTY = 'empty-';

/** Retries the entry until it succeeds or the app stops. */
const NOTE = `async function note(body) {
    for (let noted = false; !noted;) {
      noted = await fetch('${LEDGER}', { method: 'POST', body }).then(answer => answer.ok, () => new Promise(done => setTimeout(() => done(false), 100)));
    }
  }`;

/** Calls a second of each pod to its own daprd. */
const OWN_RATE = 5;
/** Prefixes of the IDs of a hundred calls of an app to its own daprd, and of a failed one, followed by the app ID. */
const OWN = { hundred: 'own-hundred-', failed: 'own-failed-' };

/**
 * Receives POST requests over HTTP, including requests without a body. SIGTERM stops it after some seconds, by default immediately, even
 * during a call. With `calls`, it calls this path of its daprd 5 times a second, from the first answer until three seconds before it stops.
 */
export const httpReceiver = (servesOn = 0, calls?: string): string => `
  let ends = Infinity;
  process.on('SIGTERM', () => { ends = Date.now() + ${(servesOn - 3) * 1000}; setTimeout(() => process.exit(0), ${servesOn * 1000}); });
  async function receive(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST') await note(body || JSON.stringify({ data: { id: '${EMPTY}' + process.env.APP_ID } }));
    response.end(request.url.startsWith('/dapr/') ? '[]' : '{}');
  }
  // A caller may go away while it sends.
  require('http').createServer((request, response) => receive(request, response).catch(error => console.error(error.message))).listen(${PORT});
  ${NOTE}${calls === undefined ? '' : `
  (async () => {
    const { DAPR_HTTP_ENDPOINT = 'http://127.0.0.1:3500', DAPR_API_TOKEN, APP_ID } = process.env;
    const headers = { 'dapr-api-token': DAPR_API_TOKEN, connection: 'close' };
    const call = () => fetch(DAPR_HTTP_ENDPOINT + '${calls}', { headers, signal: AbortSignal.timeout(2000) }).then(({ status }) => status < 400, () => false);
    while (!await call()) await new Promise(done => setTimeout(done, 200));
    for (let sent = 1; Date.now() < ends; sent++, await new Promise(done => setTimeout(done, ${1000 / OWN_RATE}))) {
      if (sent % 100 === 0) note(JSON.stringify({ data: { id: '${OWN.hundred}' + APP_ID } }));
      call().then(ok => ok || note(JSON.stringify({ data: { id: '${OWN.failed}' + APP_ID } })));
    }
  })();`}`;

/** The same over gRPC, with the official SDK; for the image of `e2e/apps/js-sdk`. */
export const grpcReceiver = (pubsub: string, topic: string): string => `
  process.on('SIGTERM', () => process.exit(0));
  const { CommunicationProtocolEnum, DaprServer } = require('/app/node_modules/@dapr/dapr');
  const server = new DaprServer({ serverHost: '0.0.0.0', serverPort: '${PORT}', communicationProtocol: CommunicationProtocolEnum.GRPC });
  server.pubsub.subscribe('${pubsub}', '${topic}', data => note(JSON.stringify({ data })), 'events').then(() => server.start());
  ${NOTE}`;

/** The ledger with its Service, on a node if one is given. */
export function ledger(chart: Chart, { node }: { node?: string } = {}): void {
  testApp(chart, 'ledger', { port: PORT, node });
  new ApiObject(chart, 'ledger-service', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'ledger' }, spec: { selector: { app: 'ledger' }, ports: [{ port: PORT }] },
  });
}

/** A path of Dapr's API, and the body of a request there. */
export interface Target {
  readonly path: string;
  readonly wrap: 'event' | 'binding';
}

/** The result of all deliveries. */
export interface Outcome {
  readonly sent: number;
  readonly lost: number;
  readonly twice: number;
  /** Number of deliveries without a body. */
  readonly empty: number;
  /** Calls of the receiving app to its own daprd, if it makes any. */
  readonly own: { readonly hundreds: number; readonly failed: number };
}

export interface Delivery {
  /** The sending app. */
  readonly sender: string;
  /** The targets, by the names of the receiving apps. */
  readonly targets: { [app: string]: Target };
  /** Name of this run, in the IDs of the deliveries. */
  readonly run: string;
  readonly seconds: number;
  /** Deliveries a second to each target. */
  readonly rate?: number;
  /** Apps that may lose deliveries: the test does not wait for them. */
  readonly mayLose?: string[];
}

/** Sends to all targets during an action on the apps; waits for the last delivery. */
export async function deliver(
  namespace: TestNamespace, { sender, targets, run, seconds, rate = RATE, mayLose = [] }: Delivery,
  action: () => Promise<unknown> = async () => undefined,
): Promise<{ [app: string]: Outcome }> {
  const script = `(async () => {
    const targets = ${JSON.stringify(targets)}, failed = [], calls = [], start = Date.now();
    const { DAPR_HTTP_ENDPOINT = 'http://127.0.0.1:3500', DAPR_API_TOKEN } = process.env;
    for (let i = 0; i < ${rate * seconds}; i++) {
      await new Promise(done => setTimeout(done, start + i * ${1000 / rate} - Date.now()));
      for (const [app, { path, wrap }] of Object.entries(targets)) {
        const id = '${run}-' + app + '-' + i;
        const body = JSON.stringify(wrap === 'event' ? { id } : { operation: 'create', data: { data: { id } } });
        const headers = { 'content-type': 'application/json', 'dapr-api-token': DAPR_API_TOKEN };
        calls.push(fetch(DAPR_HTTP_ENDPOINT + path, { method: 'POST', headers, body }).then(answer => answer.ok, () => false).then(ok => { if (!ok) failed.push(id); }));
      }
    }
    await Promise.all(calls);
    console.log(JSON.stringify(failed));
  })()`;
  const counted = async (): Promise<Map<string, number>> => {
    const counts = new Map<string, number>();
    ((await namespace.get('ledger', '/received')).ids as string[]).forEach(id => counts.set(id, (counts.get(id) ?? 0) + 1));
    return counts;
  };
  const before = await counted();
  const sending = namespace.exec(sender, 'node', '-e', script);
  const [failed] = await Promise.all([sending.then(out => new Set<string>(JSON.parse(out))), sleep(3).then(action)]);
  const ids = (app: string): string[] => Array.from({ length: rate * seconds }, (_, i) => `${run}-${app}-${i}`).filter(id => !failed.has(id));
  const missing = (counts: Map<string, number>, app: string): number => ids(app).filter(id => !counts.has(id)).length;
  const since = (counts: Map<string, number>, id: string): number => (counts.get(id) ?? 0) - (before.get(id) ?? 0);
  const empty = (counts: Map<string, number>, app: string): number => since(counts, EMPTY + app);
  // A lost delivery never arrives, which is not an error here.
  await eventually('everything', async () => {
    const counts = await counted();
    return Object.keys(targets).every(app => mayLose.includes(app) || missing(counts, app) <= empty(counts, app)) || undefined;
  }, 180).catch(() => undefined);
  const counts = await counted();
  return Object.fromEntries(Object.keys(targets).map(app => [app, {
    sent: ids(app).length,
    lost: missing(counts, app),
    twice: ids(app).filter(id => (counts.get(id) ?? 0) > 1).length,
    empty: empty(counts, app),
    own: { hundreds: since(counts, OWN.hundred + app), failed: since(counts, OWN.failed + app) },
  }]));
}

/** Rolls out an app, as for a new version. */
export async function rollOut(namespace: TestNamespace, app: string): Promise<void> {
  await namespace.kubectl('rollout', 'restart', `deployment/e2e-${app}`);
  await namespace.rolledOut(`deployment/e2e-${app}`);
}

/** Scales an app to zero for a while. */
export async function awayAndBack(namespace: TestNamespace, app: string, seconds: number): Promise<void> {
  await namespace.scale(app, 0);
  await sleep(seconds);
  await namespace.scale(app, 1);
}
