/**
 * Apps to which something is delivered while they are rolled out and away, and who counts it: an app hands each event on to the ledger
 * before it answers, so that no end of an app forgets one.
 */
import { ApiObject, Chart } from 'cdk8s';
import { testApp } from './apps';
import { eventually, sleep, TestNamespace } from './cluster';

const RATE = 20;
const PORT = 3000;
/** Where apps write down what they got; a worker, which counts what comes to `/events`. */
const LEDGER = `http://ledger:${PORT}/events`;

/** Begins the id of what came without a body; the app-id follows. */
const EMPTY = 'empty-';

/** Writes down until it is written: only the end of the app stops it. */
const NOTE = `async function note(body) {
    for (let noted = false; !noted;) {
      noted = await fetch('${LEDGER}', { method: 'POST', body }).then(answer => answer.ok, () => new Promise(done => setTimeout(() => done(false), 100)));
    }
  }`;

/**
 * Receives over HTTP whatever is posted to it; what has no body is noted as such. SIGTERM ends it after some seconds, by default at once, in the
 * middle of a call.
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

/** The same over gRPC, by the official SDK; for the image of `e2e/apps/js-sdk`. */
export const grpcReceiver = (pubsub: string, topic: string): string => `
  process.on('SIGTERM', () => process.exit(0));
  const { CommunicationProtocolEnum, DaprServer } = require('/app/node_modules/@dapr/dapr');
  const server = new DaprServer({ serverHost: '0.0.0.0', serverPort: '${PORT}', communicationProtocol: CommunicationProtocolEnum.GRPC });
  server.pubsub.subscribe('${pubsub}', '${topic}', data => note(JSON.stringify({ data })), 'events').then(() => server.start());
  ${NOTE}`;

/** The ledger, by a name that pods resolve. */
export function ledger(chart: Chart): void {
  testApp(chart, 'ledger', { port: PORT });
  new ApiObject(chart, 'ledger-service', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'ledger' }, spec: { selector: { app: 'ledger' }, ports: [{ port: PORT }] },
  });
}

/** Where something is sent by Dapr's API, and in what it is wrapped there. */
export interface Target {
  readonly path: string;
  readonly wrap: 'event' | 'binding';
}

/** What became of everything that was sent. */
export interface Outcome {
  readonly sent: number;
  readonly lost: number;
  readonly twice: number;
  /** What came without its body. */
  readonly empty: number;
}

export interface Delivery {
  /** The app that sends. */
  readonly sender: string;
  /** To what, by the names of the apps that receive it. */
  readonly targets: { [app: string]: Target };
  /** Name of this delivery, in the ids of what is sent. */
  readonly run: string;
  readonly seconds: number;
  /** Those that may lose something: it is not waited for. */
  readonly mayLose?: string[];
}

/** Sends to all targets, 20 a second each, while something is done to the apps; waits for the last. */
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
  // What is lost never comes; that is no error here.
  await eventually('everything', async () => {
    const counts = await counted();
    return Object.keys(targets).every(app => mayLose.includes(app) || missing(counts, app) <= empty(counts, app)) || undefined;
  }, 180).catch(() => undefined);
  const counts = await counted();
  return Object.fromEntries(Object.keys(targets).map(app => [app, {
    sent: ids(app).length, lost: missing(counts, app), twice: ids(app).filter(id => (counts.get(id) ?? 0) > 1).length, empty: empty(counts, app),
  }]));
}

/** Rolls an app out, as a new version of it would be. */
export async function rollOut(namespace: TestNamespace, app: string): Promise<void> {
  await namespace.kubectl('rollout', 'restart', `deployment/e2e-${app}`);
  await namespace.rolledOut(`deployment/e2e-${app}`);
}

/** Takes an app away for a while. */
export async function awayAndBack(namespace: TestNamespace, app: string, seconds: number): Promise<void> {
  await namespace.scale(app, 0);
  await sleep(seconds);
  await namespace.scale(app, 1);
}
