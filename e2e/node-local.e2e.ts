import { DaprApp, DaprPlatform, DataPlane, SharedDaprDaemonSet } from 'cdk8s-dapr';
import { PINNED, testApp } from './apps';
import { API_TOKEN_SECRET, eventually, figure, TestNamespace, workerNodes, WorkerNode } from './cluster';

const CALLS = 200;
/** By default another node serves calls as a fallback, with `strictlyNodeLocal` none does; pinned is like the default, without the injector. */
const FORMS = ['default', 'strict', 'pinned'];

describe('a shared daprd on each node', () => {
  let namespace: TestNamespace;
  let nodes: WorkerNode[];

  /** The nodes that serve new connections: a daprd that invokes another app reports its pod. */
  async function answering(form: string, from: number): Promise<{ nodes: { [node: string]: number }; failures: object }> {
    const { by, failures } = JSON.parse(await namespace.exec(`${form}-${from}`, 'node', '/app/app.js', 'whereami', '--calls', String(CALLS), '--invoke', 'echo'));
    const nodeOf = Object.fromEntries((await namespace.daprds(form)).map(({ metadata, spec }) => [metadata.name, spec.nodeName]));
    const counts: { [node: string]: number } = {};
    for (const [pod, calls] of Object.entries(by)) {
      const node = nodeOf[pod] ?? pod;
      counts[node] = (counts[node] ?? 0) + Number(calls);
    }
    return { nodes: counts, failures };
  }

  beforeAll(async () => {
    nodes = (await workerNodes()).slice(0, 2);
    if (nodes.length < 2) {
      throw new Error('this suite requires two nodes');
    }
    namespace = await TestNamespace.create('node-local', { redis: false });
    await namespace.deploy(chart => {
      DaprPlatform.set(chart, { apiTokenSecret: API_TOKEN_SECRET });
      new DaprApp(chart, 'echo-dapr', { appId: 'echo', workload: testApp(chart, 'echo', { port: 3000 }), appPort: 3000, dataPlane: DataPlane.sidecar() });
      for (const form of FORMS) {
        const dataPlane = new SharedDaprDaemonSet(chart, `${form}-plane`, { appId: form, strictlyNodeLocal: form === 'strict', pinned: form === 'pinned' ? PINNED : undefined });
        nodes.forEach(({ hostname }, index) => {
          new DaprApp(chart, `${form}-${index}-dapr`, { workload: testApp(chart, `${form}-${index}`, { node: hostname }), dataPlane });
        });
      }
    });
    await namespace.ready();
    for (const form of FORMS) {
      await eventually(`${form} reaches echo`, async () => namespace.get(`${form}-0`, '/invoke?app=echo&method=whoami'));
    }
  });

  afterAll(async () => namespace?.delete());

  for (const form of FORMS) {
    test.each([0, 1])(`${form}: the daprd of node %s serves new connections from that node`, async from => {
      const answer = await answering(form, from);
      figure(`node-local, ${form} form, from ${nodes[from].name}: ${answer.nodes[nodes[from].name] ?? 0} of ${CALLS} answered on the same node`);
      expect(answer).toEqual({ nodes: { [nodes[from].name]: CALLS }, failures: {} });
    });
  }

  describe('while a node has no daprd', () => {
    beforeAll(async () => {
      const patch = { spec: { template: { spec: { nodeSelector: { 'kubernetes.io/hostname': nodes[1].hostname } } } } };
      await Promise.all(FORMS.map(async form => {
        await namespace.kubectl('patch', `daemonset/${form}-daprd`, '--type=merge', '-p', JSON.stringify(patch));
        await namespace.rolledOut(`daemonset/${form}-daprd`);
        await eventually('the daprd goes', async () => {
          const pods = await namespace.list('pods', `app.kubernetes.io/instance=${form}-daprd`);
          return pods.length === 1 && pods[0].spec.nodeName === nodes[1].name || undefined;
        });
      }));
    });

    test.each(['default', 'pinned'])('%s: another node serves every call', async form => {
      const answer = await answering(form, 0);
      figure(`no daprd on ${nodes[0].name}, ${form} form: ${answer.nodes[nodes[1].name] ?? 0} of ${CALLS} answered by another node`);
      expect(answer).toEqual({ nodes: { [nodes[1].name]: CALLS }, failures: {} });
    });

    test('strict: every call fails', async () => {
      const args = ['--rps', '50', '--seconds', String(CALLS / 50), '--new', '--path', '/v1.0/metadata'];
      const { sent, failed, failures } = JSON.parse(await namespace.exec('strict-0', 'node', '/app/app.js', 'load', ...args));
      figure(`no daprd on ${nodes[0].name}, strict form: ${failed} of ${sent} failed ${JSON.stringify(failures)}`);
      expect([sent, failed]).toEqual([CALLS, CALLS]);
    });

    test('strict: calls from the other node succeed', async () => {
      expect(await answering('strict', 1)).toEqual({ nodes: { [nodes[1].name]: CALLS }, failures: {} });
    });
  });
});
