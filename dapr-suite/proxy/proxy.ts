/**
 * A proxy of the API server for Dapr's tests: a Deployment or Job with a daprd that they create becomes what our constructs emit, and a component with a
 * substitute its substitute. Everything else passes unchanged.
 */
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { createServer as createTlsServer } from 'https';
import { Duplex } from 'stream';
import { Certificate } from './certificate';
import { Companions } from './companions';
import { Difference, differences } from './compare';
import { withRelay } from './relay';
import { Cluster, hasDapr, Json, translate } from './translate';
import { passUpgrade } from './upgrade';
import { bodyOf, Upstream } from './upstream';
import { isShared, Model, OWN } from '../models';
import { substitute } from '../substitutes';

/** What was done with a workload. */
export interface Translated {
  readonly app: string;
  readonly image: string;
  readonly differences: readonly Difference[];
  readonly findings: readonly string[];
}

const WORKLOADS = /^\/apis\/(?:apps|batch)\/v1\/namespaces\/([^/]+)\/(deployments|jobs)(?:\/([^/?]+))?(?:\?.*)?$/;
const COMPONENTS = /^\/apis\/dapr\.io\/v1alpha1\/namespaces\/[^/]+\/components(?:[/?].*)?$/;
const dryRun = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}dryRun=All`;

export class ApiProxy {
  public readonly translated: Translated[] = [];
  private readonly companions: Companions;
  private readonly server: Server;

  /** With a certificate, it serves TLS. */
  constructor(
    private readonly model: Model, private readonly cluster: Cluster, private readonly log: (line: string) => void,
    private readonly upstream: Upstream, private readonly certificate?: Certificate,
  ) {
    this.companions = new Companions(upstream);
    const listener = (asked: IncomingMessage, answer: ServerResponse) => void this.answer(asked, answer).catch(error => {
      this.log(`${asked.method} ${asked.url}: ${error.stack}`);
      answer.headersSent ? answer.destroy() : answer.writeHead(500, { 'content-type': 'text/plain' }).end(String(error.message));
    });
    this.server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener);
    this.server.on('upgrade', (asked: IncomingMessage, socket: Duplex, head: Buffer) => void this.upgrade(asked, socket, head).catch(error => {
      this.log(`${asked.method} ${asked.url}: ${error.stack}`);
      socket.destroy();
    }));
    // The tests keep idle connections for long.
    this.server.keepAliveTimeout = 600_000;
    this.server.requestTimeout = 0;
  }

  /** Starts on a free port; returns the address. */
  public async start(): Promise<string> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    return `http${this.certificate ? 's' : ''}://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const [, namespace, resource, name] = WORKLOADS.exec(asked.url!) ?? [];
    if (asked.method === 'POST' && resource && !name) {
      await this.create(asked, answer);
      return;
    }
    if (['POST', 'PUT'].includes(asked.method!) && COMPONENTS.test(asked.url!)) {
      await this.component(asked, answer);
      return;
    }
    if (asked.method === 'DELETE' && name) {
      await this.companions.remove(namespace, name);
    } else if (asked.method === 'GET' && resource === 'deployments' && name) {
      await this.companions.ready(namespace, name);
    }
    const { method, url, headers } = asked;
    const sent = this.upstream.request(method!, url!, headers).on('response', got => {
      answer.writeHead(got.statusCode!, got.headers);
      got.on('error', () => answer.destroy()).pipe(answer);
    });
    sent.on('error', error => answer.destroy(error));
    answer.on('close', () => sent.destroy());
    asked.pipe(sent);
  }

  private async create(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(asked);
    const { accept, 'content-type': contentType } = asked.headers;
    // The tests send protobuf, which the API server decodes.
    const dry = await this.upstream.send('POST', dryRun(asked.url!), { 'accept': 'application/json', 'content-type': contentType }, body);
    if (dry.status >= 300) {
      const refused = await this.upstream.send('POST', asked.url!, { accept, 'content-type': contentType }, body);
      answer.writeHead(refused.status, { 'content-type': refused.headers['content-type'] }).end(refused.body);
      return;
    }
    const original = asGiven(JSON.parse(dry.body.toString()));
    const workload = hasDapr(original) && this.model !== OWN ? await this.adapted(original) : original;
    const created = await this.upstream.send('POST', asked.url!, { accept, 'content-type': 'application/json' }, JSON.stringify(workload));
    if (created.status >= 300) {
      this.log(`${original.metadata.name}: ${created.status} ${created.body.toString('latin1')}`);
    }
    answer.writeHead(created.status, { 'content-type': created.headers['content-type'] }).end(created.body);
  }

  /** A component that has no substitute and cannot be initialized here is accepted and not stored. */
  private async component(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const given: Json = JSON.parse((await bodyOf(asked)).toString());
    const [used] = substitute(given);
    const headers = { 'accept': asked.headers.accept, 'content-type': 'application/json' };
    const stored = await this.upstream.send(asked.method!, used ? asked.url! : dryRun(asked.url!), headers, JSON.stringify(used ?? given));
    answer.writeHead(stored.status, { 'content-type': stored.headers['content-type'] }).end(stored.body);
  }

  private async adapted(original: Json): Promise<Json> {
    const { name } = original.metadata;
    const translation = translate(original, this.model as Exclude<Model, 'own'>, this.cluster);
    this.translated.push({
      app: name,
      image: original.spec.template.spec.containers[0].image,
      differences: differences(original, translation, isShared(this.model)),
      findings: translation.findings,
    });
    this.log(`${name}: ${translation.others.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ') || 'no other objects'}${translation.findings.map(finding => `\n  ${finding}`).join('')}`);
    await this.companions.apply(original, translation);
    return isShared(this.model) ? withRelay(translation.workload, translation.read.app.appId!, this.cluster.images.relay) : translation.workload;
  }

  private async upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = isShared(this.model) ? await this.companions.atDaprd(asked.url!) : asked.url!;
    passUpgrade(socket, head, this.upstream.request(asked.method!, url, asked.headers, true));
  }
}

/** The object that was sent, without what the API server added; images are those of the nodes. */
function asGiven(object: Json): Json {
  const { metadata: { name, namespace, labels: own, annotations }, spec } = object;
  for (const container of [...spec.template.spec.containers, ...spec.template.spec.initContainers ?? []]) {
    container.imagePullPolicy = 'IfNotPresent';
  }
  delete spec.template.metadata.creationTimestamp;
  // See asForWindows in suites.ts.
  const { nodeAffinity } = spec.template.spec.affinity ?? {};
  for (const { matchExpressions } of nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []) {
    matchExpressions.filter(({ key }: Json) => key === 'kubernetes.io/os').forEach((expression: Json) => { expression.values = ['linux']; });
  }
  if (object.kind === 'Job') {
    // The API server accepts its own selector of a Job only from itself.
    delete spec.selector;
    const labels: [string, string][] = Object.entries(spec.template.metadata.labels ?? {});
    spec.template.metadata.labels = Object.fromEntries(labels.filter(([label]) => !/controller-uid|job-name/.test(label)));
  }
  const metadata = { name, namespace, ...(own ? { labels: own } : {}), ...(annotations ? { annotations } : {}) };
  return { apiVersion: object.apiVersion, kind: object.kind, metadata, spec };
}
