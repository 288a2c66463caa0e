/**
 * Apps that receive deliveries while they are rolled out or unavailable, and a ledger that counts them: an app forwards each event to the
 * ledger before it responds, so that an event is counted even if the app stops.
 */
import { ApiObject, Chart } from 'cdk8s';
import { testApp } from './apps';
import { eventually, sleep, TestNamespace } from './cluster';

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

/**
 * Receives POST requests over HTTP, including requests without a body. SIGTERM stops it after some seconds, by default immediately, even
 * during a call.
 */
export const httpReceiver = (servesOn = 0): string => `
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), ${servesOn * 1000}));
  require('http').createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST') await note(body || JSON.stringify({ data: { id: '${EMPTY}' + process.env.APP_ID } }));
    response.end(request.url.startsWith('/dapr/') ? '[]' : '{}');
  }).listen(${PORT});
  ${NOTE}`;

/** The same over gRPC, with the official SDK; for the image of `e2e/apps/js-sdk`. */
export const grpcReceiver = (pubsub: string, topic: string): string => `
  process.on('SIGTERM', () => process.exit(0));
  const { CommunicationProtocolEnum, DaprServer } = require('/app/node_modules/@dapr/dapr');
  const server = new DaprServer({ serverHost: '0.0.0.0', serverPort: '${PORT}', communicationProtocol: CommunicationProtocolEnum.GRPC });
  server.pubsub.subscribe('${pubsub}', '${topic}', data => note(JSON.stringify({ data })), 'events').then(() => server.start());
  ${NOTE}`;

/** The ledger with its Service. */
export function ledger(chart: Chart): void {
  testApp(chart, 'ledger', { port: PORT });
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
}

export interface Delivery {
  /** The sending app. */
  readonly sender: string;
  /** The targets, by the names of the receiving apps. */
  readonly targets: { [app: string]: Target };
  /** Name of this run, in the IDs of the deliveries. */
  readonly run: string;
  readonly seconds: number;
  /** Apps that may lose deliveries: the test does not wait for them. */
  readonly mayLose?: string[];
}

/** Sends to all targets, 20 times a second each, during an action on the apps; waits for the last delivery. */
export async function deliver(
  namespace: TestNamespace, { sender, targets, run, seconds, mayLose = [] }: Delivery, action: () => Promise<unknown> = async () => undefined,
): Promise<{ [app: string]: Outcome }> {
  const script = `(async () => {
    const targets = ${JSON.stringify(targets)}, failed = [], calls = [], start = Date.now();
    const { DAPR_HTTP_ENDPOINT = 'http://127.0.0.1:3500', DAPR_API_TOKEN } = process.env;
    for (let i = 0; i < ${RATE * seconds}; i++) {
      await new Promise(done => setTimeout(done, start + i * ${1000 / RATE} - Date.now()));
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
  const ids = (app: string): string[] => Array.from({ length: RATE * seconds }, (_, i) => `${run}-${app}-${i}`).filter(id => !failed.has(id));
  const missing = (counts: Map<string, number>, app: string): number => ids(app).filter(id => !counts.has(id)).length;
  const empty = (counts: Map<string, number>, app: string): number => (counts.get(EMPTY + app) ?? 0) - (before.get(EMPTY + app) ?? 0);
  // A lost delivery never arrives, which is not an error here.
  await eventually('everything', async () => {
    const counts = await counted();
    return Object.keys(targets).every(app => mayLose.includes(app) || missing(counts, app) <= empty(counts, app)) || undefined;
  }, 180).catch(() => undefined);
  const counts = await counted();
  return Object.fromEntries(Object.keys(targets).map(app => [app, {
    sent: ids(app).length, lost: missing(counts, app), twice: ids(app).filter(id => (counts.get(id) ?? 0) > 1).length, empty: empty(counts, app),
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
