/**
 * The cluster of KUBECONFIG, through `kubectl` only: tests reach pods through `kubectl exec` or the API server's
 * proxy, so that no network route to them is needed.
 */
import { spawn } from 'child_process';
import { App, ApiObject, Chart } from 'cdk8s';
import { DaprPlatform } from 'cdk8s-dapr';
import { Construct } from 'constructs';

/** Prefix of the test namespaces. */
const PREFIX = 'cdk8s-dapr-e2e-';
/** Label of the test namespaces, to delete them manually after an abort. */
const LABEL = 'cdk8s-dapr-e2e';

/** The version of Dapr in the cluster. */
export const DAPR_VERSION = process.env.E2E_DAPR_VERSION ?? '1.18.2';
/** The token Secret of every test namespace. */
export const API_TOKEN_SECRET = 'dapr-api-token';

/** The trust anchors that a pinned daprd needs in its namespace: only the public part of Sentry's Secret. */
const TRUST_BUNDLE = 'dapr-trust-bundle';
const DAPR_NAMESPACE = 'dapr-system';

type Json = { [field: string]: any };

/** Runs `kubectl` and returns its output; throws an error with its stderr. */
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

/** Repeats an attempt until it returns a value without an error. */
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

/** Prints a measured value. */
export function figure(text: string): void {
  process.stdout.write(`figure: ${text}\n`);
}

/** Manifests of a chart, with stable names. */
export function synth(namespace: string | undefined, build: (chart: Chart) => void): string {
  const app = new App();
  DaprPlatform.set(app, { daprVersion: DAPR_VERSION });
  build(new Chart(app, 'e2e', { namespace, disableResourceNameHashes: true }));
  return app.synthYaml();
}

export interface WorkerNode {
  readonly name: string;
  /** The label `kubernetes.io/hostname`. */
  readonly hostname: string;
}

/** Schedulable nodes. */
export async function workerNodes(): Promise<WorkerNode[]> {
  const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])) as Json;
  return items
    .filter((node: Json) => !node.spec.unschedulable && !(node.spec.taints ?? []).some((taint: Json) => taint.effect !== 'PreferNoSchedule'))
    .map((node: Json) => ({ name: node.metadata.name, hostname: node.metadata.labels['kubernetes.io/hostname'] }));
}

/** The namespace of a suite, with Redis, token and trust anchors. */
export class TestNamespace {
  /** Creates the namespace, after deleting an existing one. */
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
      // A daprd exits without Redis, and the tests count restarts.
      await namespace.rolledOut('deployment/redis');
    }
    return namespace;
  }

  private constructor(public readonly name: string) {}

  /** Applies the manifests of a chart in this namespace. */
  public async deploy(build: (chart: Chart) => void): Promise<void> {
    await this.apply(synth(this.name, build));
  }

  /** Applies on the server side, which rejects unknown fields. */
  public async apply(yaml: string, ...more: string[]): Promise<string> {
    return kubectl(['-n', this.name, 'apply', '--server-side', '--force-conflicts', '--validate=strict', '-f', '-', ...more], yaml);
  }

  public async kubectl(...args: string[]): Promise<string> {
    return kubectl(['-n', this.name, ...args]);
  }

  public async list(kind: string, selector?: string): Promise<Json[]> {
    return JSON.parse(await this.kubectl('get', kind, '-o', 'json', ...(selector ? ['-l', selector] : []))).items;
  }

  /** Pods of a test app or another selector, without terminating ones. */
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
      throw new Error(`${app} has no running pod`);
    }
    return pods[0].metadata.name;
  }

  /** Waits until all applied workloads are ready, with their daprds. */
  public async ready(seconds = 180): Promise<void> {
    const workloads = (await this.kubectl('get', 'deployments,daemonsets', '-o', 'name')).split('\n').filter(Boolean);
    try {
      await Promise.all(workloads.map(async name => this.rolledOut(name, seconds)));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await this.kubectl('get', 'pods', '-o', 'wide')}`);
    }
    await this.assertInjected();
  }

  /** Waits until all pods are those of the applied workloads. */
  public async settled(): Promise<void> {
    await this.ready();
    await eventually('old pods are gone', async () => !(await this.list('pods')).some(({ metadata }) => metadata.deletionTimestamp) || undefined, 120);
  }

  public async rolledOut(workload: string, seconds = 180): Promise<void> {
    await this.kubectl('rollout', 'status', workload, `--timeout=${seconds}s`);
  }

  /** Sets the number of replicas, and waits until it is reached. */
  public async scale(app: string, replicas: number): Promise<void> {
    await this.kubectl('scale', `deployment/e2e-${app}`, `--replicas=${replicas}`);
    if (replicas) {
      await this.rolledOut(`deployment/e2e-${app}`);
    } else {
      await eventually(`${app} at zero`, async () => (await this.list('pods', `app=${app}`)).length ? undefined : true);
    }
  }

  /** Checks that every pod with dapr.io/enabled has a daprd and is ready: the injector silently skips pods. */
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

  /** GET of a pod's HTTP port through the API server; returns JSON. */
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

  /** Restarted daprds of this namespace, and the last log lines of their previous run. */
  public async daprdRestarts(): Promise<string[]> {
    const restarted = (await this.list('pods')).filter(({ status }) => [...status.containerStatuses ?? [], ...status.initContainerStatuses ?? []]
      .some(({ name, restartCount }) => name === 'daprd' && restartCount > 0));
    const words = await Promise.all(restarted.map(async ({ metadata: { name } }) =>
      `${name}: ${await this.kubectl('logs', name, '-c', 'daprd', '--previous', '--tail=5').catch(error => error.message)}`));
    // Sentry may not know a new pod yet when its daprd requests a certificate; such a restart is allowed.
    return words.filter(text => !text.includes('failed to get pod of identity'));
  }

  /** Deletes the namespace; the next `create` with the same name waits for the deletion. */
  public async delete(): Promise<void> {
    await kubectl(['delete', 'namespace', this.name, '--ignore-not-found', '--wait=false']);
  }
}

/** Whether a pod is ready. */
export const isReady = ({ status }: any): boolean => status.conditions.some((condition: any) => condition.type === 'Ready' && condition.status === 'True');

/** A server for tests: a pod with one container behind a Service, without persistence. */
export interface ServerProps {
  readonly image: string;
  readonly port: number;
  /** Further fields of the container. */
  readonly container?: object;
  /** Further fields of the pod. */
  readonly pod?: object;
}

/** Creates a server with a name. */
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
