/** The API server of KUBECONFIG. */
import { execFileSync } from 'child_process';
import { Agent, ClientRequest, IncomingMessage, OutgoingHttpHeaders, request } from 'http';
import { Agent as TlsAgent, request as tlsRequest } from 'https';

type Json = { [field: string]: any };

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What is needed of a kubeconfig. */
export interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Json }[];
  readonly users?: readonly { readonly user: Json }[];
}

export const currentKubeconfig = (): Kubeconfig =>
  JSON.parse(execFileSync('kubectl', ['config', 'view', '--minify', '--raw', '-o', 'json'], { encoding: 'utf8' }));

export class Upstream {
  private readonly url: URL;
  private readonly tls: Json;
  private readonly agent: Agent;
  private readonly token?: string;

  constructor({ clusters: [{ cluster }], users }: Kubeconfig) {
    const user = users?.[0]?.user ?? {};
    const decode = (text: string | undefined) => text && Buffer.from(text, 'base64');
    this.url = new URL(cluster.server);
    this.tls = { ca: decode(cluster['certificate-authority-data']), cert: decode(user['client-certificate-data']), key: decode(user['client-key-data']) };
    this.token = user.token;
    this.agent = this.hasTls ? new TlsAgent({ keepAlive: true, maxSockets: 200, ...this.tls }) : new Agent({ keepAlive: true, maxSockets: 200 });
  }

  private get hasTls(): boolean {
    return this.url.protocol === 'https:';
  }

  /** A request to be sent; an upgraded connection is not shared. */
  public request(method: string, path: string, headers: OutgoingHttpHeaders, isUpgrade = false): ClientRequest {
    const authorization = this.token ? { authorization: `Bearer ${this.token}` } : {};
    return (this.hasTls ? tlsRequest : request)({
      host: this.url.hostname,
      port: this.url.port || (this.hasTls ? 443 : 80),
      method,
      path,
      headers: { ...headers, host: this.url.host, ...authorization },
      ...(isUpgrade ? { agent: false, ...this.tls } : { agent: this.agent }),
    });
  }

  /** Sends a request with a body, and returns the whole answer. */
  public async send(method: string, path: string, headers: OutgoingHttpHeaders, body: Buffer | string): Promise<Answer> {
    const content = Buffer.from(body as string);
    return new Promise((resolve, reject) => {
      const sent = this.request(method, path, { ...headers, 'content-length': content.length }).on('response', async answer => {
        try {
          resolve({ status: answer.statusCode!, headers: answer.headers, body: await bodyOf(answer) });
        } catch (error) {
          reject(error);
        }
      });
      sent.on('error', reject).end(content);
    });
  }

  public async getJson(path: string): Promise<Json | undefined> {
    const { status, body } = await this.send('GET', path, { accept: 'application/json' }, '');
    return status === 200 ? JSON.parse(body.toString()) : undefined;
  }
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}
