/** Breaks what runs on the nodes: a privileged pod on each, which sends signals to processes of other containers and to the kubelet. */
import { ApiObject, Chart } from 'cdk8s';
import { image } from './apps';
import { TestNamespace } from './cluster';

const NAME = 'saboteur';
const PORT = 3999;

/** `/signal?name=SIGKILL&containers=ID,ID&kubelet=1&seconds=S`: sends the signal, and SIGCONT after some seconds. Returns the number of processes. */
const SERVER = `
  const { readdirSync, readFileSync, readlinkSync } = require('fs');
  const read = file => { try { return readFileSync(file, 'utf8'); } catch { return ''; } };
  const network = pid => { try { return readlinkSync('/proc/' + pid + '/ns/net'); } catch { return ''; } };
  const here = network('self');
  function processes(containers, kubelet) {
    return readdirSync('/proc').filter(pid => /^[0-9]+$/.test(pid)).filter(pid => {
      const cgroup = read('/proc/' + pid + '/cgroup');
      return containers.some(id => cgroup.includes(id)) || kubelet && read('/proc/' + pid + '/comm').trim() === 'kubelet' && network(pid) === here;
    }).map(Number);
  }
  const send = (pids, signal) => pids.forEach(pid => { try { process.kill(pid, signal); } catch {} });
  require('http').createServer((request, response) => {
    const { searchParams } = new URL(request.url, 'http://x');
    const pids = processes((searchParams.get('containers') ?? '').split(',').filter(Boolean), searchParams.has('kubelet'));
    send(pids, searchParams.get('name'));
    const seconds = Number(searchParams.get('seconds'));
    if (seconds) setTimeout(() => send(pids, 'SIGCONT'), seconds * 1000);
    response.end(JSON.stringify({ processes: pids.length }));
  }).listen(${PORT});`;

/** The DaemonSet of it. It runs in the network of the node, to tell the kubelet of its node from those of others on the same machine. */
export function saboteur(chart: Chart): void {
  const labels = { app: NAME };
  new ApiObject(chart, NAME, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: NAME },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostPID: true,
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          containers: [{
            name: 'main',
            image: image('e2e-worker'),
            imagePullPolicy: 'IfNotPresent',
            args: ['-e', SERVER],
            securityContext: { privileged: true, runAsUser: 0 },
            readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 1 },
          }],
        },
      },
    },
  });
}

const idsOf = ({ status }: any, only?: string): string[] => [...status.containerStatuses, ...status.initContainerStatuses ?? []]
  .filter(({ name }) => only === undefined || name === only).map(({ containerID }) => containerID.replace(/^.*:\/\//, ''));

async function signal(namespace: TestNamespace, node: string, query: string): Promise<void> {
  const pod = (await namespace.pods(NAME)).find(({ spec }) => spec.nodeName === node)!;
  const { processes } = await namespace.getFrom(pod.metadata.name, `/signal?${query}`, PORT);
  expect(processes).toBeGreaterThan(0);
}

/** Kills a container of a pod. */
export async function kill(namespace: TestNamespace, pod: any, container: string): Promise<void> {
  await signal(namespace, pod.spec.nodeName, `name=SIGKILL&containers=${idsOf(pod, container).join()}`);
}

/** Stops the kubelet of a node and the processes of all pods of the namespace there, for some seconds, as if the node had lost its power. */
export async function freeze(namespace: TestNamespace, node: string, seconds: number): Promise<void> {
  const pods = (await namespace.pods('app!=' + NAME)).filter(({ spec }) => spec.nodeName === node);
  await signal(namespace, node, `name=SIGSTOP&kubelet=1&seconds=${seconds}&containers=${pods.flatMap(pod => idsOf(pod)).join()}`);
}
