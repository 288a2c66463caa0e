/**
 * The cluster that KUBECONFIG names, by `kubectl` alone: pods are asked through `kubectl exec` or the API server's
 * proxy, so no route to them is needed.
 */
import { spawn } from 'child_process';
import { App, ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';

/** Begins the name of every namespace that the tests make. */
const PREFIX = 'cdk8s-dapr-e2e-';
/** Marks them, so that they can be deleted by hand after an abort. */
const LABEL = 'cdk8s-dapr-e2e';

/** The Secret that every test namespace has. */
export const API_TOKEN_SECRET = 'dapr-api-token';

/** What a pinned daprd needs in its namespace: the public part of what Sentry keeps, and only that. */
const TRUST_BUNDLE = 'dapr-trust-bundle';
const DAPR_NAMESPACE = 'dapr-system';

type Json = { [field: string]: any };

/** Runs `kubectl`; what it printed, or an error with what it complained of. */
export async function kubectl(args: string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const process = spawn('kubectl', args);
    let out = '', err = '';
    process.stdout.setEncoding('utf8').on('data', text => { out += text; });
    process.stderr.setEncoding('utf8').on('data', text => { err += text; });
    process.on('error', reject);
    process.on('close', code => code === 0 ? resolve(out) : reject(new Error(`kubectl ${args.slice(0, 8).join(' ')}: ${err || out}`)));
    process.stdin.on('error', () => undefined).end(input ?? '');
  });
}

export const sleep = async (seconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, seconds * 1000));

/** Asks until the answer is no error and not undefined. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  let last = 'no answer';
  for (const end = Date.now() + seconds * 1000; ;) {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
    } catch (error) {
      last = (error as Error).message;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${seconds} s; ${last}`);
    }
    await sleep(0.5);
  }
}

/** One line of what was measured. */
export function figure(text: string): void {
  process.stdout.write(`figure: ${text}\n`);
}

/** What a chart gives; no name in it is made up. */
export function synth(namespace: string | undefined, build: (chart: Chart) => void): string {
  const app = new App();
  build(new Chart(app, 'e2e', { namespace, disableResourceNameHashes: true }));
  return app.synthYaml();
}

export interface WorkerNode {
  readonly name: string;
  /** Its label `kubernetes.io/hostname`. */
  readonly hostname: string;
}

/** Nodes on which pods may run. */
export async function workerNodes(): Promise<WorkerNode[]> {
  const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])) as Json;
  return items
    .filter((node: Json) => !node.spec.unschedulable && !(node.spec.taints ?? []).some((taint: Json) => taint.effect !== 'PreferNoSchedule'))
    .map((node: Json) => ({ name: node.metadata.name, hostname: node.metadata.labels['kubernetes.io/hostname'] }));
}

/** A namespace of one suite, with a Redis, the token and the trust anchors. */
export class TestNamespace {
  /** Makes it anew. */
  public static async create(suite: string, options: { labels?: { [name: string]: string }; redis?: boolean } = {}): Promise<TestNamespace> {
    const name = PREFIX + suite;
    await kubectl(['delete', 'namespace', name, '--ignore-not-found', '--timeout=180s']);
    const metadata = { name, labels: { [LABEL]: 'true', ...options.labels } };
    const namespace = new TestNamespace(name);
    await namespace.apply(synth(undefined, chart => {
      new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata });
    }));
    const anchors = await kubectl(['-n', DAPR_NAMESPACE, 'get', 'configmap', TRUST_BUNDLE, '-o', 'jsonpath={.data.ca\\.crt}']);
    await namespace.apply(synth(name, chart => {
      new ApiObject(chart, 'trust-bundle', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: TRUST_BUNDLE }, data: { 'ca.crt': anchors } });
      new ApiObject(chart, 'token', {
        apiVersion: 'v1', kind: 'Secret', metadata: { name: API_TOKEN_SECRET }, stringData: { token: `e2e-${Date.now()}` },
      });
      if (options.redis !== false) {
        redis(chart);
      }
    }));
    if (options.redis !== false) {
      // A daprd that finds no Redis exits, and restarts are counted.
      await namespace.rolledOut('deployment/redis');
    }
    return namespace;
  }

  private constructor(public readonly name: string) {}

  /** Applies what a chart of this namespace gives. */
  public async deploy(build: (chart: Chart) => void): Promise<void> {
    await this.apply(synth(this.name, build));
  }

  /** Applies by the server, which refuses fields that it does not know. */
  public async apply(yaml: string, ...more: string[]): Promise<string> {
    return kubectl(['-n', this.name, 'apply', '--server-side', '--force-conflicts', '--validate=strict', '-f', '-', ...more], yaml);
  }

  public async kubectl(...args: string[]): Promise<string> {
    return kubectl(['-n', this.name, ...args]);
  }

  public async list(kind: string, selector?: string): Promise<Json[]> {
    return JSON.parse(await this.kubectl('get', kind, '-o', 'json', ...(selector ? ['-l', selector] : []))).items;
  }

  /** Pods of a test app, or of any other selector, that are not going. */
  public async pods(selector: string): Promise<Json[]> {
    const pods = await this.list('pods', selector.includes('=') ? selector : `app=${selector}`);
    return pods.filter(pod => !pod.metadata.deletionTimestamp);
  }

  /** Pods of a shared daprd. */
  public async daprds(appId: string): Promise<Json[]> {
    return this.pods(`app.kubernetes.io/instance=${appId}-daprd`);
  }

  /** The one pod of a test app. */
  public async pod(app: string): Promise<string> {
    const pods = (await this.pods(app)).filter(pod => pod.status.phase === 'Running');
    if (!pods.length) {
      throw new Error(`no pod of ${app} runs`);
    }
    return pods[0].metadata.name;
  }

  /** Waits until everything that was applied is up, and has its daprd. */
  public async ready(seconds = 180): Promise<void> {
    const workloads = (await this.kubectl('get', 'deployments,daemonsets', '-o', 'name')).split('\n').filter(Boolean);
    try {
      await Promise.all(workloads.map(async name => this.rolledOut(name, seconds)));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await this.kubectl('get', 'pods', '-o', 'wide')}`);
    }
    await this.assertInjected();
  }

  public async rolledOut(workload: string, seconds = 180): Promise<void> {
    await this.kubectl('rollout', 'status', workload, `--timeout=${seconds}s`);
  }

  /** Number of replicas, and waits until it is so. */
  public async scale(app: string, replicas: number): Promise<void> {
    await this.kubectl('scale', `deployment/e2e-${app}`, `--replicas=${replicas}`);
    if (replicas) {
      await this.rolledOut(`deployment/e2e-${app}`);
    } else {
      await eventually(`${app} at zero`, async () => (await this.list('pods', `app=${app}`)).length ? undefined : true);
    }
  }

  /** Every pod that asks for a daprd has one and is ready: the injector skips pods without saying so. */
  public async assertInjected(): Promise<number> {
    const pods = (await this.list('pods')).filter(pod => !pod.metadata.deletionTimestamp && pod.metadata.annotations?.['dapr.io/enabled'] === 'true');
    for (const pod of pods) {
      const containers = [...pod.spec.containers, ...pod.spec.initContainers ?? []].map(({ name }) => name);
      if (!containers.includes('daprd')) {
        throw new Error(`pod ${pod.metadata.name} was not injected: it has ${containers.join(', ')}`);
      }
    }
    return pods.length;
  }

  /** GET of a pod's HTTP port through the API server, as JSON. */
  public async get(app: string, path: string, port = 3000): Promise<Json> {
    return this.getFrom(await this.pod(app), path, port);
  }

  public async getFrom(pod: string, path: string, port = 3000): Promise<Json> {
    return JSON.parse(await kubectl(['get', '--raw', `/api/v1/namespaces/${this.name}/pods/${pod}:${port}/proxy${path}`]));
  }

  /** Runs a program in the app's container. */
  public async exec(app: string, ...command: string[]): Promise<string> {
    return this.kubectl('exec', await this.pod(app), '-c', 'main', '--', ...command);
  }

  /** Daprds of this namespace that were restarted, and the last words of what ran before. */
  public async daprdRestarts(): Promise<string[]> {
    const restarted = (await this.list('pods')).filter(({ status }) => [...status.containerStatuses ?? [], ...status.initContainerStatuses ?? []]
      .some(({ name, restartCount }) => name === 'daprd' && restartCount > 0));
    const words = await Promise.all(restarted.map(async ({ metadata: { name } }) =>
      `${name}: ${await this.kubectl('logs', name, '-c', 'daprd', '--previous', '--tail=5').catch(error => error.message)}`));
    // Sentry may not have heard of a new pod when its daprd asks for a certificate; the next start is early enough.
    return words.filter(text => !text.includes('failed to get pod of identity'));
  }

  /** Deletes it; the next `create` of the same name waits for the end of it. */
  public async delete(): Promise<void> {
    await kubectl(['delete', 'namespace', this.name, '--ignore-not-found', '--wait=false']);
  }
}

/** Whether a pod is ready. */
export const isReady = ({ status }: any): boolean => status.conditions.some((condition: any) => condition.type === 'Ready' && condition.status === 'True');

/** What a server of the tests runs: a pod of one container behind a Service, without anything that is kept. */
export interface ServerProps {
  readonly image: string;
  readonly port: number;
  /** More of the container. */
  readonly container?: object;
  /** More of the pod. */
  readonly pod?: object;
}

/** A server of that name. */
export function server(scope: Construct, name: string, { image, port, container, pod }: ServerProps): void {
  const labels = { app: name };
  const readinessProbe = { tcpSocket: { port }, periodSeconds: 1 };
  const run = { name, image, imagePullPolicy: 'IfNotPresent', ports: [{ containerPort: port }], readinessProbe, ...container };
  new ApiObject(scope, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { automountServiceAccountToken: false, containers: [run], ...pod } },
    },
  });
  new ApiObject(scope, `${name}-service`, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ port }] } });
}

/** A Redis for state and events. */
const redis = (scope: Construct): void => server(scope, 'redis', {
  image: process.env.E2E_REDIS ?? 'test.local/redis:1',
  port: 6379,
  container: { args: ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', '', '--appendonly', 'no'], resources: { requests: { cpu: '10m', memory: '32Mi' } } },
});
