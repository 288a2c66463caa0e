/** The API server of KUBECONFIG. */
import { execFileSync } from 'child_process';
import { IncomingMessage, OutgoingHttpHeaders } from 'http';
import { Agent, request, RequestOptions } from 'https';

type Json = { [field: string]: any };

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export class Upstream {
  private readonly url: URL;
  private readonly tls: Json;
  private readonly agent: Agent;
  private readonly token?: string;

  constructor() {
    const { clusters: [{ cluster }], users: [{ user }] } = JSON.parse(execFileSync('kubectl', ['config', 'view', '--minify', '--raw', '-o', 'json'], { encoding: 'utf8' }));
    const decode = (text: string | undefined) => text && Buffer.from(text, 'base64');
    this.url = new URL(cluster.server);
    this.tls = { ca: decode(cluster['certificate-authority-data']), cert: decode(user['client-certificate-data']), key: decode(user['client-key-data']) };
    this.token = user.token;
    this.agent = new Agent({ keepAlive: true, maxSockets: 200, ...this.tls });
  }

  /** Options of a request; an upgraded connection is not shared. */
  public options(method: string, path: string, headers: OutgoingHttpHeaders, isUpgrade = false): RequestOptions {
    const authorization = this.token ? { authorization: `Bearer ${this.token}` } : {};
    return {
      host: this.url.hostname,
      port: this.url.port || 443,
      method,
      path,
      headers: { ...headers, host: this.url.host, ...authorization },
      ...(isUpgrade ? this.tls : { agent: this.agent }),
    };
  }

  /** Sends a request with a body, and returns the whole answer. */
  public async send(method: string, path: string, headers: OutgoingHttpHeaders, body: Buffer | string): Promise<Answer> {
    const content = Buffer.from(body as string);
    return new Promise((resolve, reject) => {
      const sent = request(this.options(method, path, { ...headers, 'content-length': content.length }), async answer => {
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
