/** What goes wrong around a stack: a daprd dies, a node is lost, the control plane is down. Events and calls are counted for each model. */
import { ApiObject, Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane } from 'cdk8s-dapr';
import { broker, idOf, image, SERVES_ON, SERVING_ON, stateStore, testApp } from './apps';
import { callers, Calls, failed, invoke } from './calls';
import { API_TOKEN_SECRET, eventually, figure, isReady, kubectl, sleep, TestNamespace, WorkerNode, workerNodes } from './cluster';
import { deliver, httpReceiver, ledger, Outcome } from './deliveries';
import { freeze, kill, saboteur } from './saboteur';

const SECONDS = 60;
/** Seconds after which a lost node is not ready, and after which it comes back. */
const AWAY = 100;
/** Events, and calls of each kind, a second for each model: 20 of all. */
const RATE = 5;
const DAPR = ['-n', 'dapr-system'];
const WEBHOOK = 'mutatingwebhookconfiguration/dapr-sidecar-injector';

const TARGETS = SERVING_ON.map(([model]) => idOf(model));

interface Loss {
  readonly events: Outcome;
  /** Calls from an app with a retry and from one without. */
  readonly retried: Calls;
  readonly calls: Calls;
}

/** Two pods on different nodes, without a startup probe of their own. */
function target(chart: Chart, id: string): ApiObject {
  const labels = { app: id };
  return new ApiObject(chart, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `e2e-${id}` },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: [
            {
              topologyKey: 'kubernetes.io/hostname',
              maxSkew: 1,
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels },
              matchLabelKeys: ['pod-template-hash'],
            },
          ],
          containers: [{
            name: 'main',
            image: image('e2e-worker'),
            imagePullPolicy: 'IfNotPresent',
            args: ['-e', httpReceiver(SERVES_ON + 2, '/v1.0/state/statestore/x')],
            ports: [{ containerPort: 3000 }],
            readinessProbe: { tcpSocket: { port: 3000 }, periodSeconds: 1 },
            resources: { requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: { runAsUser: 65532, runAsGroup: 65532 },
          }],
        },
      },
    },
  });
}

function define(chart: Chart, node: string): void {
  DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET, daprdStartupProbe: true });
  saboteur(chart);
  ledger(chart, { node });
  const store = stateStore(chart);
  const pubsub = broker(chart);
  const targets = SERVING_ON.map(([model, dataPlane]) => new DaprApp(chart, `${idOf(model)}-dapr`, {
    appId: idOf(model),
    workload: target(chart, idOf(model)),
    appPort: 3000,
    dataPlane: dataPlane(),
    uses: [store],
    subscribes: [{ pubsub, topic: idOf(model), route: '/events' }],
  }));
  callers(chart, targets, { node });
  new DaprApp(chart, 'sender-dapr', {
    appId: 'sender', workload: testApp(chart, 'sender', { node }), dataPlane: DataPlane.sidecar(), publishes: TARGETS.map(topic => ({ pubsub, topic })),
  });
}

let namespace: TestNamespace;
/** The node of callers, and the one that is lost. */
let here: WorkerNode, there: WorkerNode;

/** The pod of an app that survives the loss of a node. */
async function survivor(app: string): Promise<any> {
  return (await namespace.pods(app)).find(pod => pod.spec.nodeName === here.name && isReady(pod));
}

/** The daprd that serves a pod of an app, or one of several. */
async function daprdOf(model: string, pod: any): Promise<any> {
  if (model === 'sidecar') {
    return pod;
  }
  const daprds = await namespace.daprds(idOf(model));
  return daprds.find(({ spec }) => spec.nodeName === pod.spec.nodeName) ?? daprds[0];
}

/** Events and calls for all models while something happens; prints the losses. */
async function under(what: string, seconds: number, action: () => Promise<unknown>): Promise<Loss[]> {
  const run = what.replace(/\W/g, '');
  const targets = Object.fromEntries(TARGETS.map(id => [id, { path: `/v1.0/publish/pubsub/${id}`, wrap: 'event' as const }]));
  const all = async (ask: (id: string) => Promise<Calls>): Promise<Calls[]> => Promise.all(TARGETS.map(ask));
  const [calls, retried, events] = await Promise.all([
    all(async id => invoke(namespace, 'caller', id, RATE, seconds)),
    all(async id => invoke(namespace, 'patient', id, RATE, seconds)),
    deliver(namespace, { sender: 'sender', targets, run, seconds, rate: RATE }, action),
  ]);
  const losses = SERVING_ON.map(([model], i) => {
    const loss = { calls: calls[i], retried: retried[i], events: events[TARGETS[i]] };
    figure(`outage ${what}, ${model}: ${loss.events.lost} of ${loss.events.sent} events lost, ${loss.events.twice} more than once; `
      + `with a retry ${failed(loss.retried)}; without ${failed(loss.calls)}; ${loss.events.own.failed} of about ${loss.events.own.hundreds * 100} calls of the app to its daprd failed`);
    return loss;
  });
  expect(losses.map(({ events: { lost }, retried: { failed: count } }) => [lost, count])).toEqual(SERVING_ON.map(() => [0, 0]));
  return losses;
}

const scale = async (workload: string, replicas: number): Promise<string> => kubectl([...DAPR, 'scale', workload, `--replicas=${replicas}`]);
const replicasOf = async (workload: string): Promise<number> => Number(await kubectl([...DAPR, 'get', workload, '-o', 'jsonpath={.spec.replicas}']));

/** Scales workloads of the control plane to zero during an action. */
async function without(workloads: string[], action: () => Promise<unknown>): Promise<void> {
  const replicas = await Promise.all(workloads.map(replicasOf));
  try {
    await Promise.all(workloads.map(async name => scale(name, 0)));
    await action();
  } finally {
    await Promise.all(workloads.map(async (name, i) => scale(name, replicas[i])));
    await Promise.all(workloads.map(async name => kubectl([...DAPR, 'rollout', 'status', name, '--timeout=180s'])));
  }
}

async function settled(): Promise<void> {
  await namespace.settled();
  for (const id of TARGETS) {
    await eventually(`${id} answers`, async () => (await invoke(namespace, 'caller', id, RATE, 1)).failed ? undefined : true);
  }
}

/** A node without the DNS of the cluster, which has one pod in small clusters. */
async function chooseNodes(): Promise<void> {
  const nodes = await workerNodes();
  const dns = JSON.parse(await kubectl(['-n', 'kube-system', 'get', 'pods', '-l', 'k8s-app=kube-dns', '-o', 'json'])).items;
  there = nodes.find(({ name }) => !dns.some(({ spec }: any) => spec.nodeName === name)) ?? nodes[0];
  here = nodes.find(({ name }) => name !== there.name)!;
}

/** Moves the workloads of the control plane that have one replica: several, as in production, would survive. */
async function moveControlPlane(): Promise<void> {
  await kubectl(['cordon', there.name]);
  const pods = JSON.parse(await kubectl([...DAPR, 'get', 'pods', '-o', 'json'])).items.filter(({ spec, metadata }: any) =>
    spec.nodeName === there.name && metadata.ownerReferences?.[0].kind === 'ReplicaSet');
  if (pods.length) {
    await kubectl([...DAPR, 'delete', 'pods', ...pods.map(({ metadata }: any) => metadata.name)]);
  }
  for (const name of ['operator', 'sentry', 'sidecar-injector']) {
    await kubectl([...DAPR, 'rollout', 'status', `deployment/dapr-${name}`, '--timeout=120s']);
  }
  await kubectl(['uncordon', there.name]);
}

beforeAll(async () => {
  await chooseNodes();
  namespace = await TestNamespace.create('outages');
  await namespace.kubectl('patch', 'deployment', 'redis', '-p', JSON.stringify({
    spec: { strategy: { type: 'Recreate', rollingUpdate: null }, template: { spec: { nodeSelector: { 'kubernetes.io/hostname': here.hostname } } } },
  }));
  await namespace.rolledOut('deployment/redis');
  await namespace.deploy(chart => define(chart, here.hostname));
});

afterAll(async () => namespace?.delete());
beforeEach(settled);

test('nothing happens: nothing is lost', async () => {
  const losses = await under('none', SECONDS / 2, async () => undefined);
  expect(losses.map(({ calls, events: { own } }) => [calls.failed, own.failed])).toEqual(SERVING_ON.map(() => [0, 0]));
});

test('a daprd is killed: no event is lost, and no call with a retry', async () => {
  await under('daprd killed', SECONDS, async () => {
    for (const [model] of SERVING_ON) {
      await kill(namespace, await daprdOf(model, await survivor(idOf(model))), 'daprd');
    }
  });
});

test('the control plane is down for a minute: no event is lost, and no call with a retry', async () => {
  const workloads = ['deployment/dapr-operator', 'deployment/dapr-sentry', 'statefulset/dapr-scheduler-server', 'statefulset/dapr-placement-server'];
  await under('control plane down', SECONDS + 30, async () => without(workloads, async () => sleep(SECONDS)));
});

test('apps roll out while the injector is down: their old pods keep serving, and no pod without daprd becomes ready', async () => {
  const policy = await kubectl(['get', WEBHOOK, '-o', 'jsonpath={.webhooks[0].failurePolicy}']);
  const setPolicy = async (value: string): Promise<string> =>
    kubectl(['patch', WEBHOOK, '--type=json', '-p', JSON.stringify([{ op: 'replace', path: '/webhooks/0/failurePolicy', value }])]);
  const uninjected = async (): Promise<any[]> => (await namespace.list('pods')).filter(({ metadata, spec }) => metadata.annotations?.['dapr.io/enabled'] === 'true'
    && ![...spec.containers, ...spec.initContainers ?? []].some(({ name }) => name === 'daprd'));
  try {
    // As in Dapr's chart.
    await setPolicy('Ignore');
    const losses = await under('injector down', SECONDS + 30, async () => without(['deployment/dapr-sidecar-injector'], async () => {
      await namespace.kubectl('rollout', 'restart', ...TARGETS.map(id => `deployment/e2e-${id}`), 'deployment/shared-deployment-daprd', 'daemonset/shared-daemonset-daprd');
      await eventually('pods without daprd exist', async () => (await uninjected()).length >= 3 || undefined);
      await sleep(SECONDS / 2);
      const pods = await uninjected();
      expect(pods.filter(isReady).map(({ metadata }) => metadata.name)).toEqual([]);
      figure(`outage injector down: ${pods.length} pods without daprd, none ready`);
    }));
    // A third of the calls would reach the shared daprd that was not injected.
    losses.forEach(({ events: { own } }) => expect(own.failed).toBeLessThan(own.hundreds));
  } finally {
    await setPolicy(policy);
    // Kubernetes keeps them, and their rollouts, as they are.
    const stuck = (await uninjected()).map(({ metadata }) => metadata.name);
    figure(`outage injector down: ${stuck.length} pods without daprd are left`);
    await namespace.kubectl('delete', 'pods', '--ignore-not-found', ...stuck);
  }
});

test('a node is lost: no event is lost, and no call with a retry', async () => {
  const workloads = [...TARGETS, ...TARGETS.filter(id => id !== 'sidecar').map(id => `app.kubernetes.io/instance=${id}-daprd`)];
  const nodesOf = async (selector: string): Promise<string> => String((await namespace.pods(selector)).map(({ spec }) => spec.nodeName).sort());
  expect(await Promise.all(workloads.map(nodesOf))).toEqual(workloads.map(() => String([here.name, there.name].sort())));
  await moveControlPlane();
  const start = Date.now();
  const since = (): number => Math.round((Date.now() - start) / 1000);
  await under('node lost', SECONDS + AWAY, async () => {
    await freeze(namespace, there.name, AWAY);
    await kubectl(['wait', `node/${there.name}`, '--for=condition=Ready=Unknown', `--timeout=${AWAY}s`]);
    figure(`outage node lost: not ready after ${since()} s`);
    // What Kubernetes does after 5 minutes, or at once for a node with the taint node.kubernetes.io/out-of-service.
    const lost = (await namespace.pods('app!=saboteur')).filter(({ spec }) => spec.nodeName === there.name).map(({ metadata }) => metadata.name);
    await namespace.kubectl('delete', 'pods', '--force', '--grace-period=0', '--wait=false', ...lost);
    await eventually('pods run elsewhere', async () => {
      const pods = await Promise.all(TARGETS.map(async id => namespace.pods(id)));
      return pods.every(some => some.length === 2 && some.every(pod => pod.spec.nodeName === here.name && isReady(pod))) || undefined;
    }, AWAY);
    figure(`outage node lost: its pods are ready elsewhere after ${since()} s`);
    await kubectl(['wait', `node/${there.name}`, '--for=condition=Ready=True', `--timeout=${AWAY}s`]);
  });
});
